"""
Many sessions at once on one page: what each toggles, whether each figure is its own, and how long it took.

The expected figures come from the engine, composed before anything is measured, and are compared as whole thousands of
euro, so that no formatting of the page is taken for granted.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from benchmarks._client import BareSession, Run, ScriptError, Session
from benchmarks._served import Server
from budget.catalogue import Catalogue
from budget.core import Amount, bounds_of, keur_from_meur, meur_from_keur
from budget.engine import Package, compose_package
from budget.share import Draft, SharedState, make_link
from dashboard.words import numbers

PAUSE_SECONDS = (2.0, 5.0)
AT_ONCE = 8  # sessions that open their page at the same time
STEPS = 80  # toggles planned for each session, more than a benchmark reaches

Figures = tuple[tuple[int, str], ...]
"""For each column the amount in thousands of euro and its bound: "", "≥", "≤" or "?" (open on both sides)."""


def shown_figures(texts: tuple[str, ...]) -> Figures:
    """Read the totals of the page, Dutch notation in EUR million, by their digits."""
    found = []
    for text in texts:
        bound = next((sign for sign in "≥≤?" if sign in text), "")
        digits = text.strip("≥≤?+ ").replace(".", "").replace(",", ".").replace("−", "-")
        found.append((keur_from_meur(Decimal(digits)), bound))
    return tuple(found)


def engine_figures(package: Package) -> Figures:
    """Return the engine's totals in the form of `shown_figures`, rounded as the list has its amounts on screen."""
    places = numbers.places(package.catalogue)

    def bound(total: Amount) -> str:
        return {(False, False): "", (True, False): "≥", (False, True): "≤"}.get(
            (total.upper is None, total.lower is None), "?"
        )

    shown = (
        (numbers.rounded(meur_from_keur(total.keur or 0), places), bound(total)) for total in package.totals.values()
    )
    return tuple((keur_from_meur(meur), sign) for meur, sign in shown)


@dataclass(frozen=True)
class Step:
    """A toggle and what must stand on the page after it."""

    id: str
    on: bool
    chosen: frozenset[str]
    figures: Figures


@dataclass
class Plan:
    """What one session starts with, by its address, and what it toggles."""

    query: str
    start: Figures
    steps: list[Step]


def make_plans(catalogue: Catalogue, sessions: int, chance: random.Random, toggles: int = STEPS) -> list[Plan]:
    """
    Draw a package of its own for each session, no two with the same totals, and toggles of random measures.

    Measures with a range are left out: the headline writes a range by two numbers.
    """
    plans: list[Plan] = []
    taken: set[Figures] = set()
    ids = [m.id for m in catalogue.measures.values() if all(bounds_of(cell).keur is not None for cell in m.effects)]
    while len(plans) < sessions:
        chosen = set(chance.sample(ids, chance.randrange(4, 12)))
        package = compose_package(catalogue, chosen)
        start = engine_figures(package)
        if start in taken:
            continue
        taken.add(start)
        code = make_link(catalogue, SharedState((Draft(measures=package.selection),)))
        steps = []
        for _ in range(toggles):
            id_ = chance.choice(ids)
            chosen ^= {id_}
            figures = engine_figures(compose_package(catalogue, chosen))
            steps.append(Step(id_, id_ in chosen, frozenset(chosen), figures))
        plans.append(Plan(f"p={code}", start, steps))
    return plans


@dataclass
class Faults:
    """What went wrong, by kind."""

    wrong: int = 0  # another total than the engine's
    foreign: int = 0  # of these: the total that another session has now
    lost: int = 0  # a toggle that the list does not show, or that was never answered

    def __bool__(self) -> bool:
        return bool(self.wrong or self.lost)


class User(Protocol):
    """Whoever toggles on a page."""

    async def open(self) -> None:
        """Open the page."""

    async def toggle(self) -> Run | None:
        """Toggle the next thing and check the answer; None when there was none."""

    async def close(self) -> None:
        """Leave the page."""


class BareUser:
    """Switches the one checkbox on and off."""

    def __init__(self, url: str, faults: Faults) -> None:
        self._url, self._faults, self._on = url, faults, False

    async def open(self) -> None:
        self._page = await BareSession.connect(self._url)

    async def toggle(self) -> Run | None:
        self._on = not self._on
        try:
            run = await self._page.toggle(self._on)
        except (TimeoutError, ScriptError):
            self._faults.lost += 1
            return None
        self._faults.wrong += self._page.headline() != (str(int(self._on)),)
        return run

    async def close(self) -> None:
        await self._page.close()


