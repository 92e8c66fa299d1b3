"""Brute force for the search: every choice, composed by the engine and judged by its target results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, compress, product

import numpy as np
import numpy.typing as npt

from budget.catalogue import Catalogue, ConflictKind, Evidence, LegalLevel
from budget.core import Amount, Overlaps, Settings
from budget.engine import Package, attribute_oda, compose_package, evaluate_targets, scope_of
from budget.search import (
    AsReport,
    DroppedSets,
    Goal,
    Objective,
    OpenCells,
    Question,
    RestrictionKind,
)
from budget.search.find import find_packages
from budget.search.program import Status
from budget.search.restrictions import Restriction, relaxed_questions, restrictions, without
from tests.engine.brute_overlaps import amounts_on, end_of, once_at

GOLDEN = ("4.12a", "4.12b", "4.12c", "6.1", "6.2a")
JENV = (Goal("jenv-20"),)
LEVELS = list(LegalLevel)


@dataclass(frozen=True)
class Choice:
    """One choice of measures with what the engine makes of it."""

    package: Package
    places: tuple[int, ...]

    @cached_property
    def effects(self) -> dict[tuple[str, str], Amount]:
        results = evaluate_targets(self.package)
        return {(id_, column): cell.effect for id_, result in results.items() for column, cell in result.cells.items()}

    @cached_property
    def leaks(self) -> dict[str, int]:
        catalogue = self.package.catalogue
        splits = [] if catalogue.oda is None else attribute_oda(self.package).by_measure.values()
        return {
            column: sum(-min(0, end_of(parts[column].attributed, "lower")) for parts in splits)
            for column in catalogue.columns
        }

    @cached_property
    def doubled(self) -> dict[tuple[str, str, str], int | None]:
        """By target, column and end what an effect becomes larger when nothing counts twice, tried out."""
        catalogue, settings, found = self.package.catalogue, self.package.settings, {}
        for id_, column in self.effects:
            bases = frozenset(scope_of(catalogue, catalogue.targets[id_], settings).lines)
            for end in ("lower", "upper"):
                plain = sum(amounts_on(self.package, bases, column, end).values())
                far = once_at(self.package, bases, column, end)
                found[id_, column, end] = None if far is None else far - plain
        return found

    def weakest(self, goal: Goal, column: str, question: Question) -> int | None:
        """What a goal is held to: with bounds the end of the interval that is furthest from it."""
        assert goal.target is not None
        plain = counted(self, goal, column, question)
        if question.settings.overlaps is Overlaps.AS_REPORT:
            return plain
        more = self.doubled[goal.target, column, worse_end(self, goal)]
        if more is None:
            return None
        far = plain + more
        return max(plain, far) if (goal.amount_keur or 0) < 0 else min(plain, far)

    @property
    def overlaps(self) -> bool:
        return any(clash.conflict.kind is ConflictKind.OVERLAP for clash in self.package.clashes)


def all_choices(catalogue: Catalogue, settings: Settings) -> list[Choice]:
    ids, size = list(catalogue.measures), len(catalogue.measures)
    masks = product((False, True), repeat=size)
    made = [
        (compose_package(catalogue, compress(ids, mask), settings), tuple(compress(range(size), mask)))
        for mask in masks
    ]
    return [Choice(package, places) for package, places in made if not package.blocked and not package.unmet]


def worse_end(choice: Choice, goal: Goal) -> str:
    """The end of an amount that is worse for a goal: the most for "at most", the least for "at least"."""
    is_cut = choice.package.catalogue.targets[str(goal.target)].is_cut
    keur = goal.amount_keur or 0
    return "upper" if keur < 0 or (keur == 0 and is_cut) else "lower"


def counted(choice: Choice, goal: Goal, column: str, question: Question) -> int:
    """What counts towards a goal at its worse end, open cells as the question says; open measures have one posting."""
    package = choice.package
    bases = frozenset(scope_of(package.catalogue, package.catalogue.targets[goal.target], package.settings).lines)
    total = sum(amounts_on(package, bases, column, worse_end(choice, goal)).values())
    if question.open_cells is not OpenCells.COUNTED:
        return total
    amounts = question.open_amounts
    lines = scope_of(package.catalogue, package.catalogue.targets[goal.target], package.settings).lines
    for cell in package.open_cells:
        if cell.column == column and package.catalogue.measures[cell.measure].postings[0].base in lines:
            if not cell.kind.open:
                continue
            unknown = cell.uncertain or (cell.kind.costs_open and cell.kind.savings_open)
            sure = amounts.cost_keur if cell.kind.costs_open else -amounts.saving_keur
            total += amounts.depends_keur if unknown else sure
    return total


def shortfalls(choice: Choice, question: Question) -> list[int] | None:
    """How much of each goal column is missing at its weakest end; None when an open cell leaves it uncertain."""
    found = []
    for goal in question.goals:
        for column in goal.columns:
            assert goal.amount_keur is not None
            is_cut = choice.package.catalogue.targets[str(goal.target)].is_cut
            sign = 1 if goal.amount_keur < 0 or (goal.amount_keur == 0 and is_cut) else -1
            total = choice.effects[goal.target, column]
            if question.open_cells is not OpenCells.COUNTED and (total.costs_open if sign > 0 else total.savings_open):
                return None
            weakest = choice.weakest(goal, column, question)
            if weakest is None:
                return None
            found.append(max(0, sign * (weakest - goal.amount_keur)))
    return found


def counts_with(catalogue: Catalogue, id_: str, question: Question) -> set[Evidence]:
    """Grades of a measure's amounts that count towards a goal."""
    grades, measure = set(), catalogue.measures[id_]
    for goal in question.goals:
        lines = scope_of(catalogue, catalogue.targets[goal.target], question.settings).lines
        for posting in measure.postings:
            cells = measure.posting_effects(posting)
            if posting.base in lines and any(cells[catalogue.columns.place[c]] != 0 for c in goal.columns):
                grades.add(posting.evidence)
    return grades


