"""
What a person may give as a text: the one rule for names and descriptions, typed or from a file, link or workbook.

Refused are a text that is too long, and signs that a file, a workbook or a document cannot hold or that nobody sees
(`budget/core/signs.py`). What is accepted can be saved and opened again anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from budget.core.messages import Message
from budget.core.signs import is_seen, refused_signs

LINES: Final = "\n\t"
"""What a text of several lines may have besides signs that are seen."""


@dataclass(frozen=True)
class TextForm:
    """How long a text may be, and whether it may have several lines."""

    most: int
    lines: bool = False

    @property
    def allowed(self) -> str:
        """The signs without a shape that it may hold."""
        return LINES if self.lines else ""


NAME: Final = TextForm(200)
DESCRIPTION: Final = TextForm(1000, lines=True)
ANY: Final = TextForm(10**9, lines=True)
"""A text of a catalogue: as long as it needs."""


def tidy(text: str) -> str:
    """Return a text without the space around it, its lines ended in one way: nothing that anyone sees is changed."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def text_fault(text: str, form: TextForm) -> Message | None:
    """Say what keeps a text from being accepted, after `tidy`; None for one that is. An empty text is accepted."""
    if len(text) > form.most:
        return Message("text_too_long", most=form.most, found=len(text))
    if places := refused_signs(text, form.allowed):
        return Message("sign_refused", sign=f"U+{ord(text[places[0]]):04X}", place=places[0] + 1, count=len(places))
    if text and not is_seen(text):
        return Message("text_without_a_visible_sign")
    return None


def mended(text: str, form: TextForm) -> str:
    """Return the nearest text that is accepted: without the refused signs, and not too long."""
    text = tidy(text)
    refused = set(refused_signs(text, form.allowed))
    kept = "".join((" " if sign in LINES else "") if at in refused else sign for at, sign in enumerate(text))
    cut = tidy(kept[: form.most])
    if text_fault(cut, form) is None:
        return cut
    return mended(cut, form) if cut != text else ""  # a cut or a sign left out can leave a joiner alone
