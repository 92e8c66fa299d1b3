"""
Figures of one's own in package files and links, and when two edit them.

1. Files carry them whole and come back the same; links shorten texts at most.
2. Without them files and links are written as before.
3. What is wrong in a file is told with its line and field, all at once.
4. Merged, a measure or an estimate is a piece by itself.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from budget.catalogue import Catalogue
from budget.core import (
    MOST_OWN_MEASURES,
    NO_OWN,
    NOT_GIVEN,
    OPEN_COST,
    Amount,
    BudgetError,
    FaultsError,
    Own,
    OwnTarget,
    Settings,
    explain,
)
from budget.share import (
    MAX_PACKAGES,
    Draft,
    Piece,
    PieceKind,
    SharedState,
    Side,
    link_shortens,
    make_link,
    merge,
    open_link,
    parse_package,
    stored_text,
)
from budget.share.link_code import MAX_LENGTH
from tests.own_figures import DRAFT, FILLED, OWN, SAVING

EVERY_FORM = replace(
    SAVING,
    id="eigen-2",
    cells=(1, OPEN_COST, NOT_GIVEN, Amount(None, 1_000, 2_500), Amount(10_000, 10_000, None), Amount(None, 5, None)),
    tax=True,
    article="",
    source="",
)


def test_a_file_keeps_them_whole(toy: Catalogue) -> None:
    """With every form of an amount, in the catalogue's unit."""
    draft = replace(DRAFT, settings=Settings(1, own=Own((SAVING, EVERY_FORM), (FILLED,))))
    text = stored_text(toy, draft)
    assert "'2021': 3.5" in text
    assert parse_package(text, "pakket.yaml", toy).draft == draft


def test_a_link_keeps_them(toy: Catalogue) -> None:
    """Each package its own, whichever list is at hand; the bits of the list's measures stay where they were."""
    other = Draft("B", "", ("A.2", "eigen-1"), Settings(own=Own((replace(SAVING, title="Anders"),))))
    state = SharedState((DRAFT, other, Draft("C", "", ("A.1",))), 1)
    assert open_link(toy, make_link(toy, state)).state == state


def test_without_them_nothing_is_written(toy: Catalogue) -> None:
    """Neither in the file nor in the link."""
    plain = Draft("A", "", ("A.1",))
    assert "own:" not in stored_text(toy, plain)
    assert make_link(toy, SharedState((plain,))) == make_link(toy, SharedState((replace(plain, settings=Settings()),)))


def test_the_fullest_packages_fit_into_a_link(toy: Catalogue) -> None:
    """Eight packages of as many measures with as long texts as may be; the amounts stay, the texts are shortened."""
    measures = tuple(
        replace(SAVING, id=f"eigen-{n}", title=f"{n} " + "é" * 118, why=f"{n} " + "ü" * 498, cells=(n * 1_234_567,) * 6)
        for n in range(MOST_OWN_MEASURES)
    )
    state = SharedState((Draft("vol", "", ("eigen-0",), Settings(own=Own(measures))),) * MAX_PACKAGES)
    code = make_link(toy, state)
    assert len(code) <= MAX_LENGTH
    found = open_link(toy, code).state.drafts[0].settings.own.measures
    assert [measure.cells for measure in found] == [measure.cells for measure in measures]
    assert link_shortens(toy, state) == (found != measures)


def test_what_cannot_be_in_a_link_is_told(toy: Catalogue) -> None:
    """Texts that no compression makes smaller, in eight packages: the link says how many figures it left out."""
    draw = random.Random(5)

    def text(count: int) -> str:
        return "".join(map(chr, draw.choices(range(0x4E00, 0x9FA5), k=count)))

    def figures() -> Own:
        ids = [f"eigen-{n}" for n in range(MOST_OWN_MEASURES)]
        return Own(tuple(replace(SAVING, id=id_, title=text(120), budget=text(60), why=text(500)) for id_ in ids))

    drafts = tuple(Draft("vol", "", ("A.1", "eigen-0"), Settings(own=figures())) for _ in range(MAX_PACKAGES))
    state = SharedState(drafts)
    found = open_link(toy, make_link(toy, state))
    assert [message.code for message in found.mended] == ["own_figures_not_in_link"] * MAX_PACKAGES
    assert found.state.drafts[0] == Draft("vol", "", ("A.1",))
    assert link_shortens(toy, state)


