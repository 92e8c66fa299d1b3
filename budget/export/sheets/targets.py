"""The sheet Grondslag en doel: the base, the targets by column with a verdict, and the chart."""

from __future__ import annotations

from typing import Any, Final

from budget.core import Amount
from budget.engine import Package, TargetResult, Verdict, evaluate_targets
from budget.export.book import Book, capital
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.base import FIRST, scope_groups, shows_base, write_base, write_members
from budget.export.sheets.ends import ENDS, NAMES, certain_part, end_value, end_word, plain_value
from budget.export.sheets.settings import has_choice, list_choices
from budget.export.sheets.target_rows import paint_verdicts, write_target
from budget.export.units import as_share

CHART_ROWS: Final = 17
EFFECT_AT: Final = 6
ENDS_AT: Final = 11
"""The columns of the summary with the structural effect, and with the first of its ends."""


def write_targets(book: Book, package: Package) -> None:
    """
    Write the sheet: summary and chart, each target by column, the base with the lines that count.

    Without targets it holds the base only, which ODA and dials rest on; without those either there is no sheet.
    """
    t, catalogue = book.texts, package.catalogue
    if not shows_base(catalogue, book.own_targets):
        return
    title = t("Grondslag en doel") if catalogue.targets else t("Grondslag")
    groups = [group for group in scope_groups(catalogue, t, package.settings) if group.own is None]
    width = max(
        12 if book.bounds else 9, book.width, len(catalogue.base.years), sum(len(group.scopes) + 1 for group in groups)
    )
    sheet = book.sheet(title, (30, 30, *[13] * width))
    results = {id_: result for id_, result in evaluate_targets(package).items() if result.own is None}
    row = 4
    if results:
        _summary(sheet, row, package, results)
        row += len(results) + 2
        _chart(sheet, row, len(results))
        row += CHART_ROWS
    _years(sheet, row, package)
    row += 2
    for number, result in enumerate(results.values(), start=1):
        group = next(place for place, g in enumerate(groups, start=1) if result.target.id in g.targets)
        row = write_target(sheet, row, package, result, number, group)
    row = write_base(sheet, row, catalogue) + 1
    if groups:
        write_members(sheet, row, catalogue, groups)
    sheet.raw.freeze_panes(3, 1)
    sheet.repeat(0, 1)


def _summary(sheet: Sheet, row: int, package: Package, results: dict[str, TargetResult]) -> None:
    """Write the structural figures of each target; the chart shows them."""
    t, book = sheet.book.texts, sheet.book
    short = package.catalogue.info.columns.structural.short.get(t.language)
    heads = [
        t("Doel"),
        t("Omvang"),
        t("Procent"),
        t("Referentiejaar"),
        f"{t('Grondslag')} {short}",
        f"{t('Te bereiken')} {short}",
        f"{t('Effect')} {short}",
        f"{t('Verschil')} {short}",
        t("% van grondslag"),
        f"{t('Oordeel')} {short}",
        t("Richting"),
    ]
    if book.bounds:
        heads += [*(f"{capital(end_word(book, end))} {short}" for end in ENDS), f"{t('Zeker deel')} {short}"]
    sheet.table("tDoelen", row - 1, 0, heads, len(results), right_from=2)
    for number, result in enumerate(results.values(), start=1):
        at, target, found = row + number - 1, result.target, result.cells[package.catalogue.columns.structural]
        sheet.text(at, 0, target.title.get(t.language), "bold")
        _scope(sheet, at, package, result)
        sheet.value(at, 2, int(target.percent), "signed_percent")
        sheet.value(at, 3, int(target.reference_year), "count")
        sheet.formula(at, 10, f"=IF(Doel_{number}_procent<0,-Aan,Aan)", -1 if target.is_cut else 1, "helper")
        for name, column in (("procent", 2), ("jaar", 3), ("richting", 10)):
            book.define(f"Doel_{number}_{name}", sheet, (at, column))
        values: list[tuple[str, Value, str]] = [
            ("grondslag", found.base_keur, "amount"),
            ("bedrag", found.target_keur, "effect"),
            ("effect", plain_value(found.effect), "effect"),
            ("verschil", plain_value(found.gap), "effect"),
            ("aandeel", as_share(found.percent_of_base), "percent"),
            ("oordeel", t.verdict(found.verdict), "word"),
        ]
        for column, (key, value, style) in enumerate(values, start=4):
            sheet.formula(at, column, f"=Doel_{number}_{key}", value, style)
        sheet.fit(at, 9, max(map(t.verdict, Verdict), key=len))
        if book.bounds:
            _summary_ends(sheet, at, number, found.effect)
    paint_verdicts(sheet, row, 9, row + len(results) - 1, 9)


