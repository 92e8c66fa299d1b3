"""
The command `python -m budget search`: its flags, its JSON and its text.

The exit code is 0 for every answer, found or proven impossible alike: `status` tells which ("optimal", "feasible" when
the time was up, "infeasible", "unknown"). 1 and 2 stay for faults and wrong calls.
"""

from __future__ import annotations

import argparse
import json

from budget.catalogue import Catalogue, Evidence, LegalLevel
from budget.cli.goals import add_goal_flags, add_list_flag, ids_of, parse_goals
from budget.cli.numbers import MOST, seconds, whole
from budget.cli.search_json import Json, answer_json, front_json
from budget.cli.tables import verdict_text
from budget.core import NumberError, NumberForm, QuestionError, Settings, plain, read_number, readings_of
from budget.engine import Clash, find_dial
from budget.search import (
    Against,
    Answer,
    AsReport,
    DialSteps,
    DroppedSets,
    Explanation,
    Front,
    Limits,
    Objective,
    OpenAmounts,
    OpenCells,
    Question,
    Reached,
    Restriction,
    find_minimal_packages,
    find_packages_with_steps,
    pareto_front,
    steps_between,
)


def _weight(text: str) -> tuple[str, int]:
    """Read ID=N; raises QuestionError."""
    id_, _, value = text.partition("=")
    try:
        return id_, int(read_number(value, NumberForm(-MOST, MOST)))
    except NumberError:
        raise QuestionError("weight_unreadable", text=text) from None


def add_search_flags(parser: argparse.ArgumentParser) -> None:
    """Describe the flags of a question; lists may be separated by spaces or commas, and flags repeated."""
    add_goal_flags(parser)
    add_list_flag(parser, "--require", "measures that must be in")
    add_list_flag(parser, "--forbid", "measures that must be out")
    add_list_flag(parser, "--require-variant", "variants of which a measure must be in")
    add_list_flag(parser, "--forbid-variant", "variants of which no measure may be in")
    parser.add_argument("--no-law", action="store_true", help="at most a regulation needs to change")
    parser.add_argument("--no-eu-law", action="store_true", help="at most a national law needs to change")
    parser.add_argument(
        "--evidence", nargs="+", metavar="GRADE", help="grades of amounts that count, e.g. stated derived"
    )
    parser.add_argument(
        "--without-overlapping",
        action="store_true",
        help="no two measures that overlap in any way; how overlaps count is --overlaps, a setting",
    )
    parser.add_argument("--keep-attribution", action="store_true", help="no measure that ends the ODA attribution")
    parser.add_argument("--max", type=whole, metavar="N", help="at most so many measures")
    opens = parser.add_mutually_exclusive_group()
    opens.add_argument("--no-open", action="store_true", help="no measure with an open cell")
    opens.add_argument(
        "--open-as",
        type=whole,
        nargs=3,
        metavar=("COST", "SAVING", "DEPENDS"),
        help="let these amounts win for what is open, thousands of euro, instead of the worst case; a verdict that "
        "rests on them stays undetermined. Of a range the end that is worse for a goal counts all the same",
    )
    parser.add_argument("--objective", choices=[item.value for item in Objective], default="fewest")
    parser.add_argument("--weight", action="append", default=[], metavar="ID=N", help="with weights; default 1")
    parser.add_argument(
        "--column", default="", help="where intensification, leakage and fronts are measured; default structural"
    )
    parser.add_argument("--top", type=whole, default=1, metavar="K", help="the best K packages")
    parser.add_argument(
        "--all-minimal", type=whole, metavar="N", help="all packages that hold no smaller one, at most N"
    )
    parser.add_argument("--front", choices=[item.value for item in Against], help="the saving against this")
    parser.add_argument(
        "--step", type=whole, default=1, metavar="N", help="with --front: how much it falls from point to point"
    )
    parser.add_argument(
        "--turn", action="append", default=[], metavar="MEASURE:DIAL[=V1,V2]", help="a dial that the search may turn"
    )
    parser.add_argument("--explain", action="store_true", help="what is missed without each measure")
    parser.add_argument("--time-limit", type=seconds, metavar="S", help="seconds of solving")
    parser.add_argument("--json", action="store_true")


def parse_steps(catalogue: Catalogue, text: str) -> DialSteps:
    """Read MEASURE:DIAL, or with the values to try; raises QuestionError and UnknownIdError."""
    name, _, listed = text.partition("=")
    measure, _, dial = name.partition(":")
    if not listed:
        return steps_between(catalogue, measure, dial)
    values = listed.split(",")
    try:
        if not all(map(readings_of, values)):
            raise QuestionError("turn_unreadable", text=text)
        form = find_dial(catalogue, measure, dial).written_form
        return DialSteps(measure, dial, tuple(sorted({read_number(value, form) for value in values})))
    except NumberError:
        raise QuestionError("turn_unreadable", text=text) from None


def parse_question(catalogue: Catalogue, args: argparse.Namespace, settings: Settings) -> Question:
    """Build the question from the flags; raises QuestionError."""
    goals = parse_goals(catalogue, args, settings)
    try:
        grades = None if args.evidence is None else frozenset(Evidence(grade) for grade in ids_of(args.evidence))
    except ValueError:
        allowed = [grade.value for grade in Evidence]
        raise QuestionError("unknown_evidence_asked", allowed=allowed, found=args.evidence) from None
    legal = LegalLevel.REGULATION if args.no_law else LegalLevel.LAW if args.no_eu_law else None
    return Question(
        goals=goals,
        required=ids_of(args.require),
        forbidden=ids_of(args.forbid),
        required_variants=ids_of(args.require_variant),
        forbidden_variants=ids_of(args.forbid_variant),
        limits=Limits(legal, grades, args.without_overlapping, args.max, args.keep_attribution),
        open_cells=OpenCells.NONE if args.no_open else OpenCells.COUNTED if args.open_as else OpenCells.CERTAIN,
        open_amounts=OpenAmounts(*args.open_as) if args.open_as else OpenAmounts(),
        objective=Objective(args.objective),
        weights=tuple(map(_weight, args.weight)),
        column=args.column,
        settings=settings,
    )


