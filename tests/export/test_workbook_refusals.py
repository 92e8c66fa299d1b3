"""
Workbooks that are refused: each refusal says where, what was expected, what was found and the remedy.

Nothing large, locked or hostile is parsed.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from budget.catalogue import Catalogue
from budget.core import FaultsError
from budget.engine import Package
from budget.export import read_workbook, weigh, write_comparison
from tests.export.workbook_tools import edit, resave

pytestmark = pytest.mark.slow  # each opens whole workbooks


@pytest.fixture(scope="session")
def package(small_package: Package) -> Package:
    return small_package


@pytest.fixture(scope="session")
def exported(small_export: bytes) -> bytes:
    return small_export


def rezip(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Change the parts of the archive itself."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def refusal(data: bytes, catalogue: Catalogue) -> str:
    with pytest.raises(FaultsError) as caught:
        read_workbook(data, catalogue, "proef.xlsx")
    assert "expected" in str(caught.value)
    assert "found" in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("value", [2, -1, "ja", "1", True, 0.5])
def test_a_toggle_that_is_not_one_or_zero_is_refused(exported: bytes, catalogue: Catalogue, value: object) -> None:
    """The message names the sheet, the cell and the measure."""

    def change(named: Callable[[str], Any]) -> None:
        named("Keuze_invoer")[3][0].value = value

    message = refusal(edit(exported, change), catalogue)
    assert "Keuze!A16" in message
    assert "1 or 0 for 2A.1.1" in message


def test_unknown_repeated_and_missing_ids_are_all_named_at_once(exported: bytes, catalogue: Catalogue) -> None:
    """Every fault in one message, each with its cell."""

    def change(named: Callable[[str], Any]) -> None:
        named("Keuze_nr")[0][0].value = "9.9"
        named("Keuze_nr")[1][0].value = "1.3"

    message = refusal(edit(exported, change), catalogue)
    assert 'found "9.9"' in message
    assert "found 1.3 2 times" in message
    assert "none for 1.1, 1.2" in message


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("Besluitjaar", 2030, "2030"),
        ("Besluitjaar", None, "nothing"),
        ("Basis_doel", "anders", '"anders"'),
        ("Reikwijdte", 3, "3"),
        ("ODA_regels", None, "nothing"),
        ("Plafond", ["x"], "x"),
        ("Eerstejaarsaandeel", 1.5, "1.5"),
        ("Eerstejaarsaandeel", "veel", '"veel"'),
    ],
)
def test_a_setting_out_of_range_is_refused(
    exported: bytes, catalogue: Catalogue, name: str, value: object, found: str
) -> None:
    """The message names the cell and what may stand there."""

    def change(named: Callable[[str], Any]) -> None:
        named(f"Invoer_{name}").value = value[0] if isinstance(value, list) else value

    message = refusal(edit(exported, change), catalogue)
    assert "Leeswijzer!B" in message
    assert found in message


def test_a_foreign_workbook_is_refused(catalogue: Catalogue, package: Package) -> None:
    """Another workbook, also the calculator's own comparison, is no package."""
    stream = BytesIO()
    openpyxl.Workbook().save(stream)
    assert "a workbook of this calculator" in refusal(stream.getvalue(), catalogue)
    assert "a workbook of this calculator" in refusal(write_comparison([("a", package), ("b", package)]), catalogue)


def test_another_format_version_is_refused(exported: bytes, catalogue: Catalogue) -> None:
    """The marker says by which version of the format the file was written."""

    def change(named: Callable[[str], Any]) -> None:
        named("Bestandsformaat").value = "workbook-9"

    assert "workbook-9" in refusal(edit(exported, change), catalogue)


@pytest.mark.long
def test_a_missing_name_is_refused(exported: bytes, catalogue: Catalogue) -> None:
    """Without the names the cells cannot be found; a name that spans the whole sheet counts as missing."""

    def drop(book: Any, _: Callable[[str], Any]) -> None:
        del book.defined_names["Keuze_invoer"]

    def stretch(book: Any, _: Callable[[str], Any]) -> None:
        book.defined_names["Keuze_invoer"].attr_text = "Keuze!$A$1:$A$1048576"

    for change in (drop, stretch):
        assert "Keuze_invoer" in refusal(resave(exported, change), catalogue)


