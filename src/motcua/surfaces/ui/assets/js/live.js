// A part of a page that keeps itself current: asked for anew, drawn only when something changed. When the server is away
// it asks on, more slowly, and says so; nothing is lost by that, for the server alone knows what is true.
// On a display new calls are said aloud, one after the other: the server's sound, else the browser's voice, else a chime.

const SLOWEST = 10000
const MINUTE = 60000

function chime() {
  try {
    const audio = new AudioContext()
    for (const [index, hertz] of [660, 880].entries()) {
      const tone = audio.createOscillator()
      const volume = audio.createGain()
      tone.frequency.value = hertz
      volume.gain.value = 0.2
      tone.connect(volume).connect(audio.destination)
      tone.start(audio.currentTime + index * 0.35)
      tone.stop(audio.currentTime + index * 0.35 + 0.3)
    }
    return new Promise((done) => setTimeout(done, 900))
  } catch {
    return Promise.resolve()
  }
}

function speak(text) {
  const voices = "speechSynthesis" in window ? speechSynthesis.getVoices() : []
  const voice = voices.find((one) => one.lang.toLowerCase().startsWith("vi"))
  if (!voice) return chime()
  return new Promise((done) => {
    const said = new SpeechSynthesisUtterance(text)
    Object.assign(said, { voice, lang: "vi-VN" })
    said.addEventListener("end", done)
    said.addEventListener("error", () => chime().then(done))
    speechSynthesis.speak(said)
  })
}

function play(address) {
  return new Promise((done, failed) => {
    const sound = new Audio(address)
    sound.addEventListener("ended", done)
    sound.addEventListener("error", failed)
    sound.play().catch(failed)
  })
}

function announcer(button) {
  const known = new Set()
  let last = Promise.resolve()

  async function say({ sound, said }) {
    try {
      await play(sound)
    } catch (reason) {
      if (reason?.name === "NotAllowedError" && button) button.hidden = false
      await speak(said)
    }
  }

  button?.addEventListener("click", () => {
    button.hidden = true
    chime()
  })

  return (part, isFirst) => {
    // The latest stands first; people hear them in the order in which they were called.
    for (const row of [...part.querySelectorAll("[data-call]")].reverse()) {
      const { call, sound, said } = row.dataset
      if (known.has(call)) continue
      known.add(call)
      if (!isFirst) last = last.then(() => say({ sound, said }))
    }
  }
}

function ring() {
  let known = ""
  return (part, isFirst) => {
    const turn = part.querySelector("[data-turn]")?.dataset.turn ?? ""
    if (turn && turn !== known && !isFirst) {
      navigator.vibrate?.([400, 200, 400])
      chime()
    }
    known = turn
  }
}

function keep(part) {
  const note = document.querySelector("[data-live-note]")
  const said = note?.textContent ?? ""
  const every = Number(part.dataset.every)
  const tell = "announce" in part.dataset ? announcer(document.querySelector("[data-voice]")) : ring()
  let wait = every
  tell(part, true)

  async function ask() {
    try {
      const version = part.querySelector("[data-version]")?.dataset.version ?? ""
      const address = new URL(part.dataset.live, location.href)
      address.searchParams.set("da-xem", version)
      const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(SLOWEST) })
      if (!answer.ok) throw new Error(String(answer.status))
      if (answer.status === 200) {
        part.innerHTML = await answer.text()
        tell(part, false)
      }
      wait = every
      if (note) note.textContent = said
    } catch {
      wait = Math.min(wait * 2, SLOWEST)
      if (note) note.textContent = note.dataset.lost
    }
    setTimeout(ask, document.hidden && !("announce" in part.dataset) ? Math.min(wait * 5, MINUTE) : wait)
  }

  setTimeout(ask, every)
}

export function start(scope) {
  scope.querySelectorAll("[data-live]").forEach(keep)
}
