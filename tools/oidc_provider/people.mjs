// The demo's citizens, as the provider vouches for them.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "yaml";

export function readPeople(file) {
  const { citizens } = parse(readFileSync(file, "utf8"));
  return {
    all: citizens,
    byPin: new Map(citizens.map((person) => [person.pin, person])),
    bySub: new Map(citizens.map((person) => [subOf(person), person])),
  };
}

export function subOf(person) {
  return createHash("sha256").update(`demo citizen ${person.pin}`).digest("hex").slice(0, 32);
}

export function claimsOf(person) {
  return {
    sub: subOf(person),
    name: person.full_name,
    birthdate: person.born_on,
    gender: person.sex,
    personal_identification_number: person.pin,
    loa: person.loa,
    email: person.email,
    phone_number: person.phone,
    address: { formatted: person.residence, commune_code: person.commune_code },
  };
}
