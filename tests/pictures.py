"""
Take the pictures of the README anew: `make pictures`.

The app is started as a user would, and looked at in the browser of the tests; each picture is a window of 1280 by 900.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import expect, sync_playwright

from tests.conftest import BROWSER_ARGS, PAGE_MILLISECONDS, ROOT, await_app, free_port
from tests.needs import find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

IMAGES: Final = ROOT / "docs" / "images"


def start(page: Page, url: str) -> None:
    """The page on which a list is chosen."""
    page.goto(f"{url}/lijsten")
    page.get_by_role("button", name="Open Ombuigingslijst 2021").wait_for()


def _ready(page: Page, url: str, title: str) -> None:
    page.goto(url)
    page.get_by_role("combobox", name="Kant-en-klaar pakket").click()
    page.get_by_role("option", name=title, exact=True).click()
    page.get_by_role("heading", level=1, name=title).wait_for()


def package(page: Page, url: str) -> None:
    """The report's package for JenV, with its verdicts."""
    _ready(page, url, "Rapport: JenV −20%")
    page.locator("tr[data-row]").first.wait_for()


def oda(page: Page, url: str) -> None:
    """Who keeps the effect of the concrete measures of that package."""
    _ready(page, url, "Rapport: deel van 104")
    page.get_by_role("link", name="ODA", exact=True).first.click()
    page.get_by_role("heading", name="Wie houdt het effect?").evaluate("heading => heading.scrollIntoView()")
    page.locator("canvas, svg.marks").first.wait_for()


PICTURES: Final[dict[str, Callable[[Page, str], None]]] = {"start": start, "pakket": package, "oda": oda}


def take(page: Page, url: str, name: str, folder: Path) -> None:
    """Open what a picture shows, wait until nothing is drawn any more, and save it."""
    PICTURES[name](page, url)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0)
    page.wait_for_timeout(1500)  # charts fade in
    page.screenshot(path=folder / f"{name}.png")


def main() -> None:
    """Take every picture."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    call = [sys.executable, "-m", "serve", "--address=127.0.0.1", f"--port={port}", "--headless=true"]
    server = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        await_app(server, url)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=list(BROWSER_ARGS))
            for name in PICTURES:
                page = browser.new_page(locale="nl-NL", viewport={"width": 1280, "height": 900})
                page.set_default_timeout(PAGE_MILLISECONDS)
                take(page, url, name, IMAGES)
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=10)


if __name__ == "__main__":
    main()
