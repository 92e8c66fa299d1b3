"""An identity provider on this machine, a server that signs in by it, and a browser that does so."""

from __future__ import annotations

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PAGE_MILLISECONDS, free_port
from tests.needs import NO_OIDC, OIDC_FOLDER, find_oidc, skip_or_fail
from tests.serve.served import Served, serving
from tests.settled import WATCH_REPORTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LOGIN = """\
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "a-secret-of-the-tests-alone-0123456789"
client_id = "rekenmodel"
client_secret = "a-secret-of-the-tests-alone"
server_metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid profile", prompt = "login" }}

[rekenmodel]
role_claim = "groups"

[rekenmodel.roles]
administrator = ["beheer"]
editor = ["bewerken"]
reader = ["lezen"]
"""


@pytest.fixture(scope="module")
def oidc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """A certified identity provider, and the port of the server that may ask it."""
    node = find_oidc()
    if node is None:
        skip_or_fail(NO_OIDC, "REQUIRE_OIDC")
    provider, server = free_port(), free_port()
    command = [node, str(OIDC_FOLDER / "provider.js"), str(provider), f"http://localhost:{server}/oauth2callback"]
    log = tmp_path_factory.mktemp("oidc") / "log"
    with log.open("wb") as sink:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink)
        try:
            _await(f"http://localhost:{provider}/.well-known/openid-configuration", process, log)
            yield provider, server
        finally:
            process.terminate()
            process.wait(timeout=10)


def _await(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own http address
                return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the identity provider did not start:\n{log.read_text()}", pytrace=False)
            time.sleep(0.1)


@pytest.fixture(scope="module")
def signed(oidc: tuple[int, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that signs in by the provider, with a store of its own."""
    provider, port = oidc
    folder = tmp_path_factory.mktemp("signed")
    login = folder / "login.toml"
    login.write_text(LOGIN.format(port=port, provider=provider))
    with serving(folder, port=port, LOGIN=str(login), BMH_DATA=str(folder / "data")) as served:
        yield served


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[[], Page]]:
    """Give fresh windows, each with cookies of its own."""
    with ExitStack() as stack:

        def opened() -> Page:
            context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
            stack.callback(context.close)
            context.set_default_timeout(PAGE_MILLISECONDS)
            context.add_init_script(WATCH_REPORTS)
            return context.new_page()

        yield opened


def sign_in(page: Page, url: str, name: str, again: bool = False) -> None:
    """Sign in at the provider under a name, from the page of the calculator; it asks what is told only once."""
    page.goto(url)
    page.get_by_role("button", name="Aanmelden").click()
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("of the tests")
    page.locator("button[type=submit]").click()
    if not again:
        page.get_by_role("button", name="Continue").click()
    page.get_by_text(f"Aangemeld: {name}").wait_for(state="attached")
