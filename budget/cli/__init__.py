"""The command line: the same figures as text and JSON."""

from budget.cli.commands import main, run

__all__ = ["main", "run"]
