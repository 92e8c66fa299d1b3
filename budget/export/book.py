"""
The frame of a workbook: sheets, formats, named cells and what every printed page carries.

Amounts are handed over in thousands of euro and stand in the cells in millions (see `budget.export.units`); a sheet of
workings may hold whole thousands. Format codes in a file are locale-neutral: a Dutch Excel shows commas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from io import BytesIO

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from budget.catalogue import NOT_JUDGED, Catalogue
from budget.core import Amount, open_word
from budget.engine import HeldTarget, Package, own_targets
from budget.export.bounds import bounded_measures
from budget.export.dress import align_heads, underline_sections
from budget.export.guarded import ALLOWED, STATUS, Area
from budget.export.plain_sheet import OPTIONS, PlainWorksheet
from budget.export.sheet import Sheet, cell
from budget.export.spoken import spoken_workbook
from budget.export.styles import FONT, FORMATS
from budget.export.texts import LEGEND, LEGEND_OF_BOUNDS, MARKS, THOUSANDS, WITH_OWN, Texts


@dataclass
class Book:
    """
    A workbook in the making: its texts, formats, named cells and the places of results.

    By a result's key `places` tells where it stands (sheet, row, first column), `counts` how many cells it has, `labels` its
    name. `blocks` are areas of a sheet in which formulas count columns, with their width.
    """

    texts: Texts
    title: str
    catalogue: Catalogue
    own_targets: tuple[HeldTarget, ...] = ()
    stream: BytesIO = field(default_factory=BytesIO)
    places: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)
    blocks: dict[str, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.file = spoken_workbook(self.stream, self.texts.language, dict(OPTIONS))
        base = {"font_name": FONT, "font_size": 10, "valign": "top"}
        self.formats = {key: self.file.add_format({**base, **extra}) for key, extra in FORMATS.items()}
        self.file.formats[0].set_font_name(FONT)
        self.file.formats[0].set_font_size(10)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """How each column is called in a name."""
        return (*self.catalogue.columns.years, "structureel")

    @cached_property
    def heads(self) -> list[str]:
        """The heads of the columns."""
        return column_heads(self.catalogue, self.texts.language)

    @cached_property
    def numeric_heads(self) -> list[str | int]:
        """The heads of the columns, years as numbers that formulas can look up."""
        return [*map(int, self.catalogue.columns.years), self.heads[-1]]

    @cached_property
    def bounds(self) -> bool:
        """Whether amounts of the catalogue are told by their ends, so that sheets hold those too."""
        return bool(bounded_measures(self.catalogue))

    @cached_property
    def unsure(self) -> bool:
        """Whether the direction of any measure is not sure."""
        return any(measure.direction_uncertain for measure in self.catalogue.measures.values())

    @property
    def width(self) -> int:
        """The number of columns of a row."""
        return len(self.keys)

    @property
    def variant_width(self) -> int:
        """How wide a column of the names of variants is, in characters."""
        return max(9, *(len(self.variant(id_)) + 1 for id_ in self.catalogue.variants))

    def variant(self, id_: str) -> str:
        """Name a variant in a column: by its number, else by its title, unless another one has that too."""
        names = {key: variant.short(self.texts.language) for key, variant in self.catalogue.variants.items()}
        return names[id_] if list(names.values()).count(names[id_]) == 1 else id_

    def variant_label(self, id_: str) -> str:
        """Name a variant by itself, by which its postings are found: that it is one, and its number; else its title."""
        name = self.variant(id_)
        return f"{self.texts('Variant')} {id_}" if name == id_ else name

    @property
    def unit(self) -> str:
        """The unit of the amounts, as people write it."""
        return self.catalogue.info.unit.title.get(self.texts.language)

    def describe(self, marker: str) -> None:
        """Set the document properties; the date is the catalogue's, so that equal input gives equal bytes."""
        t, info = self.texts, self.catalogue.info
        created = datetime.strptime(info.date, "%Y-%m-%d")  # noqa: DTZ007 - a date without a clock
        short = info.short.get(t.language)
        self.file.set_properties(
            {
                "title": self.title,
                "subject": t("Budgettair effect van maatregelen: {catalogue}", catalogue=info.title.get(t.language)),
                "author": t("Rekenmodel"),
                "company": "",
                "category": short,
                "keywords": t("{catalogue}, maatregelen, begroting", catalogue=short),
                "comments": t(
                    "Bedragen in {unit}, + is saldoverslechterend. Catalogus {version} van {date}.",
                    unit=self.unit,
                    version=info.version,
                    date=info.date,
                ),
                "created": created,
            }
        )
        self.file.set_custom_property("format", marker)
        self.file.set_custom_property("catalogue", info.id)
        self.file.set_custom_property("catalogue-version", info.version)

    def sheet(
        self, name: str, widths: Sequence[float], title: str = "", legend: bool = True, thousands: bool = False
    ) -> Sheet:
        """
        Add a sheet with its title (or name) in A1, the legend of the signs below and the set-up of its pages.

        One of workings holds amounts in `thousands`.
        """
        raw = self.file.add_worksheet(name, PlainWorksheet)
        raw.hide_gridlines(2)
        raw.set_landscape()
        raw.set_paper(9)
        raw.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        raw.fit_to_pages(1, 0)
        raw.set_footer(self.footer())
        for place, width in enumerate(widths):
            raw.set_column(place, place, width, self.formats["plain"])
        sheet = Sheet(self, raw, name, list(widths), thousands)
        self.sheets.append(sheet)
        sheet.text(0, 0, f"{title or name} · {self.title}", "title")
        sheet.heights[0] = 24
        sheet.legend = self.legend_of(thousands) if legend else ""
        raw.protect("", dict(ALLOWED))
        return sheet

    def legend_of(self, thousands: bool) -> str:
        """Return the unit and the signs, as every sheet with figures says them."""
        unit = self.texts(THOUSANDS) if thousands else self.unit
        more = [(LEGEND_OF_BOUNDS, self.bounds), (NOT_JUDGED, not self.texts.judged)]
        more.append((WITH_OWN, bool(self.catalogue.own)))
        return " · ".join([self.texts(LEGEND, unit=unit), *(self.texts(text) for text, holds in more if holds)])

    def footer(self) -> str:
        """Return the footer: package, catalogue, page; an ampersand, which starts a code, is doubled."""
        info, t = self.catalogue.info, self.texts
        short, name = (text.replace("&", "&&") for text in (info.short.get(t.language)[:40], self.title[:60]))
        catalogue = t("{short} · catalogus {version} van {date}", short=short, version=info.version, date=info.date)
        return f"&L&8 {name}&C&8 {catalogue}&R&8 &P / &N"

    def define(self, name: str, sheet: Sheet, first: tuple[int, int], last: tuple[int, int] | None = None) -> None:
        """Give a cell or a block a name; formulas use names."""
        area = xl_range_abs(*first, *(last or first))
        self.file.define_name(name, f"={quote_sheetname(sheet.name)}!{area}")

    def define_area(self, name: str, area: Area) -> None:
        """Give an area that is guarded a name, so that what guards it is short."""
        self.file.define_name(name, f"={area.reference}")

    def keep_width(self, sheet: Sheet, area: str, width: int) -> None:
        """Watch an area in which formulas count columns, so that one put in between is told."""
        self.blocks.setdefault(sheet.name, {})[f"{quote_sheetname(sheet.name)}!{area}"] = width

    def place(self, key: str, label: str, sheet: Sheet, row: int, column: int, count: int | None = None) -> None:
        """Remember where the cells of a result stand and how it is called; `count` where it has not one for each column."""
        self.places[key] = (sheet.name, row, column)
        self.labels[key] = label
        self.counts[key] = self.width if count is None else count

    def reference(self, key: str, offset: int) -> str:
        """Return the formula that reads one of the cells of a result; along a row it is the same formula."""
        sheet, row, column = self.places[key]
        return f"={quote_sheetname(sheet)}!{cell(row, column + offset, lock_row=True)}"

    def finish(self) -> bytes:
        """Set the heights of rows with wrapped text and where pages break, close the workbook and return its bytes."""
        for sheet in self.sheets:
            if sheet.legend and not sheet.holds(*STATUS):
                sheet.text(*STATUS, sheet.legend, "note")
            for row, height in sheet.heights.items():
                sheet.raw.set_row(row, height)
            align_heads(sheet)
            underline_sections(sheet)
            sheet.break_pages()
        self.file.close()
        return self.stream.getvalue()


def capital(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def column_heads(catalogue: Catalogue, language: str) -> list[str]:
    """Return the heads of the columns: the years, and the structural one's title."""
    return [*catalogue.columns.years, capital(catalogue.info.columns.structural.title.get(language))]


def heads_by_language(catalogue: Catalogue) -> list[list[str]]:
    """Return the heads of the columns in each language."""
    return [column_heads(catalogue, language) for language in ("nl", "en")]


def mark_of(kind: Amount) -> str:
    """Return the sign that stands for, or beside, a cell that is not one number."""
    if not kind.given:
        return MARKS["absent"]
    if kind.keur is None:
        return MARKS["range"]
    return MARKS["depends"] if kind.lower == kind.upper else open_word(kind)


def start_book(package: Package, name: str, language: str) -> Book:
    """Start the workbook of a package."""
    t = Texts(language, package.catalogue.info.overlaps.is_complete)
    return Book(t, name or t("Pakket zonder naam"), package.catalogue, own_targets(package))
