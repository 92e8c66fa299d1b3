"""
One word for one thing, on the page, in print and nota, in the workbook, in CSV and on the command line.

1. The total, the same without double counting, the sum of the years, targets and bearers of ODA are called alike.
2. The names that these had elsewhere are gone.
"""

from __future__ import annotations

import csv
import re
from html import unescape
from io import BytesIO, StringIO

import openpyxl
import pytest
from docx import Document

from budget.catalogue import Catalogue
from budget.cli import main
from budget.engine import OdaPart, attribute_oda, compose_package
from budget.export import write_csv, write_workbook
from budget.share import Draft
from dashboard.package import year_heads
from dashboard.paper import shown_parts, write_nota
from dashboard.words import in_language, t, terms
from tests.dashboard.tools import html_of, run

GONE = {
    "nl": {"Totaal zonder dubbeltelling", "anderen", "ODA: dekking van een reserve"},
    "en": {"Total without double counting", "others", "ODA: cover of a reserve"},
}
TOTAL_GONE = {"nl": "Totaal", "en": "Total"}


def words_of(html: str) -> set[str]:
    """The texts of a page's tables, heads and cells, without what is in them."""
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", html, re.DOTALL)
    return {unescape(re.sub(r"<[^>]*>", "", cell)).strip() for cell in cells}


@pytest.fixture(params=["nl", pytest.param("en", marks=pytest.mark.long)])
def media(request: pytest.FixtureRequest, catalogue: Catalogue) -> dict[str, set[str]]:
    """What stands in the tables of the report's package, by medium, in one language."""
    lang, draft = request.param, Draft("x", "", catalogue.packages["jenv-20"].measures)
    package = compose_package(catalogue, draft.measures)
    pages = (
        run(name, draft, language=lang, shown_targets=["jenv-20"]) for name in ("payers", "oda", "package", "charts")
    )
    nota = Document(BytesIO(write_nota(package, "x", "", lang)))
    book = openpyxl.load_workbook(BytesIO(write_workbook(package, "x", lang)))
    values = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    text = write_csv(package, "x", lang).decode("utf-8-sig")
    return {
        "": {lang},
        "page": words_of(" ".join(map(html_of, pages))),
        "print": words_of(html_of(run("printview", draft, language=lang))),
        "nota": {cell.text.strip() for table in nota.tables for row in table.rows for cell in row.cells},
        "workbook": {value for value in values if isinstance(value, str)},
        "csv": {cell for row in csv.reader(StringIO(text), delimiter="," if lang == "en" else ";") for cell in row},
    }


@pytest.mark.slow
def test_the_same_is_called_the_same(media: dict[str, set[str]], catalogue: Catalogue) -> None:
    (lang,) = media.pop("")
    package = compose_package(catalogue, catalogue.packages["jenv-20"].measures)
    with in_language(lang):
        parts = [terms.oda_part(catalogue, part) for part in shown_parts(attribute_oda(package).columns.values())]
        everywhere = {t("Saldo-effect"), *parts}
        once, years = t("zonder dubbeltelling"), year_heads(catalogue)[-2]
        cover = terms.oda_part(catalogue, OdaPart.COVER)
    for medium, said in media.items():
        assert everywhere <= said, (medium, everywhere - said)
        assert any(once in text.lower() for text in said), medium
        assert any(catalogue.targets["jenv-20"].title.get(lang) in text for text in said), medium
        assert medium == "workbook" or years in said, medium
        assert not said & GONE[lang], medium
        assert medium == "page" or TOTAL_GONE[lang] not in said, medium  # a page has it as the head of names
    assert cover in media["workbook"]


@pytest.mark.figures
def test_the_command_line_says_the_same(capsys: pytest.CaptureFixture[str], catalogue: Catalogue) -> None:
    """In English, which it speaks."""
    assert main(["compose", "--package", "jenv-20"]) == 0
    out = capsys.readouterr().out
    with in_language("en"):
        words = [t("Saldo-effect"), t("zonder dubbeltelling"), year_heads(catalogue)[-2]]
    for word in (*words, catalogue.targets["jenv-20"].title.nl):
        assert word in out
    assert not re.search(r"^Total", out, re.MULTILINE)
