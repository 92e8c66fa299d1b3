"""Where a newcomer begins: three doors, as long as the package is empty and nobody has taken one."""

from __future__ import annotations

import streamlit as st

from budget.catalogue import Catalogue, ReadyPackage
from budget.engine import Package, compose_package
from dashboard import page, state
from dashboard.package.began import begin_empty, is_new
from dashboard.package.controls import open_ready
from dashboard.package.parts import redraw_all
from dashboard.words import language, numbers, t, terms, ui


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


def _ask_question() -> None:
    page.ask_page("zoeken")
    redraw_all()


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
        ui.button(t("Begin met een leeg pakket"), key="door-empty", on_click=begin_empty)
        ui.caption(t("Kies maatregelen in de lijst hieronder; de totalen volgen bij elke klik."))
    with doors[-1]:
        ui.button(t("Begin met een vraag"), key="door-question", on_click=_ask_question)
        ui.caption(
            t("Noem een doel en wat niet mag; het rekenmodel zoekt het kleinste pakket, of bewijst dat er geen is.")
        )
