// A figure that explains itself: what carries `data-ask` tells the server what is asked of it, on whichever page it stands.
let component = null;

function ask(event) {
  const asked = event.composedPath().find((node) => node.dataset?.ask);
  if (asked) component.setTriggerValue("asked", asked.dataset.ask);
}

export default function (drawn) {
  if (component === null) document.addEventListener("click", ask);
  component = drawn;
}
