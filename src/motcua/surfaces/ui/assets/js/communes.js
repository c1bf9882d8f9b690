// Suggests communes of today while one is typed: those of the chosen province, or of the whole country.
// The box stays a plain box; without this script the page asks after it was sent.

const WAIT = 200
const FEWEST = 2

function suggest(address, input, province, list) {
  let asked = 0
  let timer

  async function ask() {
    const number = ++asked
    const words = new URLSearchParams({ q: input.value, tinh: province?.value ?? "" })
    const answer = await fetch(`${address}?${words}`, { headers: { Accept: "application/json" } })
    if (!answer.ok || number !== asked) return
    const { communes } = await answer.json()
    list.replaceChildren(
      ...communes.map(({ name, province: around }) => {
        const option = document.createElement("option")
        option.value = province?.value ? name : `${name}, ${around}`
        return option
      }),
    )
  }

  input.addEventListener("input", () => {
    clearTimeout(timer)
    choose(input, province, list)
    if (input.value.trim().length >= FEWEST) timer = setTimeout(ask, WAIT)
  })
}

// A suggestion that names its province fills both boxes, if the province can be chosen there.
function choose(input, province, list) {
  if (!province || province.value) return
  if (![...list.options].some((option) => option.value === input.value)) return
  const [name, around] = input.value.split(", ")
  if (![...province.options].some((option) => option.value === around)) return
  input.value = name
  province.value = around
}

export function start(scope) {
  for (const [place, question] of scope.querySelectorAll("[data-communes]").entries()) {
    const input = question.querySelector("input[name$='-commune']")
    const province = question.querySelector("select[name$='-province']")
    if (!input) continue
    const list = document.createElement("datalist")
    list.id = `communes-${place}`
    question.append(list)
    input.setAttribute("list", list.id)
    suggest(question.dataset.communes, input, province, list)
  }
}