def reached_text(item: Reached, judged: bool) -> str:
    """Write what is reached of a goal in a column, amounts in EUR million; `judged`: overlaps were judged in full."""
    amounts = f"{plain(item.effect_keur)} of {plain(item.amount_keur)}"
    if item.once_keur != item.effect_keur:
        amounts += f" ({plain(item.once_keur)} without double counting)"
    return f"{item.goal.name} {item.column}: {amounts}, {verdict_text(item.verdict, judged)}"


def _overlap_text(clash: Clash) -> str:
    """Name an overlap: its title, its measures and how they count."""
    counting = clash.conflict.counting
    how = "" if counting is None else f" ({counting.value})"
    return f"  overlap: {clash.conflict.title.get('en')}: {' '.join(clash.chosen)}{how}"


def _inexact_lines(answer: Answer) -> list[str]:
    """Say what wins where a cell has no one exact amount; nothing where the list has no such cell."""
    said = []
    if answer.inexact.open_cells:
        amounts = answer.question.open_amounts
        given = f"{plain(amounts.cost_keur)}, {plain(-amounts.saving_keur)} or {plain(amounts.depends_keur)}"
        said.append(
            {
                OpenCells.CERTAIN: "open cells: the worst case wins",
                OpenCells.NONE: "open cells: no measure has one",
                OpenCells.COUNTED: f"open cells: the amounts given win (a cost, a saving, either: {given})",
            }[answer.question.open_cells]
        )
    if answer.inexact.ranges:
        said.append("ranges: the worst case wins")
    return ["; ".join(said)] if said else []


def answer_lines(answer: Answer) -> list[str]:
    """Write an answer for people, amounts in EUR million."""
    complete = "yes" if answer.complete else "no"
    counting = "" if answer.overlaps is None else f"; overlaps: {answer.overlaps.value}"
    lines = [f"status: {answer.status.value}; {len(answer.found)} found; complete: {complete}{counting}"]
    lines += _inexact_lines(answer)
    for found in answer.found:
        proof = "proven best" if found.proven else "gap unknown" if found.gap is None else f"gap {found.gap}"
        lines.append(
            f"{answer.question.objective.value} {found.objective} ({proof}): {' '.join(found.package.selection)}"
        )
        judged = found.package.catalogue.info.overlaps.is_complete
        lines += [f"  {reached_text(item, judged)}" for item in found.reached]
        lines += [_overlap_text(clash) for clash in found.clashes]
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
        lines.append(f"without {restriction_text(item.restriction)}: {left}")
    return [*lines, *_set_lines(explanation.dropped_sets), *_as_report_lines(explanation.as_report)]


def restriction_text(restriction: Restriction) -> str:
    """Name a restriction: its kind and what it is about."""
    return f"{restriction.kind.value} {restriction.subject}".rstrip()


def _set_lines(found: DroppedSets) -> list[str]:
    """Write the smallest sets of restrictions that are enough when dropped together, and whether these are all."""
    lines = []
    for item in found.sets:
        dropped = " + ".join(map(restriction_text, item.restrictions))
        lines.append(f"enough without {dropped}: {' '.join(item.package.selection)}")
    if found.complete:
        return [*lines, f"No other smallest set of at most {found.largest} restrictions is enough."]
    why = "the time was up" if found.stopped else f"cut off at {found.most} sets"
    return [*lines, f"There may be more sets of restrictions that are enough: {why}."]


def _as_report_lines(found: AsReport | None) -> list[str]:
    """Write what changes when overlaps count as the list adds them."""
    if found is None or found.package is None:
        return []
    left = "enough" if not found.missing_keur else f"missing {plain(found.missing_keur)}"
    lines = [f"as the list adds (--overlaps as-report): {left}: {' '.join(found.package.selection)}"]
    return [*lines, *map(_overlap_text, found.overlaps)]


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
    question = parse_question(catalogue, args, settings)
    value: Json
    if args.front:
        against = Against(args.front)
        front = pareto_front(catalogue, question, against=against, step=args.step, time_limit=args.time_limit)
        value, text = front_json(front), front_lines(front)
    elif args.all_minimal is not None:
        answer = find_minimal_packages(catalogue, question, limit=args.all_minimal, time_limit=args.time_limit)
        value, text = answer_json(answer, args.explain), answer_lines(answer)
    else:
        steps = [parse_steps(catalogue, text) for text in args.turn]
        answer = find_packages_with_steps(catalogue, question, steps, top=args.top, time_limit=args.time_limit)
        value, text = answer_json(answer, args.explain), answer_lines(answer)
    print_answer(catalogue, value, text, args)
    return 0


def print_answer(catalogue: Catalogue, value: Json, text: list[str], args: argparse.Namespace) -> None:
    """Print an answer as JSON or as text, with what holds for all of the catalogue's."""
    info = catalogue.info
    head = {
        "catalogue": {"id": info.id, "version": info.version, "date": info.date},
        "unit": "thousands of euro; + worsens the balance",
        "overlaps_reviewed": info.overlaps.level.value,
    }
    text = [*filter(None, [info.overlaps.told("en")]), *text]
    print(json.dumps(head | value, ensure_ascii=False, indent=2) if args.json else "\n".join(text))
