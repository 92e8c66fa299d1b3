"""
The page of the chain, under AppTest and in a browser.

1. What the page says is what the engine computes, in both languages.
2. A dial belongs to the open package: it travels in its link, and of two shocks only one is turned.
3. Settings of the chain that cannot be are told, with a way back.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from budget.catalogue import CHAIN, Catalogue
from budget.core import Settings
from budget.engine import compose_package
from budget.share import Draft, SharedState, make_link, open_link
from dashboard.paper import summarise
from tests.dashboard.tools import html_of, page_of, run
from tests.settled import wait_until_settled

pytestmark = pytest.mark.slow

PACKAGE = Draft("Opvang", "", ("3.1.4", "4.9-1B", "6.2b"))


@pytest.fixture(scope="module")
def shown() -> AppTest:
    """The page with a package on reception."""
    return run("chain", PACKAGE)


def turned(app: AppTest) -> dict[str, Decimal]:
    return {dial: value for owner, dial, value in current(app).settings.dials if owner == CHAIN}


def current(app: AppTest) -> Draft:
    found: Draft = app.session_state["workspace"].slot.draft
    return found


def turn(app: AppTest, dial: str, typed: str) -> None:
    box = next(box for box in app.text_input if str(box.key).startswith(f"dial-{CHAIN}-{dial}-"))
    box.input(typed).run()
    assert not app.exception


@pytest.mark.figures
def test_history_and_budgets_are_the_engines(shown: AppTest) -> None:
    """The stay of 2011, the errors a year ahead, what is printed nowhere, and both readings of the budgets."""
    text = html_of(shown)
    for cell in ("11,8", "−0,7%", "+37%", "18,1%", "13,5%", "13.120", "27.660", "6,1", "1.633"):
        assert f'<td class="num">{cell}</td>' in text, cell
    said = "\n".join(element.value for element in (*shown.caption, *shown.markdown))
    assert "Kosten van het COA, 2010–2018: Vóór 2019 drukt geen bron" in said
    assert "kost 75,7, 10% meer instroom 60,5 mln. euro" in said
    assert "de gemiddelde fout van 18%" in said


def test_the_package_stands_in_the_chain(shown: AppTest) -> None:
    """640 and 2,320 person-years, the same months told, and its own rule marked."""
    text = html_of(shown)
    for cell in ("640", "2.320", "2.960"):
        assert re.search(rf'<td class="num">(<button[^>]*>)?{re.escape(cell)}</', text), cell
    assert any("3.1.4 en 6.2b besparen geheel of deels dezelfde maanden" in w.value for w in shown.warning)
    assert "1B: reserve, daarna JenV (geldt in dit pakket)" in text


def test_dials_are_the_packages_own(catalogue: Catalogue) -> None:
    """Turned, they move the figures, go into the link, and an inflow puts the shock back."""
    app = run("chain", PACKAGE)
    turn(app, "shock", "20%")
    assert ">41,6</button></td>" in html_of(app)
    turn(app, "stay", "9,5")
    assert turned(app) == {"shock": 20, "stay": Decimal("9.5")}
    link = make_link(catalogue, SharedState((current(app),), 0, ()))
    assert open_link(catalogue, link).state.drafts[0].settings == current(app).settings
    turn(app, "inflow-shock", "10")
    assert turned(app) == {"inflow-shock": 10, "stay": Decimal("9.5")}
    assert any("Instroom: 10% meer mensen in 2024 geeft via de keten" in m.value for m in app.markdown)
    next(b for b in app.button if str(b.key).startswith("chain-back-")).click().run()
    assert turned(app) == {"inflow-shock": 10}
    next(box for box in app.selectbox if str(box.key).startswith("chain-year")).set_value("2022").run()
    next(box for box in app.checkbox if str(box.key).startswith("chain-central")).check().run()
    assert turned(app) == {"inflow-shock": 10, "year": 2022, "central": 1}
    assert any("van 498,0 dus" in m.value for m in app.markdown)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_cannot_be_is_told(language: str) -> None:
    """Both shocks at once, as a link may hold them: the message, and a button that puts the dials back."""
    both = Settings(dials=((CHAIN, "inflow-shock", Decimal(1)), (CHAIN, "shock", Decimal(1))))
    app = run("chain", Draft("x", "", (), both), language=language)
    assert len(app.error) == 1
    next(b for b in app.button if str(b.key).startswith("chain-mend-")).click().run()
    assert not app.error
    assert turned(app) == {}


def test_extremes_draw() -> None:
    """No inflow at the shortest stay, and the most of everything."""
    for end in ({"inflow": 0, "stay": 1, "shock": -100}, {"inflow": 150000, "stay": 60, "shock": 300, "saved": 20}):
        dials = tuple(sorted((CHAIN, dial, Decimal(value)) for dial, value in end.items()))
        app = page_of("chain", Draft("x", "", ("6.2b",), Settings(dials=dials)), language="en").run()
        assert not app.exception


@pytest.mark.long
@pytest.mark.browser
def test_what_does_jenv_pay(app_url: str, page: Page) -> None:
    """Reception costs 20% more in 2024: JenV pays 50.6 under today's rule and 41.6 under 1B in its first year."""
    page.goto(f"{app_url}/keten")
    wait_until_settled(page)
    page.get_by_role("tab", name="Wie betaalt een tegenvaller").click()
    box = page.get_by_role("textbox", name="Opvang duurder dan begroot (procent)")
    box.fill("20")
    box.press("Enter")
    table = page.get_by_role("table", name="Wie draagt de tegenvaller").first
    expect(table.get_by_role("row", name="vandaag").get_by_role("cell").first).to_have_text("50,6")
    expect(table.get_by_role("row", name="1B").get_by_role("cell").first).to_have_text("41,6")
    expect(page.get_by_text("Kosten: 20% van 548,0 in 2024 is 109,6 mln. euro")).to_be_visible()


