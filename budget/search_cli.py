"""
The command `python -m budget search`: its flags, its JSON and its text.

The exit code is 0 for every answer, found or proven impossible alike: `status` tells which ("optimal", "feasible" when
the time was up, "infeasible", "unknown"). 1 and 2 stay for faults and wrong calls.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from budget.contract import package_json
from budget.errors import QuestionError
from budget.front import Against, Front, pareto_front
from budget.load import Catalogue
from budget.money import STRUCTURAL, plain
from budget.question import Goal, Limits, Objective, OpenAmounts, OpenCells, Question
from budget.records import Evidence, LegalLevel
from budget.search import Answer, Found, find_minimal_packages, find_packages
from budget.search_check import Reached
from budget.search_why import Explanation, Reason, explain_package
from budget.settings import Settings

Json = dict[str, Any]


def _ids(texts: list[str]) -> tuple[str, ...]:
    return tuple(part.strip() for text in texts for part in text.split(",") if part.strip())


def _weight(text: str) -> tuple[str, int]:
    id_, _, value = text.partition("=")
    try:
        return id_, int(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f'expected ID=WHOLE NUMBER, for instance 4.7=3, found "{text}"') from None


def add_search_flags(parser: argparse.ArgumentParser) -> None:
    """Describe the flags of a question; lists may be separated by spaces or commas, and flags repeated."""

    def lists(flag: str, text: str) -> None:
        parser.add_argument(flag, nargs="+", action="extend", default=[], metavar="ID", help=text)

    lists("--target", "a target to meet, e.g. jenv-20 (jenv+20, bhos-20, bhos+20)")
    lists("--columns", "columns in which it must be met; default structural")
    parser.add_argument("--amount", type=int, metavar="KEUR", help="thousands of euro instead of the target's amount")
    parser.add_argument(
        "--budget", metavar="LINE", help='with --amount: a chapter or line, e.g. "JenV 37"; default all'
    )
    lists("--require", "measures that must be in")
    lists("--forbid", "measures that must be out")
    lists("--require-variant", "variants of which a measure must be in")
    lists("--forbid-variant", "variants of which no measure may be in")
    parser.add_argument("--no-law", action="store_true", help="at most a regulation needs to change")
    parser.add_argument("--no-eu-law", action="store_true", help="at most a national law needs to change")
    parser.add_argument(
        "--evidence", nargs="+", metavar="GRADE", help="grades of amounts that count, e.g. stated derived"
    )
    parser.add_argument("--no-overlaps", action="store_true", help="no measures that overlap")
    parser.add_argument(
        "--keep-attribution", action="store_true", help="no option of 4.9 that ends the ODA attribution"
    )
    parser.add_argument("--max", type=int, metavar="N", help="at most so many measures")
    opens = parser.add_mutually_exclusive_group()
    opens.add_argument("--no-open", action="store_true", help="no measure with an open cell")
    opens.add_argument(
        "--open-as",
        type=int,
        nargs=3,
        metavar=("COST", "SAVING", "DEPENDS"),
        help="count open cells as, thousands of euro",
    )
    parser.add_argument("--objective", choices=[item.value for item in Objective], default="fewest")
    parser.add_argument(
        "--weight", type=_weight, action="append", default=[], metavar="ID=N", help="with weights; default 1"
    )
    parser.add_argument("--column", default=STRUCTURAL, help="where intensification, leakage and fronts are measured")
    parser.add_argument("--top", type=int, default=1, metavar="K", help="the best K packages")
    parser.add_argument("--all-minimal", type=int, metavar="N", help="all packages that hold no smaller one, at most N")
    parser.add_argument("--front", choices=[item.value for item in Against], help="the saving against this")
    parser.add_argument(
        "--step", type=int, default=1, metavar="N", help="with --front: how much it falls from point to point"
    )
    parser.add_argument("--explain", action="store_true", help="what is missed without each measure")
    parser.add_argument("--time-limit", type=float, metavar="S", help="seconds of solving")
    parser.add_argument("--json", action="store_true")


def parse_question(args: argparse.Namespace, settings: Settings) -> Question:
    """Build the question from the flags; raises QuestionError."""
    columns = _ids(args.columns) or (STRUCTURAL,)
    goals = tuple(Goal(target, columns, args.amount) for target in _ids(args.target))
    if args.target and args.budget:
        raise QuestionError("expected --target or --budget, found both. Leave one out.")
    if args.amount is not None and len(goals) > 1:
        raise QuestionError("expected one --target with --amount, found more. Ask for one at a time.")
    if args.budget and args.amount is None:
        raise QuestionError("expected --amount with --budget, found none. Give an amount in thousands of euro.")
    if args.amount is not None and not args.target:
        goals = (Goal(None, columns, args.amount, args.budget),)
    try:
        grades = None if args.evidence is None else frozenset(Evidence(grade) for grade in _ids(args.evidence))
    except ValueError:
        allowed = ", ".join(grade.value for grade in Evidence)
        raise QuestionError(
            f"--evidence: expected {allowed}, found {', '.join(args.evidence)}. Use these words."
        ) from None
    legal = LegalLevel.REGULATION if args.no_law else LegalLevel.LAW if args.no_eu_law else None
    return Question(
        goals=goals,
        required=_ids(args.require),
        forbidden=_ids(args.forbid),
        required_variants=_ids(args.require_variant),
        forbidden_variants=_ids(args.forbid_variant),
        limits=Limits(legal, grades, args.no_overlaps, args.max, args.keep_attribution),
        open_cells=OpenCells.NONE if args.no_open else OpenCells.COUNTED if args.open_as else OpenCells.CERTAIN,
        open_amounts=OpenAmounts(*args.open_as) if args.open_as else OpenAmounts(),
        objective=Objective(args.objective),
        weights=tuple(args.weight),
        column=args.column,
        settings=settings,
    )


def reached_json(item: Reached) -> Json:
    """Return what is reached of a goal in a column."""
    return {
        "goal": item.goal.name,
        "column": item.column,
        "amount_keur": item.amount_keur,
        "at_most": item.at_most,
        "effect_keur": item.effect_keur,
        "bounds": {"lower": item.total.lower, "upper": item.total.upper},
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
        "package": package_json(found.package),
    }
    return answer if reasons is None else answer | {"reasons": [reason_json(reason) for reason in reasons]}


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
                "kind": item.restriction.kind.value,
                "subject": item.restriction.subject,
                "closes": item.closes,
                "missing_keur": item.missing_keur,
                "selection": None if item.package is None else list(item.package.selection),
                "proven": item.proven,
            }
            for item in explanation.relaxations
        ],
    }


def answer_json(answer: Answer, explain: bool = False) -> Json:
    """Return an answer; `packages` best first."""
    reasons = [explain_package(found.package, answer.question) if explain else None for found in answer.found]
    return {
        "status": answer.status.value,
        "objective": answer.question.objective.value,
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


def reached_text(item: Reached) -> str:
    """Write what is reached of a goal in a column, amounts in EUR million."""
    amounts = f"{plain(item.effect_keur)} of {plain(item.amount_keur)}"
    return f"{item.goal.name} {item.column}: {amounts}, {item.verdict.value}"


def answer_lines(answer: Answer) -> list[str]:
    """Write an answer for people, amounts in EUR million."""
    lines = [
        f"status: {answer.status.value}; {len(answer.found)} found; complete: {'yes' if answer.complete else 'no'}"
    ]
    for found in answer.found:
        proof = "proven best" if found.proven else "gap unknown" if found.gap is None else f"gap {found.gap}"
        lines.append(
            f"{answer.question.objective.value} {found.objective} ({proof}): {' '.join(found.package.selection)}"
        )
        lines += [f"  {reached_text(item)}" for item in found.reached]
    if answer.explanation is not None:
        lines += _explanation_lines(answer.explanation)
    return lines


def _explanation_lines(explanation: Explanation) -> list[str]:
    lines = ["The restrictions contradict each other."] if explanation.nearest is None else []
    for reach in explanation.reaches:
        amounts = f"{plain(reach.best_keur)} of {plain(reach.amount_keur)}, missing {plain(reach.missing_keur)}"
        lines.append(f"best {reach.goal.name} {reach.column}: {amounts}: {' '.join(reach.package.selection)}")
    for item in explanation.relaxations:
        left = (
            "no package"
            if item.missing_keur is None
            else "enough"
            if item.closes
            else f"missing {plain(item.missing_keur)}"
        )
        lines.append(f"without {item.restriction.kind.value} {item.restriction.subject}".rstrip() + f": {left}")
    return lines


def front_lines(front: Front) -> list[str]:
    """Write a front for people, amounts in EUR million."""
    rows = [
        f"{plain(point.saving_keur):>10}{point.measures:>10}{plain(point.leakage_keur):>10}  "
        + " ".join(point.package.selection)
        for point in front.points
    ]
    return [f"{'saving':>10}{'measures':>10}{'leakage':>10}", *rows]


def run_question(catalogue: Catalogue, settings: Settings, args: argparse.Namespace) -> int:
    """Answer the question of a call and print the answer; 0 also when it is that no package exists."""
    question = parse_question(args, settings)
    value: Json
    if args.front:
        against = Against(args.front)
        front = pareto_front(catalogue, question, against=against, step=args.step, time_limit=args.time_limit)
        value, text = front_json(front), front_lines(front)
    elif args.all_minimal is not None:
        answer = find_minimal_packages(catalogue, question, limit=args.all_minimal, time_limit=args.time_limit)
        value, text = answer_json(answer, args.explain), answer_lines(answer)
    else:
        answer = find_packages(catalogue, question, top=args.top, time_limit=args.time_limit)
        value, text = answer_json(answer, args.explain), answer_lines(answer)
    info = catalogue.info
    head = {
        "catalogue": {"version": info.version, "date": info.date},
        "unit": "thousands of euro; + worsens the balance",
    }
    print(json.dumps(head | value, ensure_ascii=False, indent=2) if args.json else "\n".join(text))
    return 0
