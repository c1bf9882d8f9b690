// The kiosk's slip prints itself and makes room for the next person; the officer's window is served by single keys.
// Without this script there are the same links and buttons, and a number that stays on the screen.

const TYPING = "input, select, textarea, [contenteditable]"

function slip(part) {
  const { return: back, after } = part.dataset
  if (back) setTimeout(() => location.assign(back), Number(after))
  const button = document.querySelector("[data-print-button]")
  if (!button) return
  button.hidden = false
  button.addEventListener("click", () => window.print())
  // A kiosk that prints without asking says so in its address, once, when it is set up.
  if (localStorage.getItem("motcua-in") === "1") window.print()
}

// Somebody walked away half-way: what they chose is not left to the next person.
function idle(part) {
  const { kiosk, idle: after } = part.dataset
  let timer
  const rest = () => {
    clearTimeout(timer)
    timer = setTimeout(() => location.assign(kiosk), Number(after))
  }
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, rest)
  // Without a touch there is something to clear only where the page shows an error or a choice of an earlier visit.
  if (document.querySelector(".govuk-error-summary") || document.documentElement.lang !== "vi") rest()
}

// One key is one act, so whoever is disturbed by that switches it off; the browser remembers.
function keySwitch(button) {
  button.hidden = false
  const show = () => {
    const isOff = localStorage.getItem("motcua-phim") === "0"
    button.textContent = isOff ? button.dataset.on : button.dataset.off
  }
  button.addEventListener("click", () => {
    localStorage.setItem("motcua-phim", localStorage.getItem("motcua-phim") === "0" ? "1" : "0")
    show()
  })
  show()
}

function keys(scope) {
  scope.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest(TYPING)) return
    if (localStorage.getItem("motcua-phim") === "0") return
    const button = scope.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)
    if (!button) return
    event.preventDefault()
    button.click()
  })
}

export function start(scope) {
  const asked = new URLSearchParams(location.search).get("in")
  if (asked) localStorage.setItem("motcua-in", asked === "co" ? "1" : "0")
  scope.querySelectorAll("[data-print-slip]").forEach(slip)
  scope.querySelectorAll("[data-kiosk]").forEach(idle)
  scope.querySelectorAll("[data-keys-switch]").forEach(keySwitch)
  if (scope.querySelector("[data-key]")) keys(scope)
}
