// htmx under a strict content security policy: no styles of its own, no evaluated text.

import htmx from "htmx.org/dist/htmx.esm.js"

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  scrollIntoViewOnBoost: false,
})

export function start(scope) {
  htmx.process(scope.body ?? scope)
}
