"""
What the print view and the Word nota have in common: every heading, table and line of a package, as plain text.

Pure: figures come from the engine, words from the language that `dashboard.text` speaks; the two only lay it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from budget.catalogue import Catalogue
from budget.core import SETTINGS, Amount, Settings
from budget.engine import (
    OdaColumn,
    OdaPart,
    OdaResult,
    Package,
    TargetResult,
    Totals,
    Verdict,
    attribute_oda,
    evaluate_targets,
    oda_of,
    package_once,
    to_go,
)
from dashboard.package import (
    SIGNS,
    any_twice,
    both_verdicts,
    cells_with_years,
    column_labels,
    counts_twice,
    doubtful,
    missing_text,
    once_amount,
    once_text,
    own_note,
    own_parts,
    own_verdict,
    own_verdicts,
    target_label,
    verdict_text,
    why_text,
    with_years,
    year_heads,
)
from dashboard.paper.chain import chain_sections
from dashboard.paper.changes import AS_IT_WAS, Since, changes_section
from dashboard.paper.lists import clash_section, dials_section, open_section, sources_section
from dashboard.paper.own_figures import own_row, own_section, title_mark
from dashboard.paper.paper import Figures, Row, Section, Summary
from dashboard.paper.payers import payers_section
from dashboard.paper.stacking import stacking_sections
from dashboard.words import choice_text, language, long_date, numbers, t, terms


def _total_cells(catalogue: Catalogue, totals: Totals) -> tuple[str, ...]:
    """Write a row of totals in the form of the list, as its pages do: costs with their plus."""
    places = numbers.places(catalogue)
    return tuple(numbers.total(total, places, sign=True) for total in with_years(catalogue, totals))


def _legend(catalogue: Catalogue) -> str:
    return terms.legend(terms.unit(catalogue))


def gap_text(package: Package, result: TargetResult, column: str = "") -> str:
    """Say how far the package is from a target, or by how much it goes beyond it; in its main column without one."""
    cell, unit = result.cells[column or result.main], terms.unit(package.catalogue)
    if cell.verdict is Verdict.UNDETERMINED:
        return why_text(cell)
    places = numbers.places(package.catalogue)
    if cell.verdict is Verdict.NOT_MET:
        return missing_text(to_go(package, result, column or result.main), places, unit)
    short = numbers.plain_sum(cell.gap.negated if cell.gap.certain < 0 else cell.gap, places)
    return t("{gap} {unit} voorbij het doel", gap=short, unit=unit) if cell.gap_keur else t("precies op het doel")


def settings_lines(settings: Settings, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Name every setting that the catalogue leaves to choose, with its value."""
    shown = [form for form in SETTINGS if form.shown(catalogue.frame)]
    return tuple((t(form.label), choice_text(form, settings, catalogue.frame)) for form in shown)


def core_lines(package: Package, results: dict[str, TargetResult]) -> tuple[str, ...]:
    """Say the outcome in a few sentences: the structural effect, the targets in its direction and those of one's own."""
    catalogue = package.catalogue
    structural, name = catalogue.columns.structural, terms.structural(catalogue)
    effect, places = package.totals[structural], numbers.places(catalogue)
    lines = [
        t(
            "{count}; effect op het saldo, {column}: {effect} {unit}.",
            count=terms.measures(len(package.selection)),
            column=name,
            effect=numbers.total(effect, places, sign=True),
            unit=terms.unit(catalogue),
        )
    ]
    if once := once_text(effect, package_once(package)[structural], places):
        lines.append(t("{column} {once} {unit}.", column=terms.capital(name), once=once, unit=terms.unit(catalogue)))
    lines += own_note(package)
    if unsure := terms.not_judged(catalogue.info):
        lines.append(unsure)
    if package.blocked and results:
        lines.append(
            t("Het pakket bevat maatregelen die elkaar uitsluiten; doelen waarvoor zij tellen, hebben geen oordeel.")
        )
    for result in results.values():
        cell = result.cells[result.main]
        own = [own_verdict(part)] if (part := own_parts(package, result).get(result.main)) else []
        if result.own is not None or cell.effect.certain * result.target.percent > 0:
            column = name if result.main == structural else result.main
            texts = {
                "target": result.target.title.get(language()).removesuffix(f", {column}"),  # said once, if it ends so
                "column": column,
                "verdict": "; ".join([verdict_text(cell), *own]),
                "gap": gap_text(package, result),
            }
            lines.append(t("{target}, {column}, {verdict}: {gap}.", **texts).replace("..", "."))
    return tuple(lines)


