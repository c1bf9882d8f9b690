// Says on the officer's sheet that pictures have come from the phone. Nothing is reloaded: what is being typed stays.

const PAUSE = 4000
const LONGEST = 20 * 60 * 1000

function listen(status) {
  const { phone: address, count: before, words } = status.dataset
  const ends = Date.now() + LONGEST

  async function ask() {
    if (Date.now() > ends) return
    if (!document.hidden) {
      try {
        const answer = await fetch(address, { headers: { Accept: "application/json" } })
        if (!answer.ok) return
        const { count } = await answer.json()
        if (count > Number(before)) status.textContent = words.replace("{count}", count)
      } catch {
        // The line dropped: the next turn asks again.
      }
    }
    setTimeout(ask, PAUSE)
  }

  setTimeout(ask, PAUSE)
}

export function start(scope) {
  for (const status of scope.querySelectorAll("[data-phone]")) listen(status)
}
