// A system as a stranger would write it, with the certified openid-client: it knows our address, its own
// name and its own key, finds the rest by itself, and asks the interface with the token it got.
//
//   node certified_client.mjs <issuer> <client id> <key id> <address to ask> [scope] < private-key.pem

import { readFileSync } from "node:fs";
import { createPrivateKey } from "node:crypto";
import * as client from "openid-client";

const [issuer, clientId, kid, address, scope] = process.argv.slice(2);
const pkcs8 = createPrivateKey(readFileSync(0)).export({ type: "pkcs8", format: "der" });
const kind = { name: "ECDSA", namedCurve: "P-256" };
const key = await crypto.subtle.importKey("pkcs8", pkcs8, kind, false, ["sign"]);

try {
  const config = await client.discovery(
    new URL(issuer),
    clientId,
    {},
    client.PrivateKeyJwt({ key, kid }),
    { algorithm: "oauth2", execute: [client.allowInsecureRequests] },
  );
  const given = await client.clientCredentialsGrant(config, scope ? { scope } : {});
  const answer = await client.fetchProtectedResource(
    config,
    given.access_token,
    new URL(address),
    "GET",
  );
  console.log(JSON.stringify({ scope: given.scope, expires: given.expires_in, status: answer.status }));
} catch (error) {
  console.log(JSON.stringify({ error: error.error ?? error.code ?? String(error) }));
}
