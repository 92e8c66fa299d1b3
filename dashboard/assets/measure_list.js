// Draws the measures with a checkbox each; keeps its own DOM between runs and reports each change. A long list is drawn
// in pieces, the first at once; a row is touched again only when something about it changed.
const PIECE = 120;  // rows
const LONG = 200;  // rows; what is out of sight of a longer list costs nothing (measure_list.css)
const states = new WeakMap();
const outbox = makeOutbox("measure_list");

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

// When the fiche that a row opened closes, the keyboard goes back to that row.
function returnFocus(state, id) {
  state.watch?.disconnect();
  let seen = false;
  state.watch = new MutationObserver(() => {
    const open = document.querySelector('[role="dialog"]') !== null;
    if (open) seen = true;
    else if (seen) {
      state.watch.disconnect();
      setTimeout(() => state.rows.get(id)?.line.querySelector(".fiche")?.focus({ preventScroll: true }), 100);
    }
  });
  state.watch.observe(document.body, { childList: true, subtree: true });
}

// A choice among values of which "" is all.
function choice(state, key, label, options) {
  const select = element("select", { "aria-label": label, title: label });
  for (const [value, text] of options) select.append(element("option", { value }, text));
  select.value = state.filter.more[key] ?? "";
  state.filter.more[key] = select.value;  // a value that this list lacks is none
  select.onchange = () => { state.filter.more[key] = select.value; filter(state); };
  return select;
}

// How the measures of every list are put in order in this tab: as the source has them, or by structural amount.
function chosenOrder() {
  return window.listOrder ?? "source";
}

// Put rows in the chosen order: as the source has them, or by amount, and then one without an amount comes last.
function inOrder(rows) {
  const sign = { source: 0, saving: 1, cost: -1 }[chosenOrder()];
  const last = ({ row }) => (sign && row.rank === null ? 1 : 0);
  return rows.sort((a, b) => last(a) - last(b) || sign * (a.row.rank - b.row.rank) || a.place - b.place);
}

// Move every row to its place; the headings of the groups stand in the source's order alone.
function arrange(state) {
  const sorted = chosenOrder() !== "source";
  state.table.classList.toggle("sorted", sorted);
  const turned = { saving: "ascending", cost: "descending" }[chosenOrder()];
  if (turned) state.structural.setAttribute("aria-sort", turned);
  else state.structural.removeAttribute("aria-sort");
  for (const entry of inOrder([...state.rows.values()])) (sorted ? state.together : entry.body).append(entry.line);
}

function orderChoice(state, labels) {
  const select = element("select", { "aria-label": labels.order, title: labels.order });
  for (const [value, text] of Object.entries(labels.orders)) select.append(element("option", { value }, text));
  select.value = chosenOrder();
  select.onchange = () => {
    window.listOrder = select.value;
    while (state.waiting.length) buildPiece(state, false);
    arrange(state);
    paint(state);
    filter(state);
  };
  return select;
}

