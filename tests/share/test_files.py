"""
Packages as files.

1. What is written is read back the same: measures, settings, name, description and catalogue version.
2. A file that cannot be read says so with its line, all faults at once.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from budget.catalogue import Catalogue
from budget.core import Basis, Ceiling, FaultsError, OdaRules, SettingError, Settings
from budget.engine import compose_package
from budget.share import StoredPackage, StoredSettings, parse_package, read_package, stored_text
from budget.share.files import store_settings
from tests.conftest import DELAYS, ROOT, SCOPES, TOY

TOY_PACKAGES = TOY / "data" / "packages"
OTHER_SETTINGS = Settings(2, Basis.OWN_YEAR, "whole", OdaRules.STATED, 541, Ceiling.FOLLOWS)

# Anything that can be typed: no control characters, surrogates or codes that are no character.
TYPED = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
NAMES = st.text(TYPED, min_size=1, max_size=150).filter(str.strip)
DESCRIPTIONS = st.text(st.one_of(TYPED, st.sampled_from("\n\t")), max_size=300)
SETTINGS = st.builds(
    Settings,
    delay=st.sampled_from(DELAYS),
    basis=st.sampled_from(Basis),
    scope=st.sampled_from(SCOPES),
    oda_rules=st.sampled_from(OdaRules),
    first_year_share=st.none() | st.integers(0, 1000),
    ceiling=st.sampled_from(Ceiling),
)
SOUND = """\
format: bmh-package-1
name: Mine
settings:
  decision_year: 2022