@pytest.mark.parametrize("data", [b"", b"PK", b"no workbook", b"\x00" * 100, "Nr.;Maatregel\r\n".encode("utf-16")])
def test_what_is_no_workbook_is_refused(data: bytes, catalogue: Catalogue) -> None:
    """Any other file gives one sentence, never a traceback."""
    assert "a workbook (.xlsx or .ods)" in refusal(data, catalogue)


def test_a_damaged_workbook_is_refused(exported: bytes, catalogue: Catalogue) -> None:
    """A file cut short, with broken bytes or with a broken sheet is refused."""
    broken = bytearray(exported)
    with zipfile.ZipFile(BytesIO(exported)) as archive:
        part = max(archive.infolist(), key=lambda part: part.compress_size)
    at = part.header_offset + 30 + len(part.filename) + len(part.extra)  # where its packed bytes begin
    broken[at : at + 2000] = b"\xff" * 2000
    for data in (exported[: len(exported) // 2], bytes(broken)):
        assert "damaged" in refusal(data, catalogue)

    def cut(parts: dict[str, bytes]) -> None:
        parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"][:5000]

    assert "damaged" in refusal(rezip(exported, cut), catalogue)


def test_a_password_protected_workbook_is_refused(catalogue: Catalogue) -> None:
    """Excel stores a protected workbook as another kind of file; the message says what to do."""
    assert "without a password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, catalogue)


def test_macros_are_refused(exported: bytes, catalogue: Catalogue) -> None:
    """A workbook with a macro project, or one that is called macro-enabled, is refused."""

    def add(parts: dict[str, bytes]) -> None:
        parts["xl/vbaProject.bin"] = b"macro"

    def rename(parts: dict[str, bytes]) -> None:
        kinds = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = kinds.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")

    for change in (add, rename):
        assert "without macros" in refusal(rezip(exported, change), catalogue)


def test_a_file_over_the_size_is_refused_before_it_is_opened(catalogue: Catalogue) -> None:
    """Five megabytes is thirty times an export."""
    assert "at most 5 MB" in refusal(b"PK" + b"\x00" * weigh.MAX_BYTES, catalogue)


def test_a_zip_bomb_is_refused_by_what_it_would_unpack_to(exported: bytes, catalogue: Catalogue) -> None:
    """Too much in all, too much in one part, and too many parts."""

    def large(parts: dict[str, bytes]) -> None:
        parts |= {f"xl/media/{place}.bin": b"\x00" * 4_000_000 for place in range(10)}

    def dense(parts: dict[str, bytes]) -> None:
        parts["xl/media/1.bin"] = b"\x00" * 20_000_000

    def many(parts: dict[str, bytes]) -> None:
        parts |= {f"xl/media/{place}.bin": b"" for place in range(500)}

    assert "30 MB in all" in refusal(rezip(exported, large), catalogue)
    assert "packed at most 100 times" in refusal(rezip(exported, dense), catalogue)
    assert "200 parts" in refusal(rezip(exported, many), catalogue)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(exported: bytes, catalogue: Catalogue, encoding: str) -> None:
    """An entity could read a file or blow up; no encoding hides it."""
    text = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><sst>&e;</sst>'

    def add(parts: dict[str, bytes]) -> None:
        parts["xl/sharedStrings.xml"] = text.encode(encoding)

    assert "plain XML" in refusal(rezip(exported, add), catalogue)


def test_a_merge_over_a_whole_sheet_does_not_hang(exported: bytes, catalogue: Catalogue) -> None:
    """Only the named cells are read, so what else a sheet claims costs nothing."""

    def merge(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet2.xml"]
        merged = b'</sheetData><mergeCells count="1"><mergeCell ref="O1:XFD1048576"/></mergeCells>'
        parts["xl/worksheets/sheet2.xml"] = sheet.replace(b"</sheetData>", merged)

    assert read_workbook(rezip(exported, merge), catalogue).draft.measures == ("4.2b", "4.7", "6.2b")
