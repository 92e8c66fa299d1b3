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
  const select = element("select", { "aria-label": label });
  for (const [value, text] of options) select.append(element("option", { value }, text));
  select.value = state.view.more[key] ?? "";
  state.view.more[key] = select.value;  // a value that this list lacks is none
  select.onchange = () => { state.view.more[key] = select.value; nameChosen(select); look(state); };
  return nameChosen(select);
}

// A choice says on hover what it is about and what is chosen, of which a narrow screen may show the beginning only.
function nameChosen(select) {
  select.title = `${select.getAttribute("aria-label")}: ${select.selectedOptions[0]?.textContent ?? ""}`;
  return select;
}

const QUIET = 700;  // milliseconds without another letter or choice, after which it is said once what is left

// Keep how the list is looked at and show it so; say how many measures that leaves.
function look(state) {
  keepView(state.view);
  filter(state);
  clearTimeout(state.saying);
  state.saying = setTimeout(() => {
    const { none } = state.data.labels, said = state.empty.hidden ? state.found.textContent : none;
    if (state.status.textContent !== said) state.status.textContent = said;
  }, QUIET);
}

// Drop measures in one step, where one is kept as long as that is chosen; a long list may have no row of some of them yet.
function dropAll(state, ids, kept) {
  if (!ids.length) return;
  for (const entry of ids.map((id) => state.rows.get(id))) if (entry) entry.box.checked = false;
  paint(state);
  countChosen(state);
  outbox.add(state, kept ?? ids[0], false, { drop: ids, keep: kept !== undefined });
}

function shownChosen(state) {
  return [...state.rows].filter(([, entry]) => !entry.line.hidden && entry.box.checked).map(([id]) => id);
}

function build(state) {
  const { root, data } = state;
  const { labels } = data;
  const groups = JSON.parse(data.groups);
  state.warnings = element("div", { class: "warnings" });
  state.warned = new Map();
  root.replaceChildren(state.warnings);
  clearTimeout(state.building);
  state.waiting = [];
  state.rows = new Map();
  state.groups = new Map();
  state.heads = new Map();
  const { view } = state;
  if (view.variant && !groups.some((group) => group.id === view.variant)) view.variant = "";
  if (!(view.kind in labels.kind)) view.kind = "all";

  const search = element("input", { type: "search", placeholder: labels.search, "aria-label": labels.search });
  search.value = view.text;
  search.oninput = () => { view.text = search.value; look(state); };
  const kind = element("select", { "aria-label": labels.kinds });
  for (const [value, text] of Object.entries(labels.kind)) kind.append(element("option", { value }, text));
  kind.value = view.kind;
  kind.onchange = () => { view.kind = kind.value; nameChosen(kind); look(state); };
  nameChosen(kind);
  const chips = element("div", { class: "chips", role: "group", "aria-label": labels.variants });
  state.chips = new Map();
  for (const [id, text, title] of [["", labels.all, ""], ...groups.map((g) => [g.id, g.short, g.title])]) {
    const chip = element("button", { type: "button", title: title || null, "aria-pressed": String(view.variant === id) }, text);
    chip.onclick = () => {
      view.variant = id;
      for (const [other, node] of state.chips) node.setAttribute("aria-pressed", String(other === id));
      look(state);
    };
    state.chips.set(id, chip);
    chips.append(chip);
  }
  const more = labels.filters.map(({ key, label, options }) => choice(state, key, label, options));
  for (const key of Object.keys(view.more)) if (!labels.filters.some((one) => one.key === key)) delete view.more[key];
  const drop = state.drop = element("button", { type: "button", class: "plain" }, labels.drop);
  drop.onclick = () => dropAll(state, shownChosen(state));
  const facts = labels.facts.length ? element("button", { type: "button", class: "plain", "aria-pressed": String(view.facts) }, labels.showFacts) : null;
  state.found = element("span", { class: "found" });
  root.append(element("div", { class: "bar" }, search, kind, ...more, orderChoice(state, labels), ...[facts].filter(Boolean), drop, state.found, chips));

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
  state.role = role;
  state.table = table;
  if (view.key !== "source" && !["title", "budget", ...labels.facts.map(([key]) => key), ...labels.columns.map((_, i) => `column${i}`)].includes(view.key)) view.key = "source";
  const head = element("tr", role("row"), element("td", role("cell")), sortHead(state, "title", labels.measure, {}), sortHead(state, "budget", labels.budget, { class: "c-budget" }));
  labels.columns.forEach((c, i) => head.append(sortHead(state, `column${i}`, c, { class: "num" })));
  state.spans = labels.facts.map((_, i) => Math.floor((labels.columns.length + i) / labels.facts.length));
  labels.facts.forEach(([key, text], i) => head.append(sortHead(state, key, text, { class: "fact", colspan: String(state.spans[i]), style: `--span: ${state.spans[i]}` })));
  if (facts) {
    const show = () => { table.classList.toggle("facts", view.facts); facts.setAttribute("aria-pressed", String(view.facts)); };
    facts.onclick = () => { view.facts = !view.facts; show(); look(state); };
    show();
  }
  head.append(element("td", role("cell")));
  table.append(cols, element("thead", role("rowgroup"), head));

  for (const group of groups) {
    const body = element("tbody", role("rowgroup"));
    const count = element("span", { class: "count" });
    body.append(element("tr", role("row"), element("th", { ...role("rowheader"), class: "group", scope: "rowgroup", colspan: String(labels.columns.length + 4) }, group.heading, " ", count)));
    state.groups.set(group.id, { body, count, rows: group.rows.map((r) => r.id) });
    for (const row of group.rows) state.waiting.push({ row, body, group: group.id, heading: group.heading, place: state.waiting.length });
    table.append(body);
  }
  state.waiting = inViewOrder(state.waiting, view);
  state.together = element("tbody", role("rowgroup"));
  table.append(state.together);
  state.empty = element("p", { class: "empty" }, labels.none);
  state.status = element("p", { class: "sr", role: "status" });
  root.append(table, state.empty, state.status);
  buildPiece(state);
  arrange(state);
}

