"""What the tests of toggles share: the slow app, its pace, and one page of it as a user works on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from budget.catalogue import Catalogue
from budget.share import SharedState, open_link
from tests.conftest import OUTPUT, ROOT, await_app, free_port
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Finds the list of toggles, in its own shadow tree.
ROOT_OF_LIST = """() => [...document.querySelectorAll('*')].map((node) => node.shadowRoot?.querySelector('.root'))
  .find((root) => root?.querySelector('input[data-id]'))"""
CLICK = f"""(ids) => {{
  const root = ({ROOT_OF_LIST})();
  if (!root) return null;
  return ids.map((id) => {{
    const box = root.querySelector(`input[data-id="${{id}}"]`);
    box.click();
    return {{ id, on: box.checked, revision: root.dataset.revision }};
  }});
}}"""
HANDLED = f"""((root) => root && root.dataset.pending === "0" && root.dataset.revision !== arg)(({ROOT_OF_LIST})())"""
READ = f"""() => {{
  const root = ({ROOT_OF_LIST})();
  return {{
    revision: root.dataset.revision,
    checked: [...root.querySelectorAll("input[data-id]")].filter((box) => box.checked).map((box) => box.dataset.id),
    told: [...document.querySelectorAll(".st-key-refused [data-testid=stAlert]")]
      .map((node) => node.innerText).join(" "),
    address: location.href,
  }};
}}"""


@dataclass(frozen=True)
class SlowApp:
    """A running app and the file with its pace."""

    url: str
    waits: Path

    def pace(self, **waits: float) -> None:
        """Set how many seconds the server waits, by place."""
        draft = self.waits.with_suffix(".new")
        draft.write_text(json.dumps(waits), encoding="utf-8")
        draft.replace(self.waits)


@contextmanager
def serve_slowly(folder: Path, port: int = 0) -> Iterator[SlowApp]:
    """Serve the app with a pace of its own; an error in it fails the test."""
    port = port or free_port()
    app = SlowApp(f"http://127.0.0.1:{port}", folder / "waits.json")
    app.pace()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    log = OUTPUT / f"slow_app-{port}.log"
    command = [sys.executable, "-m", "tests.dashboard.slow_app", str(port), str(app.waits)]
    with log.open("wb") as sink:
        server = subprocess.Popen(command, cwd=ROOT, env={**os.environ}, stdout=sink, stderr=subprocess.STDOUT)
        try:
            await_app(server, app.url)
            yield app
        finally:
            server.terminate()
            server.wait(timeout=10)
    assert "Traceback" not in log.read_text(encoding="utf-8")


def click(page: Page, ids: Iterable[str]) -> list[dict[str, Any]] | None:
    """Click toggles in one breath; return what each became and on which revision; None when there is no list yet."""
    found: list[dict[str, Any]] | None = page.evaluate(CLICK, list(ids))
    return found


def settle(page: Page, not_revision: str = "") -> None:
    """Wait until the server has handled everything and the list shows another revision than this one."""
    wait_until_settled(page, HANDLED, not_revision)


def read(page: Page) -> dict[str, Any]:
    """Return what the page shows: revision, checked ids, refusals told, address."""
    found: dict[str, Any] = page.evaluate(READ)
    return found


def opened(catalogue: Catalogue, address: str) -> SharedState:
    """Return the open packages that an address holds."""
    code = parse_qs(urlsplit(address).query)["p"][0]
    return open_link(catalogue, code).state
