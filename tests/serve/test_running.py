"""
The running server, watched from inside its process.

1. It makes no connection but to this machine, whatever pages, downloads and foreign pages ask.
2. A handshake from a foreign page is refused at once and slows nobody down.
3. Every answer carries the headers: pages, static files, downloads, uploads, errors, the upgrade.
4. The log has no text of a user and no query.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics

import pytest

from benchmarks._client import Run, Session
from benchmarks._load import make_plans
from budget.catalogue import Catalogue
from serve.headers import fixed_headers
from tests.serve.served import Served, fetch, handshake

pytestmark = pytest.mark.slow

FOREIGN = 20
TYPED = "geheime-naam"
HEADERS = {name.decode(): value.decode() for name, value in fixed_headers()}


async def toggle_amid_foreign_pages(url: str, catalogue: Catalogue) -> tuple[list[float], list[float], list[float]]:
    """Toggle alone, then while foreign pages shake hands; return both and the times of the handshakes, seconds."""
    plan = make_plans(catalogue, 1, random.Random(4))[0]
    session = await Session.connect(url, plan.query)

    async def toggles(steps: slice) -> list[float]:
        runs: list[Run] = [await session.toggle(step.id, step.on) for step in plan.steps[steps]]
        return [run.headline_ms / 1000 for run in runs]

    alone = await toggles(slice(0, 8))
    handshakes = [handshake(url, "http://evil.example") for _ in range(FOREIGN)]
    amid, *answers = await asyncio.gather(toggles(slice(8, 16)), *handshakes)
    await session.close()
    assert {status for status, _, _ in answers} == {403}
    assert all(answer[1].items() >= HEADERS.items() for answer in answers)
    return alone, amid, [seconds for _, _, seconds in answers]


def test_foreign_pages_cost_nothing(served: Served, catalogue: Catalogue) -> None:
    """Twenty foreign handshakes at once: none looks anything up, and a toggle stays as fast."""
    alone, amid, handshakes = asyncio.run(toggle_amid_foreign_pages(served.url, catalogue))
    print(f"toggle alone {statistics.median(alone):.3f} s, amid {statistics.median(amid):.3f} s")
    print(f"slowest toggle {max(amid):.3f} s, slowest handshake {max(handshakes):.3f} s")
    assert served.outside() == []
    assert statistics.median(amid) < 5 * statistics.median(alone) + 0.1
    assert max(handshakes) < 5  # a look-up that fails takes two seconds each, one after another


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/vergelijken?p=x", 200),
        ("/healthz", 200),
        ("/favicon.png", 200),
        ("/_stcore/host-config", 200),
        ("/_stcore/health", 200),
        ("/media/none.xlsx", 404),
        ("/component/none/none.js", 404),
        ("/_stcore/metrics", 404),
        ("/_stcore/agent/openapi.json", 404),
        ("/../../etc/passwd", 400),
    ],
)
def test_every_answer_carries_the_headers(served: Served, path: str, status: int) -> None:
    """Pages, files, errors and refusals alike."""
    found, headers, _ = fetch(served.url + path)
    assert (found, headers.items() >= HEADERS.items()) == (status, True), headers


def test_an_upload_carries_the_headers(served: Served) -> None:
    """So does one that the platform refuses, because no page of ours asked for it."""
    status, headers, _ = fetch(f"{served.url}/_stcore/upload_file/a/b", method="PUT", body=b"x")
    assert (status, headers.items() >= HEADERS.items()) == (403, True), headers


def test_the_doors_of_the_platform_trust_nobody(served: Served) -> None:
    """No page around the calculator may steer it; the health endpoint names the catalogue."""
    assert json.loads(fetch(f"{served.url}/_stcore/host-config")[2])["allowedOrigins"] == []
    health = json.loads(fetch(f"{served.url}/healthz")[2])
    assert (health["status"], health["catalogue"]["id"]) == ("ok", "bmh-14")


def test_tls_is_believed_of_a_named_proxy_only(served: Served) -> None:
    """Without PROXIES anybody could say that TLS is there, and a browser would come back by it in vain."""
    status, headers, _ = fetch(served.url, X_Forwarded_Proto="https")
    assert (status, "strict-transport-security" in headers) == (200, False)


def test_a_foreign_name_is_refused(served: Served) -> None:
    """A page that has this machine's address under its own name gets a text, not the calculator."""
    status, headers, body = fetch(served.url, Host="evil.example")
    assert status == 421
    assert headers.items() >= HEADERS.items()
    assert b"HOSTS" in body


def test_the_log_holds_json_and_no_text_of_a_user(served: Served) -> None:
    """Queries, names and origins do not reach it."""
    fetch(f"{served.url}/?p={TYPED}", Origin=f"http://{TYPED}", Host=f"{TYPED}.example")
    asyncio.run(handshake(f"{served.url}", f"http://{TYPED}.example"))
    lines = [json.loads(line) for line in served.logged().splitlines()]
    assert {"starting", "refused"} <= {line["event"] for line in lines}
    assert TYPED not in served.logged()
    assert [line for line in lines if line["level"] == "ERROR"] == []


def test_the_server_asked_nobody(served: Served) -> None:
    """After all of this the process has looked up and connected to nothing but this machine."""
    assert served.outside() == []