def measures_section(package: Package) -> Section:
    """Tabulate the chosen measures by year, with a subtotal for each variant and the totals."""
    catalogue, lang = package.catalogue, language()
    parts, places = [package.savings, package.intensifications], numbers.places(catalogue)
    rows = []
    for variant, totals in package.by_variant.items():
        title = terms.variant(catalogue, variant)
        rows.append(Row(title, _total_cells(catalogue, totals), "group"))
        for id_, cells in package.rows.items():
            if catalogue.variant_of[id_] == variant:
                label = f"{id_} {catalogue.measures[id_].title.get(lang)}{title_mark(package, id_)}"
                shown = (numbers.cell(cell, places, sign=True) for cell in cells_with_years(cells))
                rows.append(Row(label, tuple(shown)))
    if all(any(total.certain for total in part.values()) for part in parts):
        rows.append(Row(t("Besparingen"), _total_cells(catalogue, package.savings), "group"))
        rows.append(Row(t("Intensiveringen"), _total_cells(catalogue, package.intensifications), "group"))
    rows.append(Row(t("Saldo-effect"), _total_cells(catalogue, package.totals), "total"))
    rows += own_row(package)
    notes = [_legend(catalogue), *own_note(package)]
    once = package_once(package)
    if counts_twice(package.totals, once):
        pairs = zip(with_years(catalogue, package.totals), with_years(catalogue, once), strict=True)
        rows.append(Row(terms.capital(t("zonder dubbeltelling")), tuple(once_amount(*pair, places) for pair in pairs)))
        notes.append(terms.counted_once())
    if any(cell.kind.open for cell in package.open_cells):
        notes.append(t("PM: bedrag niet gegeven; ≥ en ≤: het totaal is een grens; ?: aan beide kanten open."))
    if any(cell.kind.keur is None for cell in package.open_cells):
        notes.append(t("…: bandbreedte, van de laagste tot de hoogste som; een grotere besparing is lager."))
    if any(measure in catalogue.measures for measure, *_ in package.settings.dials):
        notes.append(t("*: eigen aanname; dit bedrag is niet dat van de bron."))
    table = Figures(
        t("Effect per maatregel"), (t("Maatregel"), *year_heads(catalogue, short=True)), tuple(rows), tuple(notes)
    )
    return Section("measures", t("Maatregelen en effect per jaar"), table)


def targets_section(package: Package, results: dict[str, TargetResult]) -> Section:
    """Tabulate effect and verdict by target and column, with the distance to the target in its main column in words."""
    catalogue = package.catalogue
    places, rows = numbers.places(catalogue), []
    for result in results.values():
        cell = result.cells[result.main]
        effects = (
            f"{numbers.total(c.effect, places, sign=True)} {SIGNS[c.verdict]}".strip() for c in result.cells.values()
        )
        where = "" if result.main == catalogue.columns.structural else f"{result.main}: "
        verdict = f"{where}{SIGNS[cell.verdict]} {verdict_text(cell)}"
        if cell.verdict is not Verdict.UNDETERMINED:
            verdict = f"{verdict}; {gap_text(package, result)}"
        if part := own_parts(package, result).get(result.main):
            verdict = f"{verdict}; {own_verdict(part)}"
        rows.append(Row(target_label(result), (numbers.meur(cell.target_keur, places, sign=True), *effects, verdict)))
        if any_twice(result.cells.values()):
            amounts = (once_amount(c.effect, c.once, places) for c in result.cells.values())
            rows.append(Row(terms.capital(t("zonder dubbeltelling")), ("", *amounts, both_verdicts(cell))))
    head = (
        t("Doel"),
        t("Bedrag"),
        *column_labels(catalogue),
        t("Oordeel, {column}", column=terms.structural(catalogue)),
    )
    signs = t("✓ gehaald, ✕ niet gehaald, ? niet te bepalen; per jaar het effect op de grondslag")
    cells = [cell for result in results.values() for cell in result.cells.values()]
    reasons = [*sorted({why_text(cell) for cell in cells if not both_verdicts(cell)} - {""})]
    reasons += [f"{target_label(r)}, {reason}" for r in results.values() for reason in doubtful(catalogue, r)]
    reasons += [f"{target_label(r)}, {reason}" for r in results.values() for reason in own_verdicts(package, r)]
    notes = (_legend(catalogue), signs, *reasons)
    return Section("targets", t("Doelen"), Figures(t("Pakket tegen de doelen"), head, tuple(rows), notes))