def test_paper_says_what_was_turned(catalogue: Catalogue) -> None:
    """Print view and nota: the dials with their place, the years ahead, who bears the shock; else not a word."""
    dials = ((CHAIN, "shock", Decimal(20)), (CHAIN, "stay", Decimal(9)))
    package = compose_package(catalogue, PACKAGE.measures, Settings(dials=dials))
    sections = {section.key: section for section in summarise(package, "x", "").sections}
    assert sections["chain-dials"].lines[0][1].startswith("9 (in de bron: 8). Bron: BMH 6")
    table = sections["chain-setback"].table
    assert table is not None
    assert table.rows[2].label == "1B: reserve, daarna JenV (geldt in dit pakket)"
    assert table.rows[2].cells == ("41,6", "0,0", "0,0", "68,0", "109,6")
    assert "Kosten: 20% van 548,0 in 2024 is 109,6 mln. euro. Eerstejaarsaandeel 53,8%." in table.notes
    assert sections["chain-years"].table is not None
    plain = summarise(compose_package(catalogue, PACKAGE.measures), "x", "").sections
    assert not [section.key for section in plain if section.key.startswith("chain")]
    both = Settings(dials=((CHAIN, "inflow-shock", Decimal(1)), (CHAIN, "shock", Decimal(1))))
    told = summarise(compose_package(catalogue, (), both), "x", "").sections
    assert any("gevonden beide" in section.empty for section in told)


def test_a_meeting_turns_the_shock(catalogue: Catalogue) -> None:
    """One dial beside the toggles: the package's own, with who bears it below; the total stays as it is."""
    app = page_of("meeting", PACKAGE)
    app.query_params["v"] = f"{catalogue.info.default_target}:3.1.4,6.2b"
    app.run()
    before = html_of(app).count("−74,0")
    turn(app, "shock", "20")
    assert turned(app) == {"shock": 20}
    assert ">41,6</button></td>" in html_of(app)
    assert html_of(app).count("−74,0") == before > 0
