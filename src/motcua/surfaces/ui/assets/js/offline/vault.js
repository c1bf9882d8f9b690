// What lies in the browser: sealed under a key that is derived from what the officer typed, never stored, gone with the page.
// Numbers, times and states stand in the open; persons, answers and scans do not.

const STORES = ["meta", "entries", "scans"]
const ROUNDS = 600_000
const text = new TextEncoder()
let key

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function open() {
  const asked = indexedDB.open("motcua-offline", 1)
  asked.onupgradeneeded = () => {
    for (const name of STORES) asked.result.createObjectStore(name, { keyPath: "id" })
  }
  return done(asked)
}

const database = open()

async function store(name, mode) {
  // Strict: what is said to be kept is on the disk when the power goes.
  return (await database).transaction(name, mode, { durability: "strict" }).objectStore(name)
}

export async function get(name, id) {
  return done((await store(name, "readonly")).get(id))
}

export async function all(name) {
  return done((await store(name, "readonly")).getAll())
}

export async function put(name, row) {
  const into = await store(name, "readwrite")
  into.put(row)
  return new Promise((resolve, reject) => {
    into.transaction.oncomplete = () => resolve(row)
    into.transaction.onerror = () => reject(into.transaction.error)
  })
}

export async function remove(name, id) {
  return done((await store(name, "readwrite")).delete(id))
}

export function isOpen() {
  return key !== undefined
}

export function close() {
  key = undefined
}

// Whether a password was set on this device whose entries are still here.
export async function isSet() {
  return Boolean(await get("meta", "lock"))
}

export async function unlock(password) {
  const lock = await get("meta", "lock")
  const salt = lock?.salt ?? crypto.getRandomValues(new Uint8Array(16))
  const typed = await crypto.subtle.importKey("raw", text.encode(password), "PBKDF2", false, ["deriveKey"])
  key = await crypto.subtle.deriveKey(
    { name: "PBKDF2", salt, iterations: ROUNDS, hash: "SHA-256" },
    typed,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  )
  if (!lock) {
    await put("meta", { id: "lock", salt, check: await seal("lock", text.encode("motcua")) })
    return true
  }
  try {
    await unseal("lock", lock.check)
    return true
  } catch {
    key = undefined
    return false
  }
}

// Each value is bound to where it stands: nothing sealed for one entry opens as another's.
async function seal(name, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text.encode(name) }, key, bytes)
  return { iv, body }
}

async function unseal(name, sealed) {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv, additionalData: text.encode(name) }, key, sealed.body)
}

export async function sealValue(name, value) {
  return seal(name, text.encode(JSON.stringify(value)))
}

export async function openValue(name, sealed) {
  return JSON.parse(new TextDecoder().decode(await unseal(name, sealed)))
}

export async function addScan(entry, paper, file) {
  const id = crypto.randomUUID()
  const said = { name: file.name, type: file.type }
  return put("scans", {
    id, entry, paper, size: file.size,
    said: await sealValue(`scan-name:${id}`, said),
    sealed: await seal(`scan:${id}`, await file.arrayBuffer()),
  })
}

export async function openScan(scan) {
  const said = await openValue(`scan-name:${scan.id}`, scan.said)
  return new File([await unseal(`scan:${scan.id}`, scan.sealed)], said.name, { type: said.type })
}

export async function nameOfScan(scan) {
  return (await openValue(`scan-name:${scan.id}`, scan.said)).name
}

// Once nothing waits, a new day asks for a new password, and nothing of the old one stays.
export async function forgetIfDone(today) {
  const lock = await get("meta", "lock")
  const entries = await all("entries")
  if ((await all("scans")).length || entries.some((one) => one.state !== "sent")) return
  for (const one of entries) if (one.on !== today) await remove("entries", one.id)
  if (lock && entries.every((one) => one.on !== today) && !key) {
    await remove("meta", "lock")
    await remove("meta", "draft")
  }
}
