"""The sheet Leeswijzer: what the workbook is, the settings as live cells, and every fixed value under its name."""

from __future__ import annotations

from typing import Final

from budget.catalogue import Catalogue
from budget.core import dutch
from budget.engine import Package
from budget.export.book import Book, Sheet
from budget.export.sheets.constants import list_constants
from budget.export.sheets.settings import write_options, write_settings

FORMAT: Final = "bmh-workbook-1"
SHEETS: Final = (
    (
        dutch("Keuze"),
        dutch(
            "Alle maatregelen met een 1/0 die de hele werkmap aanstuurt; bovenaan de totalen per jaar, onderaan per variant en begrotingsregel."
        ),
    ),
    (
        dutch("Aannames"),
        dutch("De aannames waar bedragen van het rapport op rusten, als gele cellen; een verzette rekent overal door."),
    ),
    (
        dutch("Effecten"),
        dutch("De bedragen per maatregel zoals bijlage 10 ze geeft (besluit in 2021), open cellen in eigen kolommen."),
    ),
    (
        dutch("Rekenblad aannames"),
        dutch("Rekenblad: hoe uit de aannames de bedragen per post volgen, naast de gedrukte bedragen."),
    ),
    (dutch("Posten"), dutch("Rekenblad: elke post (begrotingsregel) van elke maatregel, onder het besluitjaar.")),
    (
        dutch("Grondslag en doel"),
        dutch("De doelen van −20% en +20% op de grondslag, per kolom met oordeel, en de grafiek."),
    ),
    (dutch("ODA"), dutch("Verdeling van het effect over JenV, ODA-ruimte en anderen; toerekening, plafond en ruimte.")),
    (dutch("Conflicten"), dutch("Maatregelen die elkaar uitsluiten of overlappen, en welke daarvan nu optreden.")),
    (dutch("Bronnen"), dutch("Bron, bewijs en toelichting per maatregel.")),
    (
        dutch("Controle"),
        dutch(
            "Elke uitkomst naast die van het rekenmodel; het verschil moet 0 zijn zolang keuze en instellingen gelijk zijn."
        ),
    ),
)
"""The other sheets in order, and what is on them."""

READING: Final = (
    dutch("Tekens: + is saldoverslechterend (kosten), − is een besparing. Zo staat het ook in het rapport."),
    dutch(
        "Eenheid: u leest mln. euro. In de cel staat het bedrag in hele duizenden euro, zodat elke som exact is; de getalnotatie toont er miljoenen van. Wie een cel kopieert, krijgt dus duizenden euro."
    ),
    dutch(
        "Afronding: bedragen worden niet afgerond. Alleen de ODA-toerekening (aandeel × bedrag) is per post afgerond op duizend euro, halven van nul af."
    ),
    dutch(
        "Kiezen: zet op het blad Keuze een 1 of 0; alle totalen, doelen, conflicten en de ODA-verdeling rekenen mee."
    ),
    dutch(
        "Open cellen: + is kosten zonder bedrag, - een besparing zonder bedrag, ? hangt af van de instroom. Zij tellen niet als 0: het totaal wordt een ondergrens (≥), een bovengrens (≤) of open (≷)."
    ),
    dutch(
        "Oordeel: gehaald, niet gehaald of niet te bepalen. Dat laatste geldt bij open cellen die de uitkomst kunnen keren, en zolang maatregelen zijn gekozen die elkaar uitsluiten."
    ),
    dutch("Grondslag: bijlage 1 eindigt in 2024; 2025 en structureel nemen het bedrag van 2024 (aanname)."),
    dutch(
        "Terug naar het rekenmodel: sla de werkmap op en lees haar daar in. Alleen keuze, instellingen, aannames, naam en omschrijving gaan mee; gewijzigde bedragen worden gemeld, niet overgenomen."
    ),
)
"""How to read the workbook: a word, a colon, an explanation."""


def write_guide(book: Book, package: Package, description: str) -> None:
    """Write the sheet: the package, how to read it, the settings, the fixed values."""
    t, info = book.texts, package.catalogue.info
    sheet = book.sheet(t("Leeswijzer"), (30, 34, 92), t("Maatregelenpakket"), legend=False)
    facts: list[tuple[str, str, str, str]] = [
        ("Pakket_naam", t("Naam"), book.title, t("Gaat mee bij inlezen in het rekenmodel.")),
        ("Pakket_omschrijving", t("Omschrijving"), description, t("Vrije tekst; gaat mee bij inlezen.")),
        (
            "Catalogus_versie",
            t("Catalogus"),
            info.version,
            t("Versie van de maatregelen, naar BMH thema 14, Naar een wendbare migratieketen (2020)."),
        ),
        ("Catalogus_datum", t("Datum"), info.date, t("Datum van de catalogus.")),
        ("BMH_formaat", t("Bestandsformaat"), FORMAT, t("Hieraan herkent het rekenmodel de werkmap.")),
    ]
    row = _section(sheet, 2, t("Dit pakket"))
    for name, label, value, note in facts:
        sheet.text(row, 0, label, "cell")
        sheet.value(row, 1, value, "input_left" if name.startswith("Pakket") else "cell_wrap")
        sheet.text(row, 2, note, "cell_wrap")
        book.define(name, sheet, (row, 1))
        row += 1
    row = _section(sheet, row + 1, t("Instellingen (pas aan in de gele cellen)"))
    row = write_settings(sheet, row, package.settings, package.catalogue.frame)
    row = _section(sheet, row + 1, t("Zo leest u de werkmap"))
    for text in READING:
        head, _, body = t(text).partition(": ")
        sheet.text(row, 0, head, "cell_wrap")
        sheet.value(row, 1, None, "cell")
        sheet.text(row, 2, body[:1].upper() + body[1:], "cell_wrap")
        row += 1
    row = _section(sheet, row + 1, t("Bladen"))
    for name, about in SHEETS:
        sheet.text(row, 0, t(name), "cell")
        sheet.value(row, 1, None, "cell")
        sheet.text(row, 2, t(about), "cell_wrap")
        row += 1
    row = _constants(sheet, row + 1, package.catalogue)
    row = _section(sheet, row + 1, t("Opties van de instellingen"))
    write_options(sheet, row, package.settings, package.catalogue.frame)


def _section(sheet: Sheet, row: int, title: str) -> int:
    for column in range(3):
        sheet.value(row, column, title if column == 0 else None, "section")
    return row + 1


def _constants(sheet: Sheet, row: int, catalogue: Catalogue) -> int:
    t = sheet.book.texts
    found = list_constants(t, catalogue)
    row = _section(sheet, row, t("Vaste waarden die formules gebruiken"))
    sheet.table("tVast", row, 0, [t("Naam in formules"), t("Waarde"), t("Betekenis")], len(found), right_from=3)
    for offset, (name, value, note) in enumerate(found, start=row + 1):
        sheet.text(offset, 0, name, "cell")
        sheet.value(offset, 1, value, "amount_centre" if name == "Totale_ODA" else "cell_centre")
        sheet.text(offset, 2, note, "cell_wrap")
        sheet.book.define(name, sheet, (offset, 1))
    return row + len(found) + 1
