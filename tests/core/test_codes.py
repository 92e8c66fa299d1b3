"""
Codes and their words: codes with values in the code, sentences in the two catalogues.

1. Every message of the code is said in both languages, with the values that the code gives and no others.
2. No entry of a catalogue is left over.
3. Errors, faults and warnings are made of codes, never of prose.
"""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from budget.catalogue import describe, yaml_problems
from budget.core import MESSAGE_LANGUAGES
from budget.core.messages import PAGE, fields_of, templates
from store import errors
from tests.conftest import ROOT

CODE = re.compile(r"[a-z][a-z0-9_]+")
PLACE = {"file", "line", "field"}
OWN = {"FaultsError", "UnknownIdError", "RepeatedIdError", "OutdatedError"}
"""Errors that choose their own code."""
MAKERS = {"Message", "Fault", "clause"}
"""Calls whose first argument is a code."""
METHODS = {"fault", "refuse"}
"""Calls whose second argument is a code; the first says where."""
TABLES = [yaml_problems.PROBLEMS, describe.KINDS, describe.MISSING, errors.SQLITE, errors.POSTGRES]
DETAIL = "detail"
"""What a library says in English; a Dutch text may leave it out."""


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    found = [path for part in ("budget", "store", "serve") for path in (ROOT / part).rglob("*.py")]
    found = sorted([*found, ROOT / "dashboard" / "__main__.py"])
    return tuple((path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in found)


@cache
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


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def code_arguments(call: ast.Call) -> list[ast.expr]:
    """The argument of a call that is a code: none when the call makes no message; both codes of a choice of two."""
    name = name_of(call)
    place = 0 if name in MAKERS | (error_classes() - OWN) or (name == "__init__" and call.args) else 1
    if (place == 1 and name not in METHODS) or len(call.args) <= place:
        return []
    found = call.args[place]
    return [found.body, found.orelse] if isinstance(found, ast.IfExp) else [found]


@cache
def messages() -> tuple[tuple[str, ast.Call, ast.expr], ...]:
    """Every place where the code makes a message: where, the call and its code."""
    return tuple(
        (f"{path}:{node.lineno}", node, argument)
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for argument in code_arguments(node)
    )


def constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def used_codes() -> set[str]:
    """The codes that the code names, in calls and in tables."""
    named = {code for _, _, argument in messages() if (code := constant(argument)) is not None}
    return named | {code for table in TABLES for code in table.values()}


# Invariants 1 and 2


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_code_gives_the_values_that_the_words_name() -> None:
    """The names of the values in a call are the fields of its template, no more and no fewer."""
    wrong = []
    for where, call, argument in messages():
        code = constant(argument)
        if code is None or any(keyword.arg is None for keyword in call.keywords):
            continue
        given = {str(keyword.arg) for keyword in call.keywords}
        given -= PLACE if name_of(call) == "Fault" else {"path"}
        if given != fields_of(templates("en")["", code]):
            wrong.append((where, code, given))
    assert wrong == []


# Invariant 3


def is_code(node: ast.expr) -> bool:
    """Tell whether an argument is a code: typed as one, passed on by a helper, or taken from a table or a message."""
    if isinstance(node, ast.Name):
        return node.id in {"code", "why"}
    if isinstance(node, ast.Attribute):
        return node.attr == "code"
    text = constant(node)
    return isinstance(node, ast.Subscript) or (text is not None and CODE.fullmatch(text) is not None)


@pytest.mark.slow
def test_messages_are_made_of_codes() -> None:
    """The code of every message is a code, never a sentence and never put together."""
    assert [where for where, _, argument in messages() if not is_code(argument)] == []


@pytest.mark.slow
def test_no_value_is_prose() -> None:
    """A value typed in the code is no sentence: words for people stand in the catalogues."""
    wrong = [
        (where, keyword.arg, text)
        for where, call, _ in messages()
        for keyword in call.keywords
        if (text := constant(keyword.value)) is not None and " " in text
    ]
    assert wrong == []


@pytest.mark.slow
def test_a_made_up_call_with_prose_is_seen() -> None:
    """The check itself sees prose: an error, a fault and a message that are written as sentences."""
    calls_with_prose = [
        'raise SettingError("expected this, found that.")',
        'placed.fault(("id",), f"no {id_}")',
        'Message("Do it.")',
        "SettingError(text)",
    ]
    text = "\n".join(calls_with_prose)
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    found = [argument for call in calls for argument in code_arguments(call)]
    assert [is_code(argument) for argument in found] == [False] * 4


@pytest.mark.slow
def test_only_python_s_own_errors_are_raised_with_a_text() -> None:
    """What is raised is an error of the calculator, or one of Python's that its caller catches."""
    allowed = {
        "budget/core/money.py": {"ValueError"},  # turned into a message by the reader of a cell
        "budget/catalogue/history.py": {"ValueError"},  # turned into a fault of the release file
    }
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
                continue
            name = name_of(node.exc)
            worded = any(isinstance(argument, ast.Constant | ast.JoinedStr) for argument in node.exc.args)
            if worded and name not in error_classes() | {"clause", "refuse"}:
                assert name in allowed.get(path, set()), f"{path}:{node.lineno}"
