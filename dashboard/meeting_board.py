"""What a meeting looks at: structural total, verdict, gauge and totals by year in large type, and the big toggles."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from budget.money import COLUMNS, STRUCTURAL, YEARS, Open
from budget.package import Package, compose_package
from budget.targets import TargetResult, evaluate_target
from dashboard import numbers, terms
from dashboard.gauge import alternative, gauge_html
from dashboard.headline import CLASSES, SIGNS, verdict_text
from dashboard.html import esc
from dashboard.outbox import outbox_data, report_callbacks, toggle_component
from dashboard.summary import gap_text
from dashboard.text import language, t
from dashboard.workspace import Workspace


@lru_cache(maxsize=1)
def _component() -> Any:
    return toggle_component("meeting_toggles")


def _decimals(package: Package, result: TargetResult) -> int:
    totals = [package.totals[column].keur for column in COLUMNS]
    return numbers.decimals_of([*totals, *(cell.effect.keur for cell in result.cells.values())], 1)


def _verdict_line(result: TargetResult) -> str:
    cell = result.cells[STRUCTURAL]
    sign, css = SIGNS[cell.verdict], CLASSES[cell.verdict]
    words = f"{result.target.title.get(language())}: {verdict_text(cell)}"
    return (
        f'<p class="outcome {css}"><span class="sign" aria-hidden="true">{sign}</span> <b>{esc(words)}</b> '
        f"<span>{esc(gap_text(result))}</span></p>"
    )


def _years_table(package: Package, result: TargetResult, decimals: int) -> str:
    rows = ""
    for year in YEARS:
        cell = result.cells[year]
        sign = f'<span aria-hidden="true">{SIGNS[cell.verdict]}</span> {esc(verdict_text(cell))}'
        total, effect = (esc(numbers.total(amount, decimals)) for amount in (package.totals[year], cell.effect))
        rows += (
            f'<tr><th scope="row">{year}</th><td class="num amount">{total}</td>'
            f'<td class="num">{effect}</td><td class="judged {CLASSES[cell.verdict]}">{sign}</td></tr>'
        )
    title = esc(result.target.title.get(language()))
    head = f'<th scope="col">{esc(t("Jaar"))}</th><th scope="col" class="num">{esc(t("Saldo-effect"))}</th>'
    head += f'<th scope="col" class="num" colspan="2">{esc(t("telt voor"))} {title}</th>'
    caption = f"<caption>{esc(terms.legend())}</caption>"
    return f'<table class="years">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def board_html(package: Package, target: str) -> str:
    """Build everything beside the toggles; all of it follows from one composed package."""
    result = evaluate_target(package, package.catalogue.targets[target])
    decimals = _decimals(package, result)
    total = esc(numbers.total(package.totals[STRUCTURAL], decimals))
    notes = []
    clashes = [" / ".join(clash.chosen) for clash in package.clashes if clash.exclusive]
    if clashes:
        notes.append(t("Sluit elkaar uit: {ids}", ids="; ".join(clashes)))
    if package.open_cells:
        notes.append(
            t("Zonder bedrag (PM): {ids}", ids=", ".join(dict.fromkeys(c.measure for c in package.open_cells)))
        )
    below = "".join(f'<p class="alert"><span aria-hidden="true">△</span> {esc(note)}</p>' for note in notes)
    label, unit = esc(t("Structureel")), esc(t("mln. euro"))
    return (
        f'<div class="board"><p class="structural"><span>{label}</span> <b>{total}</b> <span>{unit}</span></p>'
        f"{_verdict_line(result)}{gauge_html(result, STRUCTURAL)}{below}{_years_table(package, result, decimals)}</div>"
    )


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
