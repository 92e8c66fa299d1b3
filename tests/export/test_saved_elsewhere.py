"""
A workbook that another program saved comes back: LibreOffice, ExcelJS, SheetJS, openpyxl, and in Google's form.

What cannot come back is refused with what to do: another kind of file, a password, macros, entities, bombs.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.core import FaultsError, explain
from budget.engine import compose_package
from budget.export import read_workbook, write_ods
from budget.export.sheets.guide import FORMAT
from tests.export.saved.google import ROWS
from tests.export.saved.make import ADDED, CHOSEN, NAME

SAVED = Path(__file__).parent / "saved"
FILES = ("libreoffice.xlsx", "libreoffice.ods", "exceljs.xlsx", "sheetjs.xlsx", "openpyxl.xlsx", "google.xlsx")


@pytest.mark.parametrize("name", FILES)
def test_it_comes_back(toy2: Catalogue, name: str) -> None:
    """With the toggle that was typed, name and description, and nothing to warn of."""
    back = read_workbook((SAVED / name).read_bytes(), toy2, name)
    assert set(back.draft.measures) == {*CHOSEN, ADDED}
    assert (back.draft.name, back.draft.description) == (NAME, "Eén\ntwee")
    assert back.warnings == ()


def test_every_saved_workbook_is_read() -> None:
    """None lies there unread."""
    assert {path.name for path in SAVED.iterdir() if path.suffix in {".xlsx", ".ods"}} == set(FILES)


def test_the_one_in_google_s_form_has_that_form() -> None:
    """What `google.py` says of it stands in the file: else the file would be ours, and nothing would be read."""
    with zipfile.ZipFile(SAVED / "google.xlsx") as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) > 10
    assert not [name for name in parts if name.startswith(("docProps", "xl/tables", "xl/charts"))]
    for text in sheets:
        assert not re.search(r"<(dimension|sheetProtection|tableParts)\b|_xlfn\.", text)
        assert text.count("<row ") >= ROWS
        assert '<sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/>' in text
        assert text.endswith('<drawing r:id="rId1"/></worksheet>')
    assert sum(text.count("__xludf.DUMMYFUNCTION") for text in sheets) > 10
    toggles = next(text for text in sheets if "<dataValidation " in text)
    assert "<v>1.0</v>" in toggles
    assert "'Keuze'!$" in parts["xl/workbook.xml"]


@pytest.mark.parametrize("value", ["1.0", "0.0"])
def test_toggles_that_google_made_ticks_of_are_told(toy2: Catalogue, value: str) -> None:
    """A tick is TRUE, no 1: it is told at its cell with what to type, and nothing is guessed."""
    data = (SAVED / "google.xlsx").read_bytes()

    def ticked(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet2.xml"].decode()
        changed, count = re.subn(
            rf'<c r="(A\d+)" s="(\d+)"><v>{value}</v>', r'<c r="\1" s="\2" t="b"><v>1</v>', sheet, count=1
        )
        assert count == 1
        parts["xl/worksheets/sheet2.xml"] = changed.encode()

    assert "Keuze!A" in refusal(changed(data, ticked), toy2)


@pytest.fixture(scope="module")
def ods(toy2: Catalogue) -> bytes:
    """An .ods to break."""
    return write_ods(compose_package(toy2, CHOSEN), NAME)


def changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The archive with its parts changed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()


def refusal(data: bytes, catalogue: Catalogue) -> str:
    with pytest.raises(FaultsError) as caught:
        read_workbook(data, catalogue, "proef.ods")
    return explain(caught.value, "nl")


def entity(parts: dict[str, bytes]) -> None:
    parts["content.xml"] = parts["content.xml"].replace(
        b"?>\n", b'?>\n<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', 1
    )


def encrypted(parts: dict[str, bytes]) -> None:
    listed = b'manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    inside = listed.replace(b"/>", b"><manifest:encryption-data/></manifest:file-entry>")
    assert listed in parts["META-INF/manifest.xml"]
    parts["META-INF/manifest.xml"] = parts["META-INF/manifest.xml"].replace(listed, inside)
    parts["content.xml"] = b"\x00" + parts["content.xml"][::-1]


def macros(parts: dict[str, bytes]) -> None:
    parts["Basic/Standard/Module1.xml"] = b"<a/>"


def packed(parts: dict[str, bytes]) -> None:
    parts["content.xml"] += b" " * 20_000_000


def long_tag(parts: dict[str, bytes]) -> None:
    parts["content.xml"] = parts["content.xml"].replace(
        b"<table:table ", b"<table:table a='" + b"a" * 200_000 + b"' ", 1
    )


def one_row(parts: dict[str, bytes]) -> None:
    cells = b"".join(b"<table:table-cell table:x='%d'/>" % at for at in range(20_000))
    parts["content.xml"] = parts["content.xml"].replace(b"</table:table-row>", cells + b"</table:table-row>", 1)


def other_kind(parts: dict[str, bytes]) -> None:
    del parts["META-INF/manifest.xml"]


def damaged(parts: dict[str, bytes]) -> None:
    parts["content.xml"] = parts["content.xml"].replace(b"</table:table>", b"", 1)


def two_kinds(parts: dict[str, bytes]) -> None:
    parts |= {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (entity, "verwacht gewone XML"),
        (encrypted, "Bewaar het zonder wachtwoord"),
        (macros, "Bewaar het zonder macro's als .xlsx of .ods"),
        (packed, "Exporteer het pakket opnieuw"),
        (long_tag, "Exporteer het pakket opnieuw"),
        (one_row, "Exporteer het pakket opnieuw"),
        (other_kind, "verwacht een werkmap (.xlsx of .ods)"),
        (damaged, "beschadigd"),
        (two_kinds, "verwacht een werkmap (.xlsx of .ods)"),
    ],
)
@pytest.mark.slow
def test_what_cannot_come_back_says_what_to_do(
    toy2: Catalogue, ods: bytes, change: Callable[[dict[str, bytes]], None], told: str
) -> None:
    """Entities, a password, macros, bombs of three kinds, no workbook, a damaged one, and two in one."""
    assert told in refusal(changed(ods, change), toy2)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("toggle", b'office:value="1"', b'office:value="2"', "Keuze"),
        ("format", FORMAT.encode(), b"workbook-9", "workbook-9"),
    ],
)
def test_what_was_typed_is_told_at_its_cell(
    toy2: Catalogue, ods: bytes, name: str, old: bytes, new: bytes, told: str
) -> None:
    """The same faults as in an .xlsx, by sheet and cell."""

    def change(parts: dict[str, bytes]) -> None:
        content = parts["content.xml"]
        at = content.index(b'content-validation-name="val') if name == "toggle" else 0
        parts["content.xml"] = content[:at] + content[at:].replace(old, new)

    assert told in refusal(changed(ods, change), toy2)
