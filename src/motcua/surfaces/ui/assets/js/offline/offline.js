// The counter without a line: unlock, take in under a number of the block, print, send when the line is back.
// Every sentence comes from the page, translated; every key that is pressed is kept, sealed, until the entry is done.

import * as declaration from "./declaration.js"
import { isAddress, readCard } from "./scanned.js"
import { draw, print } from "./slip.js"
import * as numbers from "./numbers.js"
import { heard, keepForms, keepNumbers, know, lookAgain, NoLine, refresh, sendAll, SignedOut, takeIn as takeInSheet } from "./sending.js"
import * as vault from "./vault.js"

const EVERY = 60_000
const IDLE = 15 * 60_000
const by = (id) => document.getElementById(id)
let words, forms, routes, material, device
let draft = { id: crypto.randomUUID() }
let changes = 0
let saving = Promise.resolve()
let touched = Date.now()
let isSignedOut = false
let whyUnscanned = ""

export async function start() {
  const root = document.querySelector("[data-offline]")
  words = JSON.parse(by("offline-words").textContent)
  forms = JSON.parse(by("offline-forms").textContent)
  routes = root.dataset
  device = await numbers.device()
  know(routes.material, device)
  material = (await vault.get("meta", "material"))?.value
  by("unlock").addEventListener("submit", unlock)
  by("entry").addEventListener("submit", takeIn)
  by("entry").addEventListener("input", keepDraft)
  by("entry").addEventListener("change", keepDraft)
  by("f-code").addEventListener("change", () => drawProcedure().then(keepDraft))
  by("entry").addEventListener("input", tellOfWho)
  by("entry").addEventListener("change", tellOfWho)
  by("f-card").addEventListener("keydown", scan)
  by("declared-look").addEventListener("click", declaration.showAll)
  by("take-all").addEventListener("click", takeAll)
  declaration.start(by("declaration"), words, sayDeclared)
  by("keeping").addEventListener("submit", keepMore)
  by("send").addEventListener("click", () => turn())
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => { touched = Date.now() })
  addEventListener("online", () => turn(true))
  // Somebody who comes back from signing out in another tab finds the page locked.
  addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") turn(true) })
  addEventListener("offline", () => { by("line").textContent = words.offline })
  by("unlock").hidden = false
  await serve()
  await turn()
  setInterval(turn, EVERY)
}

async function serve() {
  try {
    await navigator.serviceWorker.register(routes.worker, { scope: routes.home, updateViaCache: "none" })
    const { active } = await navigator.serviceWorker.ready
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data.act === "kept") by("readiness").textContent = words.ready
    })
    const made = performance.getEntriesByType("resource").map((one) => one.name)
    const links = [...document.querySelectorAll("link[href], script[src], img[src]")].map((one) => one.href || one.src)
    const sending = import("../upload.js").then(() => performance.getEntriesByType("resource").map((one) => one.name))
    const addresses = [...made, ...links, ...(await sending.catch(() => []))]
      .filter((one) => one.startsWith(`${location.origin}/static/`))
    active.postMessage({ act: "keep", addresses: [...new Set(addresses)] })
  } catch {
    by("readiness").textContent = words.not_ready
  }
}

// Look whether there is a line; with one, fetch the day's material and send what waits.
async function turn(looksAgain = false) {
  if (vault.isOpen() && Date.now() - touched > IDLE) return lock()
  try {
    material = await refresh()
    isSignedOut = false
    by("signed-out").hidden = true
    if (vault.isOpen()) {
      await sendAll(routes.send, drawEntries)
      if (looksAgain) await lookAgain()
    }
    by("line").textContent = await standing(words.online)
    const count = await keepForms(routes.form, material.procedures)
    by("forms-kept").textContent = count ? fill(words.forms_kept, { count }) : ""
  } catch (error) {
    if (error instanceof SignedOut) {
      // Once: whoever knows the day's password goes on, and sends after signing in again.
      if (!isSignedOut && vault.isOpen()) lock()
      isSignedOut = true
      by("signed-out-words").textContent = words.signed_out
      by("signed-out").hidden = false
    } else if (!(error instanceof NoLine)) throw error
    by("line").textContent = await standing(error instanceof SignedOut ? words.signed_out : words.offline)
  }
  await vault.forgetIfDone(numbers.dayOf(await numbers.now()))
  if (vault.isOpen()) {
    drawProcedures()
    await drawEntries()
  }
}

