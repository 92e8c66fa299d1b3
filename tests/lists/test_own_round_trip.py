"""
Catalogue, form, catalogue.

1. Every list of short records in the repository comes back field by field, in Dutch and in English words.
2. What the form has no place for is refused, and the comparison sees one cell that differs.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from budget.catalogue import Catalogue, find_catalogue, known_catalogues, load_catalogue
from budget.core import BudgetError
from budget.lists import differences_of, read_list, write_list
from tests.conftest import ROOT, TOY, TOY2

SHORT = sorted(path.name for path in (ROOT / "catalogues").iterdir() if path.is_dir())
SOME = ("bmh-2020-02", "bmh-2020-15")


def returned(catalogue: Catalogue, language: str, folder: Path) -> Catalogue:
    """The catalogue that comes of a list's own form."""
    read = read_list(write_list(catalogue, language), "form.xlsx")
    installed = read.install(folder / "list")
    assert list(differences_of(read.catalogue, installed)) == []
    return installed


def same(id_: str, language: str, folder: Path) -> None:
    catalogue = load_catalogue(find_catalogue(id_))
    again = returned(catalogue, language, folder)
    assert again.measures == catalogue.measures
    assert list(again.measures) == list(catalogue.measures)
    assert again.conflicts == catalogue.conflicts
    assert again.requirements == catalogue.requirements
    assert again.variants == catalogue.variants
    assert again.info == catalogue.info
    assert list(differences_of(catalogue, again)) == []


def test_every_installed_list_but_the_first_is_tried() -> None:
    """A list that is added is held to this too."""
    assert set(SHORT) | {"bmh-14"} == set(known_catalogues())


@pytest.mark.slow
@pytest.mark.parametrize("id_", SOME)
def test_a_list_comes_back_as_it_is(id_: str, tmp_path: Path) -> None:
    """Ranges, open cells, readings, facts and conflicts: nothing is lost and nothing is rounded."""
    same(id_, "nl", tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("id_", SHORT)
def test_every_list_comes_back_in_either_language(id_: str, language: str, tmp_path: Path) -> None:
    """The words of the form differ, the records do not."""
    same(id_, language, tmp_path)


@pytest.mark.parametrize("folder", [ROOT, TOY, TOY2])
def test_full_records_are_refused(folder: Path) -> None:
    """The form has no place for postings, dials, targets and summaries; it says so rather than leave them out."""
    with pytest.raises(BudgetError) as refused:
        write_list(load_catalogue(folder))
    assert refused.value.message.code == "list_with_full_records"


def test_one_cell_that_differs_is_seen() -> None:
    """The comparison behind the refusal names the record."""
    catalogue = load_catalogue(find_catalogue("bmh-2020-12"))
    id_, measure = next(iter(catalogue.measures.items()))
    other = measure.model_copy(update={"effects": (measure.effects[0], 7, *measure.effects[2:])})
    changed = replace(catalogue, measures=catalogue.measures | {id_: other})
    assert list(differences_of(catalogue, changed)) == [f"measures: {id_}"]


def test_what_the_form_does_not_hold_is_refused() -> None:
    """An executor has no column, so the measure would come back without it."""
    catalogue = load_catalogue(find_catalogue("bmh-2020-12"))
    id_, measure = next(iter(catalogue.measures.items()))
    other = measure.model_copy(update={"executed_by": ("somebody",)})
    with pytest.raises(BudgetError) as refused:
        write_list(replace(catalogue, measures=catalogue.measures | {id_: other}))
    assert refused.value.message.values["what"] == [f"measures: {id_}"]
