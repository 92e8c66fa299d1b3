"""The command line: `python -m budget`; exit code 0 fine, 1 faults in the input, 2 a wrong call."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from budget.catalogue import (
    PROJECT,
    hold_twins,
    known_catalogues,
    offered_catalogues,
    read_overview,
    schema_text,
    schemas,
)
from budget.cli.call import (
    add_package_flags,
    call_language,
    catalogue_of,
    compose_call,
    description_of,
    folder_of,
    name_of,
    report,
    run_call,
    run_process,
)
from budget.cli.chain import add_chain_commands
from budget.cli.compare import add_compare_flags, run_compare
from budget.cli.files import unwritable, write_bytes
from budget.cli.lists import add_list_commands
from budget.cli.measures_json import measures_json, overview_json
from budget.cli.package_json import Json, package_json, readings_json
from budget.cli.release import release
from budget.cli.search import add_search_flags, run_question
from budget.cli.settings import add_settings_flags, parse_settings
from budget.cli.stacking_json import stacking_json
from budget.cli.tables import SIGNS, print_measures, print_overviews, print_package
from budget.cli.together import add_together_flags, run_together
from budget.cli.years_json import years_json
from budget.core import (
    MESSAGE_LANGUAGES,
    Fault,
    FaultsError,
    Message,
    SettingError,
)
from budget.engine import Package, compose_package, load_sound_catalogue
from budget.export import MAX_BYTES, read_workbook, write_csv, write_long_csv, write_ods, write_workbook

LANGUAGE_HELP = {"export": "of the file, default nl, and of errors, default en"}


def _dump(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def run_validate(args: argparse.Namespace) -> int:
    """Load and check a catalogue, every file of it."""
    catalogue = load_sound_catalogue(folder_of(args))
    info = catalogue.info
    if known_catalogues().get(info.id) == catalogue.folder:
        hold_twins(info.id, catalogue.measures)
    counts = (
        f"{len(catalogue.measures)} measures, {len(catalogue.conflicts)} conflicts, {len(catalogue.packages)} packages"
    )
    print(f"Catalogue {info.id} {info.version} of {info.date} is sound: {counts}.")
    return 0


def run_measures(args: argparse.Namespace) -> int:
    """List the measures."""
    catalogue = catalogue_of(args)
    if args.json:
        _dump(measures_json(catalogue))
        return 0
    print_measures(catalogue, call_language(args))
    return 0


def run_catalogues(args: argparse.Namespace) -> int:
    """List the catalogues to choose from, without loading them; one that is named comes first."""
    found = {id_: read_overview(folder) for id_, folder in offered_catalogues(args.catalogue).items()}
    if args.json:
        _dump([overview_json(id_, overview) for id_, overview in found.items()])
    else:
        print_overviews(found, call_language(args))
    return 0


def _whole_json(package: Package) -> Json:
    """Return a package as `compose` and `import` print it."""
    return package_json(package) | years_json(package) | stacking_json(package)


def run_compose(args: argparse.Namespace) -> int:
    """Compose a package and print its totals and verdicts."""
    package, _ = compose_call(args)
    if args.json:
        more = readings_json(package) if args.by_readings else {}
        _dump(_whole_json(package) | more)
    else:
        print_package(package, call_language(args))
    return 0


def compare(args: argparse.Namespace) -> int:
    """Put packages side by side: totals, the sum of the years, each year against the one before, and what differs."""
    return run_compare(args, _dump)


def run_export(args: argparse.Namespace) -> int:
    """
    Write a package as a workbook, by the end of the file's name as OpenDocument (.ods) or CSV (.csv).

    With --long its long table too.
    """
    if args.output is None and args.csv is None and args.long is None:
        raise SettingError("no_file_to_write")
    package, draft = compose_call(args)
    name, description, language = name_of(args, draft), description_of(args, draft), args.language or "nl"
    for path in filter(None, (args.output, args.csv, args.long)):
        ending = path.suffix.lower()
        if path is args.long:
            data = write_long_csv(package, language)
        elif path is args.csv or ending == ".csv":
            data = write_csv(package, name, language)
        else:
            data = (write_ods if ending == ".ods" else write_workbook)(package, name, language, description)
        write_bytes(path, data, Message("the_export"))
        print(f"Written: {path}")
    return 0


def run_import(args: argparse.Namespace) -> int:
    """Read the package in an exported workbook and print its totals and verdicts."""
    catalogue = catalogue_of(args)
    try:
        with args.file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)  # no more than tells that it is too large
    except OSError as error:
        fault = Fault("no_workbook_to_import", file=str(args.file), detail=error.strerror or "nothing")
        raise FaultsError(Message("the_import"), [fault]) from None
    read = read_workbook(data, catalogue, args.file.name)
    for warning in read.warnings:
        report(warning, args)
    draft = read.draft
    package = compose_package(catalogue, draft.measures, draft.settings)
    if args.json:
        _dump(_whole_json(package))
    else:
        print(draft.name)
        print_package(package, call_language(args))
        for other in read.beside:
            print(f"\n{other.name}")
            print_package(compose_package(catalogue, other.measures, other.settings), call_language(args))
    return 0


def run_schema(args: argparse.Namespace) -> int:
    """Write the JSON Schemas of the YAML files, for editors."""
    try:
        args.output.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas().items():
            (args.output / f"{name}.json").write_text(schema_text(schema), encoding="utf-8")
    except OSError as error:
        raise unwritable(args.output, error, Message("the_schemas")) from None
    print(f"Written: {args.output}")
    return 0


def run_release(args: argparse.Namespace) -> int:
    """Make a version of a corrected catalogue: version, date, release file and changelog; says what else is due."""
    for line in release(folder_of(args), args.version, args.date):
        print(line)
    return 0


def run_search(args: argparse.Namespace) -> int:
    """Search for packages that reach a target, or prove that there is none and say why; exit code 0 either way."""
    catalogue = catalogue_of(args)
    return run_question(catalogue, parse_settings(catalogue, args), args)


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="python -m budget", description=f"Compose budget measures. {SIGNS}.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        summary = (run.__doc__ or "").strip()
        sub = commands.add_parser(name, help=summary, description=summary)
        sub.add_argument(
            "--catalogue", metavar="ID|DIR", help="an installed catalogue, or a folder with variants/ and data/"
        )
        sub.add_argument(
            "--language", choices=MESSAGE_LANGUAGES, help=LANGUAGE_HELP.get(name, "of titles and errors; default en")
        )
        sub.set_defaults(run=run)
        return sub

    command("validate", run_validate)
    command("measures", run_measures).add_argument("--json", action="store_true")
    command("catalogues", run_catalogues).add_argument("--json", action="store_true")
    compose = command("compose", run_compose)
    add_package_flags(compose)
    compose.add_argument("--json", action="store_true")
    compose.add_argument("--by-readings", action="store_true", help="in the JSON: the totals under every reading")
    add_compare_flags(command("compare", compare))
    search = command("search", run_search)
    add_settings_flags(search)
    add_search_flags(search)
    together = command("together", run_together)
    add_settings_flags(together)
    add_together_flags(together)
    export = command("export", run_export)
    add_package_flags(export)
    export.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="a workbook: FILE.xlsx or FILE.ods; FILE.csv for CSV"
    )
    export.add_argument("--csv", type=Path, metavar="FILE.csv", help="write CSV too")
    export.add_argument("--long", type=Path, metavar="FILE.csv", help="write the long table, for a pivot")
    export.add_argument("--name", default="", help="the package's name, shown in the workbook")
    export.add_argument("--description", default="", help="what the package is, shown in the workbook")
    restore = command("import", run_import)
    restore.add_argument("file", type=Path, metavar="FILE", help="a workbook that export wrote, .xlsx or .ods")
    restore.add_argument("--json", action="store_true")
    making = command("release", run_release)
    making.add_argument("version", metavar="VERSION", help="above the last, e.g. 1.1.0")
    making.add_argument("--date", required=True, metavar="YYYY-MM-DD", help="the day of the release")
    add_list_commands(commands)
    add_chain_commands(command, lambda args: compose_call(args)[0], add_package_flags)
    schema = command("schema", run_schema)
    schema.add_argument("-o", "--output", type=Path, default=PROJECT / "docs" / "schema", metavar="DIR")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    return run_call(build_parser(), argv)


def run() -> None:
    """Run the process's own command and exit with its code."""
    run_process(main)
