// The pages of a scan by keyboard: j/k walk, a digit names the paper that begins here, 0 goes on, x leaves out, r turns.
// Without this script the page is a form of boxes.

import { onKeys } from "./keys.js"

const PAPERS = 9

export function start(scope) {
  const pages = [...scope.querySelectorAll("[data-pages] .mc-pages__page")]
  const here = () => pages.findIndex((page) => page.contains(document.activeElement))
  const boxesOf = (page) => page.querySelectorAll("select")

  function stand(on) {
    pages[Math.max(0, Math.min(on, pages.length - 1))]?.querySelector("a").focus()
  }

  function turned(page) {
    page.dataset.turn = boxesOf(page)[1].value
  }

  for (const page of pages) boxesOf(page)[1].addEventListener("change", () => turned(page))

  // The first choice goes on, the last leaves out, the papers stand between.
  function choose(at) {
    const page = pages[here()]
    if (!page) return false
    const [paper] = boxesOf(page)
    const last = paper.options.length - 1
    if (at > 0 && at >= last) return false
    paper.selectedIndex = at < 0 ? last : at
  }

  function turn() {
    const page = pages[here()]
    if (!page) return false
    const box = boxesOf(page)[1]
    box.selectedIndex = (box.selectedIndex + 1) % box.options.length
    turned(page)
  }

  const acts = {
    j: () => stand(here() + 1),
    k: () => stand(here() - 1),
    x: () => choose(-1),
    r: turn,
  }
  for (let digit = 0; digit <= PAPERS; digit++) acts[digit] = () => choose(digit)
  onKeys(scope, acts)
}
