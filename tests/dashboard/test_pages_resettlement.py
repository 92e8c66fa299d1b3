"""
The resettlement page, under AppTest.

1. What the page says is what the engine computes.
2. Every text of the page reaches both languages without an error.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import load_catalogue
from budget.engine import compose_package
from tests.dashboard.tools import html_of, page_of

pytestmark = pytest.mark.slow


@pytest.fixture
def app() -> AppTest:
    found = page_of("resettlement").run()
    assert not found.exception
    return found


def texts(app: AppTest) -> str:
    """Everything that the page says outside inputs."""
    parts = [
        element.value for kind in (app.success, app.warning, app.error, app.caption, app.markdown) for element in kind
    ]
    return "\n".join([*parts, html_of(app)])


def enter(app: AppTest, key: str, value: float) -> AppTest:
    """Type a number and run the page."""
    app.text_input(key=key).set_value(f"{value}".replace(".", ",")).run()
    assert not app.exception
    return app


def test_the_history_shows_both_readings(app: AppTest) -> None:
    """LETTER's 500 selections and EMN's 707 arrivals stand on the page with their places."""
    shown = texts(app)
    for expected in ("500 selecties", "707 aankomsten", "1.150 aankomsten", "1.152 aankomsten", "EMN 4.3.6", "2.140"):
        assert expected in shown


def test_the_plan_starts_at_the_framework(app: AppTest) -> None:
    """Without a number the plan is exactly 2,000."""
    assert app.success[0].value == "2.000 aankomsten: precies de 2.000 van het kader."


def test_an_excess_moves_the_next_year(app: AppTest) -> None:
    """730 arrivals in 2020 leave 270 for 2021 and the total at 2,000."""
    enter(app, "plan-n-2020", 730)
    assert '<td class="num">270</td>' in texts(app)
    assert app.success[0].value == "2.000 aankomsten: precies de 2.000 van het kader."


def test_too_many_and_too_few_are_told(app: AppTest) -> None:
    """Four full years of 600 exceed by 400, of 400 leave 400."""
    for year in ("2020", "2021", "2022", "2023"):
        enter(app, f"plan-n-{year}", 600)
    assert "400 meer dan de 2.000" in app.warning[0].value
    for year in ("2020", "2021", "2022", "2023"):
        enter(app, f"plan-n-{year}", 400)
    assert "nog 400 open" in app.warning[0].value


def test_the_priority_share_moves_the_cost(app: AppTest) -> None:
    """All from priority regions 2,624,000 euro for the framework, none 10,624,000."""
    assert "+2.624.000" in texts(app)
    app.slider(key="plan-priority").set_value(0).run()
    assert "+10.624.000" in texts(app)


def test_fixing_lets_the_difference_lapse(app: AppTest) -> None:
    """Fixed through 2020 at 400, the framework asks 1,900."""
    enter(app, "plan-n-2020", 400)
    app.selectbox(key="plan-fixed").set_value("2020").run()
    assert app.success[0].value == "1.900 aankomsten: precies de 1.900 van het kader."


def test_a_plan_returns_to_its_start(app: AppTest) -> None:
    """The button empties the years again."""
    enter(app, "plan-n-2020", 100)
    app.button(key="plan-reset").click().run()
    assert app.text_input(key="plan-n-2020").value == ""


def test_belgium_is_the_default(app: AppTest) -> None:
    """The calculator starts at 8,821 and the report's path."""
    shown = texts(app)
    assert "België: 2,84% van 310.631 is 8.821 personen in drie jaar." in shown
    assert "3.821" in shown


def test_another_country(app: AppTest) -> None:
    """Four shares give a key of 4.30%, and 8,600 of 200,000."""
    enter(app, "fair-needs", 1_000_000)
    enter(app, "fair-years", 0)
    enter(app, "fair-key", 4.0)
    app.radio(key="fair-way").set_value("four").run()
    for key, value in (("fair-p-old", 3.0), ("fair-p", 3.5), ("fair-g-old", 5.0), ("fair-g", 5.25)):
        enter(app, key, value)
    app.text_input(key="fair-country").set_value("Utopia <b>").run()
    assert "Utopia &lt;b&gt;: 4,30% van 200.000 is 8.600 personen in drie jaar." in texts(app)


def test_an_impossible_key_is_told(app: AppTest) -> None:
    """A key below zero gives a message instead of a share."""
    enter(app, "fair-change", -50.0)
    assert "Sleutel: verwacht 0 tot 100" in app.error[0].value


@pytest.mark.parametrize(("choice", "quota"), [("2022", 2_000), ("2024", 3_821), ("average", 2_940)])
def test_the_outcome_becomes_the_quota_of_the_package(app: AppTest, choice: str, quota: int) -> None:
    """The button puts the quota measure into the package with its dial at the persons a year."""
    app.radio(key="fair-take").set_value(choice).run()
    app.button(key="fair-take-over").click().run()
    draft = app.session_state["workspace"].slot.draft
    assert draft.measures == ("2C.1.3.1-1000",)
    assert draft.settings.dials == (("2C.1.3.1-1000", "quota", Decimal(quota)),)
    package = compose_package(load_catalogue(), draft.measures, draft.settings)
    assert package.totals["structural"].keur == round((quota - 500) * 1.312)


def test_the_page_in_english() -> None:
    """The page draws in English too, numbers with commas."""
    found = page_of("resettlement", language="en").run()
    assert not found.exception
    assert "8,821" in texts(found)
