// The declaration, asked without a line. The server drew the form with every question; here those are shown that are asked.
// What is wrong is said beside its box and holds nobody up: the server reads and judges all of it anew.

import { judge } from "./judging.js"

// Questions have names of their own: nothing of the page is called so.
export const PREFIX = "d-"
const NAMES = ["id", "name", "for", "aria-describedby", "aria-labelledby", "data-aria-controls"]
const ROW = /^([a-z]\w*)-(\d+)$/
const LATER = new Set(["file", "calculated"])
const CHOSEN = new Set(["radio", "checkbox"])
const ANSWERS = "answers."
const CALM = 300

let root, words, changed
let form // the record that was drawn
let about = {} // what was written down of the applicant, by the names of its sources
let today = ""
let rest = [] // answers that this form has no box for, and the form that asked for them
let restForm
let blanks = {} // an empty row of each group
let waiting

export function start(into, sentences, tell) {
  root = into
  words = sentences
  changed = tell
  root.addEventListener("input", () => settle())
  root.addEventListener("change", () => settle())
  root.addEventListener("focusout", leave)
  root.addEventListener("click", reshape)
  // Enter goes on nowhere: whoever ends a line with it has not yet asked for a slip.
  root.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.tagName === "INPUT") event.preventDefault() })
}

export function draw(kept) {
  form = kept
  rest = []
  root.innerHTML = kept?.html ?? ""
  for (const one of root.querySelectorAll("[name=_add],[name=_remove]")) {
    // What a sheet sends to the server for, this page does itself.
    one.type = "button"
    one.dataset.act = one.name
    one.removeAttribute("name")
  }
  for (const one of root.querySelectorAll("*")) rename(one, (part) => PREFIX + part)
  blanks = {}
  for (const row of root.querySelectorAll(".mc-form-row")) {
    blanks[row.id.slice(PREFIX.length).split("-")[0]] = row.cloneNode(true)
  }
  settle()
}

function rename(one, change) {
  for (const attribute of NAMES) {
    const value = one.getAttribute(attribute)
    if (value) one.setAttribute(attribute, value.split(" ").map(change).join(" "))
  }
}

export function clear() {
  draw(undefined)
}

// What the boxes above say of the applicant is not asked again.
export function know(facts, day) {
  about = facts
  today = day
  if (form) settle()
}

// --- Which questions are asked ------------------------------------------------------------------

const named = (name) => [...root.querySelectorAll(`[name="${CSS.escape(PREFIX + name)}"]`)]
const headOf = (box) => (box.name ?? "").slice(PREFIX.length).split("-")[0]

function known(name) {
  const held = (form.questions[name].known ?? []).find(([source, when]) => factOf(source) && holds(when))
  if (!held) return undefined
  const boxes = named(name)
  const value = factOf(held[0])
  const isListed = boxes.some((one) => one.type === "radio") || boxes[0]?.tagName === "SELECT"
  const values = boxes.flatMap((one) => [...(one.options ?? [one])].map((option) => option.value))
  return !isListed || values.includes(value) ? value : undefined
}

// An earlier answer of the same form is known as well; of what has several boxes it is enough that one is filled in.
function factOf(source) {
  if (!source.startsWith(ANSWERS)) return about[source]
  const name = source.slice(ANSWERS.length)
  const isFilled = (box) => headOf(box) === name && box.value.trim() && !CHOSEN.has(box.type)
  return answer(name) || [...root.querySelectorAll("input, select, textarea")].some(isFilled)
}

function holds(when) {
  return when.every(([name, values]) => values.includes(answer(name)))
}

function answer(name) {
  const boxes = named(name)
  const chosen = boxes.find((one) => one.checked)
  const said = chosen && form.questions[name].kind === "confirm" ? true : (chosen ?? boxes[0])?.value
  const isOpen = CHOSEN.has(boxes[0]?.type) && !chosen
  return known(name) ?? (isOpen ? undefined : said)
}

function listAsked() {
  const asked = new Set(form.always)
  for (const { when, ask } of form.branches) {
    if (when.every(([name]) => asked.has(name)) && holds(when)) ask.forEach((name) => asked.add(name))
  }
  return [...asked].filter((name) => !LATER.has(form.questions[name].kind) && known(name) === undefined)
}

function settle() {
  if (!form) return
  const shown = new Set(listAsked())
  for (const one of root.querySelectorAll("[data-question]")) one.hidden = !shown.has(one.dataset.question)
  for (const one of root.querySelectorAll("section")) one.hidden = !one.querySelector("[data-question]:not([hidden])")
  for (const one of root.querySelectorAll("[data-aria-controls]")) {
    document.getElementById(one.dataset.ariaControls)?.classList.toggle("govuk-radios__conditional--hidden", !one.checked)
  }
  clearTimeout(waiting)
  waiting = setTimeout(changed, CALM)
}

// --- What was answered --------------------------------------------------------------------------

