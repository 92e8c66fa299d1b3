"""
What each formula of the dials is on the working sheet: in words, its dials, its numerator and denominator.

The sheet calls the dials of a formula a, b, c and d, in whole parts; `fine_a` is how many parts make a whole.
"""

from __future__ import annotations

from typing import Final

from budget.core import dutch
from budget.engine import MONTHS, WEEKS
from budget.resettlement import EUR_PER_KEUR

PERCENT: Final = 100
LETTERS: Final = "abcd"

OVER_UNDER: Final = {
    "people-months": ("-{a}*{b}*{c}", "{fine_a}*{fine_b}*{fine_c}*Maanden_per_jaar*Euro_per_duizend"),
    "people-months-less-bonus": (
        "-{a}*{b}*{c}*(Procent*{fine_d}-{d})",
        "{fine_a}*{fine_b}*{fine_c}*{fine_d}*Maanden_per_jaar*Euro_per_duizend*Procent",
    ),
    "people-weeks": (
        "-{a}*({b}*{fine_c}-{c}*{fine_b})*{d}",
        "{fine_a}*{fine_b}*{fine_c}*{fine_d}*Weken_per_jaar*Euro_per_duizend",
    ),
    "monthly-payment": ("-{a}*Maanden_per_jaar*{b}", "{fine_a}*{fine_b}*Euro_per_duizend"),
    "spare-places": (
        "{a}*({b}*{fine_c}-{c}*{fine_b})*{d}",
        "{fine_a}*{fine_b}*{fine_c}*{fine_d}*Procent*Euro_per_duizend",
    ),
    "share-of-base": ("{a}*{base}*{sign}", "{fine_a}*Procent"),
    "share-of-amount": ("{a}*{b}*Duizend*{sign}", "{fine_a}*{fine_b}*Procent"),
    "shares-of-amounts": ("{items}*{sign}", "Procent"),
    "unit-cost": ("{a}*{b}+{amount}*{fine_a}*{fine_b}*Euro_per_duizend", "{fine_a}*{fine_b}*Euro_per_duizend"),
    "in-proportion": ("{reference}*({a}*{fine_b}-{b}*{fine_a})", "({first_a}*{fine_b}-{first_b}*{fine_a})"),
}
"""Numerator and denominator of what a formula gives, thousands of euro; the others work by year or by posting."""

FORMULAS: Final = {
    "resettlement": dutch(
        "per post: (a − huidig quotum) × de kosten die zij draagt, de EU-vergoeding bij b% prioriteit eraf"
    ),
    "staff": dutch("per post: de som van aantal × prijs, en een vast bedrag"),
    "share-of-lines": dutch("per post: a% van haar grondslagregels"),
    "people-months": dutch("−a × b × c / 12 maanden"),
    "people-months-less-bonus": dutch("−a × b × c / 12 maanden × (100 − d)%"),
    "people-weeks": dutch("−a × (b − c) × d / 52 weken"),
    "monthly-payment": dutch("−a × 12 maanden × b"),
    "spare-places": dutch("a × (b − c)% × d"),
    "yearly-cut": dutch("−min(a × jaren, b)% van het jaarbudget"),
    "share-of-base": dutch("a% van de grondslag"),
    "share-of-amount": dutch("a% van b miljoen"),
    "shares-of-amounts": dutch("de som van aandeel × bedrag"),
    "unit-cost": dutch("a × b + vast bedrag"),
    "in-proportion": dutch("gedrukt bedrag × (a − b) / hetzelfde zoals gedrukt"),
}
"""The formulas in words."""

ROLES: Final[dict[str, tuple[str, ...]]] = {
    "resettlement": ("quota", "priority"),
    "staff": (),
    "share-of-lines": ("percent",),
    "people-months": ("people", "months", "cost"),
    "people-months-less-bonus": ("people", "months", "cost", "bonus"),
    "people-weeks": ("people", "before", "after", "cost"),
    "monthly-payment": ("people", "payment"),
    "spare-places": ("people", "now", "aim", "cost"),
    "yearly-cut": ("step", "ceiling"),
    "share-of-base": ("percent",),
    "share-of-amount": ("percent", "amount"),
    "shares-of-amounts": (),
    "unit-cost": ("number", "cost"),
    "in-proportion": ("before", "after"),
}
"""The dials that a formula works on by a letter; the others (products, amounts) stand in the table of parts."""

WHOLE: Final = {
    "people-months": MONTHS * EUR_PER_KEUR,
    "people-months-less-bonus": MONTHS * EUR_PER_KEUR * PERCENT,
    "people-weeks": WEEKS * EUR_PER_KEUR,
    "monthly-payment": EUR_PER_KEUR,
    "spare-places": PERCENT * EUR_PER_KEUR,
    "share-of-base": PERCENT,
    "share-of-amount": PERCENT,
    "unit-cost": EUR_PER_KEUR,
}
"""What a formula's denominator is beside the parts that its dials count in."""

REDUCED: Final = frozenset({"people-months", "share-of-base", "unit-cost"})
"""The formulas whose numerator and denominator are small enough to be reduced as whole numbers in a cell."""
