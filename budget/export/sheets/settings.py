"""The settings as the workbook offers them: live cells on Leeswijzer, with their options in the workbook's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from budget.core import DEFAULT_SETTINGS, SETTINGS, Frame, Option, SettingForm, Settings
from budget.export.sheet import Sheet, Value, cell
from budget.export.texts import Texts

PER_MILLE: Final = 1000
IN_FORCE: Final = 3
WRONG: Final = 4
STANDARD: Final = 5
"""The columns on Leeswijzer with what of a setting holds, what is wrong with it, and its standard."""


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
    t, first = sheet.book.texts, row
    standard = {choice.name: choice.now for choice in list_choices(t, DEFAULT_SETTINGS, frame)}
    for choice in list_choices(t, settings, frame):
        sheet.text(row, 0, t(choice.form.label), "cell_wrap")
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
        _in_force(sheet, row, choice, standard[choice.name])
        row += 1
    sheet.name_block("Instelling_invoer", first, 1, row - first)
    sheet.name_block("Instelling_geldt", first, IN_FORCE, row - first)
    sheet.name_block("Instelling_let_op", first, WRONG, row - first)
    if has_choice(frame, "Besluitjaar"):
        sheet.text(row, 0, t("Verschuiving in jaren"), "cell")
        sheet.formula(row, 1, "=Besluitjaar-Besluitjaar_bron", settings.delay, "left_wrap")
        sheet.text(row, 2, t("Volgt uit het besluitjaar; niet invullen."), "cell_wrap")
        sheet.book.define("Verschuiving", sheet, (row, 1))
        row += 1
    return row


def _in_force(sheet: Sheet, row: int, choice: Choice, standard: Value) -> None:
    """Write what of a setting holds: what was typed where that may stand, else its standard; and say when it may not."""
    typed, words = cell(row, 1), f"Keuzes_{choice.name}"
    used = f'IF({cell(row, WRONG)}<>"",{cell(row, STANDARD)},{typed})'
    listed = f"IFERROR(SUMPRODUCT(({words}={typed})*Aan),0)" if choice.options else "0"
    if choice.is_share:
        number = f"IF(ISNUMBER({typed}),IF({typed}*(Aan-{typed})>=0,Aan,0),{listed})"
        listed = f'IF(ISBLANK({typed}),Aan,IF(ISERROR({typed}),0,IF({typed}="",Aan,{number})))'
    style = "share_left" if choice.is_share else "left_wrap"
    sheet.formula(row, IN_FORCE, f'=IF({used}="","",{used})', choice.now, style)
    sheet.formula(row, WRONG, f'=IF({listed}>0,"",Toets_instelling)', "", "remark_wrap")
    sheet.value(row, STANDARD, standard, "helper_wrap")
    wrong = {
        "type": "formula",
        "criteria": f'={cell(row, WRONG, lock_column=True)}<>""',
        "format": sheet.book.formats["alarm"],
    }
    for column in (1, WRONG):
        sheet.raw.conditional_format(row, column, row, column, wrong)
    sheet.book.define(choice.name, sheet, (row, IN_FORCE))
    sheet.book.define(f"Invoer_{choice.name}", sheet, (row, 1))


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