function build(state) {
  const { root, data } = state;
  const { labels } = data;
  const groups = JSON.parse(data.groups);
  root.replaceChildren();
  clearTimeout(state.building);
  state.waiting = [];
  state.rows = new Map();
  state.groups = new Map();
  if (state.filter.variant && !groups.some((group) => group.id === state.filter.variant)) state.filter.variant = "";

  const search = element("input", { type: "search", placeholder: labels.search, "aria-label": labels.search });
  search.value = state.filter.text;
  search.oninput = () => { state.filter.text = search.value; filter(state); };
  const kind = element("select", { "aria-label": labels.kinds });
  for (const [value, text] of Object.entries(labels.kind)) kind.append(element("option", { value }, text));
  kind.value = state.filter.kind;
  kind.onchange = () => { state.filter.kind = kind.value; filter(state); };
  const chips = element("div", { class: "chips", role: "group", "aria-label": labels.variants });
  state.chips = new Map();
  for (const [id, text, title] of [["", labels.all, ""], ...groups.map((g) => [g.id, g.id, g.title])]) {
    const chip = element("button", { type: "button", title: title || null, "aria-pressed": String(state.filter.variant === id) }, text);
    chip.onclick = () => {
      state.filter.variant = id;
      for (const [other, node] of state.chips) node.setAttribute("aria-pressed", String(other === id));
      filter(state);
    };
    state.chips.set(id, chip);
    chips.append(chip);
  }
  const more = labels.filters.map(({ key, label, options }) => choice(state, key, label, options));
  for (const key of Object.keys(state.filter.more)) if (!labels.filters.some((one) => one.key === key)) delete state.filter.more[key];
  root.append(element("div", { class: "bar" }, search, kind, ...more, orderChoice(state, labels), chips));

  // A group that is one budget line says so in its heading; with many columns there is no room to say it again.
  const many = labels.columns.length > 6;
  const told = many && groups.every((group) => new Set(group.rows.map((row) => row.budget)).size < 2);
  const long = groups.reduce((sum, group) => sum + group.rows.length, 0) > LONG;
  const kinds = Object.entries({ many, told, long }).filter(([, holds]) => holds).map(([name]) => name).join(" ");
  const role = (name) => (long ? { role: name } : {});  // as blocks, rows and cells keep what they are by name only
  const table = element("table", { class: kinds || null, style: `--columns: ${labels.columns.length}`, ...role("table") });
  table.append(element("caption", {}, labels.legend));
  const cols = element("colgroup", {}, element("col", { class: "pick" }), element("col", {}), element("col", { class: "budget" }));
  labels.columns.forEach(() => cols.append(element("col", { class: "num" })));
  cols.append(element("col", { class: "act" }));
  const title = (attributes, text) => element("th", { scope: "col", ...attributes, ...role("columnheader") }, text);
  const head = element("tr", role("row"), element("td", role("cell")), title({}, labels.measure), title({ class: "c-budget" }, labels.budget));
  labels.columns.forEach((c) => head.append(title({ class: "num" }, c)));
  state.structural = head.lastChild;
  state.table = table;
  head.append(element("td", role("cell")));
  table.append(cols, element("thead", role("rowgroup"), head));

  for (const group of groups) {
    const body = element("tbody", role("rowgroup"));
    const count = element("span", { class: "count" });
    body.append(element("tr", role("row"), element("th", { ...role("rowheader"), class: "group", scope: "rowgroup", colspan: String(labels.columns.length + 4) }, `${group.id} · ${group.title}`, count)));
    state.groups.set(group.id, { body, count, rows: group.rows.map((r) => r.id) });
    for (const row of group.rows) state.waiting.push({ row, body, group: group.id, heading: `${group.id} · ${group.title}`, place: state.waiting.length });
    table.append(body);
  }
  state.waiting = inOrder(state.waiting);
  state.together = element("tbody", role("rowgroup"));
  table.append(state.together);
  state.empty = element("p", { class: "empty", role: "status" }, labels.none);
  root.append(table, state.empty);
  state.role = role;
  buildPiece(state);
  arrange(state);
}

// Build the next rows; those after them when the browser has drawn these.
function buildPiece(state, goOn = true) {
  const { labels } = state.data;
  const { role } = state;
  const sorted = chosenOrder() !== "source";
  for (const { row, body, group, heading, place } of state.waiting.splice(0, PIECE)) {
    const box = element("input", { type: "checkbox", id: `m-${row.id}`, "data-id": row.id });
    const mark = element("span", { class: "mark", hidden: "" });
    const said = element("span", {});
    const keep = element("button", { type: "button", class: "keep", hidden: "", "aria-label": `${labels.keep}: ${row.id}` }, labels.keep);
    keep.onclick = () => outbox.add(state, row.id, true, { keep: true });
    mark.append(said, " ", keep);
    const head = element("th", { ...role("rowheader"), class: "row", scope: "row" }, element("label", { for: `m-${row.id}` }, element("span", { class: "id" }, row.id), " ", element("span", { class: "title" }, row.title)), row.about ? element("span", { class: "about" }, row.about) : null, element("span", { class: "from" }, heading), row.own ? element("span", { class: "own" }, labels.own) : null, mark);
    const line = element("tr", { ...role("row"), "data-row": row.id }, element("td", role("cell"), box), head, element("td", { ...role("cell"), class: "c-budget" }, row.budget));
    row.cells.forEach((text, i) => line.append(element("td", { ...role("cell"), class: `num ${row.kinds[i]}`, title: (row.kinds[i] === "open" && row.note) || row.exact[i] || null }, text)));
    const ask = element("button", { type: "button", class: "fiche", "aria-label": `${labels.fiche} ${row.id}` }, labels.fiche);
    ask.onclick = () => { returnFocus(state, row.id); state.own.setTriggerValue("fiche", row.id); };
    line.append(element("td", role("cell"), ask));
    box.onchange = () => { paint(state); outbox.add(state, row.id, box.checked); };
    (sorted ? state.together : body).append(line);
    const hay = `${row.id} ${row.title} ${row.budget} ${row.about}`.toLowerCase();
    state.rows.set(row.id, { row, line, body, place, box, mark, said, keep, group, hay, painted: "" });
    box.checked = state.chosen.has(row.id);
  }
  clearTimeout(state.building);
  if (state.waiting.length && goOn) {
    state.building = setTimeout(() => { buildPiece(state); paint(state); filter(state); }, 0);
  }
}

