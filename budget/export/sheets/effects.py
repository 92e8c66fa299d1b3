"""The sheet Effecten: the amounts and the open cells by measure; those with a dial follow the sheet Aannames."""

from __future__ import annotations

from typing import Final

from budget.catalogue import Measure
from budget.core import Cells, Open
from budget.engine import Package, dialed_cells, drives, moved
from budget.export.book import COLUMNS, Book, Sheet, cell, column_heads, mark_of
from budget.export.sheets.choice import posting_key, undelayed_row
from budget.export.texts import MARKS

FIRST: Final = 2
"""The column of the first of the six amounts."""


def _amounts(sheet: Sheet, row: int, cells: Cells, source: str = "") -> None:
    """
    Write six amounts and six places for an open cell.

    `source` is the formula for an amount that dials drive; {nth} in it stands for the column's number.
    """
    for offset, found in enumerate(cells):
        column, opened = FIRST + offset, isinstance(found, Open)
        if source and not opened:
            nth = f"COLUMNS({cell(row, FIRST, lock_column=True)}:{cell(row, column)})"
            sheet.formula(row, column, source.format(nth=nth), None if isinstance(found, Open) else found, "effect")
        else:
            sheet.value(row, column, None if isinstance(found, Open) else found, "effect")
        mark = mark_of(found) if isinstance(found, Open) else None
        sheet.value(row, column + len(COLUMNS), mark, "cell_centre")


def _source(row: int, measure: Measure) -> str:
    """Return the formula for the amounts of a measure with dials: its posting's, or the sum of its postings'."""
    own = cell(row, 0, lock_column=True)
    if measure.postings[0].effects is not None:
        return f"=SUMPRODUCT((Deel_nr={own})*INDEX(Deel_bedragen,0,{{nth}}))" if measure.dials else ""
    found = f"=INDEX(Aannamepost_bedragen,MATCH({own},Aannamepost_nr,0),{{nth}})"
    return found if drives(measure, 0) else ""


def open_heads(book: Book) -> list[str]:
    """Return the heads of the six columns for open cells."""
    return [f"{book.texts('Open')} {head.lower()}" for head in column_heads(book.texts)]


def write_effects(book: Book, package: Package) -> None:
    """Write Effecten: six amounts and six places for an open cell by measure; below it the split over budget lines."""
    t, catalogue = book.texts, package.catalogue
    widths = (13, 50, *[10.5] * 6, *[8] * 6, 8, 8, 17, 12, 8, 10, 14)
    sheet = book.sheet(t("Effecten"), widths, t("Effecten per maatregel"))
    sheet.text(
        2,
        0,
        t(
            "Bedragen bij een besluit in 2021. De kolommen Open tonen + (kosten), - (besparing) of ? (hangt af) waar het rapport geen bedrag geeft."
        ),
        "note",
    )
    head, count = 4, len(catalogue.measures)
    heads = [t("Nr."), t("Maatregel"), *column_heads(t), *open_heads(book), t("Aantal")]
    heads += [
        t("Grens"),
        t("ODA-regel"),
        t("Bewijs ODA"),
        t("Schuift mee"),
        t("Richting onzeker"),
    ]
    heads.append(t("Herkomst bedrag"))
    sheet.table("tEffecten", head, 0, heads, count, right_from=2)
    for row, measure in enumerate(catalogue.measures.values(), start=head + 1):
        _effect_row(sheet, row, package, measure)
    first = head + 1
    for name, column, width in (
        ("Eff_nr", 0, 1),
        ("Eff_bedragen", 2, 6),
        ("Eff_tekens", 8, 6),
        ("Eff_odaregel", 16, 1),
        ("Eff_bewijs", 17, 1),
        ("Eff_schuift", 18, 1),
        ("Eff_onzeker", 19, 1),
    ):
        sheet.name_block(name, first, column, count, width)
    total = sum(len(catalogue.open_columns(measure)) for measure in catalogue.measures.values())
    sheet.text(3, 1, t("Open cellen in de hele catalogus"), "bold")
    sheet.formula(3, 14, f"=SUM({cell(first, 14)}:{cell(head + count, 14)})", total, "count")
    _parts(sheet, head + count + 3, package)
    area = f"A{head + 1}:U{head + count + 20}"
    sheet.raw.ignore_errors({"number_stored_as_text": area})
    sheet.raw.freeze_panes(first, 2)
    sheet.raw.repeat_rows(head)


