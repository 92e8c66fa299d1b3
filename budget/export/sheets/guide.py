"""The sheet Leeswijzer: what the workbook is, the settings as live cells, and every fixed value under its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from budget.catalogue import Catalogue, ConflictKind, Evidence, OdaKind
from budget.core import DECISION_YEARS, Basis, Ceiling, OdaRules, Open, Scope, Settings
from budget.engine import CURRENT_QUOTA, JENV, MIGRATION_LINE, MONTHS, ODA_BUDGET, Package, Verdict, Why
from budget.export.book import Book, Sheet, Value, mark_of
from budget.export.texts import MARKS, Texts
from budget.resettlement import EUR_PER_KEUR, NOTE_107

FORMAT: Final = "bmh-workbook-1"
SHEETS: Final = (
    *("choice", "dials", "effects", "dial_sums", "postings", "targets"),
    *("oda", "conflicts", "sources", "check"),
)
"""The other sheets, in order."""

PER_MILLE: Final = 1000
PERCENT_DECIMALS: Final = 4
SHARE_DECIMALS: Final = 3


@dataclass(frozen=True)
class Choice:
    """A setting as the workbook offers it: the name of its cell, its options and the option that now holds."""

    name: str
    key: str
    options: tuple[str | int, ...]
    now: Value


def option_label(texts: Texts, key: str, option: str) -> str:
    """Return the label of an option of a setting."""
    return texts(f"option_{key}_{option}")


def list_choices(texts: Texts, settings: Settings) -> tuple[Choice, ...]:
    """Return the settings with their options in the workbook's language; the share is a number or empty."""

    def labels(key: str, kind: Any, now: str) -> tuple[tuple[str | int, ...], str]:
        return tuple(option_label(texts, key, member.value) for member in kind), option_label(texts, key, now)

    share = settings.first_year_share
    return (
        Choice("Besluitjaar", "decision_year", DECISION_YEARS, settings.decision_year),
        Choice("Basis_doel", "basis", *labels("basis", Basis, settings.basis.value)),
        Choice("Reikwijdte", "scope", *labels("scope", Scope, settings.scope.value)),
        Choice("ODA_regels", "oda_rules", *labels("oda_rules", OdaRules, settings.oda_rules.value)),
        Choice("Eerstejaarsaandeel", "share", (), None if share is None else share / PER_MILLE),
        Choice("Plafond", "ceiling", *labels("ceiling", Ceiling, settings.ceiling.value)),
    )


def list_constants(texts: Texts, catalogue: Catalogue) -> list[tuple[str, Value, str]]:
    """Return the fixed values that formulas use: name, value and the key of its explanation."""
    oda = catalogue.oda
    return [
        ("Aan", 1, "on"),
        ("Besluitjaar_rapport", DECISION_YEARS[0], "report_year"),
        ("Procent", 100, "hundred"),
        ("Promille", PER_MILLE, "thousand"),
        ("Decimalen_procent", PERCENT_DECIMALS, "percent_decimals"),
        ("Decimalen_aandeel", SHARE_DECIMALS, "share_decimals"),
        ("Laatste_jaar", int(catalogue.base.years[-1]), "last_year"),
        ("Totale_ODA", oda.total.keur, "total_oda"),
        ("Teken_kosten", mark_of(Open.COST), "mark_cost"),
        ("Teken_besparing", mark_of(Open.SAVING), "mark_saving"),
        ("Teken_onbekend", mark_of(Open.DEPENDS), "mark_depends"),
        ("Grens_minstens", MARKS["least"], "least"),
        ("Grens_hoogstens", MARKS["most"], "most"),
        ("Grens_open", MARKS["none"], "no_bound"),
        ("Keus_eigen_jaar", option_label(texts, "basis", Basis.OWN_YEAR.value), "own_year"),
        ("Keus_hele_grondslag", option_label(texts, "scope", Scope.WHOLE.value), "whole"),
        ("Keus_alleen_gemeld", option_label(texts, "oda_rules", OdaRules.STATED.value), "stated_only"),
        ("Keus_plafond_volgt", option_label(texts, "ceiling", Ceiling.FOLLOWS.value), "follows"),
        ("Oordeel_gehaald", texts.verdict(Verdict.MET), "verdict"),
        ("Oordeel_niet_gehaald", texts.verdict(Verdict.NOT_MET), "verdict"),
        ("Oordeel_onbepaald", texts.verdict(Verdict.UNDETERMINED), "verdict"),
        ("Reden_open_cellen", texts.why(Why.OPEN_CELLS), "why"),
        ("Reden_uitsluitend", texts.why(Why.EXCLUSIVE), "why"),
        ("Soort_uitsluitend", texts.conflict(ConflictKind.EXCLUSIVE), "kind"),
        ("Soort_overlap", texts.conflict(ConflictKind.OVERLAP), "kind"),
        ("Regel_programma", texts.oda_kind(OdaKind.PROGRAMME), "rule"),
        ("Regel_opvang", texts.oda_kind(OdaKind.RECEPTION), "rule"),
        ("Bewijs_gemeld", texts.evidence(Evidence.STATED), "stated"),
        ("Drager_JenV", texts("bearer_jenv"), "bearer"),
        ("Drager_ODA", texts("bearer_oda"), "bearer"),
        ("Drager_overig", texts("bearer_others"), "bearer"),
        ("Hoofdstuk_JenV", JENV, "chapter"),
        ("Hoofdstuk_ODA", ODA_BUDGET, "chapter"),
        ("Migratieartikel", MIGRATION_LINE, "migration_line"),
        ("Past", texts("yes"), "fits"),
        ("Past_niet", texts("no"), "fits"),
        ("Voorvoegsel", MARKS["prefix"], "prefix"),
        ("Herkomst_rapport", texts("origin_report"), "origin"),
        ("Herkomst_eigen", texts("origin_own"), "origin"),
        ("Herkomst_ongeldig", texts("origin_invalid"), "origin"),
        ("Maanden_per_jaar", MONTHS, "months"),
        ("Euro_per_duizend", EUR_PER_KEUR, "eur_per_keur"),
        ("Huidig_quotum", CURRENT_QUOTA, "quota"),
        ("Kosten_uitvoering", NOTE_107.execution, "execution"),
        ("Kosten_integratie", NOTE_107.integration, "integration"),
        ("EU_prioriteit", NOTE_107.eu_priority, "eu_priority"),
        ("EU_overig", NOTE_107.eu_other, "eu_other"),
    ]


