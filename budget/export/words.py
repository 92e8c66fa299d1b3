"""The table of words of the workbook: key -> Dutch, English."""

from __future__ import annotations

from typing import Final

from budget.export.dial_words import DIALS
from budget.export.labels import LABELS

_SHEETS: Final = {
    "sheet_guide": ("Leeswijzer", "Guide"),
    "sheet_choice": ("Keuze", "Choice"),
    "sheet_effects": ("Effecten", "Effects"),
    "sheet_postings": ("Posten", "Postings"),
    "sheet_targets": ("Grondslag en doel", "Base and target"),
    "sheet_oda": ("ODA", "ODA"),
    "sheet_conflicts": ("Conflicten", "Conflicts"),
    "sheet_sources": ("Bronnen", "Sources"),
    "sheet_check": ("Controle", "Check"),
    "title_guide": ("Maatregelenpakket", "Package of measures"),
    "title_choice": ("Keuze", "Choice"),
    "title_effects": ("Effecten per maatregel", "Effects by measure"),
    "title_postings": ("Posten", "Postings"),
    "title_targets": ("Grondslag en doel", "Base and target"),
    "title_oda": ("ODA", "ODA"),
    "title_conflicts": ("Conflicten", "Conflicts"),
    "title_sources": ("Bronnen", "Sources"),
    "title_check": ("Controle", "Check"),
    "about_choice": (
        "Alle maatregelen met een 1/0 die de hele werkmap aanstuurt; bovenaan de totalen per jaar, onderaan per"
        " variant en begrotingsregel.",
        "All measures with a 1/0 that drives the whole workbook; totals by year on top, by variant and budget"
        " line below.",
    ),
    "about_effects": (
        "De bedragen per maatregel zoals bijlage 10 ze geeft (besluit in 2021), open cellen in eigen kolommen.",
        "The amounts by measure as annex 10 gives them (decision in 2021), open cells in columns of their own.",
    ),
    "about_postings": (
        "Rekenblad: elke post (begrotingsregel) van elke maatregel, onder het besluitjaar.",
        "Working sheet: each posting (budget line) of each measure, under the decision year.",
    ),
    "about_targets": (
        "De doelen van −20% en +20% op de grondslag, per kolom met oordeel, en de grafiek.",
        "The −20% and +20% targets on the base, by column with a verdict, and the chart.",
    ),
    "about_oda": (
        "Verdeling van het effect over JenV, ODA-ruimte en overigen; toerekening, plafond en ruimte.",
        "Split of the effect over JenV, ODA room and others; attribution, ceiling and room.",
    ),
    "about_conflicts": (
        "Maatregelen die elkaar uitsluiten of overlappen, en welke daarvan nu optreden.",
        "Measures that exclude each other or overlap, and which of these bite now.",
    ),
    "about_sources": ("Bron, bewijs en toelichting per maatregel.", "Source, evidence and note by measure."),
    "about_check": (
        "Elke uitkomst naast die van het rekenmodel; het verschil moet 0 zijn zolang keuze en instellingen gelijk"
        " zijn.",
        "Each result beside that of the calculator; the difference must be 0 while choice and settings are the same.",
    ),
}

