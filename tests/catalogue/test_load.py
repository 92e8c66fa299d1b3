"""
Loading a catalogue: order, ids, where it is read from.

1. Loading twice gives the same catalogue, and nothing in it can be changed.
2. Records come in the order of the report: numbers by value, letters before deeper numbers.
"""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from pydantic import ValidationError

from budget.catalogue import PROJECT, Catalogue, load_catalogue
from budget.catalogue.load import locate_catalogue, report_order
from budget.core import OPEN_COST, FaultsError, RepeatedIdError, UnknownIdError
from tests.conftest import COLUMNS, TOY

REPORT_ORDER = (
    *("1.1", "1.2", "1.10", "2A.1.1", "2A.1.2", "2A.2", "2B.1.1a", "2B.1.1b", "2B.1.1.1", "2B.1.2", "2B.2.1"),
    *("2C.1.1-1", "2C.1.1-2", "2C.1.2", "2C.1.3.1-1000", "2C.1.3.1-5000", "2C.1.3.2", "2C.2"),
    *("4.1", "4.2a", "4.2b", "4.9-1A", "4.9-1B", "4.9-2", "4.10", "4.12a", "4.12b", "5.4.1", "5.4.2", "5.5", "10.1"),
)


def copy_of_toy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TOY, tmp_path / "country"))


def faults(directory: Path) -> list[str]:
    """The faults that loading this folder gives."""
    with pytest.raises(FaultsError) as caught:
        load_catalogue(directory)
    return [str(fault) for fault in caught.value.faults]


# Order


def test_ids_sort_as_in_the_report() -> None:
    """Invariant 2: 2B.1.1a and b before 2B.1.1.1 before 2B.1.2; the options of 4.9 before 4.10."""
    shuffled = list(REPORT_ORDER)
    random.Random(1).shuffle(shuffled)
    assert tuple(sorted(shuffled, key=report_order)) == REPORT_ORDER


def test_measures_are_in_report_order(catalogue: Catalogue) -> None:
    """The measures of the report come variant by variant, each variant's in the order of their numbers."""
    ids = list(catalogue.measures)
    assert ids == sorted(
        ids, key=lambda id_: (list(catalogue.variants).index(catalogue.variant_of[id_]), report_order(id_))
    )
    assert [id_ for id_ in REPORT_ORDER if id_ in catalogue.measures] == [id_ for id_ in ids if id_ in REPORT_ORDER]
    assert list(catalogue.variants) == ["1", "2A", "2B", "2C", "3", "4", "5", "6"]


def test_variants_come_by_their_order_and_not_by_name(tmp_path: Path) -> None:
    """A variant stands where its `order` puts it, and its measures with it."""
    country = copy_of_toy(tmp_path)
    path = country / "variants/A/variant.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("order: 1", "order: 3"), encoding="utf-8")
    loaded = load_catalogue(country)
    assert list(loaded.variants) == ["B", "A"]
    assert [id_[0] for id_ in loaded.measures] == ["B"] * 5 + ["A"] * 4


def test_selection_is_sorted_in_report_order(toy: Catalogue) -> None:
    """A selection comes back in report order, whatever its own."""
    assert toy.sorted_selection(("B.2", "A.4", "B.1", "A.1")) == ("A.1", "A.4", "B.1", "B.2")
    assert toy.sorted_selection(frozenset({"B.2", "A.4"})) == ("A.4", "B.2")
    assert toy.sorted_selection([]) == ()


# Ids


def test_unknown_id_gets_suggestions(catalogue: Catalogue) -> None:
    """An unknown id is refused with at most three ids that look like it."""
    with pytest.raises(UnknownIdError) as caught:
        catalogue.measure("4.9-1D")
    assert caught.value.unknown == "4.9-1D"
    assert set(caught.value.candidates) == {"4.9-1A", "4.9-1B", "4.9-1C"}
    assert str(caught.value).startswith('expected the id of a measure, found "4.9-1D". Did you mean 4.9-1')


def test_id_like_no_other_gets_no_suggestion(toy: Catalogue) -> None:
    """An id that looks like none gets no far-fetched suggestion, only the command that lists the ids."""
    with pytest.raises(UnknownIdError) as caught:
        toy.measure("zzz")
    assert str(caught.value) == (
        'expected the id of a measure, found "zzz". `python -m budget measures` lists the ids.'
    )


def test_known_id_gives_its_measure(toy: Catalogue) -> None:
    """A known id gives the measure with its amounts in thousands of euro."""
    assert toy.measure("A.4").effects == (500, 1_250, 2_375, 2_000, 2_000, 2_000)
    assert toy.measure("B.1").effects == (OPEN_COST, OPEN_COST, 0, 0, 0, 0)
    assert toy.open_columns(toy.measure("B.1")) == ("2021", "2022")


def test_selection_with_an_unknown_or_repeated_id(toy: Catalogue) -> None:
    """A selection with an unknown id, or with one twice, is refused; repeated ids are all named, in report order."""
    with pytest.raises(UnknownIdError, match=r"A\.9"):
        toy.sorted_selection(("A.1", "A.9"))
    with pytest.raises(RepeatedIdError, match=r"found twice: A\.1, B\.2\."):
        toy.sorted_selection(["B.2", "A.1", "A.3", "B.2", "A.1", "A.1"])


