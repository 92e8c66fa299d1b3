"""Where a newcomer begins: three doors, as long as the package is empty and nobody has taken one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from budget.catalogue import Catalogue, ReadyPackage
from budget.engine import Package, compose_package
from dashboard import page, state
from dashboard.package.controls import open_ready
from dashboard.words import language, numbers, t, terms, ui

STARTED: Final = "started"
"""Whether someone who works on this list has chosen to begin with an empty package."""


def is_new(package: Package) -> bool:
    """Whether to show the doors."""
    return not package.selection and not st.session_state.get(STARTED)


def _report_package(catalogue: Catalogue) -> ReadyPackage | None:
    """Return the source's own package for the target in view, the largest; None where a list has none of its own."""
    own = [it for it in catalogue.packages.values() if not it.ours]
    aimed = [it for it in own if it.target == catalogue.info.default_target] or own
    return max(aimed, key=lambda it: len(it.measures), default=None)


def _size(catalogue: Catalogue, ready: ReadyPackage) -> str:
    """Say what a ready-made package comes to."""
    structural = catalogue.columns.structural
    total = compose_package(catalogue, ready.measures).totals[structural]
    return t(
        "{n} maatregelen, {column} {total} {unit}.",
        n=len(ready.measures),
        column=terms.structural(catalogue),
        total=numbers.total(total, numbers.places(catalogue), sign=True),
        unit=terms.unit(catalogue),
    )


def _begin_empty() -> None:
    st.session_state[STARTED] = True


def start(package: Package) -> None:
    """Draw the doors: the source's package, an empty one, a question."""
    if not is_new(package):
        return
    catalogue = package.catalogue
    ready = _report_package(catalogue)
    sums = t("Het rekenmodel telt de effecten van gekozen maatregelen op.")
    held = t("Het rekenmodel telt de effecten van gekozen maatregelen op en houdt ze tegen de doelen.")
    ui.caption(held if catalogue.targets or state.draft().settings.own_targets else sums)
    doors = st.columns(3 if ready else 2, border=True)
    if ready is not None:
        with doors[0]:
            ui.button(t("Begin met het pakket van de bron"), key="door-ready", on_click=open_ready, args=(ready.id,))
            ui.caption(f"{ready.title.get(language())}: {_size(catalogue, ready)}")
    with doors[-2]:
        ui.button(t("Begin met een leeg pakket"), key="door-empty", on_click=_begin_empty)
        ui.caption(t("Kies maatregelen in de lijst hieronder; de totalen volgen bij elke klik."))
    with doors[-1]:
        ui.button(t("Begin met een vraag"), key="door-question", on_click=page.ask_page, args=("zoeken",))
        ui.caption(
            t("Noem een doel en wat niet mag; het rekenmodel zoekt het kleinste pakket, of bewijst dat er geen is.")
        )
