// Lists of the desk by keyboard: j/k or the arrows walk the rows, Enter opens, / goes to the search box.
// Keys do nothing while a person types, and a list without this script is a table of ordinary links.

const TYPING = "input, select, textarea, [contenteditable]"

export function start(scope) {
  const rows = [...scope.querySelectorAll("[data-rows] tbody tr")].filter((row) => row.querySelector("a"))
  let current = -1

  function stand(on) {
    rows[current]?.classList.remove("mc-row-current")
    current = Math.max(0, Math.min(on, rows.length - 1))
    rows[current]?.classList.add("mc-row-current")
    rows[current]?.querySelector("a").focus()
  }

  const keys = {
    j: () => stand(current + 1),
    k: () => stand(current - 1),
    "/": () => scope.querySelector("input[type=search]")?.focus(),
  }

  for (const [index, row] of rows.entries()) {
    row.addEventListener("focusin", () => {
      rows[current]?.classList.remove("mc-row-current")
      current = index
      row.classList.add("mc-row-current")
    })
  }

  scope.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  })
}
