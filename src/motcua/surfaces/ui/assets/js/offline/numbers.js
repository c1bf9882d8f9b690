// The numbers this device holds. One tab at a time takes one, and a number is gone the moment an entry with it is on the disk.

import { all, get, put } from "./vault.js"

export async function device() {
  const known = await get("meta", "device")
  if (known) return known.value
  return navigator.locks.request("motcua-offline-device", async () => {
    const again = await get("meta", "device")
    return (again ?? (await put("meta", { id: "device", value: crypto.randomUUID() }))).value
  })
}

// The day by the server's clock, in Vietnam, as ISO.
export function dayOf(moment) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(moment)
}

export async function now() {
  const clock = await get("meta", "clock")
  return new Date(Date.now() + (clock?.offset ?? 0))
}

export async function listFree(on) {
  const material = (await get("meta", "material"))?.value
  const taken = new Set((await all("entries")).map((one) => one.number))
  return (material?.blocks ?? [])
    .filter((block) => block.on === on)
    .flatMap((block) => block.free.map(([counter, number]) => ({ block: block.id, name: block.name, counter, number })))
    .filter((one) => !taken.has(one.number))
}

// Take the next number of the day and keep the entry under it, as one act for all tabs; undefined if there is none.
export function take(make) {
  return navigator.locks.request("motcua-offline-number", async () => {
    const at = await now()
    const [free] = await listFree(dayOf(at))
    return free && put("entries", await make(free, at))
  })
}
