"""The fixed values that formulas use, each a named cell on Leeswijzer with its explanation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from budget.catalogue import Catalogue, ConflictKind, Evidence, OdaData, OdaKind, ResettlementData
from budget.core import DEPENDS, KEUR_PER_MEUR, OPEN_COST, OPEN_SAVING, PERCENT_PARTS, Aim, Money
from budget.engine import MONTHS, WEEKS, Bearer, HeldTarget, Verdict, Why
from budget.export.book import mark_of
from budget.export.bounds import bounded_measures
from budget.export.sheet import Value
from budget.export.sheets.base import shows_base
from budget.export.sheets.dials import has_dials, list_dials
from budget.export.sheets.own_inputs import AIMS, MONEY
from budget.export.sheets.settings import PER_MILLE, has_choice, option_word
from budget.export.texts import MARKS, RESTS, Texts
from budget.export.units import AMOUNT_DECIMALS, in_millions
from budget.resettlement import EUR_PER_KEUR

PERCENT_DECIMALS: Final = 4
SHARE_DECIMALS: Final = 3

Constant = tuple[str, Value, str]
"""A fixed value: name, value and explanation."""


def list_constants(t: Texts, catalogue: Catalogue, own: Sequence[HeldTarget]) -> list[Constant]:
    """Return the fixed values that the formulas of this catalogue's workbook use; `own` are targets of one's own."""
    targets = bool(catalogue.targets or own)
    found = [*_always(t, catalogue)]
    if bounded_measures(catalogue):
        found += _of_bounds(t, targets)
    if has_choice(catalogue.frame, "Besluitjaar"):
        year = int(catalogue.info.decision.years[0])
        found.append(("Besluitjaar_bron", year, t("Besluitjaar waarvan de bron uitgaat.")))
    if shows_base(catalogue, own):
        last = int(catalogue.base.years[-1])
        found.append(("Laatste_jaar", last, t("Laatste jaar van de grondslag; geldt ook daarna (aanname).")))
    if targets:
        found += [*_of_targets(t, catalogue), *(_of_own_targets(t) if own else [])]
    if targets and catalogue.own:
        found.append(("Rust_op_eigen", t(RESTS), t("Een oordeel waarin cijfers van uzelf meetellen.")))
    found += _of_records(t, catalogue, targets)
    if catalogue.oda is not None:
        found += _of_oda(t, catalogue, catalogue.oda)
    if has_dials(catalogue):
        found += _of_dials(t)
        if catalogue.resettlement is not None and "resettlement" in _formulas(catalogue):
            found += _of_resettlement(t, catalogue, catalogue.resettlement)
    return found


def _formulas(catalogue: Catalogue) -> set[str]:
    return {measure.dials.formula for measure, _ in list_dials(catalogue) if measure.dials is not None}


def _always(t: Texts, catalogue: Catalogue) -> Iterator[Constant]:
    yield "Aan", 1, t("Gekozen, geldt.")
    yield "Procent", 100, t("Een percentage is een aantal honderdsten.")
    yield "Decimalen_procent", PERCENT_DECIMALS, t("Afronding van percentages: 0,01%.")
    yield "Decimalen_bedrag", AMOUNT_DECIMALS, t("Afronding van sommen van bedragen: duizend euro.")
    yield "Duizend", KEUR_PER_MEUR, t("Een miljoen is duizend maal duizend euro.")
    for number, key in enumerate((*catalogue.columns.years, "structureel"), start=1):
        yield f"Nummer_{key}", number, t("Volgnummer van een kolom.")
    yield "Toets_keuze", t("ongeldig, telt als 0"), t("Staat bij een keuze die geen 1 of 0 is.")
    yield "Toets_instelling", t("ongeldig, standaard geldt"), t("Staat bij een instelling buiten haar lijst.")
    yield "Wacht_groot", 10**10, t("Waar de controle een plaats van aftrekt om de eerste te vinden.")
    yield "Wacht_kolommen", 1000, t("Zoveel kolommen telt de controle in een rij.")
    yield "Teken_kosten", mark_of(OPEN_COST), t("Open cel: kosten zonder bedrag.")
    yield "Teken_besparing", mark_of(OPEN_SAVING), t("Open cel: besparing zonder bedrag.")
    yield "Teken_onbekend", mark_of(DEPENDS), t("Open cel: richting onbekend.")
    yield "Grens_minstens", MARKS["least"], t("Het totaal is een ondergrens.")
    yield "Grens_hoogstens", MARKS["most"], t("Het totaal is een bovengrens.")
    yield "Grens_open", MARKS["none"], t("Het totaal heeft geen grens.")


def _of_records(t: Texts, catalogue: Catalogue, targets: bool) -> Iterator[Constant]:
    """Yield the words on conflicts, requirements and overlaps."""
    if catalogue.conflicts:
        yield "Reden_uitsluitend", t.why(Why.EXCLUSIVE), t("Reden waarom een oordeel niet te bepalen is.")
        yield "Soort_uitsluitend", t.conflict(ConflictKind.EXCLUSIVE), t("Soort conflict.")
        yield "Soort_overlap", t.conflict(ConflictKind.OVERLAP), t("Soort conflict.")
    if catalogue.requirements:
        yield "Vereiste_ontbreekt", t("ontbreekt"), t("Wat een gekozen maatregel vereist, is niet gekozen.")
    if targets and has_choice(catalogue.frame, "Overlap"):
        word = option_word(t, catalogue.frame, "overlaps", "bounds")
        yield "Keus_met_grenzen", word, t("Keuze bij Dubbeltelling.")
        yield "Reden_overlap", t.why(Why.OVERLAP), t("Reden waarom een oordeel niet te bepalen is.")
        yield "Oordeel_dubbel", t("dubbeltelling: zet in A"), t("Oordeel over B, C of D dat op dubbeltelling rust.")


def _of_bounds(t: Texts, targets: bool) -> Iterator[Constant]:
    yield "Teken_bandbreedte", MARKS["range"], t("Het bedrag ligt tussen twee grenzen.")
    yield "Teken_niet_opgegeven", MARKS["absent"], t("De bron geeft voor deze cel niets op.")
    yield "Kant_onbekend", MARKS["unknown"], t("Deze grens van een bedrag is niet bekend.")
    if targets:
        yield "Reden_bandbreedte", t.why(Why.RANGE), t("Reden waarom een oordeel niet te bepalen is.")


def _of_targets(t: Texts, catalogue: Catalogue) -> Iterator[Constant]:
    if catalogue.targets:
        own_year = option_word(t, catalogue.frame, "basis", "own-year")
        yield "Keus_eigen_jaar", own_year, t("Keuze bij Jaar van de grondslag.")
    yield "Oordeel_gehaald", t.verdict(Verdict.MET), t("Oordeel over een doel.")
    yield "Oordeel_niet_gehaald", t.verdict(Verdict.NOT_MET), t("Oordeel over een doel.")
    yield "Oordeel_onbepaald", t.verdict(Verdict.UNDETERMINED), t("Oordeel over een doel.")
    yield "Reden_open_cellen", t.why(Why.OPEN_CELLS), t("Reden waarom een oordeel niet te bepalen is.")


def _of_own_targets(t: Texts) -> Iterator[Constant]:
    yield "Oordeel_niet_gevraagd", t.verdict(Verdict.NOT_ASKED), t("Oordeel over een doel.")
    yield "Richting_ombuiging", t(AIMS[Aim.CUT]), t("Richting van een eigen doel.")
    yield "Geld_alles", t(MONEY[Money.BOTH]), t("Soort geld van een eigen doel.")
    yield "Geld_belastingen", t(MONEY[Money.TAXES]), t("Soort geld van een eigen doel.")
    yield "Delen_per_procent", PERCENT_PARTS, t("Een percentage van een eigen doel telt in duizendsten.")


def _of_oda(t: Texts, catalogue: Catalogue, oda: OdaData) -> Iterator[Constant]:
    frame, borne = catalogue.frame, t("Wie een deel van het effect draagt.")
    reason = oda.total.reason.get(t.language) if oda.total.reason else t("Totale ODA.")
    yield "Promille", PER_MILLE, t("Een eigen eerstejaarsaandeel telt in duizendsten.")
    yield "Decimalen_aandeel", SHARE_DECIMALS, t("Afronding van aandelen: 0,1%.")
    yield "Totale_ODA", in_millions(oda.total.keur), reason
    yield "Keus_alleen_gemeld", option_word(t, frame, "oda_rules", "stated"), t("Keuze bij ODA-regels.")
    yield "DAC_bron", oda.dac.permille, t("Deel van de eerstejaarsopvang uit DAC-landen, in duizendsten.")
    yield "Keus_per_maatregel", option_word(t, frame, "share_by", "by-measure"), t("Keuze bij Aandeel per maatregel.")
    yield "Aandeel_eerste", t.months("first"), t("Op welke maanden van opvang een maatregel werkt.")
    yield "Aandeel_later", t.months("after"), t("Op welke maanden van opvang een maatregel werkt.")
    yield (
        "Keus_programma_beweegt",
        option_word(t, frame, "programmes", "move-ceiling"),
        t("Keuze bij ODA-programma's onder het plafond."),
    )
    if has_choice(frame, "Plafond_daalt"):
        yield (
            "Keus_gedrukt_bedrag",
            option_word(t, frame, "ended", "printed"),
            t("Keuze bij Daling van het plafond bij einde toerekening."),
        )
    if has_choice(frame, "Dekking"):
        yield (
            "Keus_eigen_dekking",
            option_word(t, frame, "cover", "own-chapter"),
            t("Keuze bij Dekking van de reserve."),
        )
    yield "Keus_plafond_volgt", option_word(t, frame, "ceiling", "follows"), t("Keuze bij ODA-plafond.")
    yield "Regel_programma", t.oda_kind(OdaKind.PROGRAMME), t("ODA-regel van een maatregel.")
    yield "Regel_opvang", t.oda_kind(OdaKind.RECEPTION), t("ODA-regel van een maatregel.")
    yield "Bewijs_gemeld", t.evidence(Evidence.STATED), t("Bewijs: de bron zegt het.")
    yield "Drager_eigen", t.bearer(Bearer.OWN, oda), borne
    yield "Drager_ODA", t.bearer(Bearer.ODA_ROOM, oda), borne
    yield "Drager_overig", t.bearer(Bearer.OTHERS, oda), borne
    yield "Hoofdstuk_eigen", oda.own_chapter, t("Hoofdstuk in een begrotingsregel.")
    yield "Hoofdstuk_ODA", oda.oda_budget, t("Hoofdstuk in een begrotingsregel.")
    yield "Past", t("ja"), t("Past alles nog binnen het plafond?")
    yield "Past_niet", t("nee"), t("Past alles nog binnen het plafond?")
    yield "Voorvoegsel", MARKS["prefix"], t("Maakt van een nummer tekst, zodat 4.1 en 4.10 verschillen.")


def _of_dials(t: Texts) -> Iterator[Constant]:
    origin = t("Waar een bedrag of aanname vandaan komt.")
    yield "Herkomst_bron", t("bron"), origin
    yield "Herkomst_eigen", t("eigen aanname"), origin
    yield "Herkomst_ongeldig", t("ongeldig"), origin
    yield "Maanden_per_jaar", MONTHS, t("Kosten per jaar gelden voor twaalf maanden.")
    yield "Weken_per_jaar", WEEKS, t("Kosten per jaar gelden voor 52 weken.")
    yield "Euro_per_duizend", EUR_PER_KEUR, t("Bedragen tellen in duizenden euro.")


def _of_resettlement(t: Texts, catalogue: Catalogue, data: ResettlementData) -> Iterator[Constant]:
    costs, source = data.costs, catalogue.cited(data.costs.source, t.language)
    yield "Huidig_quotum", data.quota, t("Nationaal quotum nu, personen per jaar.")
    yield "Kosten_uitvoering", costs.execution, t("Uitvoering per hervestigde persoon, euro ({source}).", source=source)
    yield (
        "Kosten_integratie",
        costs.integration,
        t("Inburgering per hervestigde persoon, euro ({source}).", source=source),
    )
    yield (
        "EU_prioriteit",
        costs.eu_priority,
        t("EU-vergoeding per persoon uit een prioriteitsgebied, euro ({source}).", source=source),
    )
    yield "EU_overig", costs.eu_other, t("EU-vergoeding per persoon van elders, euro ({source}).", source=source)
