"""The sheet Lange tabel: a row for each posting and column, live, ready for a pivot table."""

from __future__ import annotations

from typing import Final

from budget.core import Amount
from budget.engine import Package
from budget.export.book import Book
from budget.export.layout import Layout, Part
from budget.export.long import LongRow, long_rows
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.choice import posting_key
from budget.export.sheets.ends import ENDS, NAMES, end_sums
from budget.export.sheets.postings import posting_values
from budget.export.sheets.settings import has_choice

HEAD: Final = 4


def _layout(book: Book) -> Layout:
    t = book.texts
    return Layout(
        Part("id", [t("Nr.")], 13),
        Part("post", [t("Post")], 15),
        Part("title", [t("Maatregel")], 50),
        Part("variant", [t("Variant")], book.variant_width),
        Part("chapter", [t("Hoofdstuk")], 14),
        Part("line", [t("Begrotingsregel")], 16),
        Part("year", [t("Jaar")], 11),
        Part("chosen", [t("Gekozen")], 9),
        Part("amount", [t("Bedrag")], 12),
        Part("bound", [t("Grens")], 8),
        *[Part(end, [t("Ondergrens") if end == "lower" else t("Bovengrens")], 12) for end in ENDS if book.bounds],
        Part("kind", [t("Soort")], 12),
        Part("source", [t("Bron")], 40),
        Part("page", [t("Pagina")], 8),
        Part("row", [t("Rij Posten")], 8),
    )


def write_long_table(book: Book, package: Package) -> None:
    """Write the sheet: all measures, with what is chosen in a column of its own."""
    t, layout = book.texts, _layout(book)
    sheet = book.sheet(t("Lange tabel"), layout.widths)
    about = t(
        "Een rij per post en kolom, voor een draaitabel; filter op Gekozen. Optellen over Jaar telt structureel mee."
    )
    sheet.text(2, 0, about, "note")
    found = list(long_rows(package, package.catalogue.measures, t))
    sheet.table("tLang", HEAD, 0, layout.heads, len(found), right_from=layout["amount"])
    chosen, covers = frozenset(package.selection), has_choice(book.catalogue.frame, "Dekking")
    for place, row in enumerate(found):
        _row(sheet, layout, HEAD + 1 + place, row, place // book.width + 1, row.measure.id in chosen, covers)
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{HEAD + 1}:G{HEAD + len(found) + 1}"})
    sheet.raw.freeze_panes(HEAD + 1, 2)
    sheet.repeat(HEAD)
    sheet.print_head_only()


def _row(sheet: Sheet, layout: Layout, at: int, row: LongRow, posting: int, chosen: bool, covers: bool) -> None:
    """Write a row; `posting` is the row of its posting on Posten, `covers` that a setting moves who pays it."""
    t, key = sheet.book.texts, sheet.book.keys[row.at]
    place = cell(at, layout["row"], lock_column=True)
    words: dict[str, Value] = {
        "id": row.measure.id,
        "post": posting_key(row.measure.id, row.place),
        "title": row.measure.title.get(t.language),
        "variant": sheet.book.variant(row.line.variant),
        "chapter": row.line.chapter,
        "line": row.line.name,
        "year": row.head,
        "kind": row.kind(t),
        "source": row.source(sheet.book.catalogue, t),
        "page": row.page,
    }
    for name, value in words.items():
        if not (covers and name in {"chapter", "line"}):
            sheet.value(at, layout[name], value, "count" if name == "page" else "cell")
    if covers:
        sheet.formula(at, layout["chapter"], f"=INDEX(Post_hoofdstuk,{place})", row.line.chapter, "cell")
        sheet.formula(at, layout["line"], f"=INDEX(Post_regel,{place})", row.line.name, "cell")
    match = f"=MATCH({cell(at, layout['post'], lock_column=True)},Post_post,0)"
    sheet.formula(at, layout["row"], match, posting, "helper")
    sheet.formula(at, layout["chosen"], f"=INDEX(Post_gekozen,{place})", int(chosen), "count")
    found, shown = f"INDEX(Post_{key},{place})", posting_values(sheet.book, row.line)[row.at]
    number = isinstance(shown, int)
    sheet.formula(at, layout["amount"], f'=IF(ISNUMBER({found}),{found},"")', shown if number else "", "effect")
    sheet.formula(at, layout["bound"], f'=IF(ISNUMBER({found}),"",{found})', "" if number else shown, "cell_centre")
    for end in ENDS if sheet.book.bounds else ():
        amount = row.cell if isinstance(row.cell, Amount) else Amount(row.cell, row.cell, row.cell)
        formula = f"=INDEX(Post_{NAMES[end]}_{key},{place})"
        sheet.formula(at, layout[end], formula, end_sums([amount], end)[0], "effect")
