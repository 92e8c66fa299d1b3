"""What a meeting looks at: structural total, verdict, gauge and totals by year in large type, and the big toggles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from markupsafe import Markup

from budget.catalogue import Catalogue, ConflictKind
from budget.engine import Package, TargetResult, evaluate_target, measure_row, over_years, package_once, package_targets
from budget.search import Position
from dashboard.charts import alternative, gauge_html
from dashboard.meeting.since import beside_table, since_html
from dashboard.package import (
    ALL_YEARS,
    CLASSES,
    MEETING,
    SIGNS,
    asks,
    both_verdicts,
    conflict_marks,
    once_text,
    outbox_data,
    own_note,
    own_verdicts,
    report_callbacks,
    target_part,
    toggle_component,
    verdict_text,
    years_label,
)
from dashboard.paper import gap_text
from dashboard.session import Workspace
from dashboard.together import support
from dashboard.words import asking, each, language, numbers, t, terms


@dataclass(frozen=True)
class Beside:
    """Another package to hold the meeting's against, with the names of both."""

    name: str
    other: Package
    other_name: str


MOST_NAMED: Final = 12
"""Measures without a toggle that are still named one by one, on one or two lines."""


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
    ask = asks(package.catalogue, target_part(result.target.id))[result.main]
    where = "" if result.main == package.catalogue.columns.structural else f", {result.main}"
    words = f"{result.target.title.get(language())}{where}: {verdict_text(cell)}"
    return Markup(
        '<p class="outcome {}"><span class="sign" aria-hidden="true" data-ask="{}">{}</span> <b>{}</b> <span>{}</span></p>'
    ).format(css, ask, sign, asking(ask, words), gap_text(package, result))


def _year_cells(package: Package, result: TargetResult, year: str, decimals: int) -> Markup:
    """Write what counts for the target in a year, and the verdict; a click on either opens the sum."""
    cell, ask = result.cells[year], asks(package.catalogue, target_part(result.target.id))[year]
    effect = asking(ask, numbers.total(cell.effect, decimals, sign=True))
    if not cell.asked:
        return Markup('<td class="num">{}</td><td></td>').format(effect)
    return Markup(
        '<td class="num">{}</td><td class="judged {}" data-ask="{}"><span aria-hidden="true">{}</span> {}</td>'
    ).format(effect, CLASSES[cell.verdict], ask, SIGNS[cell.verdict], verdict_text(cell))


def _years_table(package: Package, result: TargetResult | None, decimals: int) -> Markup:
    catalogue, told = package.catalogue, asks(package.catalogue)

    def row(column: str, label: str) -> Markup:
        judged = Markup("") if result is None else _year_cells(package, result, column, decimals)
        return Markup('<tr><th scope="row">{}</th><td class="num amount">{}</td>{}</tr>').format(
            label, asking(told[column], numbers.total(package.totals[column], decimals, sign=True)), judged
        )

    rows = Markup("").join(row(year, year) for year in catalogue.columns.years)
    years = numbers.total(over_years(catalogue, package.totals), decimals, sign=True)
    rest = Markup("") if result is None else Markup('<td colspan="2"></td>')
    rows += Markup('<tr class="all"><th scope="row">{}</th><td class="num amount">{}</td>{}</tr>').format(
        years_label(catalogue), asking(told[ALL_YEARS], years), rest
    )
    rows += row(catalogue.columns.structural, terms.structural(catalogue))
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
        notes.append(t("Zonder bedrag: {ids}", ids=ids))
    notes += own_note(package)
    if result is not None:
        notes += own_verdicts(package, result)
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
            _structural(package), asking(asks(catalogue)[structural], total), terms.unit(catalogue)
        )
    ]
    if result is not None:
        parts += [_verdict_line(package, result), gauge_html(catalogue, result, result.main)]
    once = once_text(package.totals[structural], package_once(package)[structural], decimals)
    parts.append(each(Markup('<p class="once">{}</p>'), [f"{_structural(package)} {once}"] if once else []))
    parts.append(each(Markup('<p class="alert"><span aria-hidden="true">△</span> {}</p>'), _notes(package, result)))
    if began is not None:
        parts.append(since_html(package, began, result.target if result else None))
    if beside is None:
        parts.append(_years_table(package, result, decimals))
    else:
        parts.append(beside_table(package, beside.name, beside.other, beside.other_name))
    return Markup('<div class="board">{}</div>').format(Markup("").join(parts))


