// A figure that explains itself: what carries `data-ask` tells the server what is asked of it, on whichever page it stands.
// Where measures are toggled the keys for undo and redo ask it too, and Escape ends a meeting.
let component = null;

// What is asked in an answer tells which one, for the way back.
function ask(event) {
  const path = event.composedPath(), asked = path.find((node) => node.dataset?.ask);
  if (!asked || asked.disabled) return;
  const answer = path.find((node) => node.matches?.('[role="dialog"]'))?.querySelector("[data-answers]");
  component.setTriggerValue("asked", answer ? `${answer.dataset.answers}\n${asked.dataset.ask}` : asked.dataset.ask);
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

// Another theme changes our colours at once, with the platform's; what the server draws in the colours of the theme that it
// was told, such as charts, follows when it is told.
const SETTLES = 400;  // milliseconds in which the platform takes it over itself
function repaint() {
  setTimeout(() => component.setTriggerValue("asked", "theme:"), SETTLES);
}

// Whether the platform's page is dark: its background is nearer to black than to white.
function isDark(app) {
  const parts = getComputedStyle(app).backgroundColor.match(/\d+/g)?.slice(0, 3).map(Number) ?? [255];
  return parts.reduce((sum, part) => sum + part, 0) / parts.length < 128;
}

function followTheme() {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app) return;
  const follow = () => {
    const dark = isDark(app);
    if (dark === document.documentElement.classList.contains("dark-theme")) return;
    document.documentElement.classList.toggle("dark-theme", dark);
    repaint();
  };
  new MutationObserver(follow).observe(app, { attributes: true, attributeFilter: ["class", "style"] });
}

export default function (drawn) {
  if (component === null) {
    followTheme();
    document.addEventListener("click", ask);
    document.addEventListener("keydown", press);
  }
  component = drawn;
}
