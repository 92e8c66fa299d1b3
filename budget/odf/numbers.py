"""Notations of numbers: a format code of Excel as the number styles of ODF, with its parts for >0, <0 and 0."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from budget.odf.xml import attributes, written

BUILT_IN: Final = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}
"""The codes that a file names by number alone; 0, which is no notation, is not here."""

_PIECE: Final = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<digits>[0#?][0#?.,]*)|(?P<other>.)')
_CONDITIONS: Final = {1: (), 2: ("value()>=0",), 3: ("value()>0", "value()<0")}


@dataclass(frozen=True)
class Section:
    """
    A part of a notation: text before and after, and of the number its decimals, thousands and scale.

    `is_percent`: the number is shown times a hundred; a sign between quotation marks does not make it so.
    """

    before: str
    after: str
    digits: str = ""
    is_percent: bool = False

    @property
    def number(self) -> str:
        """The element for the number, "" where the part shows none."""
        if not self.digits:
            return ""
        whole = self.digits.rstrip(",")
        head, _, tail = whole.partition(".")
        told = {
            "number:decimal-places": str(len(tail)),
            "number:min-decimal-places": str(tail.count("0")),
            "number:min-integer-digits": str(head.count("0")),
            "number:grouping": "true" if "," in head else "",
            "number:display-factor": str(1000 ** (len(self.digits) - len(whole))) if whole != self.digits else "",
        }
        return f"<number:number{attributes(told)}/>"


def _section(code: str) -> Section:
    texts, digits, percent = ["", ""], "", False
    for piece in _PIECE.finditer(code):
        percent = percent or piece["other"] == "%"
        if piece["digits"] is not None and not digits:
            digits = piece["digits"]
        else:
            texts[bool(digits)] += next(found for found in piece.groups() if found is not None)
    return Section(texts[0], texts[1], digits, percent)


def sections(code: str) -> list[Section]:
    """Return the parts of a format code: one for all numbers, two for >= 0 and < 0, three for > 0, < 0 and 0."""
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    return [_section(part) for part in parts[:3]]


def number_styles(name: str, code: str) -> str:
    """
    Return the elements that give a format code the name of a style.

    The last part is the style itself; the ones before it stand beside it and are taken where their condition holds.
    """
    if code == "@":
        return f"<number:text-style{attributes({'style:name': name})}><number:text-content/></number:text-style>"
    found = sections(code)
    conditions = _CONDITIONS[len(found)]
    order = [*found[:-1], found[-1]]
    named = [f"{name}P{at}" for at in range(len(conditions))]
    maps = "".join(
        f"<style:map{attributes({'style:condition': condition, 'style:apply-style-name': part})}/>"
        for condition, part in zip(conditions, named, strict=True)
    )
    parts = [_style(part, section, {"style:volatile": "true"}) for part, section in zip(named, order, strict=False)]
    return "".join([*parts, _style(name, order[-1], {}, maps)])


def _style(name: str, section: Section, more: dict[str, str], maps: str = "") -> str:
    tag = "number:percentage-style" if section.is_percent else "number:number-style"
    before, after = (
        f"<number:text>{written(text)}</number:text>" if text else "" for text in (section.before, section.after)
    )
    body = f"{before}{section.number}{after}" or "<number:text/>"
    return f"<{tag}{attributes({'style:name': name, **more})}>{body}{maps}</{tag}>"
