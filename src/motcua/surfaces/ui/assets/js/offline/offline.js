// The counter without a line: unlock, take in under a number of the block, print, send when the line is back.
// Every sentence comes from the page, translated; every key that is pressed is kept, sealed, until the entry is done.

import { draw, print } from "./slip.js"
import * as numbers from "./numbers.js"
import { keepNumbers, know, NoLine, refresh, sendAll, SignedOut } from "./sending.js"
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
  by("f-code").addEventListener("change", () => drawProcedure())
  by("keeping").addEventListener("submit", keepMore)
  by("send").addEventListener("click", () => turn())
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => { touched = Date.now() })
  addEventListener("online", () => turn())
  // Somebody who comes back from signing out in another tab finds the page locked.
  addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") turn() })
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
async function turn() {
  if (vault.isOpen() && Date.now() - touched > IDLE) return lock()
  try {
    material = await refresh()
    isSignedOut = false
    by("signed-out").hidden = true
    if (vault.isOpen()) await sendAll(routes.send, drawEntries)
    by("line").textContent = await standing(words.online)
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
  await turn()
}

function lock() {
  vault.close()
  by("counter").hidden = true
  by("slip").hidden = true
  by("unlock").hidden = false
  by("entry").reset()
  by("entries").replaceChildren()
}

// --- What is being typed ------------------------------------------------------------------------

function typed() {
  return Object.fromEntries([...new FormData(by("entry"))].filter(([, value]) => typeof value === "string"))
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
  fillForm(await vault.openValue("draft", kept.sealed))
  await drawScans()
  by("said").textContent = words.restored
}

function fillForm(values) {
  by("entry").reset()
  by("f-code").value = values.code ?? ""
  drawProcedure()
  for (const [name, value] of Object.entries(values)) {
    for (const box of by("entry").querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (["radio", "checkbox"].includes(box.type)) box.checked = box.value === value
      else box.value = value
    }
  }
}

// --- The procedure and its papers ---------------------------------------------------------------

function drawProcedures() {
  const box = by("f-code")
  const known = new Set([...box.options].map((one) => one.value))
  for (const one of material?.procedures ?? []) {
    if (!known.has(one.code)) box.add(new Option(one.name, one.code))
  }
}

function drawProcedure() {
  const chosen = material?.procedures.find((one) => one.code === by("f-code").value)
  by("about").textContent = chosen
    ? [`${words.limit}: ${chosen.limit}`, chosen.fees.length && `${words.fees}: ${chosen.fees.join("; ")}`].filter(Boolean).join(" · ")
    : ""
  by("brought").hidden = !chosen?.papers.length
  by("papers").replaceChildren(...(chosen?.papers ?? []).map(paperBox))
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
  const before = await vault.get("entries", draft.id)
  const entry = before
    ? await vault.put("entries", { ...before, sealed, state: "waiting", why: undefined, problems: undefined })
    : await numbers.take((free, at) => ({
        id: draft.id, block: free.block, counter: free.counter, number: free.number, name: free.name, on: numbers.dayOf(at),
        writtenAt: new Date(at - offset).toISOString(), cameAt: at.toISOString(), offset, sealed, state: "waiting",
      }))
  if (!entry) {
    by("said").textContent = words.no_numbers
    return
  }
  await saving
  await vault.remove("meta", "draft")
  draft = { id: crypto.randomUUID() }
  by("entry").reset()
  drawProcedure()
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
  if (entry.sheet) {
    const link = make("a", "govuk-link", { href: entry.sheet })
    link.textContent = words.open_sheet
    item.append(link)
  }
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

async function edit(entry) {
  draft = { id: entry.id, number: entry.number }
  fillForm(await vault.openValue(`entry:${entry.id}`, entry.sealed))
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
