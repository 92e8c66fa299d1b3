"""
The report's three tables as printed (data/printed_tables.yaml) against the catalogue.

1. What annex 10 prints is what the records hold, cell by cell.
2. Where the summary or chapter 6 prints something else, the measure has a reading or a difference.
3. Each table has a row for every measure.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from budget.catalogue import Catalogue, read_yaml
from budget.core import DEPENDS, OPEN_COST, OPEN_SAVING, Amount, Cell, keur_from_meur
from tests.catalogue.dialled import DIALLED
from tests.conftest import COLUMNS, ROOT

pytestmark = pytest.mark.figures

PATH = ROOT / "data" / "printed_tables.yaml"
PLACES = ("summary", "chapter6", "annex10")
SIGNS = {"+": OPEN_COST, "`+": OPEN_COST, "-": OPEN_SAVING, "Afhankelijk van de instroom": DEPENDS}

NEUTRAL = "3.1.3"  # its dash is a zero: the text calls the measure budget-neutral
TOGETHER = {"2A.1": ("2A.1.1", "2A.1.2")}  # one printed row for two measures
PARTS = {"2C.1.3.2/capaciteit": (0, 1, 2, 3, 4), "2C.1.3.2/stimulering": (5,)}
"""Printed parts of a row, and the postings that each is the sum of."""

Rows = list[tuple[str, str, tuple[str, ...]]]


@pytest.fixture(scope="module")
def printed() -> Rows:
    file, faults = read_yaml(PATH, PATH.name)
    assert faults == []
    assert file is not None
    return [(row["place"], row["id"], row["cells"]) for row in file.value]


def parse_printed(text: str, id_: str) -> Cell:
    """Read a cell as printed: a number with a comma or a point, or one of the signs."""
    if text in SIGNS:
        return 0 if id_ == NEUTRAL else SIGNS[text]
    return keur_from_meur(Decimal(text.replace(",", ".")))


def table(printed: Rows, place: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the rows of one place by measure, parts left out."""
    rows = [(id_, cells) for where, id_, cells in printed if where == place and id_ not in PARTS]
    return [(measure, cells) for id_, cells in rows for measure in TOGETHER.get(id_, (id_,))]


def test_rows_are_whole(printed: Rows) -> None:
    """Every row stands at a known place and has six cells of text."""
    assert {place for place, _, _ in printed} == set(PLACES)
    assert all(len(cells) == len(COLUMNS) and all(isinstance(cell, str) for cell in cells) for _, _, cells in printed)
    assert Counter(place for place, _, _ in printed) == {"summary": 61, "chapter6": 64, "annex10": 62}


@pytest.mark.parametrize("place", PLACES)
def test_every_measure_is_printed_in_each_table(printed: Rows, catalogue: Catalogue, place: str) -> None:
    """Each table prints every measure once; annex 10 prints 2C.1.3.2 twice, with the same cells."""
    rows = table(printed, place)
    counts = Counter(id_ for id_, _ in rows)
    assert set(counts) == set(catalogue.measures)
    repeated = {id_ for id_, count in counts.items() if count > 1}
    assert repeated == ({"2C.1.3.2"} if place == "annex10" else set())
    assert len({cells for id_, cells in rows if id_ == "2C.1.3.2"}) == 1


def test_annex_10_is_what_the_records_hold(printed: Rows, catalogue: Catalogue) -> None:
    """Every cell that annex 10 prints is the cell of the record, for every measure."""
    apart = {
        id_: (cells, catalogue.measures[id_].effects)
        for id_, cells in table(printed, "annex10")
        if tuple(parse_printed(cell, id_) for cell in cells) != catalogue.measures[id_].effects
    }
    assert apart == {}


def test_printed_parts_are_the_postings(printed: Rows, catalogue: Catalogue) -> None:
    """The parts that chapter 6 prints below 2C.1.3.2 are sums of its postings."""
    rows = {id_: cells for _, id_, cells in printed if id_ in PARTS}
    assert set(rows) == set(PARTS)
    measure = catalogue.measures["2C.1.3.2"]
    for id_, cells in rows.items():
        parts = [measure.posting_effects(measure.postings[place]) for place in PARTS[id_]]
        total = tuple(
            sum(cell for cell in column if not isinstance(cell, Amount)) for column in zip(*parts, strict=True)
        )
        assert tuple(parse_printed(cell, id_) for cell in cells) == total


def test_other_tables_that_differ_are_accounted_for(printed: Rows, catalogue: Catalogue) -> None:
    """Where the summary or chapter 6 prints another cell than annex 10, a reading or a difference says so."""
    leading = dict(table(printed, "annex10"))
    apart = {
        (place, id_)
        for place in ("summary", "chapter6")
        for id_, cells in table(printed, place)
        if cells != leading[id_]
    }
    assert apart == {
        ("summary", "2B.1.1b"),
        ("summary", "2B.1.1.1"),
        ("summary", "3.1.1"),
        ("summary", "3.2.2"),
        ("summary", "4.4"),
        ("chapter6", "2B.1.2"),
    }
    named = {id_ for difference in catalogue.differences for id_ in difference.measures}
    told = named | {id_ for id_, measure in catalogue.measures.items() if measure.readings}
    assert {id_ for _, id_ in apart} <= told


def test_reading_of_another_table_names_that_table(printed: Rows, catalogue: Catalogue) -> None:
    """A measure that another table prints with another amount has a reading or difference placed in that table."""
    sections = {"summary": "Samenvatting", "chapter6": "6."}
    leading = dict(table(printed, "annex10"))
    for place, start in sections.items():
        for id_, cells in table(printed, place):
            if [parse_printed(cell, id_) for cell in cells] == [parse_printed(cell, id_) for cell in leading[id_]]:
                continue
            sources = [reading.source for reading in catalogue.measures[id_].readings]
            sources += [r.source for d in catalogue.differences if id_ in d.measures for r in d.readings]
            assert any(s.document == "BMH" and s.section.startswith(start) for s in sources), (place, id_)


def test_each_amount_on_a_printed_assumption_has_its_dials(catalogue: Catalogue) -> None:
    """The measures whose amount rests on an assumption that the report prints have dials, and no others."""
    assert [measure.id for measure in catalogue.measures.values() if measure.dials] == DIALLED
