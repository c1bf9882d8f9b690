// A local OpenID provider that plays VNeID, for demo and tests: the certified oidc-provider with the
// demo's imaginary people. It listens on this machine alone and keeps everything but its keys in memory.
//
//   node server.mjs --port 8001 --issuer http://127.0.0.1:8001 --client-id motcua \
//     --redirect http://127.0.0.1:8000/dang-nhap/xac-nhan/ --after-logout http://127.0.0.1:8000/da-dang-xuat/ \
//     --people demo/people.yaml --state var/oidc
//
// --redirect and --after-logout may be repeated. A client secret, if any, comes in OIDC_CLIENT_SECRET.

import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import Provider from "oidc-provider";
import { readKeys } from "./keys.mjs";
import { addInteraction } from "./interaction.mjs";
import { errorPage, farewellPage, logoutPage } from "./pages.mjs";
import { claimsOf, readPeople } from "./people.mjs";

const HOST = "127.0.0.1";
const SCOPE_OF_CLAIMS = {
  openid: ["sub"],
  profile: ["name", "birthdate", "gender"],
  email: ["email"],
  phone: ["phone_number"],
  address: ["address"],
  identity: ["personal_identification_number", "loa"],
};

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      issuer: { type: "string" },
      "client-id": { type: "string", default: "motcua" },
      redirect: { type: "string", multiple: true },
      "after-logout": { type: "string", multiple: true, default: [] },
      people: { type: "string" },
      state: { type: "string" },
    },
  });
  const missing = ["port", "issuer", "redirect", "people", "state"].filter((name) => !values[name]);
  if (missing.length > 0) {
    console.error(`missing: ${missing.map((name) => `--${name}`).join(" ")}`);
    process.exit(2);
  }
  return values;
}

function client(options) {
  const secret = process.env.OIDC_CLIENT_SECRET;
  return {
    client_id: options["client-id"],
    client_name: "Cổng dịch vụ công",
    redirect_uris: options.redirect,
    post_logout_redirect_uris: options["after-logout"],
    grant_types: ["authorization_code"],
    response_types: ["code"],
    id_token_signed_response_alg: "RS256",
    ...(secret
      ? { client_secret: secret, token_endpoint_auth_method: "client_secret_post" }
      : { token_endpoint_auth_method: "none" }),
  };
}

// Nobody is asked twice: choosing the person on our page is the consent.
async function grantAll(ctx) {
  const { client, session, requestParamScopes, provider } = ctx.oidc;
  const known = session.grantIdFor(client.clientId);
  const grant =
    (known && (await provider.Grant.find(known))) ||
    new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope([...requestParamScopes].join(" "));
  await grant.save();
  return grant;
}

function configuration(options, people, keys) {
  return {
    clients: [client(options)],
    jwks: keys.jwks,
    cookies: { keys: keys.cookieKeys, names: names("session", "interaction", "resume") },
    claims: SCOPE_OF_CLAIMS,
    scopes: Object.keys(SCOPE_OF_CLAIMS),
    responseTypes: ["code"],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = logoutPage(form);
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = farewellPage();
        },
      },
    },
    findAccount: (ctx, sub) => {
      const person = people.bySub.get(sub);
      return person && { accountId: sub, claims: () => claimsOf(person) };
    },
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: grantAll,
    ttl: { Session: 3600, Grant: 3600, Interaction: 900, AccessToken: 600, IdToken: 600 },
    renderError: (ctx, out) => {
      ctx.type = "html";
      ctx.body = errorPage(out);
    },
  };
}

// Cookies know no port: ours must not be mistaken for those of the portal on the same host.
function names(...kinds) {
  return Object.fromEntries(kinds.map((kind) => [kind, `_demo_idp_${kind}`]));
}

function main() {
  const options = readOptions();
  mkdirSync(options.state, { recursive: true, mode: 0o700 });
  const people = readPeople(options.people);
  const provider = new Provider(
    options.issuer,
    configuration(options, people, readKeys(options.state)),
  );
  addInteraction(provider, people);
  const server = provider.listen(Number(options.port), HOST, () => {
    console.log(`ready: ${options.issuer}`);
  });
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
}

main();
