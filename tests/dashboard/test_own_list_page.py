"""
The page on which someone brings a list.

1. Every fault of a form stands in one table with its sheet, row and column, in the language of the page.
2. A sound list is offered as a folder that validates and as a form that is read again; the disk keeps nothing.
3. What a form says is only shown.
"""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest

from budget.catalogue import known_catalogues
from budget.core import FaultsError
from budget.engine import load_sound_catalogue
from budget.lists import OwnList, OwnLists, open_own_list, read_list
from dashboard.pages.own_list import HELD, read_upload
from dashboard.session import LET_GO
from tests.dashboard.tools import html_of, run
from tests.lists.forms import MEASURES, filled


@dataclass
class Upload:
    """A file as the platform hands it over."""

    name: str
    data: bytes
    type: str = ""

    def getvalue(self) -> bytes:
        return self.data


def holding(own: OwnList) -> OwnLists:
    """What a session holds that brought this list."""
    held = OwnLists()
    held.keep(own)
    return held


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made, to be looked at."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_fault_stands_in_the_table(language: str) -> None:
    """Three faults on two sheets, and the words of the page's language."""
    rows = [MEASURES[0] | {"effects:2028": "<b>many</b>"}, MEASURES[1] | {"tax": "perhaps"}, MEASURES[2]]
    brought = read_upload(Upload("lijst.xlsx", filled({"sign": "up"}, measures=rows)))
    app = run("own_list", language=language, **{HELD: brought})
    page = html_of(app)
    assert page.count("<tr><td>") == 3
    for cells in ("<td>Measures</td><td>3</td><td>I 2028</td>", "<td>Measures</td><td>4</td><td>F tax</td>"):
        assert cells in page
    assert ("gevonden" if language == "nl" else "found") in page
    assert "&lt;b&gt;many" in page
    assert "<b>many" not in page
    assert not app.get("success")


@pytest.mark.slow
def test_a_sound_list_is_offered_and_leaves_nothing_on_the_disk(
    scratch: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The archive holds the folder of a catalogue; the form gives the same records again."""
    brought = read_upload(Upload("lijst.xlsx", filled()))
    assert brought.found is not None
    app = run("own_list", **{HELD: brought, "own_lists": holding(brought.found)})
    assert [one.value for one in app.success] == [
        "Options for reducing the deficit klopt: 3 maatregelen, 0 conflicten."
    ]
    assert [button.label for button in app.get("download_button")][2:] == [
        "Download als map (zip)",
        "Download als formulier",
    ]
    again = read_list(brought.found.workbook("nl"), "again.xlsx")
    assert [*scratch.iterdir()] == []
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(BytesIO(brought.found.archive)) as archive:
        archive.extractall(folder)
    unpacked = load_sound_catalogue(folder / "spending-options")
    assert unpacked.measures == brought.found.catalogue.measures
    assert again.install(folder / "again").measures == unpacked.measures


def test_a_list_named_as_an_installed_one_is_refused() -> None:
    """A link made with it would open the installed list."""
    with pytest.raises(FaultsError) as refused:
        open_own_list(filled({"id": "bmh-14"}), "list.xlsx", known_catalogues())
    assert refused.value.faults[0].message.code == "own_list_named_as_another"


def test_a_file_that_is_no_form_is_told() -> None:
    """A file that made room for others, one that is too large, and one that is no workbook."""
    told = [
        read_upload(Upload("a.xlsx", b"", LET_GO)),
        read_upload(Upload("b.xlsx", b"x" * 5_000_001)),
        read_upload(Upload("c.xlsx", b"none")),
    ]
    assert [bool(one.told) for one in told] == [True, True, False]
    for one in told:
        assert one.found is None
        assert run("own_list", **{HELD: one}).error


def test_years_that_cannot_be_read_are_told_on_the_page() -> None:
    """The form is offered for years that head its columns, and for no others."""
    app = run("own_list")
    assert not app.error
    app.text_input(key="own_list_years").set_value("soon").run()
    assert "soon" in app.error[0].value


@pytest.mark.slow
def test_a_file_follows_a_file_in_one_session_alone() -> None:
    """A faulty form, then a mended one, by the uploader itself; another session has neither."""
    app, other = run("own_list"), run("own_list")
    faulty = filled(measures=[MEASURES[0] | {"page": "twelve"}, *MEASURES[1:]])
    app.file_uploader[0].set_value(("lijst.xlsx", faulty, "")).run()
    assert "N page" in html_of(app)
    app.file_uploader[0].set_value(("lijst.xlsx", filled(), "")).run()
    assert len(app.success) == 1
    assert "N page" not in html_of(app)
    assert [button.label for button in app.get("download_button")][2:] == [
        "Download als map (zip)",
        "Download als formulier",
    ]
    other.run()
    assert not list(other.session_state["own_lists"])
    assert HELD not in other.session_state
