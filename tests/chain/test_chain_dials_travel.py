"""
The dials of the chain are settings of a package.

1. They come back from a link and a package file as they went in, and move no amount of the package.
2. What cannot be is refused where every dial is: outside limits, unknown, in a list without a chain.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.catalogue import CHAIN, Catalogue
from budget.chain import inputs_of
from budget.core import BudgetError, SettingError, Settings, UnknownIdError
from budget.engine import compose_package
from budget.share import Draft, SharedState, make_link, open_link, parse_package, stored_text

TURNED = Settings(dials=((CHAIN, "inflow", Decimal(40000)), (CHAIN, "stay", Decimal("9.5"))))


def test_they_come_back(catalogue: Catalogue) -> None:
    """From a link and from a package file, in the same settings; the page's inputs are theirs."""
    draft = Draft("Keten", "", ("6.2b",), TURNED)
    link = make_link(catalogue, SharedState((draft,), 0, ()))
    assert open_link(catalogue, link).state.drafts == (draft,)
    assert parse_package(stored_text(catalogue, draft), "keten.yaml", catalogue).draft == draft
    inputs = inputs_of(compose_package(catalogue, draft.measures, TURNED))
    assert (inputs.inflow, inputs.stay) == (40000, Decimal("9.5"))


def test_they_move_no_amount(catalogue: Catalogue) -> None:
    """The package's totals are those without them."""
    ids = catalogue.packages["jenv-20"].measures
    assert compose_package(catalogue, ids, TURNED).totals == compose_package(catalogue, ids).totals


def test_what_cannot_be_is_refused(catalogue: Catalogue, toy: Catalogue) -> None:
    """Outside its limits, under another name, and where there is no chain."""

    def refused(found: Catalogue, dial: str, value: int, kind: type[BudgetError]) -> None:
        with pytest.raises(kind):
            compose_package(found, (), Settings(dials=((CHAIN, dial, Decimal(value)),)))

    refused(catalogue, "stay", 61, SettingError)
    refused(catalogue, "duration", 8, UnknownIdError)
    refused(toy, "stay", 8, UnknownIdError)
