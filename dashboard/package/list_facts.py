"""What a list says of its measures besides their amounts: direction, theme, tax, and when an amount is structural."""

from __future__ import annotations

from typing import Any

from budget.catalogue import Catalogue, Direction, Measure
from dashboard.words import t


def direction_word(direction: Direction) -> str:
    """Return in words what a list calls a measure."""
    return t("ombuiging") if direction is Direction.SAVING else t("intensivering")


def list_facts(measure: Measure) -> list[tuple[str, str]]:
    """Name what the list says of a measure; nothing of what it leaves out."""
    found: list[tuple[str, str]] = []
    if measure.direction is not None:
        found.append((t("Soort volgens de lijst"), direction_word(measure.direction)))
    if measure.theme is not None:
        found.append((t("Thema"), measure.theme))
    if measure.tax:
        found.append((t("Fiscaal"), t("ja, een belastingmaatregel")))
    if measure.structural_year is not None:
        found.append((t("Structureel bedrag bereikt"), str(measure.structural_year)))
    return found


def in_short(measure: Measure) -> str:
    """Say the same in one line below the title of a measure; "" where the list says nothing."""
    parts = [
        "" if measure.direction is None else direction_word(measure.direction),
        t("fiscaal") if measure.tax else "",
        measure.theme or "",
        "" if measure.structural_year is None else t("structureel: {year}", year=measure.structural_year),
    ]
    return " · ".join(filter(None, parts))


def list_filters(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return the filters that the list has data for: their key, their name, and values with words, "" being all."""
    measures = catalogue.measures.values()
    called = {measure.direction for measure in measures} - {None}
    themes = sorted({measure.theme for measure in measures if measure.theme is not None})
    taxes = {measure.tax for measure in measures}
    found = []
    if called:
        words = [(way.value, direction_word(way)) for way in Direction if way in called]
        found.append(
            {
                "key": "called",
                "label": t("Soort volgens de lijst"),
                "options": [("", t("Ombuiging en intensivering")), *words],
            }
        )
    if themes:
        options = [("", t("Alle thema's")), *((theme, theme) for theme in themes)]
        found.append({"key": "theme", "label": t("Thema"), "options": options})
    if True in taxes:
        words = [("", t("Met en zonder fiscale")), ("yes", t("Alleen fiscale")), ("no", t("Zonder fiscale"))]
        found.append({"key": "tax", "label": t("Fiscaal"), "options": words})
    return found


def filter_values(measure: Measure) -> dict[str, str]:
    """Return a measure's value of each filter."""
    called = "" if measure.direction is None else measure.direction.value
    return {"called": called, "theme": measure.theme or "", "tax": "yes" if measure.tax else "no"}
