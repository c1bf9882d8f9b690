// Signing by hand with finger, pen or mouse. The strokes become a path of whole numbers in a hidden box; the
// typed name is what counts, so nobody needs this script or a pointer.

const LONGEST = 8000
const SVG = { width: 600, height: 200 }

function at(event, sheet) {
  const { left, top, width, height } = sheet.getBoundingClientRect()
  const x = Math.round(((event.clientX - left) / width) * SVG.width)
  const y = Math.round(((event.clientY - top) / height) * SVG.height)
  const within = (value, most) => Math.max(0, Math.min(value, most))
  return `${within(x, SVG.width)} ${within(y, SVG.height)}`
}

function offer(question) {
  const pad = question.querySelector("[data-signature-pad]")
  const box = question.querySelector("[data-signature-strokes]")
  if (!pad || !box) return
  const sheet = pad.querySelector("svg")
  const line = sheet.querySelector("path")
  let isDown = false

  function draw(step) {
    if (box.value.length + step.length > LONGEST) return
    box.value += step
    line.setAttribute("d", box.value)
  }

  pad.hidden = false
  sheet.addEventListener("pointerdown", (event) => {
    isDown = true
    sheet.setPointerCapture(event.pointerId)
    draw(`M${at(event, sheet)}`)
    event.preventDefault()
  })
  sheet.addEventListener("pointermove", (event) => isDown && draw(`L${at(event, sheet)}`))
  for (const end of ["pointerup", "pointercancel"]) sheet.addEventListener(end, () => (isDown = false))
  pad.querySelector("[data-signature-clear]").addEventListener("click", () => {
    box.value = ""
    line.setAttribute("d", "")
  })
}

export function start(scope) {
  for (const question of scope.querySelectorAll("[data-signature]")) offer(question)
}
