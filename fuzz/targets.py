"""
What is opened, and what must hold: it opens and means the same after saving and opening again, or one clear error.

A target takes bytes and returns how it ended: "opened", or the code of the error. Whatever else it raises is a fault
of the calculator. Figures are the engine's, of the whole package, as the command line gives them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from budget.catalogue import Catalogue, load_catalogue
from budget.cli.package_json import package_json
from budget.core import MESSAGE_LANGUAGES, BudgetError, explain
from budget.engine import check_settings, compose_package
from budget.export import read_workbook, write_workbook
from budget.share import Draft, make_link, open_link, parse_package, stored_text

ROOT = Path(__file__).resolve().parent.parent
MOST_SIGNS = 20_000
"""What all of an error may say in a language."""


class PropertyError(AssertionError):
    """What was opened does not mean the same after saving, or an error is not clear."""


@cache
def toy() -> Catalogue:
    """Return the invented country."""
    return load_catalogue(ROOT / "tests" / "toy")


def require(holds: bool, what: str) -> None:
    """Raise PropertyError unless something holds."""
    if not holds:
        raise PropertyError(what)


def clear(error: BudgetError) -> str:
    """Return the code of an error that can be said in both languages, in not too many words."""
    for language in MESSAGE_LANGUAGES:
        said = explain(error, language)
        require(bool(said.strip()), f"nothing is said of {error.message.code}")
        require(len(said) <= MOST_SIGNS, f"{len(said)} signs are said of {error.message.code}")
        said.encode()
    faults = getattr(error, "faults", None)
    return str(faults[0].message.code if faults else error.message.code)


def figures(catalogue: Catalogue, draft: Draft) -> dict[str, Any]:
    """Return every figure of a package."""
    package = compose_package(catalogue, draft.measures, draft.settings)
    return package_json(package)


def open_a_link(data: bytes) -> str:
    """Open a link, and the link that is made of what it held; only long texts may be cut."""
    try:
        state = open_link(toy(), data.decode("utf-8", errors="replace")).state
    except BudgetError as error:
        return clear(error)
    again = open_link(toy(), make_link(toy(), state)).state
    require((again.active, again.compared) == (state.active, state.compared), "another package is open")
    for one, other in zip(state.drafts, again.drafts, strict=True):
        require((one.measures, one.settings) == (other.measures, other.settings), "the link holds another package")
        require(one.name.startswith(other.name), "the link holds another name")
        require(figures(toy(), one) == figures(toy(), other), "the link gives other figures")
    return "opened"


def open_a_package(data: bytes) -> str:
    """Open a package file, and what is saved of it."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return "not-text"  # the page tells it in words of its own
    try:
        opened = parse_package(text, "package.yaml", toy()).draft
        check_settings(toy(), opened.settings)
    except BudgetError as error:
        return clear(error)
    again = parse_package(stored_text(toy(), opened), "again.yaml", toy()).draft
    require((again.measures, again.settings) == (opened.measures, opened.settings), "the file holds another package")
    require(figures(toy(), again) == figures(toy(), opened), "the file gives other figures")
    return "opened"


def open_a_workbook(data: bytes) -> str:
    """Open a workbook, and the workbook that is exported of it."""
    try:
        draft = read_workbook(data, toy(), "workbook.xlsx").draft
        package = compose_package(toy(), draft.measures, draft.settings)
    except BudgetError as error:
        return clear(error)
    again = read_workbook(write_workbook(package, draft.name), toy(), "again.xlsx").draft
    require((again.measures, again.settings) == (draft.measures, draft.settings), "the workbook holds another package")
    require(figures(toy(), again) == figures(toy(), draft), "the workbook gives other figures")
    return "opened"


OPENERS: dict[str, Callable[[bytes], str]] = {
    ".link": open_a_link,
    ".yaml": open_a_package,
    ".xlsx": open_a_workbook,
    ".ods": open_a_workbook,
}
"""How a file is opened, by the ending of its name."""
