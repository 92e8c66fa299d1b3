"""
The list of measures with a toggle in each row: one widget, so that toggling stays fast (docs/decisions/0004).

The texts and figures come from the engine; the component only draws them, filters rows and reports single changes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final
from weakref import WeakKeyDictionary

import streamlit as st

from budget.catalogue import Catalogue, ConflictKind, Measure
from budget.core import Amount, Cell, Settings, certain_keur, dutch, span_of_years
from budget.engine import Package, measure_row, moved
from dashboard.package.conflicts import warnings
from dashboard.package.list_facts import (
    fact_columns,
    fact_values,
    filter_values,
    found_by,
    in_short,
    list_filters,
    own_word,
)
from dashboard.package.outbox import LIST, outbox_data, plain_component, report_callbacks, toggle_component
from dashboard.session import Workspace
from dashboard.words import language, numbers, t, terms

MOST_WRITTEN: Final = 4  # settings and languages of a list
MARKS: Final = {
    "exclusive": dutch("sluit uit: {ids}"),
    "overlap": dutch("overlapt met {ids}"),
    "possible": dutch("niet samen met {ids}"),
}
"""The levels of the marks of measures and what they say, the gravest first."""


@lru_cache(maxsize=1)
def _component() -> Any:
    return toggle_component("measure_list", "list_view.js", "list_order.js", "list_place.js")


@lru_cache(maxsize=1)
def _changing_component() -> Any:
    return plain_component("measure_state")


def column_labels(catalogue: Catalogue) -> list[str]:
    """Return the headings of the columns in the session's language: the years, and the structural one in short."""
    return [*catalogue.columns.years, catalogue.info.columns.structural.short.get(language())]


def labels_of_columns(catalogue: Catalogue) -> dict[str, str]:
    """Return the headings of the columns by column."""
    return dict(zip(catalogue.columns, column_labels(catalogue), strict=True))


def column_heads(catalogue: Catalogue) -> dict[str, str]:
    """Return the headings of the columns by column, in full: for tables that have room, questions and sentences."""
    return {
        **dict(zip(catalogue.columns.years, catalogue.columns.years, strict=True)),
        catalogue.columns.structural: terms.structural(catalogue),
    }


def years_label(catalogue: Catalogue) -> str:
    """Return the heading of the sum of the years, which never holds the structural amount."""
    return span_of_years(catalogue.columns.years)


def direction(measure: Measure) -> str:
    """Say whether a measure saves, costs, does neither or is open, by what is certain of its cells."""
    cells = measure.effects
    if any(isinstance(cell, Amount) and cell.keur == 0 for cell in cells):
        return "open"
    amounts = [certain_keur(cell) for cell in cells]
    if not any(amounts) and not all(isinstance(cell, int) for cell in cells):
        return "open"
    if all(amount == 0 for amount in amounts):
        return "neutral"
    return "saving" if sum(amounts) < 0 else "cost"


def cell_kind(cell: Cell) -> str:
    """Say by which rule a cell is drawn: what is not one number as open, else by its sign."""
    if not isinstance(cell, int):
        return "open"
    return "neg" if cell < 0 else "pos" if cell > 0 else "zero"


def rank(cell: Cell) -> int | None:
    """
    Return the amount that a cell is put in order by, thousands of euro: the part that is certain.

    None, which comes last in each order, for a cell with only something open in it, or that is not given.
    """
    if isinstance(cell, Amount) and cell.open and not cell.certain:
        return None
    return certain_keur(cell)


def _rows(catalogue: Catalogue, settings: Settings, lang: str) -> list[dict[str, Any]]:
    groups, filtered, places = [], bool(list_filters(catalogue)), numbers.places(catalogue)
    told = [key for key, _ in fact_columns(catalogue)]
    for variant in catalogue.variants.values():
        rows = []
        for measure in catalogue.measures.values():
            if catalogue.variant_of[measure.id] != variant.id:
                continue
            facts = {key: value for key, value in fact_values(catalogue, measure).items() if key in told}
            cells, own = measure_row(catalogue, measure, settings), bool(moved(measure, settings))
            rows.append(
                {
                    "id": measure.id,
                    "title": measure.title.get(lang),
                    "cells": [numbers.cell(cell, places, sign=True) for cell in cells],
                    "exact": [numbers.exact_tip(cell, places) for cell in cells] if own else [],
                    "kinds": [cell_kind(cell) for cell in cells],
                    "budget": ", ".join(dict.fromkeys(terms.budget_line(posting.line) for posting in measure.postings)),
                    "direction": direction(measure),
                    "ranks": [rank(cell) for cell in cells],
                    "own": own,
                    "note": measure.open_note.get(lang) if measure.open_note else "",
                    "about": " · ".join(filter(None, [own_word(catalogue, measure), in_short(measure)])),
                    "facts": facts,
                    "words": found_by(catalogue, measure, lang),
                    **({"more": filter_values(measure)} if filtered else {}),
                }
            )
        names = {"short": variant.short(lang), "heading": variant.named(lang, " · ")}
        groups.append({"id": variant.id, "title": variant.title.get(lang), **names, "rows": rows})
    return groups


WRITTEN: WeakKeyDictionary[Catalogue, dict[tuple[Settings, str], str]] = WeakKeyDictionary()


def rows_text(catalogue: Catalogue, settings: Settings, lang: str) -> str:
    """
    Return the rows as JSON, written once: of a long list that would take much of each toggle.

    The last few of each list are kept, as long as the list is.
    """
    written = WRITTEN.setdefault(catalogue, {})
    key = (settings, lang)
    if (found := written.get(key)) is None:
        found = json.dumps(_rows(catalogue, settings, lang), ensure_ascii=False)
        for oldest in list(written)[: 1 - MOST_WRITTEN]:
            written.pop(oldest, None)
        written[key] = found
    return found


