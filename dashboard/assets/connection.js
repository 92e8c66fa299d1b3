// Says in the page's language that the connection is lost, that it is back, and what a new session did not bring back.
// An element before this script holds what it is told: the texts, and the session that drew the page.
(() => {
  const told = JSON.parse(document.getElementById("told-connection.js").dataset.told);
  const LOST = "connection-lost";  // in the tab's storage: the session whose connection was lost
  const PATIENCE = 700;  // milliseconds: a connection that is back by then was never missed
  const app = document.querySelector('[data-testid="stApp"]');
  const kept = (window.budgetConnection ??= { timer: 0, lost: false });
  kept.told = told;

  function waiting() {
    let count = 0;
    for (const name of ["measure_list", "meeting_toggles"]) {
      try { count += JSON.parse(sessionStorage.getItem(`outbox-${name}`))?.items.length ?? 0; } catch { /* not ours to mend */ }
    }
    return count;
  }

  function banner(kind, text, role, button) {
    document.getElementById("connection")?.remove();
    if (!text) return;
    const box = document.createElement("div");
    box.id = "connection";
    box.className = kind;
    box.setAttribute("role", role);
    const said = document.createElement("span");
    said.textContent = text;
    box.append(said);
    if (button) {
      const read = document.createElement("button");
      read.type = "button";
      read.textContent = button;
      read.onclick = () => box.remove();
      box.append(read);
    }
    document.body.append(box);
  }

  // The platform's own dialog is in English only; closed, it stays away until the connection is back.
  function closeDialog() {
    for (const dialog of document.querySelectorAll('[role="dialog"]')) {
      if (/^Connection error/.test(dialog.textContent.trim())) dialog.querySelector('button[aria-label="Close"]')?.click();
    }
  }

  function sayLost() {
    const count = waiting();
    const text = count ? `${kept.told.lost} ${kept.told.waiting.replace("{n}", String(count))}` : kept.told.lost;
    if (document.querySelector("#connection.lost span")?.textContent !== text) banner("lost", text, "alert");
  }

  // Noted at once: another server may take over before anyone has missed the connection.
  function note() {
    try { if (!sessionStorage.getItem(LOST)) sessionStorage.setItem(LOST, kept.told.session); } catch { /* then a reload does not tell */ }
  }

  function lose() {
    kept.lost = true;
    document.documentElement.classList.add("no-connection");
    sayLost();
    kept.pulse = setInterval(() => { sayLost(); closeDialog(); }, 300);
  }

  function find() {
    clearTimeout(kept.timer);
    kept.timer = 0;
    if (!kept.lost) return;
    clearInterval(kept.pulse);
    kept.lost = false;
    document.documentElement.classList.remove("no-connection");
    banner("back", kept.told.back, "status");
    setTimeout(() => document.querySelector("#connection.back")?.remove(), 6000);
  }

  // Another session than the one whose connection was lost: the server does not know what was only in that one.
  function sayAnew() {
    let before = null;
    try { before = sessionStorage.getItem(LOST); } catch { return; }
    if (before === null || kept.lost) return;
    try { sessionStorage.removeItem(LOST); } catch { /* it could be read, so it can be removed */ }
    if (before !== kept.told.session) banner("anew", kept.told.anew, "alert", kept.told.read);
  }

  function look() {
    if (app.dataset.testConnectionState === "CONNECTED") find();
    else if (!kept.lost && !kept.timer) {
      note();
      kept.timer = setTimeout(lose, PATIENCE);
    }
  }

  if (!app) return;
  look();
  sayAnew();
  kept.watch?.disconnect();
  kept.watch = new MutationObserver(look);
  kept.watch.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
})();
