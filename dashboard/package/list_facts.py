"""What a list says of its measures besides their amounts: direction, theme, tax, and when an amount is structural."""

from __future__ import annotations

from typing import Any

from budget.catalogue import Catalogue, Direction, Evidence, LegalLevel, Measure
from dashboard.package.places import evidence_word
from dashboard.words import t, terms


def direction_word(direction: Direction) -> str:
    """Return in words what a list calls a measure."""
    return t("ombuiging") if direction is Direction.SAVING else t("intensivering")


def legal_word(level: LegalLevel) -> str:
    """Return the legal level in words."""
    words = {
        LegalLevel.NONE: t("geen"),
        LegalLevel.REGULATION: t("lagere regelgeving"),
        LegalLevel.LAW: t("wet"),
        LegalLevel.EU_LAW: t("EU-recht"),
        LegalLevel.TREATY: t("verdrag"),
    }
    return words[level]


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


def own_word(catalogue: Catalogue, measure: Measure) -> str:
    """Say that a measure, or an amount of it, is one's own; "" where it is the list's."""
    if measure.id not in catalogue.listed.measures:
        return t("eigen maatregel")
    return t("eigen schatting") if any(item.measure == measure.id for item in catalogue.own.estimates) else ""


def in_short(measure: Measure) -> str:
    """Say the same in one line below the title of a measure; "" where the list says nothing."""
    parts = [
        "" if measure.direction is None else direction_word(measure.direction),
        t("fiscaal") if measure.tax else "",
        measure.theme or "",
        "" if measure.structural_year is None else t("structureel: {year}", year=measure.structural_year),
    ]
    return " · ".join(filter(None, parts))


def _called(catalogue: Catalogue) -> list[tuple[str, str]]:
    found = {measure.direction for measure in catalogue.measures.values()} - {None}
    return [(way.value, direction_word(way)) for way in Direction if way in found]


def _themes(catalogue: Catalogue) -> list[tuple[str, str]]:
    return [(it, it) for it in sorted({m.theme for m in catalogue.measures.values() if m.theme is not None})]


def _taxes(catalogue: Catalogue) -> list[tuple[str, str]]:
    taxed = any(measure.tax for measure in catalogue.measures.values())
    return [("yes", t("Alleen fiscale")), ("no", t("Zonder fiscale"))] if taxed else []


def _bodies(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return the executing bodies in the page's language, as the list first writes them, in order of name."""
    spelt: dict[str, str] = {}
    for measure in catalogue.measures.values():
        for name in measure.executed_by:
            spelt.setdefault(name.casefold(), name)
    named = ((key, terms.body(catalogue, name)) for key, name in spelt.items())
    return sorted(named, key=lambda it: it[1].casefold())


def _laws(catalogue: Catalogue) -> list[tuple[str, str]]:
    found = {m.legal_change.level for m in catalogue.measures.values() if m.legal_change is not None}
    return [(level.value, legal_word(level)) for level in LegalLevel if level in found]


def _grades(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return the grades of the postings; nothing where all have the same one."""
    found = {posting.evidence for measure in catalogue.measures.values() for posting in measure.postings}
    return [(it.value, evidence_word(it)) for it in Evidence if it in found] if len(found) > 1 else []


def list_filters(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return the filters that the list has data for: their key, their name, and values with words, "" being all."""
    offered = (
        ("called", t("Soort volgens de lijst"), t("Ombuiging en intensivering"), _called(catalogue)),
        ("theme", t("Thema"), t("Alle thema's"), _themes(catalogue)),
        ("tax", t("Fiscaal"), t("Met en zonder fiscale"), _taxes(catalogue)),
        ("body", t("Uitvoering"), t("Elke uitvoerder"), _bodies(catalogue)),
        ("law", t("Wijziging van regels"), t("Elke wijziging van regels"), _laws(catalogue)),
        ("grade", t("Bewijs van het bedrag"), t("Elk bewijs"), _grades(catalogue)),
    )
    return [
        {"key": key, "label": label, "options": [("", every), *words]} for key, label, every, words in offered if words
    ]


def filter_values(measure: Measure) -> dict[str, str | list[str]]:
    """Return a measure's value of each filter, or its values."""
    return {
        "called": "" if measure.direction is None else measure.direction.value,
        "theme": measure.theme or "",
        "tax": "yes" if measure.tax else "no",
        "body": [name.casefold() for name in measure.executed_by],
        "law": "" if measure.legal_change is None else measure.legal_change.level.value,
        "grade": sorted({posting.evidence.value for posting in measure.postings}),
    }


def fact_columns(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return the columns that can stand in the place of the figures, those that the list says anything in."""
    offered = (
        ("body", t("Uitvoering"), _bodies(catalogue)),
        ("law", t("Wijziging van regels"), _laws(catalogue)),
        ("grade", t("Bewijs van het bedrag"), _grades(catalogue)),
    )
    return [(key, label) for key, label, words in offered if words]


def fact_values(catalogue: Catalogue, measure: Measure) -> dict[str, str]:
    """Return what stands in those columns for a measure; "" where nobody assessed it."""
    grades = {posting.evidence for posting in measure.postings}
    return {
        "body": terms.bodies(catalogue, measure.executed_by),
        "law": "" if measure.legal_change is None else legal_word(measure.legal_change.level),
        "grade": ", ".join(evidence_word(grade) for grade in Evidence if grade in grades),
    }


def found_by(catalogue: Catalogue, measure: Measure, lang: str) -> str:
    """Return what else a measure is found by: its summary, the law that it changes and other names of its chapters."""
    note = None if measure.legal_change is None else measure.legal_change.note
    texts = [text.get(lang) for text in (measure.summary, note) if text is not None]
    chapters = dict.fromkeys(posting.budget for posting in measure.postings)
    return " ".join([*texts, *(name for chapter in chapters for name in catalogue.also_called(chapter))])
