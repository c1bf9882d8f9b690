// What the desk says by itself when something new came: lists, and the mark of notes that call the officer. Nothing on
// the page moves: a line of a kept height says how much there is, and the person has it shown. One tab of the browser
// listens for all of them; while nothing can be heard, lists ask now and then, and the mark seldom.

const ASK_EVERY = 5000
const ASK_MARK_EVERY = 60000
const LISTEN_AGAIN = 15000
const STANDS_AFTER = 1500
const LATER = 300
const NAME = "motcua-news"
const WHO = "?"
const LISTENING = "+"
const DEAF = "-"

function keep(line) {
  const title = document.title
  const isList = "newsTitle" in line.dataset
  let asking = 0

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
    if (!isList) return
    const count = line.querySelector("[data-count]")?.dataset.count
    document.title = count ? `(${count}) ${title}` : title
  }

  return {
    isList,
    listing: line.dataset.news,
    every: isList ? ASK_EVERY : ASK_MARK_EVERY,
    ask,
    // Many screens wake at once: they do not all ask in the same moment.
    askSoon() {
      asking ||= setTimeout(ask, Math.random() * LATER)
    },
  }
}

export function start(scope) {
  const found = [...scope.querySelectorAll("[data-news]")]
  const lines = found.map(keep)
  const from = found[0].dataset.newsFrom
  const wire = new BroadcastChannel(NAME)
  let isHeard = false
  let isOwn = false

  function hear(listing) {
    for (const line of lines) if (line.listing === listing) line.askSoon()
  }

  function be(heard) {
    if (heard && !isHeard) for (const line of lines) line.askSoon()
    isHeard = heard
  }

  wire.onmessage = ({ data }) => {
    if (data === WHO) isOwn && isHeard && wire.postMessage(LISTENING)
    else if (data === LISTENING || data === DEAF) be(data === LISTENING)
    else hear(data)
  }

  function listen(release) {
    const source = new EventSource(from, { withCredentials: true })
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

  function begin() {
    queue()
    wire.postMessage(WHO)
  }

  // Who only passes through a page needs no line of their own for the mark.
  if (lines.some((line) => line.isList)) begin()
  else setTimeout(begin, STANDS_AFTER)
  for (const line of lines) setInterval(() => isHeard || line.ask(), line.every)
}
