"""The papers for a spreadsheet: a workbook that keeps calculating, its way back, and CSV."""

from budget.export.archive import refuse
from budget.export.csv import write_comparison_csv, write_csv, write_long_csv
from budget.export.opened import LAST_ROW
from budget.export.opening import read_sheets
from budget.export.read import read_workbook
from budget.export.spoken import spoken_workbook
from budget.export.tally import write_tally_csv
from budget.export.weigh import MAX_BYTES
from budget.export.write import write_comparison, write_ods, write_ods_comparison, write_workbook

__all__ = [
    "LAST_ROW",
    "MAX_BYTES",
    "read_sheets",
    "read_workbook",
    "refuse",
    "spoken_workbook",
    "write_comparison",
    "write_comparison_csv",
    "write_csv",
    "write_long_csv",
    "write_ods",
    "write_ods_comparison",
    "write_tally_csv",
    "write_workbook",
]
