"""The commands `catalogue template`, `import` and `export`: a list of one's own by way of a form."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from budget.catalogue import PROJECT, find_catalogue, load_catalogue
from budget.cli.files import read_bytes, write_bytes
from budget.core import MESSAGE_LANGUAGES, Message
from budget.export import MAX_BYTES
from budget.lists import Call, read_list, write_list, write_template
from budget.odf import to_ods

MAX_ABOUT: Final = 100_000


def _write(path: Path, form: bytes) -> None:
    """Write a form, as OpenDocument when the file's name ends in .ods."""
    write_bytes(path, to_ods(form) if path.suffix.lower() == ".ods" else form, Message("the_export"))


def run_template(args: argparse.Namespace) -> int:
    """Write a blank form for a list of one's own."""
    _write(args.output, write_template(args.years, args.language or "nl"))
    print(f"Written: {args.output}")
    return 0


def run_import(args: argparse.Namespace) -> int:
    """Make a catalogue of a filled form, or tell every fault in it and write nothing."""
    what = Message("the_import")
    about = None
    if args.about is not None:
        text = read_bytes(args.about, MAX_ABOUT, what).decode("utf-8", errors="replace")
        about = (args.about.name, text)
    data = read_bytes(args.file, MAX_BYTES, what)
    found = read_list(data, args.file.name, Call(about, args.delimiter, args.decimal))
    catalogue = found.install(args.output)
    counts = f"{len(catalogue.measures)} measures, {len(catalogue.conflicts)} conflicts"
    print(f"Written: {args.output}: {catalogue.info.id} {catalogue.info.version}, {counts}.")
    return 0


def run_export(args: argparse.Namespace) -> int:
    """Write a catalogue as a filled form, when the form holds all of it."""
    catalogue = load_catalogue(PROJECT if args.catalogue is None else find_catalogue(args.catalogue))
    _write(args.output, write_list(catalogue, args.language or "nl"))
    print(f"Written: {args.output}")
    return 0


def add_list_commands(commands: Any) -> None:
    """Add `catalogue` and its commands to the command line."""
    summary = "A list of one's own: a form to fill in, and its way to a catalogue and back."
    parser = commands.add_parser("catalogue", help=summary, description=summary)
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], help_: str) -> argparse.ArgumentParser:
        text = (run.__doc__ or "").strip()
        sub: argparse.ArgumentParser = kinds.add_parser(name, help=text, description=text)
        sub.add_argument("--language", choices=MESSAGE_LANGUAGES, help=help_)
        sub.set_defaults(run=run)
        return sub

    of_file = "of the file, default nl, and of errors, default en"
    template = command("template", run_template, of_file)
    template.add_argument("--years", required=True, help="of the list: 2027-2031, or 2027,2029,2030")
    restore = command("import", run_import, "of errors; default en")
    restore.add_argument("file", type=Path, metavar="FILE", help="a filled form: .xlsx, .ods or .csv")
    restore.add_argument("--about", type=Path, metavar="FILE.yaml", help="of a CSV file: what the list says of itself")
    restore.add_argument("--delimiter", choices=(";", ","), help="of a CSV file, where headings do not show it")
    restore.add_argument("--decimal", choices=(",", "."), help="the decimal sign of amounts in texts")
    restore.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="a new or empty folder")
    export = command("export", run_export, of_file)
    export.add_argument("--catalogue", metavar="ID|DIR", help="an installed catalogue, or a folder of one")
    for sub in (template, export):
        sub.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="FILE.xlsx or FILE.ods")
