"""
Targets of one's own: what may be asked, and the line of text that asks it.

1. What a target cannot ask is refused by field, one clear fault for each mistake.
2. An amount to reach lies away from zero, so that a broken thousand is never reached for free.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.core import (
    MOST_BUDGETS,
    MOST_OWN_TARGETS,
    Aim,
    BudgetError,
    Money,
    OwnTarget,
    OwnTargetError,
    SettingError,
    TargetFrame,
    check_own_targets,
    read_own_target,
    target_faults,
)

FRAME = TargetFrame(
    ("2024", "2025", "struc"),
    ("VI Justitie", "XV Sociaal", "XV Sociaal 1", "XVI Zorg"),
    ("main", "aid"),
    ("2021",),
    True,
)
LINES = {"base_lines": ("main",), "base_year": "2021"}


def asked(text: str) -> OwnTarget:
    """Read a line of text and hold it to the list."""
    target = read_own_target(text, FRAME)
    check_own_targets([target], FRAME)
    return target


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({}, "amount", "found neither"),
        ({"amount_keur": 1, "percent": Decimal(1)}, "percent", "found both"),
        ({"amount_keur": -1}, "amount", "from 0 to"),
        ({"amount_keur": 10**9 + 1}, "amount", "from 0 to"),
        ({"percent": Decimal(5)}, "base_amount", "found none"),
        ({"percent": Decimal(0), "base_keur": 1}, "percent", "above 0"),
        ({"percent": Decimal("1.2345"), "base_keur": 1}, "percent", "three decimals"),
        ({"percent": Decimal("NaN"), "base_keur": 1}, "percent", "above 0"),
        (
            {"percent": Decimal(5), "base_keur": 1, "base_lines": ("main",), "base_year": "2021"},
            "base_lines",
            "one base",
        ),
        ({"percent": Decimal(5), "base_lines": ("main",)}, "base_year", "Choose a year"),
        ({"amount_keur": 1, "base_keur": 1}, "base_amount", "found an amount as the target"),
        ({"amount_keur": 1, "base_year": "2021"}, "base_year", "Leave it out"),
        ({"amount_keur": 1, "budgets": ("a", "a")}, "budgets", "more often"),
        ({"amount_keur": 1, "budgets": tuple(map(str, range(MOST_BUDGETS + 1)))}, "budgets", "at most"),
        ({"amount_keur": 1, "name": "x" * 61}, "name", "60"),
        ({"amount_keur": 1, "name": "a\u202eb"}, "name", "U+202E"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_field(values: dict[str, Any], field: str, said: str) -> None:
    """Each mistake has one fault, at its own field."""
    with pytest.raises(OwnTargetError) as caught:
        OwnTarget(**values)
    assert [name for name, _ in caught.value.faults] == [field]
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("target", "fields"),
    [
        (OwnTarget(amount_keur=1, budgets=("XV", "XV Sociaal"), columns=("2026",)), ["budgets", "columns"]),
        (OwnTarget(percent=Decimal(1), base_lines=("mian",), base_year="2020"), ["base_lines", "base_year"]),
        (OwnTarget(amount_keur=0, money=Money.TAXES), []),
    ],
)
def test_what_a_list_lacks_is_told_by_field(target: OwnTarget, fields: list[str]) -> None:
    """Chapters, base lines, years and columns are those of the list."""
    assert [field for field, _ in target_faults(target, FRAME)] == fields


def test_a_list_without_taxes_has_no_target_on_taxes() -> None:
    """Nothing would count towards it."""
    faults = target_faults(OwnTarget(amount_keur=1, money=Money.TAXES), TargetFrame())
    assert [field for field, _ in faults] == ["money"]


def test_targets_are_few_and_different() -> None:
    """A package has at most so many targets, none of them twice."""
    several = [OwnTarget(amount_keur=n) for n in range(MOST_OWN_TARGETS)]
    check_own_targets(several, FRAME)
    with pytest.raises(SettingError, match=f"at most {MOST_OWN_TARGETS}"):
        check_own_targets([*several, OwnTarget(amount_keur=99)], FRAME)
    with pytest.raises(SettingError, match="target 2 again"):
        check_own_targets([several[0], several[0]], FRAME)


@given(st.integers(0, 10**9), st.integers(1, 10**6), st.sampled_from(Aim))
def test_the_amount_lies_away_from_zero(base: int, parts: int, aim: Aim) -> None:
    """It is the smallest whole thousand that is not less than the percentage of the base."""
    target = OwnTarget(aim, percent=Decimal(parts) / 1000, base_keur=base)
    size = abs(target.amount_of(base))
    assert (size - 1) * 100_000 < base * parts <= size * 100_000
    assert target.amount_of(base) * target.sign >= 0


def test_percentages_with_decimals_by_hand() -> None:
    """−12.5% of 1.001 million is −126 thousand, +0.001% of it 1, and nothing of nothing."""
    assert OwnTarget(percent=Decimal("12.5"), base_keur=1001).amount_of(1001) == -126
    assert OwnTarget(Aim.RISE, percent=Decimal("0.001"), base_keur=1001).amount_of(1001) == 1
    assert OwnTarget(percent=Decimal(50), base_keur=0).amount_of(0) == 0


STRUC = ("struc",)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("XV: -500 by 2025", {"amount_keur": 500_000, "budgets": ("XV Sociaal",), "columns": ("2025", "struc")}),
        ("xvi: −1.234,5", {"amount_keur": 1_234_500, "budgets": ("XVI Zorg",), "columns": STRUC}),
        ("all (taxes): +250 all", {"direction": Aim.RISE, "amount_keur": 250_000, "money": Money.TAXES}),
        (
            "alles (uitgaven): - 2 000 2024, 2025",
            {"amount_keur": 2_000_000, "money": Money.EXPENDITURE, "columns": ("2024", "2025")},
        ),
        (
            "XV Sociaal 1; VI: -12.5% of 3500 2024",
            {
                "percent": Decimal("12.5"),
                "base_keur": 3_500_000,
                "budgets": ("XV Sociaal 1", "VI Justitie"),
                "columns": ("2024",),
            },
        ),
        (
            "all: +20% of main+aid@2021 structural",
            {
                "direction": Aim.RISE,
                "percent": Decimal(20),
                "base_lines": ("main", "aid"),
                "base_year": "2021",
                "columns": STRUC,
            },
        ),
        ("Op zorg = XVI: -0", {"amount_keur": 0, "budgets": ("XVI Zorg",), "columns": STRUC, "name": "Op zorg"}),
        ("all: -5% of 2025", {"percent": Decimal(5), "base_keur": 2_025_000, "columns": STRUC}),
    ],
)
def test_a_line_of_text_asks_a_target(text: str, values: dict[str, Any]) -> None:
    """Where, how much, of what and when; in either language, a chapter by how it begins."""
    assert asked(text) == OwnTarget(**values)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("XV: 500", "expected WHERE"),  # no sign: is it a cut?
        ("-500", "expected WHERE"),
        ("XV: -500 someday", "expected WHERE"),
        ("XV: -1.234", "1.234 or 1234"),
        ("XV: -5.0001", "at most 3 decimals"),
        ("XV: -5% ", "found none"),
        ("XIV: -5", "something that the list has"),
        ("X: -5 2031", "something that the list has"),
        ("all: -5% of main@1999", "something that the list has"),
        ("all: -1,2,3", "expected a number"),
        ("x" * 2000 + ": -5", "expected WHERE"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(text: str, said: str) -> None:
    """With what was expected and a way out."""
    with pytest.raises(SettingError) as caught:
        asked(text)
    assert said in str(caught.value)


def test_the_beginning_of_several_chapters_is_not_guessed() -> None:
    """A text with which several begin names none; a chapter before its own lines is meant."""
    frame = TargetFrame(("struc",), ("B een", "B twee", "C", "C 1"))
    with pytest.raises(OwnTargetError, match="several begin"):
        read_own_target("B: -1", frame)
    assert read_own_target("C: -1", frame).budgets == ("C",)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing that is typed breaks the reader: it is a target that the list can have, or an error that says why."""
    try:
        found = target_faults(asked(text), FRAME)
    except BudgetError:
        return
    assert found == ()
