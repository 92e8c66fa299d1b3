"""
A target of one's own as a line of text: WHERE: TARGET_AMOUNT [of BASE] [WHEN], with a name before it if it has one.

"XV: -500 by 2025", "all (taxes): +250 structural", "XV; VI: -12.5% of 3500 2024", "all: -20% of T-main+T-aid@2021". The
sign is always there: − is a cut. Without WHEN the structural column is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from budget.core.errors import SettingError
from budget.core.messages import Message
from budget.core.money import KEUR_PER_MEUR, keur_from_meur
from budget.core.number_form import NumberError, NumberForm, NumberUnit, read_number
from budget.core.numerals import MINUS_SIGNS, SPACES
from budget.core.own_targets import MOST_KEUR, MOST_PERCENT, Aim, Money, OwnTarget, TargetFrame, refuse_target

_MONEY: Final = re.compile(r"(.*?)\s*\((taxes|belastingen|expenditure|uitgaven)\)\s*", re.IGNORECASE)
EVERYTHING: Final = frozenset({"all", "alles"})
STRUCTURAL: Final = ("structural", "structureel")
ALL_COLUMNS: Final = ("all", "alle")
MOST_TEXT: Final = 1000
TARGET_AMOUNT: Final = NumberForm(0, MOST_KEUR // KEUR_PER_MEUR, 3, NumberUnit.MEUR)
TARGET_PERCENT: Final = NumberForm(0, MOST_PERCENT, 3, NumberUnit.PERCENT)


def _typed_number(text: str, field: str, form: NumberForm = TARGET_PERCENT) -> Decimal:
    """Return a number that a person typed for a field, without its sign of direction; raises OwnTargetError."""
    try:
        return read_number(text, form)
    except NumberError as error:
        refuse_target([(field, error.message)])


def _typed_keur(text: str, field: str) -> int:
    """Return an amount that a person typed in millions, as whole thousands; raises OwnTargetError."""
    return keur_from_meur(_typed_number(text, field, TARGET_AMOUNT))


def find_budget(text: str, budgets: Sequence[str]) -> str:
    """
    Return the chapter or line that a text names: in full, or by what it begins with when that is one.

    "XV" is "XV Sociale Zaken en Werkgelegenheid" and not "XVI Volksgezondheid". An unknown text stays as it is; raises
    OwnTargetError for one with which several begin.
    """
    wanted = text.casefold()
    if exact := [name for name in budgets if name.casefold() == wanted]:
        return exact[0]
    found = [name for name in budgets if name.casefold().startswith((f"{wanted} ", f"{wanted}/"))]
    first = [name for name in found if all(other == name or other.startswith(f"{name} ") for other in found)]
    if len(found) > 1 and not first:
        refuse_target([("budgets", Message("own_target_ambiguous", found=text, known=found))])
    return first[0] if first else text


def _where(text: str, frame: TargetFrame) -> tuple[tuple[str, ...], Money]:
    """Read where a target counts: chapters and lines, and which money."""
    match, money = _MONEY.fullmatch(text), Money.BOTH
    if match:
        text = match[1]
        money = Money.TAXES if match[2].casefold() in {"taxes", "belastingen"} else Money.EXPENDITURE
    if text.strip().casefold() in EVERYTHING:
        return (), money
    return tuple(find_budget(part.strip(), frame.budgets) for part in text.split(";")), money


def _columns(text: str, frame: TargetFrame) -> tuple[str, ...]:
    """Read when a target is asked; the structural column without a word."""
    structural = frame.columns[-1:]
    words = text.casefold().split(None, 1)
    if not words:
        return structural
    if words[0] in ALL_COLUMNS:
        return ()
    if words[0] in {"by", "uiterlijk"}:
        return (*_columns(words[1], frame), *structural)
    found = [part.strip() for part in text.split(",")]
    return tuple(structural[0] if part.casefold() in STRUCTURAL and structural else part for part in found)


def _base(text: str) -> tuple[int | None, tuple[str, ...], str]:
    """Read a base: an amount, or lines of the catalogue's with their year."""
    if "@" not in text:
        return _typed_keur(text, "base_amount"), (), ""
    lines, _, year = text.partition("@")
    return None, tuple(line.strip() for line in lines.split("+")), year.strip()


def _pattern(frame: TargetFrame) -> re.Pattern[str]:
    column = "|".join(map(re.escape, sorted({*frame.columns, *STRUCTURAL}, key=len, reverse=True)))
    column = rf"(?:{column}|(?:19|20)\d\d)"
    when = rf"(?:by|uiterlijk)\s+{column}|{column}(?:\s*,\s*{column})*|all|alle"
    return re.compile(
        rf"\s*(?P<sign>[+{re.escape(MINUS_SIGNS)}])\s*(?P<size>[\d.,'{SPACES}]+?)\s*(?P<percent>%?)"
        rf"(?:\s+(?:of|van)\s+(?P<base>\S.*?))?(?:\s+(?P<when>{when}))?\s*",
        re.IGNORECASE,
    )


def read_own_target(text: str, frame: TargetFrame) -> OwnTarget:
    """Read a target of one's own from a line of text; raises SettingError, OwnTargetError for a part that is wrong."""
    name, named, rest = text.partition("=")
    where, parted, asked = (rest if named else text).rpartition(":")
    match = _pattern(frame).fullmatch(asked) if parted and len(text) <= MOST_TEXT else None
    if match is None:
        raise SettingError("own_target_unreadable", text=text)
    budgets, money = _where(where.strip(), frame)
    base, lines, year = (None, (), "") if match["base"] is None else _base(match["base"])
    share = bool(match["percent"])
    return OwnTarget(
        direction=Aim.RISE if match["sign"] == "+" else Aim.CUT,
        amount_keur=None if share else _typed_keur(match["size"], "amount"),
        percent=_typed_number(match["size"], "percent") if share else None,
        base_keur=base,
        base_lines=lines,
        base_year=year,
        budgets=budgets,
        money=money,
        columns=_columns(match["when"] or "", frame),
        name=name.strip() if named else "",
    )
