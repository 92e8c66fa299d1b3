"""
The workbook: a package as a live model in Excel, whose 1/0 column and settings drive every figure.

Every formula carries the engine's value, so that Protected View and previewers show figures. Equal input gives equal
bytes: the only date is the catalogue's.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Final

from budget.core import CallError
from budget.engine import (
    NOTHING,
    Bearer,
    OdaColumn,
    Package,
    Split,
    TargetResult,
    Totals,
    alongside,
    attribute_oda,
    compare_packages,
    evaluate_targets,
    package_once,
)
from budget.export.book import start_book
from budget.export.bounds import bounded_measures
from budget.export.sheet import Value
from budget.export.sheets.beside import write_beside
from budget.export.sheets.chain import write_chain
from budget.export.sheets.chain_results import chain_values
from budget.export.sheets.checks import write_check
from budget.export.sheets.choice import write_choice
from budget.export.sheets.choice_groups import by_chapter, chapters_of
from budget.export.sheets.chosen import write_chosen
from budget.export.sheets.compare import write_bridges, write_measures, write_side_by_side
from budget.export.sheets.conflicts import write_conflicts
from budget.export.sheets.course import followed, write_course
from budget.export.sheets.dial_sums import write_dial_sums
from budget.export.sheets.dials import write_dials
from budget.export.sheets.effects import write_effects
from budget.export.sheets.ends import bound_mark, by_end, plain_sums
from budget.export.sheets.guide import FORMAT, write_guide
from budget.export.sheets.long_table import write_long_table
from budget.export.sheets.oda import write_oda
from budget.export.sheets.oda_ends import BY_END, values_of
from budget.export.sheets.oda_parts import KINDS
from budget.export.sheets.overlap import write_overlap
from budget.export.sheets.own_figures import own_values_by_key, write_own_figures
from budget.export.sheets.own_targets import write_own_targets
from budget.export.sheets.posting_rows import list_rows
from budget.export.sheets.postings import write_postings
from budget.export.sheets.requirements import write_requirements
from budget.export.sheets.settings import has_choice
from budget.export.sheets.sources import write_sources
from budget.export.sheets.stacking import has_stacking, stacking_values, write_stacking
from budget.export.sheets.target_ends import percents_by_end
from budget.export.sheets.targets import write_targets
from budget.export.texts import Texts
from budget.export.units import as_share
from budget.odf import to_ods

COMPARISON_FORMAT: Final = "comparison-3"

Values = dict[str, Sequence[Value]]

MIN_COMPARED: Final = 2
MAX_COMPARED: Final = 4


def _target_values(result: TargetResult, t: Texts, overlaps: bool, ends: bool) -> Values:
    cells = list(result.cells.values())
    key = f"target:{result.target.id}"
    once: Values = {
        f"{key}:once": plain_sums(cell.once for cell in cells),
        f"{key}:as_added": [t.verdict(cell.as_added) for cell in cells],
        f"{key}:counted_once": [t.verdict(cell.counted_once) for cell in cells],
    }
    by_ends: Values = {}
    if ends:
        shown = [("effect", "effect"), ("gap", "gap"), *([("once", "once")] if overlaps else [])]
        for name, attribute in shown:
            by_ends |= by_end(f"{key}:{name}", {c: getattr(cell, attribute) for c, cell in result.cells.items()})
        by_ends |= {f"{key}:{name}": found for name, found in percents_by_end(cells).items() if name != "percent"}
    return {
        f"{key}:base": [cell.base_keur for cell in cells],
        f"{key}:target": [cell.target_keur for cell in cells],
        f"{key}:effect": plain_sums(cell.effect for cell in cells),
        f"{key}:bound": [bound_mark(cell.effect) for cell in cells],
        f"{key}:gap": plain_sums(cell.gap for cell in cells),
        f"{key}:percent": percents_by_end(cells)["percent"],
        f"{key}:verdict": [t.verdict(cell.verdict) for cell in cells],
        f"{key}:why": [t.why(cell.why) for cell in cells],
        **(once if overlaps else {}),
        **by_ends,
    }


def _oda_column(column: OdaColumn, t: Texts) -> dict[str, Value]:
    split = column.split
    return {
        "numerator": column.share.numerator,
        "denominator": column.share.denominator,
        "share": as_share(column.share.percent),
        "attribution_before": column.attribution_before,
        "share_before": as_share(column.share_of_oda(column.attribution_before) or Decimal(0)),
        "ceiling_before": column.ceiling_before,
        "holds": t("ja") if column.holds else t("nee"),
        "bound_effect": bound_mark(column.effect),
        "bound_own": bound_mark(split.own),
        "bound_attributed": bound_mark(split.attributed),
        "bound_programme": bound_mark(split.programme),
        "bound_cover": bound_mark(split.cover),
        "bound_others": bound_mark(split.others),
    }


def _oda_values(package: Package, t: Texts, ends: bool) -> Values:
    oda, names = attribute_oda(package), package.catalogue.columns
    columns = [_oda_column(column, t) for column in oda.columns.values()]
    values: Values = {f"oda:{key}": [column[key] for column in columns] for key in columns[0]}
    kinds = KINDS if ends else KINDS[:1]
    for key in BY_END:
        for kind in kinds:
            values[f"oda:{key}{(kind and f'_{kind}') or ''}"] = values_of(list(oda.columns.values()), key, kind)
    for id_ in package.catalogue.measures:
        splits = oda.by_measure.get(id_, dict.fromkeys(names, Split()))
        for part in Bearer:
            key, found = f"oda:{id_}:{part.value}", {name: getattr(splits[name], part.value) for name in names}
            values |= {key: plain_sums(found.values())} | (by_end(key, found) if ends else {})
    return values


SUMS: Final = {"total": "totals", "intensifications": "intensifications", "savings": "savings"}
"""The keys of the package's sums, and what they are called in the engine."""


