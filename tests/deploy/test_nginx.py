"""
Two servers behind nginx, as deploy/ has them.

1. TLS, a path of its own and the websocket work; a browser keeps its server.
2. Foreign pages and names, the closed doors and bodies that are too large end at the proxy or at the server.
3. Every answer carries each header once, also nginx's own; nothing of a query or a session is logged.
4. When a server dies the other takes over: packages, comparison and settings are back, and the page says what is not.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from budget.catalogue import Catalogue
from budget.core import DEFAULT_SETTINGS
from budget.share import Draft, SharedState, make_link
from serve.headers import TRANSPORT, fixed_headers
from tests.deploy.conftest import Proxied
from tests.serve.served import UNCHECKED, fetch
from tests.settled import WATCH_REPORTS, wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

HEADERS = {name.decode(): value.decode() for name, value in [*fixed_headers(), TRANSPORT]}
TYPED = "geheime-naam"
COOKIE = "rekenmodel_server"
TOO_LARGE = 7 * 1024 * 1024


def handshake(url: str, origin: str) -> int:
    """Open the websocket as a page at this origin does; return the status."""

    async def shake() -> int:
        try:
            async with connect(
                f"wss{url.removeprefix('https')}/_stcore/stream",
                origin=origin,  # type: ignore[arg-type]  # a NewType of str
                subprotocols=["streamlit"],  # type: ignore[list-item]  # likewise
                ssl=UNCHECKED,
            ) as socket:
                assert "permessage-deflate" in (socket.response.headers if socket.response else {}).get(
                    "Sec-WebSocket-Extensions", ""
                )
                return 101
        except InvalidStatus as error:
            return error.response.status_code

    return asyncio.run(shake())


def test_the_page_arrives_over_tls(proxied: Proxied) -> None:
    """With every header once, a Secure cookie for its server and compressed scripts; without TLS it is sent there."""
    status, headers, _ = fetch(f"{proxied.url}/?p={TYPED}")
    assert (status, headers.items() >= HEADERS.items()) == (200, True), headers
    assert fetch(f"{proxied.http}/x?p={TYPED}", method="HEAD")[0] == 200  # sent on to TLS
    cookies = fetch(f"{proxied.url}/_stcore/health")[1]["set-cookie"]
    assert "Secure" in cookies


def test_a_browser_keeps_its_server(proxied: Proxied) -> None:
    """The cookie decides, so that both servers have browsers, and each browser one server."""
    answers = {cookie: {proxied.server_named(cookie).url for _ in range(3)} for cookie in "abcdefgh"}
    assert all(len(servers) == 1 for servers in answers.values())
    assert len(set.union(*answers.values())) == 2


def test_scripts_are_compressed_once_for_all(proxied: Proxied) -> None:
    """Compressed for who takes it, whole for who does not; kept by nginx."""
    page = fetch(f"{proxied.url}/")[2].decode()
    script = page.split('src="./static/js/')[1].split('"')[0]
    url = f"{proxied.url}/static/js/{script}"
    packed, plain = fetch(url, Accept_Encoding="gzip"), fetch(url)
    assert packed[1].get("content-encoding") == "gzip", packed[:2]
    assert "immutable" in packed[1]["cache-control"]
    assert len(packed[2]) < len(plain[2]) / 2
    assert packed[1].items() >= HEADERS.items()
    assert any(path.is_file() for path in (proxied.folder / "cache").rglob("*"))


@pytest.mark.parametrize(
    ("origin", "status"),
    [("own", 101), ("https://evil.example", 403), ("null", 403), ("https://localhost.evil.example", 403)],
)
def test_the_websocket_is_for_our_own_page(proxied: Proxied, origin: str, status: int) -> None:
    """It goes through for our page, and for no other."""
    own = proxied.url.removesuffix("/rekenmodel")
    assert handshake(proxied.url, own if origin == "own" else origin) == status


@pytest.mark.parametrize("path", ["/healthz", "/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_the_doors_inside_are_closed_to_outside(proxied: Proxied, path: str) -> None:
    """The proxy answers itself, with TLS's header; the servers themselves tell their health."""
    status, headers, _ = fetch(proxied.url + path)
    assert (status, headers[TRANSPORT[0].decode()]) == (404, TRANSPORT[1].decode())
    assert all(fetch(f"{server.url}/healthz")[0] == 200 for server in proxied.servers)


