// The outbox of a list of toggles: the changes made here that the server has not acknowledged (docs/decisions/0010).
// It belongs to the page, not to what is drawn: it outlives a redraw, another page and, in the tab's storage, a reload.
function makeOutbox(name) {
  const place = `outbox-${name}`;
  let kept = null;
  try { kept = JSON.parse(sessionStorage.getItem(place)); } catch { kept = null; }
  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const from = kept?.from ?? fresh();
  let items = kept?.items ?? [];
  let last = items.reduce((most, item) => Math.max(most, item.n), 0);
  let drawn = null;
  let unanswered = null;
  const ANSWER = 4000;  // milliseconds

  // Downloads wait for what is under way in a list on screen, and the headline shows that it lags.
  window.outboxes ??= new Map();
  window.outboxes.set(name, () => items.length > 0 && Boolean(drawn?.isConnected));

  function store(root) {
    drawn = root;
    root.dataset.pending = String(items.length);
    document.documentElement.toggleAttribute("data-under-way", items.length > 0);
    try {
      if (items.length) sessionStorage.setItem(place, JSON.stringify({ from, items }));
      else sessionStorage.removeItem(place);
    } catch { /* without storage a reload forgets what was under way */ }
  }

  // Sent twice, and handled once: the value is sent again after a lost connection, the trigger survives a change of page.
  // The platform drops what is for a part of the page that it is drawing anew; so what got no answer is sent again.
  function report(component) {
    const told = { from, items };
    component.setStateValue("changes", told);
    component.setTriggerValue("posted", told);
    clearTimeout(unanswered);
    unanswered = setTimeout(askAgain, ANSWER);
  }

  // What was clicked without a connection goes out when it is back; Streamlit shows the connection on its outermost element.
  let component = null;
  const app = document.querySelector('[data-testid="stApp"]');
  const connected = () => app?.dataset.testConnectionState === "CONNECTED";
  function askAgain() {
    if (!items.length || !component || !drawn?.isConnected) return;
    if (connected() && app.dataset.testScriptState === "notRunning") report(component);
    else unanswered = setTimeout(askAgain, ANSWER / 4);
  }
  const back = () => { if (component && items.length && connected()) report(component); };
  if (app) new MutationObserver(back).observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });

  return {
    // Note a change against the state on screen, and report it with all that are still under way.
    add(state, id, on, more = {}) {
      last += 1;
      items = [...items, { n: last, id, on, revision: state.data.revision, ...more }];
      store(state.root);
      report(state.component);
    },
    // Drop what the server has handled; return what is chosen: its state with the changes under way on top.
    follow(state, data) {
      component = state.component;
      const handled = data.applied[from] ?? 0;
      items = items.filter((item) => item.n > handled);
      state.root.dataset.revision = data.revision;
      store(state.root);
      if (items.length && state.revision !== data.revision) report(state.component);  // this server may not know of them
      const chosen = new Set(data.selected);
      for (const item of items) {
        if (item.revision !== data.revision) continue;  // made on another package: the server refuses it
        if (item.on) chosen.add(item.id);
        else if (!item.keep || chosen.has(item.id)) for (const id of item.drop ?? [item.id]) chosen.delete(id);
      }
      return chosen;
    },
  };
}

