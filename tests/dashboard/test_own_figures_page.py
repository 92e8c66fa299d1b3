"""
Figures of one's own on the pages and on paper, with the invented country.

1. A measure is added, changed and removed by its form, an estimate on a fiche, each as a step that can be undone.
2. What is wrong is told, and nothing changes.
3. Totals, verdicts, charts, print and nota say what is one's own, in both languages; without any they say nothing.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.core import NO_OWN, Own, OwnMeasure, OwnTarget, Settings
from budget.engine import compose_package, evaluate_targets
from budget.export import write_csv
from budget.search import Goal, Question, find_packages_with_steps
from budget.share import Draft
from dashboard.charts import contribution_bars, package_by_variant, target_gauge
from dashboard.meeting.board import board_html
from dashboard.package import own_verdicts
from dashboard.package.headline import headline_html
from dashboard.package.sum_dialog import Asked, sum_table
from dashboard.pages.meeting import KEY, Meeting
from dashboard.paper import write_nota
from dashboard.session import Workspace
from tests.dashboard.tools import html_of, page_of
from tests.own_figures import DRAFT, FILLED, SAVING, SETTINGS

FICHE = """
from dashboard import state
from dashboard.package import fiche
fiche(state.catalogue(), state.catalogue().measures["B.1"])
"""
PANEL = """
from dashboard.package import own_figures_panel
own_figures_panel()
"""


def draft_of(app: AppTest) -> Draft:
    space: Workspace = app.session_state["workspace"]
    return space.slot.draft


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def fill(app: AppTest, form: str, **values: object) -> AppTest:
    """Fill in boxes of a form, one after the other as a user does."""
    for field, value in values.items():
        start = f"own-figure-{form}-{field.replace('_', '-')}-"
        box = next(one for kind in (app.text_input, app.selectbox) for one in kind if str(one.key).startswith(start))
        box.set_value(value).run()
        assert not app.exception, app.exception
    return app


def panel(*drafts: Draft) -> AppTest:
    """Draw the panel of figures of one's own, opened."""
    app = AppTest.from_string(PANEL, default_timeout=60)
    app.session_state["workspace"] = page_of("package", *drafts).session_state["workspace"]
    app.session_state["language"] = "nl"
    app.session_state["own_figures_panel"] = True
    app.run()
    assert not app.exception, app.exception
    return app


def test_a_measure_is_added(country: Catalogue) -> None:
    """It is chosen at once, as one step; the numbers are read by the calculator itself."""
    app = press(panel(Draft("A", "", ("A.1",))), "own-measure-add")
    app = fill(app, "new", title="Minder plekken", line=("JenV", "37", "T-main"), why="Raming", source="Nota")
    app = press(fill(app, "new", amount_2021="-9,5", amount_structural="−4 mln"), "own-measure-save-new")
    draft = draft_of(app)
    (measure,) = draft.settings.own.measures
    assert measure == OwnMeasure(
        measure.id, "Minder plekken", "JenV", (-9_500, 0, 0, 0, 0, -4_000), "Raming", "37", "T-main", source="Nota"
    )
    assert draft.measures == ("A.1", measure.id)
    space: Workspace = app.session_state["workspace"]
    space.undo()
    assert space.slot.draft == Draft("A", "", ("A.1",))
    assert country.measures.keys().isdisjoint({measure.id})


def test_the_boxes_of_the_columns_come_in_their_order(country: Catalogue) -> None:
    """By Tab and stacked on a phone too: in the order in which they are drawn."""
    app = press(panel(Draft("A", "", ("A.1",))), "own-measure-add")
    boxes = [str(one.key) for one in app.text_input if "-amount-" in str(one.key)]
    assert [key.split("-amount-")[1].split("-")[0] for key in boxes] == list(country.columns)


def test_nobody_chose_a_budget_line_for_the_user(country: Catalogue) -> None:
    """The box is empty until a line is chosen, and a measure without one is refused."""
    app = press(panel(Draft("A", "", ("A.1",))), "own-measure-add")
    (line,) = (one for one in app.selectbox if one.label == "Begrotingsregel")
    assert line.value is None
    app = press(fill(app, "new", title="Minder plekken", why="Raming"), "own-measure-save-new")
    (told,) = (str(error.value) for error in app.error)
    assert told.startswith("eigen cijfers, begrotingsregel of hoofdstuk:")
    assert draft_of(app).settings.own == NO_OWN
    assert country.measures


