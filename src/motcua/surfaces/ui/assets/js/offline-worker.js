// The worker of the one page that a counter keeps for when the line is gone. It answers for that page and for what is
// under /static/, nothing else; the server writes the version in front.

const CACHE = `offline-${self.VERSION}`
const HOME = new URL(self.registration.scope).pathname
const PATIENCE = 8000

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

// The page says what it was made of; what an earlier version kept goes only once all of it is here.
self.addEventListener("message", (event) => {
  if (event.data?.act !== "keep") return
  event.waitUntil(
    keep(event.data.addresses).then(
      () => event.source.postMessage({ act: "kept" }),
      () => event.source.postMessage({ act: "not-kept" }),
    ),
  )
})

async function keep(addresses) {
  const cache = await caches.open(CACHE)
  const page = await fetch(HOME, { credentials: "same-origin" })
  // Somebody who is signed out is led elsewhere: that page is not this one.
  if (page.ok && !page.redirected) await cache.put(HOME, page)
  else if (!(await caches.match(HOME))) throw new Error("no page")
  for (const address of addresses) {
    if (!(await cache.match(address))) await cache.add(address)
  }
  for (const name of await caches.keys()) {
    if (name.startsWith("offline-") && name !== CACHE && (await cache.match(HOME))) await caches.delete(name)
  }
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url)
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return
  if (event.request.mode === "navigate" && address.pathname === HOME) event.respondWith(home(event.request))
  else if (address.pathname.startsWith("/static/")) event.respondWith(kept(event.request))
})

async function home(request) {
  const known = await caches.match(HOME)
  if (!known) return fetch(request)
  const tired = new Promise((resolve) => setTimeout(resolve, PATIENCE))
  const answer = await Promise.race([fetch(request).catch(() => undefined), tired])
  return answer && answer.status < 500 ? answer : known
}

async function kept(request) {
  return (await caches.match(request.url)) ?? fetch(request)
}
