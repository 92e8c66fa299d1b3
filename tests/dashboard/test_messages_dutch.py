"""
The Dutch pages: whatever a user can make the engine refuse, the message is Dutch in full.

1. It holds no English, and keeps the file, line, field and values of the engine's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from budget import resettlement
from budget.catalogue import Catalogue, read_release
from budget.core import Message, SearchError, Settings, read_settings
from budget.engine import compose_package
from budget.export import read_workbook, write_workbook
from budget.resettlement.fair_share import eu_part
from budget.search import DialSteps, Goal, Limits, Objective, OpenAmounts, Question, find_packages_with_steps
from budget.share import open_link, parse_package
from budget.share.link import FORM
from dashboard.words import explain_note, in_language
from tests.catalogue import test_yamlread_refusals
from tests.dashboard.test_messages import hold_dutch, raised, text_of
from tests.export.test_workbook_refusals import rezip
from tests.export.workbook_tools import edit, resave
from tests.share import test_files, test_link

GOAL = (Goal("jenv-20"),)
DIAL = ("4.12b", "step")


# Package files


BASE = "name: x\nmeasures: []\n"
FILES = [
    "settings: {dials: {'4.7:x': x}}",
    "settings: {dials: {'4.7:x': [1]}}",
    "settings: {dials: 5}",
    "settings: {first_year_share_permille: 5.5}",
    "settings: {decision_year: null}",
    "settings: {scope: 5, basis: '1', oda_rules: true, ceiling: []}",
    "settings: []",
    "settings: {1: 5}",
    "catalogue_version: 1.0",
    "format: null",
    "description: {nl: x}",
    "title: {nl: x}",
    "title: x\nid: 5\nours: 1\nnote: ''\nsource: {document: X, section: ' '}",
    "measures: [[1], null, true, '', 5]",
    "x: &a 1\ny: *a",
    "x: !!str 1",
    "---\nb: 2",
    "x: " + "[" * 40 + "]" * 40,
    "? [1]\n: 2",
    '"a\\nb": 1',
    'x: "a\\u0007"',
    "x: \x07",
    "# " + "x" * 1_000_001,
]
BROKEN_YAML = [
    "a:\n\tb: 1", "a: b: c", "a: [1, 2\nb: 3", "a: {b: 1\nc: 2", 'a: "x', "a: @b", "a: 1\nb", 'a: "\\q"',
    'a: "\\ud800"', "a: [1}", "a: ]", "- 1\nb: 2", "a: 1\n- 2", "a: - 1", "a: |0\n x", "%FOO x\n---\na: 1",
    "%YAML 3.0\n---\na: 1", "%YAML 1.1\n%YAML 1.1\n---\na: 1", "a: !x!y 1", "a: 'x\n---\n'", "a: &", "a: *",
    "a: |9x\n", "a: !<x", "%", "? a\n? b: c: d", "a: 'b' c", "{a: 1}}", "a: |\n\tx", "%TAG ! x\n%TAG ! x\n---\na: 1",
    "%YAML 1.11111111111\n---\na: 1", "%YAML x\n---\na: 1", "a: >\n  x\n\ty: z", "a: [b\n\tc: d]", "x: \x85 - :",
    "a\n:b: c\n d",
]  # fmt: skip


@pytest.mark.parametrize("text", [*(BASE + text for text in FILES), *BROKEN_YAML, "", "hello", "5", "- A.1", "{}"])
def test_a_broken_package_file_is_explained_in_dutch(catalogue: Catalogue, text: str) -> None:
    """Whatever is wrong with an uploaded file, the Dutch page says so in Dutch, with its line and field."""
    hold_dutch(raised(lambda: parse_package(text, "mijn.yaml", catalogue)))


def broken_texts() -> Iterator[str]:
    """The texts that the tests of the reader and of the package files break on."""
    (marks,) = (m for m in test_files.test_a_broken_file_names_its_line.pytestmark if m.name == "parametrize")
    yield from (test_files.SOUND.replace(old, new) for old, new, _ in marks.args[1])
    for test in (test_yamlread_refusals.test_tag, test_yamlread_refusals.test_alias):
        (marks,) = test.pytestmark
        yield from (text for text, *_ in marks.args[1])


@pytest.mark.parametrize("text", list(broken_texts()))
def test_what_the_reader_refuses_is_explained_in_dutch(catalogue: Catalogue, text: str) -> None:
    """The refusals that the engine's own tests list are Dutch too."""
    hold_dutch(raised(lambda: parse_package(text, "mijn.yaml", catalogue)))


@pytest.mark.parametrize(
    "text",
    ["measures: ['9.9']", "measures: [zzzzzz]", "measures: ['4.7', '4.7']", "measures: ['4,7']"],
)
def test_unknown_and_repeated_measures_are_explained_in_dutch(catalogue: Catalogue, text: str) -> None:
    """A file that names no measure of the catalogue, or one twice, says which."""
    hold_dutch(raised(lambda: parse_package(f"name: x\n{text}", "x.yaml", catalogue)))