def _groups(package: Package) -> dict[str, Totals]:
    """Return the totals of every variant, chapter and budget line under their keys, also of those without a measure."""
    catalogue, nothing = package.catalogue, dict.fromkeys(package.catalogue.columns, NOTHING)
    budgets = sorted({posting.line for measure in catalogue.measures.values() for posting in measure.postings})
    by_variant = {f"variant:{id_}": package.by_variant.get(id_, nothing) for id_ in catalogue.variants}
    chapters = by_chapter(package)
    by_variant |= {f"chapter:{name}": chapters.get(name, nothing) for name in chapters_of(catalogue)}
    by_variant |= {f"sum:{key}": package.totals for key in ("variant", "chapter", "budget")}
    return by_variant | {f"budget:{name}": package.by_budget.get(name, nothing) for name in budgets}


def result_values(package: Package, language: str = "nl") -> Values:
    """Return the engine's value of every result by key, one for each column: thousands of euro, a share or a word."""
    t, catalogue = Texts(language, package.catalogue.info.overlaps.is_complete), package.catalogue
    values: Values = {
        "total": plain_sums(package.totals.values()),
        "total_bound": [bound_mark(total) for total in package.totals.values()],
        "intensifications": plain_sums(package.intensifications.values()),
        "savings": plain_sums(package.savings.values()),
        "open_cells": [sum(cell.column == column for cell in package.open_cells) for column in catalogue.columns],
    }
    overlaps, ends = has_choice(catalogue.frame, "Overlap"), bool(bounded_measures(catalogue))
    if overlaps:
        values["once"] = plain_sums(package_once(package).values())
    groups = _groups(package)
    values |= {key: plain_sums(totals.values()) for key, totals in groups.items()}
    if ends:
        totals = {key: getattr(package, attribute) for key, attribute in SUMS.items()} | groups
        for key, found in (totals | ({"once": package_once(package)} if overlaps else {})).items():
            values |= by_end(key, found)
    for result in evaluate_targets(package).values():
        values |= _target_values(result, t, overlaps, ends)
    values |= own_values_by_key(package, t)
    values |= followed(values)
    if has_stacking(catalogue):
        values |= stacking_values(package, ends)
    values |= chain_values(package)
    return values if catalogue.oda is None else values | _oda_values(package, t, ends)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the garbage collector wait: hundreds of thousands of cells, none of them garbage, cost it a third of the time."""
    waits = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if waits:
            gc.enable()


def write_workbook(package: Package, name: str = "", language: str = "nl", description: str = "") -> bytes:
    """
    Write a package as a workbook in `language` ("nl" or "en").

    A sheet, row or setting for which the catalogue has no data is not there: ODA, dials, targets, conflicts. Amounts
    with bounds have both their ends in columns and rows of their own.
    """
    with _uncollected():
        return _write(package, name, language, description)


def _write(package: Package, name: str, language: str, description: str) -> bytes:
    book = start_book(package, name, language)
    book.describe(FORMAT)
    write_guide(book, package, description)
    write_choice(book, package)
    write_dials(book, package)
    write_effects(book, package)
    write_dial_sums(book, package)
    rows = list_rows(package, book.texts)
    write_postings(book, package, rows)
    write_targets(book, package)
    write_own_targets(book, package)
    write_own_figures(book, package)
    write_oda(book, package, rows)
    values = result_values(package, language)
    write_course(book, values)
    write_chosen(book, package)
    write_beside(book, package)
    write_stacking(book, package)
    write_chain(book, package)
    write_conflicts(book, package)
    write_requirements(book, package)
    write_overlap(book, package)
    write_sources(book, package)
    write_long_table(book, package)
    write_check(book, package, values)
    return book.finish()


def write_ods(package: Package, name: str = "", language: str = "nl", description: str = "") -> bytes:
    """Write the same workbook as OpenDocument, with every formula, toggle and check, and no other program."""
    return to_ods(write_workbook(package, name, language, description))


def write_comparison(packages: list[tuple[str, Package]], language: str = "nl") -> bytes:
    """
    Write two to four packages side by side, with the bridge from the first to each other one.

    Raises ValueError for another number of packages and for packages of different catalogues.
    """
    if not MIN_COMPARED <= len(packages) <= MAX_COMPARED:
        raise CallError("packages_not_to_be_compared", least=MIN_COMPARED, most=MAX_COMPARED, found=len(packages))
    beside = alongside([package for _, package in packages])
    packages = [(name, package) for (name, _), package in zip(packages, beside, strict=True)]
    comparison = compare_packages(beside)
    t = Texts(language)
    names = [
        f"{letter}. {name or t('Pakket zonder naam')}" for letter, (name, _) in zip("ABCD", packages, strict=False)
    ]
    book = start_book(packages[0][1], t("{count} pakketten naast elkaar", count=len(packages)), language)
    book.describe(COMPARISON_FORMAT)
    write_side_by_side(book, comparison, names)
    write_measures(book, comparison, names)
    write_bridges(book, comparison, names)
    return book.finish()


def write_ods_comparison(packages: list[tuple[str, Package]], language: str = "nl") -> bytes:
    """Write the same comparison as OpenDocument; raises as `write_comparison` does."""
    return to_ods(write_comparison(packages, language))
