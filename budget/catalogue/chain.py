"""
The records of data/chain.yaml: the reception chain in printed figures, its dials, and who bears a set-back.

Persons, months and weeks are counts; euro are whole euro a person, amounts EUR million. What reception costs and what
of it is charged to ODA stands in base.yaml and oda.yaml already, and is named here, not repeated.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from budget.catalogue.dials import Dial
from budget.catalogue.fields import Attribution, Name, Number, Record, Text

Year = Annotated[str, Field(pattern=r"^\d{4}$")]
Count = Annotated[Number, Field(ge=0)]
Unit = Literal["persons", "percent", "months", "weeks", "EUR million", "euro"]

SERIES: Final = ("received", "left", "occupancy", "status-holders", "months-to-municipality", "article-37")
FLOW_DIALS: Final = ("inflow", "stay", "price", "first-year-share", "months-to-municipality")
SHOCK_DIALS: Final = ("year", "shock", "inflow-shock", "reserve", "saved", "central")
DIALS: Final = (*FLOW_DIALS, *SHOCK_DIALS)
CHAIN: Final = "@chain"
"""The dials of the chain stand among those of the measures under this name, which no measure can have."""
FIGURES: Final = ("backtest-stay",)
FLOWS: Final = ("received", "left", "occupancy")


class ChainSeries(Attribution):
    """
    A printed series: a number by year, empty where the source leaves the cell empty.

    `parts` are the series that it is printed as the sum of; an empty cell of a part is nothing.
    """

    id: Name
    title: Text
    unit: Unit
    rounded_to: Annotated[Number, Field(gt=0)]
    values: Annotated[dict[Year, Count | None], Field(min_length=1)]
    parts: tuple[Name, ...] = ()
    note: Text | None = None


class ChainFigure(Attribution):
    """A printed or derived number of the chain, or one that the calculator takes."""

    id: Name
    title: Text
    unit: Unit
    value: Count
    note: Text | None = None


class ChainGap(Record):
    """Something that the sources print nowhere, for these years: it stays empty, and this says so."""

    id: Name
    title: Text
    years: Annotated[tuple[Year, ...], Field(min_length=1)]
    text: Text


class ChainCost(Record):
    """The line of the base that pays reception, its parts that are reception, and the central one of them."""

    line: Name
    parts: Annotated[tuple[Name, ...], Field(min_length=1)]
    central: Name


class ChainMeasure(Attribution):
    """
    A measure on reception: it shortens the stay of people, or it changes what a place costs.

    `net_of` is its dial, in percent, of what its printed amount is less than the reception that it saves.
    """

    id: Name
    acts: Literal["stay", "price"]
    net_of: Name | None = None


class SetbackRule(Attribution):
    """
    A rule for who bears a set-back: as today, the own chapter, a reserve first, or another chapter in its place.

    `regime` is the ODA regime of which it is the rule. A reserve is filled from what covers that regime, or from
    general funds; `bearer` is the chapter that takes the own one's place.
    """

    id: Name
    title: Text
    bears: Literal["shared", "own", "reserve", "moved"]
    regime: Name | None = None
    filled: Literal["cover", "general"] | None = None
    bearer: Name | None = None


class SetbackData(Record):
    """The rules for a set-back, the present one first, with the years of the back-test on what was charged to ODA."""

    rules: Annotated[tuple[SetbackRule, ...], Field(min_length=1)]
    backtest: Annotated[tuple[Year, ...], Field(min_length=1)]
    note: Text
    ceiling_note: Text


class ChainData(Record):
    """Everything that the sources give on the chain from inflow to cost, with the dials on it."""

    unit: Literal["persons"]
    series: Annotated[tuple[ChainSeries, ...], Field(min_length=1)]
    figures: tuple[ChainFigure, ...]
    dials: Annotated[tuple[Dial, ...], Field(min_length=1)]
    cost: ChainCost
    measures: tuple[ChainMeasure, ...] = ()
    setback: SetbackData
    gaps: tuple[ChainGap, ...] = ()

    def one(self, id_: str) -> ChainSeries:
        """Return a series."""
        return next(series for series in self.series if series.id == id_)

    def persons(self, id_: str) -> dict[str, int]:
        """Return the whole numbers of a series by year, empty cells left out."""
        return {year: int(value) for year, value in self.one(id_).values.items() if value is not None}

    def figure(self, id_: str) -> ChainFigure:
        """Return a figure."""
        return next(figure for figure in self.figures if figure.id == id_)

    def dial(self, id_: str) -> Dial:
        """Return a dial."""
        return next(dial for dial in self.dials if dial.id == id_)

    @property
    def years(self) -> tuple[str, ...]:
        """The years of the history: those of the stock of people in reception."""
        return tuple(self.one("occupancy").values)
