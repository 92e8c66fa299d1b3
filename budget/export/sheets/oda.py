"""The sheet ODA: who keeps the package's effect, what the ceiling leaves, and the same by measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budget.core import COLUMNS, YEARS, Open
from budget.engine import OdaColumn, OdaResult, Package, Total, find_regime
from budget.export.book import COLUMN_KEYS, Book, Sheet, Value, cell, column_heads
from budget.export.sheets.choice import bound_formula, bound_mark, open_counts
from budget.export.sheets.oda_rows import FIRST, write_by_measure, write_history
from budget.export.sheets.postings import MOVING, Row
from budget.export.sheets.regimes import write_counts, write_regimes
from budget.export.texts import Texts

Line = tuple[str, Callable[[int], str], Sequence[Value], str]
"""A row of the sheet: key, formula by column, cached values, style."""


def write_oda(book: Book, package: Package, oda: OdaResult, rows: Sequence[Row]) -> None:
    """Write ODA."""
    sheet = book.sheet("oda", (14, 52, 22, *[13] * 6))
    texts, catalogue = book.texts, package.catalogue
    sheet.formula(2, 0, "=Status", texts("status_fine"), "note")
    heads = [texts("oda_title"), "", "", *column_heads(texts)]
    sheet.heads(3, 0, heads, right_from=FIRST)
    row = 4
    columns = [oda.columns[column] for column in COLUMNS]
    sections = [
        ("regime", _regime_lines(package)),
        ("share", _share_lines(columns)),
        ("split", _split_lines(columns, _moved(package, rows))),
    ]
    sections += [("ceiling", _ceiling_lines(texts, columns)), ("bounds", _bound_lines(columns))]
    for section, lines in sections:
        sheet.text(row, 0, texts(f"oda_section_{section}"), "bold")
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
    for column in range(FIRST):
        sheet.value(row, column, sheet.book.texts(f"oda_{key}") if column == 0 else None, label)
    sheet.six(f"oda:{key}", row, FIRST, formula, values, style)
    for offset, name in enumerate(COLUMN_KEYS):
        sheet.book.define(f"{NAMES[key]}_{name}", sheet, (row, FIRST + offset))


PARTS: Final = frozenset({"jenv", "attributed", "programme", "room_total", "others"})

NAMES: Final = {
    "regime_holds": "Regime_geldt",
    "moved": "ODA_verhuisd",
    "numerator": "Teller",
    "denominator": "Noemer",
    "share": "Aandeel",
    "effect": "ODA_effect",
    "jenv": "ODA_JenV",
    "attributed": "ODA_toegerekend",
    "programme": "ODA_programma",
    "room_total": "ODA_deel",
    "others": "ODA_overig",
    "sum": "ODA_som",
    "attribution_before": "Toerekening_voor",
    "attribution_after": "Toerekening_na",
    "ceiling_before": "Plafond_voor",
    "ceiling_after": "Plafond_na",
    "room": "Ruimte",
    "holds": "Ruimte_past",
    "share_before": "ODA_aandeel_voor",
    "share_after": "ODA_aandeel_na",
    "net_stays": "Saldo_blijft",
    "net_follows": "Saldo_volgt",
    "net": "Saldo",
    "bound_effect": "Grens_effect",
    "bound_jenv": "Grens_JenV",
    "bound_attributed": "Grens_toegerekend",
    "bound_programme": "Grens_programma",
    "bound_others": "Grens_overig",
}
"""How the rows are called in a name; the column follows after a line."""


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
        if find_regime(package, column) == MOVING
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
        ("jenv", _borne("Drager_JenV", "-ODA_verhuisd"), [s.jenv.keur for s in splits], "effect"),
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


def _ceiling_lines(texts: Texts, columns: Sequence[OdaColumn]) -> list[Line]:
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
            [texts("yes" if c.holds else "no") for c in columns],
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
        total: Total = column.effect if key == "effect" else getattr(column.split, key)
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
