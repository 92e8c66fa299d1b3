"""The command line: `python -m budget`; exit code 0 fine, 1 faults in the input, 2 a wrong call."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from decimal import Decimal, InvalidOperation
from pathlib import Path

from budget.contract import measures_json, package_json
from budget.errors import BudgetError, Fault, FaultsError, SettingError
from budget.load import PROJECT, Catalogue, load_catalogue
from budget.money import COLUMNS, plain
from budget.package import Package, Total, compose_package
from budget.settings import DECISION_YEARS, Basis, Ceiling, OdaRules, Scope, Settings
from budget.store import read_package
from budget.targets import Verdict, evaluate_targets
from budget.workbook import write_workbook

LEGEND = "EUR million; + worsens the balance (cost), - is a saving"
BASES = {f"{basis.value}{'-whole' if scope is Scope.WHOLE else ''}": (basis, scope) for basis in Basis for scope in Scope}


def _share(text: str) -> int:
    value = float(text.replace(",", ".").removesuffix("%"))
    return round(value * 10) if text.endswith("%") else round(value * 1000)


def parse_settings(args: argparse.Namespace) -> Settings:
    """Build the settings from the command line's flags; raises SettingError."""
    basis, scope = BASES[args.basis]
    share = None
    if args.first_year_share is not None:
        try:
            share = _share(args.first_year_share)
        except (ValueError, OverflowError):  # OverflowError: an infinite share
            raise SettingError(f'--first-year-share: expected 0.5 or 50%, found "{args.first_year_share}". Write a share.') from None
    dials = tuple(sorted(_dial(text) for text in args.dial))
    return Settings(args.decision_year, basis, scope, OdaRules(args.oda_rules), share, Ceiling(args.ceiling), dials)


def _dial(text: str) -> tuple[str, str, Decimal]:
    """Read MEASURE:DIAL=VALUE; raises SettingError."""
    name, _, value = text.partition("=")
    measure, _, dial = name.partition(":")
    try:
        return measure, dial, Decimal(value.replace(",", "."))
    except InvalidOperation:
        message = f'--dial: expected MEASURE:DIAL=VALUE, for instance 4.12b:step=4, found "{text}". Write it so.'
        raise SettingError(message) from None


def _selection(catalogue: Catalogue, args: argparse.Namespace) -> tuple[tuple[str, ...], str]:
    """Return the measures that the call names, by ids or by a package file or ready-made package, and a name."""
    if args.package is None:
        return tuple(args.ids), ""
    if args.ids:
        raise SettingError("expected either ids or --package, found both. Leave one out.")
    if args.package in catalogue.packages:
        ready = catalogue.packages[args.package]
        return ready.measures, ready.title.nl
    stored = read_package(Path(args.package))
    return stored.measures, stored.name


def _compose(catalogue: Catalogue, args: argparse.Namespace) -> tuple[Package, str]:
    ids, name = _selection(catalogue, args)
    return compose_package(catalogue, ids, parse_settings(args)), name


def _shown(total: Total) -> str:
    if total.exact:
        return plain(total.keur)
    bound = "≥ " if total.upper is None and total.lower is not None else "≤ " if total.upper is not None else "? "
    return bound + plain(total.keur)


def _print_package(package: Package) -> None:
    print(f"{LEGEND}. Catalogue {package.catalogue.info.version} of {package.catalogue.info.date}.")
    print(f"Settings: decided in {package.settings.decision_year}, basis {package.settings.basis.value}/{package.settings.scope.value}.")
    print(f"{'':32}" + "".join(f"{column:>13}" for column in COLUMNS))
    for id_, cells in package.rows.items():
        title = f"{id_} {package.catalogue.measures[id_].title.nl}"[:31]
        print(f"{title:32}" + "".join(f"{plain(cell):>13}" for cell in cells))
    print(f"{'Total':32}" + "".join(f"{_shown(package.totals[column]):>13}" for column in COLUMNS))
    for result in evaluate_targets(package).values():
        print(f"{result.target.title.nl:32}" + "".join(f"{_verdict(c.verdict):>13}" for c in result.cells.values()))
    for cell in package.open_cells:
        print(f"open: {cell.measure} {cell.column} {cell.kind.value}")
    for clash in package.clashes:
        print(f"{clash.conflict.kind.value}: {', '.join(clash.chosen)}: {clash.conflict.title.nl}")


