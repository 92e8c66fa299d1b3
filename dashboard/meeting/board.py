"""What a meeting looks at: structural total, verdict, gauge and totals by year in large type, and the big toggles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from budget.engine import Package, TargetResult, evaluate_target, measure_row, over_years, package_once, package_targets
from dashboard.charts import alternative, gauge_html
from dashboard.meeting.since import beside_table, since_html
from dashboard.package import (
    CLASSES,
    MEETING,
    SIGNS,
    both_verdicts,
    once_text,
    outbox_data,
    report_callbacks,
    toggle_component,
    verdict_text,
    years_label,
)
from dashboard.paper import gap_text
from dashboard.session import Workspace
from dashboard.words import each, language, numbers, t, terms


@dataclass(frozen=True)
class Beside:
    """Another package to hold the meeting's against, with the names of both."""

    name: str
    other: Package
    other_name: str


@lru_cache(maxsize=1)
def _component() -> Any:
    return toggle_component("meeting_toggles")


def _result(package: Package, target: str | None) -> TargetResult | None:
    """Hold the package against the target in view, if there is one."""
    held = package_targets(package).get(target or "")
    return None if held is None else evaluate_target(package, held)


def _verdict_line(package: Package, result: TargetResult) -> Markup:
    cell = result.cells[result.main]
    sign, css = SIGNS[cell.verdict], CLASSES[cell.verdict]
    where = "" if result.main == package.catalogue.columns.structural else f", {result.main}"
    words = f"{result.target.title.get(language())}{where}: {verdict_text(cell)}"
    return Markup(
        '<p class="outcome {}"><span class="sign" aria-hidden="true">{}</span> <b>{}</b> <span>{}</span></p>'
    ).format(css, sign, words, gap_text(result, package.catalogue))


def _year_cells(result: TargetResult, year: str, decimals: int) -> Markup:
    """Write what counts for the target in a year, and the verdict."""
    cell = result.cells[year]
    if not cell.asked:
        return Markup('<td class="num">{}</td><td></td>').format(numbers.total(cell.effect, decimals))
    return Markup('<td class="num">{}</td><td class="judged {}"><span aria-hidden="true">{}</span> {}</td>').format(
        numbers.total(cell.effect, decimals), CLASSES[cell.verdict], SIGNS[cell.verdict], verdict_text(cell)
    )


