"""The settings as the workbook offers them: live cells on Leeswijzer, with their options in the workbook's language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from budget.core import DECISION_YEARS, Settings
from budget.export.book import Sheet, Value
from budget.export.texts import Texts

PER_MILLE: Final = 1000


@dataclass(frozen=True)
class Choice:
    """A setting: the name of its cell, its label and note, its options and the option that now holds."""

    name: str
    label: str
    note: str
    options: tuple[str | int, ...]
    now: Value
    error: str

    @property
    def is_share(self) -> bool:
        """Whether any number from 0 to 1 may be typed, or nothing."""
        return not self.options


def list_choices(t: Texts, settings: Settings) -> tuple[Choice, ...]:
    """Return the settings in the order of the sheet; the share is a number or empty."""
    listed = t("Kies een waarde uit de lijst.")

    def choice(name: str, label: str, note: str, now: StrEnum) -> Choice:
        return Choice(name, label, note, tuple(map(t.option, type(now))), t.option(now), listed)

    share = settings.first_year_share
    return (
        Choice(
            "Besluitjaar",
            t("Besluit op 1 september"),
            t(
                "Het rapport gaat uit van een besluit op 1 september 2021; later besluiten schuift de bedragen op, structureel blijft."
            ),
            DECISION_YEARS,
            settings.decision_year,
            t("Kies 2021, 2022 of 2023."),
        ),
        choice(
            "Basis_doel",
            t("Jaar van de grondslag"),
            t("Het vaste referentiejaar van het rapport, of voor elke kolom het eigen jaar."),
            settings.basis,
        ),
        choice(
            "Reikwijdte",
            t("Omvang van de grondslag"),
            t("De regels waarmee het rapport rekent (JenV artikel 37; BHOS 498), of alle regels van bijlage 1."),
            settings.scope,
        ),
        choice(
            "ODA_regels",
            t("ODA-regels"),
            t("Alleen wat het rapport over ODA meldt, of ook wat daaruit is afgeleid of aangenomen."),
            settings.oda_rules,
        ),
        Choice(
            "Eerstejaarsaandeel",
            t("Eerstejaarsaandeel"),
            t(
                "Leeg: per jaar uit bijlage 1 (toerekening JenV gedeeld door COA en Nidos). Anders een percentage, op een tiende."
            ),
            (),
            None if share is None else share / PER_MILLE,
            t("Geef een percentage van 0 tot 100, of laat leeg."),
        ),
        choice(
            "Plafond",
            t("ODA-plafond"),
            t(
                "Wat het plafond doet als de toerekening verandert: het blijft, of het volgt (zoals in optie 1A van 4.9)."
            ),
            settings.ceiling,
        ),
    )


def write_settings(sheet: Sheet, row: int, settings: Settings) -> int:
    """Write each setting with its cell and note, and the shift that follows from the year; returns the row after."""
    t = sheet.book.texts
    for choice in list_choices(t, settings):
        sheet.text(row, 0, choice.label, "cell")
        sheet.value(row, 1, choice.now, "input_share" if choice.is_share else "input_left")
        sheet.text(row, 2, choice.note, "cell_wrap")
        rule: dict[str, Any] = {"validate": "list", "source": list(choice.options)}
        if choice.is_share:
            rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1, "ignore_blank": True}
        message = {"error_title": t("Ongeldige invoer"), "error_message": choice.error}
        sheet.raw.data_validation(row, 1, row, 1, {**rule, **message})
        sheet.book.define(choice.name, sheet, (row, 1))
        row += 1
    sheet.text(row, 0, t("Verschuiving in jaren"), "cell")
    sheet.formula(row, 1, "=Besluitjaar-Besluitjaar_rapport", settings.delay, "left_wrap")
    sheet.text(row, 2, t("Volgt uit het besluitjaar; niet invullen."), "cell_wrap")
    sheet.book.define("Verschuiving", sheet, (row, 1))
    return row + 1
