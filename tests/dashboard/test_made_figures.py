"""
A figure that follows from others opens what it is made of.

1. What a figure asks is answered by that figure, on the pages of ODA and of targets, in both languages.
2. What it is made of asks in its turn, until postings or the page of a source; what is inferred says so.
3. What a browser makes up opens nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest

from budget.catalogue import CHAIN, Catalogue
from budget.chain import inputs_of, set_back
from budget.core import Ended, Money, OwnTarget, Settings
from budget.engine import Package, compose_package, own_targets
from budget.share import Draft
from dashboard.chain.borne import borne_made
from dashboard.chain.setback import rules_table
from dashboard.package import Made, made_table, read_sum
from dashboard.pages.goal_made import goal_made
from dashboard.pages.oda_made import oda_made
from dashboard.paper import bearers
from dashboard.words import in_language
from tests.conftest import STRUCTURAL
from tests.dashboard.tools import html_of, opened_by, page_of

ASKING = re.compile(r'data-ask="made:([^":]*):([^"]*)"[^>]*>(?:<span[^>]*>)?([^<]*)<')
TOTAL = re.compile(r'<tr class="total">.*?<td class="num">(?:<span[^>]*>)?([^<]*)<')
FIGURES = {"oda": 10, "targets": 6}
"""How many rows of each page follow from others, for one target of the list and one that is an amount."""


def amount(text: str) -> float:
    """Read an amount of one decimal in either language."""
    return float(re.sub(r"[.,](?=\d\d\d)", "", text).replace("−", "-").replace(",", "."))


def made(package: Package, column: str, name: str) -> Made:
    found = oda_made(package, column, name) or goal_made(package, column, name)
    assert found is not None, name
    return found


def follow(package: Package, column: str, name: str, depth: int = 0) -> str:
    """Open a figure and all that it is made of; return the table of the first."""
    table = str(made_table(package.catalogue, made(package, column, name)))
    assert depth < 4
    for ask in map(unescape, re.findall(r'data-ask="([^"]*)"', table)):
        kind, _, rest = ask.partition(":")
        if kind == "made":
            follow(package, *rest.split(":", 1), depth + 1)
        else:
            assert (kind, read_sum(package, rest) is not None) == ("sum", True), ask
    return table


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", FIGURES)
def test_a_figure_that_follows_from_others_says_how(page: str, language: str, catalogue: Catalogue) -> None:
    """As it stands on the page, for the report's package with a regime that ends the attribution (1, 2)."""
    ids = (*catalogue.packages["jenv-20"].measures, "4.9-1B", "2C.1.1-2")
    settings = Settings(ended=Ended.PRINTED, own_targets=(OwnTarget(amount_keur=50_000, money=Money.EXPENDITURE),))
    app = page_of(page, Draft("A", "", ids, settings), language=language)
    app.session_state["shown_targets"] = ["jenv-20"]
    found = [tuple(map(unescape, one)) for one in ASKING.findall(html_of(app.run()))]
    package = compose_package(catalogue, ids, settings)
    columns = len(catalogue.columns)
    assert len(found) >= (FIGURES[page] - 1) * columns
    with in_language(language):
        for column, name, text in found:
            (total,) = TOTAL.findall(follow(package, column, name))
            assert text == total or text in {"ja", "nee", "yes", "no"}, (column, name)


def test_a_figure_ends_at_a_source_and_tells_what_is_inferred(catalogue: Catalogue) -> None:
    """The ceiling at the report's own sum, the attribution at the share, a target at the lines of its base (2)."""
    package = compose_package(catalogue, catalogue.packages["jenv-20"].measures, Settings())
    with in_language("nl"):
        before = made(package, STRUCTURAL, "ceiling-before")
        after = made(package, STRUCTURAL, "attribution")
        base = made(package, STRUCTURAL, "base/jenv-20")
    assert "330,00 gedeeld door 6,4%." in before.total.told
    assert "afgeleid" in before.total.told
    assert "#page=109" in before.total.told or "blz. 109" in before.total.told
    assert [row.name for row in after.rows] == ["Toerekening vooraf", "ODA: toerekening eerstejaarsopvang"]
    assert "aanname" in after.rows[0].told  # the series ends in 2024
    assert "afgeleid" in after.rows[1].told
    assert "blz. 102" in base.rows[0].told
    html = opened_by(f"sum:{STRUCTURAL}:*oda/attributed", Draft("A", "", ("4.7",)))
    assert "eerstejaarsopvang" in html
    assert "afgeleid" in html


