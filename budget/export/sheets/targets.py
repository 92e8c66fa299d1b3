"""The sheet Grondslag en doel: the base of annex 1, the targets by column with a verdict, and the chart."""

from __future__ import annotations

from typing import Any, Final

from budget.catalogue import Catalogue
from budget.core import Settings, dutch
from budget.engine import Package, TargetResult, Verdict, Why, base_year, evaluate_targets
from budget.export.book import COLUMN_KEYS, COLUMNS, STRUCTURAL, Book, Sheet, Value, cell, column_heads
from budget.export.sheets.base import FIRST, scope_groups, write_base, write_members
from budget.export.sheets.choice import bound_formula, bound_mark, open_counts
from budget.export.sheets.settings import list_choices
from budget.export.texts import FINE, Texts

CHART_ROWS: Final = 17

ROW_LABELS: Final = {
    "year": dutch("Jaar van de grondslag"),
    "base": dutch("Grondslag"),
    "target": dutch("Te bereiken"),
    "bound": dutch("Grens van het effect"),
    "effect": dutch("Effect van het pakket"),
    "gap": dutch("Verschil met het doel"),
    "percent": dutch("Effect als % van de grondslag"),
    "verdict": dutch("Oordeel"),
    "why": dutch("Reden"),
}
"""How the rows of a target are called."""

STRUCTURAL_NAMES: Final = {
    "base": "grondslag",
    "target": "bedrag",
    "effect": "effect",
    "gap": "verschil",
    "percent": "aandeel",
    "verdict": "oordeel",
}
"""How the structural figures of a target are called in a name."""


def write_targets(book: Book, package: Package) -> None:
    """Write the sheet: summary and chart, each target by column, the base with the lines that count."""
    t, catalogue = book.texts, package.catalogue
    sheet = book.sheet(t("Grondslag en doel"), (30, 30, *[13] * 8))
    groups = scope_groups(catalogue, t, package.settings)
    results = evaluate_targets(package)
    sheet.formula(2, 0, "=Status", t(FINE), "note")
    _summary(sheet, 4, catalogue, package.settings, results)
    row = 4 + len(results) + 2
    _chart(sheet, row, len(results))
    row += CHART_ROWS
    _years(sheet, row, package)
    row += 2
    for number, result in enumerate(results.values(), start=1):
        group = next(place for place, g in enumerate(groups, start=1) if result.target.id in g.targets)
        row = _target(sheet, row, package, result, number, group) + 1
    row = write_base(sheet, row, catalogue) + 1
    write_members(sheet, row, catalogue, groups)
    sheet.raw.freeze_panes(4, 1)
    sheet.raw.repeat_rows(0, 1)


def _summary(sheet: Sheet, row: int, catalogue: Catalogue, settings: Settings, results: dict[str, TargetResult]) -> None:
    """Write the structural figures of each target; the chart shows them."""
    t = sheet.book.texts
    heads = [
        t("Doel"),
        t("Omvang"),
        t("Procent"),
        t("Referentiejaar"),
        t("Grondslag struc."),
        t("Te bereiken struc."),
        t("Effect struc."),
        t("Verschil struc."),
        t("% van grondslag"),
        t("Oordeel struc."),
    ]
    sheet.table("tDoelen", row - 1, 0, heads, len(results), right_from=2)
    scope = str(next((c.now for c in list_choices(t, settings, catalogue.frame) if c.name == "Reikwijdte"), ""))
    for number, result in enumerate(results.values(), start=1):
        at, target, found = row + number - 1, result.target, result.cells[STRUCTURAL]
        sheet.text(at, 0, target.title.get(t.language), "bold")
        sheet.formula(at, 1, "=Reikwijdte", scope, "cell_wrap")
        sheet.fit(at, 1, scope)
        sheet.value(at, 2, target.percent, "signed_percent")
        sheet.value(at, 3, int(target.reference_year), "count")
        sheet.book.define(f"Doel_{number}_procent", sheet, (at, 2))
        sheet.book.define(f"Doel_{number}_jaar", sheet, (at, 3))
        values: list[tuple[str, Value, str]] = [
            ("grondslag", found.base_keur, "amount"),
            ("bedrag", found.target_keur, "effect"),
            ("effect", found.effect.keur, "effect"),
            ("verschil", found.gap_keur, "effect"),
            ("aandeel", float(found.percent_of_base) / 100, "percent"),
            ("oordeel", t.verdict(found.verdict), "word"),
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
    t = sheet.book.texts
    chart: Any = sheet.book.file.add_chart({"type": "column"})
    first, last = 4, 4 + count - 1
    font = {"name": "Arial", "size": 9, "color": "#333333"}
    for column, name, colour in ((6, t("Effect struc."), "#154273"), (5, t("Te bereiken struc."), "#B7C4D3")):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 80,
                "data_labels": {"value": True, "num_format": "+#,##0.0,;-#,##0.0,;0", "font": font},
            }
        )
    chart.set_title(
        {
            "name": t("Structureel effect van het pakket naast de doelen"),
            "name_font": {**font, "size": 11, "bold": True},
            "overlay": False,
        }
    )
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_y_axis(
        {
            "num_format": "+#,##0,;-#,##0,;0",
            "major_gridlines": {"visible": True, "line": {"color": "#DDE3E9"}},
            "num_font": font,
            "line": {"none": True},
            "name": t("mln. euro"),
            "name_font": {**font, "bold": False},
        }
    )
    chart.set_x_axis({"label_position": "low", "num_font": font})
    chart.set_size({"width": 900, "height": 310})
    sheet.raw.insert_chart(
        row,
        0,
        chart,
        {
            "description": t(
                "Kolomgrafiek: per doel het structurele effect van het pakket op de grondslag naast het te bereiken bedrag, in mln. euro; dezelfde cijfers staan in de tabel erboven."
            ),
            "object_position": 1,
            "x_offset": 4,
        },
    )


