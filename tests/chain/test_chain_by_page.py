"""
The chain's inputs, read twice: data/chain.yaml by the text of the report, chain_by_page.csv page by page, as printed.

1. Every printed cell is the record's, with its page; an empty cell is an empty cell.
2. Every number of the chain that a source prints was read both times.
3. What the chain takes from the base and the ODA series was read again too.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from budget.catalogue import Catalogue, ChainData, Evidence
from budget.core import KEUR_PER_MEUR

pytestmark = pytest.mark.figures

Rows = list[dict[str, str]]
NOTE_MARK = {("appeal-4va", "2019"): "119"}  # the mark of a note stands right behind the number
THOUSAND = " duizend"


@pytest.fixture(scope="module")
def rows() -> Rows:
    with (Path(__file__).parent / "chain_by_page.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def number(row: dict[str, str]) -> Decimal | None:
    """Read a number as printed: points between thousands, a comma for decimals."""
    text = row["printed"].removesuffix(NOTE_MARK.get((row["id"], row["year"]), "-"))
    factor = KEUR_PER_MEUR if text.endswith(THOUSAND) else 1
    text = text.removesuffix(THOUSAND).removesuffix("%").replace(".", "").replace(",", ".")
    return Decimal(text) * factor if text else None


def test_every_printed_cell_is_the_records(rows: Rows, chain: ChainData) -> None:
    """Number by number and page by page."""
    series = {item.id: item for item in chain.series}
    apart = [
        (row, series[row["id"]].values[row["year"]])
        for row in rows
        if row["id"] in series
        and (
            series[row["id"]].values[row["year"]] != number(row)
            or str(getattr(series[row["id"]].source, "page", None)) != row["page"]
        )
    ]
    assert apart == []
    read = {(row["id"], row["year"]) for row in rows}
    assert {(item.id, year) for item in chain.series for year in item.values} <= read


def test_every_number_of_the_text_is_the_records(rows: Rows, chain: ChainData) -> None:
    """Each figure that a source states, with its page where the document has pages."""
    stated = {item.id: item for item in chain.figures if item.evidence is Evidence.STATED}
    read = {row["id"]: row for row in rows if not row["year"]}
    assert stated.keys() == read.keys()
    for id_, item in stated.items():
        assert item.value == number(read[id_]), id_
        assert item.source is not None
        assert str(item.source.page or "") == read[id_]["page"], id_


def test_cost_and_attribution_were_read_again(rows: Rows, catalogue: Catalogue, chain: ChainData) -> None:
    """COA, Nidos, IND, DT&V, DJI and the attribution of annex 1, what annex 4 says was charged to ODA."""
    assert catalogue.oda is not None
    line = next(line for line in catalogue.base.lines if line.id == chain.cost.line)
    own = next(item for item in catalogue.base.attributions if item.id == catalogue.oda.own_chapter)
    held = {(f"base:{part}", year): keur for part, amounts in line.parts.items() for year, keur in amounts.items()}
    held |= {(f"attribution:{own.id}", year): keur for year, keur in own.amounts.items()}
    held |= {("oda:budgeted", item.year): item.budgeted for item in catalogue.oda.history}
    held |= {("oda:realised", i.year): i.realised for i in catalogue.oda.history if i.realised is not None}
    read = {(row["id"], row["year"]): number(row) for row in rows if ":" in row["id"]}
    assert read == {key: Decimal(keur) / KEUR_PER_MEUR for key, keur in held.items()}


def test_dials_start_at_printed_figures(chain: ChainData) -> None:
    """Where a dial turns a printed figure its default is that figure."""
    last = chain.years[-1]
    assert chain.dial("inflow").default == chain.one("received").values[last]
    waiting = chain.one("months-to-municipality").values
    assert chain.dial("months-to-municipality").default == waiting[last]
    for id_ in ("price", "stay", "reserve"):
        assert chain.dial(id_).default == chain.figure(id_).value