def _verdict(verdict: Verdict) -> str:
    return "undetermined" if verdict is Verdict.UNDETERMINED else verdict.value


def _dump(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def run_validate(args: argparse.Namespace) -> int:
    """Load and check a catalogue."""
    catalogue = load_catalogue(args.catalogue)
    info = catalogue.info
    counts = f"{len(catalogue.measures)} measures, {len(catalogue.conflicts)} conflicts, {len(catalogue.packages)} packages"
    print(f"Catalogue {info.version} of {info.date} is sound: {counts}.")
    return 0


def run_measures(args: argparse.Namespace) -> int:
    """List the measures."""
    catalogue = load_catalogue(args.catalogue)
    if args.json:
        _dump(measures_json(catalogue))
        return 0
    print(LEGEND)
    print(f"{'':48}" + "".join(f"{column:>13}" for column in COLUMNS))
    for measure in catalogue.measures.values():
        title = f"{measure.id:16}{measure.title.nl}"[:47]
        print(f"{title:48}" + "".join(f"{plain(cell):>13}" for cell in measure.effects))
    return 0


def run_compose(args: argparse.Namespace) -> int:
    """Compose a package and print its totals and verdicts."""
    package, _ = _compose(load_catalogue(args.catalogue), args)
    if args.json:
        _dump(package_json(package))
    else:
        _print_package(package)
    return 0


def run_export(args: argparse.Namespace) -> int:
    """Write a package as a workbook."""
    package, name = _compose(load_catalogue(args.catalogue), args)
    try:
        args.output.write_bytes(write_workbook(package, name=args.name or name, language=args.language))
    except OSError as error:
        fault = Fault(str(args.output), 0, "", "a place to write to", error.strerror or "none", "Choose another file.")
        raise FaultsError("the export", [fault]) from None
    print(f"Written: {args.output}")
    return 0


def _add_package_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help="ids of measures, e.g. 4.7 6.2b")
    parser.add_argument("--package", metavar="FILE", help="a package file, or the name of a ready-made package")
    parser.add_argument("--decision-year", type=int, default=DECISION_YEARS[0], choices=DECISION_YEARS)
    parser.add_argument("--basis", default="report", choices=tuple(BASES))
    parser.add_argument("--oda-rules", default="derived", choices=[rule.value for rule in OdaRules])
    parser.add_argument("--first-year-share", metavar="SHARE", help="0.54 or 54%%; default by year from annex 1")
    parser.add_argument("--dial", action="append", default=[], metavar="MEASURE:DIAL=VALUE", help="turn an assumption")
    parser.add_argument("--ceiling", default="stays", choices=[ceiling.value for ceiling in Ceiling])


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="python -m budget", description=f"Compose budget measures. {LEGEND}.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        summary = (run.__doc__ or "").strip()
        sub = commands.add_parser(name, help=summary, description=summary)
        sub.add_argument("--catalogue", type=Path, default=PROJECT, metavar="DIR", help="a folder with variants/ and data/")
        sub.set_defaults(run=run)
        return sub

    command("validate", run_validate)
    command("measures", run_measures).add_argument("--json", action="store_true")
    compose = command("compose", run_compose)
    _add_package_flags(compose)
    compose.add_argument("--json", action="store_true")
    export = command("export", run_export)
    _add_package_flags(export)
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx")
    export.add_argument("--name", default="", help="the package's name, shown in the workbook")
    export.add_argument("--language", default="nl", choices=("nl", "en"))
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    args = build_parser().parse_args(argv)
    try:
        return int(args.run(args))
    except SettingError as error:
        print(error, file=sys.stderr)
        return 2
    except BudgetError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # whatever the terminal's own encoding
    sys.exit(main())
