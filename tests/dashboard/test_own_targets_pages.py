"""
Targets of one's own on the pages, with the list of savings, which has no targets itself, and the invented country.

1. One is added, changed and removed by the form, each as a step that can be undone; what cannot be asked is told.
2. Every page that shows targets shows them, in both languages, also in the columns that they do not ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue, known_catalogues
from budget.core import MOST_OWN_TARGETS, Aim, Money, OwnTarget, Settings
from budget.engine import compose_package, evaluate_targets
from budget.share import Draft
from dashboard.meeting.board import announcement, board_html
from dashboard.paper import summarise, write_nota
from dashboard.session import Workspace
from dashboard.words import in_language
from tests.dashboard.countries import said
from tests.dashboard.tools import opened, page_of

XV = "XV Sociale Zaken en Werkgelegenheid"
CUT = OwnTarget(amount_keur=2_000_000, budgets=(XV,), columns=("2025", "structural"))


PANEL = """
from dashboard.package import own_targets_panel
own_targets_panel()
"""


@pytest.fixture
def savings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """The list of savings and intensifications as the list that a session begins with."""
    with opened(known_catalogues()["ombuigingslijst-2021"], monkeypatch) as found:
        yield found


def draft_of(app: AppTest) -> Draft:
    space: Workspace = app.session_state["workspace"]
    return space.slot.draft


def own(app: AppTest) -> tuple[OwnTarget, ...]:
    return draft_of(app).settings.own_targets


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def box(app: AppTest, field: str, form: str = "new") -> object:
    """A box of the form."""
    start = f"own-target-{form}-{field}-"
    kinds = (app.text_input, app.selectbox, app.multiselect)
    return next(one for kind in kinds for one in kind if str(one.key).startswith(start))


def fill(app: AppTest, form: str = "new", **values: object) -> AppTest:
    """Fill in boxes of the form, one after the other as a user does."""
    for field, value in values.items():
        box(app, field, form).set_value(value).run()  # type: ignore[attr-defined]  # any of the boxes
        assert not app.exception, app.exception
    return app


def some(catalogue: Catalogue) -> Draft:
    """Five measures of a chapter, the largest first."""
    ids = [m.id for m in catalogue.measures.values() if m.postings[0].budget == XV]
    return Draft("Proef", "", tuple(ids[:5]))


@pytest.mark.slow
def test_a_target_is_added_changed_removed_and_undone(savings: Catalogue) -> None:
    """2 billion in chapter XV by 2025, then taxes only, then gone, and back by the steps of the package."""
    app = page_of("targets", some(savings)).run()
    press(app, "own-add")
    fill(app, amount="−2000", budgets=[XV], columns=("2025", "structural"))
    press(app, "own-save-new")
    assert own(app) == (CUT,)
    assert f"{XV}: −2.000, 2025 en structureel" in said(app)
    press(app, "own-change-0")
    fill(app, "0", money="taxes", name="Fiscaal")
    press(app, "own-save-0")
    assert own(app) == (replace(CUT, money=Money.TAXES, name="Fiscaal"),)
    press(app, "own-remove-0")
    assert own(app) == ()
    space: Workspace = app.session_state["workspace"]
    for expected in ("Fiscaal", "", None):
        space.undo()
        assert [target.name for target in own(app)] == ([] if expected is None else [expected])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"amount": ""}, "bedrag: verwacht een getal van 0 tot en met 1.000.000, gevonden niets"),
        ({"amount": "1.234"}, "1,234 of 1234"),
        ({"amount": "0,0001"}, "achter de komma"),
        ({"direction": "rise", "amount": "−5"}, "gevonden −5"),
        ({"kind": "typed", "percent": "5"}, "eigen grondslag: verwacht een getal"),
        ({"kind": "typed", "percent": "12,3456", "base_amount": "10"}, "achter de komma"),
    ],
)
def test_what_cannot_be_asked_is_told_and_stays_typed(savings: Catalogue, values: dict[str, object], told: str) -> None:
    """The form stays open with what was typed, and nothing changes; mended it is taken."""
    app = page_of("targets", some(savings)).run()
    fill(press(app, "own-add"), **values)
    press(app, "own-save-new")
    assert own(app) == ()
    assert [told in error.value for error in app.error] == [True]
    field, value = list(values.items())[-1]
    assert box(app, field).value == value  # type: ignore[attr-defined]  # any of the boxes
    fill(app, kind="amount", amount="12,5")
    press(app, "own-save-new")
    assert [target.amount_keur for target in own(app)] == [12_500]


@pytest.mark.parametrize("field", ["amount", "percent"])
def test_the_minus_of_a_cut_is_never_turned_round(country: Catalogue, field: str) -> None:
    """Its label says that a cut takes one; typed for a cut and then asked of a rise it is refused, and taken again."""
    app = AppTest.from_string(PANEL, default_timeout=60)
    app.session_state["workspace"] = page_of("targets", Draft("A", "", ("A.1",))).session_state["workspace"]
    app.session_state["language"] = "nl"
    press(app.run(), "own-add")
    fill(app, kind="amount" if field == "amount" else "list", **{field: "−12,5"})
    assert "met of zonder −" in box(app, field).label  # type: ignore[attr-defined]  # any of the boxes
    fill(app, direction="rise")
    press(app, "own-save-new")
    assert own(app) == ()
    assert "gevonden −12,5" in " ".join(error.value for error in app.error)
    assert "met of zonder −" not in box(app, field).label  # type: ignore[attr-defined]  # any of the boxes
    fill(app, direction="cut")
    assert not [error for error in app.error if "−12,5" in error.value]
    assert country.columns


def test_a_target_that_is_there_already_is_named(country: Catalogue) -> None:
    """And nothing changes; changing it into itself is no second one."""
    cut = OwnTarget(amount_keur=12_500, columns=("structural",))
    app = AppTest.from_string(PANEL, default_timeout=60)
    draft = Draft("A", "", ("A.1",), Settings(own_targets=(cut,)))
    app.session_state["workspace"] = page_of("targets", draft).session_state["workspace"]
    app.session_state["language"] = "nl"
    press(app.run(), "own-add")
    fill(app, amount="12,5")
    press(app, "own-save-new")
    assert own(app) == (cut,)
    assert ["staat er al: alles: −12,5" in error.value for error in app.error] == [True]
    press(press(app, "own-change-0"), "own-save-0")
    assert own(app) == (cut,)
    assert not app.error
    assert country.columns


@pytest.mark.slow
def test_a_percentage_of_the_lists_base(country: Catalogue) -> None:
    """The lines and the year are the list's; changing it shows what it is, in the language of the page."""
    app = page_of("targets", Draft("Proef", "", ("A.1",)), language="en").run()
    press(app, "own-add")
    fill(app, direction="rise", kind="list", percent="12.5", base_lines=["T-aid", "T-main"], columns=())
    press(app, "own-save-new")
    wanted = OwnTarget(Aim.RISE, percent=Decimal("12.5"), base_lines=("T-main", "T-aid"), base_year="2021")
    assert own(app) == (wanted,)
    press(app, "own-change-0")
    assert [box(app, field, "0").value for field in ("percent", "base_year")] == ["12.5", "2021"]  # type: ignore[attr-defined]
    press(app, "own-save-0")
    assert own(app) == (wanted,)


