"""The JSON contract of the search: plain values, amounts as int in thousands of euro."""

from __future__ import annotations

from typing import Any

from budget.cli.package_json import package_json
from budget.engine import Clash
from budget.search import (
    Answer,
    AsReport,
    DroppedSets,
    Explanation,
    Found,
    Front,
    OpenCells,
    Reached,
    Reason,
    Restriction,
    explain_package,
)

Json = dict[str, Any]


def reached_json(item: Reached) -> Json:
    """Return what is reached of a goal in a column."""
    return {
        "goal": item.goal.name,
        "column": item.column,
        "amount_keur": item.amount_keur,
        "at_most": item.at_most,
        "effect_keur": item.effect_keur,
        "bounds": {"lower": item.total.lower, "upper": item.total.upper},
        "counted_once_keur": item.once_keur,
        "missing_keur": item.missing_keur,
        "verdict": item.verdict.value,
    }


def reason_json(reason: Reason) -> Json:
    """Return why a measure is in a package."""
    return {
        "measure": reason.measure,
        "needed": reason.needed,
        "required": reason.required,
        "objective_change": reason.objective_change,
        "without": [reached_json(item) for item in reason.without],
    }


def overlap_json(clash: Clash) -> Json:
    """Return an overlap by name, its chosen measures and how they count together."""
    conflict = clash.conflict
    return {
        "id": conflict.id,
        "title": {"nl": conflict.title.nl, "en": conflict.title.get("en")},
        "measures": list(clash.chosen),
        "counting": None if conflict.counting is None else conflict.counting.value,
    }


def found_json(found: Found, reasons: tuple[Reason, ...] | None) -> Json:
    """Return a package that was found."""
    answer: Json = {
        "selection": list(found.package.selection),
        "objective": found.objective,
        "bound": found.bound,
        "gap": found.gap,
        "proven": found.proven,
        "order_proven": found.order_proven,
        "goals": [reached_json(item) for item in found.reached],
        "overlaps": [overlap_json(clash) for clash in found.clashes],
        "package": package_json(found.package),
    }
    return answer if reasons is None else answer | {"reasons": [reason_json(reason) for reason in reasons]}


def restriction_json(restriction: Restriction) -> Json:
    """Return a restriction: its kind and what it is about."""
    return {"kind": restriction.kind.value, "subject": restriction.subject}


def dropped_sets_json(found: DroppedSets) -> Json:
    """Return the smallest sets of restrictions that are enough together, and whether these are all."""
    return {
        "complete": found.complete,
        "stopped": found.stopped,
        "largest": found.largest,
        "most": found.most,
        "sets": [
            {
                "restrictions": [restriction_json(restriction) for restriction in item.restrictions],
                "selection": list(item.package.selection),
                "goals": [reached_json(reached) for reached in item.reached],
            }
            for item in found.sets
        ],
    }


def as_report_json(found: AsReport) -> Json:
    """Return what changes when overlaps count as the list adds them."""
    return {
        "status": found.status.value,
        "missing_keur": found.missing_keur,
        "objective": found.objective,
        "selection": None if found.package is None else list(found.package.selection),
        "goals": [reached_json(item) for item in found.reached],
        "overlaps": [overlap_json(clash) for clash in found.overlaps],
    }


def explanation_json(explanation: Explanation) -> Json:
    """Return why there is no package."""
    nearest = explanation.nearest
    return {
        "missing_keur": explanation.missing_keur,
        "nearest": None if nearest is None else list(nearest.selection),
        "goals": [reached_json(item) for item in explanation.reached],
        "best": [
            {
                "goal": reach.goal.name,
                "column": reach.column,
                "amount_keur": reach.amount_keur,
                "best_keur": reach.best_keur,
                "missing_keur": reach.missing_keur,
                "selection": list(reach.package.selection),
                "proven": reach.proven,
            }
            for reach in explanation.reaches
        ],
        "dropped": [
            {
                **restriction_json(item.restriction),
                "closes": item.closes,
                "missing_keur": item.missing_keur,
                "selection": None if item.package is None else list(item.package.selection),
                "proven": item.proven,
            }
            for item in explanation.relaxations
        ],
        "dropped_sets": dropped_sets_json(explanation.dropped_sets),
        "as_report": None if explanation.as_report is None else as_report_json(explanation.as_report),
    }


def _inexact_json(answer: Answer) -> Json:
    """Return what wins where a cell is open or a range; amounts given in thousands of euro."""
    found: Json = {}
    if answer.inexact.open_cells:
        found["open_cells"] = answer.question.open_cells.value
    if answer.inexact.open_cells and answer.question.open_cells is OpenCells.COUNTED:
        amounts = answer.question.open_amounts
        found["open_as_keur"] = {
            "cost": amounts.cost_keur,
            "saving": amounts.saving_keur,
            "depends": amounts.depends_keur,
        }
    return found | ({"ranges": "worst-case"} if answer.inexact.ranges else {})


def answer_json(answer: Answer, explain: bool = False) -> Json:
    """Return an answer; `packages` best first."""
    reasons = [explain_package(found.package, answer.question) if explain else None for found in answer.found]
    return {
        "status": answer.status.value,
        "objective": answer.question.objective.value,
        **({} if answer.overlaps is None else {"overlaps": answer.overlaps.value}),
        **_inexact_json(answer),
        "complete": answer.complete,
        "stopped": answer.stopped,
        "packages": [found_json(found, why) for found, why in zip(answer.found, reasons, strict=True)],
        "explanation": None if answer.explanation is None else explanation_json(answer.explanation),
    }


def front_json(front: Front) -> Json:
    """Return a front, from the largest saving down."""
    return {
        "against": front.against.value,
        "complete": front.complete,
        "stopped": front.stopped,
        "points": [
            {
                "saving_keur": point.saving_keur,
                "measures": point.measures,
                "leakage_keur": point.leakage_keur,
                "selection": list(point.package.selection),
            }
            for point in front.points
        ],
    }
