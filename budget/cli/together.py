"""The command `python -m budget together`: several package files brought into one, as text and JSON."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from budget.catalogue import Catalogue
from budget.cli.call import catalogue_of, find_package
from budget.cli.files import write_bytes
from budget.cli.goals import add_goal_flags, parse_goals
from budget.cli.numbers import seconds, whole
from budget.cli.search import answer_lines, print_answer
from budget.cli.search_json import Json, answer_json, reached_json
from budget.cli.settings import parse_settings
from budget.core import Message, plain
from budget.export import write_tally_csv
from budget.search import (
    MeasureTally,
    Objective,
    Position,
    Question,
    RedLine,
    Together,
    bring_together,
    named_apart,
)

OBJECTIVES = {"wished": Objective.WEIGHTS, "fewest": Objective.FEWEST, "closest": Objective.CLOSEST}


def add_together_flags(parser: argparse.ArgumentParser) -> None:
    """Describe the flags: the files, the goal, and what is best."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="package files, or names of ready-made packages")
    add_goal_flags(parser)
    parser.add_argument(
        "--objective",
        choices=OBJECTIVES,
        default="wished",
        help="the best package: what most chose and fewest did not (default), the fewest measures, or closest",
    )
    parser.add_argument("--wished-only", action="store_true", help="no measure that nobody chose")
    parser.add_argument("--top", type=whole, default=1, metavar="K", help="the best K packages")
    parser.add_argument("--time-limit", type=seconds, metavar="S", help="seconds of solving")
    parser.add_argument("--csv", type=Path, metavar="FILE.csv", help="write the tally as CSV")
    parser.add_argument("--json", action="store_true")


def _positions(catalogue: Catalogue, args: argparse.Namespace) -> tuple[Position, ...]:
    """Read the files as positions, each under its own name; raises BudgetError for one that cannot be read."""
    drafts = [find_package(catalogue, name, args) for name in args.files]
    names = named_apart(draft.name for draft in drafts)
    return tuple(
        Position(name, draft.measures, draft.red_lines.never, draft.red_lines.always)
        for name, draft in zip(names, drafts, strict=True)
    )


def _tally_json(one: MeasureTally) -> Json:
    return {
        "measure": one.measure,
        "standing": one.standing.value,
        "wanting": list(one.wanting),
        "insisting": list(one.insisting),
        "refusing": list(one.refusing),
        "excludes": list(one.rivals),
    }


def _line_json(line: RedLine) -> Json:
    return {"position": line.name, "kind": line.kind.value, "measure": line.measure}


def together_json(found: Together) -> Json:
    """Return what several positions come to."""
    return {
        "positions": [
            {"name": one.name, "wishes": list(one.wishes), "never": list(one.never), "always": list(one.always)}
            for one in found.positions
        ],
        "tally": [_tally_json(one) for one in found.tally],
        "accepted": list(found.accepted),
        "answer": answer_json(found.answer),
        "ways": {
            "complete": found.complete,
            "sets": [
                {
                    "lines": [_line_json(line) for line in way.lines],
                    "selection": list(way.package.selection),
                    "goals": [reached_json(item) for item in way.reached],
                }
                for way in found.ways
            ],
        },
        "nearest": None if found.nearest is None else list(found.nearest.selection),
        "missing_keur": found.missing_keur,
    }


def _tally_line(one: MeasureTally) -> str:
    said = [f"for: {', '.join(one.wanting)}"] if one.wanting else []
    said += [f"in any case: {', '.join(one.insisting)}"] if one.insisting else []
    said += [f"never: {', '.join(one.refusing)}"] if one.refusing else []
    said += [f"excludes: {' '.join(one.rivals)}"] if one.rivals else []
    return f"{one.measure} {one.standing.value}; {'; '.join(said)}"


def _way_lines(found: Together) -> Iterator[str]:
    """Write what stands in the way, fewest red lines first."""
    for way in found.ways:
        given = " + ".join(f"{line.name}: {line.kind.value} {line.measure}" for line in way.lines)
        yield f"enough when {len(way.lines)} given up ({given}): {' '.join(way.package.selection)}"
    if found.nearest is not None:
        yield f"No giving up is enough; missing {plain(found.missing_keur or 0)}: {' '.join(found.nearest.selection)}"
    elif found.complete and not found.ways:
        yield "No giving up is enough: what is asked contradicts itself."
    elif found.ways and not found.complete:
        yield "There may be more sets of red lines that are enough."


def run_together(args: argparse.Namespace) -> int:
    """Bring package files of several persons into one: who wants what, and the best within their red lines."""
    catalogue = catalogue_of(args)
    settings, positions = parse_settings(catalogue, args), _positions(catalogue, args)
    question = Question(parse_goals(catalogue, args, settings), objective=OBJECTIVES[args.objective], settings=settings)
    limits = {"top": args.top, "time_limit": args.time_limit}
    found = bring_together(catalogue, positions, question, wished_only=args.wished_only, **limits)
    if args.csv is not None:
        names = [one.name for one in positions]
        write_bytes(
            args.csv, write_tally_csv(catalogue, names, found.tally, args.language or "nl"), Message("the_export")
        )
    text = [*map(_tally_line, found.tally), *answer_lines(found.answer), *_way_lines(found)]
    print_answer(catalogue, together_json(found), text, args)
    return 0
