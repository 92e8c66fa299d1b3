"""The sheet Leeswijzer: what the workbook is, the settings as live cells, and every fixed value under its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from budget.catalogue import NOT_JUDGED, Catalogue
from budget.engine import HeldTarget, Package
from budget.export.book import Book, capital
from budget.export.sheet import Sheet
from budget.export.sheets.base import shows_base
from budget.export.sheets.chain_results import chain_inputs
from budget.export.sheets.constants import list_constants
from budget.export.sheets.dials import has_dials
from budget.export.sheets.settings import has_choice, list_choices, write_options, write_settings
from budget.export.sheets.stacking import has_stacking
from budget.export.texts import Texts

FORMAT: Final = "workbook-3"


def _views(t: Texts, catalogue: Catalogue, judged: bool) -> Iterator[tuple[str, str]]:
    """Yield the sheets that show the package in other ways; `judged` says that there are targets."""
    yield t("Verloop"), t("De totalen per jaar, opgeteld over de jaren, de verandering per jaar, en de grafieken.")
    yield t("Gekozen"), t("Alleen de gekozen maatregelen, zonder filter; volgt het blad Keuze.")
    parts = [t("totalen"), *([t("doelen")] if judged else []), *([t("ODA")] if catalogue.oda is not None else [])]
    about = t(
        "Vier keuzes in één werkmap: {parts}, het verschil met A en de brug per maatregel.", parts=", ".join(parts)
    )
    yield t("Naast elkaar"), about
    if has_stacking(catalogue):
        yield t("Stapeling"), t("Wat het pakket bij elke uitvoerder bespaart en kost.")


def _own_sheet(t: Texts, package: Package) -> Iterator[tuple[str, str]]:
    """Yield the sheet of figures of one's own, where there are any."""
    if package.settings.own:
        yield t("Eigen cijfers"), t("Maatregelen en schattingen van uzelf, en wat er in totaal en doelen op rust.")


def list_sheets(t: Texts, package: Package, own: Sequence[HeldTarget] = ()) -> Iterator[tuple[str, str]]:
    """Yield the other sheets in order, and what is on them; `own` are targets of one's own."""
    catalogue = package.catalogue
    year, oda, dials = catalogue.info.decision.years[0], catalogue.oda, has_dials(catalogue)
    yield (
        t("Keuze"),
        t(
            "Alle maatregelen met een 1/0 die de hele werkmap aanstuurt; bovenaan de totalen per jaar, onderaan per variant, hoofdstuk en begrotingsregel."
        ),
    )
    if dials:
        yield (
            t("Aannames"),
            t("De aannames waar gedrukte bedragen op rusten, als gele cellen; een verzette rekent overal door."),
        )
    yield (
        t("Effecten"),
        t(
            "De bedragen per maatregel zoals de bron ze geeft (besluit in {year}), open cellen in eigen kolommen.",
            year=year,
        ),
    )
    if dials:
        yield (
            t("Rekenblad aannames"),
            t("Rekenblad: hoe uit de aannames de bedragen per post volgen, naast de gedrukte bedragen."),
        )
    yield t("Posten"), t("Rekenblad: elke post (begrotingsregel) van elke maatregel, onder het besluitjaar.")
    if catalogue.targets:
        yield t("Grondslag en doel"), t("De doelen op de grondslag, per kolom met oordeel, en de grafiek.")
    elif shows_base(catalogue, own):
        yield t("Grondslag"), t("De regels van de grondslag per jaar.")
    if own:
        yield t("Eigen doelen"), t("De eigen doelen van dit pakket als gele cellen, en elk doel per kolom met oordeel.")
    yield from _own_sheet(t, package)
    if oda is not None:
        about = t(
            "Verdeling van het effect over {own}, ODA-ruimte en anderen; toerekening, plafond en ruimte.",
            own=oda.own_chapter,
        )
        yield t("ODA"), about
    yield from _views(t, catalogue, bool(catalogue.targets or own))
    if chain_inputs(package) is not None:
        yield (
            t("Keten"),
            t("De opvang in de jaren vooruit, en wie een tegenvaller draagt; de knoppen staan op Aannames."),
        )
    if catalogue.conflicts:
        yield t("Conflicten"), t("Maatregelen die elkaar uitsluiten of overlappen, en welke daarvan nu optreden.")
    if has_choice(catalogue.frame, "Overlap"):
        yield t("Overlap"), t("Rekenblad: welk geld dubbel telt, en de som waarin niets dubbel telt.")
    yield t("Bronnen"), t("Bron, bewijs en toelichting per maatregel.")
    yield t("Lange tabel"), t("Een rij per post en kolom met hoofdstuk, bedrag en vindplaats, voor een draaitabel.")
    yield (
        t("Controle"),
        t(
            "Elke uitkomst naast die van het rekenmodel; het verschil moet 0 zijn zolang keuze en instellingen gelijk zijn."
        ),
    )
    yield t("Wijzigingen"), t("Wat afwijkt van de export, en wat niet klopt met de eerste cel ervan.")


