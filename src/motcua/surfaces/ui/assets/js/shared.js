// A screen that strangers share: a clock one can see, a warning a minute before the end, more time by one press without
// losing what is typed, and the end. Without this the page itself leads to the end (a refresh in noscript).

const WARN = 60
const TELL_EVERY = 20_000

export function start(scope) {
  const line = scope.querySelector("[data-shared]")
  const clock = line.querySelector("[data-clock]")
  const warning = line.querySelector("[data-warning]")
  const more = line.querySelector("[data-more]")
  const token = line.querySelector("[name=csrfmiddlewaretoken]")?.value
  let whole = Number(line.dataset.left)
  let end = Date.now() + whole * 1000
  let told = Date.now()
  let asking = Promise.resolve()

  const leave = () => location.replace(line.dataset.ended)

  function begin(seconds) {
    whole = seconds
    end = Date.now() + seconds * 1000
    told = Date.now()
    tick()
  }

  // One after another: an answer that was overtaken would turn the clock back.
  function ask(address) {
    told = Date.now()
    asking = asking.catch(() => {}).then(() => hear(address))
    return asking
  }

  async function hear(address) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": token, Accept: "application/json" },
    })
    if (answer.status === 409) return
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return leave()
    const { left, may_have_more: mayHaveMore } = await answer.json()
    more.querySelector("button").hidden = !mayHaveMore
    begin(left)
  }

  function touch() {
    if (Date.now() - told < TELL_EVERY) return
    if (line.dataset.touch) ask(line.dataset.touch).catch(() => {})
    else begin(Number(line.dataset.left))
  }

  function tick() {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000))
    if (clock) clock.lastElementChild.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`
    const isNear = left <= Math.min(WARN, whole / 2)
    if (isNear !== Boolean(warning.textContent)) warning.textContent = isNear ? warning.dataset.warning : ""
    if (left === 0) leave()
  }

  if (clock) {
    line.querySelector("[data-until]").hidden = true
    clock.hidden = false
  }
  more?.addEventListener("submit", (event) => {
    event.preventDefault()
    ask(more.action).catch(() => more.submit())
  })
  for (const act of ["keydown", "pointerdown", "input", "scroll"]) addEventListener(act, touch, { passive: true })
  // A page that the back button takes out of memory is the last person's.
  addEventListener("pageshow", (event) => event.persisted && location.reload())
  document.addEventListener("visibilitychange", tick)
  setInterval(tick, 1000)
  tick()
}