def announcement(package: Package, target: str | None) -> str:
    """Say the new outcome for a screen reader."""
    catalogue, result = package.catalogue, _result(package, target)
    structural = catalogue.columns.structural
    told = f"{_structural(package)} {numbers.total(package.totals[structural], numbers.places(catalogue), sign=True)} {terms.unit(catalogue)}."
    return told if result is None else f"{told} {alternative(catalogue, result, result.main)}"


def _tally(positions: tuple[Position, ...], id_: str) -> dict[str, str]:
    """Say how many of the positions chose a measure, and at length who did and who never wants it; nothing without any."""
    if not positions:
        return {}
    found = support(positions, id_)
    count = f"{len(found.wanting)}/{found.of}"
    never = f" ✕{len(found.refusing)}" if found.refusing else ""
    told = [t("gekozen door {n} van {all}", n=len(found.wanting), all=found.of) + _listed(found.wanting)]
    told += [t("nooit voor {n}", n=len(found.refusing)) + _listed(found.refusing)] if found.refusing else []
    return {"tally": f"{count}{never}", "who": "; ".join(told)}


def _listed(names: tuple[str, ...]) -> str:
    return f": {', '.join(names)}" if names else ""


def toggle_rows(package: Package, shown: tuple[str, ...], positions: tuple[Position, ...] = ()) -> list[dict[str, str]]:
    """Return number, title and structural amount of each measure that has a toggle, and its tally of the positions."""
    catalogue, lang = package.catalogue, language()
    measures = [catalogue.measures[id_] for id_ in shown]
    cells = {measure.id: measure_row(catalogue, measure, package.settings)[-1] for measure in measures}
    places = numbers.places(catalogue)
    return [
        {
            "id": measure.id,
            "title": measure.title.get(lang),
            "amount": numbers.cell(cells[measure.id], places, sign=True),
            **_tally(positions, measure.id),
        }
        for measure in measures
    ]


def conflict_choices(package: Package) -> list[dict[str, str]]:
    """Return a choice for each side of each conflict that excludes: the measure to keep, and what its button says."""
    found: dict[str, dict[str, str]] = {}
    for clash in filter(lambda clash: clash.exclusive, package.clashes):
        for kept in filter(None, clash.conflict.chosen_by_side(clash.chosen)):
            found.setdefault(kept[0], {"id": kept[0], "text": t("Houd {ids}", ids=", ".join(kept))})
    return list(found.values())


def may_exclude(catalogue: Catalogue, shown: tuple[str, ...], chosen: tuple[str, ...]) -> bool:
    """Whether measures in view, or of the package, can come to exclude each other, so that room is kept for the choice."""
    ids = frozenset((*shown, *chosen))
    return any(record.chosen(ids) for record in catalogue.conflicts if record.kind is ConflictKind.EXCLUSIVE)


def rest_text(package: Package, shown: tuple[str, ...]) -> str:
    """Say how many measures of the package have no toggle and stay in it, and which unless they are many; "" for none."""
    rest = [id_ for id_ in package.selection if id_ not in shown]
    if not rest:
        return ""
    told = t("Zonder knop, en wel in het pakket: {measures}", measures=terms.measures(len(rest)))
    return told if len(rest) > MOST_NAMED else f"{told} ({', '.join(rest)})"


def meeting_toggles(
    package: Package,
    shown: tuple[str, ...],
    target: str | None,
    space: Workspace,
    on_report: Callable[[object], None],
    redraw: Callable[[], None],
    positions: tuple[Position, ...] = (),
) -> None:
    """
    Draw the toggles; call `on_report` with the changes they report, and `redraw` after it.

    With positions each toggle says how many of them chose its measure; a mark says what it overlaps with or excludes.
    """
    marks = conflict_marks(package)
    _component()(
        key=MEETING,
        data={
            "rows": toggle_rows(package, shown, positions),
            "selected": [id_ for id_ in package.selection if id_ in shown],
            "announcement": announcement(package, target),
            "conflicts": conflict_choices(package),
            "room": may_exclude(package.catalogue, shown, package.selection),
            "marks": {id_: marks[id_] for id_ in shown if id_ in marks},
            "labels": {
                "measures": t("Maatregelen"),
                "tally": t("gekozen") if positions else "",
                "amount": f"{terms.structural(package.catalogue)}, {terms.unit(package.catalogue)}",
                "conflict": t("Sluit elkaar uit; kies:"),
                "rest": rest_text(package, shown),
            },
            **outbox_data(space),
        },
        **report_callbacks(MEETING, on_report, redraw),
    )
