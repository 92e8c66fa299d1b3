"""
Lists of one's own in the store.

1. A saved list is there for the next session with its versions; it is opened, and each version gives its own figures.
2. A package of it opens in a session that did not bring the list; so does a link to the list itself.
3. Who saves later is told, and so is a version that cannot be read. It is thrown away and taken back like a package.
"""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import known_catalogues
from budget.lists import OwnList, OwnLists, open_own_list
from budget.share import Draft, stored_text
from dashboard.serving import KEEPER, person_of
from dashboard.serving.keeping import Identity
from dashboard.session import Workspace
from store import Edit, Person, create, history, kept, new_id
from tests.dashboard.tools import html_of, run, run_at
from tests.lists.forms import MEASURES, filled

ID = "spending-options"


pytestmark = pytest.mark.usefixtures("fresh")


@pytest.fixture(scope="module")
def own() -> OwnList:
    """A small list in dollars that nobody installed."""
    return open_own_list(filled(), "lijst.xlsx", known_catalogues())


def corrected() -> OwnList:
    """The same list with another amount in its first measure."""
    return open_own_list(filled(measures=[MEASURES[0] | {"effects:2027": 0.9}, *MEASURES[1:]]), "lijst.xlsx", ())


def me() -> Person:
    return person_of(Identity())


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def holding(own: OwnList) -> AppTest:
    """A session that brought a list, on the page of own lists."""
    lists = OwnLists()
    lists.keep(own)
    return run("own_list", own_lists=lists)


def told(app: AppTest) -> str:
    return " ".join(str(one.value) for one in (*app.success, *app.warning, *app.error))


def opened(app: AppTest, version: int) -> OwnList:
    """Open a version of the saved list on the page; return what the session then holds."""
    (item,) = (one for one in kept(KEEPER.store(), me()) if one.list_id == ID)
    app.selectbox(key="saved_list_choice").select(item.id).run()
    app.selectbox(key=f"version-{item.id}").select(version).run()
    press(app, "open-list")
    lists: OwnLists = app.session_state["own_lists"]
    return lists.held(ID)


@pytest.mark.slow
def test_a_saved_list_is_there_for_the_next_session(own: OwnList) -> None:
    """Its second version too, each with its own figures; what is open is what the page is then about."""
    first = press(holding(own), f"save-list-{ID}")
    assert "is bewaard als nieuwe lijst, versie 1." in told(first)
    lists: OwnLists = first.session_state["own_lists"]
    lists.keep(corrected())
    assert "is bewaard als versie 2." in told(press(first.run(), f"save-list-next-{ID}"))
    (item,) = kept(KEEPER.store(), me())
    assert (item.list_id, item.head) == (ID, 2)
    other = run("saved")
    assert own.catalogue.info.title.get("nl") in html_of(other)
    for version, amount in ((1, -700_000), (2, -900_000)):
        assert opened(other, version).catalogue.measures["1.10"].effects[0] == amount
    space: Workspace = other.session_state["workspace"]
    assert space.catalogue == ID
    other = run("saved")
    other.selectbox(key="saved_list_choice").select(item.id).run()
    other.selectbox(key=f"version-{item.id}").select(1).run()
    assert "teruggezet als versie 3" in told(press(other, "restore-list"))
    assert [one.restored for one in history(KEEPER.store(), me(), item.id)] == [1, None, None]


def test_a_package_of_a_saved_list_opens_with_it(own: OwnList) -> None:
    """By its link, in a session that did not bring the list; and so does the link to the list itself."""
    press(holding(own), f"save-list-{ID}")
    (item,) = kept(KEEPER.store(), me())
    draft = Draft("Sparen", "", ("1.10", "2.1"))
    edit = Edit(stored_text(own.catalogue, draft), "Sparen", ID, "1.0.0", new_id())
    package = create(KEEPER.store(), me(), edit).package
    space: Workspace = run_at(pakket=package).session_state["workspace"]
    assert (space.catalogue, space.slot.draft) == (ID, draft)
    space = run_at(pakket=item.id).session_state["workspace"]
    assert space.catalogue == ID


@pytest.mark.slow
def test_who_saves_a_list_later_is_told(own: OwnList) -> None:
    """Nothing is merged and nothing is lost: the other version stays the latest."""
    first = press(holding(own), f"save-list-{ID}")
    second = run("saved")
    opened(second, 1)
    press(first, f"save-list-next-{ID}")
    again = run(
        "own_list", own_lists=second.session_state["own_lists"], list_origins=second.session_state["list_origins"]
    )
    assert "Intussen is versie 2 van deze lijst bewaard." in told(press(again, f"save-list-next-{ID}"))
    (item,) = kept(KEEPER.store(), me())
    assert item.head == 2


def test_a_version_that_cannot_be_read_is_told(own: OwnList) -> None:
    """As one that was changed in the store by other hands; nothing is opened."""
    edit = Edit("geen formulier", "Lijst", f"*{ID}", own.catalogue.info.version, new_id())
    create(KEEPER.store(), me(), edit)
    app = run("saved")
    (item,) = kept(KEEPER.store(), me())
    app.selectbox(key="saved_list_choice").select(item.id).run()
    assert "Versie 1 van deze lijst is niet te lezen" in told(press(app, "open-list"))


def test_a_list_is_thrown_away_and_taken_back(own: OwnList) -> None:
    """Like a package; among packages it is not."""
    press(holding(own), f"save-list-{ID}")
    app = run("saved")
    assert app.selectbox(key="saved_choice").options == []
    (item,) = kept(KEEPER.store(), me())
    app.selectbox(key="saved_list_choice").select(item.id).run()
    press(app, "throw-list")
    assert kept(KEEPER.store(), me()) == []
    press(app, f"back-{item.id}")
    assert [one.id for one in kept(KEEPER.store(), me())] == [item.id]
