// Tells the server, once the connection is back, which address the page had when it was lost. A session that died with
// its server is opened anew from it; of itself the page would wait for a click, and a click on another page drops it.
let component = null;
let lost = null;

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
  const app = document.querySelector('[data-testid="stApp"]');
  if (first && app) new MutationObserver(() => follow(app)).observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
}