def _years_table(package: Package, result: TargetResult | None, decimals: int) -> Markup:
    catalogue = package.catalogue
    rows = Markup("")
    for year in catalogue.columns.years:
        judged = Markup("") if result is None else _year_cells(result, year, decimals)
        rows += Markup('<tr><th scope="row">{}</th><td class="num amount">{}</td>{}</tr>').format(
            year, numbers.total(package.totals[year], decimals, sign=True), judged
        )
    years = numbers.total(over_years(catalogue, package.totals), decimals, sign=True)
    rest = Markup("") if result is None else Markup('<td colspan="2"></td>')
    rows += Markup('<tr class="all"><th scope="row">{}</th><td class="num amount">{}</td>{}</tr>').format(
        years_label(catalogue), years, rest
    )
    head = Markup('<th scope="col">{}</th><th scope="col" class="num">{}</th>').format(t("Jaar"), t("Saldo-effect"))
    if result is not None:
        head += Markup('<th scope="col" class="num" colspan="2">{} {}</th>').format(
            t("telt voor"), result.target.title.get(language())
        )
    return Markup(
        '<table class="years"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(terms.legend(terms.unit(catalogue)), head, rows)


def _overlap_notes(result: TargetResult | None) -> list[str]:
    """Say both verdicts of the years in which overlap decides; those of the verdict's own column stand with it."""
    found: dict[str, list[str]] = {}
    for year, cell in ({} if result is None else result.cells).items():
        if both := both_verdicts(cell) if result is not None and year != result.main else "":
            found.setdefault(both, []).append(year)
    return [f"{', '.join(years)}: {both}" for both, years in found.items()]


def _notes(package: Package, result: TargetResult | None) -> list[str]:
    """Say which measures exclude each other, which have no amount and where overlap decides."""
    notes = []
    clashes = [" / ".join(clash.chosen) for clash in package.clashes if clash.exclusive]
    if clashes:
        notes.append(t("Sluit elkaar uit: {ids}", ids="; ".join(clashes)))
    if package.open_cells:
        ids = ", ".join(dict.fromkeys(cell.measure for cell in package.open_cells))
        notes.append(t("Zonder bedrag (PM): {ids}", ids=ids))
    if unsure := terms.not_judged(package.catalogue.info):
        notes.append(unsure)
    return [*notes, *_overlap_notes(result)]


def _structural(package: Package) -> str:
    """Return the name of the structural amount, as the start of a line."""
    return terms.capital(terms.structural(package.catalogue))


def board_html(
    package: Package, target: str | None, began: Package | None = None, beside: Beside | None = None
) -> Markup:
    """
    Build everything beside the toggles; all of it follows from one composed package.

    `began` is the package as the meeting found it; `beside` another one to hold it against, with both names.
    """
    catalogue, result = package.catalogue, _result(package, target)
    structural, decimals = catalogue.columns.structural, numbers.places(catalogue)
    total = numbers.total(package.totals[structural], decimals, sign=True)
    parts = [
        Markup('<p class="structural"><span>{}</span> <b>{}</b> <span>{}</span></p>').format(
            _structural(package), total, terms.unit(catalogue)
        )
    ]
    if result is not None:
        parts += [_verdict_line(package, result), gauge_html(catalogue, result, result.main)]
    once = once_text(package.totals[structural], package_once(package)[structural], decimals)
    parts.append(each(Markup('<p class="once">{}</p>'), [f"{_structural(package)} {once}"] if once else []))
    parts.append(each(Markup('<p class="alert"><span aria-hidden="true">△</span> {}</p>'), _notes(package, result)))
    if began is not None:
        parts.append(since_html(package, began))
    if beside is None:
        parts.append(_years_table(package, result, decimals))
    else:
        parts.append(beside_table(package, beside.name, beside.other, beside.other_name))
    return Markup('<div class="board">{}</div>').format(Markup("").join(parts))


def announcement(package: Package, target: str | None) -> str:
    """Say the new outcome for a screen reader."""
    catalogue, result = package.catalogue, _result(package, target)
    structural = catalogue.columns.structural
    told = f"{_structural(package)} {numbers.total(package.totals[structural])} {terms.unit(catalogue)}."
    return told if result is None else f"{told} {alternative(catalogue, result, result.main)}"


def toggle_rows(package: Package, shown: tuple[str, ...]) -> list[dict[str, str]]:
    """Return number, title and structural amount of each measure that has a toggle."""
    catalogue, lang = package.catalogue, language()
    measures = [catalogue.measures[id_] for id_ in shown]
    cells = {measure.id: measure_row(catalogue, measure, package.settings)[-1] for measure in measures}
    places = numbers.places(catalogue)
    return [
        {
            "id": measure.id,
            "title": measure.title.get(lang),
            "amount": numbers.cell(cells[measure.id], places, sign=True),
        }
        for measure in measures
    ]


def conflict_choices(package: Package) -> list[dict[str, str]]:
    """Return a choice for each side of each conflict that excludes: the measure to keep, and what its button says."""
    chosen = set(package.selection)
    found: dict[str, dict[str, str]] = {}
    for clash in package.clashes:
        for side in clash.conflict.sides if clash.exclusive else ():
            kept = [id_ for id_ in side if id_ in chosen]
            if kept:
                found.setdefault(kept[0], {"id": kept[0], "text": t("Houd {ids}", ids=", ".join(kept))})
    return list(found.values())


def meeting_toggles(
    package: Package,
    shown: tuple[str, ...],
    target: str | None,
    space: Workspace,
    on_report: Callable[[object], None],
    redraw: Callable[[], None],
) -> None:
    """Draw the toggles; call `on_report` with the changes they report, and `redraw` after it."""
    rest = [id_ for id_ in package.selection if id_ not in shown]
    _component()(
        key=MEETING,
        data={
            "rows": toggle_rows(package, shown),
            "selected": [id_ for id_ in package.selection if id_ in shown],
            "announcement": announcement(package, target),
            "conflicts": conflict_choices(package),
            "labels": {
                "measures": t("Maatregelen"),
                "amount": f"{terms.structural(package.catalogue)}, {terms.unit(package.catalogue)}",
                "conflict": t("Sluit elkaar uit; kies met een klik of met de toets:"),
                "rest": t("Blijft in het pakket: {ids}", ids=", ".join(rest)) if rest else "",
            },
            **outbox_data(space),
        },
        **report_callbacks(MEETING, on_report, redraw),
    )
