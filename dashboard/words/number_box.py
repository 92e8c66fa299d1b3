"""
The box for a number: what is typed is read by the calculator itself, whatever the language of the browser.

Its label prints the limits. What was read is said wherever it is written otherwise than it was typed; what is refused
stays in the box with the fault below it and changes nothing, and where the page goes by the number at once it says which
one still holds; of two readings the user chooses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import streamlit as st
from markupsafe import Markup

from budget.core import MINUS_SIGNS, NumberError, NumberForm, read_number, readings_of, write_number
from dashboard.words import ui
from dashboard.words.html import show
from dashboard.words.messages import explain_error
from dashboard.words.text import language, t

STORE: Final = "number_boxes"
Number = Decimal | int | None
Take = Callable[[Decimal | None], None]


@dataclass
class Typed:
    """A box as it was last read: its number, the text that stands in it, its language and form, and what is wrong."""

    value: Decimal | None
    text: str
    language: str
    form: NumberForm
    fault: NumberError | None = None


@dataclass(frozen=True)
class _Box:
    """A box on a page: its key, what may be typed, and whether it may be left empty."""

    key: str
    form: NumberForm
    empty: bool

    @property
    def held(self) -> Typed:
        """The box as it was last read."""
        found: Typed = st.session_state[STORE][self.key]
        return found

    @property
    def means(self) -> str:
        """The key of the choice between two readings of the text that is now in the box."""
        return f"{self.key}-means-{self.held.text}"

    def written(self, value: Number) -> str:
        """Write a number in the page's notation, without a sign for thousands where that could be read otherwise."""
        if value is None:
            return ""
        text = write_number(value, language())
        doubt = len(self.form.picked(tuple(reading.value for reading in readings_of(text)))) > 1
        return write_number(value, language(), grouped=not doubt)

    def settle(self) -> None:
        """
        Read what the box holds now; a text that is refused leaves the number as it was.

        What was typed for another form, as a minus that this one does not take, is read anew.
        """
        held, typed = self.held, str(st.session_state.get(self.key, self.held.text))
        if typed == held.text and held.fault is None and held.form == self.form:
            return
        held.text, held.form, held.fault = typed, self.form, None
        if typed.strip() == self.written(held.value):
            return
        try:
            held.value = None if self.empty and not typed.strip() else read_number(typed, self.form)
        except NumberError as error:
            chosen = st.session_state.get(self.means)
            if chosen in error.choices:
                held.value = chosen
            else:
                held.fault = error

    def choices(self, fault: NumberError) -> list[Decimal]:
        """Return the readings of a text, first the one by the notation of the page."""
        thousands = "," if language() == "en" else "."
        return sorted(fault.choices, reverse=thousands in self.held.text)

    def prepare(self, value: Decimal | None) -> None:
        """Have the box show the number, as it was typed or, where that changed elsewhere, as the page writes it."""
        store: dict[str, Typed] = st.session_state.setdefault(STORE, {})
        held = store.get(self.key)
        moved = held is None or held.value != value
        if held is None or moved or (held.language != language() and held.fault is None):
            store[self.key] = held = Typed(value, self.written(value), language(), self.form)
            st.session_state[self.key] = held.text
        elif self.key not in st.session_state:  # the page was left and is back
            st.session_state[self.key] = held.text


def number_box(
    label: str,
    key: str,
    form: NumberForm,
    value: Number,
    *,
    take: Take | None = None,
    empty: bool = False,
    placeholder: str | None = None,
    note: str | None = None,
) -> Typed:
    """
    Draw a box for a number that now is `value`; return it as it stands, with what is wrong with its text.

    `take` is called with a new number before the page is drawn again; without it, as in a form, the number is what is
    returned. `empty` says that nothing may be typed too.
    """
    box = _Box(key, form, empty)
    box.prepare(None if value is None else Decimal(value))

    def changed() -> None:
        before = box.held.value
        box.settle()
        if take is not None and box.held.value != before:
            take(box.held.value)

    box.settle()
    called = None if take is None else changed
    limits = {"least": write_number(form.least, language()), "most": write_number(form.most, language())}
    named = t("{label} ({least} t/m {most})", label=label, **limits)
    ui.text_input(named, key=key, placeholder=placeholder, help=note, on_change=called)
    _say(box, called)
    return box.held


def kept_number_box(label: str, key: str, form: NumberForm, start: Number, **more: Any) -> Typed:
    """Draw a box that keeps its own number, as in a form that is read when it is taken; `start` until one is typed."""
    held = held_number(key)
    return number_box(label, key, form, start if held is None else held.value, **more)


def held_number(key: str) -> Typed | None:
    """Return a box as it was last read; None for one that was not drawn."""
    found: Typed | None = st.session_state.get(STORE, {}).get(key)
    return found


def forget_numbers(start: str) -> None:
    """Forget the boxes whose keys begin so: drawn again they begin anew."""
    store: dict[str, Typed] = st.session_state.get(STORE, {})
    for key in [key for key in store if key.startswith(start)]:
        del store[key]


def _say(box: _Box, called: Callable[[], None] | None) -> None:
    """Say what is wrong with the text and offer its readings, or say how it was read where that is not plain."""
    held, lang = box.held, language()
    if held.fault is not None:
        ui.error(explain_error(held.fault))
        if called is not None and held.value is not None:
            _soft(t("Tot u dit verbetert, rekent de pagina met {number}.", number=box.written(held.value)))
        if held.fault.choices:
            ui.radio(
                t("Wat is {text}?", text=held.text),
                box.choices(held.fault),
                index=None,
                key=box.means,
                format_func=lambda number: write_number(number, lang, grouped=False),
                horizontal=True,
                on_change=called,
            )
        return
    plain = held.text.strip().translate(dict.fromkeys(map(ord, MINUS_SIGNS), "−"))
    if held.value is not None and plain != box.written(held.value):
        _soft(t("Gelezen als {number}.", number=box.written(held.value)))


def _soft(said: str) -> None:
    show(Markup('<p class="soft" role="status">{}</p>').format(said))