async function standing(line) {
  const free = await numbers.listFree(numbers.dayOf(await numbers.now()))
  const waiting = (await vault.all("entries")).filter((one) => one.state === "waiting").length
  const scans = (await vault.all("scans")).filter((one) => one.entry !== draft.id && !one.refused).length
  return [
    line,
    free.length ? fill(words.left, { count: free.length }) : words.no_numbers,
    waiting && fill(words.waiting, { count: waiting }),
    scans && fill(words.scans_waiting, { count: scans }),
  ].filter(Boolean).join(" · ")
}

async function unlock(event) {
  event.preventDefault()
  const box = by("f-password")
  if (box.value.length < 8) return complain("password", words.too_short)
  if (!(await vault.unlock(box.value))) return complain("password", words.wrong_password)
  box.value = ""
  clear()
  by("unlock").hidden = true
  by("counter").hidden = false
  by("f-on").value ||= inWords(numbers.dayOf(await numbers.now()))
  drawProcedures()
  await restore()
  await turn(true)
}

function lock() {
  vault.close()
  by("counter").hidden = true
  by("slip").hidden = true
  by("unlock").hidden = false
  by("entry").reset()
  declaration.clear()
  by("declared").hidden = true
  whyUnscanned = ""
  by("entries").replaceChildren()
}

// --- What is being typed ------------------------------------------------------------------------

function typed() {
  const own = [...new FormData(by("entry"))]
    .filter(([name, value]) => typeof value === "string" && !name.startsWith(declaration.PREFIX))
  const { card: _scanned, ...said } = Object.fromEntries(own)
  return { ...said, ...declaration.typed() }
}

function keepDraft() {
  by("slip").hidden = true
  const values = typed()
  const { id, number } = draft
  const change = ++changes
  by("entry").dataset.kept = ""
  // One after the other: the last key that was pressed is the last that is kept.
  saving = saving.then(async () => {
    if (!vault.isOpen()) return
    await vault.put("meta", { id: "draft", entry: id, number, sealed: await vault.sealValue("draft", values) })
    if (change === changes) by("entry").dataset.kept = "all"
  })
}

async function restore() {
  const kept = await vault.get("meta", "draft")
  if (!kept) return
  draft = { id: kept.entry, number: kept.number }
  await fillForm(await vault.openValue("draft", kept.sealed))
  await drawScans()
  by("said").textContent = words.restored
}

async function fillForm(values) {
  by("entry").reset()
  declaration.clear()
  by("f-code").value = values.code ?? ""
  await drawProcedure()
  for (const [name, value] of Object.entries(values)) {
    for (const box of by("entry").querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (["radio", "checkbox"].includes(box.type)) box.checked = box.value === value
      else box.value = value
    }
  }
  declaration.fill(values, true)
  tellOfWho()
}

// --- The procedure and its papers ---------------------------------------------------------------

function drawProcedures() {
  const box = by("f-code")
  const known = new Set([...box.options].map((one) => one.value))
  for (const one of material?.procedures ?? []) {
    if (!known.has(one.code)) box.add(new Option(one.name, one.code))
  }
}

async function drawProcedure() {
  const chosen = material?.procedures.find((one) => one.code === by("f-code").value)
  by("about").textContent = chosen
    ? [`${words.limit}: ${chosen.limit}`, chosen.fees.length && `${words.fees}: ${chosen.fees.join("; ")}`].filter(Boolean).join(" · ")
    : ""
  by("brought").hidden = !chosen?.papers.length
  by("papers").replaceChildren(...(chosen?.papers ?? []).map(paperBox))
  by("unscanned").hidden = !chosen?.papers.length
  // What both forms ask stays typed; what only the other asked goes with it.
  const before = declaration.typed()
  const form = chosen && (await vault.get("meta", `form:${chosen.code}`))
  by("declared").hidden = !chosen
  declaration.draw(form)
  declaration.fill(before, false)
  tellOfWho()
  sayDeclared()
}

