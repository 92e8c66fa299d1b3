"""
Places and readings on fiches and the page of sources.

Invariants: 1. an amount shows its own place, with a link where the document can be read and the page is known; 2. the
page of sources has a tab for each thing that the catalogue has, and only those.
"""

from __future__ import annotations

import pytest

from budget.catalogue import Catalogue, Source, Weight
from budget.engine import by_readings, compose_package, published_totals
from budget.share import Draft
from dashboard.package import place_html
from dashboard.package.fiche import facts_table
from dashboard.resettlement.fair import marked
from dashboard.words import in_language
from tests.dashboard.tools import html_of, page_of, run

ADDRESS = "https://www.rijksfinancien.nl/bmh/bmh-14-naar-een-wendbare-migratieketen.pdf#page="


def test_a_place_links_to_its_page(catalogue: Catalogue) -> None:
    """Only a document with an address and a place with a page have a link (1)."""
    with in_language("nl"):
        linked = place_html(catalogue, Source(document="BMH", section="6.7", page=87))
        pageless = place_html(catalogue, Source(document="BMH", section="6.7"))
        unread = place_html(catalogue, Source(document="LETTER", section="2", page=3))
    assert f'href="{ADDRESS}87"' in linked
    assert "blz. 87" in linked
    assert "<a" not in pageless
    assert "<a" not in unread
    assert "blz. 3" in unread


def test_a_fiche_shows_the_place_of_each_amount(catalogue: Catalogue) -> None:
    """Every posting has the place of its own amount, facts have theirs, and dials their grade (1)."""
    for measure in catalogue.measures.values():
        with in_language("nl"):
            shown = facts_table(catalogue, measure)
            for posting in measure.postings:
                source = measure.amount_source(posting)
                assert source is None or place_html(catalogue, source) in shown
            for fact in measure.facts:
                assert fact.source is None or place_html(catalogue, fact.source) in shown
        assert ("Aannames achter het bedrag" in shown) == (measure.dials is not None)
        assert ("Wat de bron nog zegt" in shown) == bool(measure.facts)


def test_a_rule_says_on_which_months_it_acts(catalogue: Catalogue) -> None:
    """A first-year share of a measure's own stands with the ODA rule (1)."""
    own = [m for m in catalogue.measures.values() if m.oda and m.oda.first_year and m.oda.first_year.share == "first"]
    with in_language("nl"):
        assert "alleen de eerste twaalf maanden" in facts_table(catalogue, own[0])


def test_the_sources_answer_why_not_and_why_another_total(catalogue: Catalogue) -> None:
    """Each rejected option and each published total stands there with what lies between (2)."""
    app = run("sources", Draft("x", "", catalogue.packages["jenv-20"].measures))
    text = html_of(app)
    assert text.count("Waarom niet: ") == len(catalogue.rejected)
    assert text.count(">Gepubliceerd<") == len(published_totals(catalogue))
    assert {"Oordelen per lezing", "Waarom niet …?", "Andere totalen"} <= {tab.label for tab in app.tabs}


def test_typographic_differences_are_hidden_until_asked_for(catalogue: Catalogue) -> None:
    """The heaviest differences come first; those of print alone come in by a switch (2)."""
    light = sum(difference.weight is Weight.TYPOGRAPHIC for difference in catalogue.differences)
    app = run("sources", Draft())
    heavy = html_of(app).count('class="badge">alleen de druk<')
    app.toggle(key="difference-typographic").set_value(True).run()
    assert (heavy, html_of(app).count('class="badge">alleen de druk<')) == (0, light)
    assert light > 0


def test_the_sources_tell_which_verdicts_stand(catalogue: Catalogue) -> None:
    """Of the report's package a verdict that a reading turns says so and names the reading's place (2)."""
    found = by_readings(compose_package(catalogue, catalogue.packages["jenv-20"].measures))
    fallen = sum(not cell.stands for columns in found.targets.values() for cell in columns.values())
    text = html_of(run("sources", Draft("x", "", catalogue.packages["jenv-20"].measures)))
    assert text.count("staat niet") == fallen > 0
    turned = [id_ for id_, columns in found.targets.items() if any(cell.turns for cell in columns.values())]
    assert text.count("Wat een oordeel over ") == len(turned) > 0


@pytest.mark.slow
def test_the_share_of_another_country_enters_marked(catalogue: Catalogue) -> None:
    """The button says whose share it is, and so do the package's name and description; a second click adds nothing."""
    app = page_of("resettlement", Draft("Proef", "Eigen tekst", ())).run()
    for _ in range(2):
        assert "België" in app.button(key="fair-take-over").label
        app.button(key="fair-take-over").click().run()
    draft = app.session_state["workspace"].slot.draft
    assert draft.name == "Proef (aandeel van België)"
    assert draft.description.startswith("Eigen tekst\nQuotum volgens het eerlijke aandeel van België: ")
    assert draft.description.count("België") == 1
    assert marked("a", "a") == "a"
    assert catalogue.resettlement is not None


def test_resettlement_is_explained_in_steps(catalogue: Catalogue) -> None:
    """The first tab says step by step what resettlement is."""
    assert catalogue.resettlement is not None
    text = html_of(page_of("resettlement").run())
    for step in catalogue.resettlement.explanation:
        assert step.title.nl in text
