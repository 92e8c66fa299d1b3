"""A call of the command line: the package that it names, and how its errors and its answer are told."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from budget.catalogue import PROJECT, Catalogue, find_catalogue, load_catalogue
from budget.cli.settings import add_settings_flags, parse_settings
from budget.cli.tables import change_text
from budget.core import DESCRIPTION, NAME, BudgetError, Message, SettingError, TextForm, explain, text_fault, tidy
from budget.engine import Package, compose_package
from budget.share import Draft, read_package


def folder_of(args: argparse.Namespace) -> Path:
    """Return the folder of the catalogue that the call names; the first one when it names none."""
    return PROJECT if args.catalogue is None else find_catalogue(args.catalogue)


def catalogue_of(args: argparse.Namespace) -> Catalogue:
    """Return the catalogue that the call names."""
    return load_catalogue(folder_of(args))


def _chosen(catalogue: Catalogue, args: argparse.Namespace) -> Draft:
    """Return the package that the call names: by ids, a package file or the name of a ready-made package."""
    if args.package is None:
        return Draft(measures=tuple(args.ids))
    if args.ids:
        raise SettingError("ids_and_package_both_given")
    return find_package(catalogue, args.package, args)


def find_package(catalogue: Catalogue, name: str, args: argparse.Namespace) -> Draft:
    """Return a ready-made package by its name, or the one in a file; says what a file of another version held."""
    if name in catalogue.packages:
        ready = catalogue.packages[name]
        return Draft(ready.title.get(args.language or "nl"), measures=ready.measures)
    opened = read_package(Path(name), catalogue)
    for change in opened.changes:
        print(change_text(change, opened.version), file=sys.stderr)
    if opened.gone:
        report(Message("gone_assumptions", dials=opened.gone), args)
    return opened.draft


def compose_call(args: argparse.Namespace) -> tuple[Package, Draft]:
    """Return the package that the call names, under its settings, and what it is called."""
    catalogue = catalogue_of(args)
    draft = _chosen(catalogue, args)
    settings = parse_settings(catalogue, args, draft.settings)
    return compose_package(catalogue, draft.measures, settings), draft


def name_of(args: argparse.Namespace, draft: Draft) -> str:
    """Return the name that the call gives, held to the rule for names; else the package's own."""
    return _typed("--name", args.name, NAME) or draft.name


def description_of(args: argparse.Namespace, draft: Draft) -> str:
    """Return the description that the call gives, held to the rule for descriptions; else the package's own."""
    return _typed("--description", args.description, DESCRIPTION) or draft.description


def _typed(flag: str, text: str, rule: TextForm) -> str:
    """Return a text of a flag, tidied; raises SettingError for one that its rule refuses."""
    found = tidy(text)
    fault = text_fault(found, rule)
    if fault is not None:
        raise SettingError("text_of_flag_refused", flag=flag, why=fault)
    return found


def check_day(flag: str, text: str) -> None:
    """Raise SettingError for a day that is not written as in 2026-11-26."""
    try:
        sound = datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        sound = False
    if not sound:
        raise SettingError("date_unreadable", flag=flag, text=text)


def add_package_flags(parser: argparse.ArgumentParser) -> None:
    """Add the words by which a call names a package and its settings."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="ids of measures, e.g. 4.7 6.2b")
    parser.add_argument("--package", metavar="FILE", help="a package file, or the name of a ready-made package")
    add_settings_flags(parser)


def call_language(args: argparse.Namespace) -> str:
    """Return the language of titles, errors and warnings: the one that the call names, else English."""
    return args.language or "en"


def report(said: BudgetError | Message, args: argparse.Namespace) -> None:
    """Say an error or a warning on standard error, in the call's language."""
    try:
        print(explain(said, call_language(args)), file=sys.stderr, flush=True)
    except OSError:  # nobody listens; the exit code says it
        _discard(sys.stderr)


def run_call(parser: argparse.ArgumentParser, argv: Sequence[str] | None) -> int:
    """Run the command that a call asks for; returns the exit code: 0 fine, 1 faults in the input, 2 a wrong call."""
    args = parser.parse_args(argv)
    try:
        if sys.stdout is None:  # the caller closed it
            raise BudgetError("output_cannot_be_written", detail="closed")
        code = int(args.run(args))
        sys.stdout.flush()  # what is still under way can fail too
        return code
    except BudgetError as error:
        report(error, args)
        return 2 if isinstance(error, SettingError) else 1
    except OSError as error:
        return _unwritten(error, args)


def _unwritten(error: OSError, args: argparse.Namespace) -> int:
    """Say that the answer could not be written; a reader that has seen enough, as `head`, is no fault."""
    _discard(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return 0
    report(BudgetError("output_cannot_be_written", detail=error.strerror or type(error).__name__), args)
    return 1


def _discard(stream: TextIO) -> None:
    """Let a stream that takes nothing more end without a word of Python's own at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def run_process(main: Callable[[], int]) -> None:
    """Run the process's own command and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # whatever the terminal's own encoding
    sys.exit(main())
