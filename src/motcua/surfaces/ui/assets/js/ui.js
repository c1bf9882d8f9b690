// The one script a page names. Pages work without it; it fetches only the parts that the page in hand can use.

const body = document.body
body.classList.add("js-enabled")
if ("noModule" in HTMLScriptElement.prototype) body.classList.add("govuk-frontend-supported")

const parts = [
  ["[data-module^='govuk-']", () => import("./govuk.js")],
  ["[hx-get],[hx-post]", () => import("./htmx.js")],
  ["[data-upload]", () => import("./upload.js")],
  [".mc-has-keys", () => import("./keys.js")],
  [".mc-desk main form", () => import("./empty.js")],
  ["[data-news]", () => import("./news.js")],
  ["[data-viewer]", () => import("./viewer.js")],
  ["[data-rows]", () => import("./rows.js")],
  ["[data-communes]", () => import("./communes.js")],
  ["[data-pages]", () => import("./pages.js")],
  ["[data-place]", () => import("./place.js")],
  ["[data-signature]", () => import("./signature.js")],
  ["[data-share]", () => import("./share.js")],
  ["[data-card]", () => import("./card.js")],
  ["[data-phone]", () => import("./phone.js")],
  ["[data-offline]", () => import("./offline/offline.js")],
  ["[data-listen]", () => import("./speech.js")],
  ["[data-shared]", () => import("./shared.js")],
  ["[data-live]", () => import("./live.js")],
  ["[data-print-slip],[data-key],[data-kiosk]", () => import("./hall.js")],
]

// A line that breaks while a part is on its way, on a telephone or behind a display that nobody looks after, costs
// waiting, not the part.
const SLOWEST = 30000

async function begin(load, wait = 1000) {
  let part
  try {
    part = await load()
  } catch {
    await new Promise((done) => setTimeout(done, wait))
    return begin(load, Math.min(wait * 2, SLOWEST))
  }
  part.start(document)
}

const wanted = parts.filter(([selector]) => document.querySelector(selector))
Promise.all(wanted.map(([, load]) => begin(load))).then(() => (body.dataset.scripted = ""))
