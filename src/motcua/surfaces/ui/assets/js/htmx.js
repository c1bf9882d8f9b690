// htmx as it comes. Its settings stand in the page's head, where it looks before it does anything: no styles of
// its own and no evaluated text, which a strict content security policy forbids.

import htmx from "htmx.org/dist/htmx.esm.js"

export function start(scope) {
  htmx.process(scope.body ?? scope)
}
