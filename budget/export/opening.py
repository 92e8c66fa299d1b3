"""Open a workbook that may come from a stranger, .xlsx or .ods, once it has been weighed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from openpyxl import load_workbook

from budget.core import BudgetError
from budget.export.archive import refuse
from budget.export.weigh import Kind, weigh_file
from budget.odf import OdsBook

Read = TypeVar("Read")


def read_sheets(data: bytes, name: str, measures: int, read: Callable[[Any], Read], values: bool = True) -> Read:
    """
    Return what `read` makes of a workbook's sheets and names, whatever kind of workbook it is by its content.

    `measures` is how many the catalogue has, for the limits; with `values` a formula is its last result. Raises
    FaultsError for a file that is no workbook, hostile or damaged.
    """
    kind = weigh_file(data, name, measures)
    try:
        if kind is Kind.ODS:
            book: Any = OdsBook(data)
        else:
            book = load_workbook(BytesIO(data), read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # noqa: BLE001 - the parser raises whatever a damaged part makes it stumble over
        raise refuse(name, "workbook_damaged", detail=type(error).__name__) from None
    try:
        return read(book)
    except BudgetError:
        raise
    except Exception as error:  # noqa: BLE001 - sheets are parsed as they are read
        raise refuse(name, "sheet_damaged", detail=type(error).__name__) from None
    finally:
        book.close()
