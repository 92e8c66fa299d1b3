"""The sheet Posten: every posting of every measure under the settings, and the totals by variant and budget line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from budget.catalogue import Measure, OdaKind, Posting
from budget.core import Cells, Open, share_keur
from budget.engine import (
    Bearer,
    Line,
    Package,
    counted_rule,
    find_regime,
    first_year_share,
    measure_lines,
    oda_of,
    own_bearer,
)
from budget.export.book import COLUMN_KEYS, COLUMNS, Book, Sheet, Value, cell, column_heads, mark_of
from budget.export.sheets.base import ScopeGroup, scope_groups
from budget.export.sheets.choice import cell_value, posting_key, shifted
from budget.export.texts import MARKS, Texts

ABOLISHED: Final = frozenset({"1A", "1B", "1C"})
"""The options of 4.9 under which nothing is attributed to ODA any more."""

MOVING: Final = "2"
"""The option of 4.9 that moves the DG Migratie to BZ."""

AMOUNTS: Final = 15


@dataclass(frozen=True)
class Row:
    """A posting as the sheet shows it: with its rule, who bears what is not attributed, and the attributed part."""

    measure: Measure
    place: int
    posting: Posting
    line: Line
    chosen: bool
    rule_kind: OdaKind | None
    rule: str
    bearer: str
    attributed: tuple[int, ...]
    own: bool

    @property
    def cells(self) -> Cells:
        """The cells under the settings."""
        return self.line.cells

    @property
    def split(self) -> bool:
        """Whether the posting has amounts of its own."""
        return self.posting.effects is not None

    @property
    def goes(self) -> bool:
        """Whether option 2 of 4.9 moves what the posting leaves to JenV."""
        own = self.rule_kind is not OdaKind.PROGRAMME and self.own
        return own and self.line.name == "JenV 37"

    @property
    def key(self) -> str:
        """The key of the posting's own amounts on Effecten."""
        return posting_key(self.measure.id, self.place - 1)


def list_rows(package: Package, t: Texts) -> list[Row]:
    """Return every posting of the catalogue with what the engine makes of it under the package's settings."""
    catalogue, settings = package.catalogue, package.settings
    abolished = [(regime := find_regime(package, column)) is not None and regime.ends_attribution for column in COLUMNS]
    shares = [first_year_share(catalogue, column, settings) for column in COLUMNS]
    rows = []
    for measure in catalogue.measures.values():
        rule = counted_rule(measure.oda, settings)
        kind = rule.rule if rule else None
        lines = measure_lines(catalogue, measure, settings)
        for place, (posting, line) in enumerate(zip(measure.postings, lines, strict=True), start=1):
            bearer = Bearer.ODA_ROOM if kind is OdaKind.PROGRAMME else own_bearer(oda_of(catalogue), line, None)
            attributed = tuple(
                0
                if kind is not OdaKind.RECEPTION or ended or isinstance(found, Open)
                else share_keur(found, share.numerator, share.denominator)
                for found, share, ended in zip(line.cells, shares, abolished, strict=True)
            )
            word = t.oda_kind(kind) if kind else ""
            chosen = measure.id in package.selection
            rows.append(Row(measure, place, posting, line, chosen, kind, word, t.bearer(bearer), attributed, bearer is Bearer.OWN))
    return rows


def write_postings(book: Book, package: Package, rows: Sequence[Row]) -> None:
    """Write Posten."""
    t, groups = book.texts, scope_groups(package.catalogue, book.texts, package.settings)
    sheet = book.sheet(
        t("Posten"), (13, 11, 9, 11, 20, 11, 10, 8, 8, 9, 11, 17, 21, 7, 8, *[10] * 12, *[9] * len(groups))
    )
    head = 4
    heads = [
        t("Nr."),
        t("Begrotingsregel"),
        t("Hoofdstuk"),
        t("Variant"),
        t("Grondslagregel"),
        t("Sleutel"),
        t("Onderdeel"),
    ]
    heads += [
        t("Rij Keuze"),
        t("Rij Effecten"),
        t("Gekozen"),
        t("Bewijs ODA"),
        t("ODA-regel die telt"),
        t("Drager"),
        t("Eerste post"),
        t("Naar BZ bij optie 2"),
    ]
    heads += [*column_heads(t), *[f"{t('ODA')} {head.lower()}" for head in column_heads(t)]]
    heads += [f"{t('Telt voor')} {group.label}" for group in groups]
    sheet.text(
        head - 2,
        0,
        t(
            "Rekenblad: de bedragen van elke post onder het besluitjaar, en het deel (ODA) dat aan ODA wordt toegerekend; hele catalogus, ook wat niet is gekozen."
        ),
        "note",
    )
    sheet.table("tPosten", head, 0, heads, len(rows), right_from=AMOUNTS)
    places = {id_: place for place, id_ in enumerate(package.catalogue.measures, start=1)}
    for offset, posting in enumerate(rows, start=head + 1):
        _posting(sheet, offset, posting, places[posting.measure.id], groups)
    _names(sheet, head + 1, len(rows), len(groups))
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{head + 1}:Z{head + len(rows) + 1}"})
    sheet.raw.freeze_panes(head + 1, 1)
    sheet.raw.repeat_rows(head)


