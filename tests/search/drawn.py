"""Parts of a catalogue and questions about them, drawn at random."""

from __future__ import annotations

import random
from dataclasses import replace

from budget.catalogue import Catalogue, Evidence, LegalLevel
from budget.core import Settings
from budget.search import Goal, Limits, OpenAmounts, OpenCells, Question
from tests.search.brute import Choice


def part_of(catalogue: Catalogue, ids: list[str]) -> Catalogue:
    """A catalogue with some of the measures, in report order."""
    kept = {id_: measure for id_, measure in catalogue.measures.items() if id_ in ids}
    return replace(catalogue, measures=kept, variant_of={id_: catalogue.variant_of[id_] for id_ in kept})


def draw_question(chance: random.Random, catalogue: Catalogue, choices: list[Choice], settings: Settings) -> Question:
    """A question about amounts that can just or just not be reached."""
    signs = {id_: -1 if target.is_cut else 1 for id_, target in catalogue.targets.items()}
    reach = {
        (id_, column): max(choice.effects[id_, column].certain * sign for choice in choices)
        for id_, sign in signs.items()
        for column in catalogue.columns
    }
    within = sorted({id_ for (id_, _), most in reach.items() if most > 0}) or [str(catalogue.info.default_target)]
    goals = []
    for target in chance.sample(within, min(len(within), chance.choice((1, 1, 1, 2)))):
        columns = tuple(chance.sample(catalogue.columns.all, chance.choice((1, 1, 2))))
        amount = min(reach[target, column] for column in columns) * chance.choice((20, 40, 60, 90, 110)) // 100
        goals.append(Goal(target, columns, signs[target] * max(amount, 100)))
    ids, variants = list(catalogue.measures), sorted(set(catalogue.variant_of.values()))
    limits = Limits(
        legal=chance.choice((None, None, LegalLevel.REGULATION, LegalLevel.LAW)),
        evidence=chance.choice((None, None, frozenset({Evidence.STATED, Evidence.DERIVED}))),
        no_overlaps=chance.random() < 0.3,
        max_measures=chance.choice((None, None, len(ids) // 2)),
        keep_attribution=chance.random() < 0.3,
    )
    return Question(
        goals=tuple(goals),
        required=tuple(chance.sample(ids, chance.choice((0, 0, 0, 1)))),
        forbidden=tuple(chance.sample(ids, chance.choice((0, 0, 1, 2)))),
        required_variants=tuple(chance.sample(variants, chance.choice((0, 0, 0, 0, 1)))),
        forbidden_variants=tuple(chance.sample(variants, chance.choice((0, 0, 0, 1)))),
        limits=limits if chance.random() < 0.4 else Limits(),
        open_cells=chance.choice((OpenCells.CERTAIN, OpenCells.CERTAIN, OpenCells.NONE, OpenCells.COUNTED)),
        open_amounts=OpenAmounts(
            chance.randrange(4) * 1000, chance.randrange(4) * 1000, chance.randrange(-3, 4) * 1000
        ),
        weights=tuple((id_, chance.randrange(-2, 6)) for id_ in ids[::2]),
        column=chance.choice(("", "", catalogue.columns.years[2])),
        settings=settings,
    )
