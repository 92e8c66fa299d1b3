"""
What the print view and the Word nota have in common: every heading, table and line of a package, as plain text.

Pure: figures come from the engine, words from the language that `dashboard.text` speaks; the two only lay it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from budget.catalogue import Catalogue
from budget.core import SETTINGS, Amount, Settings
from budget.engine import (
    OdaResult,
    Package,
    TargetResult,
    Totals,
    Verdict,
    attribute_oda,
    evaluate_targets,
    moved,
    oda_of,
    package_once,
)
from dashboard.package import (
    SIGNS,
    any_twice,
    both_verdicts,
    cells_with_years,
    column_labels,
    counts_twice,
    doubtful,
    once_amount,
    once_text,
    verdict_text,
    why_text,
    with_years,
    year_heads,
)
from dashboard.paper.chain import chain_sections
from dashboard.paper.changes import changes_section
from dashboard.paper.lists import clash_section, dials_section, open_section, sources_section
from dashboard.paper.paper import Figures, Row, Section, Summary
from dashboard.paper.payers import payers_section
from dashboard.paper.stacking import stacking_sections
from dashboard.words import choice_text, language, long_date, numbers, t, terms


def _decimals(totals: Iterable[Totals]) -> int:
    return numbers.decimals_of((total for row in totals for total in row.values()), 1)


def _total_cells(catalogue: Catalogue, totals: Totals, decimals: int) -> tuple[str, ...]:
    return tuple(numbers.total(total, decimals) for total in with_years(catalogue, totals))


def _legend(catalogue: Catalogue) -> str:
    return terms.legend(terms.unit(catalogue))


def measures_count(package: Package) -> str:
    """Say how many measures a package holds."""
    count = len(package.selection)
    return t("1 maatregel") if count == 1 else t("{n} maatregelen", n=count)


def gap_text(result: TargetResult, catalogue: Catalogue, column: str = "") -> str:
    """Say how far the package is from a target, or by how much it goes beyond it; in its main column without one."""
    cell, unit = result.cells[column or result.main], terms.unit(catalogue)
    if cell.verdict is Verdict.UNDETERMINED:
        return why_text(cell)
    size = cell.gap.negated if cell.gap.certain < 0 else cell.gap
    short = numbers.plain_sum(size, numbers.decimals_of([size], 1))
    if cell.verdict is Verdict.NOT_MET:
        return t("nog {gap} {unit} te gaan", gap=short, unit=unit)
    return t("{gap} {unit} voorbij het doel", gap=short, unit=unit) if cell.gap_keur else t("precies op het doel")


def settings_lines(settings: Settings, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Name every setting that the catalogue leaves to choose, with its value."""
    shown = [form for form in SETTINGS if form.shown(catalogue.frame)]
    return tuple((t(form.label), choice_text(form, settings, catalogue.frame)) for form in shown)


def core_lines(package: Package, results: dict[str, TargetResult]) -> tuple[str, ...]:
    """Say the outcome in a few sentences: the structural effect, the targets in its direction and those of one's own."""
    catalogue = package.catalogue
    structural, name = catalogue.columns.structural, terms.structural(catalogue)
    effect = package.totals[structural]
    lines = [
        t(
            "{count}; effect op het saldo, {column}: {effect} {unit}.",
            count=measures_count(package),
            column=name,
            effect=numbers.total(effect, numbers.decimals_of([effect], 1)),
            unit=terms.unit(catalogue),
        )
    ]
    decimals = numbers.decimals_of([effect], 1)
    if once := once_text(effect, package_once(package)[structural], decimals):
        lines.append(t("{column} {once} {unit}.", column=terms.capital(name), once=once, unit=terms.unit(catalogue)))
    if unsure := terms.not_judged(catalogue.info):
        lines.append(unsure)
    if package.blocked and results:
        lines.append(
            t("Het pakket bevat maatregelen die elkaar uitsluiten; doelen waarvoor zij tellen, hebben geen oordeel.")
        )
    for result in results.values():
        cell = result.cells[result.main]
        if result.own is not None or cell.effect.certain * result.target.percent > 0:
            texts = {
                "target": result.target.title.get(language()),
                "column": name if result.main == structural else result.main,
                "verdict": verdict_text(cell),
                "gap": gap_text(result, catalogue),
            }
            lines.append(t("{target}, {column}, {verdict}: {gap}.", **texts).replace("..", "."))
    return tuple(lines)


