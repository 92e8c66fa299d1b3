"""The papers for a spreadsheet: a workbook that keeps calculating, its way back, and CSV."""

from budget.export.bounds import bounded_measures
from budget.export.csv import write_csv
from budget.export.read import read_workbook
from budget.export.weigh import MAX_BYTES
from budget.export.write import write_comparison, write_workbook

__all__ = [
    "MAX_BYTES",
    "bounded_measures",
    "read_workbook",
    "write_comparison",
    "write_csv",
    "write_workbook",
]
