"""
The package in the chain.

1. Person-years times the price are the package's own money, never more.
2. More person-years than the chain holds, and measures that save the same months, are told.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from budget.catalogue import Catalogue, ChainData
from budget.chain import InChain, MeasureYear, chain_inputs, package_in_chain, project
from budget.core import Settings
from budget.engine import compose_package

STAYING = ("3.1.4", "4.8", "4.11", "5.3", "6.1", "6.2b")


def put(catalogue: Catalogue, ids: tuple[str, ...], settings: Settings | None = None, **turned: int) -> InChain:
    assert catalogue.chain is not None
    inputs = chain_inputs(catalogue.chain, turned)
    return package_in_chain(compose_package(catalogue, ids, settings or Settings()), project(catalogue, inputs), inputs)


@pytest.mark.figures
def test_the_report_s_package(catalogue: Catalogue) -> None:
    """The JenV package structurally, in person-years; 3.1.4 and 6.2b are the same money."""
    found = put(catalogue, catalogue.packages["jenv-20"].measures)
    years = {id_: row["structural"].years for id_, row in found.stays.items()}
    assert years == {"3.1.4": 640, "4.8": 140, "4.11": 288, "5.3": 184, "6.2b": 2320}
    assert (found.totals["structural"], found.totals["2021"]) == (3572, 108)
    assert found.months["structural"] == Fraction(3572 * 12, 36320)
    assert found.same == (("3.1.4", "6.2b"),)
    assert found.price == ("3.1.1", "3.1.2", "4.7", "4.12b")
    assert found.too_many == ()


@pytest.mark.parametrize("id_", STAYING)
def test_person_years_are_the_package_s_own_money(catalogue: Catalogue, id_: str) -> None:
    """In each column they are what the amount buys, before what 6.1 pays as a bonus."""
    row = put(catalogue, (id_,)).stays[id_]
    kept = Fraction(1, 2) if id_ == "6.1" else 1
    for column, cell in zip(catalogue.columns, catalogue.measures[id_].effects, strict=True):
        assert isinstance(cell, int)
        assert row[column].years == Fraction(-cell * 1000, 25000) / kept
        assert row[column].amount == cell


def test_the_measure_s_own_price_and_bonus(catalogue: Catalogue) -> None:
    """A price of its own divides its own amount; a bonus of all of it says nothing; without inflow no months."""
    dialled = Settings(dials=(("3.1.4", "cost", Decimal(40000)),))
    assert put(catalogue, ("3.1.4",), dialled).stays["3.1.4"]["structural"].years == Fraction(25667, 40)
    assert put(catalogue, ("3.1.4",), price=50000).stays["3.1.4"]["structural"].years == 640
    assert put(catalogue, ("5.3",), price=50000).stays["5.3"]["structural"].years == 92
    full = Settings(dials=(("6.1", "bonus", Decimal(100)),))
    assert put(catalogue, ("6.1",), full).stays["6.1"]["structural"] == MeasureYear(0, None, None)
    still = put(catalogue, ("6.1",), inflow=0)
    assert still.stays["6.1"]["structural"] == MeasureYear(-25000, Fraction(2000), None)
    assert still.months["structural"] is None


def test_more_than_the_chain_holds_is_told(catalogue: Catalogue) -> None:
    """Few people for a short time cannot spare 3,572 person-years; nothing chosen spares nothing."""
    ids = catalogue.packages["jenv-20"].measures
    assert put(catalogue, ids, inflow=12000, stay=1).too_many == ("2022", "2023", "2024", "2025", "structural")
    nothing = put(catalogue, ())
    assert (nothing.stays, nothing.same, nothing.too_many) == ({}, (), ())
    assert set(nothing.totals.values()) == {0}


def test_every_measure_on_reception_has_a_place(catalogue: Catalogue, chain: ChainData) -> None:
    """Whatever the ODA rules call reception either shortens the stay or changes the price."""
    reception = {m.id for m in catalogue.measures.values() if m.oda is not None and m.oda.rule.value == "reception"}
    assert {item.id for item in chain.measures} == reception
