"""The formats of the workbook: one calm table of fonts, colours and number formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

FONT: Final = "Arial"
BLUE, PALE, RULE, INPUT = "#154273", "#EEF3F8", "#BFC9D4", "#FFF9E5"
AMOUNT: Final = "#,##0.000;-#,##0.000;0"
EFFECT: Final = "+#,##0.000;-#,##0.000;0"
QUIET: Final = '+#,##0.000;-#,##0.000;"–"'
WHOLE: Final = "#,##0"
NO_ZERO: Final = "0;-0;"
"""For words that a formula gives: LibreOffice shows 0 for an empty one of an .ods that it does not calculate afresh."""
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "plain": {},
    "wrap": {"text_wrap": True},
    "bold": {"bold": True},
    "title": {"bold": True, "font_size": 15, "font_color": BLUE},
    "section": {"bold": True, "font_size": 11, "font_color": BLUE, "bottom": 1, "bottom_color": BLUE},
    "note": {"font_color": "#4A5560"},
    "note_wrap": {"font_color": "#4A5560", "text_wrap": True},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": BLUE, "text_wrap": True, "valign": "vcenter"},
    "head_right": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": BLUE,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "right",
        "num_format": "0",
    },
    "head_centre": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": BLUE,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
        "num_format": "0",
    },
    "head_indent": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": BLUE,
        "text_wrap": True,
        "valign": "vcenter",
        "indent": 1,
    },
    "head_over": {"bold": True, "font_color": "#FFFFFF", "bg_color": BLUE, "valign": "vcenter"},
    "cell": {"bottom": 4, "bottom_color": RULE},
    "cell_wrap": {"bottom": 4, "bottom_color": RULE, "text_wrap": True},
    "cell_centre": {"bottom": 4, "bottom_color": RULE, "align": "center"},
    "cell_right": {"bottom": 4, "bottom_color": RULE, "align": "right"},
    "word": {"bottom": 4, "bottom_color": RULE, "align": "right", "text_wrap": True},
    "said": {"bottom": 4, "bottom_color": RULE, "align": "right", "text_wrap": True, "num_format": NO_ZERO},
    "said_bold": {"bold": True, "num_format": NO_ZERO},
    "amount": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": AMOUNT},
    "amount_centre": {"bottom": 4, "bottom_color": RULE, "align": "center", "num_format": AMOUNT},
    "quiet": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": QUIET},
    "part_label": {"bottom": 4, "bottom_color": RULE, "align": "left", "indent": 2},
    "effect": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": EFFECT},
    "total": {
        "bold": True,
        "bg_color": PALE,
        "bottom": 1,
        "bottom_color": BLUE,
        "align": "right",
        "num_format": EFFECT,
    },
    "total_count": {
        "bold": True,
        "bg_color": PALE,
        "bottom": 1,
        "bottom_color": BLUE,
        "align": "center",
        "num_format": "0",
    },
    "total_label": {"bold": True, "bg_color": PALE, "bottom": 1, "bottom_color": BLUE},
    "count": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": "0"},
    "number": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": "General"},
    "whole": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": WHOLE},
    "flag": {"bottom": 4, "bottom_color": RULE, "align": "center", "num_format": "0"},
    "flag_right": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": "0", "font_color": "#7A8591"},
    "few": {"bottom": 4, "bottom_color": RULE, "align": "center", "num_format": "0;-0;"},
    "remark": {"bottom": 4, "bottom_color": RULE, "align": "left", "indent": 1},
    "percent": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": "0.00%"},
    "share": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": "0.0%"},
    "signed_percent": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": '+0"%";-0"%";0"%"'},
    "input": {"bg_color": INPUT, "border": 1, "border_color": RULE, "align": "center", "bold": True, "locked": False},
    "input_number": {
        "locked": False,
        "bg_color": INPUT,
        "border": 1,
        "border_color": RULE,
        "align": "right",
        "num_format": "General",
    },
    "input_whole": {
        "locked": False,
        "bg_color": INPUT,
        "border": 1,
        "border_color": RULE,
        "align": "right",
        "num_format": WHOLE,
    },
    "input_left": {
        "locked": False,
        "bg_color": INPUT,
        "border": 1,
        "border_color": RULE,
        "align": "left",
        "text_wrap": True,
    },
    "input_share": {
        "locked": False,
        "bg_color": INPUT,
        "border": 1,
        "border_color": RULE,
        "align": "left",
        "num_format": "0.0%",
    },
    "helper": {"bottom": 4, "bottom_color": RULE, "align": "right", "font_color": "#7A8591"},
    "helper_text": {"bottom": 4, "bottom_color": RULE, "font_color": "#7A8591"},
    "helper_wrap": {"bottom": 4, "bottom_color": RULE, "font_color": "#7A8591", "align": "left", "text_wrap": True},
    "helper_remark": {"bottom": 4, "bottom_color": RULE, "font_color": "#7A8591", "align": "left", "indent": 1},
    "helper_amount": {
        "bottom": 4,
        "bottom_color": RULE,
        "align": "right",
        "font_color": "#7A8591",
        "num_format": EFFECT,
    },
    "remark_wrap": {"bottom": 4, "bottom_color": RULE, "align": "left", "indent": 1, "text_wrap": True},
    "left_wrap": {"bottom": 4, "bottom_color": RULE, "align": "left", "text_wrap": True},
    "share_left": {"bottom": 4, "bottom_color": RULE, "align": "left", "num_format": "0.0%"},
    "chosen": {"bg_color": PALE},
    "alarm": {"bg_color": "#FBE3E1", "font_color": "#8C1A11"},
    "warn": {"bg_color": "#FFF1CC", "font_color": "#6B4E00"},
    "good": {"bg_color": "#E1F1E4", "font_color": "#1E5B2A"},
}

MONEY: Final = frozenset({"amount", "effect", "quiet", "total", "helper_amount"})
"""The styles of amounts."""


def in_thousands(style: str) -> str:
    """Return the style of an amount on a sheet of workings, in whole thousands."""
    return f"{style}_keur"


FORMATS: Final[Mapping[str, dict[str, Any]]] = _FORMATS | {
    in_thousands(key): {**_FORMATS[key], "num_format": _FORMATS[key]["num_format"].replace(".000", "")} for key in MONEY
}
WRAPPED: Final = frozenset(key for key, extra in FORMATS.items() if extra.get("text_wrap"))