# Links


def _links(catalogue: Catalogue) -> Iterator[str]:
    yield from ("", "3AAAA", FORM + "A" * 5000, FORM + "é", FORM, FORM + "AAAA", "x" * 30)
    yield from map(
        test_link.forge_bytes, (b"", test_link.zlib.compress(b"[" * 99), test_link.zlib.compress(b" " * 10**6))
    )
    id_, version = catalogue.info.id, catalogue.info.version
    yield from map(test_link.forge, ([], 5, [id_, "9.9.9", [["x", "", {}, "1"]], 0, []], [id_, version, [], 0, []]))
    yield test_link.forge(["toy", version, [["x", "", {}, "1"]], 0, []])
    parts: dict[str, list[object]] = {
        "settings": [{"y": 2031}, {"b": "x"}, {"q": 1001}, {"x": 1}, 5],
        "bits": ["g", "-1"],
        "name": [7],
        "description": ["\ud800"],
    }
    dials = [{"3.1.4:people": "many"}, {"3.1.4:x": 1}, {"9:x": 1}, {":".join(DIAL): 1000}]
    parts["settings"] += [{"d": dial} for dial in dials]
    yield from (test_link.forge_draft(catalogue, **{key: value}) for key, values in parts.items() for value in values)


def test_a_tampered_link_is_explained_in_dutch(catalogue: Catalogue) -> None:
    """Each way to damage a link has its Dutch reason."""
    for code in _links(catalogue):
        hold_dutch(raised(lambda code=code: open_link(catalogue, code)))


# Workbooks


def _set(**cells: object) -> Callable[[Callable[[str], Any]], None]:
    def change(named: Callable[[str], Any]) -> None:
        for name, value in cells.items():
            cell = named(name)
            while isinstance(cell, tuple):
                cell = cell[0]
            cell.value = value

    return change


EDITS = [
    _set(
        Keuze_invoer=2,
        Invoer_Besluitjaar=2030,
        Invoer_Basis_doel="anders",
        Invoer_Reikwijdte=3,
        Invoer_ODA_regels=None,
        Invoer_Plafond=True,
    ),
    _set(Invoer_Eerstejaarsaandeel="veel", Aanname_waarde=1000),
    _set(Invoer_Eerstejaarsaandeel=1.5, Aanname_waarde="veel", Keuze_nr="1.3"),
    _set(Keuze_nr="9.9", Catalogus_versie="0.9.0", Aanname_sleutel="9.9:x"),
    _set(Aanname_sleutel="4.12b:step", Aanname_waarde=1.23456789),
    _set(Aanname_waarde=1.23456789),
    _set(Bestandsformaat="workbook-9"),
    _set(Bestandsformaat=None),
]
NAMES_IT_NEEDS = ("Keuze_invoer", "Invoer_Besluitjaar")
PARTS = [
    {"xl/vbaProject.bin": b"macro"},
    {f"xl/media/{n}.bin": b"" for n in range(500)},
    {f"xl/media/{n}.bin": b"\x00" * 4_000_000 for n in range(10)},
    {"xl/media/1.bin": b"\x00" * 20_000_000},
    {"xl/sharedStrings.xml": b"<!DOCTYPE x>"},
    {"[Content_Types].xml": b"macroEnabled"},
    {"xl/workbook.xml": b"<"},
    {"xl/worksheets/sheet1.xml": b"<"},
]
NO_WORKBOOK = [b"", b"PK", b"no workbook", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, b"PK" + b"\x00" * 5_000_000]


@pytest.fixture(scope="module")
def exported(catalogue: Catalogue) -> bytes:
    package = compose_package(catalogue, ["4.7", "4.12b"], Settings().turned(*DIAL, Decimal("2.5")))
    return write_workbook(package, name="Proef")


