"""The goals of a search as flags: targets by name, an amount, and the targets of one's own among the settings."""

from __future__ import annotations

import argparse

from budget.catalogue import Catalogue
from budget.cli.numbers import whole
from budget.core import QuestionError, Settings
from budget.engine import held_targets
from budget.search import Goal


def ids_of(texts: list[str]) -> tuple[str, ...]:
    """Return the ids of a flag's texts, with spaces or commas between them."""
    return tuple(part.strip() for text in texts for part in text.split(",") if part.strip())


def add_list_flag(parser: argparse.ArgumentParser, flag: str, text: str) -> None:
    """Describe a flag that takes ids, separated by spaces or commas, and may be repeated."""
    parser.add_argument(flag, nargs="+", action="extend", default=[], metavar="ID", help=text)


def add_goal_flags(parser: argparse.ArgumentParser) -> None:
    """Describe the flags of what must be reached."""
    own = "a target of the catalogue to meet; an --own-target is to be met in the columns that it asks"
    add_list_flag(parser, "--target", own)
    add_list_flag(parser, "--columns", "columns in which it must be met; default structural")
    parser.add_argument("--amount", type=whole, metavar="KEUR", help="thousands of euro instead of the target's amount")
    parser.add_argument(
        "--budget", metavar="LINE", help="with --amount: a budget chapter, or a chapter and article; default all"
    )


def parse_goals(catalogue: Catalogue, args: argparse.Namespace, settings: Settings) -> tuple[Goal, ...]:
    """Build the goals from the flags, of which each own target is one; raises QuestionError."""
    columns = ids_of(args.columns)
    goals = tuple(Goal(target, columns, args.amount) for target in ids_of(args.target))
    own = tuple(Goal(target.id) for target in held_targets(catalogue, settings))  # each in the columns that it asks
    if args.target and args.budget:
        raise QuestionError("target_and_budget_both_asked")
    if args.amount is not None and len(goals) > 1:
        raise QuestionError("amount_for_several_targets")
    if args.budget and args.amount is None:
        raise QuestionError("budget_without_amount")
    if args.amount is not None and not args.target:
        goals = (Goal(None, columns, args.amount, args.budget),)
    return (*goals, *own)