def write_guide(book: Book, package: Package, description: str) -> None:
    """Write the sheet: the package, how to read it, the settings, the fixed values."""
    sheet = book.sheet("guide", (30, 34, 92), legend=False)
    texts, info = book.texts, package.catalogue.info
    facts: list[tuple[str, str, str, str]] = [
        ("Pakket_naam", "package", book.title, "package_note"),
        ("Pakket_omschrijving", "description", description, "description_note"),
        ("Catalogus_versie", "catalogue", info.version, "catalogue_note"),
        ("Catalogus_datum", "date", info.date, "date_note"),
        ("BMH_formaat", "format", FORMAT, "format_note"),
    ]
    row = _section(sheet, 2, texts("section_package"))
    for name, label, value, note in facts:
        sheet.text(row, 0, texts(label), "cell")
        sheet.value(row, 1, value, "input_left" if name.startswith("Pakket") else "cell_wrap")
        sheet.text(row, 2, texts(note), "cell_wrap")
        book.define(name, sheet, (row, 1))
        row += 1
    row = _section(sheet, row + 1, texts("section_settings"))
    row = _settings(sheet, row, package.settings)
    row = _section(sheet, row + 1, texts("section_reading"))
    for place in range(1, texts.count("guide_") + 1):
        head, _, body = texts(f"guide_{place}").partition(": ")
        sheet.text(row, 0, head, "cell_wrap")
        sheet.value(row, 1, None, "cell")
        sheet.text(row, 2, body[:1].upper() + body[1:], "cell_wrap")
        row += 1
    row = _section(sheet, row + 1, texts("section_sheets"))
    for key in SHEETS:
        sheet.text(row, 0, texts(f"sheet_{key}"), "cell")
        sheet.value(row, 1, None, "cell")
        sheet.text(row, 2, texts(f"about_{key}"), "cell_wrap")
        row += 1
    _constants(sheet, row + 1, package.catalogue)


def _section(sheet: Sheet, row: int, title: str) -> int:
    for column in range(3):
        sheet.value(row, column, title if column == 0 else None, "section")
    return row + 1


def _settings(sheet: Sheet, row: int, settings: Settings) -> int:
    texts = sheet.book.texts
    for choice in list_choices(texts, settings):
        sheet.text(row, 0, texts(f"setting_{choice.key}"), "cell")
        sheet.value(row, 1, choice.now, "input_share" if choice.key == "share" else "input_left")
        sheet.text(row, 2, texts(f"setting_{choice.key}_note"), "cell_wrap")
        rule: dict[str, Any] = {"validate": "list", "source": list(choice.options)}
        if choice.key == "share":
            rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1, "ignore_blank": True}
        message = {"error_title": texts("error_title"), "error_message": texts(f"setting_{choice.key}_error")}
        sheet.raw.data_validation(row, 1, row, 1, {**rule, **message})
        sheet.book.define(choice.name, sheet, (row, 1))
        row += 1
    delay = settings.delay
    sheet.text(row, 0, texts("delay"), "cell")
    sheet.formula(row, 1, "=Besluitjaar-Besluitjaar_rapport", delay, "left_wrap")
    sheet.text(row, 2, texts("delay_note"), "cell_wrap")
    sheet.book.define("Verschuiving", sheet, (row, 1))
    return row + 1


def _constants(sheet: Sheet, row: int, catalogue: Catalogue) -> None:
    texts = sheet.book.texts
    found = list_constants(texts, catalogue)
    row = _section(sheet, row, texts("section_constants"))
    sheet.table(
        "tVast", row, 0, [texts("head_name"), texts("head_value"), texts("head_meaning")], len(found), right_from=3
    )
    for offset, (name, value, note) in enumerate(found, start=row + 1):
        sheet.text(offset, 0, name, "cell")
        sheet.value(offset, 1, value, "amount_centre" if name == "Totale_ODA" else "cell_centre")
        sheet.text(offset, 2, texts(f"constant_{note}"), "cell_wrap")
        sheet.book.define(name, sheet, (offset, 1))
