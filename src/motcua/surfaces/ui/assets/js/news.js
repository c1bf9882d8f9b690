// A list of the desk that says by itself when something new came. Nothing on the page moves: a line of a kept
// height says how much there is, and the person has it shown. One tab of the browser listens for all of them;
// while nothing can be heard, each asks now and then.

const ASK_EVERY = 5000
const LISTEN_AGAIN = 15000
const LATER = 300
const NAME = "motcua-news"
const WHO = "?"
const LISTENING = "+"
const DEAF = "-"

export function start(scope) {
  const line = scope.querySelector("[data-news]")
  const title = document.title
  const wire = new BroadcastChannel(NAME)
  let asking = 0
  let isHeard = false
  let isOwn = false

  async function ask() {
    clearTimeout(asking)
    asking = 0
    try {
      const answer = await fetch(line.dataset.newsCount, { redirect: "error" })
      if (answer.ok) show(await answer.text())
    } catch {
      // The next wake-up asks again.
    }
  }

  function show(words) {
    if (words.trim() === line.innerHTML.trim()) return
    line.innerHTML = words
    const count = line.querySelector("[data-count]")?.dataset.count
    document.title = count ? `(${count}) ${title}` : title
  }

  // Many screens wake at once: they do not all ask in the same moment.
  function askSoon() {
    asking ||= setTimeout(ask, Math.random() * LATER)
  }

  function hear(listing) {
    if (listing === line.dataset.news) askSoon()
  }

  function be(heard) {
    if (heard && !isHeard) askSoon()
    isHeard = heard
  }

  wire.onmessage = ({ data }) => {
    if (data === WHO) isOwn && isHeard && wire.postMessage(LISTENING)
    else if (data === LISTENING || data === DEAF) be(data === LISTENING)
    else hear(data)
  }

  function listen(release) {
    const source = new EventSource(line.dataset.newsFrom, { withCredentials: true })
    isOwn = true
    const tell = (heard) => {
      be(heard)
      wire.postMessage(heard ? LISTENING : DEAF)
    }
    const stop = () => {
      source.close()
      isOwn = false
      release()
      setTimeout(queue, LISTEN_AGAIN)
    }
    source.onopen = () => tell(true)
    source.onerror = () => {
      tell(false)
      if (source.readyState === EventSource.CLOSED) stop()
    }
    source.addEventListener("changed", ({ data }) => {
      wire.postMessage(data)
      hear(data)
    })
    source.addEventListener("bye", () => {
      tell(false)
      stop()
    })
  }

  function queue() {
    if (navigator.locks) navigator.locks.request(NAME, () => new Promise(listen))
    else listen(() => {})
  }

  queue()
  wire.postMessage(WHO)
  setInterval(() => isHeard || ask(), ASK_EVERY)
}
