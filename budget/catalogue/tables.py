"""The records beside the measures: base, targets, ODA series and ready-made packages."""

from __future__ import annotations

from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from budget.catalogue.cells import clauses
from budget.catalogue.fields import (
    Attribution,
    Keur,
    KeurByYear,
    Name,
    Record,
    Source,
    Text,
)
from budget.core import DESCRIPTION, NAME, Message, text_fault, tidy


class BaseLine(Record):
    """A line of the base (grondslag), thousands of euro by year, with its printed total when it has parts."""

    id: Name
    budget: Name
    article: str = ""
    title: Text
    amounts: KeurByYear
    parts: dict[str, KeurByYear] = Field(default_factory=dict)
    note: Text | None = None
    source: Source

    def named(self, language: str) -> str:
        """Name the line as people read it in `language` ("nl" or "en"): its chapter, its article and what it is for."""
        return " ".join(filter(None, (self.budget, self.article, self.title.get(language))))


class PrintedTotal(Record):
    """A total as the report prints it, next to the lines that it should be the sum of."""

    id: Name
    lines: tuple[Name, ...]
    amounts: KeurByYear
    source: Source


class Attributed(Attribution):
    """An attribution of first-year reception to ODA by a ministry, thousands of euro by year."""

    id: Name
    amounts: KeurByYear


class Base(Record):
    """The base (grondslag): lines, printed totals and ODA attributions; a column after its years takes the last."""

    unit: Name
    years: tuple[Name, ...]
    later_years: Attribution | None = None
    lines: tuple[BaseLine, ...]
    totals: tuple[PrintedTotal, ...] = ()
    attributions: tuple[Attributed, ...] = ()

    def line(self, id_: str) -> BaseLine:
        """Return a line of the base; that it is there is checked where it is named (`check_data`)."""
        return next(line for line in self.lines if line.id == id_)

    def attribution(self, id_: str) -> Attributed:
        """Return what a ministry attributes; that it is there is checked where it is named."""
        return next(item for item in self.attributions if item.id == id_)

    def year_of(self, column: str) -> str:
        """Return the base's year that stands for a column; a later column takes the last (assumption in the file)."""
        return column if column in self.years else self.years[-1]

    def sum_lines(self, lines: tuple[str, ...], year: str) -> int:
        """Sum some lines in a year, thousands of euro."""
        return sum(line.amounts[year] for line in self.lines if line.id in lines)


NO_BASE: Final = Base(unit="none", years=(), lines=())
"""The base of a catalogue that has none."""


class TargetScope(Attribution):
    """The base lines that a target is a share of, under one of the catalogue's scopes."""

    id: Name
    title: Text
    lines: Annotated[tuple[Name, ...], Field(min_length=1)]


class Target(Attribution):
    """A target: a percentage of a base, with its own fixed year and scope."""

    id: Name
    title: Text
    percent: int
    reference_year: Name
    scopes: Annotated[tuple[TargetScope, ...], Field(min_length=1)]
    printed: Keur | None = None

    @property
    def is_cut(self) -> bool:
        """Whether the target is met by an effect of at most its amount; else by one of at least that."""
        return self.percent < 0

    def amount_of(self, base_keur: int) -> int:
        """
        Return the amount to reach on a base, thousands of euro; a broken thousand counts as not yet reached.

        −20% of 1,187,003 is −237,401 and +20% of it 237,401: both away from zero.
        """
        size = -(-base_keur * abs(self.percent) // 100)
        return -size if self.is_cut else size


class BudgetLine(Record):
    """A budget chapter and article."""

    budget: Name
    article: str = ""


class OdaYear(Record):
    """A year of the series: attribution budgeted and realised in thousands of euro, and its printed share of ODA."""

    year: Name
    budgeted: Keur
    realised: Keur | None = None
    percent: int | None = None


class OdaTotal(Attribution):
    """Total ODA by an attribution and the share that it is (per mille)."""

    attribution: Keur
    permille: Annotated[int, Field(gt=0, le=1000)]

    @property
    def keur(self) -> int:
        """Total ODA in thousands of euro, rounded half up."""
        return (2 * self.attribution * 1000 + self.permille) // (2 * self.permille)

    @property
    def bounds(self) -> tuple[int, int]:
        """
        Between which totals the rounded share leaves it, thousands of euro.

        330 million at a printed 6.4% lies between 5,116 (6.45%) and 5,197 million (6.35%).
        """
        high, low = 10 * self.permille + 5, 10 * self.permille - 5
        return self.attribution * 10_000 // high, -(-self.attribution * 10_000 // low)


class FirstYearShare(Attribution):
    """
    A way to put the first-year share of reception: a fixed share, or the own chapter's attribution over cost parts.

    `permille` is the share; without it the share follows year by year from `parts` of the line `reception_base`.
    """

    id: Name
    title: Text
    permille: Annotated[int, Field(ge=0, le=1000)] | None = None
    parts: tuple[Name, ...] = ()


class DacPart(Attribution):
    """The part of first-year reception that is for people from DAC countries and so counts as ODA, per mille."""

    permille: Annotated[int, Field(ge=0, le=1000)]


class OdaRegime(Attribution):
    """
    Another rule for the attribution, which a measure brings about.

    `ends_attribution`: reception is no longer charged to ODA, and the ceiling falls by what was attributed; `ceiling`
    is the amount that the source prints for it, thousands of euro. `cover`: what the measure takes from the ODA budget
    may be paid by the own chapter instead. `moves` is a budget line whose effect falls to others from then on.
    `explanation` says what it comes to, `note` where the source does not agree with itself.
    """

    id: Name
    title: Text
    ends_attribution: bool = False
    ceiling: Keur = 0
    cover: bool = False
    moves: BudgetLine | None = None
    explanation: Text | None = None
    note: Text | None = None


class OdaData(Record):
    """
    What a catalogue gives on the attribution of first-year reception to the ODA budget.

    `own_chapter` is the chapter that bears the rest of reception, `oda_budget` the name on postings that ODA pays.
    `shares` are the ways to put the first-year share, the default first; `dac` is the part of it that is ODA.
    """

    unit: Name
    own_chapter: Name
    oda_budget: Name
    history: Annotated[tuple[OdaYear, ...], Field(min_length=1)]
    history_source: Source
    percent_note: Text
    later_years: Attribution
    total: OdaTotal
    reception_base: Name
    shares: Annotated[tuple[FirstYearShare, ...], Field(min_length=1)]
    dac: DacPart
    regimes: tuple[OdaRegime, ...] = ()

    def regime(self, id_: str | None) -> OdaRegime | None:
        """Return a regime by its id, or None."""
        return next((regime for regime in self.regimes if regime.id == id_), None)

    def budgeted(self, year: str) -> int:
        """Return the attribution that was budgeted for a year, thousands of euro."""
        return next(item.budgeted for item in self.history if item.year == year)


class ReadyPackage(Record):
    """A ready-made package: a selection with a name, its maker and its source, and the target that it is made for."""

    id: Name
    title: Text
    note: Text
    ours: bool
    measures: tuple[Name, ...]
    target: Name | None = None
    source: Source | None = None

    @model_validator(mode="after")
    def texts_fit_a_package(self) -> Self:
        """Refuse a title or note that the name or description of a package could not be."""
        held = (("title", self.title, NAME), ("note", self.note, DESCRIPTION))
        items: list[tuple[tuple[str | int, ...], Message]] = [
            ((field, language), fault)
            for field, text, form in held
            for language in ("nl", "en")
            if (fault := text_fault(tidy(text.get(language)), form)) is not None
        ]
        if items:
            raise clauses(items)
        return self
