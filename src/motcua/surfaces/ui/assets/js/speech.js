// Reading a page aloud with the browser's own voice. Offered only where there is a Vietnamese one; screen readers need
// none of it. The page is spoken piece by piece, since browsers cut long speeches off.

const LANGUAGE = "vi-VN"
const PIECES = "h1, h2, h3, p, li, dt, dd, th, td, legend, label"
const QUIET = "nav, form, script, [hidden], .govuk-visually-hidden"

function vietnamese() {
  return speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().startsWith("vi"))
}

function pieces(main) {
  const all = [...main.querySelectorAll(PIECES)]
  const own = all.filter((piece) => !piece.closest(QUIET) && !piece.querySelector(PIECES))
  return own.map((piece) => piece.textContent.trim()).filter(Boolean)
}

function offer(button) {
  const { listen, stop } = button.dataset
  const voice = vietnamese()
  if (!voice || !button.hidden) return
  button.hidden = false

  function rest() {
    button.textContent = listen
    button.setAttribute("aria-pressed", "false")
  }

  button.addEventListener("click", () => {
    const wasSpeaking = speechSynthesis.speaking
    speechSynthesis.cancel()
    rest()
    if (wasSpeaking) return
    button.textContent = stop
    button.setAttribute("aria-pressed", "true")
    const said = pieces(document.querySelector("main")).map((text) => new SpeechSynthesisUtterance(text))
    for (const utterance of said) {
      Object.assign(utterance, { voice, lang: LANGUAGE })
      speechSynthesis.speak(utterance)
    }
    said.at(-1)?.addEventListener("end", rest)
  })
  addEventListener("pagehide", () => speechSynthesis.cancel())
}

export function start(scope) {
  if (!("speechSynthesis" in window)) return
  for (const button of scope.querySelectorAll("[data-listen]")) {
    offer(button)
    speechSynthesis.addEventListener?.("voiceschanged", () => offer(button))
  }
}
