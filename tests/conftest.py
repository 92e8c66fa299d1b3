"""
What the tests share: the catalogues, the running app, a real browser and LibreOffice.

Tests that ask for the browser or for LibreOffice skip when there is none, and the run's last lines say so. With
REQUIRE_BROWSER=1 or REQUIRE_CALC=1 they fail instead, so that a full check cannot pass by finding nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

from budget.catalogue import Catalogue, load_catalogue

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
TOY = ROOT / "tests" / "toy"
TOY2 = ROOT / "tests" / "toy2"
OUTPUT = ROOT / "tests" / "output"
APP_LOG = OUTPUT / "app.log"

# The columns of the report and of the first toy country.
YEARS = ("2021", "2022", "2023", "2024", "2025")
STRUCTURAL = "structural"
COLUMNS = (*YEARS, STRUCTURAL)
DELAYS = (0, 1, 2)  # years that a decision may be later
SCOPES = ("", "whole")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
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
CALC_SECONDS = 120
PAGE_MILLISECONDS = 15_000

# LibreOffice trusts the values that a workbook carries unless told to calculate them afresh (0: always).
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""

NO_BROWSER = "NO BROWSER FOUND: the browser tests did not run. Install Chromium (Debian: apt-get install chromium)."
NO_CALC = "NO LIBREOFFICE FOUND: no workbook was opened. Install Calc (Debian: apt-get install libreoffice-calc)."


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


# Programs that may be absent


def first_program(names: tuple[str, ...]) -> str | None:
    """Return the path of the first of these programs that is installed."""
    return next((path for path in map(shutil.which, names) if path), None)


def find_browser() -> str | None:
    """Return the path of a Chromium or Chrome."""
    return first_program(BROWSERS)


def find_soffice() -> str | None:
    """Return the path of LibreOffice."""
    return first_program(("soffice", "libreoffice"))


def skip_or_fail(reason: str, variable: str) -> NoReturn:
    """Skip the test that asks, or fail it when the environment variable requires the program."""
    if os.environ.get(variable) == "1":
        pytest.fail(f"{reason} ({variable}=1)", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def toy2() -> Catalogue:
    """The catalogue of another invented country, unlike the first in every way that a catalogue may differ."""
    return load_catalogue(TOY2)


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
    options = {
        "server.address": "127.0.0.1",
        "server.port": port,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "logger.enableRich": "false",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    OUTPUT.mkdir(parents=True, exist_ok=True)
    with APP_LOG.open("wb") as sink:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", *arguments],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
        try:
            await_app(server, url)
            yield url
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, the one installed on this machine."""
    path = find_browser()
    if path is None:
        skip_or_fail(NO_BROWSER, "REQUIRE_BROWSER")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(BROWSER_ARGS))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh Dutch browser window; an error that nothing caught, in the page or in the app, fails the test."""
    if "app_url" in request.fixturenames:
        request.getfixturevalue("app_url")  # first the app, then the place in its log
    start = len(APP_LOG.read_bytes()) if APP_LOG.exists() else 0
    errors: list[str] = []
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PAGE_MILLISECONDS)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context.new_page()
    context.close()
    written = app_log(start)
    if errors:
        pytest.fail("uncaught errors in the page:\n" + "\n".join(errors), pytrace=False)
    if "Traceback" in written:
        pytest.fail(f"the app raised:\n{written}", pytrace=False)


@pytest.fixture
def shots(page: Page) -> Callable[[str], Path]:
    """Save a screenshot of the whole page as tests/output/shots/<name>.png."""

    def save(name: str) -> Path:
        path = OUTPUT / "shots" / f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', name)}.png"
        page.wait_for_function("document.querySelectorAll('[data-testid=stSkeleton]').length === 0")
        page.screenshot(path=path, full_page=True)
        return path

    return save


# LibreOffice


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice."""
    path = find_soffice()
    if path is None:
        skip_or_fail(NO_CALC, "REQUIRE_CALC")
    return path


@pytest.fixture
def recalculate(soffice: str, tmp_path: Path) -> Callable[[Path], Path]:
    """Open a workbook in LibreOffice Calc, calculate its formulas and save it again as a workbook."""

    def convert(workbook: Path) -> Path:
        folder = tmp_path / "recalculated"
        profile = tmp_path / "profile"  # of its own, so that no running LibreOffice takes the file over
        (profile / "user").mkdir(parents=True, exist_ok=True)
        (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
        result = subprocess.run(
            [
                soffice,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                str(folder),
                str(workbook),
            ],
            capture_output=True,
            text=True,
            timeout=CALC_SECONDS,
            check=False,
        )
        converted = folder / f"{workbook.stem}.xlsx"
        assert converted.exists(), f"LibreOffice saved nothing: {result.stdout}{result.stderr}"
        return converted

    return convert


# The run as a whole


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests by what they ask for, and run those in the browser last: its event loop keeps running."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "browser" in names:
            item.add_marker(pytest.mark.browser)
        if "soffice" in names:
            item.add_marker(pytest.mark.calc)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end of the run which program was missing."""
    for marker, program, message in (("browser", find_browser(), NO_BROWSER), ("calc", find_soffice(), NO_CALC)):
        if program is None:
            terminalreporter.write_line(f"{message} (tests marked {marker})", red=True, bold=True)
