"""Dials on their way: a moved dial is the same in a link, in a package file and on the command line."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from budget.catalogue import Catalogue
from budget.cli.commands import main
from budget.core import Settings
from budget.share import Draft, SharedState, make_link, open_link, parse_package, stored_text


def test_dials_travel_with_link_file_and_json(catalogue: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    """A link and a file restore the dial; the command line reports it."""
    settings = Settings().turned("3.1.4", "months", Decimal("4.5"))
    draft = Draft("x", "", ("3.1.4",), settings)
    code = make_link(catalogue, SharedState((draft,)))
    assert open_link(catalogue, code).state.drafts == (draft,)
    assert parse_package(stored_text(catalogue, draft), "x.yaml", catalogue).draft.settings == settings
    assert main(["compose", "3.1.4", "--dial", "3.1.4:months=4,5", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["settings"]["dials"] == {"3.1.4:months": "4.5"}
    assert found["own_assumptions"] == ["3.1.4"]
    assert found["totals_keur"]["structural"] == -20_625