@pytest.mark.long
def test_a_foreign_or_damaged_workbook_is_explained_in_dutch(exported: bytes, catalogue: Catalogue) -> None:
    """Edited cells, missing names, damage, macros, bombs and other files: each refusal is Dutch, with its cell."""
    files = [*NO_WORKBOOK, exported[: len(exported) // 2], *(edit(exported, change) for change in EDITS)]
    files += [resave(exported, lambda book, _, name=name: book.defined_names.pop(name)) for name in NAMES_IT_NEEDS]
    files += [rezip(exported, lambda parts, new=new: parts.update(new)) for new in PARTS]
    files.append(rezip(exported, lambda parts: parts.pop("xl/workbook.xml")))
    for data in files:
        hold_dutch(raised(lambda data=data: read_workbook(data, catalogue, "proef.xlsx")))


@pytest.mark.slow
def test_warnings_about_a_workbook_are_explained_in_dutch(exported: bytes, catalogue: Catalogue) -> None:
    """A workbook of another version with other amounts opens with Dutch warnings."""

    def change(named: Callable[[str], Any]) -> None:
        named("Catalogus_versie").value = None
        for row in named("Eff_bedragen")[:8]:
            row[5].value = 123

    warnings = read_workbook(edit(exported, change), catalogue, "proef.xlsx").warnings
    with in_language("nl"):
        older, changed = (text_of(explain_note(warning)) for warning in warnings)
    now = catalogue.info.version
    assert older == f"proef.xlsx is gemaakt met catalogus onbekend; de bedragen volgen nu catalogus {now}."
    assert changed.startswith("proef.xlsx: de bedragen van 1.1, ")
    assert changed.endswith(" en nog 3 wijken af van de catalogus; die van de catalogus gelden.")


# Settings, dials, questions, resettlement

QUESTIONS = [
    Question((Goal("jenv"),)),
    Question(GOAL, forbidden=("4.12",)),
    Question(GOAL, forbidden_variants=("9",)),
    Question((Goal("jenv-20", ("2020",)),)),
    Question((Goal(),)),
    Question((Goal("jenv-20", budget="JenV 37"),)),
    Question((Goal(None, amount_keur=-1, budget="JenV 99"),)),
    Question(objective=Objective.CLOSEST),
    Question(GOAL, limits=Limits(max_measures=-1)),
]
STEPS = [
    [DialSteps(*DIAL, ())],
    [DialSteps(*DIAL, (Decimal(1000),))],
    [DialSteps("4.12b", "x", (Decimal(1),))],
    [DialSteps(*DIAL, (Decimal(1),))] * 2,
]
CALLS: list[Callable[[], object]] = [
    lambda: Settings(-1),
    lambda: Settings(first_year_share=1001),
    lambda: OpenAmounts(-1),
    lambda: resettlement.plan_framework({"2020": -1}, {}),
    lambda: resettlement.plan_framework({"2020": 500}, {"2020": -5}),
    lambda: resettlement.plan_framework({"2020": 500}, {}, fixed_through="2030"),
    lambda: resettlement.settle_pledge(-1, 0, 0),
    lambda: resettlement.settle_pledge(0, -1, 0),
    lambda: resettlement.settle_pledge(0, 0, -1),
    lambda: resettlement.resettlement_need(-1, 40_000, 2),
    lambda: eu_part(1, 101),
    lambda: resettlement.updated_key_by(4, 1000),
    lambda: resettlement.growth_path(8_821, (9_000, 0)),
]


@pytest.mark.parametrize("place", range(len(CALLS)))
def test_a_setting_or_input_out_of_range_is_explained_in_dutch(place: int) -> None:
    """Settings, plans, pledges, keys and paths that cannot be are Dutch, with what may be."""
    hold_dutch(raised(CALLS[place]))


def test_an_impossible_question_is_explained_in_dutch(catalogue: Catalogue) -> None:
    """Questions that name what is not there, and dials that cannot be searched."""
    asked = [*((question, ()) for question in QUESTIONS), *((Question(GOAL), steps) for steps in STEPS)]
    asked.append((Question(GOAL, required=("4.12b",)), [DialSteps(*DIAL, (Decimal(1),))]))
    for question, steps in asked:
        hold_dutch(raised(lambda question=question, steps=steps: find_packages_with_steps(catalogue, question, steps)))
    hold_dutch(raised(lambda: compose_package(catalogue, (), Settings().turned(*DIAL, Decimal(1000)))))


def test_what_the_catalogue_does_not_hold_is_explained_in_dutch(catalogue: Catalogue) -> None:
    """An unknown release, a share that cannot be, a year and a scope that are not to be chosen."""
    data = catalogue.resettlement
    assert data is not None
    hold_dutch(raised(lambda: read_release(catalogue, "9.9.9")))
    hold_dutch(raised(lambda: resettlement.resettlement_cost(1, 2, data.costs)))
    for values in ({"decision_year": 2031}, {"scope": "x"}, {"basis": "x"}):
        hold_dutch(raised(lambda values=values: read_settings(values, catalogue.frame)))


DIFFERENCE = Message("required_measure_missing", id="4.7")


@pytest.mark.parametrize(
    "error",
    [
        SearchError("package_not_confirmed", ids=("4.7", "4.6"), differences=DIFFERENCE),
        SearchError("other_totals_with_dials_turned", ids=("4.7",)),
        SearchError("sums_too_large"),
        SearchError("answers_break_restrictions"),
    ],
)
def test_an_answer_that_is_not_confirmed_is_explained_in_dutch(error: SearchError) -> None:
    """These need a fault of the solver, so they are made here; tests of the search hold that it makes them so."""
    hold_dutch(error)
