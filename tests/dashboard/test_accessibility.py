"""
Accessibility in a real browser, by WCAG 2.2 A and AA, on every page with the report's package.

1. axe-core finds nothing, of whatever weight, its best practices included, in either theme.
2. At 320 by 256 CSS pixels, which is 1280 by 1024 at 400%, nothing has to be scrolled in two directions but tables, and
   nothing that stays put takes half of the screen (1.4.10).
3. What has the focus is never wholly covered, at 100% and at 200% (2.4.11).
4. Each page has one heading of the first level, no level is left out, and a title of its own (1.3.1, 2.4.2, 2.4.6).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = ["", "zoeken", "vergadering"]
OTHERS = [
    "wie-betaalt",
    "oda",
    "bron",
    "lijsten",
    "opgeslagen",
    "doelen",
    "grafieken",
    "vergelijken",
    "samen",
    "maatregelen",
    "hervestiging",
    "keten",
    "afdruk",
    "stapeling",
]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TAGS = {"runOnly": {"type": "tag", "values": LEVELS}}
EVERY = [*PAGES, *OTHERS]
MOST_STOPS = 90
PLATFORM = {"BUTTON Alles wissen": "the cross at the end of a choice of several, under its arrow on a narrow screen"}
"""Stops of the focus that the platform covers itself, and how."""

STICKS_OUT = """() => [...document.querySelectorAll("body *")].filter(element => {
    const box = element.getBoundingClientRect();
    if (!box.width || box.right <= innerWidth + 1 || element.closest("svg, canvas")) return false;
    for (let around = element.parentElement; around; around = around.parentElement) {
        const held = getComputedStyle(around).overflowX !== "visible";
        if (held && around.getBoundingClientRect().right <= innerWidth + 1) return false;
    }
    return true;
}).map(element => `${element.tagName}.${element.className}`).slice(0, 5)"""

STAYS_PUT = """() => [...document.querySelectorAll("body *")].filter(element => {
    const box = element.getBoundingClientRect();
    const stays = ["sticky", "fixed"].includes(getComputedStyle(element).position);
    return stays && box.height > innerHeight / 2 && box.width > 60;
}).map(element => `${element.tagName}.${element.className}`)"""

FOCUSED = """() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getBoundingClientRect();
    const parts = [0.1, 0.5, 0.9];
    const seen = parts.some(across => parts.some(down => {
        let top = document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
        while (top?.shadowRoot?.elementFromPoint) {
            const inner = top.shadowRoot.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
            if (!inner || inner === top) break;
            top = inner;
        }
        return top && (top === element || element.contains(top) || top.contains(element));
    }));
    const name = element.getAttribute("aria-label") || element.innerText || "";
    return { seen, what: `${element.tagName} ${name}`.slice(0, 60) };
}"""

BACKGROUND = """() => getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor"""

LEVELS_SHOWN = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter(heading => heading.offsetParent !== null).map(heading => Number(heading.tagName[1]))"""


def open_page(page: Page, app_url: str, catalogue: Catalogue, path: str) -> None:
    """Open a page with the report's package, and wait until it is drawn."""
    code = make_link(catalogue, SharedState((Draft("Rapport", "", catalogue.packages["jenv-20"].measures),)))
    page.goto(f"{app_url}/{path}?p={code}")
    expect(page.get_by_text(f"catalogus {catalogue.info.version}").last).to_be_visible()  # the last line of a page
    wait_until_settled(page)


def axe_faults(page: Page) -> list[str]:
    """Return what axe-core finds on a page, one line each."""
    found = Axe().run(page, options=TAGS).response["violations"]
    return [f"{fault['id']}: {node['html'][:300]}" for fault in found for node in fault["nodes"]]


@pytest.mark.long
@pytest.mark.parametrize("path", EVERY)
def test_axe_finds_nothing(page: Page, app_url: str, catalogue: Catalogue, path: str) -> None:
    page.emulate_media(color_scheme="light")
    open_page(page, app_url, catalogue, path)
    shown = page.evaluate(BACKGROUND)
    assert axe_faults(page) == []
    page.emulate_media(color_scheme="dark")
    wait_until_settled(page, f"({BACKGROUND})() !== arg", shown)
    assert axe_faults(page) == []


@pytest.mark.long
@pytest.mark.parametrize("path", EVERY)
def test_an_enlarged_page_is_read_from_top_to_bottom(page: Page, app_url: str, catalogue: Catalogue, path: str) -> None:
    open_page(page, app_url, catalogue, path)
    headings = page.evaluate(LEVELS_SHOWN)
    assert headings.count(1) == 1
    assert headings[0] == 1
    assert all(later - before <= 1 for before, later in pairwise(headings))
    page.set_viewport_size({"width": 320, "height": 256})
    wait_until_settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(STICKS_OUT) == []
    assert page.evaluate(STAYS_PUT) == []


@pytest.mark.long
@pytest.mark.parametrize("size", [(1280, 720), (640, 360)], ids=["whole", "at-200"])
@pytest.mark.parametrize("path", EVERY)
def test_the_focus_is_never_covered(
    page: Page, app_url: str, catalogue: Catalogue, path: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_page(page, app_url, catalogue, path)
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 3
    assert [stop["what"] for stop in stops if not stop["seen"] and stop["what"] not in PLATFORM] == []


@pytest.mark.long
def test_each_page_has_a_title_of_its_own(page: Page, app_url: str, catalogue: Catalogue) -> None:
    titles = []
    for path in [*PAGES, *OTHERS]:
        open_page(page, app_url, catalogue, path)
        titles.append(page.title())
    assert len(set(titles)) == len(titles)
    assert {title.partition(" – ")[2] for title in titles} == {titles[0].partition(" – ")[2]} != {""}
