"""
A list of one's own by way of the form.

1. A list of another form (other years, dollars in billions, savings positive, English alone) becomes a sound catalogue.
2. Every amount is exact: what the cell says, in the unit and with the sign that were answered.
3. Nothing is guessed: each question left open is a fault at its cell; every fault comes at once.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from budget.catalogue import Catalogue
from budget.core import NOT_GIVEN as BLANK
from budget.core import OPEN_COST, OPEN_SAVING, Amount, FaultsError, explain
from budget.core.money import DEPENDS
from budget.engine import compose_package, load_sound_catalogue
from budget.lists import differences_of, open_own_list, read_list, write_list
from budget.lists.questions import ABOUT
from tests.lists.forms import MEASURES, filled


def faults(data: bytes, name: str = "list.xlsx") -> dict[str, str]:
    """The faults of a form: what each says by the cell that it is told at."""
    with pytest.raises(FaultsError) as refused:
        read_list(data, name)
    for language in ("nl", "en"):
        assert explain(refused.value, language).count("\n") >= len(refused.value.shown)
    return {f"{fault.line}:{fault.field}": explain(fault.message, "en") for fault in refused.value.faults}


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("lists") / "options"
    return read_list(filled(), "list.xlsx").install(folder)


def test_a_list_of_another_form_is_a_sound_catalogue(options: Catalogue) -> None:
    """Other years, another currency and one language: it opens and composes as any other."""
    assert load_sound_catalogue(options.folder).info == options.info
    info = options.info
    assert (info.columns.years, info.unit.id, info.languages) == (
        ("2027", "2028", "2029", "2030"),
        "USD million",
        ("en",),
    )
    assert info.price_level is None
    assert info.title.nl == info.title.en == "Options for reducing the deficit"
    assert list(options.variants) == ["Mandatory", "Discretionary"]
    package = compose_package(options, ("1.10", "2.1"))
    assert package.selection == ("1.10", "2.1")


def test_amounts_are_exact_and_savings_lower_the_balance(options: Catalogue) -> None:
    """Billions with savings positive: 0.7 saves 700 million, a range turns round, what is open changes side."""
    first, second = options.measures["1.10"], options.measures["1.2"]
    assert first.effects == (
        -700_000, -1_250_000, Amount(None, -2_250_000, -500_000), DEPENDS, Amount(-20_000_000, None, -20_000_000),
    )  # fmt: skip
    assert second.effects == (Amount(None, None, -100_000), OPEN_SAVING, 300_000, 0, BLANK)
    assert options.measures["2.1"].effects == (BLANK, BLANK, BLANK, Amount(None, -2_500_000, -1_500_000), BLANK)
    assert OPEN_COST not in second.effects
    assert (second.tax, second.structural_year, first.sources[0].page) == (True, "after 2030", 12)


def test_every_question_left_open_is_a_fault_at_its_cell() -> None:
    """Sign, unit, years, price level and languages too; none takes the answer of an example."""
    asked = [column for column in ABOUT.columns if column.needed and column.key != "years"]
    english = dict.fromkeys([column.key.replace("_nl", "_en") for column in asked if column.key.endswith("_nl")])
    found = faults(filled(dict.fromkeys([column.key for column in asked]) | english))
    told = [place for place, said in found.items() if "found nothing" in said]
    assert len([place for place in told if "!B" in place]) == len(asked)


def test_years_left_open_are_a_fault() -> None:
    """Without years no column can be read; that is said, and not guessed from the headings."""
    assert any("!B" in place and "found nothing" in said for place, said in faults(filled({"years": None})).items())


WRONG = {
    "formula": ({"effects:2027": "=1+1"}, "!H3", "found a formula"),
    "thousands": ({"effects:2027": "1.250,5"}, "!H3 (2027)", "expected an amount"),
    "comma": ({"effects:2027": "PM+3"}, "!H3 (2027)", "expected an amount"),
    "other sign": ({"effects:2027": "1,5…2,5"}, "!H3 (2027)", 'expected "." as the decimal sign'),
    "turned": ({"effects:2027": "5…2"}, "!H3 (2027)", '"5…2"'),
    "broken thousands": ({"effects:2027": 0.0000001}, "!H3 (2027)", "at most three decimals"),
    "number as id": ({"id": 1.5}, "!B3 (number)", "found the number 1.5"),
    "word": ({"direction": "neither"}, "!E3 (direction)", '"saving", "intensification"'),
    "page": ({"page": "twelve"}, "!N3 (page)", "expected a whole number"),
    "no title": ({"title": None}, "!C3 (title)", "found nothing"),
    "no chapter": ({"chapter": None}, "!D3 (budget chapter)", "found neither"),
    "bad id": ({"id": "a b"}, "!B3 (number)", "4.9-1A"),
    "part like a file": ({"variant": "catalogue.yaml"}, "!A3 (part)", "letter or digit"),
    "long part": ({"variant": "a" + "\U0001f600" * 60}, "!A3 (part)", "at most 60 signs"),
    "bad part": ({"variant": "../up"}, "!A3 (part)", "letter or digit"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_cell_is_told_where_it_stands(kind: str) -> None:
    """With sheet, row and column, what was expected and what was found."""
    cells, place, says = WRONG[kind]
    found = faults(filled(measures=[MEASURES[0] | cells, *MEASURES[1:]]))
    assert f"3:Measures{place}" in found, found
    assert says in found[f"3:Measures{place}"]
    assert len(found) == 1


def test_every_fault_comes_at_once() -> None:
    """Faults of the answers, of two sheets and of a conflict together."""
    bare = {"id": "c", "kind": "overlap", "sides": "1.10 | 1.2", "title_en": "Both", "evidence": "stated"}
    conflicts = [bare | {"page": 3}, bare | {"id": "d", "counting": "tell only"}]
    rows = [MEASURES[0] | {"effects:2028": "many"}, MEASURES[1] | {"tax": "perhaps"}, MEASURES[2]]
    found = faults(filled({"sign": "up", "version": "one"}, measures=rows, conflicts=conflicts))
    where = " ".join(found)
    for place in (
        "Measures!I3",
        "Measures!F4",
        "(Sign)",
        "(Version)",
        "Conflicts!C3 (counting)",
        "Conflicts!J4 (document)",
    ):
        assert place in where, found


def test_a_conflict_names_measures_that_exist() -> None:
    """What is wrong across sheets is told at the cell that names it."""
    conflict = {"id": "c", "kind": "exclude each other", "sides": "1.10 | 1.3", "title_en": "Both"}
    conflict |= {"evidence": "stated", "page": "4"}
    found = faults(filled(conflicts=[conflict]))
    assert list(found) == ["3:Conflicts!D3 (sides)"]
    assert '"1.3"' in found["3:Conflicts!D3 (sides)"]


def test_a_heading_of_nobody_is_a_fault() -> None:
    """A column that the form does not know is told, with what it may have meant; so is a cell under no heading."""
    book = load_workbook(BytesIO(filled()))
    book["Measures"]["K1"].value = "structurally"
    book["Measures"]["Z3"].value = "loose"
    stream = BytesIO()
    book.save(stream)
    found = faults(stream.getvalue())
    assert any("Measures!K1" in place for place in found)
    assert any("Measures!Z3" in place for place in found)


def test_answers_and_documents_are_needed() -> None:
    """A form without a document has nowhere to point."""
    assert any("Documents" in said for said in faults(filled(documents=())).values())


def test_an_installed_list_is_never_written_over(tmp_path: Path) -> None:
    """A folder with something in it stays as it is; nothing is left beside it."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(FaultsError) as refused:
        read_list(filled(), "list.xlsx").install(tmp_path / "mine")
    assert refused.value.faults[0].message.code == "folder_not_empty"
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "note.txt"]


