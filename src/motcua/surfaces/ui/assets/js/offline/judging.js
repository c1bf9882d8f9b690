// What can be judged of an answer without the server: whether it is there, is a date, a number, of the right length and shape.
// Where this is in doubt it says nothing; the sentences are the server's own.

const CHOICES = new Set(["radios", "yesno", "checkboxes", "confirm"])
const WHOLES = new Set(["address", "place", "signature"])
const ROWS = new Set(["group", "table"])
const DATES = new Set(["date", "partial_date"])

export function judge(form, name, { named, today }) {
  const look = { name, named }
  const faults = judgeOne(look, form.questions[name], name)
  if (faults.length || form.questions[name].kind !== "date") return faults
  const day = isoOf(look, name)
  for (const check of form.checks.filter((one) => one.field === name && day)) {
    const other = check.than ? isoOf(look, check.than) : today
    const isWrong = other && (check.kind === "not_before" ? day < other : day > other)
    if (isWrong) return [fault(look, `${name}-day`, check.text)]
  }
  return []
}

function judgeOne(look, rule, name) {
  if (CHOICES.has(rule.kind)) return look.named(name).some((one) => one.checked) ? [] : missing(look, rule, name)
  if (DATES.has(rule.kind)) return judgeDate(look, rule, name)
  if (WHOLES.has(rule.kind)) return judgeWhole(look, rule, name)
  if (ROWS.has(rule.kind)) return judgeRows(look, rule, name)
  return judgeLine(look, rule, name)
}

function fault(look, name, text) {
  return { name: look.name, box: look.named(name)[0], text, isMissing: false }
}

function missing(look, rule, name) {
  return rule.required ? [{ ...fault(look, name, rule.required), isMissing: true }] : []
}

function judgeWhole(look, rule, name) {
  const parts = Object.entries(rule.parts)
  const isEmpty = parts.every(([id]) => !look.named(`${name}-${id}`)[0]?.value.trim())
  if (isEmpty) return missing(look, rule, `${name}-${parts[0][0]}`)
  return parts.flatMap(([id, part]) => judgeOne(look, part, `${name}-${id}`))
}

function judgeRows(look, rule, name) {
  const faults = []
  let rows = 0
  for (let index = 0; index < 200; index += 1) {
    const row = `${name}-${index}`
    const frame = look.named(row)[0]?.closest("fieldset")
    if (!frame || !hasText(frame)) continue
    rows += 1
    for (const [id, part] of Object.entries(rule.parts)) {
      if (part.kind !== "calculated") faults.push(...judgeOne(look, part, `${row}-${id}`))
    }
  }
  return rows || !rule.required ? faults : missing(look, rule, `${name}-0-${Object.keys(rule.parts)[0]}`)
}

function hasText(frame) {
  const boxes = [...frame.querySelectorAll("input:not([type=hidden]), select, textarea")]
  return boxes.some((one) => (["radio", "checkbox"].includes(one.type) ? one.checked : one.value.trim()))
}

function judgeLine(look, rule, name) {
  const text = tidy(look.named(name)[0]?.value ?? "", rule.kind)
  if (!text) return look.named(name).length ? missing(look, rule, name) : []
  const number = rule.number ? numberOf(text, rule.kind) : undefined
  if (Number.isNaN(number)) return [fault(look, name, rule.number)]
  const wrong = {
    minimum: (limit) => number < limit,
    maximum: (limit) => number > limit,
    minLength: (limit) => [...text].length < limit,
    maxLength: (limit) => [...text].length > limit,
    pattern: (limit) => !shape(limit).test(text),
  }
  for (const [keyword, isWrong] of Object.entries(wrong)) {
    if (rule[keyword] && isWrong(rule[keyword][0])) return [fault(look, name, rule[keyword][1])]
  }
  return []
}

function shape(pattern) {
  try {
    return new RegExp(pattern, "u")
  } catch {
    return /(?:)/
  }
}

function tidy(text, kind) {
  const line = text.normalize("NFC").trim()
  if (!["pin", "phone", "tax_code"].includes(kind)) return line.replace(/\s+/g, " ")
  const digits = line.replace(/[\s.()\-–]/g, "")
  if (kind === "phone") return digits.replace(/^(?:\+|00)840?/, "0")
  return kind === "tax_code" && /^\d{13}$/.test(digits) ? `${digits.slice(0, 10)}-${digits.slice(10)}` : digits
}

function numberOf(text, kind) {
  const plain = text.replace(/ ?(đ|đồng|vnđ|vnd)$/i, "")
  if (kind === "year" && /^\d{4}-\d{1,2}-\d{1,2}$/.test(plain)) return Number(plain.slice(0, 4))
  if (/^-?\d{1,3}([., ]\d{3})+$/.test(plain) && kind !== "decimal") return Number(plain.replace(/[., ]/g, ""))
  if (kind !== "decimal") return /^-?\d{1,15}$/.test(plain) ? Number(plain) : NaN
  const whole = /^-?\d{1,3}(\.\d{3})+,\d+$/.test(plain) ? plain.replaceAll(".", "") : plain
  return /^-?\d{1,12}([.,]\d{1,9})?$/.test(whole) ? Number(whole.replace(",", ".")) : NaN
}

// --- Dates --------------------------------------------------------------------------------------

// All of a date in its first box serves too, as on the sheet.
function boxesOf(look, name) {
  const boxes = ["day", "month", "year"].map((part) => (look.named(`${name}-${part}`)[0]?.value ?? "").trim())
  const [first, ...others] = boxes
  if (!first || others.some(Boolean)) return boxes
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(first)
  const written = /^(\d{1,2})[/.\- ]+(\d{1,2})[/.\- ]+(\d{4})$/.exec(first) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(first)
  if (iso) return [iso[3], iso[2], iso[1]]
  return written ? written.slice(1) : boxes
}

function isoOf(look, name) {
  const [day, month, year] = boxesOf(look, name)
  return isDay(day, month, year) ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : ""
}

function isDay(day, month, year) {
  const made = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return year?.length === 4 && made.getUTCFullYear() === Number(year) && made.getUTCMonth() === Number(month) - 1 && made.getUTCDate() === Number(day)
}

function judgeDate(look, rule, name) {
  const [day, month, year] = boxesOf(look, name)
  const at = (part, text) => [fault(look, `${name}-${part}`, text)]
  if (!day && !month && !year) return missing(look, rule, `${name}-day`)
  const bare = [day, month, year].map((one) => one.replace(/^(ngày|tháng|năm)\s*/i, ""))
  if (bare.some((one) => one && !/^\d+$/.test(one))) {
    // A partial date has shapes of its own in one box ("3/1990"): the server knows them.
    return rule.kind === "date" ? at("day", rule.date.letters) : []
  }
  const isPartial = rule.kind === "partial_date"
  if (isPartial && !month && !year) return []
  if (!year) return at("year", rule.date.year)
  if (year.length !== 4) return at("year", rule.date.short)
  if (!month && (day || !isPartial)) return at("month", rule.date.month)
  if (!day && !isPartial) return at("day", rule.date.day)
  return isDay(day || "1", month || "1", year) ? [] : at("day", rule.date.none)
}