def _summary_ends(sheet: Sheet, row: int, number: int, effect: Amount) -> None:
    """Write both ends of a structural effect, and the part of it that is certain, which the chart draws."""
    for column, end in enumerate(ENDS, start=ENDS_AT):
        sheet.formula(row, column, f"=Doel_{number}_effect_{NAMES[end]}", end_value(effect, end), "effect")
    certain = certain_part(cell(row, EFFECT_AT), *(cell(row, ENDS_AT + nth) for nth in range(len(ENDS))))
    sheet.formula(row, ENDS_AT + len(ENDS), f"={certain}", effect.certain, "helper_amount")


def _scope(sheet: Sheet, row: int, package: Package, result: TargetResult) -> None:
    """Write which lines of the base count: the chosen scope, or the target's own where there is no choice."""
    t, frame = sheet.book.texts, package.catalogue.frame
    if has_choice(frame, "Reikwijdte"):
        choices = list_choices(t, package.settings, frame)
        scope = str(next(choice.now for choice in choices if choice.name == "Reikwijdte"))
        sheet.formula(row, 1, "=Reikwijdte", scope, "cell_wrap")
    else:
        scope = result.scope.title.get(t.language)
        sheet.text(row, 1, scope, "cell_wrap")
    sheet.fit(row, 1, scope)


def _chart(sheet: Sheet, row: int, count: int) -> None:
    """Draw the package's structural effect beside each target."""
    t = sheet.book.texts
    chart: Any = sheet.book.file.add_chart({"type": "column"})
    first, last = 4, 4 + count - 1
    short = sheet.book.catalogue.info.columns.structural.short.get(t.language)
    font = {"name": "Arial", "size": 9, "color": "#333333"}
    ends = sheet.book.bounds
    effect = (ENDS_AT + len(ENDS), t("Zeker deel")) if ends else (EFFECT_AT, t("Effect"))
    for column, name, colour in ((*effect, "#154273"), (5, t("Te bereiken"), "#B7C4D3")):
        chart.add_series(
            {
                "name": f"{name} {short}",
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 80,
                "data_labels": {"value": True, "num_format": "+#,##0.0;-#,##0.0;0", "font": font},
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
            "num_format": "+#,##0;-#,##0;0",
            "major_gridlines": {"visible": True, "line": {"color": "#DDE3E9"}},
            "num_font": font,
            "line": {"none": True},
            "name": sheet.book.unit,
            "name_font": {**font, "bold": False},
        }
    )
    chart.set_x_axis({"label_position": "low", "num_font": font})
    chart.set_size({"width": 900, "height": 310})
    told = t(
        "Kolomgrafiek: per doel het structurele effect van het pakket op de grondslag naast het te bereiken bedrag, in {unit}; dezelfde cijfers staan in de tabel erboven.",
        unit=sheet.book.unit,
    )
    sheet.draw(row, chart, told, CHART_ROWS)


def _years(sheet: Sheet, row: int, package: Package) -> None:
    """Write the year of the base that stands for each column; later ones take the last (assumption)."""
    t, book, base, columns = sheet.book.texts, sheet.book, package.catalogue.base, package.catalogue.columns
    title = t("Doelen per kolom") if package.catalogue.targets else t("Grondslag per kolom")
    sheet.heads(row, 0, [title, "", *book.numeric_heads], right_from=FIRST)
    sheet.text(row + 1, 0, t("Jaar van de grondslag"), "helper_text")
    if any(column not in base.years for column in columns):
        sheet.text(row + 1, 1, t("na {year} het laatste jaar", year=base.years[-1]), "helper_text")
    for offset, column in enumerate(columns):
        head = cell(row, FIRST + offset, lock_row=True)
        formula = f"=IF(ISNUMBER(MATCH({head},Grondslag_jaren,0)),{head},Laatste_jaar)"
        sheet.formula(row + 1, FIRST + offset, formula, int(base.year_of(column)), "helper")
        book.define(f"Jaar_{book.keys[offset]}", sheet, (row + 1, FIRST + offset))
        if column in columns.years:
            book.define(f"Kolom_{column}", sheet, (row, FIRST + offset))
