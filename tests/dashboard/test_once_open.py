"""
A total without double counting opens what counts twice in its sum.

1. Every one on a page that differs from its sum asks, and what opens ends at that total; so on a compared package.
2. Each step names the measures, the record and its ground, and the sum itself opens its postings.
3. On Vergelijken a package of any list opens its sum, in that list; what a browser makes up opens nothing.
"""

from __future__ import annotations

import re
from html import unescape

import pytest

from budget.catalogue import Catalogue
from budget.share import Draft
from dashboard.serving import open_catalogue
from dashboard.session import Slot, Workspace
from tests.conftest import STRUCTURAL
from tests.dashboard.tools import html_of, opened_by, page_of

ASKING = re.compile(r'data-ask="(once:[^"]*)"[^>]*>(?:<span[^>]*>)?([^<]*)<')
TOTAL = re.compile(r'<tr class="total">.*?<td class="num"[^>]*>(?:<[^>]*>)*([^<]*)<')


def digits(text: str) -> str:
    """An amount without the zeros that end it, as one and the same amount may stand in more decimals or in fewer."""
    return re.sub(r"0+(?=\D*$)", "", text).rstrip(",.")


@pytest.mark.parametrize("page", ["package", "targets", "compare", "payers", "stacking"])
@pytest.mark.slow
def test_what_is_without_double_counting_opens_what_counts_twice(page: str, catalogue: Catalogue) -> None:
    """The report's package, in which one saving stands three times and a cut falls on what others leave (1, 2)."""
    drafts = Draft("A", "", catalogue.packages["jenv-20"].measures), Draft("B", "", ("6.1", "6.2b"))
    app = page_of(page, *drafts, compared=(0, 1))
    app.session_state["shown_targets"] = ["jenv-20"]
    html = html_of(app.run())
    found = [(unescape(ask), text) for ask, text in ASKING.findall(html)]
    rows = [
        row for row in re.findall(r"<tr.*?</tr>", html) if re.search(r"onder dubbeltelling", row) and "%" not in row
    ]
    unasked = [
        cell for row in rows for cell in re.findall(r'<td class="num[^"]*">([^<]*)<', row) if cell not in ("=", "")
    ]
    assert not [cell for cell in unasked if re.search(r"\d", cell)]
    assert len(found) >= 3
    for ask, text in dict(found[:: max(1, len(found) // 4)]).items():
        opened = opened_by(ask, *drafts, compared=(0, 1))
        assert digits(TOTAL.findall(opened)[0]) == digits(text), ask
        assert re.search(r"Hetzelfde geld als|Valt op wat", opened), ask
        assert "blz. " in opened, ask
        assert ask.removeprefix("once:") in unescape(opened)
        assert opened_by(ask.removeprefix("once:"), *drafts, compared=(0, 1))


def test_each_step_and_the_sum_add_up(catalogue: Catalogue) -> None:
    """−108 as the list adds, and twice +25 of what is the same saving: −58; in English too (2)."""
    opened = opened_by(f"once:sum:{STRUCTURAL}", Draft("A", "", ("6.1", "6.2a", "6.2b")), language="en")
    amounts = [re.sub("<[^>]*>", "", cell) for cell in re.findall(r'<td class="num">(.*?)</td>', opened)]
    assert amounts == ["−108.00", "+25.00", "+25.00", "−58.00"]
    assert opened.count("The same money as 6.2b.") == 2


def test_a_package_of_any_list_opens_its_own_sum(catalogue: Catalogue) -> None:
    """Each total of the table across lists, with the measures of its list (3)."""
    other = "ombuigingslijst-2021"
    away = {other: Workspace([Slot(Draft("Daar", "", ("2.12-63",)))], catalogue=other)}
    here, app = Draft("Hier", "", ("4.6",)), page_of("compare", Draft("Hier", "", ("4.6",)))
    app.session_state["workspaces_away"] = away
    found = re.findall(r'data-ask="(across:[^"]*)"[^>]*>([^<]*)<', html_of(app.run()))
    assert len(found) == len(catalogue.columns) + len(open_catalogue(other).columns)
    asked = dict(found)
    for list_, id_ in ((catalogue.info.id, "4.6"), (other, "2.12-63")):
        opened = opened_by(ask := f"across:{list_}:0:2023", here, workspaces_away=away)
        assert f'<th scope="row">{id_} ' in opened
        assert asked[ask].lstrip("+") in opened
    for ask in (
        "across:x:0:2023",
        f"across:{other}:7:2023",
        f"across:{other}:0:1999",
        "across:",
        "once:x:2023",
        "once:",
    ):
        assert opened_by(ask, here, workspaces_away=away) == "", ask
