// Where one was in the list: kept while the tab shows it, and gone back to when the list is drawn anew, as after another
// page. The row at the top of what is seen is what one was at; pixels would not be, as what stands above it changes.
const REST = 150;  // milliseconds after a scroll, by when another page would have begun
const FOLD = 320, UNFOLD = 120;  // pixels from the top
const TRIES = 40;  // frames in which a list that is still being drawn finds its place

const scroller = () => document.querySelector('[data-testid="stMain"]');
const stands = () => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning";

// The first row that is seen below what sticks to the top, and how far it is from there; nothing above the list.
function seenRow(state) {
  const main = scroller();
  if (!main?.scrollTop) return null;
  const top = main.getBoundingClientRect().top;
  for (const [id, { line }] of state.rows) {
    const box = line.getBoundingClientRect();
    if (!line.hidden && box.height && box.bottom > top + 200) return { id, at: box.top - top };
  }
  return null;
}

// Further down the head folds: what is read once goes (legend, notes, what remains), totals and verdicts stay in view. It
// unfolds higher up than where it folds, as folding itself moves what is below it.
function foldHead(main) {
  const { classList } = document.documentElement;
  const folded = classList.contains("folded-head");
  if (folded ? main.scrollTop < UNFOLD : main.scrollTop > FOLD) classList.toggle("folded-head", !folded);
}

function keepPlace(state) {
  let waiting = null;
  const main = scroller();
  main?.addEventListener("scroll", () => {
    foldHead(main);
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (state.root.isConnected && stands()) window.listPlace = seenRow(state); }, REST);
  }, { passive: true });
}

// Go back to where one was, until the place holds; who scrolls, types or clicks meanwhile is left alone.
function returnToPlace(state) {
  const place = window.listPlace;
  if (!place) return;
  const main = scroller();
  let left = TRIES, held = 0;
  const stop = () => { left = 0; };
  for (const kind of ["wheel", "keydown", "pointerdown", "touchstart"]) document.addEventListener(kind, stop, { once: true, passive: true });
  const step = () => {
    if (left-- <= 0 || !state.root.isConnected || held > 5) return;
    const line = state.rows?.get(place.id)?.line;
    if (line && !line.hidden && line.getBoundingClientRect().height) {
      const off = line.getBoundingClientRect().top - main.getBoundingClientRect().top - place.at;
      held = Math.abs(off) < 2 && stands() ? held + 1 : 0;
      if (Math.abs(off) >= 2) main.scrollTop += off;
    }
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
