// Sheets of the desk by keyboard: F2 goes to the next box that is still empty, Shift+F2 to the one before,
// after the last one to the button, and from there to the first again. What is filled in already needs no Tab.

const BOXES = "main form :is(input, select, textarea)"
const PASSED = new Set(["hidden", "submit", "button", "search", "file", "checkbox"])

function isAsked(box) {
  const isThere = box.getClientRects().length > 0 && !box.disabled && !box.readOnly
  return isThere && !PASSED.has(box.type) && !box.closest("[data-optional], details:not([open])")
}

function isEmpty(box) {
  if (box.type !== "radio") return box.value.trim() === ""
  const group = [...box.form.querySelectorAll(`[type=radio][name="${CSS.escape(box.name)}"]`)]
  return group[0] === box && !group.some((one) => one.checked)
}

export function start(scope) {
  scope.addEventListener("keydown", (event) => {
    if (event.key !== "F2" || event.ctrlKey || event.altKey || event.metaKey) return
    const here = document.activeElement
    const way = event.shiftKey ? -1 : 1
    const isOnward = (one) =>
      here.compareDocumentPosition(one) &
      (way > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING)
    const empty = [...scope.querySelectorAll(BOXES)].filter((box) => isAsked(box) && isEmpty(box))
    const onward = empty.filter((one) => one !== here && !here.contains(one) && isOnward(one))
    // Somebody who stands at the top of the page stands before every box.
    const wanted = here === document.body ? empty : onward
    const form = here.form ?? scope.querySelector("main form")
    const button = form?.querySelector(".govuk-button:not(.govuk-button--warning)")
    const end = way > 0 ? 0 : -1
    const next = wanted.at(end) ?? (here === button ? empty.at(end) : button)
    if (!next) return
    event.preventDefault()
    next.focus({ focusVisible: true })
  })
}
