// The platform puts what a menu opens at the end of the page, far from its button in the order of Tab: here Tab goes from the
// button into what it opened, from its last element on to what follows the button, and back the same way. So it goes through
// the pages under "Meer" too, of which the platform lets the arrows alone reach the next.
(() => {
  const STOPS = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]';
  const OPENED = [["stPopoverBody", "stPopoverButton"], ["stTopNavPopover", "stTopNavSection"]];
  const by = (id) => `[data-testid="${id}"]`;
  // What the focus has left the platform takes out of the order, and keeps how it stood in it.
  const reached = (node) => node.tabIndex >= 0 || (node.dataset.tabindex ?? "-1") !== "-1" || node.matches('[role="menuitem"]');
  const stops = (root) => [...root.querySelectorAll(STOPS)].filter((node) => (
    reached(node) && !node.disabled && node.checkVisibility({ visibilityProperty: true })
  ));

  function target(event, body, button) {
    const here = document.activeElement, inside = body ? stops(body) : [];
    if (!button || !inside.length) return null;
    const at = inside.indexOf(here), menu = body.matches(by("stTopNavPopover"));
    if (event.shiftKey) return at === 0 || here === body ? button : menu && at > 0 ? inside[at - 1] : null;
    if (here === button || here === body) return inside[0];
    if (at < 0) return null;
    if (at < inside.length - 1) return menu ? inside[at + 1] : null;
    const all = stops(document).filter((node) => !body.contains(node));
    return all[all.indexOf(button) + 1] ?? null;
  }

  if (window.popoverFocus) return;
  window.popoverFocus = true;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.metaKey) return;
    for (const [opened, opener] of OPENED) {
      const body = document.querySelector(by(opened));
      const button = document.querySelector(`${by(opener)}[aria-expanded="true"]`);
      const next = target(event, body, button);
      if (!next) continue;
      event.preventDefault();
      if (next === button || body.contains(next)) event.stopPropagation();  // the platform would close a menu that it takes to be left
      next.focus();
      return;
    }
  }, true);
})();
