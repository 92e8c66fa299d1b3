"""Write the form as a workbook: an explanation, the questions, and a sheet for each kind of record, blank or filled."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from budget.core import SettingError, dutch, shown, translate
from budget.export import spoken_workbook
from budget.lists import words
from budget.lists.about import read_years
from budget.lists.columns import SHEETS, Column, Kind, Sheet
from budget.lists.fill import DECIMAL, Filled, FilledRow
from budget.lists.questions import ABOUT
from budget.lists.table import amount_key
from budget.lists.words import in_language

GUIDE: Final = dutch("Uitleg")
EXPLANATION: Final = (
    dutch(
        "Vul eerst het blad Lijst in en daarna de maatregelen. Vragen en kolommen met * moeten een antwoord hebben; niets wordt geraden."
    ),
    dutch("Rijen die met VOORBEELD beginnen zijn voorbeelden en worden niet gelezen. Ze mogen blijven staan."),
    dutch(
        "Bedragen: een getal · bandbreedte 10-25, 10…25, -25…-10 · open 780+PM, -173-PM, 10±PM, PM, + of - · grens ≥10 of ≤25."
    ),
    dutch(
        "Een programma kan 10-25 of 1-2 in een datum veranderen: schrijf dan 10…25. Begint een cel met + of -, typ er dan een ' voor."
    ),
    dutch(
        "Een lege cel of n.v.t. is niet gegeven: dat is iets anders dan 0. PM alleen kan van alles zijn; + is open naar boven, - naar beneden."
    ),
    dutch(
        "Een punt of komma voor duizendtallen wordt niet gelezen. Bedragen moeten op hele duizendtallen van de munt uitkomen."
    ),
    dutch("Nummers zijn tekst: 4.10 als getal zou 4.1 worden. Formules worden geweigerd: plak waarden."),
    dutch("Heeft de lijst andere jaren, wijzig dan de jaren op het blad Lijst en de koppen van de jaarkolommen."),
    dutch(
        "Als CSV: dezelfde koppen; een regel met alleen de naam van een blad begint dat blad. Of de antwoorden in een YAML-bestand, met deze sleutels:"
    ),
)
_LAST: Final = 1_000
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "head": {"bold": True, "bg_color": "#154273", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"},
    "text": {"num_format": "@", "valign": "top"},
    "amount": {"valign": "top"},
    "example": {"italic": True, "font_color": "#7A8591", "num_format": "@"},
    "wrap": {"text_wrap": True, "valign": "top"},
}


class FormBook:
    """The form as it is being written."""

    def __init__(self, years: tuple[str, ...], language: str) -> None:
        self.years, self.language = years, language
        self.stream = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = spoken_workbook(self.stream, language, options)
        self.formats = {name: self.book.add_format(form) for name, form in _FORMATS.items()}

    def t(self, text: str) -> str:
        """Return a Dutch text in the language of the form."""
        return translate(text, self.language)

    def guide(self) -> None:
        """Write the explanation."""
        sheet = self.book.add_worksheet(self.t(GUIDE))
        sheet.set_column(0, 0, 120)
        lines = [self.t(line) for line in EXPLANATION] + [", ".join(column.key for column in ABOUT.columns)]
        lines += [f"{self.t(held.title)}: {self.t(held.help)}" for held in SHEETS]
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line, self.formats["wrap"])

    def about(self, answers: FilledRow) -> None:
        """Write the questions with their answers, as far as there are any, and an example of each."""
        sheet = self.book.add_worksheet(self.t(ABOUT.title))
        sheet.set_column(0, 0, 50)
        sheet.set_column(1, 2, 40)
        sheet.freeze_panes(1, 0)
        for at, head in enumerate((dutch("Vraag"), dutch("Antwoord"), dutch("Voorbeeld"))):
            sheet.write_string(0, at, self.t(head), self.formats["head"])
        for row, column in enumerate(ABOUT.columns, 1):
            sheet.write_string(row, 0, self.headed(column), self.formats["wrap"])
            sheet.write_string(row, 1, str(answers.get(column.key, "")), self.formats["text"])
            sheet.write_string(row, 2, self.example(column), self.formats["example"])
            if column.words is not None:
                sheet.data_validation(row, 1, row, 1, self.list_of(column))

    def headed(self, column: Column) -> str:
        """Return a heading or question, marked when it needs an answer."""
        return f"{self.t(column.title)} *" if column.needed else self.t(column.title)

    def example(self, column: Column) -> str:
        """Return the example of a column in the words of the form's language."""
        return self.t(column.words[column.example]) if column.words and column.example else column.example

    def list_of(self, column: Column) -> dict[str, Any]:
        """Return the validation of a cell that takes one of a few words."""
        return {"validate": "list", "source": list(in_language(column.words or {}, self.language))}

    def columns(self, sheet: Sheet) -> Iterator[tuple[str, str, Column]]:
        """Yield key, heading and column of each column that a sheet is written with."""
        for column in sheet.columns:
            if column.kind not in (Kind.AMOUNTS, Kind.SOME_AMOUNTS):
                yield column.key, self.headed(column), column
                continue
            yield from ((amount_key(column, year), year, column) for year in self.years)
            if column.path != ("amounts",):
                yield amount_key(column, "structural"), self.t(words.STRUCTURAL), column

    def rows(self, sheet: Sheet, rows: list[FilledRow], *, example: bool) -> None:
        """Write a sheet with its headings, a row that shows how, and the rows that it is filled with."""
        page = self.book.add_worksheet(self.t(sheet.title))
        page.freeze_panes(1, 2)
        for at, (key, head, column) in enumerate(self.columns(sheet)):
            amount = column.kind in (Kind.AMOUNTS, Kind.SOME_AMOUNTS)
            page.set_column(
                at, at, 40 if key.startswith(("title", "text")) else 14, None if amount else self.formats["text"]
            )
            page.write_string(0, at, head, self.formats["head"])
            if column.words is not None:
                page.data_validation(1, at, _LAST, at, self.list_of(column))
            if example:
                mark = self.t(words.EXAMPLE) if at == 0 else self.example(column)
                page.write_string(1, at, mark, self.formats["example"])
            for row, held in enumerate(rows, 2 if example else 1):
                if key in held:
                    self.write(page, row, at, held[key])

    def write(self, page: Any, row: int, at: int, value: Filled) -> None:
        """Write a cell: a number as a number, a text as a text, never as a formula."""
        if isinstance(value, str):
            page.write_string(row, at, value, self.formats["text"])
        else:
            page.write_number(row, at, Decimal(value), self.formats["amount"])

    def close(self) -> bytes:
        """Return the workbook."""
        self.book.close()
        return self.stream.getvalue()


def write_form(years: tuple[str, ...], language: str, answers: FilledRow, rows: dict[str, list[FilledRow]]) -> bytes:
    """Write the form, filled with answers and rows where there are any; a blank sheet gets an example."""
    form = FormBook(years, language)
    form.guide()
    form.about(answers)
    for sheet in SHEETS:
        held = rows.get(sheet.key, [])
        form.rows(sheet, held, example=not rows)
    return form.close()


def write_template(years: str, language: str) -> bytes:
    """
    Write a blank form for these years ("2027-2031"); raises SettingError for years that cannot be read.

    The years are asked of the caller, as they head the columns; nothing else is filled in.
    """
    found = read_years(years)
    if not found or sorted(set(found)) != list(found):
        raise SettingError("form_years_unreadable", found=shown(years))
    decimal = translate(words.DECIMALS[DECIMAL[language]], language)
    return write_form(found, language, {"years": ", ".join(found), "decimal": decimal}, {})
