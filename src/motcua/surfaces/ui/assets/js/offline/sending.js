// To the server and back. Whatever happens on the way, an entry goes only when its answer has come: sent twice, the server
// takes it down once, by its id.

import { all, get, openScan, openValue, put, remove } from "./vault.js"

const PATIENCE = 60_000
export class SignedOut extends Error {}
export class NoLine extends Error {}

async function ask(address, wishes = {}) {
  let answer
  try {
    answer = await fetch(address, {
      credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(PATIENCE), ...wishes,
    })
  } catch {
    throw new NoLine()
  }
  // A door instead of an answer; and a session that began elsewhere has another token.
  if (answer.type === "opaqueredirect") throw new SignedOut()
  if (answer.status >= 502) throw new NoLine()
  return answer
}

async function read(answer) {
  try {
    return await answer.json()
  } catch {
    throw new NoLine()
  }
}

async function post(address, values) {
  if (!(await get("meta", "token"))) await refresh()
  const send = async () => {
    const token = (await get("meta", "token"))?.value ?? ""
    return ask(address, { method: "POST", body: new URLSearchParams(values), headers: { "X-CSRFToken": token } })
  }
  let answer = await send()
  if (answer.status === 403) {
    // Another session than the one whose token is kept: who is signed out hears so here.
    await refresh()
    answer = await send()
  }
  if (answer.status === 403) throw new SignedOut()
  return answer
}

let material

// Say from where the day's material comes.
export function know(address, device) {
  material = `${address}?device=${device}`
}

// Fetch what the device keeps for its day, and compare the clocks.
export async function refresh() {
  const began = Date.now()
  const answer = await ask(material)
  if (!answer.ok) throw new NoLine()
  const { now, token, ...value } = await read(answer)
  const middle = (began + Date.now()) / 2
  await put("meta", { id: "clock", offset: Math.round(Date.parse(now) - middle) })
  await put("meta", { id: "token", value: token })
  await put("meta", { id: "material", value })
  return value
}

// Keep the forms of the procedures that are named with one, each once in each of its versions; one tab at a time.
export function keepForms(address, procedures) {
  return navigator.locks.request("motcua-offline-forms", () => fetchForms(address, procedures))
}

async function fetchForms(address, procedures) {
  const kept = (await get("meta", "forms"))?.value ?? {}
  const wanted = Object.fromEntries(procedures.filter((one) => one.form).map((one) => [one.code, one.form]))
  for (const [code, version] of Object.entries(wanted)) {
    if (kept[code] === version) continue
    const answer = await ask(address.replace("CODE", encodeURIComponent(code)))
    if (!answer.ok) continue
    const form = await read(answer)
    await put("meta", { ...form, id: `form:${code}` })
    kept[code] = form.version
    await put("meta", { id: "forms", value: kept })
  }
  for (const code of Object.keys(kept).filter((one) => !(one in wanted))) {
    await remove("meta", `form:${code}`)
    delete kept[code]
    await put("meta", { id: "forms", value: kept })
  }
  return Object.keys(kept).length
}

export async function keepNumbers(address, values) {
  const answer = await post(address, values)
  return { ok: answer.ok, ...(await read(answer)) }
}

// Send what waits, one after the other, in one tab at a time.
export function sendAll(address, changed) {
  return navigator.locks.request("motcua-offline-sending", { ifAvailable: true }, async (lock) => {
    if (!lock) return
    for (const entry of await all("entries")) {
      if (entry.state === "waiting") await sendOne(address, entry)
      changed()
    }
    const scanned = new Set()
    for (const scan of await all("scans")) {
      const entry = await get("entries", scan.entry)
      if (entry?.state === "sent" && !scan.refused) {
        await sendScan(entry, scan)
        scanned.add(entry.id)
      }
      changed()
    }
    // A scan may have been what a sheet still needed.
    for (const id of scanned) await look(await get("entries", id))
    if (scanned.size) changed()
  })
}

// What the server said last of each sheet: sentences, which are kept by this page's memory alone.
export const heard = new Map()

function hear(entry, said) {
  heard.set(entry.id, { missing: said.missing, left: said.left })
  return put("entries", { ...entry, take: said.take_in, isWhole: said.is_whole, dossier: said.dossier })
}

async function look(entry) {
  const answer = await ask(entry.take)
  if (answer.ok) await hear(entry, await read(answer))
}

// Ask anew after the sheets that are still open: somebody may have gone on with them elsewhere.
export async function lookAgain() {
  for (const entry of await all("entries")) {
    if (entry.state === "sent" && entry.take && !entry.dossier) await look(entry)
  }
}

// Take a sheet in that lacks nothing; what it lacks after all is said beside it.
export async function takeIn(entry) {
  const answer = await post(entry.take, {})
  const said = await read(answer)
  if (answer.ok) return hear(entry, said)
  const missing = Object.values(said.problems ?? {})
  heard.set(entry.id, { missing: missing.length ? missing : [said.title], left: 0 })
  return put("entries", { ...entry, isWhole: false })
}

async function sendOne(address, entry) {
  const values = await openValue(`entry:${entry.id}`, entry.sealed)
  const clock = await get("meta", "clock")
  const answer = await post(address, {
    ...values, slip: entry.id, block: entry.block, counter: entry.counter, device: (await get("meta", "device")).value,
    written_at: entry.writtenAt, offset: entry.offset, offset_now: clock.offset,
  })
  const said = await read(answer)
  if (!answer.ok) {
    await put("entries", { ...entry, state: "refused", why: said.title ?? "", problems: said.problems ?? {} })
    return
  }
  // On record: what was sealed goes, its number and its sheet stay on the list of the day.
  const { id, block, counter, number, on, writtenAt, cameAt } = entry
  await hear(
    { id, block, counter, number, on, writtenAt, cameAt, state: "sent", sheet: said.sheet, upload: said.upload, second: said.needs_second },
    said,
  )
}

async function sendScan(entry, scan) {
  const { Upload } = await import("../upload.js")
  const file = await openScan(scan)
  const token = (await get("meta", "token"))?.value ?? ""
  await new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: entry.upload,
      uploadUrl: scan.address,
      // Small pieces: on a line of 64 kbit/s each takes some seconds, and a cut costs no more than one.
      chunkSize: 64 * 1024,
      retryDelays: [0, 2000, 5000],
      storeFingerprintForResuming: false,
      headers: { "X-CSRFToken": token },
      metadata: { filename: file.name, filetype: file.type, paper: scan.paper },
      onUploadUrlAvailable: () => put("scans", { ...scan, address: upload.url }),
      onSuccess: () => resolve(remove("scans", scan.id)),
      onError: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0
        if (status >= 400 && status < 500 && status !== 403 && status !== 423) {
          resolve(put("scans", { ...scan, address: undefined, refused: reason(error) }))
        } else reject(new NoLine())
      },
    })
    upload.start()
  })
}

function reason(error) {
  try {
    return JSON.parse(error.originalResponse.getBody()).title
  } catch {
    return " "
  }
}
