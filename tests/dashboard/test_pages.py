"""
The pages of package, targets, ODA, measures, search and sources, under AppTest.

Invariants: 1. each page draws with the report's package, with an empty one and with open and exclusive measures;
2. the figures on it are the engine's; 3. both languages.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.core import Basis, OdaRules, Settings
from budget.share import Draft
from tests.dashboard.tools import html_of, page_of, told_to_list

PAGES = ("package", "targets", "oda", "measures", "search", "sources")
SELECTIONS = {
    "empty": (),
    "open": ("4.4", "4.5", "4.2b", "5.6"),
    "exclusive": ("4.9-1A", "4.9-2", "2C.1.2", "2C.3.1"),
}


def opened(page: str, measures: tuple[str, ...], language: str = "nl", settings: Settings | None = None) -> AppTest:
    """Run a page with a package."""
    app = page_of(page, Draft("Proef", "", measures, settings or Settings()), language=language).run()
    assert not app.exception, app.exception
    return app


def shown(app: AppTest) -> str:
    """Return the texts and tables of a page."""
    return " ".join([html_of(app), *(m.value for m in app.markdown), *(c.value for c in app.caption)])


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_page_draws_with_the_reports_package(catalogue: Catalogue, page: str, language: str) -> None:
    """Each page draws in both languages with the report's package."""
    opened(page, catalogue.packages["jenv-20"].measures, language)


@pytest.mark.slow
@pytest.mark.parametrize("kind", SELECTIONS)
@pytest.mark.parametrize("page", PAGES)
def test_page_draws_with_other_packages(page: str, kind: str) -> None:
    """Each page draws with an empty package, with open cells and with exclusive measures."""
    opened(page, SELECTIONS[kind])


@pytest.mark.figures
def test_headline_shows_totals_and_verdicts(catalogue: Catalogue) -> None:
    """The package page shows the six totals and the verdict of 2024 and structural."""
    text = shown(opened("package", catalogue.packages["jenv-20"].measures))
    for amount in ("−38,70", "−155,95", "−211,20", "−237,50", "−236,90", "−236,40"):
        assert amount in text
    assert text.count(">niet te bepalen: overlap</span>") == 1


def test_open_cells_show_as_bounds() -> None:
    """A total with an unquantified cost shows as a lower bound, one without direction as open."""
    assert "≥ −5,00" in shown(opened("package", ("4.4", "4.7")))
    assert "−5,00 + ?" in shown(opened("package", ("4.5", "4.7")))


def test_exclusive_measures_offer_either_side() -> None:
    """Each conflict has a choice for each side, which drops the other."""
    (told,) = told_to_list(opened("package", ("4.9-1A", "4.9-2")))["warnings"]
    assert told["choices"] == [
        {"text": "Houd 4.9-1A", "keep": "4.9-1A", "drop": ["4.9-2"]},
        {"text": "Houd 4.9-2", "keep": "4.9-2", "drop": ["4.9-1A"]},
    ]


def test_undo_and_redo_walk_the_steps() -> None:
    """Undo restores what was, redo brings it back."""
    app = opened("package", ("4.9-1A", "4.9-2"))
    app.session_state["workspace"].step(Draft("Proef", "", ("4.9-2",)))
    app.run()
    next(button for button in app.button if button.label == "Ongedaan maken").click().run()
    assert app.session_state["workspace"].slot.draft.measures == ("4.9-1A", "4.9-2")
    next(button for button in app.button if button.label == "Opnieuw").click().run()
    assert app.session_state["workspace"].slot.draft.measures == ("4.9-2",)


@pytest.mark.figures
def test_oda_page_says_who_keeps_the_saving(catalogue: Catalogue) -> None:
    """Of the 104.4 the sentence names what stays with JenV, with ODA and with others, in the decimals of the tables."""
    app = opened("oda", catalogue.packages["jenv-20-104"].measures)
    (sentence,) = [one.value for one in app.markdown if "bespaart" in one.value]
    for amount in ("104,40 mln", "51,34 bij JenV", "52,59 ODA-ruimte", "0,46 bij anderen"):
        assert amount in sentence
    assert "precies −51,344" in shown(app)


@pytest.mark.slow
def test_oda_settings_reach_the_page() -> None:
    """Under stated rules only, a derived rule is left out and named."""
    app = opened("oda", ("4.8", "4.7"), settings=Settings(oda_rules=OdaRules.STATED, first_year_share=500))
    assert "50,0%" in shown(app)
    assert any("4.8" in info.value for info in app.info)


@pytest.mark.slow
def test_basis_and_scope_reach_the_targets_page(catalogue: Catalogue) -> None:
    """Each year's own base and the whole base change the amounts to reach."""
    own = Settings(basis=Basis.OWN_YEAR, scope="whole")
    text = shown(opened("targets", catalogue.packages["jenv-20"].measures, settings=own))
    assert "1.209,0" in text  # 1,076 + 42 + 39 + 17 + 35 in 2024
    assert "−241,8" in text


def test_a_dial_marks_the_package() -> None:
    """A moved dial is named beside the totals."""
    settings = Settings().turned("3.1.4", "people", Decimal(2300))
    text = shown(opened("package", ("3.1.4",), settings=settings))
    assert "eigen aanname: 3.1.4" in text
    assert "−16,771" in text


@pytest.mark.figures
def test_sources_page_shows_each_published_figure(catalogue: Catalogue) -> None:
    """Printed, recomputed and difference stand side by side."""
    text = shown(opened("sources", ()))
    assert "−104,4" in text
    assert "25,48" in text
