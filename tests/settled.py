"""When a page of the app stands still: what the browser tests wait for before they look, measure or print."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

FRAMES = 10
"""Frames in a row in which nothing may stir, so that a run that starts right after another is seen."""
SETTLED_MILLISECONDS = 40_000
ANSWERED_MILLISECONDS = 10_000
"""How long at most a report is waited for that starts no run: the server may have no use for it."""
WAITS = count()

RERUN, NEW_SESSION = 11, 4
"""The numbers in the platform's protocol of a report that asks for a run, and of the message that begins one."""
WATCH_REPORTS = f"""(() => {{
  const holds = (data, wanted) => {{  // whether one of the outermost fields of a message has that number
    const bytes = new Uint8Array(data);
    let at = 0;
    const varint = () => {{
      let value = 0, shift = 1, byte;
      do {{ byte = bytes[at++]; value += (byte & 127) * shift; shift *= 128; }} while (byte & 128);
      return value;
    }};
    while (at < bytes.length) {{
      const key = varint();
      if (Math.floor(key / 8) === wanted) return true;
      if (key % 8 === 0) varint();
      else if (key % 8 === 2) {{ const size = varint(); at += size; }}
      else at += key % 8 === 1 ? 8 : 4;
    }}
    return false;
  }};
  const Plain = WebSocket;
  window.WebSocket = class extends Plain {{
    constructor(...given) {{
      super(...given);
      this.addEventListener("message", ({{ data }}) => {{
        if (data instanceof ArrayBuffer && holds(data, {NEW_SESSION})) window.reported = null;
      }});
      this.addEventListener("close", () => {{ window.reported = null; }});
    }}
    send(data) {{
      if (typeof data !== "string" && holds(data, {RERUN})) window.reported = performance.now();
      super.send(data);
    }}
  }};
}})();"""
"""Notes since when the page waits for the run that it asked for; for a window before it opens a page."""

# A chart on a tab that is not open is not drawn before it is opened.
# What a run has not reached yet is stale: Streamlit draws it translucent, by a transition that begins late.
STIRRING = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  const roots = [document];
  for (const root of roots)
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) roots.push(node.shadowRoot);
  const moves = roots.flatMap((root) => root.getAnimations()).filter((move) => move.playState === "running");
  const charts = [...document.querySelectorAll("[data-testid=stVegaLiteChart]")].filter((one) => one.checkVisibility());
  const signs = {
    "a report": window.reported && performance.now() - window.reported < ANSWERED,
    "the run": app?.dataset.testScriptState !== "notRunning",
    "the connection": app?.dataset.testConnectionState !== "CONNECTED",
    "nothing drawn": !document.querySelector("[data-testid=stElementContainer]"),
    "a placeholder": document.querySelector("[data-testid=stSkeleton], [data-testid=stSpinner]"),
    "a stale element": document.querySelector("[data-stale=true]"),
    "fonts": document.fonts.status !== "loaded",
    "a chart": charts.some((chart) => !chart.querySelector("canvas, svg.marks")),
    "an animation": moves.length,
  };
  return Object.keys(signs).filter((sign) => signs[sign]);
}""".replace("ANSWERED", str(ANSWERED_MILLISECONDS))
QUIET_FRAMES = f"""([wait, frames, arg]) => {{
  if (window.quiet?.wait !== wait) window.quiet = {{ wait, frames: 0 }};
  const still = !({STIRRING})().length && ALSO;
  window.quiet.frames = still ? window.quiet.frames + 1 : 0;
  return window.quiet.frames >= frames;
}}"""


def wait_until_settled(page: Page, also: str = "true", arg: object = None) -> None:
    """
    Wait until nothing on the page stirs for some frames in a row; fail with what still does.

    Args:
        also: an expression in JavaScript that must hold in each of these frames too; `arg` in it is the argument.
    """
    from playwright.sync_api import TimeoutError as LateError  # takes long to load, and most tests need no browser

    wanted = QUIET_FRAMES.replace("ALSO", f"({also})")
    try:
        page.wait_for_function(wanted, arg=[next(WAITS), FRAMES, arg], timeout=SETTLED_MILLISECONDS)
    except LateError:
        pytest.fail(f"the page does not settle; stirring: {page.evaluate(STIRRING)}; wanted too: {also}", pytrace=False)


def go_to_page(page: Page, name: str) -> None:
    """Go to a page by the navigation, which keeps the session; a link that still moves would be missed."""
    wait_until_settled(page)
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", level=1, name=name).wait_for()