_GENERAL: Final = {
    "maker": ("BMH-rekenmodel", "BMH budget calculator"),
    "keywords": ("BMH, migratieketen, maatregelen, begroting", "BMH, migration chain, measures, budget"),
    "subject": ("Budgettair effect van BMH-maatregelen", "Budgetary effect of BMH measures"),
    "comments": (
        "Bedragen in mln. euro, + is saldoverslechterend. Catalogus {version} van {date}.",
        "Amounts in EUR million, + worsens the balance. Catalogue {version} of {date}.",
    ),
    "unnamed": ("Pakket zonder naam", "Unnamed package"),
    "footer": ("BMH-maatregelen · catalogus {version} van {date}", "BMH measures · catalogue {version} of {date}"),
    "legend": (
        "Bedragen in mln. euro · + is saldoverslechterend (kosten), − is een besparing · ≥ ondergrens, ≤"
        " bovengrens, ≷ open",
        "Amounts in EUR million · + worsens the balance (cost), − is a saving · ≥ lower bound, ≤ upper bound, ≷ open",
    ),
    "unit": ("mln. euro", "EUR million"),
    "structural": ("Structureel", "Structural"),
    "yes": ("ja", "yes"),
    "no": ("nee", "no"),
    "variant": ("Variant", "Variant"),
    "error_title": ("Ongeldige invoer", "Invalid entry"),
    "error_choice": ("Typ 1 (gekozen) of 0 (niet gekozen).", "Type 1 (chosen) or 0 (not chosen)."),
    "status_fine": (
        "Controle: keuze, instellingen en aannames zijn die van de export en elke uitkomst klopt met het rekenmodel.",
        "Check: choice, settings and assumptions are those of the export and every result agrees with the calculator.",
    ),
    "status_changed": (
        "Controle: keuze, instellingen, aannames of bedragen zijn gewijzigd na de export; verschillen op het blad"
        " Controle horen daarbij.",
        "Check: choice, settings, assumptions or amounts were changed after the export; differences on the sheet Check"
        " follow from that.",
    ),
    "status_wrong": (
        "Controle: een uitkomst wijkt af van het rekenmodel. Gebruik deze werkmap niet voordat dat is verklaard.",
        "Check: a result differs from the calculator. Do not use this workbook before that is explained.",
    ),
}

