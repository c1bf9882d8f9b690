// What a hand scanner types of an identity card, for the boxes of the applicant. The server's reader knows more ways in which a
// keyboard can garble it; here whatever looks garbled is not used, and the boxes are typed.

const FIELDS = 7
const SEXES = { nam: "male", nữ: "female" }
const COMMUNE = /^(xã|phường|thị trấn|đặc khu) /i

export function readCard(text) {
  const fields = text.normalize("NFC").trim().replace(/^\][a-z]\w(?=\d{12}\|)/i, "").split("|").map((one) => one.trim())
  const [pin, , name, birth, sex, residence] = fields
  if (fields.length < FIELDS || !/^\d{12}$/.test(pin) || !name || /[\d?\ufffd]/.test(name)) return undefined
  const day = /^(\d{2})(\d{2})(\d{4})$/.exec(birth)
  return {
    pin, full_name: name, born_on: day ? day.slice(1).join("/") : "", sex: SEXES[sex.toLowerCase()] ?? "", residence,
  }
}

// An address that the server will understand: a place, a commune of today, a province.
export function isAddress(text) {
  const parts = text.split(",").map((one) => one.trim())
  return parts.length > 2 && COMMUNE.test(parts.at(-2))
}
