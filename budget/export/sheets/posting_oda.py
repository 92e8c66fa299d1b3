"""
What of each posting on Posten is attributed to ODA: the rule that counts, who bears the rest, and the part of each amount.

Where measures bring about another rule the part stands twice: as it would be without one (`Toerekenbaar`), which choices
beside the package take, and as it is under the one that the package chose (`Toegerekend`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from budget.core import Amount
from budget.export.book import Book
from budget.export.layout import Layout, Part
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.ends import ENDS, NAMES, End, Formula, end_heads, end_sums
from budget.export.sheets.oda_parts import KINDS, Kind
from budget.export.sheets.posting_rows import OdaPart, Row, has_regimes
from budget.export.texts import MARKS
from budget.export.units import from_whole, whole


def write_posting_oda(sheet: Sheet, layout: Layout, row: int, at: dict[str, str], found: Row, part: OdaPart) -> None:
    """Write the rule that counts, who bears the rest, and the part of each amount that is attributed."""
    t, measure, catalogue = sheet.book.texts, found.measure, sheet.book.catalogue
    assert catalogue.oda is not None
    evidence = t.evidence(measure.oda.evidence) if measure.oda else ""
    sheet.formula(row, layout["evidence"], f'=INDEX(Eff_bewijs,{at["effect"]})&""', evidence, "helper_text")
    dropped = f"AND(ODA_regels=Keus_alleen_gemeld,{at['evidence']}<>Bewijs_gemeld)"
    rule = f'=IF({dropped},"",INDEX(Eff_odaregel,{at["effect"]})&"")'
    sheet.formula(row, layout["rule"], rule, part.rule, "cell")
    own = f"IF({at['chapter']}=Hoofdstuk_eigen,Drager_eigen,Drager_overig)"
    bearer = f"=IF(OR({at['rule']}=Regel_programma,{at['chapter']}=Hoofdstuk_ODA),Drager_ODA,{own})"
    sheet.formula(row, layout["bearer"], bearer, t.bearer(part.bearer, catalogue.oda), "cell")
    share = measure.oda.first_year.share if measure.oda is not None and measure.oda.first_year is not None else ""
    sheet.value(row, layout["months"], t.months(share) if share else None, "helper_text")
    own_share = f"OR({at['months']}=Aandeel_eerste,{at['months']}=Aandeel_later)"
    sheet.formula(
        row,
        layout["own_share"],
        f"=IF(AND(Aandeel_per=Keus_per_maatregel,{own_share}),Aan,0)",
        int(part.own_share),
        "helper",
    )
    part_now = part.dac if share == "first" else 0
    dac = f"DAC_geldt_{sheet.book.keys[0]}"
    sheet.formula(row, layout["own_part"], f"=IF({at['months']}=Aandeel_eerste,{dac},0)", part_now, "helper")
    sheet.value(row, layout["first"], int(found.place == 1), "helper")
    if "goes" in layout:
        goes = f"=IF(AND({at['bearer']}=Drager_eigen,{at['line']}=Regime_verhuist),Aan,0)"
        sheet.formula(row, layout["goes"], goes, int(part.goes), "helper")

        def borne(c: int) -> str:
            return f"=IF({at['goes']}*Regime_geldt_{sheet.book.keys[c]}=Aan,Drager_overig,{at['bearer']})"

        words = [t.bearer(bearer, catalogue.oda) for bearer in part.bearers]
        sheet.across(row, layout["bearers"], borne, words, "helper_text")
    _attributed(sheet, layout, row, at, part)


def _attributed(sheet: Sheet, layout: Layout, row: int, at: dict[str, str], part: OdaPart) -> None:
    """Write the part of each amount that is attributed, where amounts have bounds also of both its ends."""
    keys, bounds = sheet.book.keys, sheet.book.bounds

    def taken(amount: str, key: str) -> str:
        over = f"IF({at['own_share']}=Aan,{at['own_part']},Teller_{key})"
        under = f"IF({at['own_share']}=Aan,Promille,Noemer_{key})"
        return from_whole(f"ROUND({whole(amount)}*{over}/{under},0)")

    def here(key: str, c: int) -> str:
        return cell(row, layout[key] + c)

    def plain(c: int) -> str:
        amount = here("amounts", c)
        return f"=IF(AND({at['rule']}=Regel_opvang,ISNUMBER({amount})),{taken(amount, keys[c])},0)"

    def of_range(c: int) -> str:
        amount, none = here("amounts", c), "Teken_bandbreedte"
        number = f"IF(ISNUMBER({amount}),{taken(amount, keys[c])},IF({amount}={none},{none},0))"
        return f"=IF({at['rule']}=Regel_opvang,{number},0)"

    def at_end(end: End) -> Formula:
        def formula(c: int) -> str:
            own, other = here(end, c), here("upper" if end == "lower" else "lower", c)
            unsure = f"AND({at['unsure']}=Aan,ISTEXT({other}),{here('amounts', c)}<>Teken_bandbreedte)"
            number = f"IF(OR(ISTEXT({own}),{unsure}),Kant_onbekend,{taken(own, keys[c])})"
            return f"=IF({at['rule']}=Regel_opvang,{number},0)"

        return formula

    for kind in KINDS if bounds else KINDS[:1]:
        whole_part = at_end(kind) if kind is not None else of_range if bounds else plain
        now, without = (_values(found, kind) for found in (part.attributed, part.attributable))
        at_now = layout[_column("attributed", kind)]
        key = _column("attributable", kind)
        if key not in layout:
            sheet.across(row, at_now, whole_part, now, "effect")
            continue
        sheet.across(row, layout[key], whole_part, without, "effect")

        def under_regime(c: int, first: int = layout[key]) -> str:
            return f"=IF(Regime_geldt_{keys[c]}*Regime_schaft_af=0,{cell(row, first + c)},0)"

        sheet.across(row, at_now, under_regime, now, "effect")


def _values(found: Sequence[Amount], kind: Kind) -> list[Value]:
    """Return parts as their cells hold them: plain, where a range leaves no number its sign, or an end."""
    if kind is not None:
        return end_sums(found, kind)
    return [MARKS["range"] if amount.keur is None else amount.keur for amount in found]


def _column(key: str, kind: Kind) -> str:
    return key if kind is None else f"{key}_{kind}"


NAMES_OF_PARTS: Final = {"attributed": "Toegerekend", "attributable": "Toerekenbaar"}
"""How the columns are called, by the key of their part."""


def attributed_parts(book: Book) -> Iterator[Part]:
    """Yield the columns with what is attributed; none without ODA data."""
    t = book.texts
    if book.catalogue.oda is None:
        return
    heads: dict[Kind, list[str]] = {None: book.heads}
    heads |= {end: end_heads(book, end) for end in ENDS if book.bounds}
    words = {"attributed": t("ODA")}
    if has_regimes(book.catalogue):
        words["attributable"] = t("ODA zonder regime")
    for key, word in words.items():
        for kind, found in heads.items():
            yield Part(_column(key, kind), [f"{word} {head.lower()}" for head in found], 10)


def name_attributed(sheet: Sheet, layout: Layout, row: int, count: int) -> None:
    """Name the columns with what is attributed."""
    for key, name in NAMES_OF_PARTS.items():
        for kind in KINDS:
            if _column(key, kind) in layout:
                prefix = name if kind is None else f"{name}_{NAMES[kind]}"
                sheet.name_columns(prefix, row, layout[_column(key, kind)], count)
