"""
What the tests share: the catalogues, the running app and a real browser. LibreOffice is in `tests/calc.py`.

The app, the browser and LibreOffice start once per worker of the run. What happens without them is in `tests/needs.py`.
"""

from __future__ import annotations

import atexit
import gc
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from benchmarks._served import stop
from budget.catalogue import Catalogue, load_catalogue
from budget.engine import load_sound_catalogue
from tests.needs import NO_BROWSER, find_browser, floor, mark_needs, missing_programs, shortfalls, skip_or_fail
from tests.settled import WATCH_REPORTS, wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest_plugins = ["tests.calc"]

ROOT = Path(__file__).resolve().parent.parent
TOY = ROOT / "tests" / "toy"
TOY2 = ROOT / "tests" / "toy2"
FULL = ROOT / "tests" / "toy_full"
BOTH = ROOT / "tests" / "toy_both"
TOY_RANGES = ROOT / "tests" / "toy_ranges"

# The columns of the report and of the first toy country.
YEARS = ("2021", "2022", "2023", "2024", "2025")
STRUCTURAL = "structural"
COLUMNS = (*YEARS, STRUCTURAL)
DELAYS = (0, 1, 2)  # years that a decision may be later
SCOPES = ("", "whole")

# What a page of a test saves goes nowhere else; each worker and the servers that it starts have a store of their own.
DATA = tempfile.mkdtemp(prefix="bmh-data-")
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ["BMH_DATA"] = DATA
os.environ.pop("BMH_DATABASE_URL", None)

OUTPUT = ROOT / "tests" / "output"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")  # several at once have an app and a log each
APP_LOG = OUTPUT / f"app{WORKER}.log"

BROWSER_ARGS = (
    "--no-sandbox",  # as root Chromium does not start with its sandbox
    "--disable-gpu",
    "--disable-dev-shm-usage",  # containers have a small /dev/shm
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
APP_START_SECONDS = 60
YOUNG_OBJECTS = 20_000
"""How many new objects call the garbage collector: 700 is for programs that live as briefly as one test."""
PAGE_MILLISECONDS = 20_000  # a machine that does other work as well draws a page in ten seconds

# In a full check the drawn examples are always the same, so that it tells about the code and not about chance.
settings.register_profile("fixed", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("fixed")


# Catalogues


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue of the report."""
    return load_catalogue()


@pytest.fixture(scope="session")
def toy() -> Catalogue:
    """The catalogue of the invented country: few measures, easy to add up by hand."""
    return load_catalogue(TOY)


def copy_full(place: Path) -> Path:
    """Copy the invented country to a new folder with all that a catalogue may have: dials, resettlement, a release."""
    shutil.copytree(TOY, place)
    return Path(shutil.copytree(FULL, place, dirs_exist_ok=True))


UNJUDGED_NOTES = ("alleen gemelde overlap", "told overlap only")


@pytest.fixture(scope="session")
def unjudged_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented country with overlaps that were not judged in full."""
    place = Path(shutil.copytree(TOY, tmp_path_factory.mktemp("unjudged") / "country"))
    info = place / "variants" / "catalogue.yaml"
    text = info.read_text(encoding="utf-8")
    level = "overlaps: {level: reviewed, note: {nl: verzonnen, en: invented}}"
    assert level in text
    nl, en = UNJUDGED_NOTES
    info.write_text(text.replace(level, f"overlaps: {{level: named-only, note: {{nl: {nl}, en: {en}}}}}"), "utf-8")
    return place


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue of the invented country with all that a catalogue may have."""
    return load_sound_catalogue(copy_full(tmp_path_factory.mktemp("full") / "country"))


@pytest.fixture(scope="session")
def toy_both(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The full country with a variant of ranges and amounts beside something open, next to its ODA and regimes."""
    place = copy_full(tmp_path_factory.mktemp("both") / "country")
    return load_sound_catalogue(Path(shutil.copytree(BOTH, place, dirs_exist_ok=True)))


@pytest.fixture(scope="session")
def toy2() -> Catalogue:
    """The catalogue of another invented country, unlike the first in every way that a catalogue may differ."""
    return load_catalogue(TOY2)


@pytest.fixture(scope="session")
def toy_ranges() -> Catalogue:
    """The catalogue of an invented port: ranges, amounts beside something open, and cells that are not given."""
    return load_catalogue(TOY_RANGES)


# The app and the browser


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def app_answers(url: str) -> bool:
    """Say whether the app at this address reports that it is healthy."""
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as response:  # noqa: S310 - our own http address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def app_log(start: int = 0) -> str:
    """Return what the app has written since this place in its log."""
    return APP_LOG.read_bytes()[start:].decode("utf-8", errors="replace") if APP_LOG.exists() else ""


def raised(log: str) -> bool:
    """Whether the app has logged an error: with words of Python's, or as a line of JSON."""
    return "Traceback" in log or '"level": "ERROR"' in log


def await_app(server: subprocess.Popen[bytes], url: str) -> None:
    """Wait until the app answers; fail with its log when it stops or takes too long."""
    deadline = time.monotonic() + APP_START_SECONDS
    while not app_answers(url):
        if server.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the app did not start:\n{app_log()}", pytrace=False)
        time.sleep(0.1)


@pytest.fixture(scope="session")
def app_url() -> Iterator[str]:
    """Start the app as a user would, and give its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    OUTPUT.mkdir(parents=True, exist_ok=True)
    with APP_LOG.open("wb") as sink:
        server = subprocess.Popen(
            [sys.executable, "-m", "serve", "--address=127.0.0.1", f"--port={port}", "--headless=true"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
        try:
            await_app(server, url)
            yield url
        finally:
            stop(server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, the one installed on this machine."""
    path = find_browser()
    if path is None:
        skip_or_fail(NO_BROWSER, "REQUIRE_BROWSER")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PAGE_MILLISECONDS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(BROWSER_ARGS))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """
    A fresh Dutch browser window.

    An error that nothing caught, in the page or in the app, fails the test; so does what the page's own policy refuses.
    """
    if "app_url" in request.fixturenames:
        request.getfixturevalue("app_url")  # first the app, then the place in its log
    start = len(APP_LOG.read_bytes()) if APP_LOG.exists() else 0
    errors: list[str] = []
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PAGE_MILLISECONDS)
    context.add_init_script(WATCH_REPORTS)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    yield context.new_page()
    context.close()
    written = app_log(start)
    if errors:
        pytest.fail("uncaught errors in the page:\n" + "\n".join(errors), pytrace=False)
    if raised(written):
        pytest.fail(f"the app raised:\n{written}", pytrace=False)