// --- The declaration ----------------------------------------------------------------------------

// A hand scanner is a keyboard that ends with Enter: the card fills the boxes, and nothing is sent by it.
function scan(event) {
  if (event.key !== "Enter" || !event.target.value.trim()) return
  event.preventDefault()
  clear()
  const card = readCard(event.target.value)
  if (!card) return complain("card", words.card)
  event.target.value = ""
  for (const [name, value] of Object.entries(card)) by("entry").elements[name].value = value
  event.target.dispatchEvent(new Event("input", { bubbles: true }))
  by("f-_identified").querySelector("input").focus()
}

// What stands above of the applicant, by the names under which forms ask for it.
async function tellOfWho(event) {
  if (event && by("declaration").contains(event.target)) return
  const box = (name) => by("entry").elements[name]?.value.trim() ?? ""
  const facts = { "identity.full_name": box("full_name"), "identity.pin": box("pin"), "identity.birth_date": box("born_on"), "identity.sex": box("sex") }
  if (isAddress(box("residence"))) facts["identity.residence"] = box("residence")
  declaration.know(facts, numbers.dayOf(await numbers.now()))
}

function sayDeclared() {
  const count = declaration.count()
  const isWhole = count && !count.missing && !count.wrong
  by("declared-look").hidden = !count || isWhole
  by("declared-state").textContent = !count ? words.no_form : isWhole ? words.declared_all : [
    count.missing && fill(words.declared_missing, { count: count.missing }),
    count.wrong && fill(words.declared_wrong, { count: count.wrong }),
    words.declared_later,
  ].filter(Boolean).join(" ")
}

function paperBox(paper) {
  const item = make("div", "mc-item")
  const check = make("div", "govuk-checkboxes govuk-checkboxes--small")
  const line = make("div", "govuk-checkboxes__item")
  const tick = make("input", "govuk-checkboxes__input", { type: "checkbox", id: `handed-${paper.code}`, name: `_handed-${paper.code}`, value: "on" })
  const name = make("label", "govuk-label govuk-checkboxes__label", { htmlFor: tick.id })
  name.textContent = paper.required ? `${paper.name} (${words.required})` : paper.name
  line.append(tick, name)
  check.append(line)
  const form = make("select", "govuk-select", { id: `form-${paper.code}`, name: `_form-${paper.code}` })
  for (const [value, label] of Object.entries(forms)) form.add(new Option(label, value, value === paper.form, value === paper.form))
  const file = make("input", "govuk-file-upload", { id: `scan-${paper.code}`, type: "file", multiple: true, accept: "application/pdf,image/*" })
  file.addEventListener("change", () => addScans(paper.code, file))
  const list = make("ul", "govuk-list", { id: `scans-${paper.code}` })
  item.append(check, labelled(words.form, paper.name, form), labelled(words.scan, paper.name, file), list)
  return item
}

function labelled(text, of, box) {
  const group = make("div", "govuk-form-group")
  const label = make("label", "govuk-label", { htmlFor: box.id })
  const hidden = make("span", "govuk-visually-hidden")
  hidden.textContent = `: ${of}`
  label.append(text, hidden)
  group.append(label, box)
  return group
}

async function addScans(paper, box) {
  const files = [...box.files]
  box.value = ""
  for (const file of files) await vault.addScan(draft.id, paper, file)
  keepDraft()
  await drawScans()
}

async function drawScans() {
  for (const list of by("papers").querySelectorAll("ul")) list.replaceChildren()
  for (const scan of (await vault.all("scans")).filter((one) => one.entry === draft.id)) {
    const row = make("li")
    const button = make("button", "govuk-button govuk-button--secondary", { type: "button" })
    button.textContent = words.remove
    button.addEventListener("click", async () => { await vault.remove("scans", scan.id); row.remove() })
    row.append(await vault.nameOfScan(scan), " ", button)
    by(`scans-${scan.paper}`)?.append(row)
  }
}

// --- Taking in ----------------------------------------------------------------------------------

