// A button that takes itself away hands the focus on: to what stands in its place, else to what comes after it or before it in
// the window, else to the heading of the page. So does what has the focus after it: a dialog that closes gives it to its opener,
// which may go in its turn. Who is elsewhere by then is left there.
(() => {
  const STOPS = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]';
  // Milliseconds between looks, and in all while nothing runs; stops kept on either side.
  const LOOK = 100, LONGEST = 20000, NEAR = 60;
  const PARTS = '[role="dialog"], [data-testid="stSidebar"], [data-testid="stMain"]';
  let held = null, timer = 0, till = 0;

  const lost = () => !document.activeElement || document.activeElement === document.body;
  const gone = (node) => !node.isConnected || node.disabled || !node.checkVisibility({ visibilityProperty: true });
  const running = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testScriptState === "running" || document.querySelector('[data-stale="true"]') !== null;
  };

  // Whether a stop is in the window, and nothing lies over it.
  function seen(node) {
    if (gone(node)) return false;
    const box = node.getBoundingClientRect();
    if (!box.width || box.top < 0 || box.bottom > innerHeight || box.left < 0 || box.right > innerWidth) return false;
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return top !== null && (node.contains(top) || top.contains(node));
  }

  // What tells a button after it was drawn anew: the figure that it asks, or the key of its place on the page.
  function sign(node) {
    if (node.dataset.ask) return `[data-ask="${CSS.escape(node.dataset.ask)}"]`;
    const place = node.closest('[class*="st-key-"]');
    const key = place && [...place.classList].find((name) => name.startsWith("st-key-"));
    return key && place.querySelectorAll("button").length === 1 ? `.${CSS.escape(key)} button` : "";
  }

  function hold(node) {
    const part = node.closest(PARTS) ?? document.body;
    const all = [...part.querySelectorAll(STOPS)], at = all.indexOf(node);
    const near = [...all.slice(at + 1, at + 1 + NEAR), ...all.slice(Math.max(0, at - NEAR), Math.max(0, at)).reverse()];
    held = { node, near, sign: sign(node), still: 0 };
  }

  function pressed(event) {
    const node = event.composedPath().find((one) => one.matches?.("button, a[href], summary"));
    if (!node || node.getRootNode() !== document) return;
    hold(node);
    till = performance.now() + LONGEST;
    clearInterval(timer);
    timer = setInterval(look, LOOK);
  }

  function focus(node) {
    if (!node.matches(STOPS)) node.setAttribute("tabindex", "-1");
    node.focus({ preventScroll: true });
    if (!seen(node)) node.scrollIntoView({ block: "center" });
  }

  function hand() {
    const again = held.sign ? document.querySelector(held.sign) : null;
    if (again && !gone(again)) return focus(again);
    const main = document.querySelector('[data-testid="stMain"]') ?? document.body;
    const near = held.near.find(seen) ?? [...main.querySelectorAll(STOPS)].find(seen);
    const heading = [...main.querySelectorAll("h1")].find((one) => one.checkVisibility());
    const next = near ?? heading;
    if (next) focus(next);
  }

  function look() {
    const now = performance.now(), busy = running();
    if (!lost() && document.activeElement !== held.node) hold(document.activeElement);
    if (busy) till = now + LONGEST;
    if (!busy && lost() && gone(held.node)) {
      held.still += 1;
      if (held.still < 3) return;  // a run may follow right after another
      hand();
    }
    held.still = 0;
    if (now < till) return;
    clearInterval(timer);
    held = null;
  }

  if (window.lostFocus) return;
  window.lostFocus = true;
  document.addEventListener("click", pressed, true);

  // Whether the page itself has the focus by a click, after which the next key would draw a frame around it (page.css).
  let pointer = false;
  document.addEventListener("pointerdown", () => { pointer = true; }, true);
  document.addEventListener("keydown", () => { pointer = false; }, true);
  document.addEventListener("focusin", ({ target }) => {
    if (target.dataset.testid === "stMain") target.toggleAttribute("data-by-pointer", pointer);
  });
})();
