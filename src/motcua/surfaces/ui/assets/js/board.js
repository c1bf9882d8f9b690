// The drawing board of a process: bpmn-js with our own steps, tools and form. Loaded on its one page only.
//
// The table of steps does all of this without a script. Words come from the page, translated.

import Modeler from "bpmn-js/lib/Modeler.js"
import ContextPad from "diagram-js/lib/features/context-pad/index.js"

import { extension, outcomesOf } from "./board/extension.js"
import { watch } from "./board/properties.js"
import { Tools } from "./board/tools.js"

const LEFT_OUT = new Set([
  // Palette, menus and tools that offer what the engine does not run.
  "paletteProvider", "contextPadProvider", "alignElements", "distributeElements",
  "bpmnAlignElements", "bpmnDistributeElements", "searchPad", "bpmnSearch", "copyPaste", "bpmnCopyPaste",
])

class Board extends Modeler {}
Board.prototype._modules = Modeler.prototype._modules.filter(
  (module) => !Object.keys(module).some((name) => LEFT_OUT.has(name)),
)

const main = document.querySelector("[data-board]")
if (main) start(main)

async function start(main) {
  const words = read("board-words")
  const parts = read("board-parts")
  const form = main.querySelector("form")
  const drawn = form.querySelector("[name=drawn]")
  const modeler = new Board({
    container: main.querySelector("[data-canvas]"),
    moddleExtensions: { motcua: extension },
    additionalModules: [
      ContextPad,
      {
        __init__: ["tools"],
        tools: ["type", Tools],
        translate: ["value", (text, values = {}) => fill(words[text] ?? text, values)],
      },
    ],
  })
  main.hidden = false
  await modeler.importXML(drawn.value)
  modeler.get("canvas").zoom("fit-viewport", "auto")
  watch(modeler, main.querySelector("[data-properties]"))
  name(modeler, words)

  main.querySelector("[data-parts]").addEventListener("click", (event) => {
    const key = event.target.closest("button")?.value
    const part = parts.find((one) => one.key === key)
    if (part) add(modeler, part)
  })
  const acts = {
    undo: () => modeler.get("commandStack").undo(),
    redo: () => modeler.get("commandStack").redo(),
    whole: () => modeler.get("canvas").zoom("fit-viewport", "auto"),
    larger: () => modeler.get("zoomScroll").stepZoom(1),
    smaller: () => modeler.get("zoomScroll").stepZoom(-1),
  }
  main.querySelector("[data-acts]").addEventListener("click", (event) => acts[event.target.closest("button")?.value]?.())

  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const { xml } = await modeler.saveXML({ format: true })
    drawn.value = xml
    form.submit()
  })
  main.dataset.started = "yes"
}

function read(id) {
  return JSON.parse(document.getElementById(id).textContent)
}

function fill(text, values) {
  return text.replace(/{([^}]+)}/g, (_whole, name) => values[name] ?? `{${name}}`)
}

// Add a step behind the chosen one, or in the middle of what is seen.
function add(modeler, part) {
  const factory = modeler.get("bpmnFactory")
  const registry = modeler.get("elementRegistry")
  const attributes = { id: free(registry, part), name: part.name }
  if (part.kind === "userTask") {
    const values = part.outcomes.map((one) =>
      factory.create("motcua:Outcome", {
        code: one.code,
        label: one.label,
        "label-en": one.labelEn || undefined,
        reason: one.reason ? "required" : undefined,
      }),
    )
    attributes.role = part.role
    attributes["name-en"] = part.nameEn
    attributes.extensionElements = factory.create("bpmn:ExtensionElements", { values })
  }
  if (part.handler) attributes.handler = part.handler
  const type = `bpmn:${part.kind[0].toUpperCase()}${part.kind.slice(1)}`
  const shape = modeler.get("elementFactory").createShape({ type, businessObject: factory.create(type, attributes) })
  const [chosen] = modeler.get("selection").get()
  if (chosen && !chosen.waypoints && !chosen.labelTarget && chosen.type !== "bpmn:EndEvent" && chosen.parent) {
    modeler.get("autoPlace").append(chosen, shape)
  } else {
    const seen = modeler.get("canvas").viewbox()
    const middle = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 }
    modeler.get("modeling").createShape(shape, middle, modeler.get("canvas").getRootElement())
  }
  modeler.get("selection").select(shape)
}

function free(registry, part) {
  let code = part.code
  for (let number = 1; registry.get(code); number++) code = `${part.code}_${number}`
  return code
}

// Write under each task who does it.
function name(modeler, words) {
  const overlays = modeler.get("overlays")
  const registry = modeler.get("elementRegistry")
  const draw = () => {
    overlays.remove({ type: "role" })
    for (const element of registry.filter((one) => one.type === "bpmn:UserTask" && !one.labelTarget)) {
      const label = document.createElement("div")
      label.className = "mc-board__role"
      const role = element.businessObject.get("role")
      const ends = outcomesOf(element.businessObject).length
      label.textContent = `${words[`role.${role}`] ?? words["role."]} · ${ends}`
      overlays.add(element, "role", { position: { bottom: -2, left: 0 }, html: label })
    }
  }
  draw()
  modeler.on("commandStack.changed", draw)
}
