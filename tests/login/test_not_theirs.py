"""
What is not theirs, through a running server with a login: by guessed ids, links, and exact addresses, after logout too.

1. A link, an origin in the address and an id that is guessed give another nothing, and say the same as for what is not
there. 2. A file is sent to the session of who is signed in, to nobody else's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.login.conftest import sign_in
from tests.serve.served import Served
from tests.settled import go_to_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

Window = Callable[[], "Page"]
NOT_THERE = "Dit bewaarde pakket is er niet, of het is niet met u gedeeld."

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("login")]


def save_one(page: Page, url: str) -> str:
    """Save a package of one measure; return the id that its address names."""
    page.goto(url)
    page.get_by_role("checkbox", name=re.compile(r"^4\.7 ")).first.click()
    go_to_page(page, "Opgeslagen")
    page.get_by_role("button", name="Bewaar als nieuw pakket").click()
    page.get_by_text("is bewaard als nieuw pakket").wait_for()
    page.wait_for_url(re.compile("bewaard="))
    found = re.search(r"bewaard=([A-Za-z0-9_-]+)\.1", page.url)
    assert found
    return found[1]


def test_ids_open_nothing_of_another(signed: Served, window: Window) -> None:
    """Bram knows the id of Anna's package, its versions and one that is made up: each answers alike."""
    anna, bram = window(), window()
    sign_in(anna, signed.url, "anna")
    id_ = save_one(anna, signed.url)
    sign_in(bram, signed.url, "bram")
    for asked in (id_, f"{id_}.1", "A" * len(id_)):
        bram.goto(f"{signed.url}/?pakket={asked}")
        bram.get_by_text(NOT_THERE).wait_for()
        expect(bram.get_by_role("checkbox", name=re.compile(r"^4\.7 ")).first).not_to_be_checked()
    bram.goto(f"{signed.url}/opgeslagen?bewaard={id_}.1")
    bram.get_by_role("heading", level=1, name="Opgeslagen").wait_for()
    bram.get_by_text("Er is nog geen pakket bewaard.").wait_for()
    assert bram.get_by_role("button", name=re.compile("Bewaar als versie")).count() == 0


def test_a_file_is_sent_to_ones_own_session_alone(signed: Served, window: Window) -> None:
    """By the exact address of Anna's upload, with a token of his own, Bram is refused; Anna too after signing out."""
    anna, bram = window(), window()
    sign_in(anna, signed.url, "anna")
    sign_in(bram, signed.url, "bram")
    anna.goto(signed.url)
    anna.get_by_role("button", name="Pakket: naam, bestand, link").click()
    with anna.expect_request(lambda request: "/upload_file/" in request.url and request.method == "PUT") as sent:
        with anna.expect_file_chooser() as chooser:
            anna.get_by_role("button", name=re.compile("Upload|Kies|Browse|Blader")).last.click()
        file = {"name": "x.yaml", "mimeType": "application/yaml", "buffer": b"name: x\nmeasures: [4.7]\n"}
        chooser.value.set_files(file)  # type: ignore[arg-type]  # a mapping of this very form
    address = sent.value.url
    assert sent.value.response() is not None
    assert sent.value.response().status == 204  # type: ignore[union-attr]  # held above

    def put(page: Page) -> int:
        token = next((c["value"] for c in page.context.cookies() if c["name"] == "_streamlit_xsrf"), "")
        body = {"file": {"name": "y.yaml", "mimeType": "application/yaml", "buffer": b"name: y\nmeasures: []\n"}}
        return page.request.put(address, multipart=body, headers={"X-Xsrftoken": token}).status  # type: ignore[arg-type]

    assert put(bram) == 403
    assert put(anna) == 204
    cookies = anna.context.cookies()
    anna.get_by_role("button", name="Afmelden").click()
    anna.wait_for_url(re.compile("session/end"))
    late = window()
    late.context.add_cookies(cookies)  # type: ignore[arg-type]  # what the browser gave
    assert put(late) == 403
