// The platform puts what a menu opens at the end of the page, far from its button in the order of Tab: here Tab goes from the
// button into what it opened, from its last element on to what follows the button, and back the same way.
(() => {
  const STOPS = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]';
  // What the focus has left the platform takes out of the order, and keeps how it stood in it.
  const reached = (node) => node.tabIndex >= 0 || (node.dataset.tabindex ?? "-1") !== "-1";
  const stops = (root) => [...root.querySelectorAll(STOPS)].filter((node) => (
    reached(node) && !node.disabled && node.checkVisibility({ visibilityProperty: true })
  ));

  function target(event) {
    const body = document.querySelector('[data-testid="stPopoverBody"]');
    const button = document.querySelector('[data-testid="stPopoverButton"][aria-expanded="true"]');
    const here = document.activeElement, inside = body ? stops(body) : [];
    if (!button || !inside.length) return null;
    if (event.shiftKey) return here === inside[0] || here === body ? button : null;
    if (here === button || here === body) return inside[0];
    if (here !== inside.at(-1)) return null;
    const all = stops(document).filter((node) => !body.contains(node));
    return all[all.indexOf(button) + 1] ?? null;
  }

  if (window.popoverFocus) return;
  window.popoverFocus = true;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = target(event);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
})();