def _effect_row(sheet: Sheet, row: int, package: Package, measure: Measure) -> None:
    t = sheet.book.texts
    sheet.text(row, 0, measure.id, "cell")
    sheet.text(row, 1, measure.title.get(t.language), "cell_wrap")
    _amounts(sheet, row, undelayed_row(package, measure), _source(row, measure))
    area = f"{cell(row, 8)}:{cell(row, 13)}"
    sheet.formula(row, 14, f"=COUNTA({area})", len(package.catalogue.open_columns(measure)), "few")
    uncertain = cell(row, 19, lock_column=True)
    flag = f'=IF({cell(row, 14)}=0,"",IF(OR({uncertain}=Aan,SUMPRODUCT(({area}=Teken_onbekend)*Aan)>0),Grens_open,'
    flag += f"IF(SUMPRODUCT(({area}=Teken_kosten)*Aan)>0,Grens_minstens,Grens_hoogstens)))"
    kinds = {found for found in measure.effects if isinstance(found, Open)}
    unsure = measure.direction_uncertain or Open.DEPENDS in kinds
    mark = MARKS["none"] if unsure else MARKS["least"] if Open.COST in kinds else MARKS["most"]
    sheet.formula(row, 15, flag, mark if kinds else "", "cell_centre")
    rule = measure.oda
    sheet.value(row, 16, t.oda_kind(rule.rule) if rule else None, "cell")
    sheet.value(row, 17, t.evidence(rule.evidence) if rule else None, "cell")
    sheet.value(row, 18, int(measure.decision_year is None or measure.decision_year.moves), "count")
    sheet.value(row, 19, int(measure.direction_uncertain), "count")
    origin = t("eigen aanname") if moved(measure, package.settings) else t("rapport")
    own = f"SUMPRODUCT((Aanname_nr={cell(row, 0, lock_column=True)})*Aanname_verzet)"
    if measure.dials is None:
        sheet.text(row, 20, origin, "remark")
    else:
        sheet.formula(row, 20, f"=IF({own}>0,Herkomst_eigen,Herkomst_rapport)", origin, "remark")


def _parts(sheet: Sheet, row: int, package: Package) -> None:
    """Write the amounts by posting of the measures that have more than one."""
    t, catalogue = sheet.book.texts, package.catalogue
    parts = [
        (measure, place, posting.line, dialed_cells(catalogue, measure, place, package.settings))
        for measure in catalogue.measures.values()
        if measure.postings[0].effects is not None
        for place, posting in enumerate(measure.postings)
    ]
    sheet.text(row - 1, 0, t("Bedragen per post van maatregelen met meer posten"), "section")
    heads = [t("Sleutel"), t("Begrotingsregel"), *column_heads(t), *open_heads(sheet.book), t("Nr.")]
    sheet.table("tDelen", row, 0, heads, len(parts), right_from=2)
    for offset, (measure, place, line, cells) in enumerate(parts, start=row + 1):
        sheet.text(offset, 0, posting_key(measure.id, place), "cell")
        sheet.text(offset, 1, line, "cell")
        match = f"MATCH({cell(offset, 0, lock_column=True)},Aannamepost_sleutel,0)"
        source = f"=INDEX(Aannamepost_bedragen,{match},{{nth}})" if drives(measure, place) else ""
        _amounts(sheet, offset, cells, source)
        sheet.text(offset, 14, measure.id, "helper_text")
    names = (("Deel_sleutel", 0, 1), ("Deel_bedragen", 2, 6), ("Deel_tekens", 8, 6), ("Deel_nr", 14, 1))
    for name, column, width in names:
        sheet.name_block(name, row + 1, column, len(parts), width)
