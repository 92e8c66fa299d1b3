// Hands the list of measures what changes with a toggle: apart from its rows, so that those are sent once only.
export default function ({ data, parentElement }) {
  window.listStates ??= new Map();
  const held = window.listStates.get("measure_list") ?? {};
  window.listStates.set("measure_list", { ...held, data, source: parentElement });
  held.draw?.();
}
