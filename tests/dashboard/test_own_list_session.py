"""
A list of one's own in a session.

1. The session that brought it works on it as on any other; no other session has it, and the disk keeps nothing.
2. A link of it opened elsewhere says that the list is not here; once that is brought, the packages of the link open.
3. A link of other figures under the same id opens nothing; a corrected list keeps the packages, and tells what is lost.
4. A session holds few, all sessions together a bounded number of measures; what is let go is freed.
"""

from __future__ import annotations

import gc
import weakref

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import known_catalogues
from budget.core import BudgetError, Settings
from budget.lists import OwnList, OwnLists, held, open_own_list
from budget.share import Draft, SharedState, make_link, open_link
from dashboard.package.measure_list import rows_text
from dashboard.pages import PAGES
from dashboard.serving import default_list, open_catalogue
from dashboard.session import Workspace
from tests.dashboard.countries import said
from tests.dashboard.tools import SECONDS, page_of, run_at
from tests.lists.forms import MEASURES, filled

ID = "spending-options"
BRING = """
from dashboard import state

if state.st.session_state.get("bring"):
    own = state.st.session_state.pop("bring")
    state.st.session_state["lost"] = state.keep_own_list(own)
    state.open_own_list(own.catalogue.info.id)
from dashboard.pages import {page}

{page}.render()
"""


@pytest.fixture(scope="module")
def own() -> OwnList:
    """A small list in dollars that nobody installed."""
    return open_own_list(filled(), "lijst.xlsx", known_catalogues())


def corrected(**changes: object) -> OwnList:
    """The same list with its first measure changed."""
    return open_own_list(filled(measures=[MEASURES[0] | changes, *MEASURES[1:]]), "lijst.xlsx", ())


def bring(own: OwnList, page: str = "package") -> AppTest:
    """A session that brings a list, opens it and draws a page."""
    app = AppTest.from_string(BRING.format(page=page), default_timeout=SECONDS)
    app.session_state["bring"] = own
    app.run()
    assert not app.exception, app.exception
    return app


def space_of(app: AppTest) -> Workspace:
    found: Workspace = app.session_state["workspace"]
    return found


def link_of(own: OwnList, *ids: str) -> str:
    return make_link(own.catalogue, SharedState((Draft("Mijn keuze", "", ids),)))


def test_a_session_works_on_the_list_that_it_brought(own: OwnList) -> None:
    """Its measures are toggled, composed and found among the lists; another session sees nothing of it."""
    app = bring(own, "lists")
    assert space_of(app).catalogue == ID
    assert own.catalogue.info.title.get("nl") in said(app)
    assert "eigen lijst, alleen in deze sessie" in said(app)
    other = page_of("lists").run()
    assert own.catalogue.info.title.get("nl") not in said(other)


@pytest.mark.slow
@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.url_path or "pakket")
def test_every_page_opens_with_it(own: OwnList, entry: object) -> None:
    """A list without anything but amounts: each page that it has, with every measure chosen."""
    name = entry.render.__module__.rsplit(".", maxsplit=1)[-1]  # type: ignore[attr-defined]
    if entry.needs(own.catalogue):  # type: ignore[attr-defined]
        app = bring(own, name)
        space_of(app).step(Draft("", "", tuple(own.catalogue.measures)))
        app.run()
        assert not app.exception, app.exception


def test_a_link_waits_for_its_list(own: OwnList) -> None:
    """It is told, stays in the address, and its packages open when the list is brought."""
    code = link_of(own, "1.10", "2.1")
    app = run_at(p=code)
    assert "Eigen lijst" in app.error[0].value
    assert ID in app.error[0].value.replace("\\", "")
    assert app.query_params["p"] in (code, [code])
    again = AppTest.from_string(BRING.format(page="package"), default_timeout=SECONDS)
    again.query_params["p"] = code
    again.run()
    again.session_state["bring"] = own
    again.run()
    assert not again.exception, again.exception
    assert space_of(again).catalogue == ID
    assert space_of(again).slot.draft.measures == ("1.10", "2.1")


@pytest.mark.slow
def test_a_link_of_other_figures_opens_nothing(own: OwnList) -> None:
    """The same id and version with another amount, or without a measure."""
    code = link_of(own, "1.10")
    assert open_link(own.catalogue, code).state.drafts[0].measures == ("1.10",)
    for other in (corrected(**{"effects:2028": 1.5}), corrected(id="1.11")):
        with pytest.raises(BudgetError) as refused:
            open_link(other.catalogue, code)
        assert refused.value.message.code == "link_of_another_edition"
    assert open_link(corrected(title="Lower one subsidy").catalogue, code).state.drafts[0].measures == ("1.10",)


def test_a_corrected_list_keeps_the_packages(own: OwnList) -> None:
    """Measures that are still there stay chosen; the others are told."""
    app = bring(own)
    space_of(app).step(Draft("", "", ("1.10", "2.1")))
    app.session_state["bring"] = corrected(id="1.11")
    app.run()
    assert not app.exception, app.exception
    assert space_of(app).slot.draft.measures == ("2.1",)
    assert app.session_state["lost"] == ("1.10",)


def test_a_list_is_let_go_with_its_memory() -> None:
    """Taken out of the session it is gone: the default list is open, and nothing holds the records."""
    open_catalogue(default_list())  # as a server has before anyone brings a list
    own = corrected(page=13)
    app = bring(own, "own_list")
    rows_text(own.catalogue, Settings(), "nl")  # as the page of the package keeps them
    records = weakref.ref(own.catalogue)
    app.button(key=f"let-go-{ID}").click().run()
    assert not app.exception, app.exception
    assert space_of(app).catalogue != ID
    assert not list(app.session_state["own_lists"])
    del own, app
    gc.collect()
    assert records() is None


@pytest.mark.slow
def test_what_sessions_hold_is_bounded(own: OwnList, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of one session, and measures of all; one of the same id takes the place of the one before."""
    lists = OwnLists()
    lists.keep(own)
    for number in range(held.MOST_LISTS - 1):
        lists.keep(open_own_list(filled({"id": f"list-{number}"}), "list.xlsx", ()))
    with pytest.raises(BudgetError) as refused:
        lists.keep(open_own_list(filled({"id": "one-more"}), "list.xlsx", ()))
    assert refused.value.message.code == "too_many_own_lists"
    again = corrected(page=14)
    lists.keep(again)
    assert lists.catalogue(ID) is again.catalogue
    monkeypatch.setattr(held, "MOST_MEASURES", len(own.catalogue.measures) * held.MOST_LISTS)
    with pytest.raises(BudgetError) as full:
        OwnLists().keep(corrected(page=15))
    assert full.value.message.code == "own_lists_of_all_too_large"
