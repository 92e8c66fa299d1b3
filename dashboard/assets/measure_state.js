// Hands the list of measures what changes with a toggle, and reports for it: apart from its rows and its own script, so
// that those are sent once only. It also says the new total, once, after a toggle and after a step back.
function say(text) {
  let told = document.getElementById("told-total");
  if (!told) {
    told = document.body.appendChild(document.createElement("p"));
    Object.assign(told, { id: "told-total", className: "sr" });
    told.setAttribute("role", "status");
    told.dataset.last = text;  // what stands on the page when it opens is read there
  }
  if (told.dataset.last === text) return;
  told.dataset.last = text;
  told.textContent = text;
}

export default function (component) {
  window.listStates ??= new Map();
  const held = window.listStates.get("measure_list") ?? {};
  window.listStates.set("measure_list", { ...held, data: component.data, reporter: component });
  held.draw?.();
  say(component.data.announcement);
}