def test_a_measure_is_changed_and_removed(country: Catalogue) -> None:
    """It keeps its id and its place; removed, it is no longer chosen."""
    app = press(panel(DRAFT), "own-measure-change-eigen-1")
    app = press(fill(app, "eigen-1", title="Anders", amount_2021="-8"), "own-measure-save-eigen-1")
    changed = draft_of(app)
    assert changed.settings.own.measures == (replace(SAVING, title="Anders", cells=(-8_000, *SAVING.cells[1:])),)
    assert changed.measures == DRAFT.measures
    removed = draft_of(press(app, "own-measure-remove-eigen-1"))
    assert removed.settings.own == Own((), (FILLED,))
    assert removed.measures == ("A.1", "B.1")
    assert draft_of(press(app, "own-estimate-remove-B.1-0")).settings.own == NO_OWN
    assert country.listed is country


def test_what_is_wrong_is_told(country: Catalogue) -> None:
    """Each field by its name, and nothing changes; an amount that is none is told at its box."""
    app = press(press(panel(Draft("A", "", ("A.1",))), "own-measure-add"), "own-measure-save-new")
    told = " ".join(str(error.value) for error in app.error)
    assert "eigen cijfers, naam" in told
    assert "eigen cijfers, waarom" in told
    app = press(fill(app, "new", title="a", why="b", amount_2021="veel"), "own-measure-save-new")
    assert "veel" in " ".join(str(error.value) for error in app.error)
    assert draft_of(app).settings.own == NO_OWN
    assert country.measures


def test_a_measure_that_a_target_rests_on_stays(country: Catalogue) -> None:
    """A target of one's own asks of a chapter that only it has; that is told, and it stays."""
    elsewhere = Own((replace(SAVING, budget="BZK", article="", base="none"),))
    settings = Settings(own=elsewhere, own_targets=(OwnTarget(amount_keur=1, budgets=("BZK",)),))
    app = press(panel(Draft("A", "", ("eigen-1",), settings)), "own-measure-remove-eigen-1")
    assert "BZK" in " ".join(str(error.value) for error in app.error)
    assert draft_of(app).settings == settings
    assert country.measures


def test_a_measure_of_another_open_package_is_taken_over(country: Catalogue) -> None:
    """Whole and chosen, as one opens a colleague's package beside one's own; then there is nothing more to take."""
    app = press(panel(Draft("A", "", ("A.1",)), DRAFT), "own-measure-take")
    assert draft_of(app) == Draft("A", "", ("A.1", "eigen-1"), Settings(own=Own((SAVING,))))
    assert "own-measure-take" not in [one.key for one in app.button]
    assert country.measures


def fiche_of(draft: Draft) -> AppTest:
    app = AppTest.from_string(FICHE, default_timeout=60)
    app.session_state["workspace"] = page_of("package", draft).session_state["workspace"]
    app.session_state["language"] = "nl"
    app.run()
    assert not app.exception, app.exception
    return app


def test_an_estimate_is_made_on_the_fiche(country: Catalogue) -> None:
    """For an open cell only; without an amount it goes back to the list."""
    app = fiche_of(Draft("A", "", ("B.1",)))
    labels = [one.label for one in app.text_input if str(one.key).startswith("own-figure-B.1-0-amount")]
    assert [label.split(",")[0] for label in labels] == ["2021", "2022"]
    app = press(fill(app, "B.1-0", amount_2021="3,5", why="Zelfde als in 2019."), "own-estimate-save-B.1-0")
    assert draft_of(app).settings.own == Own((), (FILLED,))
    assert "Eigen schatting: dit bedrag is niet dat van de lijst." in [one.value for one in app.warning]
    assert draft_of(press(app, "own-estimate-back-B.1-0")).settings.own == NO_OWN
    assert country.measures


def test_an_estimate_without_a_reason_is_told(country: Catalogue) -> None:
    """And changes nothing."""
    app = press(fill(fiche_of(Draft("A", "", ("B.1",))), "B.1-0", amount_2021="3,5"), "own-estimate-save-B.1-0")
    assert "eigen cijfers, waarom" in " ".join(str(error.value) for error in app.error)
    assert draft_of(app).settings.own == NO_OWN
    assert country.measures


PAGES = ("package", "targets", "oda", "charts", "meeting", "printview", "measures", "payers", "compare", "search")

IN_ENGLISH = ("package", "printview")


@pytest.mark.parametrize(
    ("name", "language"), [*((name, "nl") for name in PAGES), *((name, "en") for name in IN_ENGLISH)]
)
def test_every_page_takes_them(country: Catalogue, name: str, language: str) -> None:
    """Beside a package with other figures of one's own."""
    other = Draft("Zonder", "", ("A.1", "B.2"))
    app = page_of(name, DRAFT, other, compared=(0, 1), language=language).run()
    assert not app.exception, app.exception
    assert country.measures


