// The form beside the board: what the chosen element says. Every box writes into the model as it is left.

import { is } from "bpmn-js/lib/util/ModelUtil.js"

import { outcomesOf } from "./extension.js"

const MOST = 20

export function watch(modeler, panel) {
  const modeling = modeler.get("modeling")
  const factory = modeler.get("bpmnFactory")
  let chosen = null

  modeler.on("selection.changed", ({ newSelection }) => show(newSelection.length === 1 ? newSelection[0] : null))
  modeler.on("commandStack.changed", () => chosen && !panel.contains(document.activeElement) && show(chosen))

  panel.addEventListener("change", (event) => chosen && write(event.target))
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button")
    if (!chosen || !button) return
    if (button.dataset.act === "add-outcome") change((rows) => [...rows, {}])
    if (button.dataset.act === "drop-outcome") {
      const gone = Number(button.closest("[data-outcome]").dataset.outcome)
      change((rows) => rows.filter((_row, place) => place !== gone))
    }
  })

  function show(element) {
    const there = element && modeler.get("elementRegistry").get(element.id)
    chosen = there ?? null
    const said = chosen?.businessObject
    for (const part of panel.querySelectorAll("[data-for]")) part.hidden = !said || !fits(said, part.dataset.for)
    panel.querySelector("[data-none]").hidden = Boolean(said)
    if (!said) return
    for (const box of panel.querySelectorAll("[data-says]")) box.value = value(said, box.dataset.says)
    const list = panel.querySelector("[data-outcomes]")
    list.replaceChildren()
    if (is(said, "bpmn:UserTask")) outcomesOf(said).slice(0, MOST).forEach((one, place) => list.append(row(one, place)))
    if (is(said, "bpmn:SequenceFlow")) offer(said)
  }

  function row(outcome, place) {
    const drawn = panel.querySelector("template").content.cloneNode(true).firstElementChild
    drawn.dataset.outcome = place
    for (const box of drawn.querySelectorAll("[data-outcome-says]")) {
      const name = box.dataset.outcomeSays
      box.id = `board-outcome-${place}-${name}`
      drawn.querySelector(`[data-label-of="${name}"]`).htmlFor = box.id
      if (box.type === "checkbox") box.checked = outcome.reason === "required"
      else box.value = outcome.get(name) ?? ""
    }
    return drawn
  }

  function offer(flow) {
    const list = panel.querySelector("[data-condition]")
    const [none] = list.options
    list.replaceChildren(none)
    for (const element of modeler.get("elementRegistry").filter((one) => is(one, "bpmn:UserTask") && !one.labelTarget)) {
      const task = element.businessObject
      for (const outcome of outcomesOf(task)) {
        const text = `${task.id} == "${outcome.code}"`
        list.add(new Option(`${task.name ?? task.id}: ${outcome.label ?? outcome.code}`, text))
      }
    }
    const { text } = panel.dataset
    if (text) none.textContent = text
    list.value = value(flow, "condition")
  }

  function write(box) {
    const name = box.dataset.says
    if (box.closest("[data-outcome]")) return change((rows) => rows)
    if (name === "default") return modeling.updateProperties(source(), { default: box.value ? chosen.businessObject : undefined })
    if (name === "condition" || box.matches("[data-condition]")) return ask(box.value)
    if (name === "documentation") {
      const notes = box.value ? [factory.create("bpmn:Documentation", { text: box.value })] : []
      return modeling.updateProperties(chosen, { documentation: notes })
    }
    if (name === "name") return modeling.updateLabel(chosen, box.value)
    if (name) modeling.updateProperties(chosen, { [name]: box.value || undefined })
  }

  function ask(text) {
    const condition = text ? factory.create("bpmn:FormalExpression", { body: text }) : undefined
    modeling.updateProperties(chosen, { conditionExpression: condition })
    panel.querySelector('[data-says="condition"]').value = text
  }

  function source() {
    return modeler.get("elementRegistry").get(chosen.businessObject.sourceRef.id)
  }

  // The outcomes as the rows say them; a new one gets the next free code.
  function change(reshape) {
    const said = chosen.businessObject
    const known = outcomesOf(said)
    const typed = [...panel.querySelectorAll("[data-outcome]")].map((drawn, place) => {
      const said = { code: known[place]?.code }
      for (const box of drawn.querySelectorAll("[data-outcome-says]")) {
        const isChecked = box.type === "checkbox"
        said[box.dataset.outcomeSays] = isChecked ? (box.checked ? "required" : undefined) : box.value || undefined
      }
      return said
    })
    const rows = reshape(typed)
    const taken = new Set(rows.map((one) => one.code))
    for (const one of rows) {
      let number = 1
      while (!one.code) {
        const code = `ket_qua_${number++}`
        if (!taken.has(code)) one.code = code
      }
      taken.add(one.code)
    }
    const others = (said.extensionElements?.values ?? []).filter((one) => one.$type !== "motcua:Outcome")
    const values = [...others, ...rows.map((one) => factory.create("motcua:Outcome", one))]
    modeling.updateProperties(chosen, { extensionElements: factory.create("bpmn:ExtensionElements", { values }) })
    if (rows.length !== typed.length) show(chosen)
  }
}

function fits(said, kinds) {
  return kinds.split(" ").some((kind) => {
    if (kind === "choice") return is(said, "bpmn:SequenceFlow") && is(said.sourceRef, "bpmn:ExclusiveGateway")
    return is(said, kind)
  })
}

function value(said, name) {
  if (name === "condition") return said.conditionExpression?.body ?? ""
  if (name === "default") return said.sourceRef?.default === said ? "yes" : ""
  if (name === "documentation") return said.documentation?.[0]?.text ?? ""
  return said.get(name) ?? ""
}