def test_a_bridge_opens_its_steps_and_levels(catalogue: Catalogue) -> None:
    """A level is the start with the steps until it; a step is what the measure is in both packages (1, 2)."""
    drafts = Draft("Een", "", ("4.7", "4.8")), Draft("Twee", "", ("4.7", "4.6", "6.1"))
    html = html_of(page_of("compare", *drafts, compared=(0, 1)).run())
    found = re.findall(r'data-ask="(bridge:1:[^"]*)"[^>]*>(?:<span[^>]*>)?([^<]*)<', html)
    steps = [text for ask, text in found if ":step-" in ask]
    assert len(found) == 2 * len(steps) == 6
    for ask, text in found:
        opened = opened_by(ask, *drafts, compared=(0, 1))
        assert "Waaruit volgt" in opened
        assert TOTAL.findall(re.sub(r"<span[^>]*>", "", opened)) == [text], ask
        for asked in map(unescape, re.findall(r'data-ask="compared:\d:([^"]*)"', opened)):
            packages = [compose_package(catalogue, draft.measures) for draft in drafts]
            assert any(read_sum(package, asked) is not None for package in packages), asked
    for other in ("bridge:0:2023:step-1", "bridge:2:2023:step-1", "bridge:1:2023:step-9", "bridge:1:1999:level-1"):
        assert opened_by(other, *drafts, compared=(0, 1)) == "", other


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_each_bears_of_a_set_back_opens_how(language: str, catalogue: Catalogue) -> None:
    """By each rule: the figure itself comes last, and those that add up to it stand above (1, 2)."""
    package = compose_package(catalogue, ["4.7"], Settings(dials=((CHAIN, "shock", Decimal(20)),)))
    found = set_back(package, inputs_of(package))
    assert found.extra > 0
    with in_language(language):
        html = str(rules_table(found, bearers(catalogue), catalogue))
        asked = re.findall(r'data-ask="borne:([^"]*)">([^<]*)<', html)
        assert len(asked) == len(found.outcomes) * 5 + sum(one.reserve is not None for one in found.outcomes)
        for which, text in asked:
            shown = borne_made(package, found, *which.rsplit(":", 1))
            assert shown is not None
            table = str(made_table(catalogue, shown))
            assert TOTAL.findall(table) == [text]
            if which.endswith((":own", ":other", ":closing")) and shown.rows:
                cells = [re.sub("<[^>]*>", "", row.amount) for row in shown.rows]
                assert round(sum(map(amount, cells)) - amount(text), 1) == 0, which
            for nested in map(unescape, re.findall(r'data-ask="borne:([^"]*)"', table)):
                assert borne_made(package, found, *nested.rsplit(":", 1)) is not None
    assert "blz. 89" in opened_by("borne:1B:own", Draft("A", "", ("4.7",)))
    for other in ("borne:x:own", "borne:1B:x", "borne:today:closing", "borne:"):
        assert opened_by(other, Draft("A", "", ("4.7",))) == "", other


def test_a_target_of_ones_own_says_that_it_is(catalogue: Catalogue) -> None:
    """A percentage of a typed base has no line of the list; an amount is what was asked."""
    asked = (OwnTarget(percent=Decimal("1.5"), base_keur=90_000), OwnTarget(amount_keur=50_000))
    package = compose_package(catalogue, ["4.7"], Settings(own_targets=asked))
    own = [target.id for target in own_targets(package)]
    with in_language("nl"):
        goals = [made(package, STRUCTURAL, f"goal/{id_}") for id_ in own]
        base = made(package, STRUCTURAL, f"base/{own[0]}")
    assert [len(goal.rows) for goal in goals] == [2, 0]
    assert all("eigen doel" in goal.total.told for goal in goals)
    assert (base.rows, "eigen doel" in base.total.told) == ((), True)


def test_what_a_browser_makes_up_opens_nothing(catalogue: Catalogue, toy2: Catalogue) -> None:
    """Not a column, figure or target that is not there; a list without ODA has none of its figures (3)."""
    for ask in ("made:1999:room", "made:2023:x", "made:2023:goal/x", "made:2023:x/jenv-20", "made:", "made:2023"):
        assert opened_by(ask, Draft("A", "", ("4.7",))) == "", ask
    assert "Waaruit volgt" in opened_by("made:2023:room", Draft("A", "", ("4.7",)))
    assert oda_made(compose_package(toy2, list(toy2.measures)), toy2.columns.structural, "room") is None
