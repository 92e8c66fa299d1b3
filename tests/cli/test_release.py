"""
The command `python -m budget release`, on copies.

1. A corrected figure is one record and one command: version, date, the figures of the release and the changelog.
2. It says what changed and what else is due.
3. Nothing is written when the catalogue is unsound or the version is not above the last.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from budget.catalogue import current_release, known_versions, load_catalogue, read_release
from budget.cli import main
from tests.conftest import ROOT, TOY2, copy_full

Release = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """A copy of the invented country, of which 0.1.0 is released."""
    return copy_full(tmp_path / "country")


@pytest.fixture
def release(capsys: pytest.CaptureFixture[str]) -> Release:
    """Run the command; the exit code, the lines that it prints and its errors."""

    def run(folder: Path, version: str, date: str = "2021-02-03", *flags: str) -> tuple[int, list[str], str]:
        code = main(["release", version, "--date", date, "--catalogue", str(folder), *flags])
        out, err = capsys.readouterr()
        return code, out.splitlines(), err

    return run


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_corrected_figure_is_released(country: Path, release: Release) -> None:
    """The command says what was written, what changed and what else is due, and the catalogue is as it says."""
    edit(country / "variants/A/A.2.yaml", "structural: -10}", "structural: -11.5}")
    code, lines, err = release(country, "0.2.0")
    assert (code, err) == (0, "")
    assert lines == [
        "Catalogue toy 0.2.0 of 2021-02-03.",
        "Written: variants/catalogue.yaml",
        "Written: data/history/0.2.0.json",
        "Written: CHANGELOG.md",
        "changed: A.2 structural: -10 → -11.5",
        "due: data/differences.yaml: a2-amount is about A.2; read it again",
        "due: variants/A/A.2.yaml: read summary, readings and notes of A.2 again",
    ]
    made = load_catalogue(country)
    assert (made.info.version, made.info.date) == ("0.2.0", "2021-02-03")
    assert known_versions(made) == ("0.1.0", "0.2.0")
    assert read_release(made, "0.2.0") == current_release(made)
    assert (country / "CHANGELOG.md").read_text(encoding="utf-8") == (
        "# Changelog\n\n## Unreleased\n\n**Figures**\n"
        "- Catalogue toy 0.2.0 of 2021-02-03.\n"
        "- A.2 structural: -10 → -11.5 (EUR million): say why.\n\n"
    )


def test_a_published_figure_that_no_longer_fits_is_due(country: Path, release: Release) -> None:
    """A figure that its recipe no longer gives, and the ready-made package that holds the measure, are named."""
    edit(country / "variants/B/B.5.yaml", "structural: -5}", "structural: -7}")
    code, lines, _ = release(country, "0.2.0")
    assert code == 0
    assert lines[4:] == [
        "changed: B.5 structural: -5 → -7",
        "due: data/packages/: both holds B.5; read its title and note again",
        "due: data/report_figures.yaml: both-9 prints -9, now -11; add a note",
        "due: variants/B/B.5.yaml: read summary, readings and notes of B.5 again",
    ]


def test_new_and_gone_measures_are_told(country: Path, release: Release) -> None:
    """A measure that came or went is a change in every column."""
    text = (country / "variants/A/A.4.yaml").read_text(encoding="utf-8")
    (country / "variants/A/A.5.yaml").write_text(text.replace("A.4", "A.5"), encoding="utf-8")
    (country / "variants/A/A.4.yaml").unlink()
    _, lines, _ = release(country, "1.0.0")
    assert "changed: A.4 2021: 0.5 → –" in lines
    assert "changed: A.5 2021: – → 0.5" in lines
    assert "due: variants/A/A.5.yaml: read summary, readings and notes of A.5 again" in lines


def test_the_changelog_keeps_what_it_had(country: Path, release: Release) -> None:
    """The release stands on top of the unreleased part; older parts stay as they are."""
    (country / "CHANGELOG.md").write_text("# Changelog\n\nWords.\n\n## 0.1.0\n\n- First.\n", encoding="utf-8")
    assert release(country, "0.1.1")[0] == 0
    first = (country / "CHANGELOG.md").read_text(encoding="utf-8")
    assert first == (
        "# Changelog\n\nWords.\n\n## Unreleased\n\n**Figures**\n- Catalogue toy 0.1.1 of 2021-02-03.\n\n"
        "\n## 0.1.0\n\n- First.\n"
    )
    assert release(country, "0.1.2")[0] == 0
    second = (country / "CHANGELOG.md").read_text(encoding="utf-8")
    assert second.count("## Unreleased") == 1
    assert second.index("0.1.2") < second.index("0.1.1") < second.index("- First.")


def test_a_release_without_a_changed_amount(country: Path, release: Release) -> None:
    """A version may be raised for words alone."""
    edit(country / "variants/A/A.2.yaml", "Maatregel A.2", "Maatregel A.2 opnieuw")
    assert release(country, "0.1.1")[1][4:] == ["changed: no amount"]


def test_the_first_release_of_a_catalogue(tmp_path: Path, release: Release) -> None:
    """A catalogue without releases gets its first one, of whatever version."""
    folder = Path(shutil.copytree(TOY2, tmp_path / "country"))
    code, lines, _ = release(folder, "2.1.0", "2026-03-02")
    assert code == 0
    assert lines[4:] == ["first release, of 8 measures"]
    assert known_versions(load_catalogue(folder)) == ("2.1.0",)


@pytest.mark.parametrize(
    ("version", "date", "said"),
    [
        ("0.1.0", "2021-02-03", "version: expected one above 0.1.0, found 0.1.0. Raise it."),
        ("0.0.9", "2021-02-03", "version: expected one above 0.1.0, found 0.0.9. Raise it."),
        ("1.1", "2021-02-03", 'version: expected three numbers such as 1.1.0, found "1.1". Write it so.'),
        ("v1.1.0", "2021-02-03", 'version: expected three numbers such as 1.1.0, found "v1.1.0". Write it so.'),
        ("1.1.0", "3-2-2021", '--date: expected a date such as 2026-11-26, found "3-2-2021". Write it so.'),
        ("1.1.0", "2021-02-30", '--date: expected a date such as 2026-11-26, found "2021-02-30". Write it so.'),
        ("1.1.0", "20210203", '--date: expected a date such as 2026-11-26, found "20210203". Write it so.'),
    ],
)
def test_a_wrong_call_writes_nothing(country: Path, release: Release, version: str, date: str, said: str) -> None:
    """A version that is not above the last, or is none, and a date that is none, are refused with exit code 2."""
    before = files(country)
    assert release(country, version, date) == (2, [], f"{said}\n")
    assert files(country) == before


def test_an_unsound_catalogue_is_not_released(country: Path, release: Release) -> None:
    """The faults are listed, in either language, and nothing is written."""
    edit(country / "data/differences.yaml", '"A.2"', '"A.22"')
    before = files(country)
    code, lines, err = release(country, "0.2.0")
    assert (code, lines) == (1, [])
    assert err.startswith("1 fault in the catalogue:\n - data/differences.yaml:5: [0].measures[0]: expected the id of")
    assert release(country, "0.2.0", "2021-02-03", "--language", "nl")[2].startswith("1 fout in de catalogus:\n")
    assert files(country) == before


@pytest.mark.slow
def test_the_report_itself_can_be_corrected(tmp_path: Path, release: Release) -> None:
    """A copy of the report's catalogue with one figure corrected: the packages and differences about it are due."""
    folder = tmp_path / "report"
    for name in ("variants", "data"):
        shutil.copytree(ROOT / name, folder / name)
    measure = next(iter(load_catalogue(folder).packages["jenv-20"].measures))
    path = next(folder.glob(f"variants/*/{measure}.yaml"))
    now = load_catalogue(folder).measures[measure].effects[-1]
    assert isinstance(now, int)
    edit(path, f"structural: {now / 1000:g}", f"structural: {now / 1000 + 1:g}")
    code, lines, err = release(folder, "99.0.0", "2099-01-01")
    assert (code, err) == (0, "")
    changed = [line for line in lines if line.startswith("changed: ")]
    assert f"changed: {measure} structural: {now / 1000:g} → {now / 1000 + 1:g}" in changed
    assert any(line.startswith("due: data/packages/: jenv-20 holds ") for line in lines)
    assert any(line.startswith("due: data/printed_tables.yaml: ") for line in lines)