def test_a_target_may_ask_of_a_chapter_of_ones_own(toy: Catalogue) -> None:
    """Which the list itself does not have."""
    own = Own((replace(SAVING, budget="BZK", base="none"),))
    settings = Settings(own=own, own_targets=(OwnTarget(amount_keur=1, budgets=("BZK",)),))
    draft = Draft("A", "", ("eigen-1",), settings)
    assert parse_package(stored_text(toy, draft), "a.yaml", toy).draft == draft
    state = SharedState((draft,))
    assert open_link(toy, make_link(toy, state)).state == state


def test_each_fault_in_a_file_is_told(toy: Catalogue) -> None:
    """With its line and field, as those of a record."""
    text = stored_text(toy, DRAFT)
    text = text.replace("base: T-main", "base: T-nain").replace("'2021': -9", "'2021': '-9,0'")
    with pytest.raises(FaultsError) as raised:
        parse_package(text, "pakket.yaml", toy)
    told = explain(raised.value, "nl")
    assert "settings.own.measures[0].effects.2021" in told
    assert "decimale punt" in told
    wrong = stored_text(toy, DRAFT).replace("base: T-main", "base: T-nain").replace("measure: B.1", "measure: B.11")
    with pytest.raises(FaultsError) as raised:
        parse_package(wrong, "pakket.yaml", toy)
    assert {fault.field for fault in raised.value.faults} == {
        "settings.own.measures[0].base",
        "settings.own.estimates[0].measure",
    }
    assert all(fault.line for fault in raised.value.faults)


def test_a_measure_that_stands_nowhere_is_told(toy: Catalogue) -> None:
    """As any measure that the list does not have."""
    with pytest.raises(BudgetError, match="eigen-9"):
        parse_package(stored_text(toy, DRAFT).replace("- eigen-1\n", "- eigen-9\n"), "pakket.yaml", toy)


BASE = Draft("A", "", ("A.1", "eigen-1"), Settings(own=Own((SAVING,))))


def with_own_figures(own: Own, *measures: str) -> Draft:
    """Return the package of the base with other figures and more measures."""
    return replace(BASE, settings=Settings(own=own), measures=(*BASE.measures, *measures))


def test_two_add_figures(toy: Catalogue) -> None:
    """One a measure, the other an estimate: both are there."""
    added = replace(SAVING, id="eigen-2", title="Tweede")
    theirs, mine = with_own_figures(Own((SAVING, added)), "eigen-2"), with_own_figures(OWN)
    found = merge(toy, BASE, theirs, mine)
    assert found.conflicts == ()
    assert found.draft.settings.own == Own((SAVING, added), (FILLED,))
    assert found.draft.measures == ("A.1", "eigen-1", "eigen-2")


def test_both_change_one_measure(toy: Catalogue) -> None:
    """That is a conflict, which the later one chooses."""
    theirs, mine = (with_own_figures(Own((replace(SAVING, title=title),))) for title in ("Hun", "Mijn"))
    piece = Piece(PieceKind.OWN_MEASURE, "eigen-1")
    assert [found.piece for found in merge(toy, BASE, theirs, mine).conflicts] == [piece]
    chosen = merge(toy, BASE, theirs, mine, {piece: Side.THEIRS}).draft
    assert chosen.settings.own.measures[0].title == "Hun"


def test_one_removes_a_measure(toy: Catalogue) -> None:
    """It is gone from the choice too, also where the other one chose it anew."""
    base = replace(BASE, measures=("A.1",))
    gone = replace(base, settings=Settings(own=NO_OWN))
    found = merge(toy, base, gone, BASE).draft
    assert found.measures == ("A.1",)
    assert found.settings.own == NO_OWN
