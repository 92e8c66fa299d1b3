"""The command line, as `python -m budget`."""

from budget.cli import run

if __name__ == "__main__":
    run()
