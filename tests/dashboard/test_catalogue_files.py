"""
Files and links on the page, with any catalogue.

1. A link of a catalogue that is not offered, a file or a workbook of another one is refused and changes nothing.
2. What was saved here opens as it was; files are named after the catalogue and the package.
3. A file made with another version of the catalogue opens, and the page tells which of its amounts changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue, Change, load_catalogue
from budget.engine import compose_package
from budget.export import write_workbook
from budget.share import Draft, OpenedPackage, SharedState, make_link, stored_text
from dashboard.package import packages
from dashboard.words import file_name, today
from tests.conftest import ROOT, TOY, TOY2
from tests.dashboard.tools import everything, opened, run, run_app
from tests.export.workbook_tools import edit


@pytest.fixture(params=[ROOT, TOY, TOY2], ids=["report", "toy", "toy2"])
def chosen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """The report and each toy country in turn, as the app's catalogue."""
    with opened(request.param, monkeypatch) as found:
        yield found


# Of another catalogue, invariant 1


@pytest.mark.parametrize(("language", "word"), [("nl", "lijst"), ("en", "list")])
@pytest.mark.slow
def test_a_link_of_a_catalogue_that_is_not_offered_is_refused(
    polders: Catalogue, toy: Catalogue, language: str, word: str
) -> None:
    """The page says so and starts with an empty package."""
    code = make_link(toy, SharedState((Draft("x", "", ("A.1",)),)))
    app = run_app(language, code)
    assert word in app.error[0].value
    assert toy.info.id in app.error[0].value
    assert [slot.draft for slot in app.session_state["workspace"].slots] == [Draft()]


def upload(name: str, data: bytes, draft: Draft) -> AppTest:
    """Open a file on the page of the package."""
    app = run("package", draft)
    app.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    assert not app.exception, app.exception
    return app


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_a_file_of_another_catalogue_is_refused(polders: Catalogue, kind: str) -> None:
    """Package file and workbook of the report change nothing in the second toy country."""
    report, draft = load_catalogue(), Draft("Proef", "", ("sluis-a",))
    theirs = Draft("x", "", ("4.7",))
    package = compose_package(report, theirs.measures)
    data = stored_text(report, theirs).encode() if kind == "yaml" else write_workbook(package, "x")
    app = upload(f"x.{kind}", data, draft)
    assert "niet worden geopend" in app.error[0].value
    space = app.session_state["workspace"]
    assert [slot.draft for slot in space.slots] == [draft]
    assert polders.info.id in app.error[0].value


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_a_file_of_ones_own_is_opened(chosen: Catalogue, kind: str) -> None:
    """What was saved here opens beside the package at hand, as it was."""
    mine = Draft("Mijn pakket", "Uitleg", tuple(chosen.measures)[:2])
    package = compose_package(chosen, mine.measures)
    text = stored_text(chosen, mine).encode()
    data = text if kind == "yaml" else write_workbook(package, mine.name, description=mine.description)
    app = upload(f"mijn.{kind}", data, everything(chosen))
    assert app.success
    assert app.session_state["workspace"].slot.draft == mine


# Of another version, invariant 3


def test_amounts_that_changed_since_a_file_are_told(polders: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each changed amount stands below the versions, with its column as the catalogue names it."""
    changes = (Change("sluis-a", "evenwicht", -1000, -11_871), Change("dijk.1", "2029", None, 3000))
    found = OpenedPackage(Draft("Oud", "", ("sluis-a", "dijk.1")), "2.0.0", changes)
    monkeypatch.setattr(packages, "parse_package", lambda *_: found)
    app = upload("oud.yaml", b"name: x", Draft())
    told = app.warning[0].value.replace("\\", "")
    assert "2.0.0" in told
    assert "sluis-a evenw.: −1 → −11,871" in told
    assert "dijk.1 2029: nieuw → 3" in told


@pytest.mark.slow
def test_choices_beside_the_package_are_opened_too(polders: Catalogue) -> None:
    """Each becomes a package of its own; the workbook's own is the one that is shown."""

    def change(find: Callable[[str], Any]) -> None:
        find("Keuze_C_invoer")[0][0].value = 1

    data = edit(write_workbook(compose_package(polders, ["sluis-a"]), "Naast"), change)
    app = upload("naast.xlsx", data, Draft())
    assert [box.value for box in app.success][-1] == "Ook de keuzes ernaast zijn geopend: Naast C."
    assert app.selectbox[0].options[:2] == ["Naast", "Naast C"]
    assert app.selectbox[0].value == 0


# Their names, invariant 2


def test_files_are_named_after_catalogue_and_package(polders: Catalogue, catalogue: Catalogue) -> None:
    """The names hold the catalogue's id and what can stand in a name of the package's name."""
    assert file_name(polders, "xlsx", "Sluizen −1%: nu!") == f"toy2-sluizen-1-nu-{today()}.xlsx"
    assert file_name(catalogue, "csv", "Überfälle", "§") == f"bmh-14-uberfalle-{today()}.csv"
    assert file_name(polders, "yaml", "") == f"toy2-{today()}.yaml"
