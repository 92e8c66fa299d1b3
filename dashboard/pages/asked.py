"""What a figure answers when it is asked to explain itself: its sum, what changed, or what closes the gap to a target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from budget.engine import Package, package_targets
from dashboard import page, state
from dashboard.chain import ASK_BORNE, ASK_STAY, borne_dialog, stay_dialog
from dashboard.package import (
    ASK_ACROSS,
    ASK_AIMED,
    ASK_BRIDGE,
    ASK_CHANGES,
    ASK_COMPARED,
    ASK_FICHE,
    ASK_FOUND,
    ASK_GAP,
    ASK_MADE,
    ASK_MISSED,
    ASK_ONCE,
    ASK_SUM,
    BASE,
    GOAL,
    Asked,
    aimed_ask,
    made_dialog,
    once_made,
    read_sum,
    saved_package,
    sum_dialog,
)
from dashboard.pages.bridge_made import bridge_made
from dashboard.pages.compare import bridge_to, compared_package
from dashboard.pages.compare_lists import package_of_list
from dashboard.pages.goal_made import goal_made
from dashboard.pages.list_search import fiche_of_any_list
from dashboard.pages.oda_made import oda_made
from dashboard.paper import Section, changes_section, figures_html
from dashboard.search import found_package, gap_dialog, missed_made
from dashboard.words import html, show, ui


def _show(section: Section) -> None:
    page.way_back()
    if section.table is not None:
        show(html.wide(figures_html(section.table, section.key), section.title))


@dataclass(frozen=True)
class Owner:
    """The package that a sum is asked of, its name where it is not the open one, and which sum of it is asked."""

    package: Package
    name: str
    asked: Asked


def _of(named: tuple[str, Package] | None, which: str) -> Owner | None:
    if named is None or (asked := read_sum(named[1], which)) is None:
        return None
    return Owner(named[1], named[0], asked)


def _owner(package: Package, kind: str, which: str) -> Owner | None:
    """Return whose sum a question of a kind is about; None where there is no such package or sum."""
    if kind == ASK_SUM:
        return _of(("", package), which)
    if kind == ASK_COMPARED:
        place, _, rest = which.partition(":")
        return _of(compared_package(place), rest)
    where, place, rest = [*which.split(":", 2), "", ""][:3]
    if kind == ASK_FOUND:
        found = found_package(where, place)
        return None if found is None else _of((found.name, found.package), rest)
    return _of(package_of_list(where, place), rest) if kind == ASK_ACROSS else None


def _sum_of(kind: str, package: Package, which: str) -> None:
    """Open the sum of a package: the open one, a compared or a found one, or one of another list."""
    if (owner := _owner(package, kind, which)) is not None:
        sum_dialog(owner.package, owner.asked, owner.name)


def _once(package: Package, which: str) -> None:
    """Open what of such a sum counts twice, and how the total without it follows."""
    kind, _, rest = which.partition(":")
    owner = _owner(package, kind, rest)
    if owner is not None and (made := once_made(owner.package, owner.asked, which)) is not None:
        made_dialog(owner.package.catalogue, made)


def _missed(package: Package, which: str) -> None:
    """Open what a package that a search found misses of the goals."""
    search, _, place = which.partition(":")
    if (made := missed_made(search, place)) is not None:
        made_dialog(package.catalogue, made)


def _other_package(search: str, place: str) -> Package | None:
    """Return a package that is not the open one: of a search by its key, or one of those that are compared."""
    if search == ASK_COMPARED:
        named = compared_package(place)
        return None if named is None else named[1]
    found = found_package(search, place)
    return None if found is None else found.package


def _aimed(_package: Package, which: str) -> None:
    """Open how what a target asks of a package that a search found, or that is compared, is made."""
    search, place, column, name = [*which.split(":", 3), "", "", ""][:4]
    package = _other_package(search, place)
    if package is None or column not in package.catalogue.columns.place or name.partition("/")[0] not in {GOAL, BASE}:
        return
    if (made := goal_made(package, column, name, partial(aimed_ask, search, place))) is not None:
        made_dialog(package.catalogue, made)


def _bridge(_package: Package, which: str) -> None:
    """Open what a step or a level of the bridge between compared packages is made of."""
    place, column, what = [*which.split(":", 2), "", ""][:3]
    if (crossed := bridge_to(place, column)) is None:
        return
    first, other, found = crossed
    if (made := bridge_made(first, other, int(place), found, what)) is not None:
        made_dialog(first[1].catalogue, made)


def _made(package: Package, which: str) -> None:
    """Open what a figure is made of that follows from others."""
    column, _, name = which.partition(":")
    if column not in package.catalogue.columns.place:
        return
    if (made := oda_made(package, column, name) or goal_made(package, column, name)) is not None:
        made_dialog(package.catalogue, made)


def _fiche(_package: Package, which: str) -> None:
    """Open the fiche of a measure, of the open list or of another."""
    list_, _, measure = which.partition(":")
    fiche_of_any_list(list_, measure)


def _changes(package: Package, _which: str) -> None:
    """Open what changed in the package since it was saved or opened."""
    if (before := saved_package()) is not None:
        section = changes_section(package, before)
        ui.dialog(section.title, width="large")(_show)(section)


def _gap(package: Package, which: str) -> None:
    if which in package_targets(package):
        gap_dialog(package, which)


ANSWERS: Final[dict[str, Callable[[Package, str], None]]] = {
    **{kind: partial(_sum_of, kind) for kind in (ASK_SUM, ASK_COMPARED, ASK_FOUND, ASK_ACROSS)},
    ASK_ONCE: _once,
    ASK_MISSED: _missed,
    ASK_AIMED: _aimed,
    ASK_BRIDGE: _bridge,
    ASK_MADE: _made,
    ASK_STAY: stay_dialog,
    ASK_BORNE: borne_dialog,
    ASK_FICHE: _fiche,
    ASK_CHANGES: _changes,
    ASK_GAP: _gap,
}
"""What opens for each kind of question, with the open package and which figure it is of."""


def answer_figure() -> None:
    """Open the explanation of the figure that was clicked, if one was; what the package does not have opens nothing."""
    kind, which = page.asked_figure()
    if kind in ANSWERS:
        ANSWERS[kind](state.package(), which)