function faults(values) {
  const [day, month, year] = (values.born_on ?? "").split("/").map(Number)
  const born = new Date(Date.UTC(year, month - 1, day))
  return Object.entries({
    code: !values.code && words.choose_procedure,
    pin: !/^\d{12}$/.test((values.pin ?? "").replace(/\s/g, "")) && words.pin,
    full_name: !values.full_name?.trim() && words.full_name,
    born_on: !(born.getUTCDate() === day && born.getUTCMonth() === month - 1 && year > 1900) && words.born_on,
    _identified: !values._identified && words.identified,
  }).filter(([, text]) => text)
}

async function takeIn(event) {
  event.preventDefault()
  const values = typed()
  clear()
  const wrong = faults(values)
  for (const [name, text] of wrong.toReversed()) complain(name, text)
  if (wrong.length) return
  const sealed = await vault.sealValue(`entry:${draft.id}`, values)
  const offset = (await vault.get("meta", "clock"))?.offset ?? 0
  const count = declaration.count()
  const lacks = count && count.missing + count.wrong
  const before = await vault.get("entries", draft.id)
  const entry = before
    ? await vault.put("entries", { ...before, sealed, lacks, state: "waiting", why: undefined, problems: undefined })
    : await numbers.take((free, at) => ({
        id: draft.id, block: free.block, counter: free.counter, number: free.number, name: free.name, on: numbers.dayOf(at),
        writtenAt: new Date(at - offset).toISOString(), cameAt: at.toISOString(), offset, sealed, lacks, state: "waiting",
      }))
  if (!entry) {
    by("said").textContent = words.no_numbers
    return
  }
  await saving
  await vault.remove("meta", "draft")
  draft = { id: crypto.randomUUID() }
  whyUnscanned = values._unscanned_reason
  by("entry").reset()
  declaration.clear()
  await drawProcedure()
  // A scanner without power stays one; the box can be emptied.
  by("f-_unscanned_reason").value = whyUnscanned
  by("said").textContent = fill(words.saved, { number: entry.number })
  await drawEntries()
  await printSlip(entry)
  by("said").scrollIntoView()
  turn()
}

async function printSlip(entry) {
  const values = await vault.openValue(`entry:${entry.id}`, entry.sealed)
  draw(entry, values, material, words)
  print(by("f-sheet").value)
}

// --- The list and the numbers -------------------------------------------------------------------

async function drawEntries() {
  const entries = (await vault.all("entries")).sort((one, other) => one.cameAt.localeCompare(other.cameAt))
  const refused = (await vault.all("scans")).filter((one) => one.refused)
  const rows = entries.map(row)
  for (const scan of refused) {
    const item = rows.find((one) => one.id === `entry-${scan.entry}`)
    item?.append(await refusedScan(scan))
  }
  by("entries").replaceChildren(...rows)
  const whole = entries.filter(isReady).length
  by("take-all").hidden = whole < 2
  by("take-all").firstElementChild.textContent = fill(words.take_in_all, { count: whole })
}

function isReady(entry) {
  return entry.isWhole && !entry.dossier
}

// One after the other, each by an act of its own: what one of them lacks stops no other.
async function takeAll() {
  for (const entry of (await vault.all("entries")).filter(isReady)) {
    if (!(await take(entry))) return
  }
}

async function take(entry) {
  try {
    await takeInSheet(entry)
    await drawEntries()
    return true
  } catch (error) {
    if (!(error instanceof SignedOut || error instanceof NoLine)) throw error
    by("said").textContent = error instanceof SignedOut ? words.signed_out : words.no_line
    return false
  }
}

// A scan that was not taken stays until the officer says what becomes of it.
async function refusedScan(scan) {
  const line = make("p", "govuk-error-message")
  line.append(fill(words.scan_refused, { name: await vault.nameOfScan(scan), reason: scan.refused }), " ")
  line.append(
    press(words.send_again, async () => { await vault.put("scans", { ...scan, refused: undefined }); await turn() }), " ",
    press(words.remove, async () => { await vault.remove("scans", scan.id); await drawEntries() }),
  )
  return line
}

