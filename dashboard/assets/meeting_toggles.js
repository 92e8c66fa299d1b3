// Draws the big toggles of a meeting; keeps its own DOM between runs and reports each change.
const states = new WeakMap();
const outbox = makeOutbox("meeting_toggles");
const KEYS = "1234567890qwrtyuiopjklmn";  // as many as there can be toggles
const CHOICES = "abcdefgh";  // of a conflict
const ONE_COLUMN = 12;  // toggles; more stand in two
const BELOW = 64;  // pixels: the closed panel under the toggles
const LEAST = 16;  // pixels: letters get no smaller to fit the screen

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// What the focus is on within the toggles.
const focused = (root) => (root.contains(root.getRootNode().activeElement) ? root.getRootNode().activeElement : null);

// A row that came in during the meeting gets the focus; another keeps it.
function build(state) {
  const { root, data } = state;
  const before = state.boxes, held = focused(root)?.dataset.id;
  state.boxes = new Map();
  state.signs = new Map();
  const list = element("div", { role: "group", "aria-label": data.labels.measures, style: `--lines: ${Math.ceil(data.rows.length / 2)}` });
  const pair = data.rows.length > ONE_COLUMN;
  const heading = () => element("p", { class: "head" }, element("span", { class: "grow" }, data.labels.measures), ...(data.labels.tally ? [element("span", {}, data.labels.tally)] : []), element("span", { class: "amount" }, data.labels.amount));
  data.rows.forEach((row, place) => {
    const box = element("input", { type: "checkbox", "data-id": row.id });
    const key = element("span", { class: "key", "aria-hidden": "true" }, (KEYS[place] || "").toUpperCase());
    if (KEYS[place]) box.setAttribute("aria-keyshortcuts", KEYS[place]);
    box.onchange = () => { paint(state); outbox.add(state, row.id, box.checked); };
    const mark = element("span", { class: "mark", hidden: "" });
    const name = element("span", { class: "name" }, element("b", {}, row.id), " ", row.title, " ", mark);
    const tally = row.tally ? [element("span", { class: "tally", title: row.who }, element("span", { "aria-hidden": "true" }, row.tally), element("span", { class: "sr" }, row.who))] : [];
    list.append(element("label", {}, key, box, name, ...tally, element("span", { class: "amount" }, row.amount)));
    state.boxes.set(row.id, box);
    state.signs.set(row.id, mark);
  });
  root.dataset.tally = data.labels.tally ? "shown" : "";
  root.dataset.rows = data.rows.length <= 6 ? "few" : data.rows.length <= 9 ? "some" : pair ? "pair" : "many";
  state.conflicts = element("div", { class: "conflicts" });
  state.rest = element("p", { class: "rest" });
  state.status = element("p", { class: "sr", role: "status" });
  const heads = element("div", { class: "heads" }, heading(), ...(pair ? [heading()] : []));
  if (pair) heads.lastChild.setAttribute("aria-hidden", "true");  // the same words above the second column
  root.replaceChildren(state.conflicts, heads, list, state.rest, state.status);
  const added = before && data.rows.filter((row) => !before.has(row.id));
  state.boxes.get(added?.length === 1 ? added[0].id : held)?.focus();
}

function paint(state) {
  for (const box of state.boxes.values()) box.parentElement.classList.toggle("on", box.checked);
  for (const [id, sign] of state.signs) {
    const mark = state.data.marks[id];
    sign.hidden = !mark;
    sign.className = mark ? `mark ${mark.level}` : "mark";
    sign.title = mark ? mark.text : "";
    sign.textContent = mark ? ({ exclusive: "✕ ", overlap: "△ " }[mark.level] ?? "") + mark.text : "";
  }
}

const scrolled = () => document.querySelector('[data-testid="stMain"]')?.scrollTop ?? 0;
const placeOf = (root) => Math.round(root.getBoundingClientRect().top + scrolled());