def measures_section(package: Package) -> Section:
    """Tabulate the chosen measures by year, with a subtotal for each variant and the totals."""
    catalogue, lang = package.catalogue, language()
    parts = [package.savings, package.intensifications]
    amounts = [cell for row in package.rows.values() for cell in row]
    decimals = max(_decimals([package.totals, *parts, *package.by_variant.values()]), numbers.decimals_of(amounts, 1))
    rows = []
    for variant, totals in package.by_variant.items():
        title = t("Variant {id}: {title}", id=variant, title=catalogue.variants[variant].title.get(lang))
        rows.append(Row(title, _total_cells(catalogue, totals, decimals), "group"))
        for id_, cells in package.rows.items():
            if catalogue.variant_of[id_] == variant:
                own = " *" if moved(catalogue.measures[id_], package.settings) else ""
                label = f"{id_} {catalogue.measures[id_].title.get(lang)}{own}"
                rows.append(Row(label, tuple(numbers.cell(cell, decimals) for cell in cells_with_years(cells))))
    if all(any(total.certain for total in part.values()) for part in parts):
        rows.append(Row(t("Besparingen"), _total_cells(catalogue, package.savings, decimals), "group"))
        rows.append(Row(t("Intensiveringen"), _total_cells(catalogue, package.intensifications, decimals), "group"))
    rows.append(Row(t("Saldo-effect"), _total_cells(catalogue, package.totals, decimals), "total"))
    notes = [_legend(catalogue)]
    once = package_once(package)
    if counts_twice(package.totals, once):
        pairs = zip(with_years(catalogue, package.totals), with_years(catalogue, once), strict=True)
        shown = tuple(once_amount(*pair, decimals) for pair in pairs)
        rows.append(Row(terms.capital(t("zonder dubbeltelling")), shown))
        notes.append(terms.counted_once())
    if any(cell.kind.open for cell in package.open_cells):
        notes.append(t("PM: bedrag niet gegeven; ≥ en ≤: het totaal is een grens; ?: aan beide kanten open."))
    if any(cell.kind.keur is None for cell in package.open_cells):
        notes.append(t("…: bandbreedte, van de laagste tot de hoogste som; een grotere besparing is lager."))
    if any(measure in catalogue.measures for measure, *_ in package.settings.dials):
        notes.append(t("*: eigen aanname; dit bedrag is niet dat van de bron."))
    table = Figures(t("Effect per maatregel"), (t("Maatregel"), *year_heads(catalogue)), tuple(rows), tuple(notes))
    return Section("measures", t("Maatregelen en effect per jaar"), table)


def _target_label(result: TargetResult) -> str:
    title, scope = result.target.title.get(language()), result.scope.title.get(language())
    return title if title == scope else f"{title} ({scope})"


def targets_section(results: dict[str, TargetResult], catalogue: Catalogue) -> Section:
    """Tabulate effect and verdict by target and column, with the distance to the target in its main column in words."""
    decimals = numbers.decimals_of((c.effect for r in results.values() for c in r.cells.values()), 1)
    rows = []
    for result in results.values():
        cell = result.cells[result.main]
        effects = (f"{numbers.total(c.effect, decimals)} {SIGNS[c.verdict]}".strip() for c in result.cells.values())
        where = "" if result.main == catalogue.columns.structural else f"{result.main}: "
        verdict = f"{where}{SIGNS[cell.verdict]} {verdict_text(cell)}"
        if cell.verdict is not Verdict.UNDETERMINED:
            verdict = f"{verdict}; {gap_text(result, catalogue)}"
        rows.append(Row(_target_label(result), (numbers.meur(cell.target_keur, 1), *effects, verdict)))
        if any_twice(result.cells.values()):
            amounts = (once_amount(c.effect, c.once, decimals) for c in result.cells.values())
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
    reasons += [f"{_target_label(r)}, {reason}" for r in results.values() for reason in doubtful(catalogue, r)]
    notes = (_legend(catalogue), signs, *reasons)
    return Section("targets", t("Doelen"), Figures(t("Pakket tegen de doelen"), head, tuple(rows), notes))


OdaRow = tuple[str, Callable[[int], Amount], str]
"""A row of the attribution: its name, its total by the place of a column, its kind."""


def oda_section(result: OdaResult, catalogue: Catalogue) -> Section:
    """Tabulate who keeps the effect, and what that does to the balance and the room within the ODA ceiling."""
    columns = list(result.columns.values())
    own = oda_of(catalogue).own_chapter
    cover: OdaRow = (t("ODA: dekking van de reserve"), lambda i: columns[i].split.cover, "")
    parts: list[OdaRow] = [
        (own, lambda i: columns[i].split.own, ""),
        (t("ODA: toerekening eerstejaarsopvang"), lambda i: columns[i].split.attributed, ""),
        (t("ODA: programma's"), lambda i: columns[i].split.programme, ""),
        *([cover] if any(column.split.cover != Amount() for column in columns) else []),
        (t("Anderen"), lambda i: columns[i].split.others, ""),
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
    decimals = _decimals(found.values())
    rows = [Row(label, _total_cells(catalogue, found[label], decimals), kind) for label, _, kind in parts]
    *shares, structural = (numbers.percent(column.share.percent) for column in columns)
    rows.append(Row(t("Eerstejaarsaandeel van de opvang"), (*shares, "", structural)))
    notes = [_legend(catalogue)]
    if result.regime is not None:
        notes.append(t("De toerekening verandert: {regime}.", regime=result.regime.title.get(language())))
    if result.unruled:
        notes.append(t("Zonder ODA-regel, dus als niet-ODA geteld: {ids}.", ids=", ".join(result.unruled)))
    if result.not_counted:
        notes.append(t("Regels die deze instelling niet meetelt: {ids}.", ids=", ".join(result.not_counted)))
    head = (t("Wie houdt het effect"), *year_heads(catalogue))
    title = t("Wie houdt het effect: {own}, ODA of anderen", own=own)
    return Section("oda", title, Figures(t("Verdeling"), head, tuple(rows), tuple(notes)))


def _sections(package: Package, results: dict[str, TargetResult]) -> Iterator[Section]:
    """Yield what the catalogue has data for, in the order on paper."""
    catalogue = package.catalogue
    if package.selection:
        yield measures_section(package)
        yield payers_section(package)
    dials = dials_section(package)
    if dials is not None:
        yield dials
    if results:
        yield targets_section(results, catalogue)
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
) -> Summary:
    """
    Gather everything about a package; `printed` is the ISO date of printing, left out when empty.

    `shown` are the targets in view, all of them without it; `before` is the package as it was saved or opened.
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
        (*_sections(package, results), *([] if before is None else [changes_section(package, before)])),
        tuple(colophon),
    )
