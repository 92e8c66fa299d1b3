"""The words of the sheets with the dials: key -> Dutch, English."""

from __future__ import annotations

from typing import Final

_SHEETS: Final = {
    "sheet_dials": ("Aannames", "Assumptions"),
    "sheet_dial_sums": ("Rekenblad aannames", "Assumptions worksheet"),
    "title_dials": ("Aannames achter bedragen", "Assumptions behind amounts"),
    "title_dial_sums": ("Rekenblad aannames", "Assumptions worksheet"),
    "about_dials": (
        "De aannames waar bedragen van het rapport op rusten, als gele cellen; een verzette rekent overal door.",
        "The assumptions that amounts of the report rest on, as yellow cells; all figures follow one that was moved.",
    ),
    "about_dial_sums": (
        "Rekenblad: hoe uit de aannames de bedragen per post volgen, naast de gedrukte bedragen.",
        "Working sheet: how the amounts by posting follow from the assumptions, beside the printed amounts.",
    ),
}

_DIALS: Final = {
    "dials_note": (
        "Vul een andere waarde in de gele cel in, tussen minimum en maximum. Leeg is de waarde van het rapport.",
        "Type another value in the yellow cell, between minimum and maximum. Empty is the report's value.",
    ),
    "dials_moved": ("Aantal eigen aannames", "Number of own assumptions"),
    "dial_id": ("Nr.", "No."),
    "dial_measure": ("Maatregel", "Measure"),
    "dial_title": ("Aanname", "Assumption"),
    "dial_unit": ("Eenheid", "Unit"),
    "dial_default": ("Rapport", "Report"),
    "dial_minimum": ("Minimum", "Minimum"),
    "dial_maximum": ("Maximum", "Maximum"),
    "dial_value": ("Waarde", "Value"),
    "dial_state": ("Herkomst", "Origin"),
    "dial_moved": ("Verzet (1/0)", "Moved (1/0)"),
    "dial_fineness": ("Telt per 1/…", "Counts by 1/…"),
    "dial_count": ("Aantal delen", "Number of parts"),
    "dial_key": ("Sleutel", "Key"),
    "dial_source": ("Vindplaats", "Place"),
    "dial_note": ("Toelichting", "Note"),
    "origin_report": ("rapport", "report"),
    "origin_own": ("eigen aanname", "own assumption"),
    "origin_invalid": ("ongeldig", "invalid"),
    "error_dial": (
        "Geef een getal van het minimum tot en met het maximum, of laat leeg voor de waarde van het rapport.",
        "Give a number from the minimum to the maximum, or leave empty for the report's value.",
    ),
    "check_dials": ("Aanname", "Assumption"),
}

_SUMS: Final = {
    "sums_note": (
        "Een bedrag is het gedrukte, of als een aanname is verzet: gedrukt × teller / noemer, afgerond op duizend euro,"
        " halven van nul af. Teller en noemer zijn gehele getallen, zodat niets anders wordt afgerond.",
        "An amount is the printed one or, when an assumption was moved: printed × numerator / denominator, rounded to a"
        " thousand euro, halves away from zero. Both are whole numbers, so that nothing else is rounded.",
    ),
    "sums_rule": ("Formule per maatregel", "Formula by measure"),
    "sums_base": ("Grondslag achter aannames (bijlage 1)", "Base behind assumptions (annex 1)"),
    "sums_printed": ("Gedrukte bedragen per post", "Printed amounts by posting"),
    "sums_now": ("Bedragen per post nu", "Amounts by posting now"),
    "sum_id": ("Nr.", "No."),
    "sum_formula": ("Formule", "Formula"),
    "sum_lines": ("Onderdeel", "Part"),
    "sum_moved": ("Verzet (1/0)", "Moved (1/0)"),
    "sum_reference": ("Gedrukt bedrag", "Printed amount"),
    "sum_amount": ("Vast bedrag", "Fixed amount"),
    "sum_sign": ("Teken", "Sign"),
    "sum_base": ("Grondslag 2021", "Base 2021"),
    "sum_a": ("a", "a"),
    "sum_b": ("b", "b"),
    "sum_c": ("c", "c"),
    "sum_fine_a": ("a telt per 1/…", "a counts by 1/…"),
    "sum_fine_b": ("b telt per 1/…", "b counts by 1/…"),
    "sum_fine_c": ("c telt per 1/…", "c counts by 1/…"),
    "sum_over": ("Teller, heel", "Numerator, whole"),
    "sum_under": ("Noemer, heel", "Denominator, whole"),
    "sum_numerator": ("Teller", "Numerator"),
    "sum_denominator": ("Noemer", "Denominator"),
    "sum_key": ("Sleutel", "Key"),
    "sum_line": ("Begrotingsregel", "Budget line"),
    "sum_row": ("Rij formule", "Row formula"),
    "sum_row_printed": ("Rij gedrukt", "Row printed"),
    "sum_base_line": ("Grondslagregel", "Base line"),
    "sum_part": ("Deel van de regel", "Part of the line"),
    "formula_resettlement": (
        "(a − huidig quotum) × (kosten − EU-vergoeding bij b% prioriteit)",
        "(a − current quota) × (cost − EU contribution at b% priority)",
    ),
    "formula_people-months": ("−a × b × c / 12 maanden", "−a × b × c / 12 months"),
    "formula_yearly-cut": ("−min(a × jaren, b)% van het jaarbudget", "−min(a × years, b)% of the year's budget"),
    "formula_share-of-base": ("a% van de grondslag", "a% of the base"),
    "formula_share-of-amount": ("a% van het vaste bedrag", "a% of the fixed amount"),
    "formula_unit-cost": ("a × b + vast bedrag", "a × b + fixed amount"),
}

_CONSTANTS: Final = {
    "constant_origin": ("Waar een bedrag of aanname vandaan komt.", "Where an amount or assumption comes from."),
    "constant_months": ("Kosten per jaar gelden voor twaalf maanden.", "Cost by year is for twelve months."),
    "constant_eur_per_keur": ("Bedragen tellen in duizenden euro.", "Amounts count in thousands of euro."),
    "constant_quota": ("Nationaal quotum nu (6.5).", "National quota now (6.5)."),
    "constant_execution": (
        "IND en COA per hervestigde persoon, euro (noot 107).",
        "IND and COA by resettled person, euro (note 107).",
    ),
    "constant_integration": (
        "Inburgering per hervestigde persoon, euro (noot 107).",
        "Civic integration by resettled person, euro (note 107).",
    ),
    "constant_eu_priority": (
        "EU-vergoeding per persoon uit een prioriteitsgebied, euro (noot 107).",
        "EU contribution by person from a priority region, euro (note 107).",
    ),
    "constant_eu_other": (
        "EU-vergoeding per persoon van elders, euro (noot 107).",
        "EU contribution by person from elsewhere, euro (note 107).",
    ),
}

DIALS: Final = {**_SHEETS, **_DIALS, **_SUMS, **_CONSTANTS}
