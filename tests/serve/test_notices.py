"""
What the pages say about how they are served, asked of running servers as a browser does.

1. Without the launcher a page under another name than this machine's says which protections lack.
2. A page that was loaded from another version says so.
3. A session that takes the place of a lost one says what is back and what is not, and only then.
4. An error that was not foreseen shows a number that the log has too, and not what the error says.
"""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from tests.serve.served import Served, fetch, handshake, serving

pytestmark = pytest.mark.slow

BROKEN = """
import sys
from pathlib import Path
from serve import launch
from serve.logs import start_logging
from serve.settings import ServeSettings
start_logging()
launch.SCRIPT = Path(sys.argv[2])
launch.run(ServeSettings(port=int(sys.argv[-1].partition("=")[2]), headless=True))
"""
LACKS = "Dit rekenmodel draait zonder zijn beveiliging"
OTHER = "De server is vernieuwd sinds deze pagina werd geladen"


def drawn(url: str, host: str = "", cookie: str = "") -> str:
    """Open a page by a name and with a cookie, and return all that the server sends, as text."""

    async def follow() -> str:
        named = url.replace("localhost", host) if host else url
        port = int(url.rpartition(":")[2])
        asked = ["streamlit", "token"]
        async with connect(
            f"ws{named.removeprefix('http')}/_stcore/stream",
            origin=named,  # type: ignore[arg-type]  # a NewType of str
            subprotocols=asked,  # type: ignore[arg-type]  # likewise
            additional_headers={"Cookie": cookie} if cookie else {},
            host="127.0.0.1",
            port=port,
        ) as socket:
            message = BackMsg()
            message.rerun_script.query_string = ""
            await socket.send(message.SerializeToString())
            texts = []
            async with asyncio.timeout(60):
                async for frame in socket:
                    got = ForwardMsg.FromString(frame)  # type: ignore[arg-type]  # the server sends bytes alone
                    texts.append(str(got.delta.new_element))
                    if got.WhichOneof("type") == "script_finished":
                        return "\n".join(texts)
        raise AssertionError("the connection closed")

    return asyncio.run(follow())


def test_a_usual_page_says_nothing_of_its_server(served: Served) -> None:
    """Not when it was loaded from this very version either."""
    version = json.loads(fetch(f"{served.url}/healthz")[2])["served"]
    said = drawn(served.url, cookie=f"served_version={version}")
    assert "Saldo-effect" in said
    assert [text for text in (LACKS, OTHER) if text in said] == []


def test_a_page_of_another_version_says_so(served: Served) -> None:
    """Two servers that differ, or a server renewed under an open page."""
    assert OTHER in drawn(served.url, cookie="served_version=0123456789ab")


@pytest.mark.long
def test_the_platform_alone_says_what_it_lacks(plain: Served) -> None:
    """Under the name of this machine it may do without; under another others may be there."""
    assert LACKS not in drawn(plain.url)
    assert LACKS in drawn(plain.url, host="rekenmodel.example.nl")
    assert "without_launcher" in plain.logged()


def test_the_platform_alone_asks_nobody_either(plain: Served) -> None:
    """Once a page has been drawn, a foreign page is refused without a look-up."""
    drawn(plain.url)
    assert asyncio.run(handshake(plain.url, "http://evil.example"))[0] == 403
    assert plain.outside() == []


@pytest.mark.long
def test_an_error_that_was_not_foreseen_has_a_number(tmp_path: Path) -> None:
    """The user can name it, and the administrator finds it; neither sees what a user had given."""
    script = tmp_path / "broken.py"
    script.write_text("import streamlit as st\nraise ValueError('geheime-naam')\n", encoding="utf-8")
    with serving(tmp_path, ("-c", BROKEN, "serve", str(script))) as broken:
        said = drawn(broken.url)
        number = re.search(r"Meld dit nummer aan uw beheerder: ([0-9a-f]{8})\.", said)
        assert number is not None, said
        (line,) = [json.loads(text) for text in broken.logged().splitlines() if "page_failed" in text]
        assert (line["error_id"], line["error"]) == (number[1], "ValueError")
        assert "geheime-naam" not in said + broken.logged()