ODA_PARTS: Final = (OdaPart.OWN, OdaPart.ATTRIBUTED, OdaPart.PROGRAMME, OdaPart.COVER, OdaPart.OTHERS)
"""The parts of an effect, in their order on pages and paper; they sum to it."""
OdaRow = tuple[str, Callable[[int], Amount], str]
"""A row of the attribution: its name, its total by the place of a column, its kind."""


def shown_parts(columns: Iterable[OdaColumn]) -> tuple[OdaPart, ...]:
    """Return the parts of an effect that a table shows: a cover only where there is one."""
    covered = any(column.split.cover != Amount() for column in columns)
    return tuple(part for part in ODA_PARTS if covered or part is not OdaPart.COVER)


def _oda_row(catalogue: Catalogue, columns: list[OdaColumn], part: OdaPart) -> OdaRow:
    return terms.oda_part(catalogue, part), lambda i: part.of(columns[i].split), ""


def oda_section(result: OdaResult, catalogue: Catalogue) -> Section:
    """Tabulate who keeps the effect, and what that does to the balance and the room within the ODA ceiling."""
    columns = list(result.columns.values())
    own = oda_of(catalogue).own_chapter
    parts: list[OdaRow] = [
        *(_oda_row(catalogue, columns, part) for part in shown_parts(columns)),
        (t("Saldo-effect"), lambda i: columns[i].effect, "total"),
        (t("Ruimte voor andere ODA-programma's (+ is meer ruimte)"), lambda i: columns[i].room_bounds, ""),
        (
            t("Effect op het saldo na het ODA-plafond"),
            lambda i: columns[i].balance,
            "group",
        ),
    ]
    names = list(catalogue.columns)
    found = {label: {name: pick(i) for i, name in enumerate(names)} for label, pick, _ in parts}
    rows = [Row(label, _total_cells(catalogue, found[label]), kind) for label, _, kind in parts]
    *shares, structural = (numbers.percent(column.share.percent) for column in columns)
    rows.append(Row(t("Eerstejaarsaandeel van de opvang"), (*shares, "", structural)))
    notes = [_legend(catalogue)]
    if result.regime is not None:
        notes.append(t("De toerekening verandert: {regime}.", regime=result.regime.title.get(language())))
    if result.unruled:
        notes.append(t("Zonder ODA-regel, dus als niet-ODA geteld: {ids}.", ids=", ".join(result.unruled)))
    if result.not_counted:
        notes.append(t("Regels die deze instelling niet meetelt: {ids}.", ids=", ".join(result.not_counted)))
    head = (t("Wie houdt het effect"), *year_heads(catalogue, short=True))
    title = t("Wie houdt het effect: {own}, ODA of anderen", own=own)
    return Section("oda", title, Figures(t("Verdeling"), head, tuple(rows), tuple(notes)))


def _sections(package: Package, results: dict[str, TargetResult]) -> Iterator[Section]:
    """Yield what the catalogue has data for, in the order on paper."""
    catalogue = package.catalogue
    if package.selection:
        yield measures_section(package)
        yield payers_section(package)
    if package.settings.own:
        yield own_section(package)
    dials = dials_section(package)
    if dials is not None:
        yield dials
    if results:
        yield targets_section(package, results)
    if catalogue.oda is not None:
        yield oda_section(attribute_oda(package), catalogue)
    if any(catalogue.open_columns(measure) for measure in catalogue.measures.values()):
        yield open_section(package)
    if catalogue.conflicts:
        yield clash_section(package)
    yield from chain_sections(package)
    yield sources_section(package)
    yield from stacking_sections(package)


def summarise(
    package: Package,
    name: str,
    description: str,
    printed: str = "",
    shown: tuple[str, ...] | None = None,
    before: Package | None = None,
    since: Since = AS_IT_WAS,
) -> Summary:
    """
    Gather everything about a package; `printed` is the ISO date of printing, left out when empty.

    `shown` are the targets in view, all of them without it; `before` is the package as it was, `since` says when.
    """
    results = {id_: it for id_, it in evaluate_targets(package).items() if shown is None or id_ in shown}
    catalogue, info = package.catalogue, package.catalogue.info
    version = t("catalogus {version} van {date}", version=info.version, date=long_date(info.date))
    colophon = [
        f"{info.short.get(language())}: {version}",
        f"{t('Bron')}: {info.source_title}",
    ]
    if printed:
        colophon.append(t("Afgedrukt op {date}", date=long_date(printed)))
    return Summary(
        name or t("Nieuw pakket"),
        description,
        core_lines(package, results),
        settings_lines(package.settings, catalogue),
        (*_sections(package, results), *([] if before is None else [changes_section(package, before, since)])),
        tuple(colophon),
    )
