"""
Errors: how they read in either language.

1. A fault reads as place, expected, found and remedy; several come sorted under their number.
2. A value is put in as it is: nothing in it is read as a template, nothing makes a message long.
3. What a person probably meant is looked up by one helper.
"""

from __future__ import annotations

import pytest

from budget.core import (
    BudgetError,
    ByLanguage,
    Fault,
    FaultsError,
    Message,
    Sentence,
    UnknownIdError,
    either,
    explain,
    nearest,
    shown,
)
from tests.conftest import ROOT


@pytest.mark.parametrize("value", ["{unknown}", "{kind} {0} %s", "\\1", "ids", "{", "}}"])
def test_a_value_is_put_in_as_it_is(value: str) -> None:
    """Braces and backslashes in a name are signs like any other."""
    assert f'found "{value}".' in str(UnknownIdError(value, ()))


def test_a_long_value_is_cut() -> None:
    """A name of a million signs, over many lines, gives a message of one line that a screen holds."""
    said = str(UnknownIdError("x\n" * 1_000_000, ()))
    assert len(said) < 800
    assert "\n" not in said


def test_a_fault_reads_as_place_expected_found_and_remedy() -> None:
    """File and line, field, and what is wrong, in the language asked."""
    fault = Fault("id_differs_from_file_name", file="a/1.2.yaml", line=3, field="id", stem="1.2", id="1.3")
    assert str(fault) == 'a/1.2.yaml:3: id: expected "1.2", as the file is called, found "1.3". Rename one of the two.'
    assert explain(fault, "nl") == (
        'a/1.2.yaml:3: id: verwacht "1.2", zoals het bestand heet, gevonden "1.3". Hernoem een van de twee.'
    )
    assert explain(Fault("file_missing", file="x"), "nl") == (
        "x: verwacht dit bestand, gevonden geen. Voeg het toe of verbeter de naam."
    )


def test_faults_come_sorted_under_their_number() -> None:
    """By file and line, whatever their order; the heading counts them."""
    faults = [Fault("file_missing", file=name) for name in ("b", "a")]
    error = FaultsError(Message("the_catalogue"), [*faults, Fault("text_is_blank", file="a", line=2)])
    assert [(fault.file, fault.line) for fault in error.faults] == [("a", 0), ("a", 2), ("b", 0)]
    assert explain(error, "nl").splitlines()[:2] == [
        "3 fouten in de catalogus:",
        " - a: verwacht dit bestand, gevonden geen. Voeg het toe of verbeter de naam.",
    ]
    assert str(FaultsError("x", faults[:1])).startswith("1 fault in x:\n - b: ")


def test_a_page_names_a_page_where_the_command_line_names_a_command() -> None:
    """The same error, where people can do what it says."""
    error = UnknownIdError("9.9", ("9.8",))
    assert "python -m budget measures" in explain(error, "nl")
    assert explain(error, "nl", page=True) == (
        'verwacht het nummer van een maatregel, gevonden "9.9". Bedoelde u 9.8? '
        "De pagina's Maatregelen en Doelen noemen wat er is."
    )


def test_values_follow_the_language() -> None:
    """Words inside a message, lists of them and labels in two languages."""
    message = Message("option_not_in_list", options=ByLanguage(nl="ja, nee", en="yes, no"), found=shown(None))
    assert explain(message) == "expected one of yes, no, found nothing. Choose one from the list."
    assert explain(message, "nl") == "verwacht een van ja, nee, gevonden niets. Kies een uit de lijst."
    assert explain(Message("assumption_refused", dial="4.7:x", value=5, remedy=Sentence(message))).endswith(
        "found 4.7:x = 5. Expected one of yes, no, found nothing. Choose one from the list."
    )
    assert explain(Message("word_not_allowed", allowed=either(["a", "b", "c"]), found=shown(True)), "nl") == (
        'verwacht een van "a", "b" of "c", gevonden true. Gebruik een van de toegestane woorden.'
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "nothing"),
        (True, "true"),
        (False, "false"),
        ({}, "a mapping"),
        ([], "a list"),
        ((), "a list"),
        (5, "5"),
        ("a\n b", '"a b"'),
        ("x" * 61, f'"{"x" * 59}…"'),
    ],
)
def test_shown_writes_a_value_as_the_file_has_it(value: object, expected: str) -> None:
    """Text in quotes on one line and cut, words for what has no text of its own."""
    assert str(shown(value)) == expected


def test_an_unknown_code_is_an_error() -> None:
    """A code without words is a fault of the program, seen at once."""
    with pytest.raises(KeyError):
        str(BudgetError("no_such_code"))


@pytest.mark.parametrize(
    ("word", "most", "expected"),
    [("4.77", 1, ("4.7",)), ("4.1", 2, ("4.12", "4.11")), ("zzz", 3, ())],
)
def test_the_nearest_words_are_what_a_person_meant(word: str, most: int, expected: tuple[str, ...]) -> None:
    """The most alike first, at most as many as asked, none when nothing is alike."""
    assert nearest(word, ["4.7", "4.11", "4.12", "9"], most) == expected


def test_only_one_helper_looks_for_near_words() -> None:
    """`difflib` has one user."""
    users = [path for path in (ROOT / "budget").rglob("*.py") if "difflib" in path.read_text(encoding="utf-8")]
    assert [path.name for path in users] == ["near.py"]
