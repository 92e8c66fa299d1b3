"""
The engine's messages on the pages: their form and their language.

1. On the English pages a message stays the engine's English, on the Dutch ones it is Dutch (test_messages_dutch).
2. Nothing that a file holds is read as Markdown, or makes a message longer than a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.core import BudgetError, Fault, FaultsError, UnknownIdError, explain
from budget.core import shown as shown_value
from budget.share import parse_package
from budget.share.link import LinkError
from dashboard.words import explain_error, in_language
from dashboard.words.markdown import JOINER
from tests.conftest import ROOT

ENGLISH = re.compile(
    r"\b(the|this|that|these|an|and|or|it|its|one|from|with|without|not|only|each|every|again|twice|times|to|for|"
    r"expected|found|nothing|none|more|another|remove|give|choose|use|write|add|correct|check|restore|ask|"
    r"type|save|put|fill|rename|text|list|value|measures?|record|file|field|key|line|workbook|error)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"\"[^\"]*\"|`[^`]*`|!!?[\w/:.]+|\S+\.(?:yaml|xml|bin|xlsx)\b\S*|\b\S+_\S+\b")
"""What a message repeats from the file, and names of files and fields: the same in every language."""


def text_of(markdown: str) -> str:
    """The text that a page shows of Markdown without formatting but bullets; what has no width is left out."""
    lines = (line.removeprefix("- ") for line in markdown.replace(JOINER, "").splitlines() if line)
    return "\n".join(re.sub(r"\\([\W_])", r"\1", line) for line in lines)


def shown(error: BudgetError, language: str = "nl") -> str:
    with in_language(language):
        return text_of(explain_error(error))


def raised(work: Callable[[], object]) -> BudgetError:
    with pytest.raises(BudgetError) as caught:
        work()
    return caught.value


def values_of(text: str) -> list[str]:
    """The values that a message repeats: what stands in quotes, and numbers."""
    text = re.sub(r'\(\w+\)|objective "closest"', "", text)
    return [*re.findall(r'"[^"]*"', text), *re.findall(r"(?<![\w.])-?\d[\d.]*\b", text)]


def hold_dutch(error: BudgetError) -> None:
    """Hold the Dutch message of an error free of English and complete."""
    found = shown(error)
    parts = [found]
    if isinstance(error, FaultsError):
        parts = []
        for fault, line in zip(error.faults, found.splitlines()[1:], strict=True):
            place = ", ".join(filter(None, (fault.file, f"regel {fault.line}" if fault.line else "", fault.field)))
            assert line.startswith(f"{place}: verwacht "), line
            parts.append(line.removeprefix(place))
            missing = [value for value in values_of(explain(fault.message)) if value not in line]
            assert not missing, (missing, line)
    else:
        missing = [value for value in values_of(str(error)) if value not in found]
        assert not missing, (missing, found)
    for part in parts:
        assert not ENGLISH.search(QUOTED.sub("", part)), f"{error}\n->\n{part}"


# Form, invariants 1 and 2


def test_a_fault_reads_as_place_expected_found_and_remedy(catalogue: Catalogue) -> None:
    """One line per fault under a heading with their number, in the page's language."""
    error = raised(lambda: parse_package("name: 5\nname: x\nmeasurs: []", "mijn.yaml", catalogue))
    assert shown(error).splitlines() == [
        "1 fout in mijn.yaml:",
        "mijn.yaml, regel 2, name: verwacht elk veld één keer, gevonden het veld nog een keer (eerst op regel 1). "
        "Haal een van de twee weg.",
    ]
    assert shown(error, "en").splitlines() == [
        "1 fault in mijn.yaml:",
        "mijn.yaml, line 2, name: expected each key once, found the key again (first on line 1). "
        "Remove one of the two.",
    ]


def test_an_english_page_keeps_the_english(catalogue: Catalogue) -> None:
    """English pages show the engine's words; only what names the command line names a page instead."""
    assert shown(LinkError("link_changed"), "en") == (
        "Expected a link made by this tool, found a link that was changed. Ask the sender for a new link."
    )
    for id_ in ("4.77", "zzzz"):
        found = shown(raised(lambda id_=id_: catalogue.measure(id_)), "en")
        assert found.endswith("The pages Measures and Targets show what there is.")


@pytest.mark.parametrize(
    "value",
    [
        "**x** _y_ `z` ~~q~~",
        "[x](http://a.b)",
        "<b>x</b> &amp;",
        "$x^2$ :red[x] :smile:",
        "1. x",
        "# x",
        "www.a.nl",
        "\\*",
    ],
)
def test_what_a_file_holds_is_not_read_as_markdown(value: str) -> None:
    """Marks, links, formulas and colours in a name show as they were typed."""
    fault = Fault("text_without_quotes", file=value, line=1, field=value, found=shown_value(value))
    assert f'gevonden "{value}"' in shown(FaultsError(value, [fault]))
    with in_language("nl"):
        assert not re.search(r"(?<!\\)([$*_`<\[]|:(?=\w))", explain_error(UnknownIdError(value, (value,))))


def test_a_hostile_message_is_cut_short() -> None:
    """A name of a million signs and ten thousand faults give a message that a page can hold, at once."""
    assert len(shown(UnknownIdError('". Did' * 200_000, ()))) < 1000
    faults = [Fault("text_is_blank", file="x.yaml", line=n) for n in range(10_000)]
    lines = shown(FaultsError("x.yaml", faults)).splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("10000 fouten in x.yaml:", "… en nog 9950", 52)


# On the pages


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", 'de vorm "x"; deze versie leest "1" of "2". Vraag de afzender om een nieuwe link.'),
        ("en", 'the form "x"; this version reads "1" or "2". Ask the sender for a new link.'),
    ],
)
def test_a_broken_link_is_explained_on_the_page(language: str, expected: str) -> None:
    """Whoever opens a damaged link reads why in the language of the page."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["p"], app.query_params["taal"] = "x", language
    app.run()
    assert not app.exception
    assert text_of(app.error[0].value).endswith(expected)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "name: 5", "mijn.yaml, regel 1, name: verwacht tekst, gevonden 5. Zet er aanhalingstekens omheen."),
        ("en", "name: 5", "mijn.yaml, line 1, name: expected text, found 5. Put quotes around it."),
        ("nl", "name: x\nsettings: {dials: {'4.12b:step': 99}}", "Aanname 4.12b:step: verwacht 0 tot 10, gevonden 99."),
    ],
)
def test_a_broken_file_is_explained_on_the_page(language: str, text: str, expected: str) -> None:
    """Whoever opens a broken file reads what is wrong in the language of the page, and keeps the packages."""

    def page() -> None:
        import streamlit as st

        from dashboard.package.packages import files

        st.session_state.setdefault("language", "nl")
        files()

    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["language"] = language
    app.run()
    upload = f"{text}\nmeasures: ['4.7']\n".encode()
    app.file_uploader[0].set_value(("mijn.yaml", upload, "application/yaml")).run()
    assert not app.exception
    assert expected in text_of(app.error[0].value)
    assert app.session_state["workspace"].slot.draft.measures == ()
