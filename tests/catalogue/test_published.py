"""
Another transcription of the same list (data/published.yaml and the readings of its document).

1. It differs from the records in the known cells and in no others.
2. What does not add up, and what differs without a reason, is refused; a catalogue without the file has none.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.core import FaultsError, plain
from tests.conftest import COLUMNS

OTHERWISE = {
    "2B.1.1b": dict.fromkeys(COLUMNS, "3.8"),
    "2B.1.1.1": {"2021": "1.2"} | dict.fromkeys(COLUMNS[1:], "1.3"),
    "3.1.1": {"2022": "-1.9", "structural": "-2.7"},
    "3.1.2": {"structural": "-1.2"},
    "3.1.3": dict.fromkeys(COLUMNS, "-"),
    "3.2.2": {"2022": "0.5", "2023": "0.6", "2024": "0.5", "2025": "0.3", "structural": "0.2"},
    "5.6": dict.fromkeys(COLUMNS, "0"),
}
"""The cells that the Ministry of Finance's data give otherwise than the records."""


def test_published_cells_differ_where_known(catalogue: Catalogue) -> None:
    """The other transcription differs in these cells and in no others."""
    assert catalogue.published is not None
    found = {}
    for id_, measure in catalogue.measures.items():
        cells = catalogue.published.cells(catalogue, measure)
        own = dict(zip(catalogue.columns, measure.effects, strict=True))
        if apart := {column: plain(cell) for column, cell in cells.items() if cell != own[column]}:
            found[id_] = apart
    assert found == OTHERWISE


def test_every_variant_has_a_published_total(catalogue: Catalogue) -> None:
    """The other document gives a total for each of the eight variants, in the order of the list."""
    assert catalogue.published is not None
    assert [variant.id for variant in catalogue.published.variants] == list(catalogue.variants)


def test_catalogue_without_the_file_has_no_published_totals(toy: Catalogue) -> None:
    """Where nobody else publishes totals there are none."""
    assert toy.published is None


def published(
    toy: Catalogue, folder: Path, variant: str, total: str, differs: str = "[]", rows: str = "[]"
) -> Catalogue:
    """The toy catalogue with a published total of one variant."""
    (folder / "data").mkdir()
    (folder / "data" / "published.yaml").write_text(
        "title: {nl: x, en: x}\nsource: {document: BMH, section: x}\nnote: {nl: x, en: x}\n"
        f"variants:\n  - id: {variant}\n    total: {total}\n    differs: {differs}\n    rows: {rows}\n",
        encoding="utf-8",
    )
    return replace(toy, folder=folder)


RIGHT = '{"2021": -10.5, "2022": -10.75, "2023": -10.625, "2024": -12, "2025": -13, structural: -14}'
REASON = "[{measure: A.1, why: rounding, note: {nl: x, en: x}}]"


def test_totals_that_add_up_are_taken(toy: Catalogue, tmp_path: Path) -> None:
    """A total that is the sum of the published cells is sound."""
    found = published(toy, tmp_path, "A", RIGHT).published
    assert found is not None
    assert [variant.id for variant in found.variants] == ["A"]


@pytest.mark.parametrize(
    ("variant", "total", "differs", "message"),
    [
        ("C", RIGHT, "[]", r"published.yaml:5: variants\[0\].id: expected the id of a variant, found .C."),
        ("A", RIGHT, REASON, r"differs\[0\].measure: expected a measure whose published cells differ, found A.1"),
        ("A", RIGHT, REASON.replace("rounding", "whim"), r"expected .*transcription.* found .whim."),
    ],
)
def test_fault_in_published_totals(
    toy: Catalogue, tmp_path: Path, variant: str, total: str, differs: str, message: str
) -> None:
    """A variant that is not there, a total that is not explained and a reason for nothing are refused."""
    with pytest.raises(FaultsError, match=message):
        _ = published(toy, tmp_path, variant, total, differs).published


def test_difference_without_a_reason_is_a_fault(catalogue: Catalogue, tmp_path: Path) -> None:
    """A measure whose published cells differ must be named with the reason."""
    text = (catalogue.folder / "data" / "published.yaml").read_text(encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "published.yaml").write_text(text.replace('measure: "3.1.2"', 'measure: "3.1.4"'), "utf-8")
    with pytest.raises(FaultsError, match=r"(?s)a reason for every difference, found none for 3\.1\.2.*found 3\.1\.4"):
        _ = replace(catalogue, folder=tmp_path).published


def test_rows_of_a_measure_that_is_not_there_are_refused(toy: Catalogue, tmp_path: Path) -> None:
    """Measures in other rows are measures of that variant."""
    with pytest.raises(FaultsError, match=r"rows\[0\].measures\[1\]: .*B.1"):
        _ = published(toy, tmp_path, "A", RIGHT, rows="[{measures: [A.1, B.1], note: {nl: x, en: x}}]").published
