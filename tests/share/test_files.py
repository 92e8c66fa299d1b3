"""
Packages as files.

1. What is written is read back the same: measures, settings, name, description and catalogue version.
2. A file that cannot be read says so with its line, all faults at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from budget.catalogue import Catalogue, Change, history_folder, release_text
from budget.core import (
    Basis,
    BudgetError,
    Ceiling,
    Cover,
    Ended,
    FaultsError,
    OdaRules,
    Overlaps,
    Programmes,
    Settings,
    ShareBy,
)
from budget.engine import compose_package
from budget.share import Draft, parse_package, read_package, stored_text
from tests.conftest import DELAYS, ROOT, SCOPES, TOY
from tests.hostile.texts import DESCRIPTIONS, NAMES

TOY_PACKAGES = TOY / "data" / "packages"
OTHER_SETTINGS = Settings(
    2,
    Basis.OWN_YEAR,
    "whole",
    OdaRules.STATED,
    541,
    ShareBy.MEASURE,
    900,
    Ceiling.FOLLOWS,
    Programmes.MOVE_CEILING,
    Ended.PRINTED,
    Cover.OWN,
    Overlaps.AS_REPORT,
)

SETTINGS = st.builds(
    Settings,
    delay=st.sampled_from(DELAYS),
    basis=st.sampled_from(Basis),
    scope=st.sampled_from(SCOPES),
    oda_rules=st.sampled_from(OdaRules),
    first_year_share=st.none() | st.just("half") | st.integers(0, 1000),
    share_by=st.sampled_from(ShareBy),
    dac_part=st.none() | st.integers(0, 1000),
    ceiling=st.sampled_from(Ceiling),
    programmes=st.sampled_from(Programmes),
    ended=st.sampled_from(Ended),
)
SOUND = """\
format: package-2
name: Mine
catalogue: toy
settings:
  decision_year: 2022
