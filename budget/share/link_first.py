"""The settings of links of the first form, which packed them in another way."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, Final

from budget.core import Frame
from budget.share.link_errors import LinkError

FIRST_FLAGS: Final = (
    ("basis", "report", "own-year"),
    ("scope", "report", "whole"),
    ("oda_rules", "derived", "stated"),
    ("ceiling", "stays", "follows"),
)
"""The settings that form 1 packed as bits, with the words of 0 and 1."""


def first_settings(code: Any, frame: Frame) -> dict[str, Any]:
    """Return the settings that form 1 packed as years of delay, bits and a share; raises LinkError."""
    delay, flags, share, *rest = code
    if not (isinstance(delay, int) and isinstance(flags, int) and 0 <= flags < 1 << len(FIRST_FLAGS)):
        raise LinkError("settings_that_do_not_exist")
    found: dict[str, Any] = {"decision_year": frame.decision_years[0] + delay, "first_year_share": share}
    found |= {key: words[flags >> bit & 1] for bit, (key, *words) in enumerate(FIRST_FLAGS)}
    return found | {"dials": {f"{m}:{d}": _decimal(value) for m, d, value in (rest[0] if rest else [])}}


def _decimal(value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise LinkError("dial_that_cannot_be_read") from None
