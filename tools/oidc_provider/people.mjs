// The demo's citizens, as the provider vouches for them.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "yaml";

export function readPeople(file) {
  const { citizens, visitors } = parse(readFileSync(file, "utf8"));
  const all = [...citizens, ...visitors];
  const withPin = all.filter((person) => person.pin);
  return {
    all,
    byPin: new Map(withPin.map((person) => [person.pin, person])),
    bySub: new Map(all.map((person) => [subOf(person), person])),
  };
}

export function subOf(person) {
  return createHash("sha256").update(`demo citizen ${person.pin || person.full_name}`).digest("hex").slice(0, 32);
}

export function claimsOf(person) {
  return {
    sub: subOf(person),
    name: person.full_name,
    birthdate: person.born_on,
    gender: person.sex,
    personal_identification_number: person.pin || undefined,
    loa: person.loa,
    email: person.email,
    phone_number: person.phone,
    address: { formatted: person.residence, commune_code: person.commune_code },
  };
}