measures: ["A.1", "B.5"]
"""


@pytest.fixture
def faults_in(toy: Catalogue) -> Callable[[str], list[str]]:
    """The lines that reading a text gives."""

    def lines(text: str) -> list[str]:
        with pytest.raises(FaultsError) as caught:
            parse_package(text, "mine.yaml", toy)
        return str(caught.value).splitlines()

    return lines


# Round trip


@pytest.mark.slow
@runs(deadline=None)
@given(data=st.data(), settings=SETTINGS, name=NAMES.filter(bool), description=DESCRIPTIONS)
def test_what_is_written_is_read_back(
    toy: Catalogue, data: st.DataObject, settings: Settings, name: str, description: str
) -> None:
    """Invariant 1: any selection, settings, name and description come back as they went."""
    ids = data.draw(st.lists(st.sampled_from(list(toy.measures)), unique=True))
    draft = Draft(name, description, toy.sorted_selection(ids), settings)
    opened = parse_package(stored_text(toy, draft), "mine.yaml", toy)
    assert (opened.draft, opened.version, opened.changes) == (draft, toy.info.version, ())


def test_all_measures_of_the_report_come_back(catalogue: Catalogue, tmp_path: Path) -> None:
    """Ids that look like numbers, such as 4.10, come back as the ids they are, from a file on disk."""
    draft = Draft("Alles", "alle maatregelen: −20%", tuple(catalogue.measures), OTHER_SETTINGS)
    path = tmp_path / "all.yaml"
    path.write_text(stored_text(catalogue, draft), encoding="utf-8")
    assert read_package(path, catalogue).draft == draft


def test_moved_dials_come_back(catalogue: Catalogue) -> None:
    """Dials that the user turned are stored exactly, whole numbers and decimals."""
    dials = sorted(
        (id_, dial.id, Decimal(dial.minimum) + Decimal(dial.step))
        for id_, measure in catalogue.measures.items()
        if measure.dials is not None
        for dial in measure.dials.values
    )
    draft = Draft("Mine", measures=("1.1",), settings=Settings(dials=tuple(dials)))
    assert dials
    assert parse_package(stored_text(catalogue, draft), "mine.yaml", catalogue).draft == draft


def test_a_stored_package_is_readable(toy: Catalogue) -> None:
    """The file is plain YAML that a person can read and change."""
    draft = Draft("Mijn pakket", "één regel", ("A.1", "B.5"), Settings(delay=1))
    assert stored_text(toy, draft).splitlines() == [
        "# Pakket van maatregelen / package of measures.",
        "format: package-2",
        "name: Mijn pakket",
        "description: één regel",
        "catalogue: toy",
        "catalogue_version: 0.1.0",
        "settings:",
        "  decision_year: 2022",
        "  basis: report",
        "  scope: report",
        "  oda_rules: derived",
        "  first_year_share: average",
        "  share_by: average",
        "  dac_part: null",
        "  ceiling: stays",
        "  programmes: crowd-out",
        "  ended: own-attribution",
        "measures:",
        "- A.1",
        "- B.5",
    ]


def test_a_catalogue_without_oda_stores_no_oda(toy2: Catalogue) -> None:
    """A file holds the settings that its catalogue has, and no others."""
    text = stored_text(toy2, Draft("x", measures=("sluis-a",)))
    assert parse_package(text, "x.yaml", toy2).draft == Draft("x", measures=("sluis-a",))
    assert "oda" not in text
    assert "ceiling" not in text


# Reading


def test_what_is_left_out_takes_its_default(toy: Catalogue) -> None:
    """A file needs a name and measures only; without a form it means the catalogue that is open."""
    assert parse_package('name: x\nmeasures: ["A.1"]', "mine.yaml", toy).draft == Draft("x", measures=("A.1",))


def test_an_empty_selection_is_a_package(toy: Catalogue) -> None:
    """A package without measures can be stored and read."""
    assert parse_package("name: x\nmeasures: []", "mine.yaml", toy).draft.measures == ()


def test_ready_made_file_is_read(toy: Catalogue) -> None:
    """A ready-made package is read with its Dutch title and note, under default settings."""
    opened = read_package(TOY_PACKAGES / "both.yaml", toy)
    assert opened.draft == Draft("A.1 en B.5", "verzonnen", ("A.1", "B.5"))


def test_every_ready_made_file_of_the_project_is_read(catalogue: Catalogue) -> None:
    """Each ready-made package of the report can be opened as a file and composed."""
    paths = list((ROOT / "data" / "packages").glob("*.yaml"))
    assert len(paths) == len(catalogue.packages) > 0
    for path in paths:
        compose_package(catalogue, read_package(path, catalogue).draft.measures)


def test_a_file_of_an_older_version_says_what_changed(toy: Catalogue, tmp_path: Path) -> None:
    """A file of an earlier release opens with today's amounts and lists those that differ."""
    copy = replace(toy, folder=tmp_path)
    history_folder(copy).mkdir(parents=True)
    text = release_text(toy).replace('"A.1": [-1000,', '"A.1": [-900,')
    (history_folder(copy) / "0.0.9.json").write_text(text, encoding="utf-8")
    stored = stored_text(toy, Draft("x", measures=("A.1", "B.5"))).replace("0.1.0", "0.0.9")
    opened = parse_package(stored, "x.yaml", copy)
    assert (opened.version, opened.changes) == ("0.0.9", (Change("A.1", "2021", -900, -1000),))


# Refusals


def test_a_sound_file_has_no_fault(toy: Catalogue) -> None:
    """The text that the tests below break is sound itself."""
    assert parse_package(SOUND, "mine.yaml", toy).draft.settings.delay == 1


