"""
Changes of single measures, each handled against the package it was made on (docs/decisions/0010).

A report of a list of toggles holds every change that the list has not seen acknowledged, so the same change can come
more than once, in any number of reports; it is handled once. Plain functions on a workspace.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from budget.catalogue import Catalogue
from budget.engine import find_clashes
from dashboard.session.workspace import Refusal, Workspace

MAX_INSTANCES = 20
MAX_REFUSALS = 200
MAX_TEXT = 80  # of an id from outside; the catalogue's are shorter


@dataclass(frozen=True)
class Change:
    """
    One click: a measure switched on or off, or kept in a conflict, or all of `drop` switched off at once.

    A measure that is kept drops what excludes it, or `drop` where that is given: as long as it is still chosen. `n` counts
    the clicks within a list of toggles.
    """

    n: int
    id: str
    on: bool
    revision: str
    keep: bool = False
    drop: tuple[str, ...] = ()


def _read_ids(ids: object) -> tuple[str, ...]:
    """Read the ids that are dropped together; what is no text is left out."""
    return tuple(id_[:MAX_TEXT] for id_ in ids if isinstance(id_, str)) if isinstance(ids, list) else ()


def _read_items(items: object) -> Iterator[Change]:
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        n, id_, on, revision = (item.get(name) for name in ("n", "id", "on", "revision"))
        if type(n) is int and isinstance(id_, str) and isinstance(on, bool) and isinstance(revision, str):
            yield Change(n, id_[:MAX_TEXT], on, revision, item.get("keep") is True, _read_ids(item.get("drop")))


def read_report(report: object) -> tuple[str, list[Change]]:
    """Read what a browser sends: the instance of the list, and its changes in order; what has no form is left out."""
    if not isinstance(report, dict) or not isinstance(report.get("from"), str):
        return "", []
    return report["from"][:MAX_TEXT], sorted(_read_items(report.get("items")), key=lambda change: change.n)


def excluded_by(catalogue: Catalogue, measures: tuple[str, ...], id_: str) -> set[str]:
    """Return the chosen measures that exclude a chosen one."""
    return {
        other
        for clash in find_clashes(catalogue, measures)
        if clash.exclusive and id_ in clash.chosen
        for side in clash.conflict.sides
        if id_ not in side
        for other in side
    }


def refuse(space: Workspace, id_: str, unknown: bool = False) -> None:
    """Note a change that is not made, for the page to tell until the user has read it."""
    space.refused += 1
    space.refusals = [*space.refusals, Refusal(space.refused, id_, unknown)][-MAX_REFUSALS:]


def _make(space: Workspace, catalogue: Catalogue, change: Change) -> None:
    if change.revision != space.revision:
        for id_ in (change.id,) if change.keep else change.drop or (change.id,):
            refuse(space, id_)
    elif change.id not in catalogue.measures:
        refuse(space, change.id, unknown=True)
    else:
        draft = space.slot.draft
        if change.drop:
            goes = not change.keep or change.id in draft.measures
            measures = set(draft.measures) - set(change.drop if goes else ())
        elif change.keep:
            measures = set(draft.measures) - excluded_by(catalogue, draft.measures, change.id)
        elif change.on:
            measures = {*draft.measures, change.id}
        else:
            measures = set(draft.measures) - {change.id}
        space.step(replace(draft, measures=catalogue.sorted_selection(measures)))


def apply_report(space: Workspace, catalogue: Catalogue, report: object) -> None:
    """
    Make the changes of a report, each once: applied to today's state of the package it was made on, or refused.

    Every change that alters the package is a step of its own to undo, however many one report holds: how clicks are
    bundled depends on the server's pace, and undoing may not.
    """
    instance, changes = read_report(report)
    for change in changes:
        if change.n > space.applied.get(instance, 0):
            _make(space, catalogue, change)
            space.applied.pop(instance, None)  # the instance heard last stands last
            space.applied[instance] = change.n
    for oldest in list(space.applied)[:-MAX_INSTANCES]:
        del space.applied[oldest]


def made_here(space: Workspace, report: object) -> bool:
    """
    Whether a report that a browser still repeats was made in this session.

    One of a session before this was handled there; what was not, the list sends anew when it meets this session.
    """
    return all(change.revision.startswith(f"{space.session}-") for change in read_report(report)[1])


def forget_refusals(space: Workspace, number: int) -> None:
    """Forget the refusals up to this number: the user has read them."""
    space.refusals = [refusal for refusal in space.refusals if refusal.number > number]
