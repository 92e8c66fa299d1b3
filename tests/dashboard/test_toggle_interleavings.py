"""
Random interleavings of clicks on a slow server, through the real lists of toggles in a real browser.

Invariants: 1. no click is lost: it is made, or the page says that it is not; 2. none is invented: the packages hold
what the clicks and the other actions come to, and nothing else.

Four kinds are played once by default, every kind some times with `-m long`, and over two hundred interleavings with
`INTERLEAVINGS=all` besides.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error

from budget.catalogue import Catalogue
from tests.dashboard.slow_pages import SlowApp, serve_slowly
from tests.dashboard.toggle_player import Player

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LIST_KINDS = ("doubles", "ready", "undo", "file", "language", "ready", "away", "undo", "address")
ALL = os.environ.get("INTERLEAVINGS") == "all"
LIST_TIMES, MEETING_TIMES = (162, 49) if ALL else (54, 21)
SHORT_KINDS = ("doubles", "ready")
MEETING_KINDS = ("doubles", "keys", "pause", "keys", "language", "address", "keys")


@pytest.fixture(scope="module")
def slow_app(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowApp]:
    with serve_slowly(tmp_path_factory.mktemp("slow")) as app:
        yield app


def play(players: list[Player], kinds: tuple[str, ...], times: int, seed: str) -> Counter[str]:
    """Play so many interleavings, in turn in each tab, and count what became of the clicks."""
    for player in players:
        player.start()
    for number in range(times):
        dice = random.Random(f"{seed}-{number}")
        player = players[number % len(players)]
        kind = kinds[number % len(kinds)]
        try:
            player.play(kind, dice)
        except (AssertionError, Error, pytest.fail.Exception) as error:
            story = f"interleaving {number} of seed {seed}, {kind}, clicked {player.made}: {error}"
            raise AssertionError(story) from error
        if len(player.models[0].desks) > 6 or len(player.models) > 20:
            player.start()
    total = sum((player.counts for player in players), Counter[str]())
    assert sum(total[f"played {kind}"] for kind in set(kinds)) == times
    assert total["clicks"] == total["applied"] + total["refused"]
    print(f"\n{dict(total)}")
    return total


def list_players(page: Page, app: SlowApp, catalogue: Catalogue, folder: Path) -> list[Player]:
    """Two tabs of one browser, each a session of its own."""
    return [Player(tab, app, catalogue, "", folder) for tab in (page, page.context.new_page())]


def test_clicks_on_the_list_are_made_or_told(
    page: Page, slow_app: SlowApp, catalogue: Catalogue, tmp_path: Path
) -> None:
    total = play(list_players(page, slow_app, catalogue, tmp_path), SHORT_KINDS, len(SHORT_KINDS), "short")
    assert total["applied"] > 2


@pytest.mark.long
def test_clicks_in_a_meeting_are_made_or_told(
    page: Page, slow_app: SlowApp, catalogue: Catalogue, tmp_path: Path
) -> None:
    total = play([Player(page, slow_app, catalogue, "vergadering", tmp_path)], ("keys", "pause"), 2, "short")
    assert total["applied"] > 2


@pytest.mark.long
def test_many_clicks_on_the_list_are_made_or_told(
    page: Page, slow_app: SlowApp, catalogue: Catalogue, tmp_path: Path
) -> None:
    total = play(list_players(page, slow_app, catalogue, tmp_path), LIST_KINDS, LIST_TIMES, "long")
    assert total["refused"] > 3


@pytest.mark.long
def test_many_clicks_in_a_meeting_are_made_or_told(
    page: Page, slow_app: SlowApp, catalogue: Catalogue, tmp_path: Path
) -> None:
    total = play([Player(page, slow_app, catalogue, "vergadering", tmp_path)], MEETING_KINDS, MEETING_TIMES, "long")
    assert total["applied"] > 20
