"""
The two languages: every Dutch text in the code has an English one with the same fields.

Invariants: 1. no text is missing or empty; 2. no text is left over; 3. `{fields}` are the same in both; 4. what is
translated is a text marked in the code, so that 1 sees it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from budget.core import dutch, translate
from tests.conftest import ROOT

CATALOGUE = ROOT / "budget" / "core" / "locale" / "en" / "LC_MESSAGES" / "texts.po"
PARTS = ("budget", "store", "dashboard", "serve")
MARKED = {"t", "texts", "dutch"}
"""Calls that mark a text: `t("…")`, also on a workbook's `texts`, and `dutch("…")` in a table."""


def name_called(call: ast.Call) -> str:
    """The last name of what is called: `t` of `t(…)`, `texts` of `book.texts(…)`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def texts_in_code() -> Iterator[str]:
    """Every text that is marked for the catalogue, those inside f-strings too."""
    for path in [ROOT / "app.py", *(path for part in PARTS for path in (ROOT / part).rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name_called(node) in MARKED and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def english() -> dict[str, str]:
    with CATALOGUE.open("rb") as stream:
        return {str(m.id): str(m.string) for m in read_po(stream, locale="en") if m.id}


def fields(text: str) -> list[str]:
    return sorted(re.findall(r"{(\w+)}", text))


@pytest.mark.slow
def test_every_text_has_an_english_one() -> None:
    """No text of pages, workbook, comparison or CSV is without its English, and none is empty."""
    have = english()
    missing = sorted({text for text in texts_in_code() if not have.get(text)})
    assert not missing, f"add to {CATALOGUE.relative_to(ROOT)}:\n" + "\n".join(missing)


@pytest.mark.slow
def test_no_english_text_is_left_over() -> None:
    """Every text of the catalogue is still used."""
    left = sorted(set(english()) - set(texts_in_code()))
    assert not left, f"remove from {CATALOGUE.name}:\n" + "\n".join(left)


def test_both_languages_have_the_same_fields() -> None:
    """A text and its English name the same fields, so that filling them in never fails."""
    wrong = [text for text, other in english().items() if fields(text) != fields(other)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("language", "said"), [("nl", "3 maatregelen"), ("en", "3 measures")])
def test_a_text_is_said_in_the_language_asked_for(language: str, said: str) -> None:
    """Dutch is the text itself, English the catalogue's, both with their fields filled in."""
    assert translate("{n} maatregelen", language, n=3) == said


def test_a_field_may_be_called_like_a_parameter() -> None:
    """A text may name any field, `text` and `language` too."""
    assert translate("{text} {language}", "nl", text="a", language="b") == "a b"


def test_what_has_no_english_stays_as_it_is() -> None:
    """A title or name that comes by is shown, and marking a text does not change it."""
    assert translate("Onbekend woord {x}", "en") == dutch("Onbekend woord {x}") == "Onbekend woord {x}"
