"""Packages side by side as a workbook: totals, targets and ODA, the measures, and the bridge from the first to each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budget.catalogue import CHAIN, Measure
from budget.core import Amount, Cell, plain, write_number
from budget.engine import (
    Bridge,
    Comparison,
    Package,
    Step,
    StepKind,
    bridge,
    holds_own,
    measure_row,
    own_in_targets,
    own_part,
    package_once,
)
from budget.export.book import Book, mark_of
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.choice import cell_value
from budget.export.sheets.dials import dial_key, dial_rows, has_dials
from budget.export.sheets.ends import (
    ENDS,
    bound_mark,
    end_sums,
    end_value,
    end_word,
    plain_sums,
    plain_value,
    shown_end,
)
from budget.export.sheets.own_figures import own_mark
from budget.export.sheets.settings import has_choice, list_choices
from budget.export.text_width import widest_word
from budget.export.texts import MARKS, RESTS, Texts

FIRST: Final = 2
"""The column of the first of the amounts."""


def write_side_by_side(book: Book, comparison: Comparison, names: Sequence[str]) -> None:
    """Write the first sheet: settings, totals by year, targets and ODA of each package."""
    t, packages = book.texts, comparison.packages
    catalogue = packages[0].catalogue
    labels = [t(choice.form.label) for choice in list_choices(t, packages[0].settings, catalogue.frame)]
    wide = max(13, *map(widest_word, labels))
    sheet = book.sheet(t("Vergelijking"), (44, 38, *[wide] * max(book.width, len(labels))))
    row = _settings(sheet, 3, packages, names)
    for label, total in (
        (t("Saldo-effect"), "totals"),
        (t("Intensiveringen"), "intensifications"),
        (t("Besparingen"), "savings"),
    ):
        found = [getattr(package, total) for package in packages]
        row = _sums(sheet, row, label, names, [list(totals.values()) for totals in found])
        if total == "totals":
            bounds = [[bound_mark(one) for one in totals.values()] for totals in found]
            title = t("Grens van het totaal") if book.bounds else t("Grens van het totaal door open cellen")
            row = _block(sheet, row + 1, title, list(zip(names, bounds, strict=True)), "word")
    if any(map(holds_own, packages)):
        parts = [list(own_part(package).values()) for package in packages]
        row = _sums(sheet, row, t("Eigen cijfers in het totaal"), names, parts)
    overlaps = has_choice(catalogue.frame, "Overlap")
    if overlaps:
        once = [list(package_once(package).values()) for package in packages]
        row = _sums(sheet, row, t("Saldo-effect zonder dubbeltelling"), names, once)
    row = _targets(sheet, row, comparison, names, overlaps)
    columns = [list(oda.columns.values()) for oda in comparison.oda]
    if columns:
        oda: tuple[tuple[str, list[list[Amount]]], ...] = (
            (t("ODA: toerekening eerstejaarsopvang"), [[c.split.attributed for c in cells] for cells in columns]),
            (t("Ruimte voor andere ODA-programma's"), [[c.room_bounds for c in cells] for cells in columns]),
            (t("Effect op het saldo na het ODA-plafond"), [[c.balance for c in cells] for cells in columns]),
        )
        for label, amounts in oda:
            row = _sums(sheet, row, label, names, amounts)
    sheet.raw.freeze_panes(3, 2)
    sheet.repeat(0, 1)


def _sums(sheet: Sheet, row: int, title: str, names: Sequence[str], found: Sequence[Sequence[Amount]]) -> int:
    """Write plain sums, and where amounts have bounds both their ends below them; returns the row after them."""
    row = _block(sheet, row + 1, title, list(zip(names, map(plain_sums, found), strict=True)), "effect")
    for end in ENDS if sheet.book.bounds else ():
        sums = [end_sums(amounts, end) for amounts in found]
        label = f"{title}, {end_word(sheet.book, end)}"
        row = _block(sheet, row + 1, label, list(zip(names, sums, strict=True)), "effect")
    return row


def _targets(sheet: Sheet, row: int, comparison: Comparison, names: Sequence[str], overlaps: bool) -> int:
    """Write what each target asks, what each package does and the verdicts; returns the row after them."""
    t = sheet.book.texts
    for id_, result in comparison.targets[0].items():
        results = [list(targets[id_].cells.values()) for targets in comparison.targets]
        name = result.target.title.get(t.language)
        aims: list[list[Value]] = [[cell.target_keur if cell.asked else None for cell in cells] for cells in results]
        row = _block(sheet, row + 1, f"{name}: {t('Te bereiken')}", list(zip(names, aims, strict=True)), "effect")
        effects = [[cell.effect for cell in cells] for cells in results]
        row = _sums(sheet, row, f"{name}: {t('Effect van het pakket')}", names, effects)
        if overlaps:
            once = [[cell.once for cell in cells] for cells in results]
            row = _sums(sheet, row, f"{name}: {t('Effect zonder dubbeltelling')}", names, once)
        blocks: list[tuple[str, list[list[Value]], str]] = [
            (t("Oordeel"), [[t.verdict(cell.verdict) for cell in cells] for cells in results], "word"),
            (t("Reden"), [[t.why(cell.why) for cell in cells] for cells in results], "word"),
        ]
        rests = [own_in_targets(package).get(id_, {}) for package in comparison.packages]
        if any(rests):
            said: list[list[Value]] = [[t(RESTS) if column in own else "" for column in result.cells] for own in rests]
            blocks.append((t("Eigen cijfers"), said, "word"))
        for label, values, style in blocks:
            row = _block(sheet, row + 1, f"{name}: {label}", list(zip(names, values, strict=True)), style)
    return row


def _block(sheet: Sheet, row: int, title: str, lines: Sequence[tuple[str, Sequence[Value]]], style: str) -> int:
    """Write a header and one row for each package; returns the row after them."""
    sheet.heads(row, 0, [title, sheet.book.texts("Pakket"), *sheet.book.heads], right_from=FIRST)
    for at, (name, values) in enumerate(lines, start=row + 1):
        sheet.text(at, 0, "", "cell")
        sheet.text(at, 1, name, "cell_wrap")
        for offset, value in enumerate(values):
            sheet.value(at, FIRST + offset, value, style)
    return row + len(lines) + 1


def _settings(sheet: Sheet, row: int, packages: Sequence[Package], names: Sequence[str]) -> int:
    t = sheet.book.texts
    choices = [list_choices(t, package.settings, package.catalogue.frame) for package in packages]
    dialed = t("Aannames") if has_dials(packages[0].catalogue) else ""
    sheet.heads(row, 0, [t("Pakket"), dialed, *[t(choice.form.label) for choice in choices[0]]], right_from=99)
    for at, (name, found) in enumerate(zip(names, choices, strict=True), start=row + 1):
        sheet.text(at, 0, name, "cell_wrap")
        sheet.text(at, 1, _moved_dials(packages[at - row - 1], t), "cell_wrap")
        for offset, choice in enumerate(found):
            empty = choice.now is None
            style = "share_left" if isinstance(choice.now, float) else "left_wrap"
            sheet.value(at, FIRST + offset, t("volgens de bron") if empty else choice.now, style)
    return row + len(names) + 1


def _moved_dials(package: Package, t: Texts) -> str:
    """Say which assumptions a package moves, by measure and title, and to what."""
    rows = {dial_key(row.owner, row.dial.id): row for row in dial_rows(package.catalogue, t)}
    return "; ".join(
        f"{t('Keten') if m == CHAIN else m} {rows[dial_key(m, d)].dial.title.get(t.language)} = {write_number(value, t.language)}"
        for m, d, value in package.settings.dials
    )


def write_measures(book: Book, comparison: Comparison, names: Sequence[str]) -> None:
    """Write which measure is in which package, with its structural amount in each."""
    count = len(names)
    t, packages, columns = book.texts, comparison.packages, book.catalogue.columns
    short = book.heads[-1].lower()
    title = t("Gedeelde en verschillende maatregelen")
    sheet = book.sheet(t("Maatregelen"), (15, 62, 20, *[20] * ((4 if book.bounds else 2) * count)), title)
    heads = [t("Nr."), t("Maatregel"), t("Waar")]
    heads += [f"{name}: {t('in pakket')}" for name in names]
    heads += [f"{name}: {short}" for name in names]
    heads += [f"{name}: {short}, {end_word(book, end)}" for end in ENDS if book.bounds for name in names]
    places = dict.fromkeys(comparison.shared, t("in alle")) | dict.fromkeys(comparison.partly, t("in enkele"))
    places |= {id_: t("in één") for ids in comparison.own for id_ in ids}
    places |= dict.fromkeys(comparison.changed, t("in alle, verschillend"))
    measures = [packages[0].catalogue.measures[id_] for id_ in comparison.measures]
    sheet.table("tVergelijking", 3, 0, heads, len(measures), right_from=3)
    for row, measure in enumerate(measures, start=4):
        sheet.text(row, 0, measure.id, "cell")
        mark = next(filter(None, (own_mark(package, measure.id, t) for package in packages)), "")
        sheet.text(row, 1, measure.title.get(t.language) + mark, "cell_wrap")
        sheet.text(row, 2, places[measure.id], "cell")
        for at, package in enumerate(packages):
            held = measure.id in package.rows
            sheet.value(row, 3 + at, int(held), "flag")
            found = measure_row(package.catalogue, measure, package.settings)[-1] if held else None
            sheet.value(row, 3 + count + at, None if found is None else cell_value(found), "effect")
            for nth, end in enumerate(ENDS if book.bounds else (), start=2):
                value = None if found is None else shown_end(found, end, measure.direction_uncertain)
                sheet.value(row, 3 + nth * count + at, value, "effect")
    last = max(4, 3 + len(measures))
    for at in range((4 if book.bounds else 2) * count):
        area = f"{cell(4, 3 + at)}:{cell(last, 3 + at)}"
        block, total = at // count, packages[at % count].totals[columns.structural]
        number: Value = len(packages[at].selection) if not block else plain_value(total)
        added = _added(f"SUM({area})")
        formula = f"={added}" if block else f"=SUM({area})"
        if book.bounds and block == 1:
            formula = f'=IF(SUMPRODUCT(({area}="{MARKS["range"]}")*1)>0,"",{added})'
        elif block > 1:
            number = end_value(total, ENDS[block - 2])
            formula = f'=IF(SUMPRODUCT(ISTEXT({area})*1)>0,"{MARKS["unknown"]}",{added})'
        sheet.formula(last + 2, 3 + at, formula, number, "total" if block else "total_count")
    for column in range(3):
        sheet.value(last + 2, column, t("Saldo-effect") if column == 1 else None, "total_label")
    sheet.raw.ignore_errors({"number_stored_as_text": f"A4:A{last + 2}"})
    sheet.raw.freeze_panes(4, 2)
    sheet.repeat(3)


def _added(sum_: str) -> str:
    """Return the expression for a sum of amounts, exact; a comparison has no names for fixed values."""
    return f"ROUND(({sum_})*1000,0)/1000"


def write_bridges(book: Book, comparison: Comparison, names: Sequence[str]) -> None:
    """Write for each other package the bridge from the first: every step by column, and a check that it adds up."""
    t = book.texts
    sheet = book.sheet(t("Brug"), (15, 58, 18, *[12] * book.width, 34), t("Brug van het eerste pakket naar elk ander"))
    row = 3
    first, titles = comparison.packages[0], comparison.packages[0].catalogue.measures
    for other, name in zip(comparison.packages[1:], names[1:], strict=True):
        row = (
            _bridge(
                sheet,
                row,
                [bridge(first, other, column) for column in book.catalogue.columns],
                (names[0], name),
                titles,
            )
            + 2
        )
    sheet.raw.freeze_panes(2, 2)
    sheet.repeat(0, 1)


def _mark(found: Cell | None) -> str:
    """Return the sign of a cell that is not one number, with what is known of it."""
    if not isinstance(found, Amount):
        return ""
    return plain(found) if found.keur is None else mark_of(found)


def _open_note(steps: Sequence[Step | None], heads: Sequence[str]) -> str:
    """Say in which columns a step has an open cell, before and after."""
    parts = []
    for head, step in zip(heads, steps, strict=True):
        if step is not None and step.open_cells:
            before, after = _mark(step.before), _mark(step.after)
            parts.append(f"{head} {before}→{after}")
    return ", ".join(parts)


def _bridge(
    sheet: Sheet, row: int, bridges: Sequence[Bridge], names: tuple[str, str], titles: dict[str, Measure]
) -> int:
    """Write one bridge; returns the row after it."""
    t = sheet.book.texts
    title = t("Van {start} naar {end}", start=names[0], end=names[1])
    if sheet.book.bounds:
        title = t("{title}, wat zeker is", title=title)
    sheet.heads(
        row,
        0,
        [t("Nr."), title, t("Stap"), *sheet.book.heads, t("Open cellen (voor→na)")],
        right_from=3,
    )
    found = [{step.measure: step for step in one.steps} for one in bridges]
    ids = list(dict.fromkeys(step.measure for one in bridges for step in one.steps))
    kinds = {step.measure: step.kind for one in reversed(bridges) for step in one.steps}
    does = {StepKind.DROPPED: t("eruit"), StepKind.ADDED: t("erbij"), StepKind.CHANGED: t("anders")}
    ids.sort(key=lambda id_: kinds[id_] is not StepKind.DROPPED)
    _bridge_row(sheet, row + 1, ("", names[0], ""), [one.start_keur for one in bridges], "total")
    at = row + 2
    for id_ in ids:
        steps = [one.get(id_) for one in found]
        words = (id_, titles[id_].title.get(t.language), does[kinds[id_]])
        _bridge_row(sheet, at, words, [step.keur if step else 0 for step in steps], "quiet")
        sheet.text(at, 3 + sheet.book.width, _open_note(steps, sheet.book.heads), "remark_wrap")
        at += 1
    for offset, (label, kind) in enumerate(
        ((names[1], "end"), (t("Totaal volgens het rekenmodel"), "engine"), (t("Verschil (moet 0 zijn)"), "check"))
    ):
        style = "total" if kind == "end" else "helper_amount"
        _bridge_row(
            sheet,
            at + offset,
            ("", label, ""),
            [one.levels[-1] for one in bridges] if kind == "engine" else None,
            style,
        )
        for place, one in enumerate(bridges):
            column = 3 + place
            if kind == "end":
                sheet.formula(
                    at,
                    column,
                    f"={_added(f'SUM({cell(row + 1, column)}:{cell(at - 1, column)})')}",
                    one.levels[-1],
                    style,
                )
            elif kind == "check":
                sheet.formula(at + 2, column, f"={_added(f'{cell(at, column)}-{cell(at + 1, column)}')}", 0, style)
    sheet.raw.ignore_errors({"number_stored_as_text": f"A1:A{at + 3}"})
    return at + 3


def _bridge_row(sheet: Sheet, row: int, words: tuple[str, str, str], values: Sequence[int] | None, style: str) -> None:
    label = "total_label" if style == "total" else "helper_text" if style == "helper_amount" else "cell"
    for column, word in enumerate(words):
        sheet.value(row, column, word, label)
    for offset, value in enumerate(values or ()):
        sheet.value(row, 3 + offset, value, style)
