"""
A download holds what the screen showed when it was clicked.

1. At any moment after a toggle it arrives, opens, and has the measures that the list showed and the totals of the
   headline; a change under way at the click is in it.
2. It arrives although runs of this and other sessions end between the click and the fetch.
3. What a button was drawn with does not stay for ever.
"""

from __future__ import annotations

import asyncio
import random
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, DeferredFileRequestPayload
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from benchmarks._load import engine_figures, shown_figures
from benchmarks._served import launched
from budget.catalogue import Catalogue
from budget.engine import compose_package
from budget.export import read_workbook
from dashboard.serving import KEPT_SECONDS, keep_downloads
from dashboard.serving.downloads import LOOK_SECONDS, AtClick, look_at_click
from tests.conftest import ROOT
from tests.dashboard.slow_pages import ROOT_OF_LIST, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHORT, LONG, OF_TOY = 2, 200, 140
LABEL = "Download Excel"
FILE = "/media"
TOGGLE_AND_DOWNLOAD = f"""([ids, milliseconds, label]) => new Promise((done) => {{
  const root = ({ROOT_OF_LIST})();
  for (const id of ids) root.querySelector(`input[data-id="${{id}}"]`).click();
  setTimeout(() => {{
    const boxes = [...root.querySelectorAll("input[data-id]")].filter((box) => box.checked);
    const chosen = boxes.map((box) => box.dataset.id);
    const totals = [...document.querySelectorAll("tr.total td.big")].map((cell) => cell.innerText.trim());
    const underWay = root.dataset.pending !== "0";
    [...document.querySelectorAll("button")].find((button) => button.innerText.trim() === label).click();
    done({{ chosen, totals, underWay }});
  }}, milliseconds);
}})"""
BEGIN = f"(asked) => {{ window.tried = ({TOGGLE_AND_DOWNLOAD})(asked); }}"
Asked = tuple[list[str], int]
"""Which measures are toggled, and how many milliseconds later the file is asked for."""


def try_downloads(tries: list[tuple[Page, Asked]]) -> list[tuple[dict[str, Any], bytes]]:
    """Toggle, wait and click on each page, at one time; return what each showed at the click and its file."""
    with ExitStack() as stack:
        downloads = [stack.enter_context(page.expect_download()) for page, _ in tries]
        for page, asked in tries:
            page.evaluate(BEGIN, [*asked, LABEL])
        shown = [page.evaluate("() => window.tried") for page, _ in tries]
    return [(seen, Path(one.value.path()).read_bytes()) for seen, one in zip(shown, downloads, strict=True)]


def check_downloads(pages: list[Page], url: str, catalogue: Catalogue, tries: int, seed: int) -> int:
    """Try on each page so often, at random moments; return how often a change was under way at a click."""
    dice, under_way = random.Random(seed), 0

    def any_asked() -> Asked:
        ids = dice.sample(list(catalogue.measures), dice.choice([1, 1, 2]))
        return ids, dice.choice([0, dice.randrange(60), dice.randrange(1000)])

    for page in pages:
        page.goto(url)
        settle(page)
    for _ in range(tries):
        for shown, data in try_downloads([(page, any_asked()) for page in pages]):
            draft = read_workbook(data, catalogue).draft
            assert list(draft.measures) == [id_ for id_ in catalogue.measures if id_ in shown["chosen"]]
            if not shown["underWay"]:
                figures = engine_figures(compose_package(catalogue, draft.measures, draft.settings))
                assert shown_figures(tuple(shown["totals"])) == figures
            under_way += shown["underWay"]
    return under_way