measures: ["A.1", "B.5"]
"""


def fault_lines(text: str) -> list[str]:
    """The lines that reading this text gives."""
    with pytest.raises(FaultsError) as caught:
        parse_package(text, "mine.yaml")
    return str(caught.value).splitlines()


# Round trip


@runs(deadline=None)
@given(data=st.data(), settings=SETTINGS, name=NAMES, description=DESCRIPTIONS)
def test_what_is_written_is_read_back(
    toy: Catalogue, data: st.DataObject, settings: Settings, name: str, description: str
) -> None:
    """Invariant 1: any selection, settings, name and description come back as they went."""
    ids = data.draw(st.lists(st.sampled_from(list(toy.measures)), unique=True))
    package = compose_package(toy, ids, settings)
    read = parse_package(stored_text(toy, package, name, description), "mine.yaml")
    assert (read.name, read.description) == (name, description)
    assert read.catalogue_version == toy.info.version
    assert read.settings.settings() == settings
    assert compose_package(toy, read.measures, read.settings.settings()) == package


def test_all_measures_of_the_report_come_back(catalogue: Catalogue, tmp_path: Path) -> None:
    """Ids that look like numbers, such as 4.10, come back as the ids they are, from a file on disk."""
    package = compose_package(catalogue, catalogue.measures, OTHER_SETTINGS)
    path = tmp_path / "all.yaml"
    path.write_text(stored_text(catalogue, package, "Alles", "alle maatregelen: −20%"), encoding="utf-8")
    read = read_package(path)
    assert read.measures == tuple(catalogue.measures)
    assert read.settings.settings() == OTHER_SETTINGS
    assert read.description == "alle maatregelen: −20%"


def test_moved_dials_come_back(catalogue: Catalogue) -> None:
    """Dials that the user turned are stored exactly, whole numbers and decimals."""
    dials = sorted(
        (id_, dial.id, Decimal(dial.minimum) + Decimal(dial.step))
        for id_, measure in catalogue.measures.items()
        if measure.dials is not None
        for dial in measure.dials.values
    )
    settings = Settings(dials=tuple(dials))
    package = compose_package(catalogue, ["1.1"], settings)
    read = parse_package(stored_text(catalogue, package, "Mine"), "mine.yaml")
    assert dials
    assert read.settings.settings() == settings


def test_a_stored_package_is_readable(toy: Catalogue) -> None:
    """The file is plain YAML that a person can read and change."""
    package = compose_package(toy, ["B.5", "A.1"], Settings(delay=1))
    assert stored_text(toy, package, "Mijn pakket", "één regel").splitlines() == [
        "# Pakket van BMH-maatregelen / package of BMH measures.",
        "format: bmh-package-1",
        "name: Mijn pakket",
        "description: één regel",
        "catalogue_version: 0.1.0",
        "settings:",
        "  decision_year: 2022",
        "  basis: report",
        "  scope: report",
        "  oda_rules: derived",
        "  first_year_share_permille: null",
        "  ceiling: stays",
        "measures:",
        "- A.1",
        "- B.5",
    ]


def test_settings_come_back() -> None:
    """Settings in the form of a file turn into the same settings."""
    assert store_settings(OTHER_SETTINGS).settings() == OTHER_SETTINGS
    assert StoredSettings().settings() == Settings()


# Reading


def test_what_is_left_out_takes_its_default() -> None:
    """A file needs a name and measures only."""
    read = parse_package('name: x\nmeasures: ["A.1"]', "mine.yaml")
    assert read == StoredPackage(name="x", measures=("A.1",))
    assert read.settings.settings() == Settings()


def test_an_empty_selection_is_a_package() -> None:
    """A package without measures can be stored and read."""
    assert parse_package("name: x\nmeasures: []", "mine.yaml").measures == ()


def test_ready_made_file_is_read(toy: Catalogue) -> None:
    """A ready-made package is read with its Dutch title and note, under default settings."""
    read = read_package(TOY_PACKAGES / "both.yaml")
    assert read == StoredPackage(name="A.1 en B.5", description="verzonnen", measures=("A.1", "B.5"))


def test_every_ready_made_file_of_the_project_is_read(catalogue: Catalogue) -> None:
    """Each ready-made package of the report can be opened as a file and composed."""
    folder = ROOT / "data" / "packages"
    for path in folder.glob("*.yaml"):
        compose_package(catalogue, read_package(path).measures)


# Refusals


def test_a_sound_file_has_no_fault() -> None:
    """The text that the tests below break is sound itself."""
    assert parse_package(SOUND, "mine.yaml").settings.decision_year == 2022


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("measures", "measurs", '5: measurs: expected only known fields, found "measurs". Did you mean measures?'),
        ("decision_year", "year", '4: settings.year: expected only known fields, found "year". Remove it.'),
        ("2022", '"2022"', '4: settings.decision_year: expected a whole number, found "2022". '),
        ("Mine", '""', "2: name: expected text, found an empty one. Fill it in."),
        ("Mine", "5", "2: name: expected text, found 5. Put quotes around it."),
        ('["A.1", "B.5"]', "[4.10]", "5: measures[0]: expected text, found 4.10. Put quotes around it."),
        ('["A.1", "B.5"]', "A.1", '5: measures: expected a list, found "A.1". Start each item with a dash.'),
        ("bmh-package-1", "bmh-package-9", '1: format: expected "bmh-package-1", found "bmh-package-9". '),
        (
            "name: Mine",
            "name: Mine\nname: Yours",
            "3: name: expected each key once, found the key again (first on line 2)",
        ),
        ("settings:\n  decision_year: 2022", "settings: later", "3: settings: expected a mapping of fields"),
        ("decision_year: 2022", "basis: rapport", '4: settings.basis: expected one of "report" or "own-year"'),
        ("name: Mine", "name: *x", "2: name: expected a value, found the alias *x."),
        ("name: Mine", "name: a: b", "2: expected valid YAML, found an error: mapping values"),
        (
            "settings:",
            "\tsettings:",
            "3: expected valid YAML, found a tab at the start of the line. Indent with spaces.",
        ),
    ],
)
def test_a_broken_file_names_its_line(old: str, new: str, fault: str) -> None:
    """Invariant 2: each fault comes with file, line and field."""
    lines = fault_lines(SOUND.replace(old, new))
    assert any(line.startswith(f" - mine.yaml:{fault}") for line in lines), lines


def test_all_faults_come_at_once() -> None:
    """Invariant 2: several faults come in one report, in the order of their lines."""
    text = SOUND.replace("Mine", "7").replace("2022", "soon").replace('"A.1", ', "1.1, ")
    lines = fault_lines(text)
    assert lines[0] == "3 faults in mine.yaml:"
    assert [line.split(": expected")[0] for line in lines[1:]] == [
        " - mine.yaml:2: name",
        " - mine.yaml:4: settings.decision_year",
        " - mine.yaml:5: measures[0]",
    ]


@pytest.mark.parametrize("text", ["", "hello", "- A.1\n- B.5\n", "5", "{}", "title: {nl: x}\n", "\x00"])
def test_what_is_no_package_is_refused(text: str) -> None:
    """A text that is no package at all is refused, not half read."""
    assert fault_lines(text)[0].endswith(" in mine.yaml:")


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there is a fault with its name."""
    with pytest.raises(FaultsError, match=r"none\.yaml: expected this file, found none"):
        read_package(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (StoredSettings(delay=9), "decision year: expected one of 2021, 2022, 2023, found 2030"),
        (StoredSettings(first_year_share_permille=1001), "first-year share: expected 0 to 100%, found 100.1%"),
    ],
)
def test_settings_outside_their_limits_are_refused(settings: StoredSettings, message: str) -> None:
    """A file's settings are held to the same limits as any."""
    with pytest.raises(SettingError, match=message):
        settings.settings()
