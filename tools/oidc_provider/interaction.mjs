// The provider's one page: choose an imaginary citizen, or type a number, or turn back.

import { choicePage, errorPage } from "./pages.mjs";
import { subOf } from "./people.mjs";

const PATH = /^\/interaction\/[\w-]+$/;
const LONGEST_FORM = 4096;

export function addInteraction(provider, people) {
  provider.use(async (ctx, next) => {
    if (!PATH.test(ctx.path)) return next();
    ctx.set("Cache-Control", "no-store");
    try {
      await provider.interactionDetails(ctx.req, ctx.res);
    } catch {
      ctx.status = 400;
      ctx.body = errorPage({ error: "interaction_not_found" });
      return undefined;
    }
    if (ctx.method === "POST") return answer(provider, people, ctx);
    ctx.body = choicePage(people.all);
    return undefined;
  });
}

async function answer(provider, people, ctx) {
  const form = await readForm(ctx.req);
  if (form.has("cancel")) {
    return finish(provider, ctx, { error: "access_denied", error_description: "turned back" });
  }
  const typed = (form.get("pin") || "").replaceAll(/\s/g, "");
  const person = people.bySub.get(form.get("person")) || people.byPin.get(typed);
  if (!person) {
    ctx.status = 422;
    ctx.body = choicePage(people.all, { typed, isUnknown: true });
    return undefined;
  }
  return finish(provider, ctx, {
    login: { accountId: subOf(person), acr: String(person.loa), remember: false },
  });
}

async function finish(provider, ctx, result) {
  // The library writes the redirect itself.
  ctx.respond = false;
  await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
}

async function readForm(request) {
  let body = "";
  for await (const part of request) {
    body += part;
    if (body.length > LONGEST_FORM) break;
  }
  return new URLSearchParams(body);
}
