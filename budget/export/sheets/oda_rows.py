"""The lower part of the sheet ODA: the regimes that change the rule, the split by measure, and the series."""

from __future__ import annotations

from typing import Final

from budget.catalogue import Measure, OdaData, OdaRegime
from budget.core import Columns
from budget.engine import Bearer, OdaResult, Package, Split, measure_delay
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.choice_beside import LETTERS, flag_of
from budget.export.sheets.ends import ENDS, end_heads, end_value, end_word, plain_value
from budget.export.sheets.oda_parts import KINDS, Kind, part_formula, shares
from budget.export.sheets.settings import has_choice
from budget.export.units import exact

FIRST: Final = 3
"""The column of the first of the amounts on ODA."""


def _regimes(package: Package, oda: OdaData) -> list[tuple[Measure, OdaRegime]]:
    """Return the measures that bring about another rule, with that rule."""
    found = [(m, oda.regime(m.oda.regime)) for m in package.catalogue.measures.values() if m.oda is not None]
    return [(measure, regime) for measure, regime in found if regime is not None]


def _moved_line(oda: OdaData, regime: OdaRegime | None) -> str:
    """Return the line of the own chapter that a regime moves, as it is written on Posten; "" when there is none."""
    moves = regime.moves if regime is not None else None
    return f"{moves.budget} {moves.article}".strip() if moves is not None and moves.budget == oda.own_chapter else ""


def _printed_ceiling(regime: OdaRegime | None) -> int:
    """Return by how much the source says that the ceiling moves, thousands of euro; 0 where the attribution stays."""
    return regime.ceiling if regime is not None and regime.ends_attribution else 0


def write_regimes(sheet: Sheet, row: int, package: Package, oda: OdaData, result: OdaResult) -> int:
    """Write the regimes with what each does to the rule; the first chosen one holds."""
    t, found, catalogue = sheet.book.texts, _regimes(package, oda), package.catalogue
    delays = has_choice(catalogue.frame, "Besluitjaar")
    heads = [
        t("Nr."),
        t("Maatregel"),
        t("Regime"),
        t("Gekozen"),
        t("Geen toerekening"),
        t("Gedrukt plafond"),
        t("Verhuist"),
    ]
    heads += [t("Schuif")] if delays else []
    beside = max(len(heads), FIRST + sheet.book.width)  # helpers, beyond what is printed
    sheet.text(row - 1, 0, t("Regimes die de regel zelf veranderen"), "section")
    sheet.table("tRegimes", row, 0, heads, len(found), right_from=FIRST)
    sheet.heads(row, beside, [f"{t('Gekozen')} {letter}" for letter in LETTERS], right_from=0)
    for offset, (measure, regime) in enumerate(found, start=row + 1):
        own = f"MATCH({cell(offset, 0, lock_column=True)},Keuze_nr,0)"
        sheet.text(offset, 0, measure.id, "cell")
        sheet.text(offset, 1, measure.title.get(t.language), "cell_wrap")
        sheet.text(offset, 2, regime.id, "cell")
        chosen = int(measure.id in package.selection)
        sheet.formula(offset, 3, f"=IF(INDEX(Keuze_aan,{own})=Aan,Aan,0)", chosen, "count")
        sheet.value(offset, 4, int(regime.ends_attribution), "count")
        sheet.value(offset, 5, _printed_ceiling(regime), "effect")
        sheet.value(offset, 6, _moved_line(oda, regime), "cell_right")
        if delays:
            delay = measure_delay(measure, package.settings)
            sheet.formula(offset, 7, f"=INDEX(Keuze_verschuiving,{own})", delay, "helper")
        for nth, letter in enumerate(LETTERS):
            sheet.formula(offset, beside + nth, f"=IF(INDEX({flag_of(letter)},{own})=Aan,Aan,0)", 0, "helper")
    now = result.regime
    delay = next((measure_delay(m, package.settings) for m, _ in found if m.id in package.selection), 0)
    columns: list[tuple[str, str, str, Value]] = [
        ("optie", "Regime", '""', now.id if now is not None else ""),
        ("gekozen", "", "", None),
        ("schaft", "Regime_schaft_af", "0", int(now is not None and now.ends_attribution)),
        ("plafond", "Regime_verlaagt", "0", _printed_ceiling(now)),
        ("verhuizing", "Regime_verhuist", '""', _moved_line(oda, now)),
        *([("verschuiving", "Regime_verschuiving", "0", delay)] if delays else []),
    ]
    for nth, letter in enumerate(LETTERS):
        sheet.name_block(f"Regimes_gekozen_{letter}", row + 1, beside + nth, len(found))
    end = row + len(found) + 1
    for column in range(len(heads)):
        sheet.value(end, column, t("Nu geldt") if column == 0 else None, "total_label")
    for column, (source, name, nothing, value) in enumerate(columns, start=2):
        sheet.name_block(f"Regimes_{source}", row + 1, column, len(found))
        if name:
            text = '&""' if nothing == '""' else ""
            formula = f"=IFERROR(INDEX(Regimes_{source},MATCH(Aan,Regimes_gekozen,0)){text},{nothing})"
            sheet.formula(end, column, formula, value, "total" if source == "plafond" else "total_label")
            sheet.book.define(name, sheet, (end, column))
    return end + 1


