// A figure that explains itself: what carries `data-ask` tells the server what is asked of it, on whichever page it stands.
// Where measures are toggled the keys for undo and redo ask it too, and Escape ends a meeting.
let component = null;

function ask(event) {
  const asked = event.composedPath().find((node) => node.dataset?.ask);
  if (asked && !asked.disabled) component.setTriggerValue("asked", asked.dataset.ask);
}

function press(event) {
  const meeting = document.querySelector(".st-key-meeting_toggles");
  if (event.defaultPrevented || !(meeting || document.querySelector(".st-key-measure_state"))) return;
  const at = event.composedPath()[0];
  if (at.matches?.("textarea, select, [contenteditable], input:not([type=checkbox])") || document.querySelector('[role="dialog"]')) return;
  if (event.key === "Escape" && meeting) document.querySelector(".st-key-meeting_stop button")?.click();
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const asked = key === "y" || (key === "z" && event.shiftKey) ? "redo:" : key === "z" ? "undo:" : "";
  if (!asked) return;
  event.preventDefault();
  component.setTriggerValue("asked", asked);
}

export default function (drawn) {
  if (component === null) {
    document.addEventListener("click", ask);
    document.addEventListener("keydown", press);
  }
  component = drawn;
}
