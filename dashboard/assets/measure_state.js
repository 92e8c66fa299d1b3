// Hands the list of measures what changes with a toggle, and reports for it: apart from its rows and its own script, so
// that those are sent once only. It also says the new total, once: after a toggle, a step back or forward, and, with its
// name, of another package. What stands on the page when it opens is read there; a language is no change.
const AGAIN = "\u00a0";  // makes the same words new, so that they are said: not every measure moves the total

function say({ announcement, moment, name }) {
  const { lang } = document.documentElement;
  let told = document.getElementById("told-total");
  if (!told) {
    told = document.body.appendChild(document.createElement("p"));
    Object.assign(told, { id: "told-total", className: "sr", lang });
    told.setAttribute("role", "status");
    Object.assign(told.dataset, { moment, name });
  }
  if (told.lang !== lang) {  // what was said before is in another language
    told.textContent = "";
    told.lang = lang;
    told.dataset.name = name;
  }
  if (told.dataset.moment === moment) return;
  const text = told.dataset.name === name ? announcement : `${name}. ${announcement}`;
  Object.assign(told.dataset, { moment, name });
  told.textContent = told.textContent === text ? text + AGAIN : text;
}

export default function (component) {
  window.listStates ??= new Map();
  const held = window.listStates.get("measure_list") ?? {};
  const data = JSON.parse(new TextDecoder().decode(component.data));  // bytes: see measure_state in measure_list.py
  window.listStates.set("measure_list", { ...held, data, reporter: component });
  held.draw?.();
  say(data);
}