// Build the next rows; those after them when the browser has drawn these.
function buildPiece(state, goOn = true) {
  const { labels } = state.data;
  const { role } = state;
  const sorted = state.view.key !== "source";
  for (const { row, body, group, heading, place } of state.waiting.splice(0, PIECE)) {
    const box = element("input", { type: "checkbox", id: `m-${row.id}`, "data-id": row.id });
    const mark = element("span", { class: "mark", hidden: "" });
    const said = element("span", {});
    const keep = element("button", { type: "button", class: "keep", hidden: "", "aria-label": `${labels.keep}: ${row.id}` }, labels.keep);
    keep.onclick = () => { box.focus(); outbox.add(state, row.id, true, { keep: true }); };  // the button goes, who used it stays
    mark.append(said, " ", keep);
    const head = element("th", { ...role("rowheader"), class: "row", scope: "row" }, element("label", { for: `m-${row.id}` }, element("span", { class: "id" }, row.id), " ", element("span", { class: "title" }, row.title)), row.about ? element("span", { class: "about" }, row.about) : null, element("span", { class: "from" }, heading), row.own ? element("span", { class: "own" }, labels.own) : null, mark);
    const line = element("tr", { ...role("row"), "data-row": row.id }, element("td", role("cell"), box), head, element("td", { ...role("cell"), class: "c-budget" }, row.budget));
    row.cells.forEach((text, i) => line.append(element("td", { ...role("cell"), class: `num ${row.kinds[i]}`, title: (row.kinds[i] === "open" && row.note) || row.exact[i] || null }, text)));
    labels.facts.forEach(([key], i) => line.append(element("td", { ...role("cell"), class: "fact", colspan: String(state.spans[i]), style: `--span: ${state.spans[i]}` }, row.facts[key] || labels.unknown)));
    const ask = element("button", { type: "button", class: "fiche", "aria-label": `${labels.fiche} ${row.id}` }, labels.fiche);
    ask.onclick = () => { returnFocus(state, row.id); state.own.setTriggerValue("fiche", row.id); };
    line.append(element("td", role("cell"), ask));
    box.onchange = () => { paint(state); countChosen(state); outbox.add(state, row.id, box.checked); };
    (sorted ? state.together : body).append(line);
    const words = wordsOf([row.id, row.title, row.budget, row.about, row.words, ...Object.values(row.facts)].join(" "));
    state.rows.set(row.id, { row, line, body, place, box, mark, said, keep, group, words, painted: "" });
    box.checked = state.chosen.has(row.id);
  }
  clearTimeout(state.building);
  if (state.waiting.length && goOn) {
    state.building = setTimeout(() => { buildPiece(state); paint(state); filter(state); }, 0);
  }
}

// Whether a measure is chosen, with what was clicked since the last answer.
const isChosen = (state, id) => state.rows.get(id)?.box.checked ?? state.chosen.has(id);

