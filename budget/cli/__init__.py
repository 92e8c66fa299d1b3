"""The command line: the same figures as text and JSON."""

from budget.cli.call import (
    add_package_flags,
    check_day,
    compose_call,
    description_of,
    name_of,
    run_call,
    run_process,
)
from budget.cli.commands import main, run
from budget.cli.files import write_bytes

__all__ = [
    "add_package_flags",
    "check_day",
    "compose_call",
    "description_of",
    "main",
    "name_of",
    "run",
    "run_call",
    "run_process",
    "write_bytes",
]
