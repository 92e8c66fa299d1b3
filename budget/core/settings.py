"""The settings under which a package is composed; every result carries the settings that it was made with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from budget.core.errors import SettingError
from budget.core.own import NO_OWN, Own
from budget.core.own_targets import OwnTarget


class Basis(StrEnum):
    """Which year's base a target is a share of: the list's own fixed year or each year's own."""

    REPORT = "report"
    OWN_YEAR = "own-year"


class OdaRules(StrEnum):
    """Which ODA rules count: only those that the source states, or the derived ones too."""

    STATED = "stated"
    DERIVED = "derived"


class Ceiling(StrEnum):
    """What the ODA ceiling does when the attribution changes: it stays, or it follows."""

    STAYS = "stays"
    FOLLOWS = "follows"


class ShareBy(StrEnum):
    """Whether measures on reception take the average first-year share, or their own where the source gives ground."""

    AVERAGE = "average"
    MEASURE = "by-measure"


class Ended(StrEnum):
    """By what the ODA ceiling falls when the attribution ends: each year's own attribution, or the printed amount."""

    OWN = "own-attribution"
    PRINTED = "printed"


class Cover(StrEnum):
    """Who pays what a regime takes from the ODA budget: that budget, or the own chapter."""

    ODA = "oda"
    OWN = "own-chapter"


class Programmes(StrEnum):
    """What a programme does under the ODA ceiling: it crowds out others, or the ceiling moves with it."""

    CROWD_OUT = "crowd-out"
    MOVE_CEILING = "move-ceiling"


class Overlaps(StrEnum):
    """How a verdict takes overlaps: by bounds in which nothing counts twice, or as the list itself adds."""

    BOUNDS = "bounds"
    AS_REPORT = "as-report"


@dataclass(frozen=True)
class Settings:
    """
    Years that the decision is later, basis and scope of the targets, ODA rules, first-year share, ceiling, overlaps.

    `scope` "" is the catalogue's first. `first_year_share` is a share of one's own per mille, the name of one of the
    catalogue's, or None for its first; `dac_part` is per mille, None the catalogue's. `dials` holds the dials that were
    moved, as measure, dial and value, sorted; `own_targets` the targets that the user set, `own` the figures of their
    own. Raises SettingError.
    """

    delay: int = 0
    basis: Basis = Basis.REPORT
    scope: str = ""
    oda_rules: OdaRules = OdaRules.DERIVED
    first_year_share: int | str | None = None
    share_by: ShareBy = ShareBy.AVERAGE
    dac_part: int | None = None
    ceiling: Ceiling = Ceiling.STAYS
    programmes: Programmes = Programmes.CROWD_OUT
    ended: Ended = Ended.OWN
    cover: Cover = Cover.ODA
    overlaps: Overlaps = Overlaps.BOUNDS
    dials: tuple[tuple[str, str, Decimal], ...] = ()
    own_targets: tuple[OwnTarget, ...] = ()
    own: Own = NO_OWN

    def __post_init__(self) -> None:
        if self.delay < 0:
            raise SettingError("decision_before_the_list", delay=self.delay)
        for share in (self.first_year_share, self.dac_part):
            if isinstance(share, int) and not 0 <= share <= 1000:
                raise SettingError("first_year_share_outside_limits", percent=f"{share / 10:g}")

    @property
    def of_amounts(self) -> Settings:
        """These settings as far as amounts follow from them: without targets of one's own, which only hold amounts."""
        return replace(self, own_targets=()) if self.own_targets else self

    @property
    def of_any_package(self) -> Settings:
        """These settings as far as they say how any package counts: without what is set for one of them."""
        return replace(self, dials=(), own_targets=(), own=NO_OWN)

    def turned(self, measure: str, dial: str, value: Decimal | None) -> Settings:
        """Return these settings with a dial at a value, or back at its default for None."""
        kept = [item for item in self.dials if item[:2] != (measure, dial)]
        added = [] if value is None else [(measure, dial, value)]
        return replace(self, dials=tuple(sorted([*kept, *added])))


DEFAULT_SETTINGS: Final = Settings()
