// Reading the code of an identity card with the machine's camera, where the browser can read codes by itself. A hand
// scanner needs none of it: it types into the box and presses Enter.

const PAUSE = 200

async function canRead() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return false
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code")
}

async function watch(input, button) {
  const { stop, refused, camera } = input.dataset
  const video = Object.assign(document.createElement("video"), { muted: true, playsInline: true })
  video.className = "mc-camera"
  let stream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } })
  } catch {
    button.after(Object.assign(document.createElement("p"), { className: "govuk-body", textContent: refused }))
    button.hidden = true
    return
  }
  button.after(video)
  button.textContent = stop
  video.srcObject = stream
  await video.play()
  const detector = new BarcodeDetector({ formats: ["qr_code"] })
  let isOpen = true

  function close() {
    isOpen = false
    for (const track of stream.getTracks()) track.stop()
    video.remove()
    button.textContent = camera
  }

  button.addEventListener("click", close, { once: true })
  while (isOpen) {
    const [found] = await detector.detect(video)
    if (found && isOpen) {
      close()
      input.value = found.rawValue
      input.form.requestSubmit()
      return
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}

export async function start(scope) {
  if (!(await canRead())) return
  for (const input of scope.querySelectorAll("[data-card]")) {
    const button = document.createElement("button")
    Object.assign(button, { type: "button", className: "govuk-button govuk-button--secondary" })
    button.textContent = input.dataset.camera
    let isWatching = false
    button.addEventListener("click", async () => {
      if (isWatching) return
      isWatching = true
      await watch(input, button)
      isWatching = false
    })
    input.after(button)
  }
}
