"""
The one rule for what a person gives as a text.

1. A hostile text that can be seen and kept is accepted as it is; one that cannot is refused, for its reason.
2. What is mended is accepted, and an accepted text is mended into itself.
3. A message never holds a sign that nobody sees.
"""

from __future__ import annotations

import pytest
from hypothesis import given

from budget.core import DESCRIPTION, NAME, TextForm, explain, mended, seen, shown, text_fault, tidy
from budget.core.signs import refused_signs
from tests.hostile.texts import ACCEPTED, ANYTHING, REFUSED


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_visible_text_is_accepted(name: str) -> None:
    """Markup, formulas, emoji and the longest name are names like any other."""
    assert text_fault(ACCEPTED[name], NAME) is None
    assert mended(ACCEPTED[name], NAME) == ACCEPTED[name]


@pytest.mark.parametrize("name", REFUSED)
def test_a_text_that_cannot_be_seen_or_kept_is_refused(name: str) -> None:
    """The message says which sign, where, or how long; it can be printed, and the mended text is accepted."""
    fault = text_fault(REFUSED[name], NAME)
    assert fault is not None
    for language in ("nl", "en"):
        assert explain(fault, language).encode("ascii", "replace")
    assert text_fault(mended(REFUSED[name], NAME), NAME) is None


def test_the_message_says_what_and_where() -> None:
    """Sign, place and number of them; length and limit."""
    found = text_fault("ab\u202ec\u202e", NAME)
    assert found is not None
    assert explain(found) == (
        "expected signs that can be seen and saved, found U+202E as character 3 (2 in all). Remove it."
    )
    assert explain(found, "nl") == (
        "verwacht tekens die te zien en te bewaren zijn, gevonden U+202E als teken 3 (in totaal 2). Haal het weg."
    )
    long = text_fault("x" * 201, NAME)
    assert long is not None
    assert explain(long) == "expected at most 200 characters, found 201. Shorten the text."


def test_a_description_has_lines_and_a_name_has_not() -> None:
    """A name is one line; in a mended one a space stands for the line's end."""
    assert text_fault("a\n\tb", DESCRIPTION) is None
    assert mended("a\nb\u200b", NAME) == "a b"
    assert mended("x" * 5000, NAME) == "x" * 200
    assert tidy(" a\r\nb\rc\n") == "a\nb\nc"


def test_a_cut_leaves_no_joiner_alone() -> None:
    """A text that is cut between two pictures that belong together is mended all the way."""
    assert mended("👩\u200d👩", TextForm(2)) == "👩"


@given(text=ANYTHING)
def test_what_is_mended_is_accepted(text: str) -> None:
    """Invariant 2, for any text; an accepted one stays as it is."""
    for form in (NAME, DESCRIPTION):
        fixed = mended(text, form)
        assert text_fault(fixed, form) is None
        assert mended(fixed, form) == fixed
        if text_fault(tidy(text), form) is None:
            assert fixed == tidy(text)


@given(text=ANYTHING)
def test_a_message_shows_every_sign(text: str) -> None:
    """Invariant 3: what is quoted in a message can be printed anywhere and turns no text around."""
    assert not refused_signs(seen(text))
    assert len(seen(text)) == len(text)
    quoted = str(shown(text))
    quoted.encode()
    assert not set(quoted) & set("\u202e\u200b\ufffe\n\0")