// Warn of what cannot go together or lacks another measure, each in full; a click keeps one side of what excludes each other.
function warning(state, { level, lead, title, text, grade, source, choices }) {
  const said = element("p", {}, lead, lead && " ", element("b", {}, title), ` ${text} `, element("i", {}, `${grade}.`), ` ${source}`);
  const keeps = choices.map((choice) => {
    const button = element("button", { type: "button", class: "keep" }, choice.text);
    button.onclick = () => { if (isChosen(state, choice.keep)) dropAll(state, choice.drop, choice.keep); };
    return button;
  });
  return element("div", { class: level, role: "alert" }, said, ...keeps);
}

// A warning that stays is left where it is, so that it is said once. The focus goes on to the next choice, else to the
// one before, else to the list, where the keys for a step back still work.
function warn(state) {
  const { warnings, warned } = state;
  const told = new Map(state.data.warnings.map((one) => [JSON.stringify(one), one]));
  const focused = () => [...warnings.children].findIndex((node) => node.contains(state.root.getRootNode().activeElement));
  const held = focused();
  for (const [key, node] of warned) if (!told.has(key)) { node.remove(); warned.delete(key); }
  let here = warnings.firstChild;
  for (const [key, one] of told) {
    if (!warned.has(key)) warned.set(key, warning(state, one));
    const node = warned.get(key);
    if (node === here) here = here.nextSibling;
    else warnings.insertBefore(node, here);
  }
  if (held < 0 || focused() >= 0) return;
  const left = [...warnings.children].map((node) => node.querySelector("button"));
  const next = [...left.slice(held), ...left.slice(0, held).reverse()].find(Boolean);
  (next ?? state.root.querySelector(".chips button")).focus();
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
}

// Say beside each heading how many are chosen and, where a filter hides some of these, how many of them are shown.
function countChosen(state) {
  const { chosen, shown } = state.data.labels;
  for (const { count, rows } of state.groups.values()) {
    const held = rows.filter((id) => isChosen(state, id));
    const seen = held.filter((id) => !state.rows.get(id)?.line.hidden).length;
    const text = held.length ? `${held.length} ${chosen}${seen < held.length ? `, ${seen} ${shown}` : ""}` : "";
    if (count.textContent !== text) count.textContent = text;
  }
}

function filter(state) {
  const { view } = state;
  const asked = searchFor(view.text, [...state.rows.values()]);
  let shown = 0;
  for (const entry of state.rows.values()) {
    const { row, line, box, group } = entry;
    const fits = asked.every((holds) => holds(entry))
      && fitsFilters(row, view.more)
      && (!view.variant || group === view.variant)
      && (view.kind === "all" || row.direction === view.kind || (view.kind === "selected" && box.checked));
    if (line.hidden === fits) line.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  for (const { body, rows } of state.groups.values()) body.hidden = view.key !== "source" || rows.every((id) => state.rows.get(id)?.line.hidden ?? true);
  state.empty.hidden = shown > 0 || state.waiting.length > 0;
  if (!state.waiting.length) state.found.textContent = state.data.labels.found.replace("{shown}", shown).replace("{all}", state.rows.size);
  state.drop.disabled = !shownChosen(state).length;
  countChosen(state);
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
  const chosen = state.chosen = outbox.follow(state, data);
  if (state.built !== state.fixed) {  // told anew: it may still say the same
    const drawn = data.groups + JSON.stringify(data.labels);
    if (state.drawn !== drawn) build(state);
    state.drawn = drawn;
    state.built = state.fixed;
  }
  for (const [id, entry] of state.rows) if (entry.box.checked !== chosen.has(id)) entry.box.checked = chosen.has(id);
  state.revision = data.revision;
  warn(state);
  paint(state);
  filter(state);
}

// What leads past the figures above the list comes to the search of the list that stands there.
function takeIn(state) {
  const first = !window.listInView;
  window.listInView = state;
  if (first) document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".to-measures")) return;
    const search = window.listInView.root.querySelector('input[type="search"]');
    search?.focus({ preventScroll: true });
    search?.scrollIntoView({ block: "center" });
  });
}

export default function (component) {
  const { data, parentElement } = component;
  let state = states.get(parentElement);
  if (!state) {
    state = { root: parentElement.querySelector(".root"), view: readView(), revision: null, drawn: null, built: null };
    states.set(parentElement, state);
    keepPlace(state);
    returnToPlace(state);
  }
  takeIn(state);
  state.own = component;
  state.fixed = data;
  window.listStates ??= new Map();
  window.listStates.set("measure_list", { ...window.listStates.get("measure_list"), draw: () => draw(state) });
  draw(state);
}