def test_unknown_target_lists_the_targets(toy: Catalogue) -> None:
    """An unknown target is refused with the targets that there are."""
    assert toy.target("main-20").percent == -20
    with pytest.raises(UnknownIdError, match=r'id of a target, found "main". Did you mean main-20, main\+20\?'):
        toy.target("main")


# Places


def test_the_project_is_the_default(catalogue: Catalogue) -> None:
    """Without a folder the project's own catalogue is loaded."""
    assert locate_catalogue(PROJECT) == PROJECT
    assert catalogue.packages


def test_folder_of_variants_has_the_data_beside_it() -> None:
    """The variants folder of a catalogue is read with the data that stand beside it, packages too."""
    loaded = load_catalogue(TOY / "variants")
    assert list(loaded.packages) == ["both"]
    assert loaded.base.lines[0].id == "T-main"


def test_variants_folder_as_the_working_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative name means the same as the whole one, also from within the folder."""
    monkeypatch.chdir(TOY / "variants")
    assert list(load_catalogue(Path()).packages) == ["both"]
    assert list(load_catalogue(Path("..")).packages) == ["both"]


def test_variants_alone_are_a_catalogue_without_base(tmp_path: Path) -> None:
    """What a catalogue has no file of it does not have: no base, targets, packages or conflicts, of this or another."""
    shutil.copytree(TOY / "variants", tmp_path / "variants")
    (tmp_path / "variants" / "conflicts.yaml").unlink()
    for path in (tmp_path / "variants").rglob("*.yaml"):
        text = re.sub(r"base: T-\w+", "base: none", path.read_text(encoding="utf-8"))
        text = re.sub(r"^(oda|default_target|shown_targets): .*\n(  .*\n)*", "", text, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
    loaded = load_catalogue(tmp_path)
    assert (loaded.base.lines, loaded.targets, loaded.packages, loaded.conflicts) == ((), {}, {}, ())
    assert (loaded.oda, loaded.resettlement, loaded.differences, loaded.figures) == (None, None, (), ())
    assert len(loaded.measures) == 9


@pytest.mark.parametrize("name", ["nowhere", "x" * 5_000, "a\0b"], ids=["missing", "too long", "zero byte"])
def test_missing_folder(tmp_path: Path, name: str) -> None:
    """A folder that is not there, or cannot be, is refused."""
    directory = tmp_path / name
    assert faults(directory) == [
        f"{directory}: expected a catalogue folder, found nothing. Name a folder that holds variants/."
    ]


def test_file_instead_of_a_folder(tmp_path: Path) -> None:
    """A file is no catalogue."""
    path = tmp_path / "catalogue.yaml"
    path.touch()
    assert faults(path) == [f"{path}: expected a catalogue folder, found a file. Name a folder that holds variants/."]


def test_empty_folder(tmp_path: Path) -> None:
    """A folder without variants is no catalogue; one with an empty variants folder misses the catalogue's own file."""
    found = "expected a catalogue folder, found no variants/ in it. Name a folder that holds variants/."
    assert faults(tmp_path) == [f"{tmp_path}: {found}"]
    (tmp_path / "variants").mkdir()
    assert faults(tmp_path) == ["variants/catalogue.yaml: expected this file, found none. Add it, or correct its name."]


# Records


def test_loading_twice_gives_the_same(toy: Catalogue) -> None:
    """Invariant 1: the same files give an equal catalogue."""
    again = load_catalogue(TOY)
    assert all(getattr(again, field.name) == getattr(toy, field.name) for field in fields(Catalogue) if field.compare)


def test_records_cannot_be_changed(toy: Catalogue) -> None:
    """A loaded record is frozen."""
    with pytest.raises(ValidationError, match="frozen"):
        toy.measures["A.1"].direction_uncertain = True


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    """The order of the columns in a file does not matter."""
    country = copy_of_toy(tmp_path)
    path = country / "variants/A/A.1.yaml"
    text = path.read_text(encoding="utf-8")
    cells = '{structural: -6, "2025": -5, "2024": -4, "2023": -3, "2022": -2, "2021": -1}'
    start, end = text.index("effects: ") + len("effects: "), text.index("\npostings")
    path.write_text(text[:start] + cells + text[end:], encoding="utf-8")
    loaded = load_catalogue(country).measures["A.1"]
    assert dict(zip(COLUMNS, loaded.effects, strict=True)) == {
        "2021": -1_000,
        "2022": -2_000,
        "2023": -3_000,
        "2024": -4_000,
        "2025": -5_000,
        "structural": -6_000,
    }


def test_one_posting_may_carry_the_open_cell(tmp_path: Path) -> None:
    """A row with an open cell may be split when one posting carries it and the others have 0 there."""
    country = copy_of_toy(tmp_path)
    path = country / "variants/A/A.3.yaml"
    text = path.read_text(encoding="utf-8").replace('{"2021": 0,', '{"2021": "+",')
    text = text.replace('{"2021": 7,', '{"2021": "+",').replace('{"2021": -7,', '{"2021": 0,')
    path.write_text(text + "open_note: {nl: onbekend, en: unknown}\n", encoding="utf-8")
    loaded = load_catalogue(country)
    assert loaded.open_columns(loaded.measures["A.3"]) == ("2021",)
