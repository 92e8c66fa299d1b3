"""The commands `catalogue template`, `import` and `export`: files in, files out, and every fault on standard error."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget.cli import main
from tests.lists.forms import filled


def test_a_filled_form_becomes_a_catalogue_that_validates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Import, validate, and compose by the folder's name."""
    (tmp_path / "list.xlsx").write_bytes(filled())
    folder = tmp_path / "mine"
    assert main(["catalogue", "import", str(tmp_path / "list.xlsx"), "-o", str(folder)]) == 0
    assert main(["validate", "--catalogue", str(folder)]) == 0
    assert main(["compose", "--catalogue", str(folder), "1.10"]) == 0
    out, err = capsys.readouterr()
    assert "Catalogue spending-options 1.0.0 of 2026-12-01 is sound: 3 measures, 0 conflicts, 0 packages." in out
    assert err == ""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_blank_form_is_told_all_that_it_lacks(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The template itself is read, its examples are not; nothing is written."""
    form, folder = tmp_path / "form.xlsx", tmp_path / "mine"
    assert main(["catalogue", "template", "--years", "2027-2031", "--language", language, "-o", str(form)]) == 0
    capsys.readouterr()
    assert main(["catalogue", "import", str(form), "-o", str(folder), "--language", language]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n - form.xlsx") > 20
    assert not folder.exists()


@pytest.mark.slow
def test_a_list_is_exported_and_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A catalogue of the repository as a form; a full one is refused with the reason."""
    form = tmp_path / "form.xlsx"
    assert main(["catalogue", "export", "--catalogue", "bmh-2020-12", "-o", str(form)]) == 0
    assert main(["catalogue", "import", str(form), "-o", str(tmp_path / "again")]) == 0
    capsys.readouterr()
    assert main(["catalogue", "export", "-o", str(tmp_path / "full.xlsx")]) == 1
    assert "described in full" in capsys.readouterr().err
    assert not (tmp_path / "full.xlsx").exists()


def test_years_that_cannot_be_read_are_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They head the columns, so they are asked at once."""
    for years in ("soon", "2031-2027", "2027, 2026"):
        assert main(["catalogue", "template", "--years", years, "-o", str(tmp_path / "form.xlsx")]) == 2
        assert years in capsys.readouterr().err


def test_files_that_are_no_form_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One that is not there, one that is no workbook, and one that would fill the memory."""
    (tmp_path / "text.xlsx").write_text("none", encoding="utf-8")
    for name in ("gone.xlsx", "text.xlsx"):
        assert main(["catalogue", "import", str(tmp_path / name), "-o", str(tmp_path / "mine")]) == 1
        assert name in capsys.readouterr().err
    assert not (tmp_path / "mine").exists()