class AppUser:
    """Composes a package by its plan; `now` holds what each session must show at this moment."""

    def __init__(self, url: str, faults: Faults, plan: Plan, now: list[Figures], place: int) -> None:
        self._url, self._faults, self._plan, self._now, self._place = url, faults, plan, now, place
        self._steps = iter(plan.steps)

    async def open(self) -> None:
        self._page = await Session.connect(self._url, self._plan.query)
        self._check(self._plan.start)

    async def toggle(self) -> Run | None:
        step = next(self._steps)
        self._now[self._place] = step.figures
        try:
            run = await self._page.toggle(step.id, step.on)
        except (TimeoutError, ScriptError):
            self._faults.lost += 1
            return None
        self._check(step.figures)
        self._faults.lost += self._page.chosen() != step.chosen
        return run

    def _check(self, expected: Figures) -> None:
        shown = shown_figures(self._page.headline())
        if shown != expected:
            self._faults.wrong += 1
            self._faults.foreign += shown in self._now[: self._place] + self._now[self._place + 1 :]

    async def close(self) -> None:
        await self._page.close()


@dataclass
class Measured:
    """The runs of one way of toggling, and the server's processor time for them in milliseconds."""

    runs: list[Run] = field(default_factory=list)
    cpu_ms: float = 0.0


class Crowd:
    """The sessions on one server; opens them, lets them toggle, and knows what the server used for them."""

    def __init__(self, server: Server, users: list[User], faults: Faults) -> None:
        self.server, self.users, self.faults = server, users, faults
        self._before_kb = 0

    async def open(self) -> None:
        """Open all pages, the first alone so that the server has loaded everything before its memory is read."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def enter(user: User) -> None:
            async with gate:
                await user.open()

        warm, *others = self.users
        await warm.open()
        await warm.toggle()
        self._before_kb = self.server.memory_kb()
        await asyncio.gather(*(enter(user) for user in others))

    def growth_kb(self) -> float | None:
        """Return what the server's memory grew for each session after the first, in units of 1024 bytes."""
        others = len(self.users) - 1
        return (self.server.memory_kb() - self._before_kb) / others if others else None

    async def spread(self, seconds: float, chance: random.Random, into: Measured) -> None:
        """Let every session toggle for some seconds, see the answer and pause before its next toggle."""
        end = time.perf_counter() + seconds

        async def work(user: User, first: float, pauses: random.Random) -> list[Run]:
            runs, pause = [], first
            while time.perf_counter() + pause < end:
                await asyncio.sleep(pause)
                run = await user.toggle()
                runs += [run] if run else []
                pause = pauses.uniform(*PAUSE_SECONDS)
            return runs

        jobs = [
            (user, chance.uniform(0, sum(PAUSE_SECONDS) / 2), random.Random(chance.random())) for user in self.users
        ]
        await self._measure([lambda job=job: work(*job) for job in jobs], into)

    async def burst(self, into: Measured) -> None:
        """Let all sessions toggle at one moment."""

        async def work(user: User) -> list[Run]:
            run = await user.toggle()
            return [run] if run else []

        await self._measure([lambda user=user: work(user) for user in self.users], into)

    async def _measure(self, works: list[Callable[[], Awaitable[list[Run]]]], into: Measured) -> None:
        before = self.server.cpu_ms()
        for runs in await asyncio.gather(*(work() for work in works)):
            into.runs += runs
        into.cpu_ms += self.server.cpu_ms() - before

    async def close(self) -> None:
        """Close all pages."""
        await asyncio.gather(*(user.close() for user in self.users))


def bare_crowd(server: Server, sessions: int) -> Crowd:
    """Make sessions on the page with one checkbox."""
    faults = Faults()
    return Crowd(server, [BareUser(server.url, faults) for _ in range(sessions)], faults)


def app_crowd(
    server: Server, catalogue: Catalogue, sessions: int, chance: random.Random, toggles: int = STEPS
) -> Crowd:
    """Make sessions on the calculator, each with a plan of its own."""
    faults = Faults()
    plans = make_plans(catalogue, sessions, chance, toggles)
    now = [plan.start for plan in plans]
    return Crowd(server, [AppUser(server.url, faults, plan, now, place) for place, plan in enumerate(plans)], faults)