def allowed(choice: Choice, question: Question) -> bool:
    """Whether a choice obeys everything but the goals."""
    ids, catalogue, limits = choice.package.selection, choice.package.catalogue, question.limits
    variants = {catalogue.variant_of[id_] for id_ in ids}
    measures = [catalogue.measures[id_] for id_ in ids]
    regimes = [catalogue.oda.regime(m.oda.regime) for m in measures if m.oda is not None and catalogue.oda is not None]
    return (
        set(question.required) <= set(ids)
        and not set(question.forbidden) & set(ids)
        and set(question.required_variants) <= variants
        and not set(question.forbidden_variants) & variants
        and not (limits.no_overlaps and choice.overlaps)
        and (limits.max_measures is None or len(ids) <= limits.max_measures)
        and (
            limits.legal is None
            or all(LEVELS.index(m.legal_change.level) <= LEVELS.index(limits.legal) for m in measures)
        )
        and (limits.evidence is None or all(counts_with(catalogue, id_, question) <= limits.evidence for id_ in ids))
        and not (limits.keep_attribution and any(regime is not None and regime.ends_attribution for regime in regimes))
        and not (question.open_cells is OpenCells.NONE and any(cell.kind.open for cell in choice.package.open_cells))
    )


def value_of(choice: Choice, question: Question) -> int:
    column = question.column or choice.package.catalogue.columns.structural
    if question.objective is Objective.CLOSEST:
        cells = [(goal, column) for goal in question.goals for column in goal.columns]
        return sum(abs(counted(choice, goal, column, question) - (goal.amount_keur or 0)) for goal, column in cells)
    if question.objective is Objective.LEAST_INTENSIFICATION:
        place = choice.package.catalogue.columns.place[column]
        return sum(max(0, end_of(row[place], "upper")) for row in choice.package.rows.values())
    if question.objective is Objective.LEAST_LEAKAGE:
        return choice.leaks[column]
    if question.objective is Objective.WEIGHTS:
        return sum(dict(question.weights).get(id_, 1) for id_ in choice.package.selection)
    return len(choice.places)


def answers(choices: list[Choice], question: Question) -> list[Choice]:
    """Every choice that answers the question, best first."""
    found = [c for c in choices if allowed(c, question) and (s := shortfalls(c, question)) is not None and not any(s)]
    return sorted(found, key=lambda c: (value_of(c, question), len(c.places), sum(c.places), c.places))


def smallest_gap(choices: list[Choice], question: Question) -> int | None:
    gaps = [sum(s) for c in choices if allowed(c, question) and (s := shortfalls(c, question)) is not None]
    return min(gaps, default=None)