def _reading(t: Texts, book: Book) -> Iterator[str]:
    """Yield how to read the workbook: a word, a colon, an explanation."""
    catalogue = book.catalogue
    yield t("Tekens: + is saldoverslechterend (kosten), − is een besparing. Zo staat het ook in de bron.")
    yield t(
        "Eenheid: bedragen staan in {unit} met drie decimalen, in de cel zoals u ze leest; wie een cel kopieert, krijgt wat er staat. Elke som is afgerond op drie decimalen en dus exact. Bladen met duizend euro in hun kop zijn rekenbladen en tellen in hele duizenden.",
        unit=book.unit,
    )
    if catalogue.oda is not None:
        yield t(
            "Afronding: bedragen worden niet afgerond. Alleen de ODA-toerekening (aandeel × bedrag) is per post afgerond op duizend euro, halven van nul af."
        )
    else:
        yield t("Afronding: bedragen worden niet afgerond.")
    if has_choice(catalogue.frame, "Overlap"):
        yield t(
            "Dubbeltelling: wat een korting lager uitvalt naast een besparing, is per besparing afgerond op duizend euro, halven van nul af."
        )
    yield t("Kiezen: zet op het blad Keuze een 1 of 0; alle uitkomsten rekenen mee.")
    yield t(
        "Terug naar de export: kopieer op Keuze de kolom Bij export en plak haar, alleen de waarden, in de kolom Keuze; op Controle staat wat bij export de instellingen en aannames waren."
    )
    if has_choice(catalogue.frame, "Overlap"):
        yield t(
            "Naast elkaar: B, C en D staan in eigen kolommen op Keuze. De instellingen en aannames van A gelden voor alle keuzes; een eigen besluitjaar, reikwijdte of grondslag per keuze vraagt een werkmap per keuze. Wat dubbel telt, rekent de werkmap alleen voor A uit; waar een oordeel daarop rust, staat bij B, C of D dat die keuze in A moet staan."
        )
    else:
        yield t(
            "Naast elkaar: B, C en D staan in eigen kolommen op Keuze. De instellingen en aannames van A gelden voor alle keuzes; een eigen besluitjaar, reikwijdte of grondslag per keuze vraagt een werkmap per keuze."
        )
    yield t(
        "Open cellen: + is kosten zonder bedrag, - een besparing zonder bedrag, ? een bedrag waarvan de richting onbekend is. Zij tellen niet als 0: het totaal wordt een ondergrens (≥), een bovengrens (≤) of open (≷)."
    )
    if book.bounds:
        yield t(
            "Bandbreedten: van een bedrag dat niet één getal is, staan de ondergrens en de bovengrens in eigen kolommen; ↔ is een bandbreedte, een grens ? is onbekend. Elke som telt met beide grenzen, en waar een bandbreedte in zit, is de gewone som leeg. Ligt een doel tussen de grenzen, dan is het oordeel niet te bepalen. Wat dubbel telt, is aan elke grens apart bepaald."
        )
        yield t(
            "Niet opgegeven: ∅ is een cel waarvoor de bron niets opgeeft. Zij telt niet als 0: beide grenzen zijn onbekend."
        )
    yield t(
        "Controle: boven elk blad staat of de werkmap klopt, gewijzigd is en klopt, of niet klopt, met het blad en de cel. Een overschreven formule, een keuze die geen 1 of 0 is, een instelling buiten haar lijst en een som die niet aansluit keren haar om; een ongeldige keuze telt als 0, van een ongeldige instelling geldt de standaard."
    )
    yield t(
        "Beveiliging: alleen de gele cellen laten zich wijzigen; in Excel mogen filteren, kolombreedte, rijhoogte en opmaak, LibreOffice kan daarvoor vragen de beveiliging eerst op te heffen. Opheffen kan zonder wachtwoord, per blad: Controleren, Beveiliging blad opheffen (in LibreOffice: Extra, Blad beveiligen). Sorteren, verplaatsen en invoegen kan daarna."
    )
    if catalogue.targets or book.own_targets:
        verdict = t(
            "Oordeel: gehaald, niet gehaald of niet te bepalen. Dat laatste geldt bij open cellen die de uitkomst kunnen keren."
        )
        exclusive = t("Het geldt ook zolang maatregelen zijn gekozen die elkaar uitsluiten en voor het doel tellen.")
        overlap = t("Met grenzen geldt het ook als de optelsom en de som zonder dubbeltelling verschillend uitkomen.")
        parts = [verdict, exclusive] if catalogue.conflicts else [verdict]
        yield " ".join([*parts, overlap] if has_choice(catalogue.frame, "Overlap") else parts)
    later = catalogue.base.later_years
    if shows_base(catalogue, book.own_targets) and later is not None and later.reason is not None:
        yield f"{t('Grondslag')}: {later.reason.get(t.language)}"
    if book.own_targets:
        yield t(
            "Eigen doelen: op het blad Eigen doelen staat wat elk doel vraagt, bedragen daar in {unit}; pas het aan in de gele cellen. Ook dat gaat mee bij inlezen.",
            unit=book.unit,
        )
    yield t(
        "Terug naar het rekenmodel: sla de werkmap op en lees haar daar in. Alleen keuze, instellingen, aannames, naam en omschrijving gaan mee; gewijzigde bedragen worden gemeld, niet overgenomen."
    )