@pytest.mark.browser
def test_download_after_a_toggle_holds_what_the_screen_showed(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """At random moments up to a second after a toggle no file is missing or of another state (1)."""
    assert check_downloads([page], app_url, catalogue, SHORT, seed=7) > 0


@pytest.mark.browser
@pytest.mark.long
def test_no_download_is_missing_or_stale_in_two_hundred(
    page: Page, app_url: str, catalogue: Catalogue, toy: Catalogue
) -> None:
    """The same, two hundred times, by two sessions at once (1): most of a list whose files are made at once."""
    pages = [page, page.context.new_page()]
    assert check_downloads(pages, app_url, catalogue, (LONG - OF_TOY) // len(pages), seed=8) > 0
    with launched(CATALOGUE=str(ROOT / "tests" / "toy")) as small:
        assert check_downloads(pages, small.url, toy, OF_TOY // len(pages), seed=9) > 0


class Shelf:
    """A manager of files as the server has one, with a clock that stands still."""

    def __init__(self) -> None:
        self.now = 0.0
        self.storage = MemoryMediaFileStorage(FILE)
        self.manager = MediaFileManager(self.storage)
        keep_downloads(self.manager, lambda: self.now)

    def draw(self, text: str) -> str:
        """Draw the one button of a page; return what a click on it asks for."""
        self.manager.clear_session_refs()
        asked = self.manager.add_deferred(text.encode, "text/plain", "0.1", "file.txt")
        self.end_run()
        return asked

    def end_run(self) -> None:
        """End a run, of whichever session."""
        self.manager.remove_orphaned_files()

    def wait(self, seconds: float) -> None:
        """Let time go by, with a run of some session four times a second."""
        for _ in range(round(seconds * 4)):
            self.now += 0.25
            self.end_run()

    def fetch(self, url: str) -> bytes:
        """Fetch a file that was made."""
        return self.storage.get_file(url.removeprefix(f"{FILE}/")).content


def test_click_is_answered_with_what_its_button_was_drawn_with() -> None:
    """A button of the run before still gives its own file, and the file is still there after other runs (2)."""
    shelf = Shelf()
    before, after = shelf.draw("before"), shelf.draw("after")
    url = shelf.manager.execute_deferred(before)
    for _ in range(3):
        shelf.end_run()
    assert shelf.fetch(url) == b"before"
    assert shelf.fetch(shelf.manager.execute_deferred(after)) == b"after"


def test_what_nothing_refers_to_goes_in_the_end() -> None:
    """After a while the makers and the files of buttons that are gone are forgotten; today's button stays (3)."""
    shelf = Shelf()
    before = shelf.draw("before")
    url = shelf.manager.execute_deferred(before)
    shelf.wait(LOOK_SECONDS / 2)
    today = shelf.draw("today")
    shelf.wait(KEPT_SECONDS)
    assert shelf.fetch(shelf.manager.execute_deferred(before)) == shelf.fetch(url) == b"before"
    shelf.wait(3 * LOOK_SECONDS)
    with pytest.raises(MediaFileStorageError):
        shelf.manager.execute_deferred(before)
    shelf.wait(KEPT_SECONDS + 3 * LOOK_SECONDS)  # a file is let go of when the platform asks for the second time
    with pytest.raises(MediaFileStorageError):
        shelf.fetch(url)
    assert shelf.fetch(shelf.manager.execute_deferred(today)) == b"today"


def test_it_is_not_looked_at_each_run() -> None:
    """With many sessions there are many makers, and a run of each of them would look through all (3)."""
    shelf, looks = Shelf(), []

    def looked() -> set[str]:
        looks.append(shelf.now)
        return set()

    shelf.manager._get_inactive_file_ids = looked  # type: ignore[method-assign]
    keep_downloads(shelf.manager, lambda: shelf.now)
    shelf.wait(10 * LOOK_SECONDS)
    assert 1 < len(looks) <= 11


class Answered(DeferredFileHandler):
    """The platform's handler of requests for files, with one shelf."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(lambda: shelf.manager)

    def click(self, asked: str) -> Any:
        """Return what is to be awaited for the answer to a click."""
        request = BackendOperationRequest(request_id="1", deferred_file=DeferredFileRequestPayload(file_id=asked))
        return self.handle(request, "session")


@pytest.mark.parametrize("later", ["after the request", "while it is made"])
def test_file_holds_what_was_there_at_the_click(later: str) -> None:
    """A button that is drawn once gives what the session had when the request came, whatever changes after it (1)."""
    look_at_click()
    shelf, has, begun, go = Shelf(), ["first"], threading.Event(), threading.Event()

    def make(seen: str) -> bytes:
        begun.set()
        go.wait(10)
        return seen.encode()

    asked = shelf.manager.add_deferred(AtClick(lambda: has[-1], make), "text/plain", "0.1", "file.txt")
    handler = Answered(shelf)

    async def use() -> list[bytes]:
        files = []
        for name in ("second", "third"):
            has.append(name)
            answer = asyncio.create_task(handler.click(asked))
            if later == "after the request":
                await asyncio.sleep(0)  # the request has come, and its thread may not have begun
            else:
                await asyncio.to_thread(begun.wait, 10)
            has.append("too late")
            go.set()
            files.append(shelf.fetch((await answer).deferred_file.url))
            begun.clear()
            go.clear()
        return files

    assert asyncio.run(use()) == [b"second", b"third"]


def test_file_of_a_button_gone_is_an_error_as_before() -> None:
    """A request for what nobody drew gets the platform's answer (2)."""
    look_at_click()
    assert asyncio.run(Answered(Shelf()).click("nothing")).error_msg
