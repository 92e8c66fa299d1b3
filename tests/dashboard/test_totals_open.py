"""
Any total, on any page, opens its sum.

1. What a figure asks is answered, and the sum that opens is that figure; in both languages and on lists with bounds.
2. Of each table whose rows are totals every amount asks.
3. What a browser makes up opens nothing.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.chain import inputs_of, package_in_chain, project
from budget.core import Amount
from budget.engine import Package, attribute_oda, compare_packages, compose_package, over_years
from budget.search import Goal, Question, find_packages_with_steps
from budget.share import Draft, SharedState, make_link
from dashboard.chain import ASK_STAY
from dashboard.chain.package import stay_sum
from dashboard.charts import contribution_table, measures_table, position_table
from dashboard.package import ALL_YEARS, leakage_part, read_sum
from dashboard.package.questions import STAR
from dashboard.package.sum_parts import find_part
from dashboard.pages.oda import measure_table
from dashboard.words import in_language, numbers
from tests.conftest import STRUCTURAL
from tests.dashboard.tools import html_of, opened_by, page_of, run
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

ASKING = re.compile(
    r'<button type="button" data-ask="(?:sum|compared:(\d+)):([^":]*):?([^"]*)"[^>]*>(?:<span[^>]*>)?([^<]*)<'
)
SIGNS = "✓✕?"
PAGES = {
    "stacking": {"savings/body", "savings/law", "savings/evidence", "base"},
    "oda": {"oda"},
    "compare": {"", "target", "oda"},
    "targets": {"target"},
    "charts": {"", "variant"},
    "package": {"", "target"},
}
"""The pages with totals, and the kinds of part that each asks."""


def kind_of(part: str) -> str:
    """A budget line is of no kind; the name of a part that is of one comes last."""
    return part.removeprefix(STAR).rpartition("/")[0] if part.startswith(STAR) else ""


def shown_in(package: Package, column: str, part: str) -> set[str]:
    """How a page may write the sum of a part: with or without its plus, in the decimals of its table."""
    found = find_part(package, part)
    assert found is not None, part
    plain = found.sum.plain
    total: Amount = over_years(package.catalogue, plain) if column == ALL_YEARS else plain[column]
    return {numbers.total(total, places, sign=sign) for places in (None, 1, 2, 3) for sign in (True, False)}


@pytest.mark.parametrize("page", PAGES)
def test_what_a_figure_asks_is_answered_by_that_figure(page: str, catalogue: Catalogue) -> None:
    """The report's package, beside one of costs where pages compare."""
    drafts = Draft("A", "", catalogue.packages["jenv-20"].measures), Draft("B", "", ("2C.1.1-2", "6.1", "4.9-1B"))
    app = page_of(page, *drafts, compared=(0, 1))
    app.session_state["shown_targets"] = ["jenv-20"]
    found = [tuple(map(unescape, one)) for one in ASKING.findall(html_of(app.run()))]
    packages = [compose_package(catalogue, draft.measures) for draft in drafts]
    with in_language("nl"):
        for place, column, part, text in found:
            if text[0] in SIGNS:
                continue
            assert text in shown_in(packages[int(place or 0)], column, part), (part, column)
    assert {kind_of(part) for _, _, part, _ in found} >= PAGES[page]
    assert {place for place, *_ in found} >= ({"0", "1"} if page == "compare" else {""})


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_amount_in_the_tables_of_charts_and_oda_asks(language: str, catalogue: Catalogue) -> None:
    """Beside the gauge, by measure, on ODA by measure and bearer, and side by side; none stands there unasked (2)."""
    chosen = catalogue.packages["jenv-20"].measures, ["2C.1.1-2", "6.1"]
    packages = [compose_package(catalogue, ids) for ids in chosen]
    named = list(zip("ab", packages, strict=True))
    with in_language(language):
        tables = [
            position_table(named[:1], STRUCTURAL),
            position_table(named, STRUCTURAL),
            contribution_table(packages[0], STRUCTURAL),
            measures_table(compare_packages(packages), ["a", "b"], STRUCTURAL),
            measure_table(packages[0], attribute_oda(packages[0])),
        ]
        for table in tables:
            cells = re.findall(r'<td class="num">(?:<span[^>]*>)?([^<]*)<', table)
            assert not [cell for cell in cells if re.search(r"\d", cell) and "%" not in cell]
            found = [tuple(map(unescape, one)) for one in ASKING.findall(table)]
            assert len(found) >= len(packages)
            for place, column, part, text in found:
                assert "PM" in text or text in shown_in(packages[int(place or 0)], column, part), part
    assert {place for place, *_ in ASKING.findall(tables[1])} == {"0", "1"}


def test_a_target_in_the_head_opens_how_it_is_made(catalogue: Catalogue) -> None:
    """Also of a compared package, whose targets and bases are its own (1)."""
    draft = Draft("A", "", catalogue.packages["jenv-20"].measures)
    app = page_of("package", draft)
    app.session_state["shown_targets"] = ["jenv-20"]
    ask = f"made:{STRUCTURAL}:goal/jenv-20"
    assert f'data-ask="{ask}">doel −237,40<' in html_of(app.run())
    assert "Percentage" in opened_by(ask, draft)
    for name in ("goal", "base"):
        asked = f"aimed:compared:1:{STRUCTURAL}:{name}/jenv-20"
        assert "Waaruit volgt" in opened_by(asked, draft, Draft("B", "", ("4.7",)), compared=(0, 1))
    assert opened_by(f"aimed:compared:7:{STRUCTURAL}:goal/jenv-20", draft, draft, compared=(0, 1)) == ""


