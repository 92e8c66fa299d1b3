"""
The number that a person types, in Dutch or English notation: every value that the text can stand for, exactly.

Point and comma separate thousands or decimals in either language, by their places: 1.234,5 and 1,234.5 are one value.
One such sign before exactly three digits (1.234) can be either, so the text has two readings; which one is meant is
never guessed. Spaces of any width and apostrophes separate thousands only. Every sign that looks like a minus is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

MINUS_SIGNS: Final = "-\u2212\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d"
PLUS_SIGNS: Final = "+\uff0b"
SPACES: Final = " \u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000"
MOST_SIGNS: Final = 40
"""The longest text that is looked at; no amount of a budget is as long."""
MOST_DIGITS: Final = 24

_SIGN: Final = re.compile(rf"([{re.escape(MINUS_SIGNS)}{PLUS_SIGNS}]?)[{SPACES}]*(.*)")
_PLAIN: Final = re.compile(r"([0-9]+)(?:([.,])([0-9]+))?")
_BARE_FRACTION: Final = re.compile(r"([.,])([0-9]+)")
_GROUPED: Final = re.compile(
    r"([1-9][0-9]{0,2})((?:\.[0-9]{3})+|(?:,[0-9]{3})+|(?: [0-9]{3})+|(?:'[0-9]{3})+)(?:([.,])([0-9]+))?"
)


@dataclass(frozen=True)
class Reading:
    """One value of a text: its decimal sign ("" where it has none), and whether signs separate its thousands."""

    value: Decimal
    decimal: str = ""
    grouped: bool = False


def _value(sign: str, whole: str, fraction: str | None = None) -> Decimal:
    number = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return -number if sign in MINUS_SIGNS and sign and number else number


def readings_of(text: str) -> tuple[Reading, ...]:
    """
    Return every value that a text can stand for: none for what is no number, two for 1.234, else one.

    A sign before a text that is otherwise empty, a sign of thousands out of its place (12.34.567), two decimal signs,
    exponents, words and digits of other scripts are no number. Percent, currency and units: see `read_number`.
    """
    if len(text) > MOST_SIGNS or sum(map(str.isdigit, text)) > MOST_DIGITS:
        return ()
    sign, rest = _SIGN.fullmatch(text.strip().replace("\n", " ")).groups()  # type: ignore[union-attr]  # it fits any line
    body = re.sub(f"[{SPACES}]", " ", rest).replace("\u2019", "'")
    found = []
    if match := _PLAIN.fullmatch(body):
        whole, decimal, fraction = match.groups()
        found.append(Reading(_value(sign, whole, fraction), decimal or ""))
    elif match := _BARE_FRACTION.fullmatch(body):
        found.append(Reading(_value(sign, "0", match[2]), match[1]))
    if match := _GROUPED.fullmatch(body):
        first, groups, decimal, fraction = match.groups()
        if decimal is None or decimal != groups[0]:
            whole = first + "".join(filter(str.isdigit, groups))
            found.append(Reading(_value(sign, whole, fraction), decimal or "", grouped=True))
    return tuple(found)


def write_number(value: Decimal | int, language: str, *, grouped: bool = True) -> str:
    """Write a number in a language's notation ("nl" or "en"), with the decimals that it has and a real minus."""
    exact = format(Decimal(value).normalize() + 0, ",f" if grouped else "f").replace("-", "\u2212")
    return exact if language == "en" else exact.translate({ord(","): ".", ord("."): ","})
