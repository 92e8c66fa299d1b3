"""The records beside the measures: base, targets, ODA series, ready-made packages, catalogue version."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from budget.catalogue.fields import Attribution, Keur, KeurByYear, Name, Record, Source, Text, Unit


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


class PrintedTotal(Record):
    """A total as the report prints it, next to the lines that it should be the sum of."""

    id: Name
    lines: tuple[Name, ...]
    amounts: KeurByYear
    source: Source


class Attributed(Attribution):
    """An attribution of first-year reception to ODA by a ministry (BMH annex 1), thousands of euro by year."""

    id: Name
    amounts: KeurByYear


class Base(Record):
    """The base of the exercise: lines, printed totals and ODA attributions of annex 1."""

    unit: Unit
    years: tuple[Name, ...]
    later_years: Attribution
    lines: tuple[BaseLine, ...]
    totals: tuple[PrintedTotal, ...] = ()
    attributions: tuple[Attributed, ...] = ()


class TargetScope(Attribution):
    """The base lines that a target is a share of."""

    id: Literal["report", "whole"]
    title: Text
    lines: Annotated[tuple[Name, ...], Field(min_length=1)]


class Target(Attribution):
    """A target: a percentage of a base, with the report's own fixed year and scope."""

    id: Name
    title: Text
    percent: int
    reference_year: Name
    scopes: Annotated[tuple[TargetScope, ...], Field(min_length=1)]
    printed: Keur | None = None


class OdaYear(Record):
    """A year of annex 4: attribution budgeted and realised in thousands of euro, and its printed share of ODA."""

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


class OdaAmount(Attribution):
    """An amount of measure 4.9, thousands of euro."""

    amount: Keur


class OdaData(Record):
    """What the report gives on the attribution of first-year reception to ODA (BMH annex 4, 4.9)."""

    unit: Unit
    history: Annotated[tuple[OdaYear, ...], Field(min_length=1)]
    history_source: Source
    percent_note: Text
    later_years: Attribution
    total: OdaTotal
    reception_parts: tuple[Name, ...]
    reception_base: Name
    option_1a: OdaAmount
    option_1b: OdaAmount


class ReadyPackage(Record):
    """A ready-made package: a selection with a name, its maker and its source."""

    id: Name
    title: Text
    note: Text
    ours: bool
    measures: tuple[Name, ...]
    source: Source | None = None


class CatalogueInfo(Record):
    """Version and date of the catalogue, shown in the app and in every export."""

    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    title: Text
    source_title: Name
