"""The sheet Eigen cijfers: measures and estimates of one's own whole, and what of the totals and the targets is theirs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from budget.core import Amount, Cell, OwnEstimate, OwnMeasure, certain_keur, dutch
from budget.engine import (
    HeldTarget,
    Package,
    evaluate_targets,
    measure_delay,
    own_in_targets,
    own_part,
    shift_cells,
)
from budget.export.book import Book
from budget.export.layout import Layout, Part
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.base import ScopeGroup, scope_groups
from budget.export.sheets.ends import plain_sums
from budget.export.sheets.settings import has_choice
from budget.export.texts import RESTS, Texts
from budget.export.units import exact
from budget.share import cell_in_unit

MEASURE: Final = dutch("eigen maatregel")
ESTIMATE: Final = dutch("eigen schatting")
TEXTS: Final = ("kind", "id", "title", "budget", "article", "base", "tax", "posting")
"""The cells before the amounts, and those behind them, in their order."""
REASONS: Final = ("why", "source")
BLOCKS: Final = {"texts": "Cijfer_kenmerken", "amounts": "Cijfer_bedragen", "reasons": "Cijfer_waarom"}
"""The names of what is read back."""
FIRST_ROW: Final = 5
"""The row of the first figure, below the heads."""

Figure = OwnMeasure | OwnEstimate


def written_cell(found: Cell) -> Value:
    """Return a cell as the sheet holds it: thousands as a number, else the word or the mapping of a record."""
    if isinstance(found, int):
        return found
    said = cell_in_unit(found)
    return said if isinstance(said, str) else json.dumps(said)


def own_mark(package: Package, id_: str, t: Texts) -> str:
    """Return what the title of a measure says behind it: that it, or an amount of it, is one's own; else nothing."""
    own = package.settings.own
    if any(measure.id == id_ for measure in own.measures):
        return f" · {t(MEASURE)}"
    return f" · {t(ESTIMATE)}" if any(item.measure == id_ for item in own.estimates) else ""


def _layout(book: Book, groups: Sequence[ScopeGroup]) -> Layout:
    t = book.texts
    return Layout(
        Part("kind", [t("Soort")], 16),
        Part("id", [t("Nr.")], 13),
        Part("title", [t("Maatregel")], 40),
        Part("budget", [t("Hoofdstuk")], 12),
        Part("article", [t("Artikel")], 9),
        Part("base", [t("Grondslagregel")], 16),
        Part("tax", [t("Belasting")], 9),
        Part("posting", [t("Regel van de maatregel")], 11),
        Part("amounts", book.heads, 11),
        Part("why", [t("Waarom")], 60),
        Part("source", [t("Bron")], 30),
        Part("row", [t("Rij Posten")], 8),
        Part("delay", [t("Schuif")], 7) if has_choice(book.catalogue.frame, "Besluitjaar") else None,
        Part("chosen", [t("Gekozen")], 9),
        Part("flags", [f"{t('Eigen')} {head}" for head in book.heads], 9),
        Part("parts", [f"{t('Telt')} {head}" for head in book.heads], 11),
        Part("counts", [f"{t('Telt voor')} {group.label}" for group in groups], 9),
    )


def _cells(book: Book, figure: Figure) -> list[Cell | None]:
    if isinstance(figure, OwnMeasure):
        return list(figure.cells)
    amounts = dict(figure.amounts)
    return [amounts.get(column) for column in book.catalogue.columns]


