"""
What the calculator says: codes with values in the code, words in the two catalogues.

1. Every message of the code is said in both languages, with the values that the code gives and no others.
2. No entry of a catalogue is left over.
3. Errors, faults and warnings are made of codes, never of prose.
4. A value is put in as it is: nothing in it is read as a template, nothing makes a message long.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from budget.catalogue import describe, yaml_problems
from budget.core import (
    MESSAGE_LANGUAGES,
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
from budget.core.messages import PAGE, fields_of, templates
from tests.conftest import ROOT

CODE = re.compile(r"[a-z][a-z0-9_]+")
PLACE = {"file", "line", "field"}
OWN = {"FaultsError", "UnknownIdError", "RepeatedIdError"}
"""Errors that choose their own code."""
TABLES = [yaml_problems.PROBLEMS, describe.KINDS, describe.MISSING]
DETAIL = "detail"
"""What a library says in English; a Dutch text may leave it out."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "budget").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def error_classes() -> frozenset[str]:
    """The names of all errors of the calculator, those of other modules included."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"BudgetError"}
    while more := {name for name, own in bases.items() if own & found} - found:
        found |= more
    return frozenset(found)


ERRORS = error_classes()


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def code_arguments(call: ast.Call) -> list[ast.expr]:
    """The argument of a call that is a code: none when the call makes no message; both codes of a choice of two."""
    place = {"fault": 1, "refuse": 1, "clause": 0, "Message": 0, "Fault": 0}.get(name_of(call))
    if name_of(call) == "__init__" and ERRORS & {getattr(call.func, "attr", "")}:
        return []
    if name_of(call) in ERRORS - OWN:
        place = 0
    if place is None or len(call.args) <= place:
        return []
    found = call.args[place]
    return [found.body, found.orelse] if isinstance(found, ast.IfExp) else [found]


def messages() -> Iterator[tuple[str, ast.Call, ast.expr]]:
    """Every place where the code makes a message: where, the call and its code."""
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for argument in code_arguments(node):
                    yield f"{path}:{node.lineno}", node, argument
                if isinstance(node.func, ast.Attribute) and node.func.attr == "__init__" and node.args:
                    yield f"{path}:{node.lineno}", node, node.args[0]


def constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def used_codes() -> set[str]:
    """The codes that the code names, in calls and in tables."""
    named = {code for _, _, argument in messages() if (code := constant(argument)) is not None}
    return named | {code for table in TABLES for code in table.values()}


# Invariants 1 and 2


@pytest.mark.parametrize("language", MESSAGE_LANGUAGES)
def test_every_code_is_said_and_none_is_left_over(language: str) -> None:
    """A code without words would fail before the user's eyes; an entry without code is dead weight."""
    held = {code for context, code in templates(language) if not context}
    assert used_codes() - held == set()
    assert held - used_codes() == set()


@pytest.mark.parametrize("language", MESSAGE_LANGUAGES)
def test_words_for_a_page_belong_to_a_code(language: str) -> None:
    """What reads otherwise on a page has its words for the command line too, of the same values."""
    held = templates(language)
    for context, code in held:
        assert context in {"", PAGE}
        assert fields_of(held[context, code]) == fields_of(held["", code])


def test_both_languages_say_the_same_values() -> None:
    """A value that English shows, Dutch shows; only what a library says in English may be left out."""
    dutch, english = (templates(language) for language in ("nl", "en"))
    for key, template in english.items():
        assert fields_of(dutch[key]) | {DETAIL} == fields_of(template) | {DETAIL}, key


@pytest.mark.parametrize("language", MESSAGE_LANGUAGES)
def test_no_message_is_empty(language: str) -> None:
    """Each entry has words."""
    assert [key for key, template in templates(language).items() if not template.strip()] == []


def test_the_code_gives_the_values_that_the_words_name() -> None:
    """The names of the values in a call are the fields of its template, no more and no fewer."""
    wrong = []
    for where, call, argument in messages():
        code = constant(argument)
        if code is None or name_of(call) == "__init__" or any(keyword.arg is None for keyword in call.keywords):
            continue
        given = {str(keyword.arg) for keyword in call.keywords}
        given -= PLACE if name_of(call) == "Fault" else {"path"}
        if given != fields_of(templates("en")["", code]):
            wrong.append((where, code, given))
    assert wrong == []


# Invariant 3


def test_messages_are_made_of_codes() -> None:
    """The first argument of every message is a code; where it is a variable, that holds the code of a caller."""
    wrong = [
        (where, code) for where, _, argument in messages() if (code := constant(argument)) and not CODE.fullmatch(code)
    ]
    assert wrong == []
    composed = [where for where, _, argument in messages() if isinstance(argument, ast.JoinedStr | ast.BinOp)]
    assert composed == []


def test_no_value_is_prose() -> None:
    """A value typed in the code is no sentence: words for people stand in the catalogues."""
    wrong = [
        (where, keyword.arg, text)
        for where, call, _ in messages()
        for keyword in call.keywords
        if (text := constant(keyword.value)) is not None and " " in text
    ]
    assert wrong == []


def test_a_made_up_call_with_prose_is_seen() -> None:
    """The check itself sees prose: an error, a fault and a message that are written as sentences."""
    text = 'raise SettingError("expected this, found that.")\nplaced.fault(("id",), f"no {id_}")\nMessage("Do it.")'
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    found = [argument for call in calls for argument in code_arguments(call)]
    assert len(found) == 3
    assert not any((code := constant(argument)) and CODE.fullmatch(code) for argument in found)


def test_only_python_s_own_errors_are_raised_with_a_text() -> None:
    """What is raised is an error of the calculator, or one of Python's that its caller catches."""
    allowed = {
        "budget/core/money.py": {"ValueError"},  # turned into a message by the reader of a cell
    }
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
                continue
            name = name_of(node.exc)
            worded = any(isinstance(argument, ast.Constant | ast.JoinedStr) for argument in node.exc.args)
            if worded and name not in ERRORS | {"clause", "refuse"}:
                assert name in allowed.get(path, set()), f"{path}:{node.lineno}"


# Invariant 4 and the form


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
    users = [path for path in Path(ROOT / "budget").rglob("*.py") if "difflib" in path.read_text(encoding="utf-8")]
    assert [path.name for path in users] == ["near.py"]
