// Lists of the desk by keyboard: j/k or the arrows walk the rows, Enter opens, x chooses.
// A list without this script is a table of ordinary links and boxes.

import { onKeys } from "./keys.js"

export function start(scope) {
  const rows = [...scope.querySelectorAll("[data-rows] tbody tr")].filter((row) => row.querySelector("a"))
  let current = -1

  function stand(on) {
    rows[current]?.classList.remove("mc-row-current")
    current = Math.max(0, Math.min(on, rows.length - 1))
    rows[current]?.classList.add("mc-row-current")
    rows[current]?.querySelector("a").focus()
  }

  for (const [index, row] of rows.entries()) {
    row.addEventListener("focusin", () => {
      rows[current]?.classList.remove("mc-row-current")
      current = index
      row.classList.add("mc-row-current")
    })
  }

  // The arrows scroll the page until somebody stands in the list.
  const isInList = () => rows[current]?.contains(document.activeElement)

  onKeys(scope, {
    j: () => stand(current + 1),
    k: () => stand(current - 1),
    ArrowDown: () => isInList() && stand(current + 1),
    ArrowUp: () => isInList() && stand(current - 1),
    x: () => rows[current]?.querySelector("input[type=checkbox]")?.click(),
  })
}
