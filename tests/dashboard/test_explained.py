"""
A figure that explains itself, and what remains to a target, as the pages write them.

1. The sum behind a total names each posting with its page, and its amounts add up to the total.
2. An empty package is not judged; what remains stands in one line for each target.
3. An amount has the decimals of its list, whatever is chosen; what is more exact is told on hover.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import compose_package, over_years
from budget.share import Draft
from dashboard.package import ALL_YEARS
from dashboard.package.headline import headline_html
from dashboard.package.sum_dialog import Asked, read_sum, sum_table
from dashboard.paper import changes_section, payers_section, summarise
from dashboard.session import Slot, Workspace
from dashboard.words import in_language, numbers
from tests.conftest import STRUCTURAL
from tests.dashboard.tools import html_of, page_of, run


def amounts(html: str) -> list[str]:
    """What is added, without the total below it."""
    added, _, _ = html.partition('<tr class="total">')
    return re.findall(r'<td class="num" title="[^"]*">([^<]*)</td>', added)


def keur(text: str) -> int:
    return round(float(text.replace("−", "-").replace(".", "").replace(",", ".")) * 1000)


@pytest.mark.parametrize("column", ["2021", STRUCTURAL, ALL_YEARS])
def test_the_sum_behind_a_total_adds_up(column: str, catalogue: Catalogue) -> None:
    """Each posting of the report's package stands in it with a place, down to the page."""
    package = compose_package(catalogue, catalogue.packages["jenv-20"].measures)
    with in_language("nl"):
        html = str(sum_table(package, Asked(column)))
    total = over_years(catalogue, package.totals) if column == ALL_YEARS else package.totals[column]
    assert sum(map(keur, amounts(html))) == total.certain
    assert html.count("blz. 13") == len(amounts(html))


def test_a_posting_of_several_stands_by_itself(catalogue: Catalogue) -> None:
    """2C.2 takes 74 from one article and gives it to another: two rows and a total of nothing."""
    with in_language("nl"):
        html = str(sum_table(compose_package(catalogue, ["2C.2"]), Asked(STRUCTURAL)))
    assert amounts(html) == ["−74,00", "+74,00"]
    assert ">0,00</td>" in html


@pytest.mark.figures
def test_each_target_has_one_line_of_what_remains(catalogue: Catalogue) -> None:
    """With a package its bounds, coloured by the verdict; without one neutral, with no verdict and no sign."""
    chosen = compose_package(catalogue, catalogue.packages["jenv-20"].measures)
    with in_language("nl"):
        html = headline_html(chosen, "x", ("jenv-20", "bhos-20"))
        empty = headline_html(compose_package(catalogue, []), "x", ("jenv-20", "bhos-20"))
    assert "struc.: nog 1,00 tot 29,78 te gaan" in html
    assert html.count('class="to-go not-met"') == 2
    assert empty.count('class="to-go neutral"') == 2
    assert "struc.: nog 237,40 te gaan" in empty
    assert not any(sign in empty for sign in ("✕", "✓", 'class="verdict'))


def test_amounts_keep_their_form_while_toggling(catalogue: Catalogue) -> None:
    """The report prints two decimals, so do its totals; what a turned dial makes of one is told on hover."""
    with in_language("nl"):
        for ids in ([], ["4.7"], ["2C.2"]):
            html = headline_html(compose_package(catalogue, ids), "x", ())
            shown = re.findall(r'data-ask="sum:[^"]*" title="[^"]*">([^<]*)<', html)
            assert all(re.fullmatch(r"[−+]?\d+,\d\d", text) for text in shown), shown
        dialled = compose_package(catalogue, ["3.1.4"], Settings(dials=(("3.1.4", "people", Decimal(2300)),)))
        html = headline_html(dialled, "x", ())
    assert 'title="precies −16,771">−16,77<' in html
    assert numbers.places(catalogue) == 2


def test_costs_have_their_plus(catalogue: Catalogue) -> None:
    """As the legend says, in the head, the list and who pays."""
    costly = Draft("", "", ("2C.1.1-2",))
    html = html_of(run("package", costly))
    assert ">+100,00</button>" in html
    assert "+74,00" in html_of(run("payers", costly))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_who_pays_stands_by_chapter_with_the_sum_of_the_years(language: str, catalogue: Catalogue) -> None:
    """The rows of the page are the section's; the sum of the years holds no structural amount."""
    draft = Draft("x", "", catalogue.packages["jenv-20"].measures)
    with in_language(language):
        table = payers_section(compose_package(catalogue, draft.measures)).table
    assert table is not None
    html = html_of(run("payers", draft, language=language))
    for row in table.rows:
        assert row.label in html
        assert all(cell in html for cell in row.cells)
    (total,) = (row for row in table.rows if row.kind == "total")
    assert total.cells[5] == ("−880,25" if language == "nl" else "−880.25")


def test_an_empty_package_is_paid_by_no_one() -> None:
    app = run("payers", Draft())
    assert "nog leeg" in app.info[0].value
    assert "<table" not in html_of(app)


def test_what_changed_adds_up_from_then_to_now(catalogue: Catalogue) -> None:
    """What came, what went with its sign turned, and both totals; in the paper only when something changed."""
    before, now = (compose_package(catalogue, ids) for ids in (["4.7", "4.8"], ["4.7", "4.6"]))
    with in_language("nl"):
        table = changes_section(now, before).table
        plain = [section.key for section in summarise(now, "x", "").sections]
        told = [section.key for section in summarise(now, "x", "", before=before).sections]
    assert table is not None
    start, *steps, end = ([keur(cell) for cell in row.cells] for row in table.rows)
    assert [sum(column) for column in zip(start, *steps, strict=True)] == end
    labels = [row.label.split(" ")[:2] for row in table.rows[1:-1]]
    assert labels == [["erbij:", "4.6"], ["eruit:", "4.8"]]
    assert ("changes" in plain, "changes" in told) == (False, True)


def test_a_changed_package_is_compared_with_how_it_was_saved() -> None:
    """The comparison offers both; the print view says what changed."""
    space = Workspace([Slot(Draft("Proef", "", ("4.7",)), saved=Draft("Proef", "", ("4.8",)))])
    compared = page_of("compare")
    compared.session_state["workspace"] = space
    compared.run()
    assert "Proef (zoals bewaard of geopend)" in compared.multiselect[0].options
    printed = page_of("printview")
    printed.session_state["workspace"] = space
    printed.run()
    assert "eruit: 4.8" in html_of(printed)


def test_the_sum_of_a_line_of_the_budget_is_that_of_who_pays(catalogue: Catalogue) -> None:
    """Each cell of the table of who pays asks a sum of its own, whose postings add up to it; no other is answered."""
    package = compose_package(catalogue, ["2C.1.1-2", "2C.2", "2B.1.1.1", "4.7", "3.1.2", "5.2a"])
    with in_language("nl"):
        table = payers_section(package).table
        assert table is not None
        for row in table.rows:
            for ask, cell in zip(row.asks, row.cells if row.asks else (), strict=True):
                asked = read_sum(package, ask.removeprefix("sum:"))
                assert asked is not None
                html = str(sum_table(package, asked))
                assert sum(map(keur, amounts(html))) == keur(cell)
    assert [read_sum(package, which) for which in ("2020", "2021:DEF", "")] == [None, None, None]
