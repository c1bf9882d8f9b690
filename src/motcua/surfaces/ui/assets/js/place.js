// "Use my place": the device's own answer goes into the two boxes, which stay there to be read and changed.
// Nothing is fetched from anywhere; without this script the boxes are filled by hand.

const PRECISION = 5

function offer(question) {
  const button = question.querySelector("[data-place-here]")
  const said = question.querySelector("[data-place-said]")
  const [latitude, longitude] = question.querySelectorAll("input[type=text]")
  if (!navigator.geolocation || !longitude) return
  button.hidden = false
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        latitude.value = coords.latitude.toFixed(PRECISION)
        longitude.value = coords.longitude.toFixed(PRECISION)
        said.textContent = said.dataset.found
      },
      () => {
        said.textContent = said.dataset.refused
      },
      { enableHighAccuracy: true, timeout: 10000 },
    )
  })
}

export function start(scope) {
  for (const question of scope.querySelectorAll("[data-place]")) offer(question)
}
