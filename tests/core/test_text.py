"""
The two languages: every Dutch text in the code has an English one with the same fields.

Invariants: 1. no text is missing or empty; 2. no text is left over; 3. `{fields}` are the same in both.
"""

from __future__ import annotations

import ast
import re

from babel.messages.pofile import read_po

from tests.conftest import ROOT

CATALOGUE = ROOT / "budget" / "core" / "locale" / "en" / "LC_MESSAGES" / "texts.po"


def texts_in_code() -> set[str]:
    """Find every text that the dashboard passes to `t`, those inside f-strings too."""
    found = set()
    for path in [ROOT / "app.py", *(ROOT / "dashboard").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t" and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found.add(text.value)
    return found


def english() -> dict[str, str]:
    with CATALOGUE.open("rb") as stream:
        return {str(m.id): str(m.string) for m in read_po(stream, locale="en") if m.id}


def fields(text: str) -> list[str]:
    return sorted(re.findall(r"{(\w+)}", text))


def test_every_text_has_an_english_one() -> None:
    """No text of the dashboard is without its English, and none is empty."""
    have = english()
    missing = sorted(text for text in texts_in_code() if not have.get(text))
    assert not missing, "add to budget/core/locale/en/LC_MESSAGES/texts.po:\n" + "\n".join(missing)


def test_no_english_text_is_left_over() -> None:
    """Every text of the catalogue is still used."""
    left = sorted(set(english()) - texts_in_code())
    assert not left, "remove from texts.po:\n" + "\n".join(left)


def test_both_languages_have_the_same_fields() -> None:
    """A text and its English name the same fields, so that filling them in never fails."""
    wrong = [text for text, other in english().items() if fields(text) != fields(other)]
    assert not wrong, "\n".join(wrong)
