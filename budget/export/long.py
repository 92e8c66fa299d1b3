"""
The long table: a row for each posting and column, ready for a pivot table, as CSV and as a sheet of the workbook.

A row holds one amount (thousands of euro here), so that nothing has to be unfolded; no row is a sum of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from budget.catalogue import Catalogue, Measure, Posting
from budget.core import Amount, Cell
from budget.engine import Line, Package, measure_lines
from budget.export.book import column_heads
from budget.export.texts import Texts


@dataclass(frozen=True)
class LongRow:
    """A posting of a measure in one column: its place among the measure's, the head of the column, and the cell."""

    measure: Measure
    posting: Posting
    line: Line
    place: int
    at: int
    head: str
    cell: Cell

    @property
    def amount(self) -> Amount:
        """The cell with its bounds; what is open and has no sure direction has neither."""
        if isinstance(self.cell, int):
            return Amount(self.cell, self.cell, self.cell)
        return self.cell.unsure if self.line.uncertain else self.cell

    def kind(self, t: Texts) -> str:
        """Say whether the measure is spending or a tax."""
        return t("belastingen") if self.measure.tax else t("uitgaven")

    def source(self, catalogue: Catalogue, t: Texts) -> str:
        """Return the place where the amount stands; "" where the record gives a reason only."""
        found = self.measure.amount_source(self.posting)
        return "" if found is None else catalogue.cited(found, t.language)

    @property
    def page(self) -> int | None:
        """The page of that place."""
        found = self.measure.amount_source(self.posting)
        return None if found is None else found.page


def long_rows(package: Package, ids: Iterable[str], t: Texts) -> Iterator[LongRow]:
    """Yield the rows of some measures under the package's settings, in the catalogue's order."""
    catalogue, heads = package.catalogue, column_heads(package.catalogue, t.language)
    for id_ in ids:
        measure = catalogue.measures[id_]
        lines = measure_lines(catalogue, measure, package.settings)
        for place, (posting, line) in enumerate(zip(measure.postings, lines, strict=True)):
            for at, (head, cell) in enumerate(zip(heads, line.cells, strict=True)):
                yield LongRow(measure, posting, line, place, at, head, cell)
