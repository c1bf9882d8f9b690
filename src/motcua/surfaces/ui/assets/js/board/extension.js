// What our processes say beside BPMN 2.0, for bpmn-js to read and write: the same names as in the packaged files.

export const extension = {
  name: "motcua",
  prefix: "motcua",
  uri: "https://motcua.example/bpmn",
  xml: { tagAlias: "lowerCase" },
  associations: [],
  types: [
    {
      name: "PersonTask",
      extends: ["bpmn:UserTask"],
      properties: attributes("role", "unit", "share", "name-en", "agency", "needs"),
    },
    { name: "SystemTask", extends: ["bpmn:ServiceTask"], properties: attributes("handler") },
    { name: "Outcome", superClass: ["Element"], properties: attributes("code", "label", "label-en", "reason") },
    { name: "Value", superClass: ["Element"], properties: attributes("name") },
  ],
}

function attributes(...names) {
  return names.map((name) => ({ name, isAttr: true, type: "String" }))
}

export function outcomesOf(task) {
  const values = task.extensionElements?.values ?? []
  return values.filter((one) => one.$type === "motcua:Outcome")
}