def _names(sheet: Sheet, first: int, count: int, groups: int) -> None:
    for column, name in (
        (0, "nr"),
        (1, "regel"),
        (3, "variant"),
        (5, "sleutel"),
        (9, "gekozen"),
        (10, "bewijs"),
        (11, "odaregel"),
        (12, "drager"),
        (13, "eerste"),
        (14, "verhuist"),
    ):
        sheet.name_block(f"Post_{name}", first, column, count)
    sheet.name_columns("Post", first, AMOUNTS, count)
    sheet.name_columns("Toegerekend", first, AMOUNTS + 6, count)
    for place in range(groups):
        sheet.name_block(f"Post_telt_{place + 1}", first, AMOUNTS + 12 + place, count)


def _posting(sheet: Sheet, row: int, found: Row, place: int, groups: Sequence[ScopeGroup]) -> None:
    """Write one posting; the letters are the sheet's columns."""
    t, measure = sheet.book.texts, found.measure
    at = {letter: cell(row, column, lock_column=True) for column, letter in enumerate("ABCDEFGHIJKLM")}
    chapter = found.line.chapter
    fixed: list[Value] = [
        measure.id,
        found.line.name,
        chapter,
        f"{t('Variant')} {found.line.variant}",
        found.line.base,
    ]
    fixed += [f"{MARKS['prefix']}{measure.id}", found.key if found.split else None]
    for column, value in enumerate(fixed):
        sheet.value(row, column, value, "helper_text" if column >= 5 else "cell")
    sheet.formula(row, 7, f"=MATCH({at['A']},Keuze_nr,0)", place, "helper")
    sheet.formula(row, 8, f"=MATCH({at['A']},Eff_nr,0)", place, "helper")
    sheet.formula(row, 9, f"=IF(INDEX(Keuze_aan,{at['H']})=Aan,Aan,0)", int(found.chosen), "count")
    evidence = t.evidence(measure.oda.evidence) if measure.oda else ""
    sheet.formula(row, 10, f'=INDEX(Eff_bewijs,{at["I"]})&""', evidence, "helper_text")
    rule = f'=IF(AND(ODA_regels=Keus_alleen_gemeld,{at["K"]}<>Bewijs_gemeld),"",INDEX(Eff_odaregel,{at["I"]})&"")'
    sheet.formula(row, 11, rule, found.rule, "cell")
    own = f"IF({at['C']}=Hoofdstuk_JenV,Drager_JenV,Drager_overig)"
    bearer = f"=IF(OR({at['L']}=Regel_programma,{at['C']}=Hoofdstuk_ODA),Drager_ODA,{own})"
    sheet.formula(row, 12, bearer, found.bearer, "cell")
    sheet.value(row, 13, int(found.place == 1), "helper")
    goes = f"=IF(AND({at['M']}=Drager_JenV,{at['B']}=Migratieartikel),Aan,0)"
    sheet.formula(row, 14, goes, int(found.goes), "helper")
    values = [
        mark_of(Open.DEPENDS) if isinstance(c, Open) and found.line.uncertain else cell_value(c) for c in found.cells
    ]
    _amounts(sheet, row, at, values, found.split)

    def attributed(c: int) -> str:
        amount = cell(row, AMOUNTS + c)
        key = COLUMN_KEYS[c]
        counts = f"AND({at['L']}=Regel_opvang,Regime_geldt_{key}*Regime_schaft_af=0,ISNUMBER({amount}))"
        return f"=IF({counts},ROUND({amount}*Teller_{key}/Noemer_{key},0),0)"

    sheet.six(row, AMOUNTS + 6, attributed, found.attributed, "effect")
    for number, group in enumerate(groups, start=1):
        formula = f"=IFERROR(INDEX(Telt_{number},MATCH({at['E']},Grondslag_regel,0)),0)"
        sheet.formula(row, AMOUNTS + 11 + number, formula, int(found.line.base in group.now), "count")


def _amounts(sheet: Sheet, row: int, at: dict[str, str], values: Sequence[Value], split: bool) -> None:
    """Write the six cells: from Keuze for a sole posting, from the posting's own amounts for a split measure."""
    unsure = f"INDEX(Eff_onzeker,{at['I']})=Aan"

    def sole(c: int) -> str:
        source = f"INDEX(Keuze_{COLUMN_KEYS[c]},{at['H']})"
        return f"=IF(AND(ISTEXT({source}),{unsure}),Teken_onbekend,{source})"

    def seen(offset: int) -> str:
        return f"COLUMNS({cell(row, AMOUNTS, lock_column=True)}:{cell(row, AMOUNTS + offset)})"

    part = f"MATCH({at['G']},Deel_sleutel,0)"
    own = shifted("Deel_bedragen", "Deel_tekens", part, f"INDEX(Keuze_verschuiving,{at['H']})", seen)
    sheet.six(row, AMOUNTS, own if split else sole, values, "effect")
