"""
Two people on one saved package with figures of one's own.

1. A measure that one adds and an estimate that the other makes are both in the version that comes of it, and marked in
   its workbook.
2. What both changed of one measure is shown in full, and chosen; a version says what changed of it.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from budget.catalogue import Catalogue
from budget.core import Own, OwnEstimate, OwnMeasure, Settings
from budget.engine import compose_package
from budget.export import write_workbook
from budget.share import Draft, parse_package
from dashboard.serving import KEEPER
from store import kept, version
from tests.dashboard.test_saved_page import change, edited, me, saved, space_of, texts

pytestmark = pytest.mark.usefixtures("fresh")
ADDED = OwnMeasure("eigen-1", "Minder plekken", "JenV", (-5_000,) * 6, "Raming.", "37", "JenV-37")
ESTIMATE = OwnEstimate("4.4", (("2021", 3_500),), "Zelfde als in 2019.")
BASE = Draft("Mijn pakket", "Tekst", ("4.4", "4.7"))
FIRST = replace(BASE, measures=("4.4", "4.7", "eigen-1"), settings=Settings(own=Own((ADDED,))))


@pytest.mark.slow
def test_two_add_figures_of_their_own(catalogue: Catalogue) -> None:
    """Without a question; what is kept is what the workbook marks."""
    app = saved(BASE)
    second = edited(app, replace(BASE, settings=Settings(own=Own((), (ESTIMATE,)))))
    change(app, FIRST)
    app.button(key="save-next").click().run()
    second.button(key="save-next").click().run()
    assert not second.exception, second.exception
    assert "Eigen maatregel eigen-1" in texts(second)
    (item,) = kept(KEEPER.store(), me())
    draft = parse_package(version(KEEPER.store(), me(), item.id)[1], "a.yaml", catalogue).draft
    assert draft.settings.own == Own((ADDED,), (ESTIMATE,))
    assert draft.measures == FIRST.measures
    data = write_workbook(compose_package(catalogue, draft.measures, draft.settings))
    titles = {row[1].value: str(row[2].value) for row in load_workbook(BytesIO(data))["Keuze"].iter_rows(min_row=12)}
    assert titles["eigen-1"] == "Minder plekken · eigen maatregel"
    assert titles["4.4"].endswith(" · eigen schatting")


@pytest.mark.parametrize("side", ["theirs", pytest.param("mine", marks=pytest.mark.slow)])
def test_both_change_one_measure(side: str) -> None:
    """Each with all that it says; the choice is kept."""
    app = saved(FIRST)
    theirs, mine = (
        replace(ADDED, title=title, cells=(keur,) * 6) for title, keur in (("Hun", -1_000), ("Mijn", -2_000))
    )
    second = edited(app, replace(FIRST, settings=Settings(own=Own((mine,)))))
    change(app, replace(FIRST, settings=Settings(own=Own((theirs,)))))
    app.button(key="save-next").click().run()
    second.button(key="save-next").click().run()
    assert not second.exception, second.exception
    radio = second.radio(key="merge-own-measure-eigen-1")
    assert any("Hun (JenV 37): 2021 −1" in option for option in radio.options)
    radio.set_value(side).run()
    second.button(key="merge-save").click().run()
    assert not second.exception, second.exception
    assert space_of(second).slot.draft.settings.own.measures == (theirs if side == "theirs" else mine,)
