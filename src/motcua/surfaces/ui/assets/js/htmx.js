// htmx as it comes. Its settings stand in the page's head, where it looks before it does anything: no styles of
// its own and no evaluated text, which a strict content security policy forbids.

import htmx from "htmx.org/dist/htmx.esm.js"

function isChanged(box) {
  if (box.options) return box.selectedIndex !== Math.max(0, [...box.options].findIndex((one) => one.defaultSelected))
  return box.checked !== box.defaultChecked || box.value !== box.defaultValue
}

export function start(scope) {
  htmx.process(scope.body ?? scope)
  // Over a slow line somebody answers before this script has come.
  for (const form of scope.querySelectorAll("form[hx-trigger^=change]")) {
    for (const box of form.elements) {
      if (box.matches("input:not([type=hidden]), select, textarea") && isChanged(box)) {
        box.dispatchEvent(new Event("change", { bubbles: true }))
        break
      }
    }
  }
}