function row(entry) {
  const item = make("li", "", { id: `entry-${entry.id}` })
  const number = make("strong", "mc-code")
  number.textContent = entry.number
  const time = new Date(entry.cameAt).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" })
  item.append(number, ` · ${time} · ${words[`state_${entry.state}`]} `)
  if (entry.second) item.append(words.second, " ")
  if (entry.state !== "sent" && entry.lacks) item.append("· ", fill(words.lacks, { count: entry.lacks }), " ")
  if (entry.sheet) item.append("· ", ...standingOf(entry))
  if (entry.why) {
    const why = make("p", "govuk-error-message")
    why.textContent = [entry.why, ...Object.values(entry.problems ?? {}).filter((text) => text !== entry.why)].join(" ")
    item.append(why)
  }
  if (entry.state !== "sent") {
    item.append(press(words.print_again, () => printSlip(entry)))
    if (entry.state === "refused") item.append(" ", press(words.edit, () => edit(entry)))
  }
  return item
}

// What became of a slip that is on record, or what its sheet still needs.
function standingOf(entry) {
  const link = make("a", "govuk-link", { href: entry.dossier || entry.sheet })
  link.textContent = entry.dossier ? words.open_dossier : entry.isWhole ? words.look_at : words.open_sheet
  if (entry.dossier) return [words.taken_in, " ", link]
  if (entry.isWhole) return [words.whole, " ", link, " ", press(words.take_in, () => take(entry))]
  const said = heard.get(entry.id)
  const wrong = [...(said?.missing ?? []), said?.left && fill(words.left_over, { count: said.left })].filter(Boolean)
  if (!wrong.length) return [link]
  const list = make("ul", "govuk-list govuk-list--bullet")
  list.append(...wrong.map((text) => Object.assign(make("li"), { textContent: text })))
  return [words.still_missing, list, link]
}

async function edit(entry) {
  draft = { id: entry.id, number: entry.number }
  await fillForm(await vault.openValue(`entry:${entry.id}`, entry.sealed))
  await drawScans()
  for (const [name, text] of Object.entries(entry.problems ?? {})) complain(name, text)
  by("take").scrollIntoView()
}

async function keepMore(event) {
  event.preventDefault()
  clear()
  const values = Object.fromEntries(new FormData(by("keeping")))
  try {
    const kept = await keepNumbers(routes.keep, { ...values, device })
    if (!kept.ok) {
      for (const [name, text] of Object.entries(kept.problems ?? {})) complain(name, text)
      by("said").textContent = fill(words.refused_numbers, { reason: kept.title })
      return
    }
    by("said").textContent = fill(words.kept, { count: kept.free.length })
    await turn()
  } catch (error) {
    by("said").textContent = error instanceof SignedOut ? words.signed_out : words.no_line
  }
}

// --- Small things -------------------------------------------------------------------------------

function press(text, act) {
  const button = make("button", "govuk-button govuk-button--secondary", { type: "button" })
  button.textContent = text
  button.addEventListener("click", act)
  return button
}

function make(tag, className = "", values = {}) {
  return Object.assign(document.createElement(tag), { className, ...values })
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name) => values[name] ?? "")
}

function inWords(iso) {
  return iso.split("-").reverse().join("/")
}

function clear() {
  for (const one of document.querySelectorAll("[data-wrong]")) one.remove()
  for (const one of document.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid")
  for (const one of document.querySelectorAll(".govuk-form-group--error")) one.classList.remove("govuk-form-group--error")
}

function complain(name, text) {
  const box = document.querySelector(`[data-offline] [name="${CSS.escape(name)}"]`)
  if (!box) {
    by("said").textContent = text
    return
  }
  const group = box.closest(".govuk-form-group")
  const message = make("p", "govuk-error-message", { id: `wrong-${name}` })
  message.dataset.wrong = ""
  const hidden = make("span", "govuk-visually-hidden")
  hidden.textContent = `${words.error} `
  message.append(hidden, text)
  group.classList.add("govuk-form-group--error")
  group.prepend(message)
  box.setAttribute("aria-invalid", "true")
  box.setAttribute("aria-describedby", message.id)
  box.focus()
}