BESIDE = {
    "base": [
        {"id": "b", "budget": "Agriculture", "title_en": "Aid", "effects:2027": 1.5, "effects:2028": 2}
        | {"effects:2029": 2, "effects:2030": 2, "page": 7}
    ],
    "readings": [{"measure": "1.10", "value_en": "0.9", "effects:2027": 0.9, "effects:2028": "n/a", "page": 7}],
    "facts": [{"measure": "1.2", "text_en": "A law.", "evidence": "derived", "reason_en": "Read so.", "page": 7}],
    "conflicts": [
        {"id": "c", "kind": "overlap", "counting": "the same money", "sides": "1.10, 1.2 | 2.1"}
        | {"title_en": "One budget", "evidence": "assumption", "reason_en": "Ours."}
    ],
    "chapters": [{"id": "Discretionary", "title_en": "Second"}, {"id": "Mandatory", "title_en": "First", "page": 3}],
}


def test_what_stands_beside_the_measures_comes_along(tmp_path: Path) -> None:
    """A base keeps its sign, a reading turns round with its measure, a fact and a conflict keep ground and place."""
    catalogue = read_list(filled(**BESIDE), "list.xlsx").install(tmp_path / "list")
    (line,) = catalogue.base.lines
    assert line.amounts == {"2027": 1_500_000, "2028": 2_000_000, "2029": 2_000_000, "2030": 2_000_000}
    (reading,) = catalogue.measures["1.10"].readings
    assert reading.cells == {"2027": -900_000, "2028": BLANK}
    assert (reading.source.document, reading.source.section, reading.source.page) == ("options", "p. 7", 7)
    (fact,) = catalogue.measures["1.2"].facts
    assert (fact.text.get("en"), str(fact.evidence), fact.reason and fact.reason.get("en")) == (
        "A law.", "derived", "Read so.",
    )  # fmt: skip
    (conflict,) = catalogue.conflicts
    assert (conflict.sides, conflict.source) == ((("1.10", "1.2"), ("2.1",)), None)
    assert [(variant.id, variant.title.get("en")) for variant in catalogue.variants.values()] == [
        ("Discretionary", "Second"), ("Mandatory", "First"),
    ]  # fmt: skip


def test_a_list_in_two_languages_needs_both() -> None:
    """Where both are answered, a text in one of them is told at the cell of the other."""
    found = faults(filled({"languages": "Dutch and English"}))
    assert [place for place in found if "(Title)" in place and "!B6" in place]
    assert not [place for place in found if "(Title (English))" in place]


@pytest.mark.parametrize("word", ["requires", "vereist"])
def test_a_form_brings_conditions_in_and_gives_them_back(word: str) -> None:
    """In either language; one that names a measure that is not there is told at its cell."""
    row = {"id": "needs", "kind": word, "sides": "1.10 | 1.2, 2.1", "title_en": "x", "evidence": "assumption",
           "reason_en": "x"}  # fmt: skip
    own = open_own_list(filled(conflicts=[row]), "list.xlsx", ()).catalogue
    assert [record.sides for record in own.requirements] == [(("1.10",), ("1.2", "2.1"))]
    again = read_list(write_list(own, "en"), "again.xlsx").catalogue
    assert list(differences_of(own, again)) == []
