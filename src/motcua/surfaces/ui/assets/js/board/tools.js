// The tools on an element of the board: lead on, take away. What is added comes from the list beside it.

export function Tools(contextPad, connect, modeling, translate) {
  this.getContextPadEntries = (element) => ({
    ...(element.waypoints
      ? {}
      : {
          connect: {
            group: "edit",
            className: "bpmn-icon-connection-multi",
            title: translate("connect"),
            action: {
              click: (event, one) => connect.start(event, one),
              dragstart: (event, one) => connect.start(event, one),
            },
          },
        }),
    remove: {
      group: "edit",
      className: "bpmn-icon-trash",
      title: translate("remove"),
      action: { click: (_event, one) => modeling.removeElements([one]) },
    },
  })
  contextPad.registerProvider(this)
}

Tools.$inject = ["contextPad", "connect", "modeling", "translate"]
