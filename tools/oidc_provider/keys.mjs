// The provider's keys: made at the first start, kept in its state folder for the next.

import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function readKeys(folder) {
  const file = join(folder, "keys.json");
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (trouble) {
    if (trouble.code !== "ENOENT") throw trouble;
  }
  const keys = makeKeys();
  // Written aside and moved: a killed start leaves no half a file.
  writeFileSync(`${file}.new`, JSON.stringify(keys), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return keys;
}

function makeKeys() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = privateKey.export({ format: "jwk" });
  return {
    jwks: { keys: [{ ...jwk, use: "sig", alg: "RS256", kid: randomBytes(8).toString("hex") }] },
    cookieKeys: [randomBytes(32).toString("base64url")],
  };
}
