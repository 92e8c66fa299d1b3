"""The sheet Grondslag en doel: the base, the targets by column with a verdict, and the chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from budget.core import dutch
from budget.engine import Package, TargetResult, Verdict, Why, base_year, evaluate_targets
from budget.export.book import Book, Sheet, Value, cell
from budget.export.sheets.base import FIRST, scope_groups, shows_base, write_base, write_members
from budget.export.sheets.choice import bound_formula, bound_mark, open_counts
from budget.export.sheets.settings import has_choice, list_choices, twice_name
from budget.export.texts import FINE

CHART_ROWS: Final = 17

ROW_LABELS: Final = {
    "year": dutch("Jaar van de grondslag"),
    "base": dutch("Grondslag"),
    "target": dutch("Te bereiken"),
    "bound": dutch("Grens van het effect"),
    "effect": dutch("Effect van het pakket"),
    "once": dutch("Effect zonder dubbeltelling"),
    "gap": dutch("Verschil met het doel"),
    "percent": dutch("Effect als % van de grondslag"),
    "as_added": dutch("Oordeel over de optelsom"),
    "counted_once": dutch("Oordeel zonder dubbeltelling"),
    "verdict": dutch("Oordeel"),
    "why": dutch("Reden"),
}
"""How the rows of a target are called."""

ONCE: Final = frozenset({"once", "as_added", "counted_once"})
"""The rows that are there only where overlaps bound a sum."""

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
    """
    Write the sheet: summary and chart, each target by column, the base with the lines that count.

    Without targets it holds the base only, which ODA and dials rest on; without those either there is no sheet.
    """
    t, catalogue = book.texts, package.catalogue
    if not shows_base(catalogue):
        return
    title = t("Grondslag en doel") if catalogue.targets else t("Grondslag")
    groups = scope_groups(catalogue, t, package.settings)
    width = max(9, book.width, len(catalogue.base.years), sum(len(group.scopes) + 1 for group in groups))
    sheet = book.sheet(title, (30, 30, *[13] * width))
    results = evaluate_targets(package)
    sheet.formula(2, 0, "=Status", t(FINE), "note")
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
        row = _target(sheet, row, package, result, number, group) + 1
    row = write_base(sheet, row, catalogue) + 1
    if groups:
        write_members(sheet, row, catalogue, groups)
    sheet.raw.freeze_panes(4, 1)
    sheet.raw.repeat_rows(0, 1)


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
    sheet.table("tDoelen", row - 1, 0, heads, len(results), right_from=2)
    for number, result in enumerate(results.values(), start=1):
        at, target, found = row + number - 1, result.target, result.cells[package.catalogue.columns.structural]
        sheet.text(at, 0, target.title.get(t.language), "bold")
        _scope(sheet, at, package, result)
        sheet.value(at, 2, target.percent, "signed_percent")
        sheet.value(at, 3, int(target.reference_year), "count")
        sheet.formula(at, 10, f"=IF(Doel_{number}_procent<0,-Aan,Aan)", -1 if target.is_cut else 1, "helper")
        for name, column in (("procent", 2), ("jaar", 3), ("richting", 10)):
            book.define(f"Doel_{number}_{name}", sheet, (at, column))
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
    short = sheet.book.catalogue.info.columns.structural.short.get(t.language)
    font = {"name": "Arial", "size": 9, "color": "#333333"}
    for column, name, colour in ((6, t("Effect"), "#154273"), (5, t("Te bereiken"), "#B7C4D3")):
        chart.add_series(
            {
                "name": f"{name} {short}",
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
            "name": sheet.book.unit,
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
                "Kolomgrafiek: per doel het structurele effect van het pakket op de grondslag naast het te bereiken bedrag, in {unit}; dezelfde cijfers staan in de tabel erboven.",
                unit=sheet.book.unit,
            ),
            "object_position": 1,
            "x_offset": 4,
        },
    )


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


def share_formula(effect: str, amount: str) -> str:
    """Return the formula for an effect as a share of the base."""
    return f"=IF({amount}=0,0,ROUND({effect}/{amount},Decimalen_procent))"


def why_formula(verdict: str, added: str, blocked: str) -> str:
    """
    Return the formula for the reason of a verdict that cannot be determined.

    `added` is the cell of the verdict on the plain sum, "" without overlaps that bound it; `blocked` the name of how
    many chosen measures exclude each other here, "" without conflicts.
    """
    overlaps = f'IF({verdict}=Oordeel_onbepaald,Reden_overlap,"")' if added else '""'
    opened = f"IF({added or verdict}=Oordeel_onbepaald,Reden_open_cellen,{overlaps})"
    return f"=IF({blocked}>0,Reden_uitsluitend,{opened})" if blocked else f"={opened}"


def judged_formula(found: str, goal: str, mark: str, direction: str) -> str:
    """Return the expression for a verdict, from the effect, the amount to reach, the bound and the direction."""
    upper, lower = f'OR({mark}="",{mark}=Grens_hoogstens)', f'OR({mark}="",{mark}=Grens_minstens)'

    def judged(sure: str, never: str) -> str:
        return f"IF(AND({sure}),Oordeel_gehaald,IF(AND({never}),Oordeel_niet_gehaald,Oordeel_onbepaald))"

    cut = judged(f"{upper},{found}<={goal}", f"{lower},{found}>{goal}")
    rise = judged(f"{lower},{found}>={goal}", f"{upper},{found}<{goal}")
    return f"IF({direction}<0,{cut},{rise})"


def verdict_formula(judged: str, alone: str, blocked: str) -> str:
    """Return the formula for a verdict, from that on the plain sum and that without double counting ("" is none)."""
    verdict = f"IF(AND(Overlap=Keus_met_grenzen,{judged}<>{alone}),Oordeel_onbepaald,{judged})" if alone else judged
    return f"=IF({blocked}>0,Oordeel_onbepaald,{verdict})" if blocked else f"={verdict}"


def goal_formula(base: str, number: int) -> str:
    """
    Return the formula for the amount to reach, away from zero as `Target.amount_of`.

    The base times the percentage is a whole number, so only the division by a hundred can break, exactly once.
    """
    return f"=-INT(-{base}*ABS(Doel_{number}_procent)/Procent)*Doel_{number}_richting"


def _target(sheet: Sheet, row: int, package: Package, result: TargetResult, number: int, group: int) -> int:
    """Write one target by column; returns the row after it."""
    t, book, catalogue, target = sheet.book.texts, sheet.book, package.catalogue, result.target
    keys, cells = book.keys, list(result.cells.values())
    blocked = f"Uitsluitend_{group}" if catalogue.conflicts else ""
    overlaps = has_choice(catalogue.frame, "Overlap")
    shown = [key for key in ROW_LABELS if overlaps or key not in ONCE]
    sheet.heads(row, 0, [target.title.get(t.language), "", *book.numeric_heads], right_from=FIRST)

    def at(key: str) -> int:
        return row + 1 + shown.index(key)

    def here(key: str, c: int) -> str:
        return cell(at(key), FIRST + c)

    def base_of(c: int) -> str:
        return f"=SUMPRODUCT(Telt_{group},INDEX(Grondslag_bedragen,0,MATCH({here('year', c)},Grondslag_jaren,0)))"

    def effect(c: int) -> str:
        return f"=SUMIFS(Post_{keys[c]},Post_gekozen,Aan,Post_telt_{group},Aan)"

    def bound(c: int) -> str:
        return bound_formula(*open_counts(f"Post_{keys[c]}", f"Post_gekozen*Post_telt_{group}"))

    def judged(key: str, c: int) -> str:
        return judged_formula(here(key, c), here("target", c), here("bound", c), f"Doel_{number}_richting")

    def verdict(c: int) -> str:
        if not overlaps:
            return verdict_formula(judged("effect", c), "", blocked)
        return verdict_formula(here("as_added", c), here("counted_once", c), blocked)

    def why(c: int) -> str:
        return why_formula(here("verdict", c), here("as_added", c) if overlaps else "", blocked)

    years = [int(base_year(catalogue.base, target, column, package.settings)) for column in catalogue.columns]
    fixed = f"Doel_{number}_jaar"
    rows: list[tuple[str, Callable[[int], str], Sequence[Value], str]] = [
        ("year", lambda c: f"=IF(Basis_doel=Keus_eigen_jaar,Jaar_{keys[c]},{fixed})", years, "helper"),
        ("base", base_of, [c.base_keur for c in cells], "amount"),
        ("target", lambda c: goal_formula(here("base", c), number), [c.target_keur for c in cells], "effect"),
        ("bound", bound, [bound_mark(c.effect) for c in cells], "word"),
        ("effect", effect, [c.effect.keur for c in cells], "total"),
        ("gap", lambda c: f"={here('effect', c)}-{here('target', c)}", [c.gap_keur for c in cells], "effect"),
        (
            "percent",
            lambda c: share_formula(here("effect", c), here("base", c)),
            [float(c.percent_of_base) / 100 for c in cells],
            "percent",
        ),
        ("verdict", verdict, [t.verdict(c.verdict) for c in cells], "word"),
        ("why", why, [t.why(c.why) for c in cells], "word"),
    ]
    if overlaps:
        rows += [
            (
                "once",
                lambda c: f"={here('effect', c)}+{twice_name(group, keys[c])}",
                [c.once.keur for c in cells],
                "effect",
            ),
            ("as_added", lambda c: f"={judged('effect', c)}", [t.verdict(c.as_added) for c in cells], "word"),
            ("counted_once", lambda c: f"={judged('once', c)}", [t.verdict(c.counted_once) for c in cells], "word"),
        ]
    for key, formula, values, style in rows:
        offset = at(key)
        label = "total_label" if style == "total" else "cell"
        name = t(ROW_LABELS[key])
        sheet.text(offset, 0, name, label)
        sheet.value(offset, 1, None, label)
        sheet.across(offset, FIRST, formula, values, style)
        book.place(f"target:{target.id}:{key}", f"{target.id}: {name}", sheet, offset, FIRST)
        if key in STRUCTURAL_NAMES:
            book.define(f"Doel_{number}_{STRUCTURAL_NAMES[key]}", sheet, (offset, FIRST + book.width - 1))
    sheet.fit(at("why"), FIRST, t.why(Why.EXCLUSIVE))  # room for what may come with the next toggle
    for key in {"as_added", "counted_once", "verdict"}.intersection(shown):
        sheet.fit(at(key), FIRST, t.verdict(Verdict.UNDETERMINED))
        _paint(sheet, at(key), FIRST, at(key), FIRST + book.width - 1)
    return row + len(rows) + 1