def _told(sheet: Sheet, layout: Layout, row: int, figure: Figure) -> None:
    """Write a figure whole, as it is read back."""
    book, texts = sheet.book, dict.fromkeys(TEXTS, "")
    if isinstance(figure, OwnMeasure):
        texts |= {"kind": book.texts(MEASURE), "id": figure.id, "title": figure.title, "budget": figure.budget}
        texts |= {"article": figure.article, "base": figure.base, "tax": book.texts("ja") if figure.tax else ""}
    else:
        title = book.catalogue.measures[figure.measure].title.get(book.texts.language)
        texts |= {"kind": book.texts(ESTIMATE), "id": figure.measure, "title": title}
    for key, text in texts.items():
        sheet.value(row, layout[key], text, "cell_wrap")
    if isinstance(figure, OwnEstimate):
        sheet.value(row, layout["posting"], figure.posting + 1, "count")
    for offset, found in enumerate(_cells(book, figure)):
        sheet.value(row, layout["amounts"] + offset, None if found is None else written_cell(found), "effect")
    sheet.text(row, layout["why"], figure.why, "remark_wrap")
    sheet.value(row, layout["source"], figure.source, "cell_wrap")


def _counted(sheet: Sheet, layout: Layout, row: int, package: Package, figure: Figure) -> None:
    """Write what of a figure counts now: where it is in the sum, which of its columns are one's own, and how much."""
    book, keys = sheet.book, sheet.book.keys
    posting = figure.posting if isinstance(figure, OwnEstimate) else 0
    id_ = figure.measure if isinstance(figure, OwnEstimate) else figure.id
    at = {key: cell(row, column, lock_column=True) for key, column in layout.at.items()}
    place = _place_of(package, id_) + posting
    further = f"IF(ISNUMBER({at['posting']}),{at['posting']}-Aan,0)"
    sheet.formula(row, layout["row"], f"=MATCH({at['id']},Post_nr,0)+{further}", place, "helper")
    line = package.book[id_].lines[posting]
    on = id_ in package.selection
    sheet.formula(row, layout["chosen"], f"=INDEX(Post_gekozen,{at['row']})", int(on), "count")
    delay = measure_delay(package.catalogue.measures[id_], package.settings)
    if "delay" in layout:
        moved = f"=INDEX(Keuze_verschuiving,MATCH({at['id']},Keuze_nr,0))"
        sheet.formula(row, layout["delay"], moved, delay, "helper")
    given = [int(found is not None) for found in _cells(book, figure)]

    def flag(c: int) -> str:
        cells = [f"NOT(ISBLANK({cell(row, layout['amounts'] + at_)}))*Aan" for at_ in range(c + 1)]
        if not has_choice(book.catalogue.frame, "Besluitjaar") or c == len(keys) - 1:
            return f"={cells[-1]}"
        number = f"Nummer_{keys[c]}"
        return f"=IF({number}>{at['delay']},CHOOSE({number}-{at['delay']},{','.join(cells)}),0)"

    shifted = [certain_keur(found) for found in shift_cells(tuple(given), delay)]
    sheet.across(row, layout["flags"], flag, shifted, "count")

    def part(c: int) -> str:
        amount, own = f"N(INDEX(Post_{keys[c]},{at['row']}))", cell(row, layout["flags"] + c)
        counted = exact(f"{amount}*{own}*{at['chosen']}")
        return f"={counted}"

    counted = [_plain(found) if mine and on else 0 for found, mine in zip(line.cells, shifted, strict=True)]
    sheet.across(row, layout["parts"], part, counted, "effect")
    groups = scope_groups(package.catalogue, book.texts, package.settings)
    for number, group in enumerate(groups, start=1):
        counts = int(group.counter(package.catalogue)(line))
        formula = f"=INDEX(Post_telt_{number},{at['row']})"
        sheet.formula(row, layout["counts"] + number - 1, formula, counts, "count")


def _plain(found: Cell) -> int:
    return (found.keur or 0) if isinstance(found, Amount) else found


def _place_of(package: Package, id_: str) -> int:
    """Return the row of a measure's first posting among all postings, counted from 1."""
    before = 0
    for other, measure in package.catalogue.measures.items():
        if other == id_:
            break
        before += len(measure.postings)
    return before + 1


def exact_own(package: Package) -> bool:
    """Whether every figure of one's own has a plain amount, so that their sum has one."""
    cells = [found for measure in package.settings.own.measures for found in measure.cells]
    return all(isinstance(found, int) or found.keur is not None for found in cells)