_GUIDE: Final = {
    "section_package": ("Dit pakket", "This package"),
    "section_settings": ("Instellingen (pas aan in de gele cellen)", "Settings (change them in the yellow cells)"),
    "section_reading": ("Zo leest u de werkmap", "How to read the workbook"),
    "section_sheets": ("Bladen", "Sheets"),
    "section_constants": ("Vaste waarden die formules gebruiken", "Fixed values that formulas use"),
    "package": ("Naam", "Name"),
    "package_note": ("Gaat mee bij inlezen in het rekenmodel.", "Is kept when the calculator reads the workbook back."),
    "description": ("Toelichting", "Description"),
    "description_note": ("Vrije tekst; gaat mee bij inlezen.", "Free text; is kept when read back."),
    "catalogue": ("Catalogus", "Catalogue"),
    "catalogue_note": (
        "Versie van de maatregelen, naar BMH thema 14, Naar een wendbare migratieketen (2020).",
        "Version of the measures, after BMH theme 14, Naar een wendbare migratieketen (2020).",
    ),
    "date": ("Datum", "Date"),
    "date_note": ("Datum van de catalogus.", "Date of the catalogue."),
    "format": ("Bestandsformaat", "File format"),
    "format_note": ("Hieraan herkent het rekenmodel de werkmap.", "By this the calculator recognises the workbook."),
    "delay": ("Verschuiving in jaren", "Shift in years"),
    "delay_note": ("Volgt uit het besluitjaar; niet invullen.", "Follows from the decision year; do not fill in."),
    "guide_1": (
        "Tekens: + is saldoverslechterend (kosten), − is een besparing. Zo staat het ook in het rapport.",
        "Signs: + worsens the balance (cost), − is a saving. The report does the same.",
    ),
    "guide_2": (
        "Eenheid: u leest mln. euro. In de cel staat het bedrag in hele duizenden euro, zodat elke som exact is; de"
        " getalnotatie toont er miljoenen van. Wie een cel kopieert, krijgt dus duizenden euro.",
        "Unit: you read EUR million. The cell holds the amount in whole thousands of euro, so that every sum is exact;"
        " the number format shows millions. Whoever copies a cell gets thousands of euro.",
    ),
    "guide_3": (
        "Afronding: bedragen worden niet afgerond. Alleen de ODA-toerekening (aandeel × bedrag) is per post afgerond op"
        " duizend euro, halven van nul af.",
        "Rounding: amounts are not rounded. Only the ODA attribution (share × amount) is rounded by posting to a"
        " thousand euro, halves away from zero.",
    ),
    "guide_4": (
        "Kiezen: zet op het blad Keuze een 1 of 0; alle totalen, doelen, conflicten en de ODA-verdeling rekenen mee.",
        "Choosing: type 1 or 0 on the sheet Choice; all totals, targets, conflicts and the ODA split follow.",
    ),
    "guide_5": (
        "Open cellen: + is kosten zonder bedrag, - een besparing zonder bedrag, ? hangt af van de instroom. Zij tellen"
        " niet als 0: het totaal wordt een ondergrens (≥), een bovengrens (≤) of open (≷).",
        "Open cells: + is a cost without an amount, - a saving without an amount, ? depends on the inflow. They do not"
        " count as 0: the total becomes a lower bound (≥), an upper bound (≤) or open (≷).",
    ),
    "guide_6": (
        "Oordeel: gehaald, niet gehaald of niet te bepalen. Dat laatste geldt bij open cellen die de uitkomst kunnen"
        " keren, en zolang maatregelen zijn gekozen die elkaar uitsluiten.",
        "Verdict: met, not met or undetermined. The last holds when open cells can turn the outcome, and as long as"
        " measures are chosen that exclude each other.",
    ),
    "guide_7": (
        "Grondslag: bijlage 1 eindigt in 2024; 2025 en structureel nemen het bedrag van 2024 (aanname).",
        "Base: annex 1 ends in 2024; 2025 and structural take the figure of 2024 (assumption).",
    ),
    "guide_8": (
        "Terug naar het rekenmodel: sla de werkmap op en lees haar daar in. Alleen keuze, instellingen, aannames, naam"
        " en toelichting gaan mee; gewijzigde bedragen worden gemeld, niet overgenomen.",
        "Back to the calculator: save the workbook and read it in there. Only choice, settings, assumptions, name and"
        " description are kept; changed amounts are reported, not taken over.",
    ),
    "setting_decision_year": ("Besluitjaar", "Decision year"),
    "setting_decision_year_note": (
        "Het rapport gaat uit van een besluit op 1 september 2021; later besluiten schuift de bedragen op,"
        " structureel blijft.",
        "The report assumes a decision on 1 September 2021; a later one moves the amounts, structural stays.",
    ),
    "setting_decision_year_error": ("Kies 2021, 2022 of 2023.", "Choose 2021, 2022 or 2023."),
    "setting_basis": ("Basisjaar van de doelen", "Base year of the targets"),
    "setting_basis_note": (
        "Het vaste referentiejaar van het rapport, of voor elke kolom het eigen jaar.",
        "The report's fixed reference year, or for each column its own year.",
    ),
    "setting_basis_error": ("Kies een waarde uit de lijst.", "Choose a value from the list."),
    "setting_scope": ("Reikwijdte van de grondslag", "Scope of the base"),
    "setting_scope_note": (
        "De regels waarmee het rapport rekent (JenV artikel 37; BHOS 498), of alle regels van bijlage 1.",
        "The lines that the report works with (JenV article 37; BHOS 498), or all lines of annex 1.",
    ),
    "setting_scope_error": ("Kies een waarde uit de lijst.", "Choose a value from the list."),
    "setting_oda_rules": ("ODA-regels", "ODA rules"),
    "setting_oda_rules_note": (
        "Alleen wat het rapport over ODA meldt, of ook wat daaruit is afgeleid of aangenomen.",
        "Only what the report states about ODA, or also what is derived or assumed.",
    ),
    "setting_oda_rules_error": ("Kies een waarde uit de lijst.", "Choose a value from the list."),
    "setting_share": ("Eerstejaarsaandeel", "First-year share"),
    "setting_share_note": (
        "Leeg: per jaar uit bijlage 1 (toerekening JenV gedeeld door COA en Nidos). Anders een percentage, op een"
        " tiende.",
        "Empty: by year from annex 1 (attribution JenV divided by COA and Nidos). Else a percentage, to one decimal.",
    ),
    "setting_share_error": (
        "Geef een percentage van 0 tot 100, of laat leeg.",
        "Give a percentage from 0 to 100, or leave empty.",
    ),
    "setting_ceiling": ("ODA-plafond", "ODA ceiling"),
    "setting_ceiling_note": (
        "Wat het plafond doet als de toerekening verandert: het blijft, of het volgt (zoals in optie 1A van 4.9).",
        "What the ceiling does when the attribution changes: it stays, or it follows (as in option 1A of 4.9).",
    ),
    "setting_ceiling_error": ("Kies een waarde uit de lijst.", "Choose a value from the list."),
    "option_basis_report": ("vast jaar (rapport)", "fixed year (report)"),
    "option_basis_own-year": ("eigen jaar", "own year"),
    "option_scope_report": ("zoals het rapport", "as the report"),
    "option_scope_whole": ("hele grondslag", "whole base"),
    "option_oda_rules_stated": ("alleen gemeld", "stated only"),
    "option_oda_rules_derived": ("ook afgeleid", "derived too"),
    "option_ceiling_stays": ("blijft", "stays"),
    "option_ceiling_follows": ("volgt", "follows"),
    "head_name": ("Naam in formules", "Name in formulas"),
    "head_value": ("Waarde", "Value"),
    "head_meaning": ("Betekenis", "Meaning"),
    "constant_on": ("Gekozen, geldt.", "Chosen, holds."),
    "constant_report_year": ("Besluitjaar waarvan het rapport uitgaat.", "Decision year that the report assumes."),
    "constant_hundred": ("Een percentage is een aantal honderdsten.", "A percentage is a number of hundredths."),
    "constant_thousand": (
        "Een eigen eerstejaarsaandeel telt in duizendsten.",
        "A first-year share of your own counts in thousandths.",
    ),
    "constant_percent_decimals": ("Afronding van percentages: 0,01%.", "Rounding of percentages: 0.01%."),
    "constant_share_decimals": ("Afronding van aandelen: 0,1%.", "Rounding of shares: 0.1%."),
    "constant_last_year": (
        "Laatste jaar van bijlage 1; geldt ook daarna (aanname).",
        "Last year of annex 1; holds after it too (assumption).",
    ),
    "constant_total_oda": ("330 mln. gedeeld door 6,4% (bijlage 4).", "330 million divided by 6.4% (annex 4)."),
    "constant_mark_cost": ("Open cel: kosten zonder bedrag.", "Open cell: a cost without an amount."),
    "constant_mark_saving": ("Open cel: besparing zonder bedrag.", "Open cell: a saving without an amount."),
    "constant_mark_depends": ("Open cel: richting onbekend.", "Open cell: direction unknown."),
    "constant_least": ("Het totaal is een ondergrens.", "The total is a lower bound."),
    "constant_most": ("Het totaal is een bovengrens.", "The total is an upper bound."),
    "constant_no_bound": ("Het totaal heeft geen grens.", "The total has no bound."),
    "constant_own_year": ("Keuze bij Basisjaar.", "Option of Base year."),
    "constant_whole": ("Keuze bij Reikwijdte.", "Option of Scope."),
    "constant_stated_only": ("Keuze bij ODA-regels.", "Option of ODA rules."),
    "constant_follows": ("Keuze bij ODA-plafond.", "Option of ODA ceiling."),
    "constant_verdict": ("Oordeel over een doel.", "Verdict on a target."),
    "constant_why": ("Reden waarom een oordeel niet te bepalen is.", "Reason why a verdict is undetermined."),
    "constant_kind": ("Soort conflict.", "Kind of conflict."),
    "constant_rule": ("ODA-regel van een maatregel.", "ODA rule of a measure."),
    "constant_stated": ("Bewijs: het rapport zegt het.", "Evidence: the report says it."),
    "constant_bearer": ("Wie een deel van het effect draagt.", "Who bears a part of the effect."),
    "constant_chapter": ("Hoofdstuk in een begrotingsregel.", "Chapter in a budget line."),
    "constant_migration_line": ("Valt onder optie 2 van 4.9 aan BZ toe.", "Falls to BZ under option 2 of 4.9."),
    "constant_fits": ("Past alles nog binnen het plafond?", "Does everything still fit within the ceiling?"),
    "constant_prefix": (
        "Maakt van een nummer tekst, zodat 4.1 en 4.10 verschillen.",
        "Makes text of a number, so that 4.1 and 4.10 differ.",
    ),
}

WORDS: Final = {**_SHEETS, **_GENERAL, **_GUIDE, **DIALS, **LABELS}
