"""The measures with dials as the workbook counts them: their values under the settings, in whole parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budget.catalogue import DialSet, Measure
from budget.engine import Package, moved
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


def list_rules(package: Package) -> list[Rule]:
    """Return the measures that have dials."""
    values = dial_values(package)
    return [
        Rule(m, m.dials, {d.id: values[dial_key(m.id, d.id)] for d in m.dials.values}, moved(m, package.settings))
        for m in package.catalogue.measures.values()
        if m.dials is not None
    ]