@pytest.fixture
def shots(page: Page) -> Callable[[str], Path]:
    """Save a screenshot of the whole page as tests/output/shots/<name>.png."""

    def save(name: str) -> Path:
        path = OUTPUT / "shots" / f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', name)}.png"
        wait_until_settled(page)
        page.screenshot(path=path, full_page=True)
        return path

    return save


# The report's own figures

FIGURES_REMEDY = """\
This test states figures of the report. If a figure was corrected on purpose: run `make release VERSION=<the next one>`,
which writes the version and lists what else is due; then correct the amount here, in the file named below, and give the
measure a reading or a difference for what is printed (data/printed_tables.yaml keeps what is printed)."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say with a failed test of the report's figures what to do when a figure was corrected."""
    report = yield
    if report.failed and item.get_closest_marker("figures"):
        report.sections.append(("a corrected figure", f"{FIGURES_REMEDY}\n{item.location[0]}"))
    return report


# The run as a whole

FIRST = "tests/dashboard/test_toggle_interleavings.py"
"""Mostly waits for a slow server: the first of the browser, so that the others run beside it and none waits for it."""

GROUPS = {
    "tests/fuzz/test_bombs.py": "bombs",
    **dict.fromkeys(("tests/serve/test_notices.py", "tests/serve/test_running.py"), "served"),
    **{f"tests/store/test_{name}.py": "store" for name in ("backup", "saves", "sharing", "sign_ins")},
}
"""Tests that one worker runs, as what they share is dear to make; none in the browser: its event loop keeps running."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Send the tests of a group to one worker; `xdist_group` is not heard in this version of pytest."""
    from xdist.scheduler import LoadGroupScheduling

    class ByFile(LoadGroupScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return GROUPS.get(nodeid.partition("::")[0], nodeid)

    return ByFile(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that asks for a number of tests."""
    text = "fail unless this many tests with that marker passed, for instance browser=50"
    parser.addoption("--at-least", type=floor, action="append", default=[], metavar="MARKER=NUMBER", help=text)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    Leave out the long tests unless asked for, mark the tests by what they need, and put them in order.

    LibreOffice comes first, so that its long tests do not start when the other workers are done; the browser comes
    last, because its event loop keeps running.
    """
    if "long" not in config.option.markexpr:
        long = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in set(long)]
    mark_needs(items)
    items.sort(key=_place)


def _place(item: pytest.Item) -> tuple[bool, bool, bool]:
    browser = item.get_closest_marker("browser") is not None
    return browser, not item.get_closest_marker("calc"), browser and not item.nodeid.startswith(FIRST)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what is loaded by then; all of it stays until the end of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when fewer tests passed than were asked for."""
    if session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) and shortfalls(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say at the end of the run which program was missing and which number was not reached."""
    for line in [*missing_programs(), *shortfalls(config)]:
        terminalreporter.write_line(line, red=True, bold=True)
