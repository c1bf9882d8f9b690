// Papers beside the form by keyboard: [ ] another paper, , . another page, + - 0 the size, r R turned.
// Each is a link of the page; without this script the links are followed as they stand.

import { start as startParts } from "./htmx.js"
import { onKeys } from "./keys.js"

export function start(scope) {
  const viewer = () => scope.querySelector("[data-viewer]")
  const follow = (link) => (link ? link.click() : false)
  const byKey = (key) => () => follow(viewer().querySelector(`[data-paper-key="${CSS.escape(key)}"]`))

  function resize(step) {
    const sizes = [...viewer().querySelectorAll("[role=group] a")]
    const now = sizes.findIndex((size) => size.hasAttribute("aria-current"))
    return follow(step ? now >= 0 && sizes[now + step] : sizes[0])
  }

  // Where a preview stands no size is chosen yet, and nothing is beside it: the list leads on.
  function beside(step) {
    const link = viewer().querySelector(`[data-paper-key="${step > 0 ? "]" : "["}"]`)
    if (link) return follow(link)
    const papers = [...scope.querySelectorAll("[data-paper]")]
    const now = papers.findIndex((paper) => paper.dataset.paper === viewer().dataset.viewer)
    return follow(papers[now + step])
  }

  // A key pressed before the links fetch the paper alone would leave the page, and what is typed on it; for the
  // same reason links that come with a paper are swapped in and made ready at once (settle:0ms).
  startParts(scope)
  onKeys(scope, {
    "[": () => beside(-1),
    "]": () => beside(1),
    ",": byKey(","),
    ".": byKey("."),
    r: byKey("r"),
    R: byKey("R"),
    "+": () => resize(1),
    "=": () => resize(1),
    "-": () => resize(-1),
    0: () => resize(0),
  })

  // The address follows by hand: htmx would keep a copy of the page, and of whom it is about, in the browser.
  scope.addEventListener("htmx:afterSettle", () => {
    history.replaceState(history.state, "", viewer().dataset.address)
    for (const paper of scope.querySelectorAll("[data-paper]")) {
      if (paper.dataset.paper === viewer().dataset.viewer) paper.setAttribute("aria-current", "true")
      else paper.removeAttribute("aria-current")
    }
  })
}
