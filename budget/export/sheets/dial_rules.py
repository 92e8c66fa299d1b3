"""The measures with dials as the workbook counts them: their values under the settings, in whole parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import prod

from budget.catalogue import DialSet, Measure
from budget.engine import Package, moved
from budget.export.sheets.dial_formulas import PERCENT, REDUCED, ROLES, WHOLE
from budget.export.sheets.dials import dial_key, dial_values, fineness


@dataclass(frozen=True)
class Rule:
    """A measure's dials under the settings, and the parts that the workbook counts them in."""

    measure: Measure
    dials: DialSet
    values: dict[str, Decimal]
    own: dict[str, Decimal]

    @property
    def parts(self) -> dict[str, int]:
        """The parts of each dial."""
        return {dial.id: fineness(dial, self.values[dial.id]) for dial in self.dials.values}

    @property
    def under(self) -> Fraction:
        """What the denominator of the formula holds: the parts that its dials count in, and what it divides by itself."""
        parts, formula = prod(self.parts.values()), self.dials.formula
        if formula == "shares-of-amounts":
            return Fraction(PERCENT)
        if formula == "in-proportion":
            printed = {dial.id: Fraction(dial.default) for dial in self.dials.values}
            before, after = (printed[dial] for dial in ROLES[formula])
            return (before - after) * parts
        return Fraction(parts * WHOLE.get(formula, 1))

    def ratio(self, amount: Fraction) -> tuple[Fraction, Fraction]:
        """Return numerator and denominator of the formula for the amount (thousands of euro) that it gives."""
        return amount * self.under, self.under

    def over_printed(self, amount: Fraction) -> tuple[Fraction, Fraction]:
        """Return the amount over the printed one as two whole numbers, reduced where the sheet does that."""
        reference = Fraction(self.dials.reference)
        if self.dials.formula in REDUCED:
            scale = amount / reference
            return Fraction(scale.numerator), Fraction(scale.denominator)
        sign = 1 if reference > 0 else -1
        return amount * self.under * sign, self.under * abs(reference)


def list_rules(package: Package) -> list[Rule]:
    """Return the measures that have dials."""
    values = dial_values(package)
    return [
        Rule(m, m.dials, {d.id: values[dial_key(m.id, d.id)] for d in m.dials.values}, moved(m, package.settings))
        for m in package.catalogue.measures.values()
        if m.dials is not None
    ]