@pytest.mark.slow
def test_only_so_many(country: Catalogue) -> None:
    """At the limit there is no button to add one, and it is told."""
    several = tuple(OwnTarget(amount_keur=n) for n in range(MOST_OWN_TARGETS))
    app = page_of("targets", Draft("", "", (), Settings(own_targets=several))).run()
    assert not [button for button in app.button if button.key == "own-add"]
    assert any(f"ten hoogste {MOST_OWN_TARGETS}" in caption.value for caption in app.caption)


TAB = {"nl": "Plaats tegenover de doelen", "en": "Place against the targets"}
PAGES = ("package", "targets", "charts", "compare", "meeting", "printview", "search", "sources")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_with_targets_shows_them(savings: Catalogue, name: str, language: str) -> None:
    """Of a list without any: by name, beside an amount that asks one year only."""
    asked = (replace(CUT, name="Doel van ons"), OwnTarget(Aim.RISE, 10, columns=("2022",), name="Alleen 2022"))
    draft = replace(some(savings), settings=Settings(own_targets=asked))
    other = Draft("Ander", "", draft.measures[:2])
    app = page_of(name, draft, other, language=language, compared=(0, 1))
    if name == "charts":
        app.session_state["chart_tab"] = TAB[language]
    app.run()
    assert not app.exception, app.exception
    assert "Doel van ons" in said(app)


@pytest.mark.parametrize("target", ["own-1", "own-2"])
def test_a_meeting_shows_one(savings: Catalogue, target: str) -> None:
    """With its verdict in the columns that it asks, the structural one among them, and no verdict in the others."""
    asked = (CUT, OwnTarget(Aim.RISE, 10, columns=("2022",)))
    package = compose_package(savings, some(savings).measures, Settings(own_targets=asked))
    board = board_html(package, target)
    wanted = evaluate_targets(package)[target].asked
    assert board.count('class="judged') == len(wanted) < len(savings.columns)
    assert "doelbedrag" in announcement(package, target)


def test_the_nota_has_them(savings: Catalogue) -> None:
    """In the table of targets and in the sentences on the outcome."""
    settings = Settings(own_targets=(replace(CUT, name="Doel van ons"),))
    package = compose_package(savings, some(savings).measures, settings)
    document = Document(BytesIO(write_nota(package, "Proef", "", "nl")))
    texts = [p.text for p in document.paragraphs] + [
        c.text for t in document.tables for row in t.rows for c in row.cells
    ]
    assert any(text.startswith("Doel van ons, structureel") for text in texts)
    assert any(text.startswith("Doel van ons (") for text in texts)


def test_the_search_offers_them(country: Catalogue) -> None:
    """As a goal in the columns that it asks."""
    settings = Settings(own_targets=(OwnTarget(amount_keur=1, columns=("2023",), name="Doel van ons"),))
    app = page_of("search", Draft("", "", ("A.1",), settings)).run()
    assert not app.exception, app.exception
    assert "Doel van ons" in app.multiselect(key="q-targets").options


def test_a_year_that_ends_the_name_of_a_target_is_said_once(country: Catalogue) -> None:
    """On paper and in the nota; a name of the user's own stays as it is, with the column behind it."""
    column = list(country.columns)[1]
    targets = tuple(OwnTarget(name=name, amount_keur=5_000, columns=(column,)) for name in ("", "Van ons"))
    package = compose_package(country, ["A.1"], Settings(own_targets=targets))
    with in_language("nl"):
        lines = [line for line in summarise(package, "", "").core if f", {column}, " in line]
    assert len(lines) == 2
    assert [line.count(column) for line in lines] == [1, 1]
    assert lines[1].startswith(f"Van ons, {column}, ")
