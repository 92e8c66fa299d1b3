"""
What a figure of the ODA budget is made of.

1. Its terms add up to it, in every column and under every setting of the attribution, at both ends.
2. What a source gives, and an attribution that has ended, has no terms.
"""

from __future__ import annotations

import random
from itertools import product

import pytest

from budget.catalogue import Catalogue
from budget.core import Ceiling, Ended, Programmes, Settings
from budget.engine import OdaFigure, add_totals, attribute_oda, compose_package, made_of
from tests.conftest import STRUCTURAL

ALL = [
    Settings(ceiling=ceiling, ended=ended, programmes=programmes)
    for ceiling, ended, programmes in product(Ceiling, Ended, Programmes)
]
GIVEN = {OdaFigure.ATTRIBUTION_BEFORE, OdaFigure.CEILING_BEFORE, OdaFigure.REGIME}


@pytest.mark.parametrize("country", ["catalogue", "full", "toy_both"])
def test_terms_add_up_to_their_figure(country: str, request: pytest.FixtureRequest) -> None:
    """Of packages drawn at random, with and without a regime that ends the attribution (1)."""
    catalogue: Catalogue = request.getfixturevalue(country)
    chance, ids, seen = random.Random(country), list(catalogue.measures), set()
    for settings in ALL:
        for chosen in (ids, chance.sample(ids, min(9, len(ids)))):
            columns = attribute_oda(compose_package(catalogue, chosen, settings)).columns
            for column, figure in product(columns.values(), OdaFigure):
                terms = made_of(figure, column)
                if terms:
                    assert add_totals([term.amount for term in terms]) == figure.of(column), figure
                    seen.add(figure)
    assert seen >= set(OdaFigure) - GIVEN - {OdaFigure.SPARED}


def test_what_is_given_or_has_ended_has_no_terms(catalogue: Catalogue) -> None:
    """4.9-1A ends the attribution: its ceiling falls, and what it spares is made of both."""
    settings = Settings(ended=Ended.PRINTED)
    plain, ended = (
        attribute_oda(compose_package(catalogue, ids, settings)).columns[STRUCTURAL] for ids in (["4.7"], ["4.9-1A"])
    )
    assert not any(made_of(figure, plain) for figure in GIVEN)
    assert (made_of(OdaFigure.ATTRIBUTION, ended), OdaFigure.ATTRIBUTION.of(ended).keur) == ((), 0)
    assert [term.what for term in made_of(OdaFigure.SPARED, ended)] == [
        OdaFigure.REGIME,
        OdaFigure.ATTRIBUTION_BEFORE,
    ]
    assert made_of(OdaFigure.SPARED, plain) == ()