function paint(state) {
  for (const [id, entry] of state.rows) {
    const mark = state.data.marks[id];
    const painted = `${entry.box.checked} ${mark?.level} ${mark?.text}`;
    if (entry.painted === painted) continue;
    entry.painted = painted;
    entry.line.classList.toggle("on", entry.box.checked);
    entry.mark.hidden = !mark;
    entry.mark.className = mark ? `mark ${mark.level}` : "mark";
    const text = mark ? (mark.level === "exclusive" ? "✕ " : mark.level === "overlap" ? "△ " : "") + mark.text : "";
    if (entry.said.textContent !== text) entry.said.textContent = text;
    entry.keep.hidden = !mark || mark.level !== "exclusive";
  }
  for (const { count, rows } of state.groups.values()) {
    const n = rows.filter((id) => state.rows.get(id)?.box.checked ?? state.chosen.has(id)).length;
    const text = n ? `${n} ${state.data.labels.chosen}` : "";
    if (count.textContent !== text) count.textContent = text;
  }
}

function filter(state) {
  const words = state.filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  const more = Object.entries(state.filter.more).filter(([, value]) => value);
  for (const { row, line, box, group, hay } of state.rows.values()) {
    const fits = words.every((word) => hay.includes(word))
      && more.every(([key, value]) => row.more[key] === value)
      && (!state.filter.variant || group === state.filter.variant)
      && (state.filter.kind === "all" || row.direction === state.filter.kind || (state.filter.kind === "selected" && box.checked));
    if (line.hidden === fits) line.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  for (const { body, rows } of state.groups.values()) body.hidden = chosenOrder() !== "source" || rows.every((id) => state.rows.get(id)?.line.hidden ?? true);
  state.empty.hidden = shown > 0 || state.waiting.length > 0;
}

function isDark(node) {
  const colour = getComputedStyle(node).getPropertyValue("--st-background-color").trim();
  const hex = /^#([0-9a-f]{6})/i.exec(colour);
  return hex ? parseInt(hex[1].slice(0, 2), 16) < 128 : false;
}

// What changes with a toggle comes from another element, before or after this one; until it does there is nothing to draw.
// That element reports the changes too.
function changing() {
  const held = window.listStates?.get("measure_list");
  return held?.reporter?.parentElement.isConnected ? held : null;
}

function draw(state) {
  const told = changing();
  if (!told) return;
  const data = { ...state.fixed, ...told.data };
  state.data = data;
  state.component = told.reporter;
  state.root.classList.toggle("dark", isDark(state.root));
  const chosen = state.chosen = outbox.follow(state, data);
  if (state.built !== state.fixed) {  // told anew: it may still say the same
    const drawn = data.groups + JSON.stringify(data.labels);
    if (state.drawn !== drawn) build(state);
    state.drawn = drawn;
    state.built = state.fixed;
  }
  for (const [id, entry] of state.rows) if (entry.box.checked !== chosen.has(id)) entry.box.checked = chosen.has(id);
  state.revision = data.revision;
  paint(state);
  filter(state);
}

export default function (component) {
  const { data, parentElement } = component;
  let state = states.get(parentElement);
  if (!state) {
    state = { root: parentElement.querySelector(".root"), filter: { text: "", kind: "all", variant: "", more: {} }, revision: null, drawn: null, built: null };
    states.set(parentElement, state);
  }
  state.own = component;
  state.fixed = data;
  window.listStates ??= new Map();
  window.listStates.set("measure_list", { ...window.listStates.get("measure_list"), draw: () => draw(state) });
  draw(state);
}
