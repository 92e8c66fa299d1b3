"""The version that paper compares the open package with: as it was saved or opened, or any saved one."""

from __future__ import annotations

from typing import Final

from budget.core import BudgetError
from budget.engine import Package
from budget.share import PieceKind, differences
from dashboard import state
from dashboard.package import saved_package
from dashboard.paper import AS_IT_WAS, Since
from dashboard.saved.contents import draft_of
from dashboard.saved.pieces import piece_name, piece_text
from dashboard.saved.telling import version_title
from dashboard.serving import KEEPER, person
from dashboard.words import explain_error, t, ui
from store import StoreError, Version, history

AS_OPENED: Final = 0
"""Stands for the package as it was saved or opened among the numbers of versions."""


def _versions() -> list[Version]:
    """Return the versions of the saved package that the open one goes on from; none without one, or without a store."""
    origin = state.workspace().slot.origin
    if origin is None:
        return []
    try:
        return history(KEEPER.store(), person(), origin.package)
    except StoreError:
        return []


def since_choice() -> tuple[Package | None, Since]:
    """Let the user choose what paper says the changes of, where there are versions; return that package and its name."""
    found = {one.number: one for one in _versions()}
    if not found:
        return saved_package(), AS_IT_WAS
    chosen = ui.selectbox(
        t("Toon wat veranderde sinds"),
        [AS_OPENED, *found],
        key=state.bound("since"),
        format_func=lambda n: t("het bewaren of openen") if n == AS_OPENED else version_title(found[n]),
    )
    if chosen in (None, AS_OPENED):
        return saved_package(), AS_IT_WAS
    try:
        return _since(found[int(chosen)])
    except BudgetError as error:
        ui.error(explain_error(error))
        return saved_package(), AS_IT_WAS


def _since(version: Version) -> tuple[Package | None, Since]:
    """Compose a version, and say what else than amounts changed since; raises BudgetError."""
    catalogue, now = state.catalogue(), state.draft()
    before = draft_of(version.package, version.number)
    pieces = differences(catalogue, before, now, now)
    told = tuple(
        t(
            "{piece}: was {before}, is {now}",
            piece=piece_name(catalogue, one.piece),
            before=piece_text(catalogue, one.piece, one.base),
            now=piece_text(catalogue, one.piece, one.mine),
        )
        for one in pieces
        if one.piece.kind is not PieceKind.MEASURE
    )
    label = t("versie {title}", title=version_title(version))
    return (state.compose(before) if pieces else None), Since(label, told)