@pytest.mark.parametrize("head", ["format: bmh-package-1", "format: package-2", "format: package-2\ncatalogue: toy2"])
def test_a_file_of_another_catalogue_is_refused(toy: Catalogue, head: str) -> None:
    """A file of another catalogue is refused by both names; one that names none is the report's own."""
    with pytest.raises(BudgetError, match='expected a package of catalogue "toy", found one of '):
        parse_package(f"{head}\nname: x\nmeasures: [A.1]", "mine.yaml", toy)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("measures", "measurs", '6: measurs: expected only known fields, found "measurs". Did you mean measures?'),
        ("decision_year", "year", '5: settings.year: expected only known fields, found "year". Remove it.'),
        ("2022", '"2022"', '5: settings.decision_year: expected one of 2021, 2022, 2023, found "2022". '),
        ("Mine", '""', "2: name: expected text, found an empty one. Fill it in."),
        ("Mine", "5", "2: name: expected text, found 5. Put quotes around it."),
        ('["A.1", "B.5"]', "[4.10]", "6: measures[0]: expected text, found 4.10. Put quotes around it."),
        ('["A.1", "B.5"]', "A.1", '6: measures: expected a list, found "A.1". Start each item with a dash.'),
        ("package-2", "package-9", '1: format: expected one of "bmh-package-1" or "package-2", found "package-9". '),
        (
            "name: Mine",
            "name: Mine\nname: Yours",
            "3: name: expected each key once, found the key again (first on line 2)",
        ),
        ("settings:\n  decision_year: 2022", "settings: later", "4: settings: expected a mapping of fields"),
        (
            "decision_year: 2022",
            "basis: rapport",
            '5: settings.basis: expected one of "report", "own-year", found "rapport"',
        ),
        ("name: Mine", "name: *x", "2: name: expected a value, found the alias *x."),
        ("name: Mine", "name: a: b", "2: expected valid YAML, found an error: mapping values"),
        (
            "settings:",
            "\tsettings:",
            "4: expected valid YAML, found a tab at the start of the line. Indent with spaces.",
        ),
    ],
)
def test_a_broken_file_names_its_line(faults_in: Callable[[str], list[str]], old: str, new: str, fault: str) -> None:
    """Invariant 2: each fault comes with file, line and field."""
    lines = faults_in(SOUND.replace(old, new))
    assert any(line.startswith(f" - mine.yaml:{fault}") for line in lines), lines


def test_all_faults_come_at_once(faults_in: Callable[[str], list[str]]) -> None:
    """Invariant 2: several faults come in one report, in the order of their lines."""
    text = SOUND.replace("Mine", "7").replace("2022", "soon").replace('"A.1", ', "1.1, ")
    lines = faults_in(text)
    assert lines[0] == "3 faults in mine.yaml:"
    assert [line.split(": expected")[0] for line in lines[1:]] == [
        " - mine.yaml:2: name",
        " - mine.yaml:5: settings.decision_year",
        " - mine.yaml:6: measures[0]",
    ]


@pytest.mark.parametrize("text", ["", "hello", "- A.1\n- B.5\n", "5", "{}", "title: {nl: x}\n", "\x00"])
def test_what_is_no_package_is_refused(faults_in: Callable[[str], list[str]], text: str) -> None:
    """A text that is no package at all is refused, not half read."""
    assert faults_in(text)[0].endswith(" in mine.yaml:")


def test_missing_file_is_refused(toy: Catalogue, tmp_path: Path) -> None:
    """A file that is not there is a fault with its name."""
    with pytest.raises(FaultsError, match=r"none\.yaml: expected this file, found none"):
        read_package(tmp_path / "none.yaml", toy)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("decision_year: 2030", "settings.decision_year: expected one of 2021, 2022, 2023, found 2030."),
        ("first_year_share: 1001", "expected a whole number from 0 to 1000, found 1001."),
        ("first_year_share: 0.5", "expected a whole number from 0 to 1000, found 0.5."),
        ("scope: anders", 'settings.scope: expected one of "report", "whole", found "anders".'),
        ("ceiling: true", 'settings.ceiling: expected one of "stays", "follows", found true.'),
    ],
)
def test_settings_outside_their_limits_are_refused(
    faults_in: Callable[[str], list[str]], line: str, fault: str
) -> None:
    """A file's settings are held to what the catalogue leaves to choose."""
    assert fault in faults_in(SOUND.replace("decision_year: 2022", line))[1]


def test_a_setting_that_the_catalogue_lacks_is_refused(toy2: Catalogue) -> None:
    """A catalogue without ODA refuses the settings of ODA with their line."""
    text = "name: x\nsettings:\n  ceiling: follows\nmeasures: []\n"
    with pytest.raises(FaultsError, match=r"mine\.yaml:3: settings\.ceiling: expected only settings that"):
        parse_package(text, "mine.yaml", toy2)
