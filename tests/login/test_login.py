"""
Signing in by a certified identity provider, in a browser.

1. Without signing in nothing of the calculator is shown or saved; after it one's own is. 2. Signing out ends it for the
very cookie, in other windows too. 3. Who has no role gets no further; a reader saves nothing.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.dashboard.test_accessibility import axe_faults
from tests.login.conftest import sign_in
from tests.serve.served import Served
from tests.settled import go_to_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

Window = Callable[[], "Page"]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("login")]


@pytest.mark.long
def test_nothing_is_shown_before_signing_in(signed: Served, window: Window) -> None:
    """On any page and by any link there is the way in, and nothing of the calculator."""
    page = window()
    for path in ("/", "/opgeslagen", "/zoeken", "/?pakket=abc"):
        page.goto(signed.url + path)
        page.get_by_role("button", name="Aanmelden").wait_for()
        assert page.get_by_role("table").count() == 0
        assert page.get_by_text("Bewaar").count() == 0
    assert axe_faults(page) == []


def test_who_signs_in_has_a_name_and_a_store(signed: Served, window: Window) -> None:
    """Saved by one, seen by nobody else; after signing out by nobody at all, with the same cookie in another window."""
    anna, bram = window(), window()
    sign_in(anna, signed.url, "anna")
    anna.goto(f"{signed.url}/?p=")
    go_to_page(anna, "Opgeslagen")
    anna.get_by_text("Er is nog geen pakket bewaard.").wait_for()
    sign_in(bram, signed.url, "bram")
    cookies = anna.context.cookies()
    anna.get_by_role("button", name="Afmelden").click()
    anna.wait_for_url(re.compile("session/end"))
    other = window()
    other.context.add_cookies(cookies)
    other.goto(signed.url)
    other.get_by_text("verlopen of beëindigd").wait_for()
    bram.reload()
    bram.get_by_text("Aangemeld: bram").wait_for(state="attached")


@pytest.mark.long
def test_who_has_no_role_gets_no_further(signed: Served, window: Window) -> None:
    """Signed in at the provider, and told whom to ask."""
    page = window()
    page.goto(signed.url)
    page.get_by_role("button", name="Aanmelden").click()
    page.locator("input[name=login]").fill("vreemde")
    page.locator("input[name=password]").fill("x")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("u hebt hier geen rol").wait_for()


@pytest.mark.long
def test_files_are_given_to_whose_they_are(signed: Served, window: Window) -> None:
    """By their exact address too: not to another, not without signing in, and not after signing out."""
    anna, bram, nobody = window(), window(), window()
    for path in ("/media/" + "a" * 56 + ".png", "/_stcore/upload_file/x/y"):
        for cookie in ("", "_streamlit_user=made-up", "_streamlit_user=2|1:0|10:1|15:_streamlit_user|4:e30=|abc"):
            request = urllib.request.Request(signed.url + path, headers={"Cookie": cookie})  # noqa: S310 - our own
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(request, timeout=5)  # noqa: S310 - our own
            assert refused.value.code == 403
    sign_in(anna, signed.url, "anna")
    sign_in(bram, signed.url, "bram")
    go_to_page(anna, "Opgeslagen")
    with anna.expect_download() as found:
        anna.get_by_role("button", name="Download wat van mij is bewaard").click()
    address = found.value.url
    assert "/media/" in address
    assert [page.request.get(address).status for page in (anna, bram, nobody)] == [200, 403, 403]
    cookies = anna.context.cookies()
    anna.get_by_role("button", name="Afmelden").click()
    anna.wait_for_url(re.compile("session/end"))
    nobody.context.add_cookies(cookies)
    assert nobody.request.get(address).status == 403
