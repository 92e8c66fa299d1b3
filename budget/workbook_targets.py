"""The sheet Grondslag en doel: the base of annex 1, the targets by column with a verdict, and the chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from budget.load import Catalogue
from budget.money import COLUMNS, STRUCTURAL
from budget.package import Package
from budget.records import Target
from budget.settings import Basis, Scope, Settings
from budget.targets import TargetResult, Verdict, base_year, evaluate_targets, scope_of
from budget.workbook_choice import bound_formula, bound_mark, open_counts
from budget.workbook_frame import COLUMN_KEYS, Book, Sheet, Value, cell, column_heads
from budget.workbook_texts import Texts

FIRST: Final = 2
"""The column of the first of the six amounts."""
CHART_ROWS: Final = 17


@dataclass(frozen=True)
class ScopeGroup:
    """Targets that count the same base lines, under the report's scope and under the whole one."""

    label: str
    targets: tuple[str, ...]
    report: tuple[str, ...]
    whole: tuple[str, ...]
    whole_now: bool = False

    def now(self, whole: bool) -> tuple[str, ...]:
        """Return the lines that count."""
        return self.whole if whole else self.report


def scope_groups(catalogue: Catalogue, texts: Texts, settings: Settings | None = None) -> list[ScopeGroup]:
    """Group the targets by their base lines."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Target]] = {}
    for target in catalogue.targets.values():
        report, whole = (scope_of(target, Settings(scope=scope)).lines for scope in (Scope.REPORT, Scope.WHOLE))
        found.setdefault((report, whole), []).append(target)
    now = settings is not None and settings.scope is Scope.WHOLE
    return [
        ScopeGroup(" / ".join(t.title.get(texts.language) for t in targets), tuple(t.id for t in targets), *lines, now)
        for lines, targets in found.items()
    ]


def write_targets(book: Book, package: Package) -> None:
    """Write the sheet: summary and chart, each target by column, the base with the lines that count."""
    sheet = book.sheet("targets", (30, 30, *[13] * 8))
    catalogue = package.catalogue
    groups = scope_groups(catalogue, book.texts, package.settings)
    results = evaluate_targets(package)
    sheet.formula(2, 0, "=Status", book.texts("status_fine"), "note")
    _summary(sheet, 4, results)
    row = 4 + len(results) + 2
    _chart(sheet, row, len(results))
    row += CHART_ROWS
    _years(sheet, row, package)
    row += 2
    for number, result in enumerate(results.values(), start=1):
        group = next(place for place, g in enumerate(groups, start=1) if result.target.id in g.targets)
        row = _target(sheet, row, package, result, number, group) + 1
    row = _base(sheet, row, catalogue) + 1
    _members(sheet, row, catalogue, groups)
    sheet.raw.freeze_panes(4, 1)
    sheet.raw.repeat_rows(0, 1)


def _summary(sheet: Sheet, row: int, results: dict[str, TargetResult]) -> None:
    """Write the structural figures of each target; the chart shows them."""
    texts = sheet.book.texts
    keys = ("target", "scope", "percent", "reference", "base", "to_reach", "effect", "gap", "share", "verdict")
    sheet.table("tDoelen", row - 1, 0, [texts(f"head_{key}") for key in keys], len(results), right_from=2)
    for number, result in enumerate(results.values(), start=1):
        at, target, found = row + number - 1, result.target, result.cells[STRUCTURAL]
        titles = {scope: scope_of(target, Settings(scope=scope)).title.get(texts.language) for scope in Scope}
        sheet.text(at, 0, target.title.get(texts.language), "bold")
        scope_names = []
        for scope in Scope:
            name = f"Doel_{number}_{scope.value}"
            sheet.book.file.define_name(name, f'="{titles[scope].replace(chr(34), chr(39))}"')
            scope_names.append(name)
        formula = f"=IF(Reikwijdte=Keus_hele_grondslag,{scope_names[1]},{scope_names[0]})"
        sheet.formula(at, 1, formula, result.scope.title.get(texts.language), "cell_wrap")
        sheet.value(at, 2, target.percent, "signed_percent")
        sheet.value(at, 3, int(target.reference_year), "count")
        sheet.book.define(f"Doel_{number}_procent", sheet, (at, 2))
        sheet.book.define(f"Doel_{number}_jaar", sheet, (at, 3))
        values: list[tuple[str, Value, str]] = [
            ("base", found.base_keur, "amount"),
            ("target", found.target_keur, "effect"),
            ("effect", found.effect.keur, "effect"),
            ("gap", found.gap_keur, "effect"),
            ("percent", float(found.percent_of_base) / 100, "percent"),
            ("verdict", texts.verdict(found.verdict), "word"),
        ]
        for column, (key, value, style) in enumerate(values, start=4):
            sheet.formula(at, column, f"=Doel_{number}_{key}", value, style)
    _paint(sheet, row, 9, row + len(results) - 1, 9)


def _paint(sheet: Sheet, first: int, left: int, last: int, right: int) -> None:
    """Colour the verdicts; the word says the same."""
    for name, style in (("Oordeel_gehaald", "good"), ("Oordeel_niet_gehaald", "alarm"), ("Oordeel_onbepaald", "warn")):
        rule = {"type": "formula", "criteria": f"={cell(first, left)}={name}", "format": sheet.book.formats[style]}
        sheet.raw.conditional_format(first, left, last, right, rule)


def _chart(sheet: Sheet, row: int, count: int) -> None:
    """Draw the package's structural effect beside each target."""
    texts = sheet.book.texts
    chart: Any = sheet.book.file.add_chart({"type": "column"})
    first, last = 4, 4 + count - 1
    font = {"name": "Arial", "size": 9, "color": "#333333"}
    for column, key, colour in ((6, "head_effect", "#154273"), (5, "head_to_reach", "#B7C4D3")):
        chart.add_series(
            {
                "name": texts(key),
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 80,
                "data_labels": {"value": True, "num_format": "+#,##0.0,;-#,##0.0,;0", "font": font},
            }
        )
    chart.set_title({"name": texts("chart_title"), "name_font": {**font, "size": 11, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_y_axis(
        {"num_format": "+#,##0,;-#,##0,;0", "major_gridlines": {"visible": True, "line": {"color": "#DDE3E9"}}, "num_font": font,
         "line": {"none": True}, "name": texts("unit"), "name_font": {**font, "bold": False}}
    )
    chart.set_x_axis({"label_position": "low", "num_font": font})
    chart.set_size({"width": 900, "height": 310})
    sheet.raw.insert_chart(row, 0, chart, {"description": texts("chart_alt"), "object_position": 1, "x_offset": 4})


def _years(sheet: Sheet, row: int, package: Package) -> None:
    """Write the year of annex 1 that stands for each column; later ones take the last (assumption)."""
    texts, catalogue = sheet.book.texts, package.catalogue
    sheet.heads(row, 0, [texts("by_column"), "", *_numeric_heads(texts)], right_from=FIRST)
    sheet.text(row + 1, 0, texts("annex_year"), "helper_text")
    sheet.text(row + 1, 1, texts("annex_year_note"), "helper_text")
    for offset, column in enumerate(COLUMNS):
        head = cell(row, FIRST + offset, lock_row=True)
        year = int(column if column in catalogue.base.years else catalogue.base.years[-1])
        formula = f"=IF(ISNUMBER(MATCH({head},Grondslag_jaren,0)),{head},Laatste_jaar)"
        sheet.formula(row + 1, FIRST + offset, formula, year, "helper")
        sheet.book.define(f"Jaar_{COLUMN_KEYS[offset]}", sheet, (row + 1, FIRST + offset))


def _numeric_heads(texts: Texts) -> list[str | int]:
    return [int(head) if head.isdigit() else head for head in column_heads(texts)]


def _target(sheet: Sheet, row: int, package: Package, result: TargetResult, number: int, group: int) -> int:
    """Write one target by column; returns the row after it."""
    texts, keys, cells = sheet.book.texts, COLUMN_KEYS, [result.cells[column] for column in COLUMNS]
    target, base = result.target, package.catalogue.base
    heading = target.title.get(texts.language)
    sheet.heads(row, 0, [heading, "", *_numeric_heads(texts)], right_from=FIRST)
    bound_row = row + 5

    def at(key: str) -> int:
        return row + 1 + [name for name, *_ in rows].index(key)

    def here(key: str, c: int) -> str:
        return cell(at(key), FIRST + c)

    def base_of(c: int) -> str:
        return f"=SUMPRODUCT(Telt_{group},INDEX(Grondslag_bedragen,0,MATCH({here('year', c)},Grondslag_jaren,0)))"

    def effect(c: int) -> str:
        return f"=SUMIFS(Post_{keys[c]},Post_gekozen,Aan,Post_telt_{group},Aan)"

    def bound(c: int) -> str:
        return bound_formula(*open_counts(f"Post_{keys[c]}", f"Post_gekozen*Post_telt_{group}"))

    def share(c: int) -> str:
        amount = here("base", c)
        return f"=IF({amount}=0,0,ROUND({here('effect', c)}/{amount},Decimalen_procent))"

    def verdict(c: int) -> str:
        found, goal, mark = here("effect", c), here("target", c), cell(bound_row - 1, FIRST + c)
        upper, lower = f'OR({mark}="",{mark}=Grens_hoogstens)', f'OR({mark}="",{mark}=Grens_minstens)'

        def judged(sure: str, never: str) -> str:
            return f"IF(AND({sure}),Oordeel_gehaald,IF(AND({never}),Oordeel_niet_gehaald,Oordeel_onbepaald))"

        cut = judged(f"{upper},{found}<={goal}", f"{lower},{found}>{goal}")
        rise = judged(f"{lower},{found}>={goal}", f"{upper},{found}<{goal}")
        return f"=IF(Uitsluitend>0,Oordeel_onbepaald,IF({goal}<0,{cut},{rise}))"

    def why(c: int) -> str:
        return f'=IF(Uitsluitend>0,Reden_uitsluitend,IF({here("verdict", c)}=Oordeel_onbepaald,Reden_open_cellen,""))'

    years = [int(base_year(base, target, column, package.settings)) for column in COLUMNS]
    rows: list[tuple[str, Any, list[Value], str]] = [
        ("year", lambda c: f"=IF(Basis_doel=Keus_eigen_jaar,Jaar_{keys[c]},Doel_{number}_jaar)", [*years], "helper"),
        ("base", base_of, [c.base_keur for c in cells], "amount"),
        ("target", lambda c: f"=INT({here('base', c)}*Doel_{number}_procent/Procent)", [c.target_keur for c in cells], "effect"),
        ("bound", bound, [bound_mark(c.effect) for c in cells], "word"),
        ("effect", effect, [c.effect.keur for c in cells], "total"),
        ("gap", lambda c: f"={here('effect', c)}-{here('target', c)}", [c.gap_keur for c in cells], "effect"),
        ("percent", share, [float(c.percent_of_base) / 100 for c in cells], "percent"),
        ("verdict", verdict, [texts.verdict(c.verdict) for c in cells], "word"),
        ("why", why, [texts.why(c.why) for c in cells], "word"),
    ]
    for offset, (key, formula, values, style) in enumerate(rows, start=row + 1):
        label = "total_label" if style == "total" else "cell"
        sheet.text(offset, 0, texts(f"row_{key}"), label)
        sheet.value(offset, 1, None, label)
        sheet.six(f"target:{target.id}:{key}", offset, FIRST, formula, values, style)
        if key in {"base", "target", "effect", "gap", "percent", "verdict"}:
            sheet.book.define(f"Doel_{number}_{key}", sheet, (offset, FIRST + len(COLUMNS) - 1))
    _paint(sheet, at("verdict"), FIRST, at("verdict"), FIRST + len(COLUMNS) - 1)
    return row + len(rows) + 1


def _base(sheet: Sheet, row: int, catalogue: Catalogue) -> int:
    """Write the base lines of annex 1 and what the first-year share is made of; returns the row after them."""
    texts, base = sheet.book.texts, catalogue.base
    years = base.years
    sheet.heads(row, 0, [texts("base_title"), texts("head_source_line"), *map(int, years)], right_from=FIRST)
    sheet.name_block("Grondslag_jaren", row, FIRST, 1, len(years))
    first = row + 1
    for offset, line in enumerate(base.lines, start=first):
        sheet.text(offset, 0, line.id, "cell")
        sheet.text(offset, 1, line.title.get(texts.language), "cell_wrap")
        for place, year in enumerate(years):
            sheet.value(offset, FIRST + place, line.amounts[year], "amount")
    sheet.name_block("Grondslag_regel", first, 0, len(base.lines))
    sheet.name_block("Grondslag_bedragen", first, FIRST, len(base.lines), len(years))
    row = first + len(base.lines) + 1
    sheet.heads(row, 0, [texts("share_title"), "", *map(int, years)], right_from=FIRST)
    reception = next(line for line in base.lines if line.id == catalogue.oda.reception_base)
    start = row + 1
    for offset, part in enumerate(catalogue.oda.reception_parts, start=start):
        _annex_row(sheet, offset, part, reception.id, [reception.parts[part][year] for year in years])
    end = start + len(catalogue.oda.reception_parts)
    sheet.text(end, 0, texts("reception_cost"), "total_label")
    sheet.value(end, 1, None, "total_label")
    for place, year in enumerate(years):
        total = sum(reception.parts[part][year] for part in catalogue.oda.reception_parts)
        sheet.formula(end, FIRST + place, f"=SUM({cell(start, FIRST + place)}:{cell(end - 1, FIRST + place)})", total, "amount")
    attribution = next(found for found in base.attributions if found.id == "JenV")
    _annex_row(sheet, end + 1, texts("jenv_attribution"), "JenV", [attribution.amounts[year] for year in years])
    sheet.name_block("Opvang_kosten", end, FIRST, 1, len(years))
    sheet.name_block("Toerekening_JenV", end + 1, FIRST, 1, len(years))
    return end + 2


def _annex_row(sheet: Sheet, row: int, label: str, note: str, amounts: list[int]) -> None:
    sheet.text(row, 0, label, "cell")
    sheet.text(row, 1, note, "cell")
    for place, amount in enumerate(amounts):
        sheet.value(row, FIRST + place, amount, "amount")


def _members(sheet: Sheet, row: int, catalogue: Catalogue, groups: list[ScopeGroup]) -> None:
    """Write which base lines count towards which targets: by scope, and now."""
    texts = sheet.book.texts
    heads = [texts("members_title"), texts("head_source_line")]
    heads += [f"{group.label}: {texts(f'members_{kind}')}" for group in groups for kind in ("report", "whole", "now")]
    sheet.table("tTelt", row, 0, heads, len(catalogue.base.lines), right_from=FIRST)
    for offset, line in enumerate(catalogue.base.lines, start=row + 1):
        sheet.text(offset, 0, line.id, "cell")
        sheet.text(offset, 1, line.title.get(texts.language), "cell_wrap")
        for place, group in enumerate(groups):
            column = FIRST + 3 * place
            sheet.value(offset, column, int(line.id in group.report), "count")
            sheet.value(offset, column + 1, int(line.id in group.whole), "count")
            formula = f"=IF(Reikwijdte=Keus_hele_grondslag,{cell(offset, column + 1)},{cell(offset, column)})"
            sheet.formula(offset, column + 2, formula, int(line.id in group.now(group.whole_now)), "count")
    for place in range(len(groups)):
        sheet.name_block(f"Telt_{place + 1}", row + 1, FIRST + 3 * place + 2, len(catalogue.base.lines))


__all__ = ["Basis", "ScopeGroup", "Verdict", "scope_groups", "write_targets"]
