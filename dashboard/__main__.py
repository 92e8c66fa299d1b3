"""The nota on the command line: `python -m dashboard nota --package jenv-20 -o nota.odt`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from budget.cli import (
    add_package_flags,
    check_day,
    compose_call,
    description_of,
    name_of,
    run_call,
    run_process,
    write_bytes,
)
from budget.core import MESSAGE_LANGUAGES, Message, SettingError
from dashboard.paper import write_nota, write_odf_nota

WRITERS: Final = {".docx": write_nota, ".odt": write_odf_nota}
"""How a nota is written, by the end of the file's name."""


def run_nota(args: argparse.Namespace) -> int:
    """Write a package as a nota, for Word (.docx) or as OpenDocument (.odt) by the end of the file's name."""
    write = WRITERS.get(args.output.suffix.lower())
    if write is None:
        raise SettingError("nota_of_another_form", found=args.output.name)
    if args.printed:
        check_day("--printed", args.printed)
    package, draft = compose_call(args)
    nota = write(package, name_of(args, draft), description_of(args, draft), args.language or "nl", args.printed)
    write_bytes(args.output, nota, Message("the_export"))
    print(f"Written: {args.output}")
    return 0


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Put a package on paper.")
    summary = (run_nota.__doc__ or "").strip()
    nota = parser.add_subparsers(required=True, metavar="COMMAND").add_parser("nota", help=summary, description=summary)
    nota.add_argument(
        "--catalogue", metavar="ID|DIR", help="an installed catalogue, or a folder with variants/ and data/"
    )
    nota.add_argument(
        "--language", choices=MESSAGE_LANGUAGES, help="of the nota, default nl, and of errors, default en"
    )
    add_package_flags(nota)
    nota.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="FILE.docx or FILE.odt")
    nota.add_argument("--name", default="", help="the package's name, which is the nota's title")
    nota.add_argument("--description", default="", help="what the package is, said below its name")
    nota.add_argument(
        "--printed", default="", metavar="YYYY-MM-DD", help="the day of printing, without it none is told"
    )
    nota.set_defaults(run=run_nota)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    return run_call(build_parser(), argv)


if __name__ == "__main__":
    run_process(main)