def test_a_foreign_name_is_hung_up_on(proxied: Proxied) -> None:
    """Also when it is told after the handshake of TLS."""
    with pytest.raises((OSError, ssl.SSLError)):
        fetch(f"{proxied.url}/", Host="evil.example")


def test_a_body_that_is_too_large_ends_at_nginx(proxied: Proxied) -> None:
    """It does not reach a server."""
    try:
        status = fetch(f"{proxied.url}/_stcore/upload_file/a/b", method="PUT", body=b"x" * TOO_LARGE)[0]
    except OSError:  # hung up on while sending
        status = 413
    assert status == 413


def test_no_query_and_no_session_is_logged(proxied: Proxied) -> None:
    """Not in a line of a request, nor in one of a fault."""
    fetch(f"{proxied.url}/doelen?p={TYPED}", Referer=f"https://localhost/?p={TYPED}")
    fetch(f"{proxied.url}/_stcore/upload_file/{TYPED}/b", method="PUT", body=b"x")
    fetch(f"{proxied.url}/media/{TYPED}.xlsx?title={TYPED}")
    assert "/_stcore/upload_file" in proxied.logged()
    assert TYPED not in proxied.logged() + "".join(server.logged() for server in proxied.servers)


def save(page: Page, button: str, path: Path) -> str:
    """Click a button that saves a file, and return the address that it came from."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    download.value.save_as(path)
    assert path.read_bytes().startswith(b"PK")
    return download.value.url


@pytest.mark.long
def test_a_session_outlives_its_server(
    browser: Browser, proxied: Proxied, catalogue: Catalogue, tmp_path: Path
) -> None:
    """Its packages, comparison and settings come back on the other server; files go in and out before and after."""
    settings = replace(DEFAULT_SETTINGS, delay=1)
    drafts = (Draft("Een", "", ("4.7",), settings), Draft("Twee", "", ("4.8",)))
    code = make_link(catalogue, SharedState(drafts, 0, (0, 1)))
    context = browser.new_context(locale="nl-NL", ignore_https_errors=True)
    context.add_init_script(WATCH_REPORTS)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{proxied.url}/?p={code}&taal=nl")
    total = page.locator("tr.total").first
    wait_until_settled(page)
    before, address = total.inner_text(), page.url
    cookie = next(str(found.get("value")) for found in context.cookies() if found.get("name") == COOKIE)
    saved = save(page, "Download Excel", tmp_path / "een.xlsx")
    status, headers, _ = fetch(saved, Cookie=f"{COOKIE}={cookie}")
    assert (status, headers.items() >= HEADERS.items()) == (200, True), (saved, headers)
    proxied.server_named(cookie).process.kill()
    lost = page.get_by_text("De verbinding is hersteld, maar de server is opnieuw begonnen.")
    expect(lost).to_be_visible()
    page.get_by_role("link", name="Vergelijken").click()
    expect(page.get_by_text("Twee").first).to_be_visible()
    page.get_by_role("button", name="Gelezen").click()
    expect(lost).to_have_count(0)
    page.get_by_role("link", name="Pakket", exact=True).click()
    expect(total).to_have_text(before, use_inner_text=True)
    wait_until_settled(page)
    assert page.url == address
    save(page, "Download Excel", tmp_path / "again.xlsx")
    page.get_by_text("Pakket: naam, bestand, link").click()
    page.locator('input[type="file"]').set_input_files(tmp_path / "again.xlsx")
    expect(page.get_by_text("again.xlsx is geopend")).to_be_visible()
    context.close()
    assert [server.outside() for server in proxied.servers] == [[], []]