export function typed() {
  const said = new URLSearchParams(rest)
  const asked = new Set(form ? listAsked() : [])
  for (const box of root.querySelectorAll("input, select, textarea")) {
    if (!asked.has(headOf(box)) || !box.value || (CHOSEN.has(box.type) && !box.checked)) continue
    said.append(box.name.slice(PREFIX.length), box.value)
  }
  return said.toString() ? { declaration: said.toString(), form: rest.length ? restForm : form.form } : {}
}

// Put answers into their boxes; what has none goes along as it came, if it is of the same procedure.
export function fill({ declaration = "", form: asked }, keepsRest) {
  const said = [...new URLSearchParams(declaration)]
  const left = []
  for (const [name] of said) if (ROW.test(name) && !named(name).length) addRow(...ROW.exec(name).slice(1))
  for (const [name, value] of said) {
    const boxes = named(name)
    const box = CHOSEN.has(boxes[0]?.type) ? boxes.find((one) => one.value === value) : boxes[0]
    if (box && CHOSEN.has(box.type)) box.checked = true
    else if (box) box.value = value
    if (!box || box.value !== value) left.push([name, value])
  }
  rest = keepsRest ? left : []
  restForm = asked
  settle()
}

function addRow(name, index) {
  const blank = blanks[name]
  if (!blank) return
  const row = blank.cloneNode(true)
  const first = new RegExp(`^${PREFIX}${name}-0(?=-|$)`)
  for (const one of [row, ...row.querySelectorAll("*")]) rename(one, (part) => part.replace(first, `${PREFIX}${name}-${index}`))
  row.querySelector("legend").textContent = words.row.replace("{number}", Number(index) + 1)
  listRows(name).at(-1).after(row)
}

function listRows(name) {
  return [...root.querySelectorAll(".mc-form-row")].filter((one) => ROW.exec(one.id.slice(PREFIX.length))?.[1] === name)
}

function reshape(event) {
  const button = event.target.closest("[data-act]")
  if (!button) return
  const row = button.closest(".mc-form-row")
  if (button.dataset.act === "_add") {
    const numbers = listRows(button.value).map((one) => Number(one.id.split("-").at(-1)))
    const index = Math.max(...numbers) + 1
    addRow(button.value, index)
    document.getElementById(`${PREFIX}${button.value}-${index}`).querySelector("input:not([type=hidden]), select, textarea").focus()
  } else if (listRows(ROW.exec(row.id.slice(PREFIX.length))[1]).length > 1) row.remove()
  else for (const box of row.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (CHOSEN.has(box.type)) box.checked = false
    else box.value = ""
  }
  root.dispatchEvent(new Event("input", { bubbles: true }))
}

// --- What is missing or wrong -------------------------------------------------------------------

function listFaults(names = listAsked()) {
  return names.flatMap((name) => judge(form, name, { named, today }))
}

// How much is missing and how much is wrong; nothing of it keeps anybody from taking the papers in.
export function count() {
  if (!form) return undefined
  const faults = listFaults()
  const missing = faults.filter((one) => one.isMissing).length
  return { missing, wrong: faults.length - missing }
}

// Say all of it, each beside its box, and go to the first.
export function showAll() {
  unsay()
  const faults = listFaults()
  faults.forEach(say)
  faults[0]?.box.focus()
}

// Whoever leaves a question hears what is wrong with what is written; what is still empty is asked later.
function leave(event) {
  const name = form && headOf(event.target)
  if (!form?.questions[name] || headOf(event.relatedTarget ?? {}) === name) return
  unsay(name)
  listFaults(listAsked().filter((one) => one === name)).filter((one) => !one.isMissing).forEach(say)
}

function say({ name, box, text }) {
  const frame = box.closest(".govuk-date-input, .govuk-radios, .govuk-checkboxes") ?? box
  const group = frame.closest(".govuk-form-group")
  const message = Object.assign(document.createElement("p"), { className: "govuk-error-message", id: `${box.id}-wrong` })
  const hidden = Object.assign(document.createElement("span"), { className: "govuk-visually-hidden" })
  message.dataset.declared = name
  hidden.textContent = `${words.error} `
  message.append(hidden, text)
  group.classList.add("govuk-form-group--error")
  frame.before(message)
  box.setAttribute("aria-invalid", "true")
  box.setAttribute("aria-describedby", [...described(box), message.id].join(" "))
}

function unsay(name) {
  for (const message of root.querySelectorAll(name ? `[data-declared="${name}"]` : "[data-declared]")) {
    const box = document.getElementById(message.id.slice(0, -"-wrong".length))
    const others = described(box).filter((one) => one !== message.id)
    message.closest(".govuk-form-group").classList.remove("govuk-form-group--error")
    message.remove()
    box.removeAttribute("aria-invalid")
    if (others.length) box.setAttribute("aria-describedby", others.join(" "))
    else box.removeAttribute("aria-describedby")
  }
}

function described(box) {
  return (box.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean)
}
