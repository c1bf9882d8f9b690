// Passing a list on by what the device offers, else copying its address; and printing. The address stands on the page
// for everybody who has no script.

function offer(box) {
  const { address, title, done } = box.dataset
  const said = box.querySelector("[role=status]")
  const [share, print] = box.querySelectorAll("button")
  box.hidden = false
  print.addEventListener("click", () => window.print())
  share.addEventListener("click", async () => {
    try {
      if (navigator.share) await navigator.share({ title, url: address })
      else {
        await navigator.clipboard.writeText(address)
        said.textContent = done
      }
    } catch {
      // The reader closed the device's own dialogue, or it keeps the clipboard: the address is there to copy.
    }
  })
}

export function start(scope) {
  for (const box of scope.querySelectorAll("[data-share]")) offer(box)
}
