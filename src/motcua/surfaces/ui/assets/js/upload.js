// Sending papers in pieces (tus), with progress, resumed after a dropped line.
//
// <form data-upload="/address/of/the/tus/server" data-refresh="id of the list" data-max="bytes" …words>
// Without this script the same form sends the file whole. Each sentence shown comes from the page, translated.

import { Upload } from "tus-js-client"

export { Upload }

const RETRIES = [0, 1000, 3000, 5000, 10000, 20000]

export function start(scope) {
  for (const form of scope.querySelectorAll("form[data-upload]")) watch(form)
}

function watch(form) {
  const field = form.querySelector("input[type=file]")
  const list = form.querySelector("[data-upload-list]")
  form.addEventListener("submit", (event) => {
    if (!field.files.length) return
    event.preventDefault()
    sendAll(form, field, list)
  })
  const chosen = () => field.files.length && sendAll(form, field, list)
  field.addEventListener("change", chosen)
  // Over a slow line somebody chooses before this script has come.
  chosen()
}

async function sendAll(form, field, list) {
  const files = [...field.files]
  field.value = ""
  const sent = await Promise.all(files.map((file) => send(form, file, list)))
  if (sent.some(Boolean)) await refresh(form.dataset.refresh)
}

function send(form, file, list) {
  const words = form.dataset
  const row = line(file.name)
  list.append(row.element)
  if (file.size > Number(words.max)) {
    row.fail(words.tooLarge)
    return Promise.resolve(false)
  }
  return new Promise((resolve) => {
    const upload = new Upload(file, {
      endpoint: words.upload,
      retryDelays: RETRIES,
      chunkSize: 1024 * 1024,
      removeFingerprintOnSuccess: true,
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      metadata: { filename: file.name, filetype: file.type, paper: form.elements.paper?.value ?? "" },
      onProgress: (done, total) => row.show(done / total, words.sending),
      onSuccess: ({ lastResponse }) => {
        if (lastResponse?.getHeader("Motcua-Duplicate")) row.say(words.duplicate)
        else row.element.remove()
        resolve(true)
      },
      onError: (error) => {
        row.fail(reason(error) ?? words.interrupted)
        resolve(false)
      },
    })
    upload.findPreviousUploads().then(([previous]) => {
      if (previous) upload.resumeFromPreviousUpload(previous)
      upload.start()
    })
  })
}

// A refusal comes as problem+json; its title is the sentence for the person.
function reason(error) {
  try {
    return JSON.parse(error.originalResponse.getBody()).title
  } catch {
    return undefined
  }
}

function line(name) {
  const element = document.createElement("li")
  element.className = "mc-upload__item"
  const title = document.createElement("span")
  title.className = "mc-upload__name"
  title.textContent = name
  const state = document.createElement("span")
  state.setAttribute("role", "status")
  const bar = document.createElement("progress")
  bar.className = "mc-upload__progress"
  bar.max = 1
  bar.setAttribute("aria-label", name)
  element.append(title, state, bar)
  return {
    element,
    show(part, word) {
      bar.value = part
      const text = `${word} ${Math.floor(part * 10) * 10}%`
      if (state.textContent !== text) state.textContent = text
    },
    say(text) {
      bar.remove()
      state.textContent = text
    },
    fail(text) {
      bar.remove()
      state.className = "govuk-error-message"
      state.textContent = text
    },
  }
}

async function refresh(id) {
  const answer = await fetch(location.href, { credentials: "same-origin" })
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const fresh = page.getElementById(id)
  const stale = document.getElementById(id)
  if (fresh && stale) stale.replaceWith(document.adoptNode(fresh))
}
