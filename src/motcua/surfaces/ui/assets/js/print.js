// Printing a paper at once where a page was asked to: the browser's own dialogue opens over the page. The link beside it
// shows the same paper to everybody who has no script.

function print(link) {
  const frame = document.createElement("iframe")
  frame.className = "mc-printed"
  frame.title = link.textContent.trim()
  frame.tabIndex = -1
  frame.setAttribute("aria-hidden", "true")
  frame.addEventListener("load", () => frame.contentWindow.print(), { once: true })
  frame.src = link.href
  document.body.append(frame)
}

export function start(scope) {
  for (const link of scope.querySelectorAll("[data-print]")) print(link)
}