def test_a_verdict_opens_what_its_amount_opens(catalogue: Catalogue) -> None:
    """In the head, on Doelen, in the comparison and in a meeting: the sum of the effect that it is on."""
    draft = Draft("A", "", catalogue.packages["jenv-20"].measures)
    for page in ("package", "targets", "compare", "meeting"):
        app = page_of(page, draft, Draft("B", "", ("4.7",)), compared=(0, 1))
        app.session_state["shown_targets"] = ["jenv-20"]
        if page == "meeting":
            app.query_params["v"] = "jenv-20:4.7"
        html = html_of(app.run())
        asked = r'data-ask="((?:sum|compared:\d):[^"]*target/jenv-20)"[^>]*>(?:<[^>]*>)*'
        amounts = set(re.findall(asked + r"[−+]?\d", html))
        verdicts = re.findall(asked + r"[✓✕?]", html)
        assert len(set(verdicts)) >= len(catalogue.columns) * (2 if page == "compare" else 1) - (page == "meeting")
        assert set(verdicts) <= amounts | {f"sum:{STRUCTURAL}:*target/jenv-20"}, page


@pytest.mark.slow
def test_totals_of_a_found_package_open_its_own_sum(catalogue: Catalogue) -> None:
    """On each card the total by column and what counts towards each goal; not of a place without a package."""
    goals = Goal("bhos-20"), Goal(amount_keur=-5_000, budget="JenV"), Goal(amount_keur=-5_000)
    answer = find_packages_with_steps(catalogue, Question(goals), [], top=2, most_steps=2000)
    app = page_of("search", Draft("A", "", ("4.7",)))
    app.session_state["answer"] = answer
    found = re.findall(
        r'data-ask="found:answer:(\d):([^":]*):?([^"]*)"[^>]*>(?:<span[^>]*>)?([^<]*)<', html_of(app.run())
    )
    assert len(found) == len(answer.found) * (len(catalogue.columns) + 1 + 2 * len(goals) + 1)
    assert found
    with in_language("nl"):
        for place, column, part, text in found:
            if text[0] in SIGNS:
                continue
            amounts = shown_in(answer.found[int(place) - 1].package, column, unescape(part))
            if part == leakage_part():  # a fall, and as an effect a saving
                amounts = {one.removeprefix(numbers.MINUS) for one in amounts}
            assert text in amounts, (part, column)
    held = Draft("A", "", ("4.7",))
    assert "Waaruit bestaat" in opened_by("found:answer:1:2023", held, answer=answer)
    for other in ("found:workspace:1:2023", "found:answer:9:2023", "found:answer:0:2023", "found:", "found:answer"):
        assert opened_by(other, held, answer=answer) == ""


@pytest.mark.slow
def test_person_years_open_their_measures(catalogue: Catalogue) -> None:
    """With the amount, its place in the source and why the measure stands there; they add up."""
    draft = Draft("A", "", catalogue.packages["jenv-20"].measures)
    asked = re.findall(rf'data-ask="{ASK_STAY}:([^"]*)">([^<]*)<', html_of(run("chain", draft)))
    assert [column for column, _ in asked] == list(catalogue.columns)
    package = compose_package(catalogue, draft.measures)
    inputs = inputs_of(package)
    chained = package_in_chain(package, project(catalogue, inputs), inputs)
    with in_language("nl"):
        table = str(stay_sum(chained, package, STRUCTURAL))
    rows = [re.findall(r'<td class="num">(.*?)</td>', row) for row in table.split("<tr>")[2:]]
    years = [int(row[1].replace(".", "")) for row in rows]
    assert abs(years[-1] - sum(years[:-1])) <= 1  # each is rounded
    assert asked[-1][1].replace(".", "") == str(years[-1])
    assert all("blz. " in row[2] for row in rows[:-1])


def test_what_a_browser_makes_up_opens_nothing(catalogue: Catalogue) -> None:
    """Not a column, target, bearer, stack or variant that is not there, nor a mark of one."""
    package = compose_package(catalogue, ["4.7"])
    for part in (
        "*target/x",
        "*oda/x",
        "*savings/body",
        "*savings/x/COA",
        "*costs/body/x",
        "*base/x",
        "*variant/9",
        "*",
        "*x/y",
    ):
        assert read_sum(package, f"2023:{part}") is None, part
    assert read_sum(package, "1999:*oda/own") is None
    assert read_sum(package, "2023:*oda/own") is not None


@pytest.mark.long
@pytest.mark.browser
def test_a_compared_total_opens_the_sum_of_its_own_package(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """By a click on the second package, whose name the sum bears, down to the page of the source."""
    drafts = Draft("Eerste", "", catalogue.packages["jenv-20"].measures), Draft("Tweede", "", ("4.7", "3.1.1"))
    page.goto(f"{app_url}/vergelijken?p={make_link(catalogue, SharedState(drafts, compared=(0, 1)))}")
    wait_until_settled(page)
    page.get_by_role("row", name="Tweede").first.get_by_role("button").last.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Waaruit bestaat het saldo-effect, structureel?")).to_be_visible()
    expect(dialog.get_by_text("Tweede", exact=True)).to_be_visible()
    expect(dialog.get_by_role("link", name="blz. 136").first).to_be_visible()
    expect(dialog.get_by_role("row")).to_have_count(4)
