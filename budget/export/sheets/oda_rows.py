"""The lower part of the sheet ODA: the split by measure, and the series of annex 4."""

from __future__ import annotations

from typing import Final

from budget.catalogue import Catalogue
from budget.engine import Bearer, OdaResult, Package, Split
from budget.export.book import COLUMN_KEYS, COLUMNS, Sheet, cell, column_heads

FIRST: Final = 3
"""The column of the first of the six amounts on ODA."""


def _parts(split: Split) -> tuple[int, int, int]:
    return split.own.keur, split.oda_room.keur, split.others.keur


def write_by_measure(sheet: Sheet, row: int, package: Package, oda: OdaResult) -> int:
    """Write three rows for each measure: what falls to JenV, to ODA room and to others."""
    t, catalogue = sheet.book.texts, package.catalogue
    heads = [t("Nr."), t("Maatregel"), t("Drager"), *column_heads(t)]
    sheet.text(row, 0, t("Per maatregel"), "section")
    head = row + 1
    sheet.table("tODA", head, 0, heads, len(catalogue.measures) * len(Bearer), right_from=FIRST)
    at, nothing = head + 1, Split()
    for measure in catalogue.measures.values():
        splits = oda.by_measure.get(measure.id, {})
        values = [_parts(splits.get(column, nothing)) for column in COLUMNS]
        for place, bearer in enumerate(Bearer):
            sheet.text(at, 0, measure.id, "cell")
            sheet.text(at, 1, measure.title.get(t.language), "cell")
            sheet.text(at, 2, t.bearer(bearer), "cell")
            mine = f"Post_sleutel,Voorvoegsel&{cell(at, 0, lock_column=True)},Post_gekozen,Aan"
            borne = f"{mine},Post_drager,{cell(at, 2, lock_column=True)}"

            def formula(c: int, bearer: Bearer = bearer, mine: str = mine, borne: str = borne) -> str:
                name = COLUMN_KEYS[c]
                rest = f"=SUMIFS(Post_{name},{borne})-SUMIFS(Toegerekend_{name},{borne})"
                if bearer is Bearer.ODA_ROOM:
                    return f"{rest}+SUMIFS(Toegerekend_{name},{mine})"
                going = f"{mine},Post_verhuist,Aan"
                gone = f"(SUMIFS(Post_{name},{going})-SUMIFS(Toegerekend_{name},{going}))"
                return f"{rest}{'-' if bearer is Bearer.OWN else '+'}Regime_geldt_{name}*Regime_verhuist*{gone}"

            sheet.six(at, FIRST, formula, [value[place] for value in values], "quiet")
            label = f"{t('ODA')} {measure.id}: {t.bearer(bearer)}"
            sheet.book.place(f"oda:{measure.id}:{bearer.value}", label, sheet, at, FIRST)
            at += 1
    return at


def write_history(sheet: Sheet, row: int, catalogue: Catalogue) -> None:
    """Write annex 4: the attribution by year, budgeted and realised."""
    t, history = sheet.book.texts, catalogue.oda.history
    heads = [
        t("Jaar"),
        str(catalogue.oda.history_source),
        "",
        t("Begroot"),
        t("Gerealiseerd"),
    ]
    sheet.text(row - 1, 0, t("Toerekening aan ODA 2001–2024, mln. euro"), "section")
    sheet.heads(row, 0, heads, right_from=FIRST)
    for offset, found in enumerate(history, start=row + 1):
        sheet.value(offset, 0, int(found.year), "cell_centre")
        sheet.value(offset, 1, None, "cell")
        sheet.value(offset, 2, None, "cell")
        sheet.value(offset, 3, found.budgeted, "amount")
        sheet.value(offset, 4, found.realised, "amount")
    sheet.name_block("Oda_jaren", row + 1, 0, len(history))
    sheet.name_block("Oda_begroot", row + 1, 3, len(history))
