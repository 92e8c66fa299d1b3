// Tells the server, once the connection is back, which address the page had when it was lost. A session that died with
// its server is opened anew from it; of itself the page would wait for a click, and a click on another page drops it.
let component = null;
let lost = null;

// What changes on one page is no step of the browser: each toggle writes the address, and Back would go through them all
// without the page following. Only another page is a step. What the tab keeps in its address goes along.
function keepSteps() {
  const { pushState, replaceState } = history;
  const written = (url) => {
    const to = new URL(url ?? location.href, location.href);
    for (const [name, text] of window.addressKeeps ?? []) {
      if (text) to.searchParams.set(name, text);
      else to.searchParams.delete(name);
    }
    return to;
  };
  history.pushState = (state, title, url) => {
    const to = written(url);
    (to.pathname === location.pathname ? replaceState : pushState).call(history, state, title, to);
  };
  history.replaceState = (state, title, url) => replaceState.call(history, state, title, written(url));
}

function follow(app) {
  if (app.dataset.testConnectionState !== "CONNECTED") lost ??= location.search;
  else if (lost !== null) {
    component.setTriggerValue("back", lost);
    lost = null;
  }
}

export default function (drawn) {
  const first = component === null;
  component = drawn;
  if (first) keepSteps();
  const app = document.querySelector('[data-testid="stApp"]');
  if (first && app) new MutationObserver(() => follow(app)).observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
}