@pytest.mark.slow
def test_a_page_goes_on_when_they_are_gone(country: Catalogue) -> None:
    """What it still holds of them, an answer, a meeting or a fiche that was asked for, is told or let go."""
    answer = find_packages_with_steps(
        country, Question((Goal(target="main-20"),), required=("eigen-1",), settings=SETTINGS), []
    )
    plain = replace(DRAFT, measures=("A.1",), settings=Settings())
    for name in PAGES:
        app = page_of(name, DRAFT)
        if name == "search":
            app.session_state["answer"] = answer
            app.session_state["q-require"], app.session_state["q-away"] = ["eigen-1"], ["eigen"]
        if name == "meeting":
            app.session_state[KEY] = Meeting(("A.1", "eigen-1"), "main-20", began=("eigen-1",))
        app.run()
        assert not app.exception, (name, app.exception)
        if name == "search":
            assert any("Met eigen cijfers: eigen-1" in str(one.value) for one in app.caption)
        for box in app.selectbox:
            own = [option for option in box.options if "eigen-1" in str(option)]
            if own:
                box.select(own[0])
        app.session_state["asked_fiche"] = "eigen-1"
        space: Workspace = app.session_state["workspace"]
        space.step(plain)
        app.run()
        assert not app.exception, (name, app.exception)


@pytest.mark.slow
def test_totals_and_verdicts_say_it(country: Catalogue) -> None:
    """The headline names them, has a row for their part, and marks each verdict that rests on them."""
    package = compose_package(country, ("A.1", "eigen-1"), SETTINGS)
    html = str(headline_html(package, "Naam", tuple(evaluate_targets(package))))
    assert "eigen cijfers: eigen-1" in html
    assert "waarvan eigen cijfers" in html
    assert "Rust op eigen cijfers, zonder die niet gehaald." in html
    assert "eigen-1" in str(package_by_variant(package).to_dict())
    assert "eigen-1 (eigen maatregel) Minder" in str(contribution_bars(package, "2021").to_dict())
    result = evaluate_targets(package)["main-20"]
    chart = target_gauge(result, package.catalogue, own_verdicts(package, result))
    assert "rust op eigen cijfers, zonder die niet gehaald" in str(chart.to_dict())
    assert "rust op eigen cijfers, zonder die niet gehaald" in str(board_html(package, "main-20"))


def test_the_sum_behind_a_total_says_why(country: Catalogue) -> None:
    """An own estimate has its reason in the place of a source, in the columns that it is for; so has a measure."""
    package = compose_package(country, DRAFT.measures, SETTINGS)
    in_2021, in_2022 = (str(sum_table(package, Asked(column))) for column in ("2021", "2022"))
    assert "Zelfde als in 2019." in in_2021
    assert "Zelfde als in 2019." not in in_2022
    assert "Maatregel B.1 (eigen schatting)" in in_2021
    assert "eigen opgave: Nota van 3 mei" in in_2022


def test_the_papers_have_them_whole(country: Catalogue) -> None:
    """With why and source, marked in the tables; the CSV as well."""
    package = compose_package(country, DRAFT.measures, SETTINGS)
    document = Document(BytesIO(write_nota(package, "Naam", "", "nl")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Raming van de directie. (Nota van 3 mei)" in cells
    assert "eigen-1 Minder opvangplekken (eigen maatregel)" in cells
    assert "B.1 Maatregel B.1 (eigen schatting)" in cells
    assert any("rust op eigen cijfers" in text for text in cells)
    csv = write_csv(package).decode("utf-8-sig")
    assert "eigen maatregel;eigen-1;Minder opvangplekken;-9;-4" in csv
    assert "rust op eigen cijfers" in csv


def test_without_them_nothing_is_said(country: Catalogue) -> None:
    """On page, paper and in CSV; the package page has the form to add."""
    package = compose_package(country, ("A.1", "B.1"))
    html = str(headline_html(package, "Naam", tuple(evaluate_targets(package))))
    document = Document(BytesIO(write_nota(package, "Naam", "", "nl")))
    said = [paragraph.text for paragraph in document.paragraphs]
    said += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for text in (html, "\n".join(said), write_csv(package).decode("utf-8-sig")):
        assert "eigen cijfer" not in text.casefold()
        assert "eigen schatting" not in text
    page = page_of("package", Draft("A", "", ("A.1",))).run()
    assert "waarvan eigen" not in html_of(page)
    assert [one.label for one in page.expander if "Eigen" in one.label] == ["Eigen maatregelen en schattingen"]
