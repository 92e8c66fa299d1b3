"""A toggle redraws parts of a page: what then stands there is what the whole page would show, after any toggles."""

from __future__ import annotations

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect
from streamlit.errors import StreamlitInvalidLayoutContextError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import RerunData
from websockets.asyncio.client import ClientConnection

from benchmarks._client import Session
from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link, open_link
from dashboard import state
from dashboard.package import BESIDE, FIGURES, note_drawn, parts, redraw_changed
from dashboard.serving.own_page import on_own_page
from dashboard.session import Slot, Workspace, refuse
from tests.dashboard.slow_pages import SlowApp, click, serve_slowly, settle
from tests.settled import wait_until_settled as settle_page

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from playwright.sync_api import Browser, Page

SHOWN = """() => ["stMain", "stSidebarUserContent"].map((id) => {
  const node = document.querySelector(`[data-testid=${id}]`);
  return {
    text: node.innerText,
    buttons: [...node.querySelectorAll("button")].map((button) => [button.innerText, button.disabled]),
    warnings: [...node.querySelectorAll("[data-testid=stBidiComponentIsolated]")]
      .map((one) => one.shadowRoot?.querySelector(".warnings")?.innerText ?? ""),
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
    """The first step can be undone, so its button changes; the next changes the figures alone, if it clashes too."""
    chosen(session, catalogue, "1.1")
    assert asked() == [FIGURES, BESIDE]
    note_drawn(FIGURES, BESIDE)
    chosen(session, catalogue, "1.2")
    assert asked() is None
    chosen(session, catalogue, "4.9-1A", "4.9-2")
    assert asked() is None


def test_a_part_that_a_page_has_not_is_not_asked_for(session: Workspace, catalogue: Catalogue) -> None:
    """A meeting has no steps and panels beside its figures."""
    note_drawn(FIGURES)
    chosen(session, catalogue, "1.1")
    assert asked() is None


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
        self.named: list[tuple[int, ...]] = []
        self.runs: list[tuple[str, bool]] = []
        self.addresses: list[str] = []
        self.pages: dict[str, str] = {}
        self.order: list[str] = []

    def go(self, address: str) -> None:
        """Show another page, of which the server knows nothing."""
        self._script = self.pages[address]

    def _take(self, message: ForwardMsg, kind: str | None) -> bool:
        if kind == "ref_hash":
            self.named.append(tuple(message.metadata.delta_path))
        if kind == "delta":
            self.sent.append((tuple(message.metadata.delta_path), message.delta.fragment_id))
        if kind == "new_session":
            self.runs.append((message.new_session.page_script_hash, bool(message.metadata.run.fragment_ids)))
        if kind == "page_info_changed":
            self.addresses.append(message.page_info_changed.query_string)
            self.order.append("address")
        if kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        figures = super()._take(message, kind)
        self.order += ["figures"] if figures else []
        return figures


def watched(app: SlowApp, catalogue: Catalogue, use: Callable[[Watched], Awaitable[object]]) -> Watched:
    """Open the report's package, use its page, and leave it; apart, as the browser's own loop runs in this thread."""

    async def visit() -> Watched:
        page = await Watched.connect(app.url, f"p={make_link(catalogue, SharedState((report(catalogue),)))}")
        await use(page)
        await page.close()
        return page

    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, visit()).result()


def report(catalogue: Catalogue) -> Draft:
    return Draft("Rapport", "", catalogue.packages["jenv-20"].measures)


def test_nothing_stands_beside_a_part(app: SlowApp, catalogue: Catalogue) -> None:
    """
    What a part drew may be taken back on its way; had it neighbours, the browser would be sent them without it.

    What the browser has already is sent by a name, of which nobody knows the part: it would stay without its place.
    """

    async def use(page: Watched) -> None:
        await page.rerun()

    page = watched(app, catalogue, use)
    sent = page.sent
    part_at = dict(sent)
    tops = {path for path, part in sent if part and part_at.get(path[:-1]) != part}
    assert len({part_at[path] for path in tops}) == 2
    assert len(tops) == 2  # each in a place of its own
    for top in tops:
        assert [path for path in part_at if path[:-1] == top[:-1]] == [top]
        assert [path for path in page.named if path[: len(top)] == top] == []
    assert len(page.named) > 2  # of the rest of the page


def test_a_click_that_meets_a_change_of_page(app: SlowApp, catalogue: Catalogue) -> None:
    """The click names the page of before; the page gone to is drawn whole, as the browser has no place for its part."""

    async def use(page: Watched) -> None:
        page.go("doelen")
        page.runs.clear()
        await page.toggle("1.1", True)

    page = watched(app, catalogue, use)
    assert page.runs == [(page.pages[""], False)]
    assert "1.1" in page.chosen()


def test_the_figures_come_before_the_address(app: SlowApp, catalogue: Catalogue) -> None:
    """A browser takes longer over its address than over the figures; both are told by each toggle."""

    async def use(page: Watched) -> None:
        await page.toggle("1.1", True)
        page.order.clear()
        await page.toggle("1.2", True)

    page = watched(app, catalogue, use)
    assert page.order == ["figures", "address"]
    told = open_link(catalogue, parse_qs(page.addresses[-1])["p"][0]).state
    assert {"1.1", "1.2"} <= set(told.drafts[0].measures)


def test_a_page_that_is_drawn_whole_tells_its_address(app: SlowApp, catalogue: Catalogue) -> None:
    """A browser that changes page and back at once has an empty address, and asks with the one of before."""
    link = make_link(catalogue, SharedState((report(catalogue),)))

    async def use(page: Watched) -> None:
        page.addresses.clear()
        await page.rerun()

    page = watched(app, catalogue, use)
    assert [parse_qs(address)["p"] for address in page.addresses] == [[link]]


def test_a_part_runs_on_the_page_shown_last() -> None:
    """What asks for a whole page goes to the page that it names, and a part of the page itself stays a part."""
    part = RerunData(page_script_hash="a", fragment_id_queue=["x"], query_string="p=1")
    whole = RerunData(page_script_hash="a", query_string="p=1")
    assert on_own_page(part, "a") is part
    assert on_own_page(whole, "b") is whole
    assert on_own_page(part, "b") == replace(whole, page_script_hash="b")
    assert on_own_page(part, "a", settled=False) == whole
    assert on_own_page(whole, "a", settled=False) is whole


def test_a_click_soon_after_a_change_of_page(app: SlowApp, catalogue: Catalogue) -> None:
    """The browser may not have drawn the page yet, and would forget it for a part: it is drawn whole."""

    async def use(page: Watched) -> None:
        await page.toggle("1.1", True)
        for address in ("doelen", ""):
            page.go(address)
            await page.rerun()
        await page.toggle("1.2", True)

    page = watched(app, catalogue, use)
    runs = [(run == page.pages[""], part) for run, part in page.runs[1:]]
    assert runs[0] == (True, True)
    assert runs[-3:] == [(False, False), (True, False), (True, False)]
    assert {"1.1", "1.2"} <= page.chosen()


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
    compare(page, app, catalogue, 1)


@pytest.mark.long
def test_the_parts_show_what_the_whole_page_shows_every_time(page: Page, app: SlowApp, catalogue: Catalogue) -> None:
    compare(page, app, catalogue, 20)


@pytest.mark.browser
@pytest.mark.long
def test_another_column_runs_its_chart_alone(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """The rest of the page of charts stays; a toggle elsewhere is in the next one."""
    draft = Draft("Rapport", "", catalogue.packages["jenv-20"].measures)
    runs: list[bool] = []

    def took(frame: str | bytes) -> None:
        message = ForwardMsg.FromString(frame)  # type: ignore[arg-type]  # the server sends bytes alone
        if message.WhichOneof("type") == "new_session":
            runs.append(bool(message.metadata.run.fragment_ids))

    page.on("websocket", lambda socket: socket.on("framereceived", took))
    page.goto(f"{app_url}/grafieken?p={make_link(catalogue, SharedState((draft,)))}")
    settle_page(page)
    for tab, title in (("Bijdrage per maatregel", "Bijdrage per maatregel, {}"), ("Plaats tussen", "Plaats tussen")):
        page.get_by_role("tab", name=tab).click()
        settle_page(page)
        for column in ("2023", "2024"):
            runs.clear()
            page.get_by_role("radio", name=column).click()
            expect(page.get_by_role("heading", name=title.format(column)).last).to_be_visible()
            settle_page(page)
            expect(page.get_by_role("radio", name=column)).to_be_checked()
            assert runs == [True]
