"""
Numbers that people type, in either notation.

1. What each text means, or that it is refused: never rounded, never guessed.
2. What is written is read back as the same number, in both languages.
3. A refusal says what was expected and found, in both languages.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.core import (
    MINUS_SIGNS,
    NumberError,
    NumberForm,
    NumberUnit,
    explain,
    read_number,
    read_share,
    readings_of,
    write_number,
)

AMOUNT = NumberForm(-100_000, 100_000, 3, NumberUnit.MEUR)
PEOPLE = NumberForm(0, 10_000_000, words=("mensen", "people"))
PERCENT = NumberForm(0, 100, 2, NumberUnit.PERCENT)
EUROS = NumberForm(0, 10_000_000, 2, NumberUnit.EURO)
CUT = NumberForm(0, 1_000_000, 3, NumberUnit.MEUR, idle=MINUS_SIGNS)

TWO, WORD, OUT, FINE, WHOLE, UNIT, NONE = (
    "number_in_two_ways", "number_expected", "number_outside_limits", "number_too_fine", "number_not_whole",
    "number_of_another_unit", "number_missing",
)  # fmt: skip

TABLE: list[tuple[NumberForm, str, str]] = [
    # either notation
    (AMOUNT, "0,5", "0.5"),
    (AMOUNT, "0.5", "0.5"),
    (AMOUNT, "2,50", "2.5"),
    (AMOUNT, "2.50", "2.5"),
    (AMOUNT, "1.234,5", "1234.5"),
    (AMOUNT, "1,234.5", "1234.5"),
    (AMOUNT, "12.345,678", "12345.678"),
    (AMOUNT, "12,345.678", "12345.678"),
    (AMOUNT, "0,500", "0.5"),
    (AMOUNT, "0.500", "0.5"),
    (AMOUNT, ",5", "0.5"),
    (AMOUNT, ".5", "0.5"),
    (AMOUNT, "007", "7"),
    (AMOUNT, "1234,567", "1234.567"),
    (AMOUNT, "1234.567", "1234.567"),
    (PEOPLE, "1.473.156", "1473156"),
    (PEOPLE, "1,473,156", "1473156"),
    (PEOPLE, "0", "0"),
    # one sign before three digits
    (AMOUNT, "1.234", TWO),
    (AMOUNT, "1,234", TWO),
    (AMOUNT, "-12,345", TWO),
    (AMOUNT, "999.999", "999.999"),
    (AMOUNT, "1,2340", "1.234"),
    (AMOUNT, "1234", "1234"),
    (PEOPLE, "1.473", "1473"),
    (PEOPLE, "1,473", "1473"),
    (PEOPLE, "8.000", "8000"),
    (PERCENT, "1.000", "1"),
    (PERCENT, "1,234", OUT),
    # spaces, also those that do not break, and apostrophes
    (AMOUNT, "  12,5 ", "12.5"),
    (AMOUNT, "1 234,5", "1234.5"),
    (AMOUNT, "1\u00a0234,5", "1234.5"),
    (AMOUNT, "1\u202f234.567", "1234.567"),
    (PEOPLE, "1\u2009473\u2009156", "1473156"),
    (PEOPLE, "1'473'156", "1473156"),
    (PEOPLE, "1\u2019473", "1473"),
    (PEOPLE, "1 47", WORD),
    (PEOPLE, "14 73", WORD),
    (PEOPLE, "1\t473", WORD),
    # every minus, and plus
    (AMOUNT, "-5", "-5"),
    (AMOUNT, "\u22125", "-5"),
    (AMOUNT, "\u20135,5", "-5.5"),
    (AMOUNT, "\u20145", "-5"),
    (AMOUNT, "\u20105", "-5"),
    (AMOUNT, "\u20115", "-5"),
    (AMOUNT, "\u20125", "-5"),
    (AMOUNT, "\ufe635", "-5"),
    (AMOUNT, "\uff0d5", "-5"),
    (AMOUNT, "- 5", "-5"),
    (AMOUNT, "\u2212\u00a05", "-5"),
    (AMOUNT, "+5", "5"),
    (AMOUNT, "-0", "0"),
    (PEOPLE, "-5", OUT),
    (AMOUNT, "--5", WORD),
    (AMOUNT, "+-5", WORD),
    (AMOUNT, "5-", WORD),
    (AMOUNT, "(5)", WORD),
    # a minus that says what the label says, and every minus before a currency
    *((CUT, f"{sign}2000", "2000") for sign in MINUS_SIGNS),
    *((AMOUNT, f"{sign}€ 5", "-5") for sign in MINUS_SIGNS),
    (CUT, "- 5", "5"),
    (CUT, "−€ 1.234,5 mln", "1234.5"),
    (CUT, "+5", "5"),
    (CUT, "--5", WORD),
    (CUT, "-1.234", TWO),
    (AMOUNT, "-", WORD),
    (AMOUNT, "\u2212", WORD),
    (AMOUNT, "12,-", WORD),
    # percent
    (PERCENT, "12,5%", "12.5"),
    (PERCENT, "12.5 %", "12.5"),
    (PERCENT, "12,5\u00a0%", "12.5"),
    (PERCENT, "20 procent", "20"),
    (PERCENT, "20 per cent", "20"),
    (PERCENT, "101%", OUT),
    (PERCENT, "12,345", OUT),
    (PERCENT, "0,125%", FINE),
    (AMOUNT, "12%", UNIT),
    (PEOPLE, "12%", UNIT),
    (PERCENT, "12%%", UNIT),
    (PERCENT, "%", WORD),
    (PERCENT, "1 mln", UNIT),
    # currency and multiples
    (AMOUNT, "€ 12,5", "12.5"),
    (AMOUNT, "€12,5", "12.5"),
    (AMOUNT, "\u2212€ 12,5", "-12.5"),
    (AMOUNT, "€ -12,5", "-12.5"),
    (AMOUNT, "EUR 12.5", "12.5"),
    (AMOUNT, "12,5 euro", "12.5"),
    (AMOUNT, "12,5 mln", "12.5"),
    (AMOUNT, "12,5 mln. euro", "12.5"),
    (AMOUNT, "12,5mln", "12.5"),
    (AMOUNT, "1,5 mld", "1500"),
    (AMOUNT, "1.5 billion", "1500"),
    (AMOUNT, "12 miljoen", "12"),
    (AMOUNT, "500 duizend", "0.5"),
    (AMOUNT, "\u22127 MLN", "-7"),
    (AMOUNT, "1.234 mln", TWO),
    (AMOUNT, "€ 12.500.000", OUT),
    (AMOUNT, "€", WORD),
    (EUROS, "€ 1.250,50", "1250.5"),
    (EUROS, "2,5 mln", "2500000"),
    (EUROS, "1.250", "1250"),
    (EUROS, "$ 5", WORD),
    (PEOPLE, "1,5 mln", "1500000"),
    (PEOPLE, "2200 mensen", "2200"),
    (PEOPLE, "2200 people", "2200"),
    (PEOPLE, "2200 weken", UNIT),
    (PEOPLE, "€ 5", UNIT),
    (AMOUNT, "1 mln mln", UNIT),
    # nonsense
    (AMOUNT, "", NONE),
    (AMOUNT, "   ", NONE),
    (AMOUNT, "\u00a0", NONE),
    (AMOUNT, "vijf", WORD),
    (AMOUNT, "1e3", UNIT),
    (AMOUNT, "nan", WORD),
    (AMOUNT, "inf", WORD),
    (AMOUNT, "0x10", UNIT),
    (AMOUNT, "1_000", WORD),
    (AMOUNT, "5,", WORD),
    (AMOUNT, "5.", WORD),
    (AMOUNT, ".", WORD),
    (AMOUNT, "1,2,3", WORD),
    (AMOUNT, "12.34.567", WORD),
    (AMOUNT, "1.234.56", WORD),
    (AMOUNT, "1.234,567.8", WORD),
    (AMOUNT, "1,234,567,89", WORD),
    (AMOUNT, "0.123.456", WORD),
    (AMOUNT, "12-5-2021", WORD),
    (AMOUNT, "12.5.2021", WORD),
    (AMOUNT, "10-25", WORD),
    (AMOUNT, "10…25", WORD),
    (AMOUNT, "½", WORD),
    (AMOUNT, "5²", UNIT),
    (AMOUNT, "\u0665", WORD),
    (AMOUNT, "\uff15", WORD),
    (AMOUNT, "=5", WORD),
    (AMOUNT, "1/2", WORD),
    (AMOUNT, "PM", WORD),
    (AMOUNT, "5\n6", WORD),
    (AMOUNT, "9" * 60, WORD),
    (AMOUNT, "0" * 39, WORD),
    # limits and decimals
    (AMOUNT, "100.000,001", OUT),
    (AMOUNT, "100.000,000", "100000"),
    (AMOUNT, "0,1234", FINE),
    (PEOPLE, "2,5", WHOLE),
    (PEOPLE, "2,0", "2"),
    (PERCENT, "3.555", OUT),
    (PERCENT, "3,5551", FINE),
]


def test_the_table_is_long_enough() -> None:
    """Sixty texts at least, each once for its form."""
    asked = [(form, text) for form, text, _ in TABLE]
    assert len(asked) == len(set(asked)) >= 60


@pytest.mark.parametrize(("form", "text", "meant"), TABLE, ids=[f"{text!r}" for _, text, _ in TABLE])
def test_a_text_is_read_as_it_is_meant_or_refused(form: NumberForm, text: str, meant: str) -> None:
    """Exactly; a refusal has its own code."""
    if meant.startswith("number_"):
        with pytest.raises(NumberError) as refused:
            read_number(text, form)
        assert refused.value.message.code == meant
        said = [explain(refused.value, language) for language in ("nl", "en")]
        assert "verwacht" in said[0] or "kan" in said[0]
        assert "expected" in said[1] or "can be" in said[1]
        assert (len(refused.value.choices) == 2) == (meant == TWO)
    else:
        found = read_number(text, form)
        assert (found, str(found).startswith("-")) == (Decimal(meant), meant.startswith("-"))


def test_two_readings_are_both_told() -> None:
    """In the notation of the language that is spoken, without a sign that would again be read in two ways."""
    with pytest.raises(NumberError) as refused:
        read_number("-1.234", AMOUNT)
    assert refused.value.choices == (Decimal("-1.234"), Decimal(-1234))
    assert explain(refused.value, "nl").startswith('"-1.234" kan \u22121,234 of \u22121234 zijn.')
    assert explain(refused.value, "en").startswith('"-1.234" can be \u22121.234 or \u22121234.')


@pytest.mark.parametrize(
    ("text", "permille"),
    [("0,541", 541), ("54,1%", 541), ("54.1 %", 541), ("1", 1000), ("0", 0), ("100%", 1000), ("50%", 500)],
)
def test_a_share_is_a_fraction_or_a_percentage(text: str, permille: int) -> None:
    """Per mille, exactly."""
    assert read_share(text) == permille


@pytest.mark.parametrize("text", ["1,5", "0,5415", "54,15%", "101%", "half", "nan", "1e999%", "-0,1", "50%%"])
def test_a_share_that_is_none_or_finer_is_refused(text: str) -> None:
    """Nothing is rounded."""
    with pytest.raises(NumberError):
        read_share(text)


@given(st.decimals(-(10**9), 10**9, places=3), st.sampled_from(["nl", "en"]), st.booleans())
def test_what_is_written_is_read_again(value: Decimal, language: str, grouped: bool) -> None:
    """The number is among the readings of what is written, of which there are two at most."""
    found = readings_of(write_number(value, language, grouped=grouped))
    assert value in {reading.value for reading in found}
    assert len({reading.value for reading in found}) <= 2


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_a_refusal(text: str) -> None:
    """Nothing else comes of it."""
    for form in (AMOUNT, PEOPLE, PERCENT):
        try:
            found = read_number(text, form)
        except NumberError:
            continue
        assert form.holds(found)
        assert form.fits(found)
