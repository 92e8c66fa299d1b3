// The platform's own words for a screen reader and on hover are in English: each is said in the page's language. What the
// platform writes anew is found again; with another language its own word is the one that is translated.
(() => {
  const PAUSE = 250;  // milliseconds
  const NAMES = ["aria-label", "title"];
  let told = null, whole = new Map(), begins = [];

  // What this is told stands in the page, and changes there with the language; this script then need not run again.
  function listen() {
    const now = document.getElementById("told-platform_words.js")?.dataset.told ?? told;
    if (now === told) return;
    told = now;
    [whole, begins] = [new Map(), []];
    for (const [theirs, ours] of Object.entries(JSON.parse(told))) {
      if (theirs.endsWith(" …")) begins.push([theirs.slice(0, -1), ours.slice(0, -1)]);
      else whole.set(theirs, ours);
    }
  }

  const said = (text) => {
    if (whole.has(text)) return whole.get(text);
    const found = begins.find(([start]) => text.startsWith(start));
    return found ? found[1] + text.slice(found[0].length) : null;
  };
  const written = (window.platformWords ??= { nodes: new WeakMap() }).nodes;

  function put(node) {
    for (const name of NAMES) {
      const now = node.getAttribute(name);
      if (!now) continue;
      const before = written.get(node)?.[name];
      const theirs = before && before.ours === now ? before.theirs : now;
      const ours = said(theirs);
      if (ours === null) continue;
      written.set(node, { ...written.get(node), [name]: { theirs, ours } });
      if (ours !== now) node.setAttribute(name, ours);
    }
  }

  function sweep() {
    window.platformWords.waiting = null;
    listen();
    document.querySelectorAll(NAMES.map((name) => `[${name}]`).join()).forEach(put);
  }
  window.platformWords.watch?.disconnect();
  window.platformWords.watch = new MutationObserver(() => { window.platformWords.waiting ??= setTimeout(sweep, PAUSE); });
  window.platformWords.watch.observe(document.body, { childList: true, subtree: true });
  sweep();
})();
