"""
What a page draws with a text: Streamlit's own elements, which read Markdown, given texts that are escaped by type.

Every text goes in as it is: only what is `Markdown` by type is read as Markdown. Options that Streamlit shows as they
are (a list to choose from, a table, code) stay as they are. A test holds every page to these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import signature
from typing import Any, Final, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.words.markdown import plain

Draw = TypeVar("Draw", bound=Callable[..., Any])

TEXTS: Final = frozenset({"label", "body", "text", "help", "title"})
"""The parameters that Streamlit reads as Markdown."""


def _escaped(value: Any) -> Any:
    return plain(value) if isinstance(value, str) else value


def _by_type(draw: Draw) -> Draw:
    """Give an element its texts escaped by type."""
    names = tuple(signature(draw).parameters)
    texts = TEXTS.intersection(names)

    @wraps(draw)
    def drawn(*args: Any, **values: Any) -> Any:
        placed = [_escaped(value) if name in texts else value for name, value in zip(names, args, strict=False)]
        for name in texts & values.keys():
            values[name] = _escaped(values[name])
        return draw(*placed, *args[len(placed) :], **values)

    return drawn  # type: ignore[return-value]  # it takes and gives what `draw` does


def _with_options(draw: Draw) -> Draw:
    """Give a choice its texts escaped by type, its options too: these stand in full on the page, as Markdown."""
    checked = _by_type(draw)

    @wraps(draw)
    def drawn(*args: Any, format_func: Callable[[Any], Any] = str, **values: Any) -> Any:
        return checked(*args, format_func=lambda option: plain(format_func(option)), **values)

    return drawn  # type: ignore[return-value]  # it takes and gives what `draw` does


@contextmanager
def sent_whole() -> Iterator[None]:
    """
    Have the platform send all that is drawn, also what the browser has already.

    That it would send by a name alone, of which it does not know the part (a fragment, a dialog): taking back what
    a part drew, it would leave the name on its way, and the browser would look in vain for the place where it belongs.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        yield
        return
    held, context.cached_message_hashes = context.cached_message_hashes, frozenset()
    try:
        yield
    finally:
        context.cached_message_hashes = held


def _tabs(labels: list[str], **values: Any) -> Any:
    """Draw tabs, their labels escaped by type."""
    return st.tabs([plain(label) for label in labels], **values)


def _dialog(title: str, **values: Any) -> Callable[[Draw], Draw]:
    """Make a function a dialog, its title escaped by type; what it draws is sent whole."""

    def made(draw: Draw) -> Draw:
        @wraps(draw)
        def drawn(*args: Any, **given: Any) -> None:
            with sent_whole():
                draw(*args, **given)

        return st.dialog(plain(title), **values)(drawn)  # type: ignore[return-value]  # it takes what `draw` does

    return made


button = _by_type(st.button)
caption = _by_type(st.caption)
checkbox = _by_type(st.checkbox)
dialog = _dialog
download_button = _by_type(st.download_button)
error = _by_type(st.error)
expander = _by_type(st.expander)
file_uploader = _by_type(st.file_uploader)
info = _by_type(st.info)
markdown = _by_type(st.markdown)
metric = _by_type(st.metric)
multiselect = _by_type(st.multiselect)
page_heading = _by_type(st.title)
pills = _with_options(st.pills)
popover = _by_type(st.popover)
radio = _with_options(st.radio)
segmented_control = _with_options(st.segmented_control)
selectbox = _by_type(st.selectbox)
slider = _by_type(st.slider)
spinner = _by_type(st.spinner)
status = _by_type(st.status)
header = _by_type(st.header)
success = _by_type(st.success)
tabs = _tabs
text_area = _by_type(st.text_area)
text_input = _by_type(st.text_input)
titled_page = _by_type(st.Page)
toast = _by_type(st.toast)
toggle = _by_type(st.toggle)
warning = _by_type(st.warning)