def _years(sheet: Sheet, row: int, package: Package) -> None:
    """Write the year of annex 1 that stands for each column; later ones take the last (assumption)."""
    t, catalogue = sheet.book.texts, package.catalogue
    sheet.heads(row, 0, [t("Doelen per kolom"), "", *_numeric_heads(t)], right_from=FIRST)
    sheet.text(row + 1, 0, t("Jaar van bijlage 1"), "helper_text")
    sheet.text(row + 1, 1, t("na 2024 het laatste jaar (aanname)"), "helper_text")
    for offset, column in enumerate(COLUMNS):
        head = cell(row, FIRST + offset, lock_row=True)
        year = int(column if column in catalogue.base.years else catalogue.base.years[-1])
        formula = f"=IF(ISNUMBER(MATCH({head},Grondslag_jaren,0)),{head},Laatste_jaar)"
        sheet.formula(row + 1, FIRST + offset, formula, year, "helper")
        sheet.book.define(f"Jaar_{COLUMN_KEYS[offset]}", sheet, (row + 1, FIRST + offset))


def _numeric_heads(t: Texts) -> list[str | int]:
    return [int(head) if head.isdigit() else head for head in column_heads(t)]


def share_formula(effect: str, amount: str) -> str:
    """Return the formula for an effect as a share of the base."""
    return f"=IF({amount}=0,0,ROUND({effect}/{amount},Decimalen_procent))"


def why_formula(verdict: str) -> str:
    """Return the formula for the reason of a verdict that cannot be determined."""
    return f'=IF(Uitsluitend>0,Reden_uitsluitend,IF({verdict}=Oordeel_onbepaald,Reden_open_cellen,""))'


def verdict_formula(found: str, goal: str, mark: str) -> str:
    """Return the formula for a verdict, from the effect, the amount to reach and the bound (targets.judge)."""
    upper, lower = f'OR({mark}="",{mark}=Grens_hoogstens)', f'OR({mark}="",{mark}=Grens_minstens)'

    def judged(sure: str, never: str) -> str:
        return f"IF(AND({sure}),Oordeel_gehaald,IF(AND({never}),Oordeel_niet_gehaald,Oordeel_onbepaald))"

    cut = judged(f"{upper},{found}<={goal}", f"{lower},{found}>{goal}")
    rise = judged(f"{lower},{found}>={goal}", f"{upper},{found}<{goal}")
    return f"=IF(Uitsluitend>0,Oordeel_onbepaald,IF({goal}<0,{cut},{rise}))"


def _target(sheet: Sheet, row: int, package: Package, result: TargetResult, number: int, group: int) -> int:
    """Write one target by column; returns the row after it."""
    t, keys, cells = sheet.book.texts, COLUMN_KEYS, [result.cells[column] for column in COLUMNS]
    target, base = result.target, package.catalogue.base
    heading = target.title.get(t.language)
    sheet.heads(row, 0, [heading, "", *_numeric_heads(t)], right_from=FIRST)

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
        return share_formula(here("effect", c), here("base", c))

    def verdict(c: int) -> str:
        return verdict_formula(here("effect", c), here("target", c), here("bound", c))

    years = [int(base_year(base, target, column, package.settings)) for column in COLUMNS]
    rows: list[tuple[str, Any, list[Value], str]] = [
        ("year", lambda c: f"=IF(Basis_doel=Keus_eigen_jaar,Jaar_{keys[c]},Doel_{number}_jaar)", [*years], "helper"),
        ("base", base_of, [c.base_keur for c in cells], "amount"),
        (
            "target",
            lambda c: f"=ROUNDUP({here('base', c)}*Doel_{number}_procent/Procent,0)",
            [c.target_keur for c in cells],
            "effect",
        ),
        ("bound", bound, [bound_mark(c.effect) for c in cells], "word"),
        ("effect", effect, [c.effect.keur for c in cells], "total"),
        ("gap", lambda c: f"={here('effect', c)}-{here('target', c)}", [c.gap_keur for c in cells], "effect"),
        ("percent", share, [float(c.percent_of_base) / 100 for c in cells], "percent"),
        ("verdict", verdict, [t.verdict(c.verdict) for c in cells], "word"),
        ("why", lambda c: why_formula(here("verdict", c)), [t.why(c.why) for c in cells], "word"),
    ]
    for offset, (key, formula, values, style) in enumerate(rows, start=row + 1):
        label = "total_label" if style == "total" else "cell"
        name = t(ROW_LABELS[key])
        sheet.text(offset, 0, name, label)
        sheet.value(offset, 1, None, label)
        sheet.six(offset, FIRST, formula, values, style)
        sheet.book.place(f"target:{target.id}:{key}", f"{target.id}: {name}", sheet, offset, FIRST)
        if key in STRUCTURAL_NAMES:
            sheet.book.define(f"Doel_{number}_{STRUCTURAL_NAMES[key]}", sheet, (offset, FIRST + len(COLUMNS) - 1))
    sheet.fit(at("why"), FIRST, t.why(Why.EXCLUSIVE))  # room for what may come with the next toggle
    sheet.fit(at("verdict"), FIRST, t.verdict(Verdict.UNDETERMINED))
    _paint(sheet, at("verdict"), FIRST, at("verdict"), FIRST + len(COLUMNS) - 1)
    return row + len(rows) + 1
