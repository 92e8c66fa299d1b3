"""The settings as the workbook offers them: live cells on Leeswijzer, with their options in the workbook's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from budget.core import SETTINGS, Frame, Option, SettingForm, Settings
from budget.export.book import Sheet, Value
from budget.export.texts import Texts

PER_MILLE: Final = 1000


@dataclass(frozen=True)
class Choice:
    """A setting in the workbook: its description, its options and the option that now holds."""

    form: SettingForm
    options: tuple[str | int, ...]
    now: Value

    @property
    def name(self) -> str:
        """The name of its cell."""
        return self.form.cell

    @property
    def is_share(self) -> bool:
        """Whether any number from 0 to 1 may be typed, beside the options or nothing."""
        return self.form.permille


def word_of(t: Texts, option: Option) -> str | int:
    """Return an option as a cell holds it: a year as a number, anything else in words."""
    if isinstance(option.value, int):
        return option.value
    if option.english is not None:
        return option.english if t.language == "en" else option.label
    return t(option.label)


def option_word(t: Texts, frame: Frame, name: str, value: str) -> str | int:
    """Return the words of one option of a setting."""
    form = next(form for form in SETTINGS if form.name == name)
    return word_of(t, next(option for option in form.options(frame) if option.value == value))


def list_choices(t: Texts, settings: Settings, frame: Frame) -> tuple[Choice, ...]:
    """Return the settings that the catalogue leaves to choose, in their order; a share is a fraction or empty."""
    choices = []
    for form in SETTINGS:
        if not form.shown(frame):
            continue
        options = form.options(frame)
        value = form.read(settings, frame)
        if form.permille and isinstance(value, int):
            now: Value = value / PER_MILLE
        else:
            now = word_of(t, form.option(settings, frame)) if options else None
        choices.append(Choice(form, tuple(word_of(t, option) for option in options), now))
    return tuple(choices)


def has_choice(frame: Frame, cell: str) -> bool:
    """Tell whether the workbook has the cell of a setting."""
    return any(form.cell == cell and form.shown(frame) for form in SETTINGS)


def twice_name(group: int, key: str, end: str = "") -> str:
    """Return the name of what counting once changes: of the total (0) or a group of base lines, at an end, in a column."""
    return f"Dubbel_{end}{'_' if end else ''}{group}_{key}"


def write_settings(sheet: Sheet, row: int, settings: Settings, frame: Frame) -> int:
    """Write each setting with its cell and note, and the shift that follows from the year; returns the row after."""
    t = sheet.book.texts
    for choice in list_choices(t, settings, frame):
        sheet.text(row, 0, t(choice.form.label), "cell")
        sheet.value(row, 1, choice.now, "input_share" if choice.is_share else "input_left")
        sheet.text(row, 2, t(choice.form.note), "cell_wrap")
        rule: dict[str, Any] = {"validate": "list", "source": f"=Keuzes_{choice.name}"}
        error = t("Kies een waarde uit de lijst.")
        if choice.is_share and choice.options:
            rule["show_error"] = (
                False  # a number of one's own is no item of the list; reading back refuses what is wrong
            )
        elif choice.is_share:
            rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1, "ignore_blank": True}
            error = t("Geef een percentage van 0 tot 100, of laat leeg.")
        message = {"error_title": t("Ongeldige invoer"), "error_message": error}
        sheet.raw.data_validation(row, 1, row, 1, {**rule, **message})
        sheet.book.define(choice.name, sheet, (row, 1))
        row += 1
    if has_choice(frame, "Besluitjaar"):
        sheet.text(row, 0, t("Verschuiving in jaren"), "cell")
        sheet.formula(row, 1, "=Besluitjaar-Besluitjaar_bron", settings.delay, "left_wrap")
        sheet.text(row, 2, t("Volgt uit het besluitjaar; niet invullen."), "cell_wrap")
        sheet.book.define("Verschuiving", sheet, (row, 1))
        row += 1
    return row


def write_options(sheet: Sheet, row: int, settings: Settings, frame: Frame) -> int:
    """Write the options of each setting, which its list offers; returns the row after them."""
    t = sheet.book.texts
    for choice in list_choices(t, settings, frame):
        for at, word in enumerate(choice.options, start=row):
            sheet.text(at, 0, t(choice.form.label), "cell")
            sheet.value(at, 1, word, "left_wrap")
            sheet.value(at, 2, None, "cell")
        if choice.options:
            sheet.name_block(f"Keuzes_{choice.name}", row, 1, len(choice.options))
            row += len(choice.options)
    return row
