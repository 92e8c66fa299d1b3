"""
Several users at once, over the platform's own protocol and without a browser.

1. Each toggle brings the engine's totals for what that session chose, and no other session's.
2. Fast toggles of one session are all told.
3. Figures are read back from the page by their digits, whatever bound they carry.
"""

from __future__ import annotations

import asyncio
import random

import pytest

from benchmarks._client import Run, Session
from benchmarks._load import Plan, engine_figures, make_plans, shown_figures
from budget.catalogue import Catalogue
from budget.engine import compose_package
from tests.conftest import APP_LOG, app_log, raised

SESSIONS = 3
TOGGLES = 4


async def _follow(url: str, plan: Plan, others: list[Plan]) -> list[Run]:
    """Toggle by the plan and check each total; the others' plans are what must not be shown."""
    session = await Session.connect(url, plan.query)
    assert shown_figures(session.headline()) == plan.start
    runs = []
    for place, step in enumerate(plan.steps[:TOGGLES]):
        runs.append(await session.toggle(step.id, step.on))
        assert shown_figures(session.headline()) == step.figures
        assert session.chosen() == step.chosen
        assert all(shown_figures(session.headline()) != other.steps[place].figures for other in others)
    await session.close()
    return runs


def test_each_session_gets_its_own_totals(app_url: str, catalogue: Catalogue) -> None:
    """Three sessions toggle at the same time; all totals are right and differ."""
    plans = make_plans(catalogue, SESSIONS, random.Random(5))
    start = APP_LOG.stat().st_size

    async def all_at_once() -> list[list[Run]]:
        follow = (_follow(app_url, plan, [p for p in plans if p is not plan]) for plan in plans)
        return await asyncio.gather(*follow)

    runs = asyncio.run(all_at_once())
    assert [len(found) for found in runs] == [TOGGLES] * SESSIONS
    assert all(0 < run.headline_ms <= run.finished_ms for found in runs for run in found)
    assert not raised(app_log(start))


def test_fast_toggles_are_all_told(app_url: str, catalogue: Catalogue) -> None:
    """Toggles that follow before the page has answered the one before all arrive."""
    ids = ("4.7", "6.2b", "3.1.3", "4.8")

    async def quickly() -> tuple[str, ...]:
        session = await Session.connect(app_url)
        for id_ in ids:
            await session.report(id_, True)
        await session.report(ids[0], False)
        await session.settle(seconds=10)
        await session.close()
        return session.headline()

    assert shown_figures(asyncio.run(quickly())) == engine_figures(compose_package(catalogue, ids[1:]))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("0,0", (0, "")),
        ("−1.236,4", (-1_236_400, "")),
        ("≥ −38,705", (-38_705, "≥")),
        ("≤ 12,0", (12_000, "≤")),
        ("−5,0 + ?", (-5_000, "?")),
    ],
)
def test_totals_are_read_by_their_digits(text: str, figure: tuple[int, str]) -> None:
    """A total in the page's notation becomes thousands of euro and its bound."""
    assert shown_figures((text,)) == (figure,)
