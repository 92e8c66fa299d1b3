"""The options of 4.9 on the sheet ODA, which change the rule of attribution itself, and the counts of rules."""

from __future__ import annotations

from budget.engine import OdaResult, Package, ceiling_change, measure_delay, oda_of
from budget.export.book import Sheet, Value, cell
from budget.export.sheets.oda_rows import FIRST
from budget.export.sheets.postings import ABOLISHED


def write_regimes(sheet: Sheet, row: int, package: Package, oda: OdaResult) -> int:
    """Write the options of 4.9 with what each does to the rule; the first chosen one holds."""
    t, catalogue = sheet.book.texts, package.catalogue
    found = [(m, m.oda.regime) for m in catalogue.measures.values() if m.oda is not None and m.oda.regime is not None]
    heads = [
        t("Nr."),
        t("Optie van 4.9"),
        t("Optie"),
        t("Gekozen"),
        t("Geen toerekening"),
        t("Plafond"),
        t("DG naar BZ"),
        t("Schuif"),
    ]
    sheet.text(row - 1, 0, t("Opties van 4.9 die de regel zelf veranderen"), "section")
    sheet.table("tRegimes", row, 0, heads, len(found), right_from=FIRST)
    for offset, (measure, regime) in enumerate(found, start=row + 1):
        sheet.text(offset, 0, measure.id, "cell")
        sheet.text(offset, 1, measure.title.get(t.language), "cell_wrap")
        sheet.text(offset, 2, regime, "cell")
        chosen = f"=IF(INDEX(Keuze_aan,MATCH({cell(offset, 0, lock_column=True)},Keuze_nr,0))=Aan,Aan,0)"
        sheet.formula(offset, 3, chosen, int(measure.id in package.selection), "count")
        sheet.value(offset, 4, int(regime in ABOLISHED), "count")
        sheet.value(offset, 5, ceiling_change(oda_of(catalogue).regime(regime)), "effect")
        sheet.value(offset, 6, int(regime == "2"), "count")
        delay = f"=INDEX(Keuze_verschuiving,MATCH({cell(offset, 0, lock_column=True)},Keuze_nr,0))"
        sheet.formula(offset, 7, delay, measure_delay(measure, package.settings), "helper")
    for column, name in (
        (2, "optie"),
        (3, "gekozen"),
        (4, "schaft"),
        (5, "plafond"),
        (6, "verhuizing"),
        (7, "verschuiving"),
    ):
        sheet.name_block(f"Regimes_{name}", row + 1, column, len(found))
    row += max(len(found), 1) + 1
    holds = oda.regime.id if oda.regime is not None else None
    chosen_delay = next((measure_delay(m, package.settings) for m, _ in found if m.id in package.selection), 0)
    now: list[tuple[str, str, Value]] = [
        ("Regime", "optie", holds or ""),
        ("Regime_schaft_af", "schaft", int(holds in ABOLISHED)),
        ("Regime_verlaagt", "plafond", ceiling_change(oda.regime)),
        ("Regime_verhuist", "verhuizing", int(holds == "2")),
        ("Regime_verschuiving", "verschuiving", chosen_delay),
    ]
    for column in range(8):
        sheet.value(row, column, t("Nu geldt") if column == 0 else None, "total_label")
    for column, (name, source, value) in zip((2, 4, 5, 6, 7), now, strict=True):
        nothing = '""' if name == "Regime" else "0"
        formula = f"=IFERROR(INDEX(Regimes_{source},MATCH(Aan,Regimes_gekozen,0)),{nothing})"
        sheet.formula(row, column, formula, value, "total" if column == 5 else "total_label")
        sheet.book.define(name, sheet, (row, column))
    return row + 1


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