def smallest_sets(choices: list[Choice], question: Question) -> list[tuple[Restriction, ...]]:
    """The smallest sets of at most four restrictions that leave an answer when dropped; of each goal a column stays."""
    held = restrictions(question)
    found: list[frozenset[Restriction]] = []
    for size in range(1, 5):
        for dropped in combinations(held, size):
            whole = sum(item.kind is RestrictionKind.GOAL for item in dropped)
            parts = Counter(item.goal for item in dropped if item.kind is RestrictionKind.COLUMN)
            emptied = any(number >= len(question.goals[goal or 0].columns) for goal, number in parts.items())
            if (question.goals and whole == len(question.goals)) or emptied or any(s <= set(dropped) for s in found):
                continue
            if answers(choices, without(question, dropped)):
                found.append(frozenset(dropped))
    return [tuple(item for item in held if item in dropped) for dropped in found]


def without_additions(ranked: list[Choice]) -> Iterator[Choice]:
    kept: list[set[int]] = []
    for choice in ranked:
        if not any(earlier <= set(choice.places) for earlier in kept):
            kept.append(set(choice.places))
            yield choice


def agree(catalogue: Catalogue, choices: list[Choice], question: Question) -> Status:
    """Check one question against brute force; returns what the search said."""
    ranked = answers(choices, question)
    answer = find_packages(catalogue, question, top=3)
    assert [found.package.selection for found in answer.found] == [
        choice.package.selection for choice, _ in zip(without_additions(ranked), range(3), strict=False)
    ]
    assert [found.objective for found in answer.found] == [
        value_of(choice, question) for choice, _ in zip(without_additions(ranked), range(3), strict=False)
    ]
    assert all(found.proven and found.gap == 0 and found.order_proven for found in answer.found)
    if not ranked:
        explanation = answer.explanation
        assert explanation is not None
        assert explanation.missing_keur == smallest_gap(choices, question)
        for item, (restriction, relaxed) in zip(
            sorted(explanation.relaxations, key=lambda r: (r.restriction.kind, r.restriction.subject)),
            sorted(relaxed_questions(question), key=lambda r: (r[0].kind, r[0].subject)),
            strict=True,
        ):
            assert item.restriction == restriction
            assert item.missing_keur == smallest_gap(choices, relaxed), restriction
            assert item.closes == bool(answers(choices, relaxed)), restriction
        assert_sets(choices, question, explanation.dropped_sets)
        assert_as_report(choices, question, explanation.as_report)
    return answer.status


def assert_sets(choices: list[Choice], question: Question, found: DroppedSets) -> None:
    """The smallest sets are those of trying all, in order; cut off, they are some of them, and the smallest."""
    expected = smallest_sets(choices, question)
    assert found.complete == (len(expected) < found.most)
    assert not found.stopped
    sets = [item.restrictions for item in found.sets]
    if found.complete:
        assert sets == expected
    assert set(sets) <= set(expected)
    assert [len(dropped) for dropped in sets] == sorted(map(len, expected))[: found.most]
    for item in found.sets:
        fitting = answers(choices, without(question, item.restrictions))
        assert item.package.selection in {choice.package.selection for choice in fitting}
        assert len(item.package.selection) == min(len(choice.places) for choice in fitting)


def assert_as_report(choices: list[Choice], question: Question, found: AsReport | None) -> None:
    """What adding as the list does would change is the best package then, or the smallest gap."""
    frame = choices[0].package.catalogue.frame
    assert (found is not None) == (question.settings.overlaps is Overlaps.BOUNDS and frame.has_overlaps)
    if found is None:
        return
    changed = replace(question, settings=replace(question.settings, overlaps=Overlaps.AS_REPORT))
    ranked = answers(choices, changed)
    assert found.missing_keur == smallest_gap(choices, changed)
    assert found.objective == (value_of(ranked[0], changed) if ranked else None)
    if ranked:
        assert found.package is not None
        assert found.package.selection == ranked[0].package.selection


def all_packages(catalogue: Catalogue, ids: Iterable[str]) -> npt.NDArray[np.bool_]:
    """Every choice among some measures, exclusive ones included: 2 to the power of their number."""
    places = [catalogue.order[id_] for id_ in ids]
    numbers = np.arange(2 ** len(places), dtype=np.int64)
    selections = np.zeros((len(numbers), len(catalogue.measures)), dtype=np.bool_)
    for bit, place in enumerate(places):
        selections[:, place] = (numbers >> bit) & 1
    return selections
