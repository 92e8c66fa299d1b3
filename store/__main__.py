"""
The store on the command line: `python -m store`; exit code 0 fine, 1 a fault, 2 a wrong call.

It uses the database that the environment names, as the server does (docs/deployment.md).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from budget.core import MESSAGE_LANGUAGES, BudgetError, Message, explain
from store.audit import check_audit, lines
from store.backup import restore_backup, write_backup
from store.bin import clear
from store.database import make_engine, open_store
from store.place import database_url
from store.schema import SCHEMA
from store.upgrade import downgrade


def _backup(args: argparse.Namespace) -> Message:
    store = open_store()
    return Message("store_backup_written", file=args.file.name, rows=write_backup(store, args.file))


def _restore(args: argparse.Namespace) -> Message:
    rows = restore_backup(make_engine(database_url(os.environ)), args.file, args.replace)
    return Message("store_backup_restored", file=args.file.name, rows=rows)


def _upgrade(_: argparse.Namespace) -> Message:
    open_store()
    return Message("store_upgraded", schema=SCHEMA)


def _downgrade(args: argparse.Namespace) -> Message:
    downgrade(make_engine(database_url(os.environ)), args.schema)
    return Message("store_downgraded", schema=args.schema)


def _check(_: argparse.Namespace) -> Message:
    with open_store().snapshot() as connection:
        seq, hash_ = check_audit(connection)
    return Message("store_audit_whole", count=seq, hash=hash_)


def _audit(_: argparse.Namespace) -> Message | None:
    with open_store().snapshot() as connection:
        for line, hash_ in lines(connection):
            print(json.dumps({**asdict(line), "hash": hash_}))
    return None


def _clear(_: argparse.Namespace) -> Message:
    return Message("store_cleared", count=clear(open_store()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m store", description="The store of saved packages.")
    parser.add_argument("--language", choices=MESSAGE_LANGUAGES, default="en", help="of what is said; default en")
    commands = parser.add_subparsers(required=True)

    def command(name: str, run: Callable[[argparse.Namespace], Message | None], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text)
        added.set_defaults(run=run)
        return added

    command("backup", _backup, "write the whole store to a file").add_argument("file", type=Path)
    restoring = command("restore", _restore, "fill the store with a backup")
    restoring.add_argument("file", type=Path)
    restoring.add_argument("--replace", action="store_true", help="even where something is saved, which then goes")
    command("upgrade", _upgrade, "bring the tables to this version of the code; a server does so itself at its start")
    lowering = command("downgrade", _downgrade, "bring the tables back to an earlier version, before older code starts")
    lowering.add_argument("schema", help=f"the number of that version; this one is {SCHEMA}")
    command("check", _check, "hold the chain of the audit together and print its last hash, to keep elsewhere")
    command("audit", _audit, "print the audit, one line of JSON each")
    command("clear", _clear, "let go for good of what is in the bin longer than 30 days; a server does so each day")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that is named."""
    args = _parser().parse_args(arguments)
    try:
        said = args.run(args)
    except BudgetError as error:
        print(explain(error, args.language), file=sys.stderr)
        return 1
    if said is not None:
        print(explain(said, args.language))
    return 0


if __name__ == "__main__":
    sys.exit(main())