// Letters as large as their style has them, or as much smaller as it takes for all toggles to fit the screen.
function fit(state) {
  const { root } = state;
  root.style.fontSize = "";
  state.fittedAt = placeOf(root);
  if (!root.isConnected || innerWidth <= 900) return;
  const over = () => root.getBoundingClientRect().bottom + scrolled() > innerHeight - BELOW;
  for (let size = Math.floor(parseFloat(getComputedStyle(root).fontSize)); size >= LEAST && over(); size -= 1) root.style.fontSize = `${size}px`;
}

// One side of each conflict can be kept, by a click or by its key; the focus goes to what is kept.
function offer(state) {
  const { conflicts, labels, room } = state.data;
  state.keeps = new Map();
  state.conflicts.classList.toggle("room", room);
  const held = state.conflicts.contains(focused(state.root));
  state.conflicts.replaceChildren(...(conflicts.length ? [element("p", {}, labels.conflict)] : []));
  conflicts.slice(0, CHOICES.length).forEach(({ id, text }, place) => {
    const button = element("button", { type: "button", "aria-keyshortcuts": CHOICES[place] }, element("span", { class: "key", "aria-hidden": "true" }, CHOICES[place].toUpperCase()), " ", text);
    button.onclick = () => {
      (state.boxes.get(id) ?? state.boxes.values().next().value)?.focus();
      outbox.add(state, id, true, { keep: true });
    };
    state.keeps.set(CHOICES[place], button);
    state.conflicts.append(button);
  });
  if (held) (state.conflicts.querySelector("button") ?? state.boxes.values().next().value)?.focus();
}

// A key toggles the measure with that number, unless someone is typing. It stops by itself once the toggles are
// gone: the page also calls the clean-up of a drawing that a newer one overtook, while these toggles stay.
function listen(state) {
  const press = (event) => {
    if (!state.root.isConnected) {
      document.removeEventListener("keydown", press);
      return;
    }
    const typing = event.composedPath()[0];
    const text = typing.matches && typing.matches("textarea, select, [contenteditable], input:not([type=checkbox])");
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || text) return;
    const keep = state.keeps?.get(event.key.toLowerCase());
    if (keep) {
      event.preventDefault();
      keep.click();
      return;
    }
    const place = KEYS.indexOf(event.key.toLowerCase());
    const row = event.key.length === 1 && place >= 0 ? state.data.rows[place] : undefined;
    if (!row) return;
    event.preventDefault();
    state.boxes.get(row.id).click();
  };
  document.addEventListener("keydown", press);
  const resized = () => (state.root.isConnected ? fit(state) : removeEventListener("resize", resized));
  addEventListener("resize", resized);
  // What stands above the toggles may be drawn, or take its style, after them.
  const page = document.querySelector('[data-testid="stMainBlockContainer"]');
  const moved = new ResizeObserver(() => {
    if (!state.root.isConnected) moved.disconnect();
    else if (placeOf(state.root) !== state.fittedAt) fit(state);
  });
  if (page) moved.observe(page, { box: "border-box" });
}

// Who begins a meeting is at its first toggle, so that the keys are its own.
export default function (component) {
  const { data, parentElement } = component;
  let state = states.get(parentElement);
  const fresh = !state;
  if (fresh) {
    state = { root: parentElement.querySelector(".root"), revision: null, drawn: null };
    states.set(parentElement, state);
    listen(state);
  }
  state.component = component;
  state.data = data;
  const drawn = JSON.stringify([data.rows, data.labels.measures, data.labels.tally, data.labels.amount]);
  const chosen = outbox.follow(state, data);
  if (state.drawn !== drawn) {
    build(state);
    state.drawn = drawn;
  }
  for (const [id, box] of state.boxes) box.checked = chosen.has(id);
  state.revision = data.revision;
  offer(state);
  state.rest.textContent = data.labels.rest;
  if (!fresh) state.status.textContent = data.announcement;
  paint(state);
  fit(state);
  if (fresh && !document.querySelector('[role="dialog"]')) state.boxes.values().next().value?.focus({ preventScroll: true });
}
