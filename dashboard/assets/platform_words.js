// The platform's own words are in English: each is said in the page's language. What the platform writes anew is found
// again; with another language its own word is the one that is translated. Names and words in empty boxes are looked for
// on the whole page, texts only where nobody but the platform writes, so that no text of a user is taken for one of its.
(() => {
  const PAUSE = 250;  // milliseconds
  const NAMES = ["aria-label", "title", "placeholder", "aria-roledescription"];
  const PLACES = [
    'a[href="#stMain"]', '[data-testid^="stTopNav"]', '[data-testid="stSidebarNavViewButton"]', '[data-testid="stFileUploader"]', '[data-testid="stStatusWidget"]',
    '[data-testid="stDataFrameColumnMenu"]', '[data-testid="stSelectboxVirtualDropdown"]', '[data-testid="stMultiSelectDropdown"]', '[role="listbox"]',
  ].join();
  const SENTENCE = 3;  // words; in a dialog, where others write too, only whole sentences of the platform are its own
  let told = null, whole = new Map(), patterns = [];

  // What this is told stands in the page, and changes there with the language; this script then need not run again.
  function listen() {
    const now = document.getElementById("told-platform_words.js")?.dataset.told ?? told;
    if (now === told) return;
    told = now;
    [whole, patterns] = [new Map(), []];
    for (const [theirs, ours] of Object.entries(JSON.parse(told))) {
      if (!theirs.includes("…")) whole.set(theirs, ours);
      else patterns.push([new RegExp(`^${theirs.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", "(.+)")}$`, "s"), ours]);
    }
  }

  function said(text) {
    if (whole.has(text)) return whole.get(text);
    for (const [pattern, ours] of patterns) {
      const found = pattern.exec(text)?.slice(1);
      if (found) return ours.replace(/…/g, () => found.shift() ?? "");
    }
    return null;
  }
  const written = (window.platformWords ??= { nodes: new WeakMap() }).nodes;

  // Put our word in the place of theirs: of a name of an element, or of a text by itself.
  function put(node, name, now, write) {
    const before = written.get(node)?.[name];
    const theirs = before && before.ours === now ? before.theirs : now;
    const ours = said(theirs);
    if (ours === null) return;
    written.set(node, { ...written.get(node), [name]: { theirs, ours } });
    if (ours !== now) write(ours);
  }

  function texts(place, least) {
    const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const now = node.nodeValue.trim();
      const known = written.has(node) || now.split(" ").length >= least;
      if (now && known) put(node, "text", now, (ours) => { node.nodeValue = ours; });
    }
  }

  function sweep() {
    window.platformWords.waiting = null;
    listen();
    for (const node of document.querySelectorAll(NAMES.map((name) => `[${name}]`).join()))
      for (const name of NAMES) {
        const now = node.getAttribute(name);
        if (now) put(node, name, now, (ours) => node.setAttribute(name, ours));
      }
    document.querySelectorAll(PLACES).forEach((place) => texts(place, 1));
    document.querySelectorAll('[role="dialog"]').forEach((place) => texts(place, SENTENCE));
    // What takes a dropped file has a name, which the platform's own role would silence.
    document.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]').forEach((zone) => zone.setAttribute("role", "group"));
    // A choice that has no room for all of what is chosen says it on hover.
    for (const box of document.querySelectorAll('[data-testid="stSelectbox"] input')) {
      if (box.scrollWidth > box.clientWidth) box.title = box.value;
      else box.removeAttribute("title");
    }
    // A chart is one picture with a description; what it is drawn with is no text, and would be read out in English.
    for (const chart of document.querySelectorAll('[data-testid="stVegaLiteChart"][aria-label]')) {
      if (chart.role !== "img") chart.role = "img";
      chart.querySelectorAll("svg.marks:not([aria-hidden]), canvas:not([aria-hidden])").forEach((marks) => { marks.ariaHidden = "true"; });
    }
  }
  window.platformWords.watch?.disconnect();
  window.platformWords.watch = new MutationObserver(() => { window.platformWords.waiting ??= setTimeout(sweep, PAUSE); });
  window.platformWords.watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  sweep();
})();
