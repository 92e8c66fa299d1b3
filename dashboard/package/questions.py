"""
What the browser asks for when a figure is clicked (`dashboard/assets/ask.js`): of which package, which column, which part.

A part is told by a text: "" is the whole package, a budget line is its own name, and any other begins with a star, as
"*target/jenv-20" (`dashboard/package/sum_parts.py` reads it).
"""

from __future__ import annotations

from typing import Final

from budget.catalogue import Catalogue
from budget.engine import OdaPart, StackBy

ASK_SUM: Final = "sum"
"""What the browser asks for when a total is clicked (`dashboard/assets/ask.js`)."""
ASK_COMPARED: Final = "compared"
"""The same of a total of one of the packages that are compared, whose place comes before the column."""
ASK_FOUND: Final = "found"
"""The same of a package that a search found, whose search and place come before the column."""
ASK_ACROSS: Final = "across"
"""The same of a package of a list that the session has open, whose list and place come before the column."""
ASK_BRIDGE: Final = "bridge"
"""The same of a step or a level of a bridge between compared packages."""
ASK_MADE: Final = "made"
"""The same of a figure of the open package that follows from others by a rule."""
ASK_AIMED: Final = "aimed"
"""The same of what a target asks of a package that a search found."""
ASK_MISSED: Final = "missed"
"""What is asked of what such a package misses of the goals of its search."""
ASK_ONCE: Final = "once"
"""Stands before what asks for a sum, and asks what of it counts twice."""
GOAL, BASE, GAP = "goal", "base", "gap"
"""What follows from others of a target: its amount, its base and what is short of it."""
ALL_YEARS: Final = "years"
"""Stands for the sum of the years, beside the columns."""
BARE: Final = "|"
"""Stands before a chapter's name for its lines without an article alone."""
STAR: Final = "*"


def compared_ask(place: int) -> str:
    """Return what asks of one of the packages that are compared."""
    return f"{ASK_COMPARED}:{place}"


def across_ask(list_: str, place: int) -> str:
    """Return what asks of an open package of a list, by its place among those of that list."""
    return f"{ASK_ACROSS}:{list_}:{place}"


def found_ask(search: str, place: str) -> str:
    """Return what asks of a package that a search found, by the key that the session keeps its answer under."""
    return f"{ASK_FOUND}:{search}:{place}"


def once_ask(ask: str) -> str:
    """Return what asks how a total without double counting follows from the sum that `ask` asks for."""
    return f"{ASK_ONCE}:{ask}"


def missed_ask(search: str, place: str) -> str:
    """Return what asks what such a package misses of the goals."""
    return f"{ASK_MISSED}:{search}:{place}"


def aimed_ask(search: str, place: str, column: str, name: str) -> str:
    """Return what asks how what a target asks of such a package is made."""
    return f"{ASK_AIMED}:{search}:{place}:{column}:{name}"


def asks(catalogue: Catalogue, part: str = "", kind: str = ASK_SUM) -> dict[str, str]:
    """
    Return by column, the sum of the years between the years and the structural one, what asks for the sum of a part.

    `kind` is of which package: the open one, or as `compared_ask` and `found_ask` say it.
    """
    *years, structural = catalogue.columns
    end = f":{part}" if part else ""
    return {column: f"{kind}:{column}{end}" for column in (*years, ALL_YEARS, structural)}


def bridge_ask(place: int, column: str, what: str) -> str:
    """Return what asks of the bridge to a compared package how a change or a level of it is made ("step-1", "level-1")."""
    return f"{ASK_BRIDGE}:{place}:{column}:{what}"


def made_ask(column: str, name: str) -> str:
    """Return what asks how a figure of the open package is made, by its column and name."""
    return f"{ASK_MADE}:{column}:{name}"


def goal_name(kind: str, id_: str) -> str:
    """Name a figure of a target that follows from others (`GOAL`, `BASE`, `GAP`)."""
    return f"{kind}/{id_}"


def target_part(id_: str) -> str:
    """Return what tells the part that counts towards a target."""
    return f"{STAR}target/{id_}"


def oda_part(part: OdaPart) -> str:
    """Return what tells the part that stays with one bearer."""
    return f"{STAR}oda/{part.value}"


def oda_measure_part(part: OdaPart, id_: str) -> str:
    """Return what tells what of a single measure stays with one bearer."""
    return f"{STAR}oda-measure/{part.value}/{id_}"


def leakage_part() -> str:
    """Return what tells what of the savings lowers the attribution to ODA."""
    return f"{STAR}leakage/"


def stack_part(by: StackBy, name: str, saves: bool) -> str:
    """Return what tells what the measures of a stack save, or cost."""
    return f"{STAR}{'savings' if saves else 'costs'}/{by.value}/{name}"


def base_part(body: str) -> str:
    """Return what tells what lands on the own base of an executing body."""
    return f"{STAR}base/{body}"


def variant_part(id_: str) -> str:
    """Return what tells the measures of a variant."""
    return f"{STAR}variant/{id_}"


def measure_part(id_: str) -> str:
    """Return what tells a single measure."""
    return f"{STAR}measure/{id_}"
