// The provisional slip: what the applicant takes home, on a sheet of A5 or on a roll of 80 mm.

export function draw(entry, values, material, words) {
  const slip = document.getElementById("slip")
  const procedure = material?.procedures.find((one) => one.code === values.code)
  const papers = (procedure?.papers ?? []).filter((one) => values[`_handed-${one.code}`])
  const said = {
    number: entry.number,
    counter: entry.name ?? "",
    who: values.full_name,
    procedure: procedure?.name ?? values.code,
    came: new Date(entry.cameAt).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" }),
    papers: papers.map((one) => one.name).join("; ") || "–",
    promise: promise(entry, values.code, material) || words.no_promise,
    officer: material?.officer ?? "",
  }
  for (const [name, text] of Object.entries(said)) slip.querySelector(`[data-slip="${name}"]`).textContent = text
  slip.hidden = false
}

// What the server reckoned beforehand for a receipt at that time of that day.
function promise(entry, code, material) {
  const time = new Date(entry.cameAt).toLocaleTimeString("en-GB", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit" })
  const table = material?.promises[entry.on]?.[code] ?? []
  return table.filter(([since]) => since <= time).at(-1)?.[1]
}

export function print(sheet) {
  document.body.classList.add("mc-printing-slip", `mc-printing-slip--${sheet}`)
  window.print()
  document.body.classList.remove("mc-printing-slip", `mc-printing-slip--${sheet}`)
}
