"""The base of annex 1 in the workbook, and which of its lines count towards which targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from budget.catalogue import Catalogue, Target
from budget.core import Settings
from budget.engine import scope_of
from budget.export.book import Sheet, cell
from budget.export.texts import Texts

FIRST: Final = 2
"""The column of the first of the six amounts on Grondslag en doel."""


@dataclass(frozen=True)
class ScopeGroup:
    """Targets that count the same base lines, under the report's scope and under the whole one."""

    label: str
    targets: tuple[str, ...]
    report: tuple[str, ...]
    whole: tuple[str, ...]
    whole_now: bool = False

    @property
    def now(self) -> tuple[str, ...]:
        """The lines that count under the settings."""
        return self.whole if self.whole_now else self.report


def scope_groups(catalogue: Catalogue, t: Texts, settings: Settings) -> list[ScopeGroup]:
    """Group the targets by their base lines."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Target]] = {}
    for target in catalogue.targets.values():
        report, whole = (scope_of(catalogue, target, Settings(scope=scope)).lines for scope in ("", "whole"))
        found.setdefault((report, whole), []).append(target)
    now = settings.scope == "whole"
    return [
        ScopeGroup(" / ".join(a.title.get(t.language) for a in targets), tuple(a.id for a in targets), *lines, now)
        for lines, targets in found.items()
    ]


def write_base(sheet: Sheet, row: int, catalogue: Catalogue) -> int:
    """Write the base lines of annex 1 and what the first-year share is made of; returns the row after them."""
    t, base = sheet.book.texts, catalogue.base
    years = base.years
    sheet.heads(row, 0, [t("Grondslag (bijlage 1)"), t("Omschrijving"), *map(int, years)], right_from=FIRST)
    sheet.name_block("Grondslag_jaren", row, FIRST, 1, len(years))
    first = row + 1
    for offset, line in enumerate(base.lines, start=first):
        sheet.text(offset, 0, line.id, "cell")
        sheet.text(offset, 1, line.title.get(t.language), "cell_wrap")
        for place, year in enumerate(years):
            sheet.value(offset, FIRST + place, line.amounts[year], "amount")
    sheet.name_block("Grondslag_regel", first, 0, len(base.lines))
    sheet.name_block("Grondslag_bedragen", first, FIRST, len(base.lines), len(years))
    row = first + len(base.lines) + 1
    sheet.heads(row, 0, [t("Opvang en toerekening (bijlage 1)"), "", *map(int, years)], right_from=FIRST)
    reception = next(line for line in base.lines if line.id == catalogue.oda.reception_base)
    start = row + 1
    for offset, part in enumerate(catalogue.oda.reception_parts, start=start):
        _annex_row(sheet, offset, part, reception.id, [reception.parts[part][year] for year in years])
    end = start + len(catalogue.oda.reception_parts)
    sheet.text(end, 0, t("Kosten van opvang"), "total_label")
    sheet.value(end, 1, None, "total_label")
    for place, year in enumerate(years):
        total = sum(reception.parts[part][year] for part in catalogue.oda.reception_parts)
        sheet.formula(
            end, FIRST + place, f"=SUM({cell(start, FIRST + place)}:{cell(end - 1, FIRST + place)})", total, "amount"
        )
    attribution = next(found for found in base.attributions if found.id == "JenV")
    _annex_row(sheet, end + 1, t("Toerekening door JenV"), "JenV", [attribution.amounts[year] for year in years])
    sheet.name_block("Opvang_kosten", end, FIRST, 1, len(years))
    sheet.name_block("Toerekening_JenV", end + 1, FIRST, 1, len(years))
    return end + 2


def _annex_row(sheet: Sheet, row: int, label: str, note: str, amounts: list[int]) -> None:
    sheet.text(row, 0, label, "cell")
    sheet.text(row, 1, note, "cell")
    for place, amount in enumerate(amounts):
        sheet.value(row, FIRST + place, amount, "amount")


def write_members(sheet: Sheet, row: int, catalogue: Catalogue, groups: list[ScopeGroup]) -> None:
    """Write which base lines count towards which targets: by scope, and now."""
    t = sheet.book.texts
    heads = [t("Welke regels tellen mee"), t("Omschrijving")]
    heads += [f"{group.label}: {kind}" for group in groups for kind in (t("rapport"), t("geheel"), t("nu"))]
    sheet.table("tTelt", row, 0, heads, len(catalogue.base.lines), right_from=FIRST)
    for offset, line in enumerate(catalogue.base.lines, start=row + 1):
        sheet.text(offset, 0, line.id, "cell")
        sheet.text(offset, 1, line.title.get(t.language), "cell_wrap")
        for place, group in enumerate(groups):
            column = FIRST + 3 * place
            sheet.value(offset, column, int(line.id in group.report), "count")
            sheet.value(offset, column + 1, int(line.id in group.whole), "count")
            formula = f"=IF(Reikwijdte=Keus_hele_grondslag,{cell(offset, column + 1)},{cell(offset, column)})"
            sheet.formula(offset, column + 2, formula, int(line.id in group.now), "count")
    for place in range(len(groups)):
        sheet.name_block(f"Telt_{place + 1}", row + 1, FIRST + 3 * place + 2, len(catalogue.base.lines))
