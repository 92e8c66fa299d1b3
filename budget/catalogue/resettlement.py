"""
The records of data/resettlement.yaml: frameworks, series, EU programmes, costs, the fair share, disagreements.

Persons are whole numbers; the costs are whole euro per person. Every record names its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from budget.catalogue.fields import Attribution, Name, Number, Record, Source, Text
from budget.catalogue.reader import Placed, RecordReader, remedy_near
from budget.core import Fault

if TYPE_CHECKING:
    from budget.catalogue.catalogue import Catalogue

Persons = Annotated[int, Field(ge=0)]
Year = Annotated[str, Field(pattern=r"^\d{4}$")]
PersonsByYear = Annotated[dict[Year, Persons], Field(min_length=1)]
Counting = Literal["quota", "selection", "arrival"]
Percent = Annotated[Number, Field(ge=0, le=100)]


class Framework(Record):
    """A multi-year framework ahead: so many arrivals in so many years."""

    years: Annotated[tuple[Year, ...], Field(min_length=1)]
    arrivals: Persons
    per_year: Persons
    counting: Counting
    source: Source


class PastFramework(Record):
    """A framework that has ended: what it asked in the end, and up to which year it was fixed on the way."""

    years: Annotated[tuple[Year, ...], Field(min_length=1)]
    counting: Counting
    obligation: Persons
    fixed_through: Year | None = None
    source: Source


class Costs(Record):
    """Cost and EU contribution per person, whole euro."""

    execution: Persons
    integration: Persons
    eu_priority: Persons
    eu_other: Persons
    source: Source

    @property
    def gross(self) -> int:
        """Cost before the EU contribution."""
        return self.execution + self.integration


class Rule(Attribution):
    """A rule of counting, carry-over or compensation, in our words."""

    id: Name
    text: Text


class Step(Attribution):
    """A step of the explanation: what resettlement is, or how it goes, in our words."""

    id: Name
    title: Text
    text: Text


class Series(Record):
    """Persons by year: what is counted, of which part, how it is rounded and when it was drawn up."""

    id: Name
    title: Text
    counting: Counting
    scope: Literal["national", "eu-turkey", "all"]
    rounded_to: Annotated[int, Field(gt=0)]
    reference_date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    values: PersonsByYear
    printed_total: Persons | None = None
    note: Text | None = None
    source: Source


class Programme(Record):
    """
    An EU programme: the Dutch pledge with its parts and outcome, and that of all countries together.

    `eu_pledged_at_least`: the source says more than `eu_pledged`.
    """

    id: Name
    title: Text
    pledged: Persons
    realised: Persons | None = None
    national: Persons | None = None
    eu_turkey: Persons | None = None
    eu_turkey_realised: Persons | None = None
    open_national: Persons = 0
    eu_pledged: Persons
    eu_pledged_at_least: bool = False
    eu_realised: Persons | None = None
    eu_realised_source: Source | None = None
    note: Text
    source: Source


class Engagement(Record):
    """What a country planned to resettle in a period and what it did."""

    period: Name
    planned: Persons
    realised: Persons
    note: Text
    source: Source


class Weight(Record):
    """A criterion of the key with its weight; `updated` when FAIR took new figures for it."""

    id: Name
    percent: Percent
    updated: bool
    title: Text


class FairShareData(Record):
    """
    What FAIR takes for its country and prints as steps; `key_old` and `key_new` in percent of the EU.

    `note` says whose share it is and what it covers, for whoever would carry it into a package.
    """

    country: Text
    note: Text | None = None
    needs: Persons
    needs_year: Year
    growth_per_year: int
    growth_years: Persons
    eu_percent: Percent
    key_old: Percent
    key_new: Percent
    weights: Annotated[tuple[Weight, ...], Field(min_length=1)]
    printed_need: Persons
    printed_eu: Persons
    printed_outcome: Persons
    path: PersonsByYear
    key_note: Text
    rounding_note: Text
    source: Source


class PersonsReading(Record):
    """A reading of a disagreement with its place; `persons` where it is a number of people."""

    persons: Persons | None = None
    value: Text
    source: Source


class Disagreement(Record):
    """A figure on which the sources differ: every reading, and what explains it; shown beside the history or not."""

    id: Name
    title: Text
    beside_history: bool = False
    readings: Annotated[tuple[PersonsReading, ...], Field(min_length=2)]
    explanation: Text


class ResettlementData(Record):
    """
    Everything that the sources give on resettlement.

    `quota` is the national quota of today, a year; `quota_measures` are the measures whose dial sets another
    one; `explanation` says in steps what resettlement is and how it goes.
    """

    unit: Literal["persons"]
    quota: Persons
    quota_measures: tuple[Name, ...] = ()
    explanation: tuple[Step, ...] = ()
    framework: Framework
    previous_framework: PastFramework
    costs: Costs
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    series: Annotated[tuple[Series, ...], Field(min_length=1)]
    programmes: tuple[Programme, ...]
    engagements: tuple[Engagement, ...]
    fair_share: FairShareData
    disagreements: tuple[Disagreement, ...]

    def values(self, id_: str) -> dict[str, int]:
        """Return the persons by year of a series."""
        return next(series.values for series in self.series if series.id == id_)

    def programme(self, id_: str) -> Programme:
        """Return an EU programme."""
        return next(programme for programme in self.programmes if programme.id == id_)


SERIES = ("quota", "selections", "eu-turkey", "eu-turkey-emn", "national-emn", "all-arrivals")
PROGRAMMES = ("eu-50000", "eu-2020")


def _missing(placed: Placed[ResettlementData], catalogue: Catalogue) -> list[Fault]:
    """List what the pages ask for and the file does not hold, repeated ids, and quota measures that do not exist."""
    faults = [
        placed.fault(("quota_measures", place), "unknown_measure", id=id_, remedy=remedy_near(id_, catalogue.measures))
        for place, id_ in enumerate(placed.record.quota_measures)
        if id_ not in catalogue.measures
    ]
    found = {"series": [s.id for s in placed.record.series], "programmes": [p.id for p in placed.record.programmes]}
    for field, wanted in (("series", SERIES), ("programmes", PROGRAMMES)):
        lacking = [id_ for id_ in wanted if id_ not in found[field]]
        if lacking:
            faults.append(placed.fault((field,), "ids_missing", wanted=wanted, lacking=lacking))
        for place, id_ in enumerate(found[field]):
            if id_ in found[field][:place]:
                faults.append(placed.fault((field, place, "id"), "id_repeated_in_list", id=id_))
    return faults


def load_resettlement(catalogue: Catalogue) -> Placed[ResettlementData] | None:
    """Load what the sources give on resettlement, None without the file; raises FaultsError with every fault."""
    opened = RecordReader.beside(catalogue, "resettlement.yaml")
    if opened is None:
        return None
    reader, path = opened
    placed = reader.one(path, ResettlementData)
    if placed is not None:
        reader.faults += _missing(placed, catalogue)
    return reader.sound(path, placed)