def own_values_by_key(package: Package, t: Texts) -> dict[str, Sequence[Value]]:
    """Return the engine's values of the sheet's results by key; none where nothing is one's own."""
    if not package.settings.own:
        return {}
    rests = own_in_targets(package)
    values: dict[str, Sequence[Value]] = {}
    if exact_own(package):
        values["own"] = plain_sums(own_part(package).values())
    for id_ in evaluate_targets(package):
        parts = rests.get(id_, {})
        values[f"own:{id_}"] = [t(RESTS) if column in parts else "" for column in package.catalogue.columns]
    return values


def write_own_figures(book: Book, package: Package) -> None:
    """Write the sheet; without figures of one's own there is none."""
    own, t = package.settings.own, book.texts
    if not own:
        return
    groups = scope_groups(package.catalogue, t, package.settings)
    layout = _layout(book, groups)
    figures: list[Figure] = [*own.measures, *own.estimates]
    sheet = book.sheet(t("Eigen cijfers"), layout.widths)
    about = t(
        "Deze cijfers zijn van uzelf en staan niet in de lijst. Zij gaan heel mee bij inlezen; wijzig ze in het rekenmodel."
    )
    sheet.text(2, 0, about, "note")
    sheet.table("tCijfers", FIRST_ROW - 1, 0, layout.heads, len(figures))
    for row, figure in enumerate(figures, start=FIRST_ROW):
        _told(sheet, layout, row, figure)
        _counted(sheet, layout, row, package, figure)
    widths = {"texts": ("kind", len(TEXTS)), "amounts": ("amounts", book.width), "reasons": ("why", len(REASONS))}
    for block, (column, width) in widths.items():
        sheet.name_block(BLOCKS[block], FIRST_ROW, layout[column], len(figures), width)
    last = _results(sheet, layout, FIRST_ROW + len(figures) + 1, package, groups)
    sheet.print_to(last, layout["source"])
    sheet.raw.freeze_panes(FIRST_ROW, 3)


def _results(sheet: Sheet, layout: Layout, row: int, package: Package, groups: Sequence[ScopeGroup]) -> int:
    """Write below the figures what of the total is one's own, and which verdicts rest on it; returns the last row."""
    book, t, first, last = sheet.book, sheet.book.texts, FIRST_ROW, row - 2
    place = layout["amounts"]

    def column(key: str, c: int) -> str:
        return f"{cell(first, layout[key] + c, lock_row=True)}:{cell(last, layout[key] + c, lock_row=True)}"

    if exact_own(package):
        label = t("Eigen cijfers in het totaal")
        sheet.text(row, layout["title"], label, "cell_wrap")
        sums = plain_sums(own_part(package).values())
        sheet.across(row, place, lambda c: "=" + exact(f"SUM({column('parts', c)})"), sums, "total")
        book.place("own", label, sheet, row, place)
    found, number = own_in_targets(package), 0
    for at, (id_, result) in enumerate(evaluate_targets(package).items(), start=row + 1):
        group = next(n for n, one in enumerate(groups) if id_ in one.targets)
        held = result.own
        number += held is not None
        label = t("{target}: oordeel", target=result.target.title.get(t.language))

        def formula(c: int, group: int = group, held: HeldTarget | None = held, number: int = number) -> str:
            counted = f"SUMPRODUCT({column('flags', c)}*{column('chosen', 0)}*{column('counts', group)})>0"
            asked = f"Eigen_{number}_kolom_{book.keys[c]}=Aan"
            rests = counted if held is None else f"AND({counted},{asked})"
            return f'=IF({rests},Rust_op_eigen,"")'

        sheet.text(at, layout["title"], label, "cell_wrap")
        words = [t(RESTS) if name in found.get(id_, {}) else "" for name in package.catalogue.columns]
        sheet.across(at, place, formula, words, "said")
        sheet.fit(at, place, t(RESTS))
        book.place(f"own:{id_}", label, sheet, at, place)
        row = at
    return row
