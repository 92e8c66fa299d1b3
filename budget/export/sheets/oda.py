"""The sheet ODA: who keeps the package's effect, what the ceiling leaves, and the same by measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budget.core import Open, dutch
from budget.engine import OdaColumn, OdaResult, Package, Total, find_regime
from budget.export.book import COLUMN_KEYS, COLUMNS, YEARS, Book, Sheet, Value, cell, column_heads
from budget.export.sheets.choice import bound_formula, bound_mark, open_counts
from budget.export.sheets.oda_rows import FIRST, write_by_measure, write_history
from budget.export.sheets.postings import MOVING, Row
from budget.export.sheets.regimes import write_counts, write_regimes
from budget.export.texts import FINE, Texts

Line = tuple[str, Callable[[int], str], Sequence[Value], str]
"""A row of the sheet: key, formula by column, cached values, style."""


def write_oda(book: Book, package: Package, oda: OdaResult, rows: Sequence[Row]) -> None:
    """Write ODA."""
    t, catalogue = book.texts, package.catalogue
    sheet = book.sheet(t("ODA"), (14, 52, 22, *[13] * 6))
    sheet.formula(2, 0, "=Status", t(FINE), "note")
    heads = [t("Verdeling"), "", "", *column_heads(t)]
    sheet.heads(3, 0, heads, right_from=FIRST)
    row = 4
    columns = [oda.columns[column] for column in COLUMNS]
    sections = [
        (t("Optie van 4.9"), _regime_lines(package)),
        (t("Aandeel van het eerste jaar in de opvang"), _share_lines(columns)),
        (t("Wie houdt het effect"), _split_lines(columns, _moved(package, rows))),
        (t("Toerekening, plafond en saldo"), _ceiling_lines(t, columns)),
        (t("Grenzen door open cellen"), _bound_lines(columns)),
    ]
    for section, lines in sections:
        sheet.text(row, 0, section, "bold")
        row += 1
        for key, formula, values, style in lines:
            _line(sheet, row, key, formula, values, style)
            row += 1
    row = write_regimes(sheet, row + 2, package, oda)
    row = write_counts(sheet, row + 1, oda)
    row = write_by_measure(sheet, row + 1, package, oda)
    write_history(sheet, row + 2, catalogue)
    sheet.raw.freeze_panes(4, 2)
    sheet.raw.repeat_rows(3)
    sheet.raw.ignore_errors({"number_stored_as_text": f"A1:C{row + 40}"})


def _line(sheet: Sheet, row: int, key: str, formula: Callable[[int], str], values: Sequence[Value], style: str) -> None:
    label = "total_label" if style == "total" else "part_label" if key in PARTS else "cell"
    name, head = ROWS[key][0], sheet.book.texts(ROWS[key][1])
    for column in range(FIRST):
        sheet.value(row, column, head if column == 0 else None, label)
    sheet.six(row, FIRST, formula, values, style)
    sheet.book.place(f"oda:{key}", head, sheet, row, FIRST)
    for offset, column_name in enumerate(COLUMN_KEYS):
        sheet.book.define(f"{name}_{column_name}", sheet, (row, FIRST + offset))


PARTS: Final = frozenset({"jenv", "attributed", "programme", "room_total", "others"})

ROWS: Final = {
    "regime_holds": ("Regime_geldt", dutch("Gekozen optie van 4.9 geldt (1/0)")),
    "moved": ("ODA_verhuisd", dutch("verhuist met DG Migratie van JenV naar BZ (optie 2)")),
    "numerator": ("Teller", dutch("Teller van het aandeel")),
    "denominator": ("Noemer", dutch("Noemer van het aandeel")),
    "share": ("Aandeel", dutch("Eerstejaarsaandeel")),
    "effect": ("ODA_effect", dutch("Effect van het pakket")),
    "jenv": ("ODA_JenV", dutch("JenV")),
    "attributed": ("ODA_toegerekend", dutch("ODA: toerekening eerstejaarsopvang")),
    "programme": ("ODA_programma", dutch("ODA: programma's")),
    "room_total": ("ODA_deel", dutch("ODA-ruimte (toerekening en programma's)")),
    "others": ("ODA_overig", dutch("Anderen")),
    "sum": ("ODA_som", dutch("Effect min de drie delen (moet 0 zijn)")),
    "attribution_before": ("Toerekening_voor", dutch("Toerekening vooraf")),
    "attribution_after": ("Toerekening_na", dutch("Toerekening achteraf")),
    "ceiling_before": ("Plafond_voor", dutch("ODA-plafond vooraf")),
    "ceiling_after": ("Plafond_na", dutch("ODA-plafond achteraf")),
    "room": ("Ruimte", dutch("Ruimte voor andere ODA-programma's")),
    "holds": ("Ruimte_past", dutch("Past onder het plafond")),
    "share_before": ("ODA_aandeel_voor", dutch("Deel van totale ODA vooraf")),
    "share_after": ("ODA_aandeel_na", dutch("Deel van totale ODA achteraf")),
    "net_stays": ("Saldo_blijft", dutch("Saldo als het plafond gelijk blijft")),
    "net_follows": ("Saldo_volgt", dutch("Saldo als het plafond meebeweegt")),
    "net": ("Saldo", dutch("Effect op het saldo na het ODA-plafond")),
    "bound_effect": ("Grens_effect", dutch("Grens van het effect")),
    "bound_jenv": ("Grens_JenV", dutch("Grens van het deel van JenV")),
    "bound_attributed": ("Grens_toegerekend", dutch("Grens van de toegerekende opvang")),
    "bound_programme": ("Grens_programma", dutch("Grens van de ODA-programma's")),
    "bound_others": ("Grens_overig", dutch("Grens van het deel van anderen")),
}
"""How the rows are called in a name, to which the column comes after a line, and on the sheet."""


def _regime_lines(package: Package) -> list[Line]:
    """Return the row that says from which column the chosen option of 4.9 holds."""

    def holds(c: int) -> str:
        started = f"COLUMNS({cell(0, 0, lock_column=True)}:{cell(0, c)})>Regime_verschuiving"
        return f'=IF(Regime="",0,IF({started},Aan,0))' if c < len(YEARS) else '=IF(Regime="",0,Aan)'

    values = [int(find_regime(package, column) is not None) for column in COLUMNS]
    return [("regime_holds", holds, values, "flag_right")]


def _moved(package: Package, rows: Sequence[Row]) -> list[int]:
    """Return by column what option 2 of 4.9 moves from JenV to others."""
    going = [row for row in rows if row.chosen and row.goes]
    return [
        sum(found - row.attributed[place] for row in going if not isinstance(found := row.cells[place], Open))
        if (regime := find_regime(package, column)) is not None and regime.id == MOVING
        else 0
        for place, column in enumerate(COLUMNS)
    ]


def _share_lines(columns: Sequence[OdaColumn]) -> list[Line]:
    def annex(name: str, other: str) -> Callable[[int], str]:
        return lambda c: (
            f'=IF(Eerstejaarsaandeel="",INDEX({name},MATCH(Jaar_{COLUMN_KEYS[c]},Grondslag_jaren,0)),{other})'
        )

    shares = [float(column.share.percent) / 100 for column in columns]
    return [
        (
            "numerator",
            annex("Toerekening_JenV", "ROUND(Eerstejaarsaandeel*Promille,0)"),
            [c.share.numerator for c in columns],
            "helper",
        ),
        ("denominator", annex("Opvang_kosten", "Promille"), [c.share.denominator for c in columns], "helper"),
        (
            "share",
            lambda c: f"=ROUND(Teller_{COLUMN_KEYS[c]}/Noemer_{COLUMN_KEYS[c]},Decimalen_aandeel)",
            shares,
            "share",
        ),
    ]


def _borne(bearer: str, moved: str = "") -> Callable[[int], str]:
    """Return the formula for what a bearer keeps: its postings less their attributed part, and what option 2 moves."""

    def formula(c: int) -> str:
        chosen = f"Post_gekozen,Aan,Post_drager,{bearer}"
        goes = f"{moved}_{COLUMN_KEYS[c]}" if moved else ""
        return f"=SUMIFS(Post_{COLUMN_KEYS[c]},{chosen})-SUMIFS(Toegerekend_{COLUMN_KEYS[c]},{chosen}){goes}"

    return formula


def _split_lines(columns: Sequence[OdaColumn], gone: Sequence[int]) -> list[Line]:
    keys = COLUMN_KEYS
    splits = [column.split for column in columns]

    def moved(c: int) -> str:
        going = "Post_gekozen,Aan,Post_verhuist,Aan"
        kept = f"SUMIFS(Post_{keys[c]},{going})-SUMIFS(Toegerekend_{keys[c]},{going})"
        return f"=Regime_geldt_{keys[c]}*Regime_verhuist*({kept})"

    return [
        ("effect", lambda c: f"=SUMIFS(Post_{keys[c]},Post_gekozen,Aan)", [c.effect.keur for c in columns], "total"),
        ("moved", moved, gone, "helper_amount"),
        ("jenv", _borne("Drager_JenV", "-ODA_verhuisd"), [s.own.keur for s in splits], "effect"),
        (
            "attributed",
            lambda c: f"=SUMIFS(Toegerekend_{keys[c]},Post_gekozen,Aan)",
            [s.attributed.keur for s in splits],
            "effect",
        ),
        ("programme", _borne("Drager_ODA"), [s.programme.keur for s in splits], "effect"),
        (
            "room_total",
            lambda c: f"=ODA_toegerekend_{keys[c]}+ODA_programma_{keys[c]}",
            [s.oda_room.keur for s in splits],
            "effect",
        ),
        ("others", _borne("Drager_overig", "+ODA_verhuisd"), [s.others.keur for s in splits], "effect"),
        (
            "sum",
            lambda c: f"=ODA_effect_{keys[c]}-ODA_JenV_{keys[c]}-ODA_deel_{keys[c]}-ODA_overig_{keys[c]}",
            [0] * 6,
            "helper",
        ),
    ]


def _ceiling_lines(t: Texts, columns: Sequence[OdaColumn]) -> list[Line]:
    keys = COLUMN_KEYS

    def before(c: int) -> str:
        return f"=INDEX(Oda_begroot,MATCH(Jaar_{keys[c]},Oda_jaren,0))"

    def after(c: int) -> str:
        return (
            f"=IF(Regime_geldt_{keys[c]}*Regime_schaft_af=Aan,0,Toerekening_voor_{keys[c]}+ODA_toegerekend_{keys[c]})"
        )

    def ceiling(c: int) -> str:
        moved = f"IF(Plafond=Keus_plafond_volgt,ODA_toegerekend_{keys[c]},0)"
        return f"=Plafond_voor_{keys[c]}+Regime_geldt_{keys[c]}*Regime_verlaagt+ODA_programma_{keys[c]}+{moved}"

    def room(c: int) -> str:
        k = keys[c]
        return f"=Plafond_na_{k}-Plafond_voor_{k}-ODA_programma_{k}-(Toerekening_na_{k}-Toerekening_voor_{k})"

    def of_oda(name: str) -> Callable[[int], str]:
        return lambda c: f"=ROUND(Toerekening_{name}_{keys[c]}/Plafond_voor_{keys[c]},Decimalen_aandeel)"

    def net(c: int) -> str:
        return f"=IF(Plafond=Keus_plafond_volgt,Saldo_volgt_{keys[c]},Saldo_blijft_{keys[c]})"

    shares = [
        [float(c.share_of_oda(a)) / 100 for c, a in zip(columns, found, strict=True)]
        for found in ([c.attribution_before for c in columns], [c.attribution_after for c in columns])
    ]
    return [
        ("attribution_before", before, [c.attribution_before for c in columns], "amount"),
        ("attribution_after", after, [c.attribution_after for c in columns], "amount"),
        ("share_before", of_oda("voor"), shares[0], "share"),
        ("share_after", of_oda("na"), shares[1], "share"),
        ("ceiling_before", lambda _: "=Totale_ODA", [c.ceiling_before for c in columns], "amount"),
        ("ceiling_after", ceiling, [c.ceiling_after for c in columns], "amount"),
        ("room", room, [c.room for c in columns], "effect"),
        (
            "holds",
            lambda c: f"=IF(Ruimte_{keys[c]}>=0,Past,Past_niet)",
            [t("ja") if c.holds else t("nee") for c in columns],
            "word",
        ),
        (
            "net_stays",
            lambda c: f"=ODA_effect_{keys[c]}-ODA_toegerekend_{keys[c]}",
            [c.net_stays for c in columns],
            "effect",
        ),
        ("net_follows", lambda c: f"=ODA_effect_{keys[c]}", [c.net_follows for c in columns], "effect"),
        ("net", net, [c.net for c in columns], "total"),
    ]


def _bound_lines(columns: Sequence[OdaColumn]) -> list[Line]:
    attributed = "(Post_odaregel=Regel_opvang)*(Aan-{holds}*Regime_schaft_af)"
    goes = "Post_verhuist*{holds}*Regime_verhuist"
    weights = {
        "effect": "Post_gekozen",
        "jenv": f"Post_gekozen*(Post_drager=Drager_JenV)*(Aan-{goes})",
        "attributed": f"Post_gekozen*{attributed}",
        "programme": "Post_gekozen*(Post_drager=Drager_ODA)",
        "others": f"Post_gekozen*((Post_drager=Drager_overig)+{goes})",
    }

    def found(key: str, column: OdaColumn) -> Total:
        total: Total = column.effect if key == "effect" else getattr(column.split, {"jenv": "own"}.get(key, key))
        return total

    def formula(weight: str) -> Callable[[int], str]:
        def at(c: int) -> str:
            held = weight.replace("{holds}", f"Regime_geldt_{COLUMN_KEYS[c]}")
            return bound_formula(*open_counts(f"Post_{COLUMN_KEYS[c]}", held))

        return at

    return [
        (f"bound_{key}", formula(weight), [bound_mark(found(key, column)) for column in columns], "word")
        for key, weight in weights.items()
    ]
