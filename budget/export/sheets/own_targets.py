"""The sheet Eigen doelen: what each target of one's own asks, as live cells, and below it each target by column."""

from __future__ import annotations

from typing import Final

from budget.core import dutch
from budget.engine import Package, TargetResult, base_year, evaluate_targets
from budget.export.book import Book
from budget.export.sheet import Sheet
from budget.export.sheets.base import scope_groups, shows_base
from budget.export.sheets.own_inputs import INPUTS, write_inputs
from budget.export.sheets.settings import has_choice
from budget.export.sheets.target_ends import Row
from budget.export.sheets.target_rows import ROW_LABELS, TargetRows, write_rows
from budget.export.units import exact, from_whole, whole

ASKED: Final = dutch("Gevraagd (1/0)")


class OwnRows(TargetRows):
    """The rows of a target of one's own; `own` is its place among those, `has_base` that the workbook has a base."""

    own: int
    has_base: bool

    @classmethod
    def at_place(cls, sheet: Sheet, row: int, result: TargetResult, own: int, group: int) -> OwnRows:
        """Return the rows of the target at a place among those of one's own."""
        catalogue = sheet.book.catalogue
        rows = cls(sheet, row, result, len(catalogue.targets) + own, group)
        rows.own, rows.has_base = own, shows_base(catalogue, sheet.book.own_targets)
        rows.shown = ["asked", *(key for key in rows.shown if key != "year" or rows.has_base)]
        return rows

    def label(self, key: str) -> str:
        """Return what a row is called."""
        label = ASKED if key == "asked" else ROW_LABELS[key]
        return self.sheet.book.texts(label)

    def _if_asked(self, c: int, found: str, otherwise: str) -> str:
        return f"IF({self.here('asked', c)}=Aan,{found},{otherwise})"

    def judged(self, key: str, c: int, blocked: str = "") -> str:
        """Return the expression for the verdict on an effect by itself; none where nothing is asked."""
        return self._if_asked(c, super().judged(key, c, blocked), "Oordeel_niet_gevraagd")

    def verdict(self, c: int) -> str:
        """Return the formula for the verdict."""
        if not self.overlaps:
            return f"={self.judged('effect', c, self.blocked)}"
        return f"={self._if_asked(c, super().verdict(c).removeprefix('='), 'Oordeel_niet_gevraagd')}"

    def why(self, c: int) -> str:
        """Return the formula for the reason."""
        return "=" + self._if_asked(c, super().why(c).removeprefix("="), '""')

    def aims(self, package: Package) -> list[Row]:
        """Return the rows with what is asked: whether, of what base, and the amount to reach."""
        catalogue, asked, here = package.catalogue, self.result.own, self.here
        keys, cells, own = self.sheet.book.keys, list(self.result.cells.values()), self.own
        assert asked is not None
        listed = "0"
        if self.has_base:
            lines = f'ISNUMBER(FIND(";"&Grondslag_regel&";",Eigen_{own}_regels_lijst))*Aan'
            listed = exact(f"SUMPRODUCT({lines},INDEX(Grondslag_bedragen,0,MATCH({{year}},Grondslag_jaren,0)))")

        def year(c: int) -> str:
            fixed = f"IF(ISNUMBER(Eigen_{own}_jaar),Eigen_{own}_jaar,Jaar_{keys[c]})"
            moves = has_choice(catalogue.frame, "Basis_doel")
            return f"=IF(Basis_doel=Keus_eigen_jaar,Jaar_{keys[c]},{fixed})" if moves else f"={fixed}"

        def base(c: int) -> str:
            of_list = listed.format(year=here("year", c)) if self.has_base else listed
            typed = f"Eigen_{own}_grondslag"
            share = f"IF(ISNUMBER({typed}),{exact(typed)},{of_list})"
            return f"=IF(ISNUMBER(Eigen_{own}_procent),{share},{exact(f'N(Eigen_{own}_bedrag)')})"

        def goal(c: int) -> str:
            amount = f"INT(-{whole(here('base', c))}*Eigen_{own}_delen/(Procent*Delen_per_procent))"
            return f"=-{from_whole(amount)}*Doel_{self.number}_richting"

        years = [
            int(base_year(catalogue.base, asked, column, package.settings) or catalogue.base.year_of(column))
            if self.has_base
            else 0
            for column in catalogue.columns
        ]
        flags = [int(found.asked) for found in cells]
        return [
            ("asked", lambda c: f"=IF(Eigen_{own}_kolom_{keys[c]}=Aan,Aan,0)", flags, "count"),
            *([("year", year, years, "helper")] if self.has_base else []),
            ("base", base, [found.base_keur for found in cells], "amount"),
            ("target", goal, [found.target_keur for found in cells], "effect"),
        ]


def write_own_targets(book: Book, package: Package) -> None:
    """Write the sheet; without targets of one's own there is none."""
    if not book.own_targets:
        return
    t, catalogue = book.texts, package.catalogue
    widths = [one.width for one in INPUTS]
    sheet = book.sheet(t("Eigen doelen"), (*widths, *[13] * (book.width + 4)))
    about = t("Pas een doel aan in de gele cellen; maak bedrag en percentage leeg om het te laten vervallen.")
    sheet.text(3, 0, about, "note")
    groups = scope_groups(catalogue, t, package.settings)
    row = write_inputs(sheet, len(catalogue.targets) + 1) + 1
    results = [result for result in evaluate_targets(package).values() if result.own is not None]
    for own, result in enumerate(results, start=1):
        group = len(groups) - len(results) + own
        row = write_rows(OwnRows.at_place(sheet, row, result, own, group), package)
    sheet.print_to(row - 2, len(INPUTS) + book.width - 1)
    sheet.raw.freeze_panes(4, 1)
    sheet.repeat(0, 1)
