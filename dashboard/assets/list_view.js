// How the list of measures is looked at: what is searched for, which filters hold, in which order, and whether figures or
// facts stand in the columns. It belongs to the tab and its address: it outlives another page, a reload and a shared link.
const VIEW = "toon";  // its name in the address
const PLAIN = { text: "", kind: "all", variant: "", more: {}, key: "source", down: false, facts: false };

function readView() {
  const found = { ...PLAIN, more: {} };
  try {
    const told = JSON.parse(new URLSearchParams(location.search).get(VIEW) ?? sessionStorage.getItem(VIEW) ?? "{}");
    for (const name of ["text", "kind", "variant", "key"]) if (typeof told[name] === "string") found[name] = told[name].slice(0, 200);
    for (const name of ["down", "facts"]) found[name] = told[name] === true;
    for (const [key, value] of Object.entries(told.more ?? {})) if (typeof value === "string") found.more[key] = value;
  } catch { /* a view that cannot be read is none */ }
  return found;
}

// Keep a view: only what differs from the plain one, so that most addresses stay as they are.
function keepView(view) {
  const more = Object.fromEntries(Object.entries(view.more).filter(([, value]) => value));
  const told = Object.entries({ ...view, more }).filter(([name, value]) => name === "more" ? Object.keys(more).length : value !== PLAIN[name]);
  const text = told.length ? JSON.stringify(Object.fromEntries(told)) : "";
  window.addressKeeps ??= new Map();
  window.addressKeeps.set(VIEW, text);  // whatever the platform writes into the address, this stays in it (address.js)
  try {
    if (text) sessionStorage.setItem(VIEW, text);
    else sessionStorage.removeItem(VIEW);
  } catch { /* without storage the address alone has it */ }
  history.replaceState(history.state, "", location.href);
}

// Words as they are compared: small letters, one kind of minus.
function plainText(text) {
  return text.toLowerCase().replace(/[\u2010-\u2015\u2212]/g, "-");
}

// The words of a text: whole ones such as "4.12a", "dt&v" or "-20%", and the letters and digits that these are made of.
function wordsOf(text) {
  const found = new Set();
  for (const [word] of plainText(text).matchAll(/(?:(?<![\p{L}\p{N}])[-+])?[\p{L}\p{N}]+(?:[.,&'+-][\p{L}\p{N}]+)*%?/gu)) {
    found.add(word);
    for (const part of word.split(/[^\p{L}\p{N}]+/u)) if (part) found.add(part);
  }
  return found;
}

// A word that is searched for is how a word begins; a number or a short word (4.1, EU) is a whole one where there is one.
function searchFor(text, entries) {
  return plainText(text).split(/\s+/).filter(Boolean).map((word) => {
    const whole = (word.length < 4 || /\d/.test(word)) && entries.some((entry) => entry.words.has(word));
    return (entry) => (whole ? entry.words.has(word) : [...entry.words].some((one) => one.startsWith(word)));
  });
}

// Whether a measure has the value of each filter; of several values it needs one.
function fitsFilters(row, more) {
  return Object.entries(more).every(([key, value]) => !value || [row.more[key]].flat().includes(value));
}

// What a measure is put in order by: an amount by its column, everything else as text. What is not there comes last.
function orderValue(row, key) {
  if (key.startsWith("column")) return row.ranks[Number(key.slice(6))];
  return { title: row.title, budget: row.budget }[key] ?? (row.facts[key] || null);
}

const COLLATOR = new Intl.Collator("nl", { numeric: true, sensitivity: "base" });

function inViewOrder(rows, view) {
  if (view.key === "source") return rows.sort((a, b) => a.place - b.place);
  const sign = view.down ? -1 : 1;
  return rows.sort((a, b) => {
    const [x, y] = [orderValue(a.row, view.key), orderValue(b.row, view.key)];
    if (x === null || y === null) return (x === null) - (y === null) || a.place - b.place;
    return sign * (typeof x === "number" ? x - y : COLLATOR.compare(x, y)) || a.place - b.place;
  });
}
