"""The settings under which a package is composed; every result carries the settings it was made with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from budget.core.errors import SettingError

DECISION_YEARS: Final = (2021, 2022, 2023)


class Basis(StrEnum):
    """Which year's base a target is a share of: the report's fixed year or each year's own."""

    REPORT = "report"
    OWN_YEAR = "own-year"


class Scope(StrEnum):
    """Which lines of the base count: the report's (article 37; 498 for BHOS) or all of annex 1."""

    REPORT = "report"
    WHOLE = "whole"


class OdaRules(StrEnum):
    """Which ODA rules count: only those that the report states, or the derived ones too."""

    STATED = "stated"
    DERIVED = "derived"


class Ceiling(StrEnum):
    """What the ODA ceiling does when the attribution changes: it stays, or it follows as in option 1A."""

    STAYS = "stays"
    FOLLOWS = "follows"


@dataclass(frozen=True)
class Settings:
    """
    Decision year, basis and scope of the targets, ODA rules, first-year share (per mille) and ceiling.

    `dials` holds the dials that were moved, as measure, dial and value, sorted. `first_year_share` None means the share
    that follows from annex 1, year by year. Raises SettingError.
    """

    decision_year: int = 2021
    basis: Basis = Basis.REPORT
    scope: Scope = Scope.REPORT
    oda_rules: OdaRules = OdaRules.DERIVED
    first_year_share: int | None = None
    ceiling: Ceiling = Ceiling.STAYS
    dials: tuple[tuple[str, str, Decimal], ...] = ()

    def __post_init__(self) -> None:
        if self.decision_year not in DECISION_YEARS:
            raise SettingError("decision_year_not_offered", years=DECISION_YEARS, year=self.decision_year)
        share = self.first_year_share
        if share is not None and not 0 <= share <= 1000:
            raise SettingError("first_year_share_outside_limits", percent=f"{share / 10:g}")

    def turned(self, measure: str, dial: str, value: Decimal | None) -> Settings:
        """Return these settings with a dial at a value, or back at its default for None."""
        kept = [item for item in self.dials if item[:2] != (measure, dial)]
        added = [] if value is None else [(measure, dial, value)]
        return replace(self, dials=tuple(sorted([*kept, *added])))

    @property
    def delay(self) -> int:
        """Years between the report's decision date (1 September 2021) and the chosen one."""
        return self.decision_year - DECISION_YEARS[0]


DEFAULT_SETTINGS: Final = Settings()
