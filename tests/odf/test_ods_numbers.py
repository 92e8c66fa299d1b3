"""Notations of numbers: each code of Excel gives the parts that ODF has for it."""

from __future__ import annotations

import pytest
from lxml import etree

from budget.odf.numbers import number_styles, sections
from budget.odf.xml import SPACES, attributes, tag

STYLE, NUMBER = tag("style:"), tag("number:")


def styles(code: str) -> dict[str, etree._Element]:
    root = etree.fromstring(f"<styles{attributes(SPACES)}>{number_styles('N1', code)}</styles>")
    return {node.get(f"{STYLE}name"): node for node in root}


def test_thousands_are_shown_as_millions_by_sign() -> None:
    """Three parts: one for above zero, one for below it, and the one for zero, which calls the others."""
    found = styles("+#,##0.00,;-#,##0.00,;0")
    assert list(found) == ["N1P0", "N1P1", "N1"]
    conditions = [node.get(f"{STYLE}condition") for node in found["N1"].iter(f"{STYLE}map")]
    assert conditions == ["value()>0", "value()<0"]
    above = found["N1P0"]
    number = above.find(f"{NUMBER}number")
    assert above.findtext(f"{NUMBER}text") == "+"
    assert {name.rpartition("}")[2]: value for name, value in number.attrib.items()} == {
        "decimal-places": "2",
        "min-decimal-places": "2",
        "min-integer-digits": "1",
        "grouping": "true",
        "display-factor": "1000",
    }


@pytest.mark.parametrize(("code", "tag"), [("0.0%", "percentage-style"), ('0"%"', "number-style"), ("@", "text-style")])
def test_a_percentage_is_known_from_a_percent_sign_in_words(code: str, tag: str) -> None:
    """Only the first is shown times a hundred."""
    assert styles(code)["N1"].tag == f"{NUMBER}{tag}"


def test_a_part_may_show_nothing_or_words() -> None:
    """An empty part stays a part."""
    assert [(part.before, part.digits) for part in sections('0;"geen;0";')] == [("", "0"), ("geen;0", ""), ("", "")]
    assert styles("0;-0;")["N1"].find(f"{NUMBER}number") is None
