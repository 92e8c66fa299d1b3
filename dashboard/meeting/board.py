"""What a meeting looks at: structural total, verdict, gauge and totals by year in large type, and the big toggles."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from budget.core import COLUMNS, STRUCTURAL, YEARS, Open
from budget.engine import Package, TargetResult, compose_package, evaluate_target
from dashboard.charts import alternative, gauge_html
from dashboard.package import CLASSES, SIGNS, outbox_data, report_callbacks, toggle_component, verdict_text
from dashboard.paper import gap_text
from dashboard.session import Workspace
from dashboard.words import each, language, numbers, t, terms


@lru_cache(maxsize=1)
def _component() -> Any:
    return toggle_component("meeting_toggles")


def _decimals(package: Package, result: TargetResult) -> int:
    totals = [package.totals[column].keur for column in COLUMNS]
    return numbers.decimals_of([*totals, *(cell.effect.keur for cell in result.cells.values())], 1)


def _verdict_line(result: TargetResult) -> Markup:
    cell = result.cells[STRUCTURAL]
    sign, css = SIGNS[cell.verdict], CLASSES[cell.verdict]
    words = f"{result.target.title.get(language())}: {verdict_text(cell)}"
    return Markup(
        '<p class="outcome {}"><span class="sign" aria-hidden="true">{}</span> <b>{}</b> <span>{}</span></p>'
    ).format(css, sign, words, gap_text(result))


def _years_table(package: Package, result: TargetResult, decimals: int) -> Markup:
    rows = Markup("")
    for year in YEARS:
        cell = result.cells[year]
        total, effect = (numbers.total(amount, decimals) for amount in (package.totals[year], cell.effect))
        rows += Markup(
            '<tr><th scope="row">{}</th><td class="num amount">{}</td><td class="num">{}</td>'
            '<td class="judged {}"><span aria-hidden="true">{}</span> {}</td></tr>'
        ).format(year, total, effect, CLASSES[cell.verdict], SIGNS[cell.verdict], verdict_text(cell))
    head = Markup(
        '<th scope="col">{}</th><th scope="col" class="num">{}</th><th scope="col" class="num" colspan="2">{} {}</th>'
    ).format(t("Jaar"), t("Saldo-effect"), t("telt voor"), result.target.title.get(language()))
    return Markup(
        '<table class="years"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(terms.legend(), head, rows)


def board_html(package: Package, target: str) -> Markup:
    """Build everything beside the toggles; all of it follows from one composed package."""
    result = evaluate_target(package, package.catalogue.targets[target])
    decimals = _decimals(package, result)
    total = numbers.total(package.totals[STRUCTURAL], decimals)
    notes = []
    clashes = [" / ".join(clash.chosen) for clash in package.clashes if clash.exclusive]
    if clashes:
        notes.append(t("Sluit elkaar uit: {ids}", ids="; ".join(clashes)))
    if package.open_cells:
        notes.append(
            t("Zonder bedrag (PM): {ids}", ids=", ".join(dict.fromkeys(c.measure for c in package.open_cells)))
        )
    structural = Markup('<p class="structural"><span>{}</span> <b>{}</b> <span>{}</span></p>')
    parts = (
        structural.format(t("Structureel"), total, t("mln. euro")),
        _verdict_line(result),
        gauge_html(result, STRUCTURAL),
        each(Markup('<p class="alert"><span aria-hidden="true">△</span> {}</p>'), notes),
        _years_table(package, result, decimals),
    )
    return Markup('<div class="board">{}</div>').format(Markup("").join(parts))


def announcement(package: Package, target: str) -> str:
    """Say the new outcome for a screen reader."""
    result = evaluate_target(package, package.catalogue.targets[target])
    total = numbers.total(package.totals[STRUCTURAL])
    return f"{t('Structureel')} {total} {t('mln. euro')}. {alternative(result, STRUCTURAL)}"


def toggle_rows(package: Package, shown: tuple[str, ...]) -> list[dict[str, str]]:
    """Return number, title and structural amount of each measure that has a toggle."""
    catalogue, lang = package.catalogue, language()
    cells = {id_: row[-1] for id_, row in compose_package(catalogue, shown, package.settings).rows.items()}
    decimals = numbers.decimals_of((cell for cell in cells.values() if not isinstance(cell, Open)), 1)
    titles = {id_: catalogue.measures[id_].title.get(lang) for id_ in shown}
    return [{"id": id_, "title": titles[id_], "amount": numbers.cell(cells[id_], decimals)} for id_ in shown]


def meeting_toggles(
    package: Package, shown: tuple[str, ...], target: str, space: Workspace, on_report: Callable[[object], None]
) -> None:
    """Draw the toggles; call `on_report` with the changes they report."""
    key = "meeting_toggles"
    rest = [id_ for id_ in package.selection if id_ not in shown]
    _component()(
        key=key,
        data={
            "rows": toggle_rows(package, shown),
            "selected": [id_ for id_ in package.selection if id_ in shown],
            "announcement": announcement(package, target),
            "labels": {
                "measures": t("Maatregelen"),
                "amount": t("structureel, mln. euro"),
                "rest": t("Blijft in het pakket: {ids}", ids=", ".join(rest)) if rest else "",
            },
            **outbox_data(space),
        },
        **report_callbacks(key, on_report),
    )
