"""
Hostile texts in a real browser: on every page, in both languages, they are shown and are nothing else.

1. No request leaves the machine.
2. No image, link, frame or script of a text comes to be, and nothing of it runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.core import DESCRIPTION, NAME, mended
from budget.share import Draft, SharedState, make_link
from dashboard.pages import PAGES
from tests.hostile.texts import ACCEPTED, FOREIGN
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

PATHS = tuple(entry.url_path for entry in PAGES)
LOOPBACK = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "about:")
MADE = f"""() => {{
  const roots = [document];
  for (const root of roots) {{
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) roots.push(node.shadowRoot);
  }}
  const bad = '[src*="{FOREIGN}"], [srcset*="{FOREIGN}"], a[href*="{FOREIGN}"], a[href^="javascript:"], '
    + 'a[href^="mailto:"], iframe, [onerror], [onload], [onmouseover], [onfocus], .katex';
  return roots.flatMap((root) => [...root.querySelectorAll(bad)].map((node) => node.outerHTML.slice(0, 200)));
}}"""
ACTIVE = ("image", "link", "script", "frame", "attribute", "javascript", "marks", "css")
"""The texts that a page could make something of, for the short walk."""
PLACES = range(0, len(ACCEPTED), 2)
"""Where each pair of texts begins; half of them are shown in English too, as what escapes is one in both languages."""


@pytest.fixture
def foreign(page: Page) -> list[str]:
    """Everything that leaves the machine, and every dialog that a script of a text would open."""
    found: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(LOOPBACK):
            found.append(request.url)

    page.context.on("request", note)
    page.on("websocket", lambda line: None if line.url.startswith(LOOPBACK) else found.append(line.url))
    page.on("dialog", lambda dialog: (found.append(dialog.message), dialog.dismiss()))
    return found


def links(catalogue: Catalogue, texts: list[str]) -> list[str]:
    """Make links that hold the texts as names and descriptions, two packages each, both compared."""
    measures = (("4.7", "4.9-1A", "4.9-1B", "3.1.4"), ("4.7",))
    found = []
    for place in range(0, len(texts), 2):
        pair = (texts[place], texts[(place + 1) % len(texts)])
        drafts = (Draft(n, mended(n, DESCRIPTION), m) for n, m in zip(pair, measures, strict=True))
        found.append(make_link(catalogue, SharedState(tuple(drafts), 0, (0, 1))))
    return found


def ready(page: Page, title: str = "") -> None:
    """Wait until a page stands still; its title is another than that of the page before."""
    wait_until_settled(page, "document.querySelector('[data-testid=stHtml]') && document.title !== arg", title)


def hold(page: Page, path: str, foreign: list[str]) -> None:
    """Hold what a page made of the texts."""
    if path in {"grafieken", "vergelijken"}:
        page.locator("canvas, svg.marks").first.wait_for()
    assert page.evaluate(MADE) == [], path
    assert foreign == [], path


def walk(page: Page, url: str, query: str, paths: tuple[str, ...], foreign: list[str]) -> None:
    """Open each page at an address and hold what it made of the texts."""
    for path in paths:
        page.goto(f"{url}/{path}?{query}")
        ready(page)
        hold(page, path, foreign)


def go_on(page: Page, paths: tuple[str, ...], foreign: list[str]) -> None:
    """Go from page to page in the open session, as the browser's own buttons do, and hold each."""
    for path in paths:
        title = page.title()
        page.evaluate(
            "path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')); }", path
        )
        ready(page, title)
        hold(page, path, foreign)


@pytest.mark.long
def test_hostile_names_are_only_shown(page: Page, app_url: str, catalogue: Catalogue, foreign: list[str]) -> None:
    """Names and descriptions of a link, on the pages that name packages most, and in their boxes and lists."""
    joined = [mended(" ".join(ACCEPTED[key] for key in keys), NAME) for keys in (ACTIVE[:2], ACTIVE[2:4])]
    (link,) = links(catalogue, joined)
    walk(page, app_url, f"p={link}", ("vergelijken", "afdruk", ""), foreign)
    page.get_by_role("button", name="Pakket: naam, bestand, link").click()
    box = page.get_by_role("textbox", name="Naam")
    expect(box).to_have_value(joined[0])
    box.fill("a\u202eb")
    box.press("Enter")
    expect(page.get_by_text("gevonden U+202E als teken 2")).to_be_visible()
    expect(box).to_have_value("a\u202eb")
    page.get_by_role("button", name="Pas aan tot wat mag").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ab")
    expect(page.get_by_text("gevonden U+202E")).to_have_count(0)
    assert page.evaluate(MADE) == []
    assert foreign == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "place"), [*(("nl", place) for place in PLACES), *(("en", p) for p in PLACES[::2])]
)
def test_every_hostile_text_on_every_page(
    page: Page, app_url: str, catalogue: Catalogue, foreign: list[str], language: str, place: int
) -> None:
    """Each text of the corpus as name and description, two at a time, on each page; the first opens the link."""
    names = [*ACCEPTED.values(), "naam"][place : place + 2]
    (link,) = links(catalogue, names)
    walk(page, app_url, f"p={link}&taal={language}", PATHS[:1], foreign)
    go_on(page, PATHS[1:], foreign)
    go_on(page, ("afdruk",), foreign)
    expect(page.get_by_role("heading", level=1)).to_have_text(names[0])


@pytest.mark.long
@pytest.mark.parametrize("key", ACTIVE)
def test_a_hostile_address_is_only_shown(page: Page, app_url: str, foreign: list[str], key: str) -> None:
    """A package, language or meeting in the address that is none of these is told or left, and nothing else."""
    from urllib.parse import quote

    text = quote(ACCEPTED[key], safe="")
    for query in (f"p={text}", f"taal={text}", f"p=2{text}&v={text}"):
        walk(page, app_url, query, ("", "vergadering"), foreign)


@pytest.mark.long
@pytest.mark.parametrize("key", ACTIVE)
def test_a_hostile_file_is_only_shown(page: Page, app_url: str, foreign: list[str], key: str) -> None:
    """The name of a file that is opened, and what stands in it, is told as it is."""
    page.goto(f"{app_url}/")
    ready(page)
    page.get_by_role("button", name="Pakket: naam, bestand, link").click()
    text = ACCEPTED[key]
    upload: Any = {
        "name": f"{text.replace('/', ' ')[:80]}.yaml",
        "mimeType": "application/yaml",
        "buffer": f"name: [{text!r}]\nmeasures: ['{text[:40].replace(chr(39), '')}']\n".encode(),
    }
    page.locator("input[type=file]").set_input_files(upload)
    expect(page.get_by_text("kon niet worden geopend").first).to_be_visible()
    assert page.evaluate(MADE) == []
    assert foreign == []