def write_counts(sheet: Sheet, row: int, oda: OdaResult) -> int:
    """Write how many chosen measures have no rule, and how many rules the settings leave out."""
    t = sheet.book.texts
    for offset, (label, formula, ids) in enumerate(
        (
            (
                t("Gekozen maatregelen zonder ODA-regel (tellen als niet-ODA)"),
                '=SUMPRODUCT(Post_eerste*Post_gekozen*(Post_bewijs=""))',
                oda.unruled,
            ),
            (
                t("Gekozen maatregelen waarvan de regel niet telt"),
                '=SUMPRODUCT(Post_eerste*Post_gekozen*(Post_bewijs<>"")*(Post_odaregel=""))',
                oda.not_counted,
            ),
        ),
        start=row,
    ):
        for column in range(FIRST):
            sheet.value(offset, column, label if column == 0 else None, "cell")
        sheet.formula(offset, FIRST, formula, len(ids), "count")
    return row + 2


OTHER: Final = '"<>"&'
"""The condition of a sum that leaves out what follows it."""

PARTS: Final = {Bearer.OWN: ("own",), Bearer.ODA_ROOM: ("room", "attributed"), Bearer.OTHERS: ("others",)}
"""What each bearer keeps, as the parts of a measure's effect."""


def _kept(splits: dict[str, Split], columns: Columns, bearer: Bearer, kind: Kind) -> list[Value]:
    """Return what a bearer keeps of a measure by column, plain or at an end."""
    found = [getattr(splits.get(column, Split()), bearer.value) for column in columns]
    return [plain_value(amount) if kind is None else end_value(amount, kind) for amount in found]


def write_by_measure(sheet: Sheet, row: int, package: Package, oda: OdaData, result: OdaResult, regimes: bool) -> int:
    """Write three rows for each measure: what falls to the own chapter, to ODA room and to others."""
    t, catalogue, book = sheet.book.texts, package.catalogue, sheet.book
    heads = [t("Nr."), t("Maatregel"), t("Drager"), *book.heads]
    heads += [head for end in ENDS if book.bounds for head in end_heads(book, end)]
    sheet.text(row, 0, t("Per maatregel"), "section")
    head = row + 1
    sheet.table("tODA", head, 0, heads, len(catalogue.measures) * len(Bearer), right_from=FIRST)
    at = head + 1
    for measure in catalogue.measures.values():
        splits = result.by_measure.get(measure.id, {})
        for bearer in Bearer:
            sheet.text(at, 0, measure.id, "cell")
            sheet.text(at, 1, measure.title.get(t.language), "cell_wrap")
            sheet.text(at, 2, t.bearer(bearer, oda), "cell")
            mine = f"Sleutel_aan,Voorvoegsel&{cell(at, 0, lock_column=True)}"
            whose = cell(at, 2, lock_column=True)

            def formula(c: int, bearer: Bearer = bearer, mine: str = mine, whose: str = whose) -> str:
                name = book.keys[c]
                borne = f"Drager_{name}" if regimes else "Post_drager"
                amount = f"SUMIFS(Post_{name},{mine},{borne},{whose})"
                taken = f"SUMIFS(Toegerekend_{name},{mine},{borne},"
                if bearer is Bearer.ODA_ROOM:  # its own postings whole, and what is attributed of the others
                    return f"={exact(f'{amount}+{taken}{OTHER}{whose})')}"
                return f"={exact(f'{amount}-{taken}{whose})')}"

            key, label = f"oda:{measure.id}:{bearer.value}", f"{t('ODA')} {measure.id}: {t.bearer(bearer, oda)}"
            if book.bounds:
                _with_ends(sheet, at, (key, label), bearer, splits, regimes)
            else:
                sheet.across(at, FIRST, formula, _kept(splits, catalogue.columns, bearer, None), "quiet")
                book.place(key, label, sheet, at, FIRST)
            at += 1
    return at


def _with_ends(
    sheet: Sheet, row: int, names: tuple[str, str], bearer: Bearer, splits: dict[str, Split], regimes: bool
) -> None:
    """Write what a bearer keeps of a measure, plain and at both ends; `names` are the result's key and label."""
    book, mine = sheet.book, (("Post_sleutel", f"Voorvoegsel&{cell(row, 0, lock_column=True)}"),)
    by_key = shares(regimes, mine)
    for nth, kind in enumerate(KINDS):

        def formula(c: int, kind: Kind = kind) -> str:
            return part_formula([by_key[part] for part in PARTS[bearer]], book.keys[c], kind)

        first, values = FIRST + nth * book.width, _kept(splits, book.catalogue.columns, bearer, kind)
        sheet.across(row, first, formula, values, "quiet")
        key, label = names if kind is None else (f"{names[0]}_{kind}", f"{names[1]}, {end_word(book, kind)}")
        book.place(key, label, sheet, row, first)


def write_history(sheet: Sheet, row: int, oda: OdaData) -> int:
    """Write the series of the attribution by year, budgeted and realised; returns the row after it."""
    t, history = sheet.book.texts, oda.history
    title = t(
        "Toerekening aan ODA {first}–{last}, {unit}",
        first=history[0].year,
        last=history[-1].year,
        unit=sheet.book.unit,
    )
    sheet.text(row - 1, 0, title, "section")
    heads = [t("Jaar"), sheet.book.catalogue.cited(oda.history_source, t.language), "", t("Begroot"), t("Gerealiseerd")]
    sheet.heads(row, 0, heads, right_from=FIRST)
    for offset, found in enumerate(history, start=row + 1):
        sheet.value(offset, 0, int(found.year), "cell_centre")
        sheet.value(offset, 1, None, "cell")
        sheet.value(offset, 2, None, "cell")
        sheet.value(offset, 3, found.budgeted, "amount")
        sheet.value(offset, 4, found.realised, "amount")
    sheet.name_block("Oda_jaren", row + 1, 0, len(history))
    sheet.name_block("Oda_begroot", row + 1, 3, len(history))
    return row + 1 + len(history)
