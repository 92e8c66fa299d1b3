"""The totals by variant, by chapter and by budget line, below the measures on Keuze."""

from __future__ import annotations

from budget.catalogue import Catalogue
from budget.core import Cells
from budget.engine import NOTHING, Package, Totals, total_cells
from budget.export.layout import Layout
from budget.export.sheet import Sheet, cell
from budget.export.sheets.choice_ends import write_row, write_with_ends
from budget.export.sheets.ends import CHOSEN, ENDS, End, Formula, end_heads, plain_sums
from budget.export.units import exact


def chapters_of(catalogue: Catalogue) -> list[str]:
    """Return the chapters that a posting of the catalogue falls to."""
    return sorted({posting.budget for measure in catalogue.measures.values() for posting in measure.postings})


def by_chapter(package: Package) -> dict[str, Totals]:
    """Return the totals by chapter of the budget, for those that have a chosen measure."""
    rows: dict[str, list[tuple[Cells, bool]]] = {}
    for line in package.lines:
        rows.setdefault(line.chapter, []).append((line.cells, line.uncertain))
    return {chapter: total_cells(package.catalogue.columns, found) for chapter, found in rows.items()}


def write_groups(sheet: Sheet, layout: Layout, row: int, key: str, package: Package) -> int:
    """Write the totals by variant, chapter or budget line; returns the row after them."""
    t, catalogue = sheet.book.texts, package.catalogue
    if key == "variant":
        titles = {id_: variant.title.get(t.language) for id_, variant in catalogue.variants.items()}
        labels, found, name = {id_: sheet.book.variant_label(id_) for id_ in titles}, package.by_variant, "Post_variant"
        head = t("Totaal per variant")
    elif key == "chapter":
        chapters = chapters_of(catalogue)
        titles, labels = dict.fromkeys(chapters, ""), dict(zip(chapters, chapters, strict=True))
        found, name, head = by_chapter(package), "Post_hoofdstuk", t("Totaal per hoofdstuk")
    else:
        lines = sorted({posting.line for measure in catalogue.measures.values() for posting in measure.postings})
        titles, labels, found, name = (
            dict.fromkeys(lines, ""),
            dict(zip(lines, lines, strict=True)),
            package.by_budget,
            "Post_regel",
        )
        head = t("Totaal per begrotingsregel")
    sheet.heads(row, 0, ["", "", head, "", *sheet.book.heads], right_from=layout["amounts"])
    for end in ENDS if sheet.book.bounds else ():
        sheet.heads(row, layout[end], end_heads(sheet.book, end), right_from=0)
    for at, (id_, title) in enumerate(titles.items(), start=row + 1):
        for column, text in enumerate(("", labels[id_], title, "")):
            sheet.value(at, column, text, "cell_wrap" if column == 1 and title else "cell")

        def formula(c: int, label: str = cell(at, 1, lock_column=True)) -> str:
            return f"={exact(f'SUMIFS(Post_{sheet.book.keys[c]},Post_gekozen,Aan,{name},{label})')}"

        totals = found.get(id_, dict.fromkeys(catalogue.columns, NOTHING))
        if sheet.book.bounds:
            where = (*CHOSEN, (name, cell(at, 1, lock_column=True)))
            write_with_ends(sheet, at, layout.at, (f"{key}:{id_}", f"{head}: {labels[id_]}"), where, totals)
            continue
        sheet.across(at, layout["amounts"], formula, plain_sums(totals.values()), "effect")
        sheet.book.place(f"{key}:{id_}", f"{head}: {labels[id_]}", sheet, at, layout["amounts"])
    _summed(sheet, layout, (row + 1, len(titles)), (f"sum:{key}", head), package)
    return row + len(titles) + 2


def _summed(sheet: Sheet, layout: Layout, rows: tuple[int, int], names: tuple[str, str], package: Package) -> None:
    """Write what some rows, from the first on, add up to: the package's total, as far as each of them is one number."""
    (first, count), (key, head), book = rows, names, sheet.book
    row, label = first + count, book.texts("Saldo-effect")
    for column in range(layout["amounts"]):
        sheet.value(row, column, label if column == 2 else None, "total_label")

    def added(column: int, without: str) -> str:
        above = f"{cell(first, column)}:{cell(row - 1, column)}"
        return f"=IF(COUNT({above})=ROWS({above}),{exact(f'SUM({above})')},{without})"

    def at_end(end: End) -> Formula:
        return lambda c: added(layout[end] + c, "Kant_onbekend")

    formulas: dict[str, Formula] = {"amounts": lambda c: added(layout["amounts"] + c, '""')}
    if book.bounds:
        formulas |= {end: at_end(end) for end in ENDS}
        write_row(sheet, row, layout.at, (key, f"{head}: {label.lower()}"), formulas, package.totals, "total")
        return
    sheet.across(row, layout["amounts"], formulas["amounts"], plain_sums(package.totals.values()), "total")
    book.place(key, f"{head}: {label.lower()}", sheet, row, layout["amounts"])
