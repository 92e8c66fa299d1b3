// Hands the list of measures what changes with a toggle, and reports for it: apart from its rows and its own script, so
// that those are sent once only.
export default function (component) {
  window.listStates ??= new Map();
  const held = window.listStates.get("measure_list") ?? {};
  window.listStates.set("measure_list", { ...held, data: component.data, reporter: component });
  held.draw?.();
}
