"""
What a person may type as a number: limits, decimals and unit, and the one reader for pages, command line and files.

Nothing is rounded and nothing is guessed. What is refused says what was expected, what was found and what to type; a
text that can be read in two ways brings both, unless the limits and decimals leave one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from budget.core.errors import SettingError
from budget.core.messages import ByLanguage, shown
from budget.core.numerals import MINUS_SIGNS, MOST_SIGNS, Reading, readings_of, write_number

POWERS: Final = {
    "duizend": 3, "thousand": 3, "mln": 6, "miljoen": 6, "million": 6, "mio": 6,
    "mld": 9, "mrd": 9, "miljard": 9, "billion": 9, "bn": 9,
}  # fmt: skip
"""Words behind a number that multiply it, as powers of ten; English "billion" is the Dutch "miljard"."""
PERCENT: Final = frozenset({"%", "procent", "percent", "per cent", "pct"})
EURO: Final = frozenset({"€", "eur", "euro"})
_FRONT: Final = re.compile(rf"\s*([+{re.escape(MINUS_SIGNS)}]?)\s*(€|EUR\b|euro\b)?\s*", re.IGNORECASE)
GROUP: Final = 3
"""The digits between signs of thousands."""


class NumberUnit(Enum):
    """What a number counts, by the power of ten in which it is held; `PERCENT` and `NONE` take no currency."""

    NONE = None
    PERCENT = "%"
    EURO = 0
    MEUR = 6


class NumberError(SettingError):
    """A text that is not the number that was asked; `choices` are the values that it can be read as, two or none."""

    choices: tuple[Decimal, ...] = ()


def in_notation(value: Decimal | int, *, grouped: bool = True) -> ByLanguage:
    """Return a number in the notation of each language, for a message."""
    return ByLanguage(*(write_number(value, language, grouped=grouped) for language in ("nl", "en")))


@dataclass(frozen=True)
class NumberForm:
    """
    The least and the most that a number may be, its decimals, its unit, and the words that may stand behind it.

    `idle` are signs before a number that say no more than its label does, as the minus of a cut: they count as nothing.
    """

    least: Decimal | int
    most: Decimal | int
    decimals: int = 0
    unit: NumberUnit = NumberUnit.NONE
    words: tuple[str, ...] = ()
    idle: str = ""

    def holds(self, value: Decimal) -> bool:
        """Whether a value is within the limits."""
        return self.least <= value <= self.most

    def fits(self, value: Decimal) -> bool:
        """Whether a value has no more decimals than are held; zeros at the end are none."""
        return value == round(value, self.decimals)

    def picked(self, values: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
        """
        Return the values that a text with two readings can mean here; the second is the one with thousands.

        Where so many decimals are never typed it is the thousands, so that 8.000 people are eight thousand.
        """
        possible = tuple(value for value in values if self.holds(value) and self.fits(value))
        return possible[-1:] if self.decimals < GROUP else possible


def _scale(mark: str, form: NumberForm, text: str) -> int:
    """Return the power of ten that the words around a number stand for; raises NumberError for another unit's."""
    words = mark.casefold().split()
    joined = " ".join(words)
    if joined in {word.casefold() for word in form.words} or not joined:
        return 0
    if form.unit is NumberUnit.PERCENT and joined in PERCENT:
        return 0
    if form.unit is not NumberUnit.PERCENT:
        rest = [word for word in words if form.unit is NumberUnit.NONE or word not in EURO]
        power = POWERS.get(rest[0].rstrip(".")) if len(rest) == 1 else None
        held = form.unit.value if isinstance(form.unit.value, int) else 0
        if not rest:
            return 0
        if power is not None:
            return power - held
    raise NumberError("number_of_another_unit", mark=shown(mark), found=shown(text), example=_example(form))


def _parted(text: str) -> tuple[str, str]:
    """Part a text into its number and the words and signs of a unit before and behind it, as "€ −12,5 mln"."""
    front = _FRONT.match(text)
    sign, currency = (front[1], front[2] or "") if front else ("", "")
    rest = sign + text[front.end() if front else 0 :]
    behind = re.search(r"[^\W\d_]|%|€", rest)
    at = behind.start() if behind else len(rest)
    return rest[:at].strip(), f"{currency} {rest[at:].strip()}".strip()


def _example(form: NumberForm) -> ByLanguage:
    """Return a number that would be taken, in each notation."""
    middle = Decimal(form.least) if form.least > 0 or form.most < 0 else Decimal(0)
    step = Decimal(5).scaleb(-min(form.decimals, 1))
    return in_notation(middle + step if form.holds(middle + step) else middle, grouped=False)


def number_values(text: str, form: NumberForm) -> tuple[Decimal, ...]:
    """Return the values that a text can stand for, in the form's unit; raises NumberError for what is no number."""
    if not text.strip():
        least, most = _limits(form)
        raise NumberError("number_missing", example=_example(form), least=least, most=most)
    number, mark = _parted(text) if len(text) <= MOST_SIGNS else ("", "")
    if number[:1] in tuple(form.idle) and number[1:].strip()[:1] not in (*MINUS_SIGNS, "+"):
        number = number[1:]
    found: tuple[Reading, ...] = readings_of(number)
    if not found:
        least, most = _limits(form)
        raise NumberError("number_expected", found=shown(text), example=_example(form), least=least, most=most)
    scale = _scale(mark, form, text)
    return tuple(reading.value.scaleb(scale) for reading in found)


def _limits(form: NumberForm) -> tuple[ByLanguage, ByLanguage]:
    return in_notation(form.least), in_notation(form.most)


def read_number(text: str, form: NumberForm) -> Decimal:
    """
    Return the number that a person typed, exactly and in the form's unit.

    Raises NumberError for what is no number, of another unit, outside the limits, finer than is held, or possible in
    two ways; then `choices` brings both.
    """
    values = number_values(text, form)
    if len(values) > 1:
        values = form.picked(values) or values[-1:]
    if len(values) > 1:
        one, other = (in_notation(value, grouped=False) for value in values)
        error = NumberError("number_in_two_ways", found=shown(text), one=one, other=other)
        error.choices = values
        raise error
    (value,) = values
    if not form.holds(value):
        least, most = _limits(form)
        raise NumberError("number_outside_limits", least=least, most=most, value=in_notation(value))
    if not form.fits(value) and form.decimals:
        raise NumberError("number_too_fine", decimals=form.decimals, found=shown(text))
    if not form.fits(value):
        raise NumberError("number_not_whole", found=shown(text))
    return value + 0


def read_share(text: str) -> int:
    """Read a fraction (0,541) or a percentage (54,1%) as per mille; raises NumberError, also for one that is finer."""
    if text.rstrip().endswith("%"):
        return int(read_number(text, NumberForm(0, 100, 1, NumberUnit.PERCENT)) * 10)
    return int(read_number(text, NumberForm(0, 1, 3)) * 1000)