def _needing(package: Package, marks: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return the marks of the measures that need another one, where no exclusion is marked."""
    found: dict[str, dict[str, str]] = {}
    for item in package.unmet:
        text = t("vereist {ids}", ids=t(" of ").join(item.needed))
        bare = [member for member in item.chosen if marks.get(member, {}).get("level") != "exclusive"]
        found |= {member: {"level": "overlap", "text": text} for member in bare}
    return found


def _mark(catalogue: Catalogue, levels: dict[str, set[str]]) -> dict[str, str]:
    """Return the mark of the gravest level there is, with all measures that it is about, in the order of the list."""
    level = next(level for level in MARKS if level in levels)
    ids = ", ".join(sorted(levels[level], key=catalogue.order.__getitem__))
    return {"level": level, "text": t(MARKS[level], ids=ids)}


def conflict_marks(package: Package) -> dict[str, dict[str, str]]:
    """
    Return a mark for each measure that a conflict touches, given the chosen ones.

    Level "exclusive" or "overlap" when it bites, "possible" when choosing the measure would exclude a chosen one. One
    that needs another which is not chosen is marked like an overlap.
    """
    chosen = set(package.selection)
    found: dict[str, dict[str, set[str]]] = {}
    for conflict in package.catalogue.conflicts_among(chosen):
        exclusive = conflict.kind is ConflictKind.EXCLUSIVE
        hits = conflict.chosen_by_side(chosen)
        for place, side in enumerate(conflict.sides):
            others = [member for other, hit in enumerate(hits) if other != place for member in hit]
            for member in side if others else ():
                if member in chosen or exclusive:
                    level = ("exclusive" if exclusive else "overlap") if member in chosen else "possible"
                    found.setdefault(member, {}).setdefault(level, set()).update(others)
    marks = {member: _mark(package.catalogue, levels) for member, levels in found.items()}
    return marks | _needing(package, marks)


def _labels(catalogue: Catalogue) -> dict[str, Any]:
    return {
        "columns": column_labels(catalogue),
        "measure": t("Maatregel"),
        "budget": t("Begroting"),
        "legend": terms.legend(terms.unit(catalogue)),
        "search": t("Zoek op nummer of woord"),
        "all": t("Alle"),
        "variants": t("Variant"),
        "kinds": t("Soort"),
        "none": t("Geen maatregel voldoet aan dit filter."),
        "found": t("{shown} van {all} maatregelen"),
        "order": t("Volgorde, naar het structurele bedrag"),
        "orders": {
            "source": t("Volgorde van de bron"),
            "saving": t("Grootste besparing eerst"),
            "cost": t("Hoogste kosten eerst"),
            "column": t("Volgorde van een kolom"),
        },
        "sort": t("Zet op volgorde van deze kolom"),
        "drop": t("Verwijder getoonde"),
        "facts": fact_columns(catalogue),
        "showFacts": t("Toon uitvoering, regels en bewijs"),
        "unknown": t("niet beoordeeld"),
        "fiche": t("Fiche"),
        "chosen": t("gekozen"),
        "shown": t("getoond"),
        "own": t("eigen aanname"),
        "keep": t("houd deze"),
        "filters": list_filters(catalogue),
        "kind": {
            "all": t("Alle soorten"),
            "saving": t("Besparing"),
            "cost": t("Intensivering"),
            "neutral": t("Budgetneutraal"),
            "open": t("Open bedrag"),
            "selected": t("Alleen gekozen"),
        },
    }


def announcement(package: Package, space: Workspace) -> str:
    """Say the new total, and that a step was taken back or made again."""
    catalogue = package.catalogue
    total = package.totals[catalogue.columns.structural]
    text = t(
        "{column} {total} {unit}.",
        column=terms.capital(terms.structural(catalogue)),
        total=numbers.total(total, numbers.places(catalogue), sign=True),
        unit=terms.unit(catalogue),
    )
    return f"{t('Ongedaan gemaakt.')} {text}" if space.slot.undone else text


@lru_cache(maxsize=256)
def _in_full(settings: Settings) -> str:
    return str(settings)


def moment(package: Package, space: Workspace) -> str:
    """Return what tells one total to say from the next, also where both are the same amount: package, choice, settings."""
    told = f"{space.revision} {package.selection} {_in_full(package.settings)}"
    return f"{zlib.crc32(told.encode()):x}"


def measure_list(package: Package, on_fiche: Callable[[str], None]) -> None:
    """
    Draw the list, with what a toggle does not change; call back with the id whose fiche is asked for.

    It comes before its state, so that a new choice is never reported from old rows.
    """
    key = "measure_list"

    def fiche() -> None:
        asked = (st.session_state.get(key) or {}).get("fiche")
        if asked:
            on_fiche(str(asked))

    data = {"groups": rows_text(package.catalogue, package.settings, language()), "labels": _labels(package.catalogue)}
    _component()(key=key, data=data, on_fiche_change=fiche)


def measure_state(
    package: Package, name: str, space: Workspace, on_report: Callable[[object], None], redraw: Callable[[], None]
) -> None:
    """
    Hand the list what is chosen, and what is said of it; call back with the changes that it reports.

    After them comes the call for what to draw anew.
    """
    changing = {
        "selected": list(package.selection),
        "marks": conflict_marks(package),
        "warnings": warnings(package),
        "announcement": announcement(package, space),
        "moment": moment(package, space),
        "name": name,
        **outbox_data(space),
    }
    told = json.dumps(changing, ensure_ascii=False).encode()  # the platform would go through each value
    _changing_component()(key=LIST, data=told, **report_callbacks(LIST, on_report, redraw))
