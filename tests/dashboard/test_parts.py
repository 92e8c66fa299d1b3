"""A toggle redraws parts of a page: what then stands there is what the whole page would show, after any toggles."""

from __future__ import annotations

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from streamlit.errors import StreamlitInvalidLayoutContextError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

from benchmarks._client import Session
from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from dashboard import state
from dashboard.package import BESIDE, FIGURES, note_drawn, parts, redraw_changed
from dashboard.session import Slot, Workspace, refuse
from tests.dashboard.slow_pages import SlowApp, click, serve_slowly, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SHOWN = """() => ["stMain", "stSidebarUserContent"].map((id) => {
  const node = document.querySelector(`[data-testid=${id}]`);
  return {
    text: node.innerText,
    buttons: [...node.querySelectorAll("button")].map((button) => [button.innerText, button.disabled]),
  };
})"""
ROWS = "() => document.querySelectorAll('.headline tbody tr').length"
OTHER = f"""(rows) => ({ROWS})() !== rows
  && document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"""


class AskedToRunError(Exception):
    """Stands for the platform's own: what a callback asks to run."""

    def __init__(self, scope: object) -> None:
        self.scope = scope


@pytest.fixture
def session(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A session that shows the report's package, in a run of a part alone."""

    def rerun(scope: object = "app") -> None:
        raise AskedToRunError(scope)

    draft = Draft("Rapport", "", catalogue.packages["jenv-20"].measures)
    space = Workspace([Slot(draft, saved=draft)], catalogue=catalogue.info.id)
    held: dict[str, object] = {state.KEY: space, "language": "nl"}
    monkeypatch.setattr(parts.st, "session_state", held)
    monkeypatch.setattr(parts.st, "rerun", rerun)
    monkeypatch.setattr(parts, "_runs_alone", lambda: True)
    note_drawn(FIGURES, BESIDE)
    return space


def asked() -> object:
    """Return what a callback of the list asks to run; None for the list's own part alone."""
    try:
        redraw_changed()
    except AskedToRunError as wish:
        return wish.scope
    return None


def chosen(space: Workspace, catalogue: Catalogue, *ids: str) -> None:
    measures = set(space.slot.draft.measures) ^ set(ids)
    space.step(Draft("Rapport", "", catalogue.sorted_selection(measures)))


def test_a_toggle_runs_what_shows_it_and_no_more(session: Workspace, catalogue: Catalogue) -> None:
    """The first step can be undone, so its button changes; the next changes the figures alone; a clash is told."""
    chosen(session, catalogue, "1.1")
    assert asked() == [FIGURES, BESIDE]
    note_drawn(FIGURES, BESIDE)
    chosen(session, catalogue, "1.2")
    assert asked() is None
    chosen(session, catalogue, "4.9-1A", "4.9-2")
    assert asked() == [FIGURES, BESIDE]


def test_what_the_rest_of_the_page_shows_runs_all_of_it(session: Workspace, catalogue: Catalogue) -> None:
    assert asked() is None
    refuse(session, "4.7")
    assert asked() == "app"
    note_drawn(FIGURES, BESIDE)
    session.open(Draft("Ander", "", ("4.7",)))
    assert asked() == "app"


def test_a_page_without_parts_runs_whole(session: Workspace) -> None:
    """A click on the list that comes in when another page is drawn: that page shows its effect."""
    parts.forget_drawn()
    assert asked() == "app"


def test_a_whole_run_stays_whole(session: Workspace, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of page with a click in it is not cut down to a part of the page before."""
    monkeypatch.setattr(parts, "_runs_alone", lambda: False)
    chosen(session, catalogue, "1.1")
    assert asked() is None


def test_a_part_whose_places_are_gone_gives_way_to_the_whole(
    session: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole run that has begun makes its places anew; a part that still runs does not fail for it."""

    def gone() -> None:
        raise StreamlitInvalidLayoutContextError("the place is gone")

    monkeypatch.setattr(parts.st, "fragment", lambda **_: lambda draw: draw)
    monkeypatch.setattr(parts.st, "container", nullcontext)
    monkeypatch.setattr(parts, "_begin", lambda _: None)
    with pytest.raises(AskedToRunError):
        parts.part(FIGURES)(gone)()
    assert session.slots


@pytest.fixture(scope="module")
def app(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowApp]:
    with serve_slowly(tmp_path_factory.mktemp("parts")) as found:
        yield found


class Watched(Session):
    """A page that notes of what it is sent where it stands and of which part it is."""

    def __init__(self, socket: ClientConnection, url: str, query: str) -> None:
        super().__init__(socket, url, query)
        self.sent: list[tuple[tuple[int, ...], str]] = []

    def _take(self, message: ForwardMsg, kind: str | None) -> bool:
        if kind == "delta":
            self.sent.append((tuple(message.metadata.delta_path), message.delta.fragment_id))
        return super()._take(message, kind)


def test_nothing_stands_beside_a_part(app: SlowApp, catalogue: Catalogue) -> None:
    """What a part drew may be taken back on its way; had it neighbours, the browser would be sent them without it."""

    async def look() -> list[tuple[tuple[int, ...], str]]:
        draft = Draft("Rapport", "", catalogue.packages["jenv-20"].measures)
        page = await Watched.connect(app.url, f"p={make_link(catalogue, SharedState((draft,)))}")
        await page.close()
        return page.sent

    with ThreadPoolExecutor(1) as apart:  # the browser's own loop runs in this thread
        sent = apart.submit(asyncio.run, look()).result()
    part_at = dict(sent)
    tops = [path for path, part in sent if part and part_at.get(path[:-1]) != part]
    assert len({part_at[path] for path in tops}) == 2
    assert len(tops) == 4  # the headline and the workbook's button stand in places of their own
    for top in tops:
        assert [path for path in part_at if path[:-1] == top[:-1]] == [top]


def run_whole(page: Page) -> None:
    """Have the whole page drawn, twice: a target comes into view and goes."""
    for _ in range(2):
        rows = page.evaluate(ROWS)
        page.get_by_test_id("stButtonGroup").get_by_role("button").last.click()
        page.wait_for_function(OTHER, arg=rows)


def compare(page: Page, app: SlowApp, catalogue: Catalogue, times: int) -> None:
    """Toggle measures at random, and hold the page against the same drawn whole."""
    page.goto(app.url)
    page.locator("input[data-id]").first.wait_for()
    dice = random.Random(times)
    for _ in range(times):
        before = page.evaluate(SHOWN)
        for id_ in dice.sample(list(catalogue.measures), 5):
            assert click(page, [id_])
            settle(page)
        in_parts = page.evaluate(SHOWN)
        assert in_parts != before
        run_whole(page)
        assert page.evaluate(SHOWN) == in_parts


def test_the_parts_show_what_the_whole_page_shows(page: Page, app: SlowApp, catalogue: Catalogue) -> None:
    compare(page, app, catalogue, 2)


@pytest.mark.long
def test_the_parts_show_what_the_whole_page_shows_every_time(page: Page, app: SlowApp, catalogue: Catalogue) -> None:
    compare(page, app, catalogue, 20)
