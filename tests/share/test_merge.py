"""
Edits of two people on one package, brought together.

1. What one of them changed is taken, whoever is the later. 2. What both changed otherwise is asked, and only that.
3. Merging with nobody's edit changes nothing; merging an edit with itself gives it.
"""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from budget.catalogue import Catalogue
from budget.core import Aim, Basis, Ceiling, OwnTarget, Settings
from budget.share import Draft, Piece, PieceKind, RedLines, Side, differences, merge

BASE = Draft("Pakket", "", ("A.1", "B.5"), Settings(1))
TARGET = OwnTarget(Aim.CUT, 500_000)


def test_edits_of_different_pieces_need_no_question(full: Catalogue) -> None:
    """A measure here, another there, a name, a setting and a target of one's own: all of them stand in the result."""
    theirs = replace(BASE, name="Nieuw", measures=("A.1", "A.2", "B.5"), settings=replace(BASE.settings, delay=2))
    mine = replace(
        BASE,
        description="Tekst",
        measures=("A.1",),
        settings=replace(BASE.settings, basis=Basis.OWN_YEAR, own_targets=(TARGET,)),
    )
    for first, second in ((theirs, mine), (mine, theirs)):
        found = merge(full, BASE, first, second)
        assert found.conflicts == ()
        assert found.draft == Draft(
            "Nieuw", "Tekst", ("A.1", "A.2"), Settings(2, Basis.OWN_YEAR, own_targets=(TARGET,))
        )


def test_what_was_taken_is_told(full: Catalogue) -> None:
    """Of each piece that the other changed: what it was, and what it is now."""
    theirs = replace(BASE, measures=("B.5",))
    (taken,) = merge(full, BASE, theirs, replace(BASE, name="Anders")).taken
    assert taken.piece == Piece(PieceKind.MEASURE, "A.1")
    assert (taken.base, taken.theirs) == (taken.mine, taken.theirs) != (taken.theirs, taken.base)


@pytest.mark.parametrize(
    ("piece", "theirs", "mine"),
    [
        (Piece(PieceKind.NAME), replace(BASE, name="a"), replace(BASE, name="b")),
        (Piece(PieceKind.DESCRIPTION), replace(BASE, description="a"), replace(BASE, description="b")),
        (
            Piece(PieceKind.MEASURE, "B.5"),  # off with one, its dial turned with the other
            replace(BASE, measures=("A.1",)),
            replace(BASE, settings=BASE.settings.turned("B.5", "people", Decimal(7))),
        ),
        (
            Piece(PieceKind.SETTING, "decision_year"),
            replace(BASE, settings=Settings(0)),
            replace(BASE, settings=Settings(2)),
        ),
        (
            Piece(PieceKind.DIAL, "@chain:stay"),
            replace(BASE, settings=BASE.settings.turned("@chain", "stay", Decimal(9))),
            replace(BASE, settings=BASE.settings.turned("@chain", "stay", Decimal(10))),
        ),
        (
            Piece(PieceKind.RED_LINE, "A.2"),
            replace(BASE, red_lines=RedLines(never=("A.2",))),
            replace(BASE, red_lines=RedLines(always=("A.2",))),
        ),
        (
            Piece(PieceKind.OWN_TARGETS),
            replace(BASE, settings=replace(BASE.settings, own_targets=(TARGET,))),
            replace(BASE, settings=replace(BASE.settings, own_targets=(replace(TARGET, amount_keur=1),))),
        ),
    ],
    ids=lambda value: f"{value.kind}" if isinstance(value, Piece) else "",
)
def test_a_piece_that_both_changed_is_asked(full: Catalogue, piece: Piece, theirs: Draft, mine: Draft) -> None:
    """Until it is chosen mine stands; either choice gives that one's edit, and what else each changed stays."""
    theirs = replace(theirs, settings=replace(theirs.settings, ceiling=Ceiling.FOLLOWS))
    found = merge(full, BASE, theirs, mine)
    assert [conflict.piece for conflict in found.conflicts] == [piece]
    for side, whose in ((Side.THEIRS, theirs), (Side.MINE, mine)):
        chosen = merge(full, BASE, theirs, mine, {piece: side})
        assert chosen.conflicts == ()
        assert chosen.draft == replace(whose, settings=replace(whose.settings, ceiling=Ceiling.FOLLOWS))


def drawn(full: Catalogue, chance: random.Random) -> Draft:
    """Draw a package from few choices, so that two of them often meet."""
    measures = full.sorted_selection([id_ for id_ in ("A.1", "A.2", "B.5") if chance.random() < 0.5])
    settings = Settings(chance.randrange(3), chance.choice(list(Basis)))
    if chance.random() < 0.5:
        settings = settings.turned("B.5", "people", Decimal(chance.randrange(5, 8)))
    return Draft(chance.choice("ab"), chance.choice(("", "x")), measures, settings)


@pytest.mark.slow
def test_merging_keeps_its_rules(full: Catalogue) -> None:
    """Of two hundred drawn threes: whatever is merged, each piece is somebody's, and the order of two tells nothing."""
    chance = random.Random(17)
    met = 0
    for _ in range(200):
        base, theirs, mine = (drawn(full, chance) for _ in range(3))
        assert merge(full, base, base, mine).draft == mine
        assert merge(full, base, theirs, base).draft == theirs
        assert merge(full, base, mine, mine).draft == mine
        found = merge(full, base, theirs, mine)
        met += bool(found.conflicts)
        asked = {conflict.piece for conflict in found.conflicts}
        assert asked == {conflict.piece for conflict in merge(full, base, mine, theirs).conflicts}
        chosen = merge(full, base, theirs, mine, dict.fromkeys(asked, Side.THEIRS))
        turned = merge(full, base, mine, theirs, dict.fromkeys(asked, Side.MINE))
        assert chosen.draft == turned.draft
        for left in differences(full, chosen.draft, theirs, mine):
            assert left.base in (left.theirs, left.mine)
    assert 50 < met < 200
