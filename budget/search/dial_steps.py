"""
Search over dials: each step of a dial becomes a measure of its own, exclusive with the others.

The search then chooses among steps as it chooses among measures. What it finds is turned back into the catalogue's own
measures with the dial in the settings, composed again, and must give the same totals to the thousand euro.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from budget.catalogue import Catalogue, Conflict, ConflictKind, DialSet, Evidence, Measure, Text, with_own
from budget.core import QuestionError, SearchError, Settings
from budget.engine import (
    Package,
    check_settings,
    compose_package,
    dialed_cells,
    find_dial,
    measure_row,
    moved,
    package_once,
)
from budget.search.answer import Answer
from budget.search.explain import Explanation
from budget.search.find import find_packages
from budget.search.question import MARK, Question, fill_in

MOST_STEPS: Final = 25


@dataclass(frozen=True)
class DialSteps:
    """The values of one measure's dial that a search may choose; the current one is always among them."""

    measure: str
    dial: str
    values: tuple[Decimal, ...]

    def id_of(self, value: Decimal) -> str:
        """Return the id of the measure that stands for a step."""
        return f"{self.measure}{MARK}{self.dial}={value}"


def steps_between(catalogue: Catalogue, measure: str, dial: str, count: int = 9) -> DialSteps:
    """Return at most `count` evenly spread values of a dial that are whole steps, its limits included."""
    found = find_dial(catalogue, measure, dial)
    whole = int((Decimal(found.maximum) - Decimal(found.minimum)) / Decimal(found.step))
    places = sorted({place * whole // (count - 1) for place in range(count)})
    return DialSteps(measure, dial, tuple(Decimal(found.minimum) + Decimal(found.step) * place for place in places))


def check_steps(catalogue: Catalogue, question: Question, steps: Sequence[DialSteps]) -> None:
    """Raise QuestionError, SettingError or UnknownIdError for steps that cannot be searched."""
    measures = [item.measure for item in steps]
    for item in steps:
        find_dial(catalogue, item.measure, item.dial)
        for value in item.values:
            check_settings(catalogue, question.settings.turned(item.measure, item.dial, value))
        if not 0 < len(item.values) <= MOST_STEPS:
            raise QuestionError("too_many_steps", dial=f"{item.measure}:{item.dial}", most=MOST_STEPS)
        if item.measure in question.required:
            raise QuestionError("turned_measure_required", measure=item.measure)
    if len(set(measures)) < len(measures):
        raise QuestionError("two_dials_of_one_measure")


def _stepped(catalogue: Catalogue, item: DialSteps, value: Decimal, settings: Settings) -> Measure:
    measure = catalogue.measures[item.measure]
    turned = settings.turned(item.measure, item.dial, value)
    postings = tuple(
        posting.model_copy(update={"effects": dialed_cells(catalogue, measure, place, turned)})
        for place, posting in enumerate(measure.postings)
    )
    row = measure_row(catalogue, measure, replace(turned, delay=0))
    dials = None if measure.dials is None else _at_rest(measure.dials, moved(measure, turned))
    return measure.model_copy(update={"id": item.id_of(value), "effects": row, "postings": postings, "dials": dials})


def _at_rest(dials: DialSet, turned: Mapping[str, Decimal]) -> DialSet:
    """Return dials whose defaults are where they were turned to; what a cut takes off savings is read from them."""
    values = tuple(dial.model_copy(update={"default": turned.get(dial.id, dial.default)}) for dial in dials.values)
    return dials.model_copy(update={"values": values})


def with_steps(catalogue: Catalogue, steps: Sequence[DialSteps], settings: Settings) -> Catalogue:
    """Return the catalogue with a measure for each step, exclusive with its own measure and with whatever that is."""
    measures, variant_of = dict(catalogue.measures), dict(catalogue.variant_of)
    copies: dict[str, tuple[str, ...]] = {}
    for item in steps:
        made = [_stepped(catalogue, item, value, settings) for value in item.values]
        copies[item.measure] = tuple(measure.id for measure in made)
        for measure in made:
            measures[measure.id] = measure
            variant_of[measure.id] = catalogue.variant_of[item.measure]
    conflicts, requirements = (
        [
            record.model_copy(
                update={
                    "sides": tuple(tuple(i for m in side for i in (m, *copies.get(m, ()))) for side in record.sides)
                }
            )
            for record in records
        ]
        for records in (catalogue.conflicts, catalogue.requirements)
    )
    why = Text(nl="Een maatregel heeft één stand van zijn schuif.", en="A measure has one setting of its dial.")
    conflicts += [
        Conflict(
            id=f"dial{MARK}{id_}",
            kind=ConflictKind.EXCLUSIVE,
            sides=((id_,), *((other,) for other in made_ids)),
            title=why,
            evidence=Evidence.ASSUMPTION,
            reason=why,
        )
        for id_, made_ids in copies.items()
    ]
    return replace(
        catalogue,
        measures=measures,
        variant_of=variant_of,
        conflicts=tuple(conflicts),
        requirements=tuple(requirements),
    )


def plain_package(catalogue: Catalogue, package: Package, steps: Sequence[DialSteps]) -> Package:
    """Turn steps back into measures and dials; raises SearchError when the totals differ."""
    names = {item.id_of(value): (item, value) for item in steps for value in item.values}
    settings, ids = package.settings, []
    for id_ in package.selection:
        item, value = names.get(id_, (None, None))
        if item is None or value is None:
            ids.append(id_)
            continue
        ids.append(item.measure)
        default = find_dial(catalogue, item.measure, item.dial).default
        settings = settings.turned(item.measure, item.dial, None if value == default else value)
    plain = compose_package(catalogue, ids, settings)
    if plain.totals != package.totals or package_once(plain) != package_once(package):
        raise SearchError("other_totals_with_dials_turned", ids=package.selection)
    return plain


def find_packages_with_steps(
    catalogue: Catalogue, question: Question, steps: Sequence[DialSteps], **options: Any
) -> Answer:
    """
    Find packages as `find_packages` does, the dials in `steps` included; a package holds its dials in its settings.

    Forbidding a measure forbids its steps. Raises what `find_packages` raises, and QuestionError for unfit steps.
    """
    if not steps:
        return find_packages(catalogue, question, **options)
    catalogue = with_own(catalogue, question.settings.own)
    question = fill_in(catalogue, question)
    check_steps(catalogue, question, steps)
    larger = with_steps(catalogue, steps, question.settings)
    answer = find_packages(larger, question, **options)

    def plain(package: Package) -> Package:
        return plain_package(catalogue, package, steps)

    return replace(
        answer,
        question=question,
        found=tuple(replace(found, package=plain(found.package)) for found in answer.found),
        explanation=None if answer.explanation is None else _plain_explanation(answer.explanation, plain),
    )


def _plain_explanation(explanation: Explanation, plain: Callable[[Package], Package]) -> Explanation:
    changed = explanation.as_report
    return replace(
        explanation,
        nearest=None if explanation.nearest is None else plain(explanation.nearest),
        reaches=tuple(replace(reach, package=plain(reach.package)) for reach in explanation.reaches),
        relaxations=tuple(
            replace(item, package=None if item.package is None else plain(item.package))
            for item in explanation.relaxations
        ),
        dropped_sets=replace(
            explanation.dropped_sets,
            sets=tuple(replace(item, package=plain(item.package)) for item in explanation.dropped_sets.sets),
        ),
        as_report=None if changed is None else replace(changed, package=changed.package and plain(changed.package)),
    )
