// The desk by keyboard: / goes to the search box, g and a letter to a list, ? to the page of all keys.
// Keys do nothing while a person types, with another key held, or where the officer has switched them off.

const TYPING = "input:not([type=checkbox]), select, textarea, [contenteditable]"
const ON = "mc-has-keys"
const SECOND_WITHIN = 1500
const DOORS = {
  t: "/can-bo/tiep-nhan/",
  v: "/can-bo/viec/",
  h: "/can-bo/ho-so/",
  k: "/can-bo/tra-ket-qua/",
  y: "/can-bo/y-kien/",
  b: "/can-bo/bang/",
  p: "/can-bo/phim-tat/",
}

export function onKeys(scope, acts) {
  scope.addEventListener("keydown", (event) => {
    if (!document.body.classList.contains(ON)) return
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest(TYPING)) return
    const act = acts[event.key]
    if (act && act() !== false) event.preventDefault()
  })
}

export function start(scope) {
  let isGoing = 0

  function go(letter) {
    const link = isGoing && scope.querySelector(`nav a[href="${DOORS[letter]}"]`)
    clearTimeout(isGoing)
    isGoing = 0
    if (link) link.click()
  }

  const acts = {
    "/": () => scope.querySelector("input[type=search]")?.focus(),
    "?": () => location.assign(DOORS.p),
    g: () => {
      isGoing = setTimeout(() => (isGoing = 0), SECOND_WITHIN)
    },
  }
  onKeys(scope, acts)
  scope.addEventListener(
    "keydown",
    (event) => {
      if (!isGoing) return
      if (event.key in DOORS) event.preventDefault()
      go(event.key)
    },
    true,
  )
}
