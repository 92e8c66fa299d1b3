"""Start the calculator: `python -m serve`, with the settings that docs/deployment.md lists."""

from __future__ import annotations

import os
import sys

from budget.core import SettingError, explain
from serve.launch import run
from serve.logs import start_logging
from serve.settings import read_settings

WRONG_CALL = 2


def main() -> int:
    """Serve until stopped; 2 with a message when a setting cannot be read."""
    try:
        settings = read_settings(sys.argv[1:], os.environ)
    except SettingError as error:
        language = "nl" if os.environ.get("LANG", "").startswith("nl") else "en"
        print(explain(error, language), file=sys.stderr)
        return WRONG_CALL
    start_logging()
    run(settings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