def write_guide(book: Book, package: Package, description: str) -> None:
    """Write the sheet: the package, how to read it, the settings, the fixed values."""
    t, catalogue, frame = book.texts, package.catalogue, package.catalogue.frame
    sheet = book.sheet(t("Leeswijzer"), (32, 34, 92, 28, 20, 28), t("Maatregelenpakket"), legend=False)
    row = _facts(sheet, _section(sheet, 2, t("Dit pakket")), description)
    if list_choices(t, package.settings, frame):
        row = _section(sheet, row + 1, t("Instellingen (pas aan in de gele cellen)"))
        sheet.heads(row, 0, [t("Instelling"), t("Invoer"), t("Uitleg"), t("Geldt"), t("Let op"), t("Standaard")])
        row = write_settings(sheet, row + 1, package.settings, frame)
    row = _section(sheet, row + 1, t("Zo leest u de werkmap"))
    for text in _reading(t, book):
        head, _, body = text.partition(": ")
        row = _told(sheet, row, head, capital(body))
    sheet.start_page(row + 1)
    row = _section(sheet, row + 1, t("Bladen"))
    for name, about in list_sheets(t, package, book.own_targets):
        row = _told(sheet, row, name, about)
    sheet.print_to(row, 5)
    row = _constants(sheet, row + 1, catalogue)
    if list_choices(t, package.settings, frame):
        row = _section(sheet, row + 1, t("Opties van de instellingen"))
        write_options(sheet, row, package.settings, frame)


def _facts(sheet: Sheet, row: int, description: str) -> int:
    """Write what the package and its catalogue are called; returns the row after."""
    book = sheet.book
    t, info = book.texts, book.catalogue.info
    facts: list[tuple[str, str, str, str]] = [
        ("Pakket_naam", t("Naam"), book.title, t("Gaat mee bij inlezen in het rekenmodel.")),
        ("Pakket_omschrijving", t("Omschrijving"), description, t("Vrije tekst; gaat mee bij inlezen.")),
        ("Catalogus_id", t("Catalogus"), info.id, info.title.get(t.language)),
        (
            "Catalogus_versie",
            t("Versie"),
            info.version,
            t("Versie van de maatregelen, naar {source}.", source=info.source_title),
        ),
        ("Catalogus_datum", t("Datum"), info.date, t("Datum van de catalogus.")),
        *([] if t.judged else [("Catalogus_overlap", t("Overlap"), t(NOT_JUDGED), info.overlaps.note.get(t.language))]),
        ("Bestandsformaat", t("Bestandsformaat"), FORMAT, t("Hieraan herkent het rekenmodel de werkmap.")),
    ]
    for name, label, value, note in facts:
        sheet.text(row, 0, label, "cell")
        sheet.value(row, 1, value, "input_left" if name.startswith("Pakket") else "cell_wrap")
        sheet.text(row, 2, note, "cell_wrap")
        book.define(name, sheet, (row, 1))
        row += 1
    watch = t("Overschreven of foute formules in de controle zelf; moet 0 zijn.")
    sheet.text(row, 0, t("Bewaking van de controle"), "cell")
    sheet.text(row, 2, watch, "cell_wrap")
    book.place("watch", watch, sheet, row, 1)
    return row + 1


def _told(sheet: Sheet, row: int, head: str, body: str) -> int:
    sheet.text(row, 0, head, "cell_wrap")
    sheet.value(row, 1, None, "cell")
    sheet.text(row, 2, body, "cell_wrap")
    return row + 1


def _section(sheet: Sheet, row: int, title: str) -> int:
    for column in range(3):
        sheet.value(row, column, title if column == 0 else None, "section")
    return row + 1


def _constants(sheet: Sheet, row: int, catalogue: Catalogue) -> int:
    """Write the fixed values under their names; returns the row after them."""
    t = sheet.book.texts
    found = list_constants(t, catalogue, sheet.book.own_targets)
    row = _section(sheet, row, t("Vaste waarden die formules gebruiken"))
    sheet.name_block("Vaste_waarden", row + 1, 1, len(found))
    sheet.table("tVast", row, 0, [t("Naam in formules"), t("Waarde"), t("Betekenis")], len(found), right_from=3)
    for offset, (name, value, note) in enumerate(found, start=row + 1):
        sheet.text(offset, 0, name, "cell")
        sheet.value(offset, 1, value, "amount_centre" if name == "Totale_ODA" else "cell_centre")
        sheet.text(offset, 2, note, "cell_wrap")
        sheet.book.define(name, sheet, (offset, 1))
    return row + len(found) + 1
