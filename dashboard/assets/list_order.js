// In which order the measures stand: the source's, or that of a column, chosen at its head or in a list of choices.
// Move every row to its place; the headings of the groups stand in the source's order alone.
function arrange(state) {
  const { view } = state;
  const sorted = view.key !== "source";
  state.table.classList.toggle("sorted", sorted);
  for (const [key, head] of state.heads) {
    if (key === view.key) head.setAttribute("aria-sort", view.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
  for (const entry of inViewOrder([...state.rows.values()], view)) (sorted ? state.together : entry.body).append(entry.line);
}

// Put the list in another order; all of it has to be there.
function order(state, key, down) {
  Object.assign(state.view, { key, down });
  while (state.waiting.length) buildPiece(state, false);
  arrange(state);
  paint(state);
  state.orders.value = orderName(state);
  nameChosen(state.orders);
  look(state);
}

// The order as the choice names it: the source's, by structural amount either way, or by a column.
function orderName(state) {
  const { key, down } = state.view;
  if (key === "source") return "source";
  return key === `column${state.data.labels.columns.length - 1}` ? (down ? "cost" : "saving") : "column";
}

function orderChoice(state, labels) {
  const select = element("select", { "aria-label": labels.order });
  for (const [value, text] of Object.entries(labels.orders)) select.append(element("option", { value }, text));
  select.lastChild.disabled = true;  // a column is chosen at its head
  select.onchange = () => order(state, select.value === "source" ? "source" : `column${labels.columns.length - 1}`, select.value === "cost");
  state.orders = select;
  select.value = orderName(state);
  return nameChosen(select);
}

// The head of a column: a click puts the list in its order, another one turns it, a third is the source's again.
function sortHead(state, key, text, attributes) {
  const turn = () => {
    const { view } = state;
    if (view.key !== key) order(state, key, false);
    else if (!view.down) order(state, key, true);
    else order(state, "source", false);
  };
  const button = element("button", { type: "button", class: "sort", title: state.data.labels.sort }, text);
  button.onclick = turn;
  const head = element("th", { scope: "col", ...attributes, ...state.role("columnheader") }, button);
  state.heads.set(key, head);
  return head;
}
