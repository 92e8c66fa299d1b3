"""The fixed values that formulas use, each a named cell on Leeswijzer with its explanation."""

from __future__ import annotations

from typing import Final

from budget.catalogue import Catalogue, ConflictKind, Evidence, OdaKind
from budget.core import Open
from budget.engine import MONTHS, Bearer, Verdict, Why
from budget.export.book import DECISION_YEARS, Value, mark_of
from budget.export.sheets.settings import PER_MILLE, option_word
from budget.export.texts import MARKS, Texts
from budget.resettlement import EUR_PER_KEUR

PERCENT_DECIMALS: Final = 4
SHARE_DECIMALS: Final = 3


def list_constants(t: Texts, catalogue: Catalogue) -> list[tuple[str, Value, str]]:
    """Return the fixed values: name, value and explanation."""
    oda, res = catalogue.oda, catalogue.resettlement
    assert oda is not None and res is not None
    return [
        ("Aan", 1, t("Gekozen, geldt.")),
        ("Besluitjaar_bron", DECISION_YEARS[0], t("Besluitjaar waarvan het rapport uitgaat.")),
        ("Procent", 100, t("Een percentage is een aantal honderdsten.")),
        ("Promille", PER_MILLE, t("Een eigen eerstejaarsaandeel telt in duizendsten.")),
        ("Decimalen_procent", PERCENT_DECIMALS, t("Afronding van percentages: 0,01%.")),
        ("Decimalen_aandeel", SHARE_DECIMALS, t("Afronding van aandelen: 0,1%.")),
        ("Laatste_jaar", int(catalogue.base.years[-1]), t("Laatste jaar van bijlage 1; geldt ook daarna (aanname).")),
        ("Totale_ODA", oda.total.keur, t("330 mln. gedeeld door 6,4% (bijlage 4).")),
        ("Teken_kosten", mark_of(Open.COST), t("Open cel: kosten zonder bedrag.")),
        ("Teken_besparing", mark_of(Open.SAVING), t("Open cel: besparing zonder bedrag.")),
        ("Teken_onbekend", mark_of(Open.DEPENDS), t("Open cel: richting onbekend.")),
        ("Grens_minstens", MARKS["least"], t("Het totaal is een ondergrens.")),
        ("Grens_hoogstens", MARKS["most"], t("Het totaal is een bovengrens.")),
        ("Grens_open", MARKS["none"], t("Het totaal heeft geen grens.")),
        ("Keus_eigen_jaar", option_word(t, catalogue.frame, "basis", "own-year"), t("Keuze bij Jaar van de grondslag.")),
        ("Keus_hele_grondslag", option_word(t, catalogue.frame, "scope", "whole"), t("Keuze bij Omvang van de grondslag.")),
        ("Keus_alleen_gemeld", option_word(t, catalogue.frame, "oda_rules", "stated"), t("Keuze bij ODA-regels.")),
        ("Keus_plafond_volgt", option_word(t, catalogue.frame, "ceiling", "follows"), t("Keuze bij ODA-plafond.")),
        ("Oordeel_gehaald", t.verdict(Verdict.MET), t("Oordeel over een doel.")),
        ("Oordeel_niet_gehaald", t.verdict(Verdict.NOT_MET), t("Oordeel over een doel.")),
        ("Oordeel_onbepaald", t.verdict(Verdict.UNDETERMINED), t("Oordeel over een doel.")),
        ("Reden_open_cellen", t.why(Why.OPEN_CELLS), t("Reden waarom een oordeel niet te bepalen is.")),
        ("Reden_uitsluitend", t.why(Why.EXCLUSIVE), t("Reden waarom een oordeel niet te bepalen is.")),
        ("Soort_uitsluitend", t.conflict(ConflictKind.EXCLUSIVE), t("Soort conflict.")),
        ("Soort_overlap", t.conflict(ConflictKind.OVERLAP), t("Soort conflict.")),
        ("Regel_programma", t.oda_kind(OdaKind.PROGRAMME), t("ODA-regel van een maatregel.")),
        ("Regel_opvang", t.oda_kind(OdaKind.RECEPTION), t("ODA-regel van een maatregel.")),
        ("Bewijs_gemeld", t.evidence(Evidence.STATED), t("Bewijs: het rapport zegt het.")),
        ("Drager_JenV", t.bearer(Bearer.OWN), t("Wie een deel van het effect draagt.")),
        ("Drager_ODA", t.bearer(Bearer.ODA_ROOM), t("Wie een deel van het effect draagt.")),
        ("Drager_overig", t.bearer(Bearer.OTHERS), t("Wie een deel van het effect draagt.")),
        ("Hoofdstuk_JenV", "JenV", t("Hoofdstuk in een begrotingsregel.")),
        ("Hoofdstuk_ODA", "ODA", t("Hoofdstuk in een begrotingsregel.")),
        ("Migratieartikel", "JenV 37", t("Valt onder optie 2 van 4.9 aan BZ toe.")),
        ("Past", t("ja"), t("Past alles nog binnen het plafond?")),
        ("Past_niet", t("nee"), t("Past alles nog binnen het plafond?")),
        ("Voorvoegsel", MARKS["prefix"], t("Maakt van een nummer tekst, zodat 4.1 en 4.10 verschillen.")),
        ("Herkomst_rapport", t("rapport"), t("Waar een bedrag of aanname vandaan komt.")),
        ("Herkomst_eigen", t("eigen aanname"), t("Waar een bedrag of aanname vandaan komt.")),
        ("Herkomst_ongeldig", t("ongeldig"), t("Waar een bedrag of aanname vandaan komt.")),
        ("Maanden_per_jaar", MONTHS, t("Kosten per jaar gelden voor twaalf maanden.")),
        ("Euro_per_duizend", EUR_PER_KEUR, t("Bedragen tellen in duizenden euro.")),
        ("Huidig_quotum", res.quota, t("Nationaal quotum nu (6.5).")),
        ("Kosten_uitvoering", res.costs.execution, t("IND en COA per hervestigde persoon, euro (noot 107).")),
        ("Kosten_integratie", res.costs.integration, t("Inburgering per hervestigde persoon, euro (noot 107).")),
        (
            "EU_prioriteit",
            res.costs.eu_priority,
            t("EU-vergoeding per persoon uit een prioriteitsgebied, euro (noot 107)."),
        ),
        ("EU_overig", res.costs.eu_other, t("EU-vergoeding per persoon van elders, euro (noot 107).")),
    ]
