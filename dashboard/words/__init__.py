"""Words and numbers for people: the two languages, notation, terms, messages and safe HTML."""

from dashboard.words import html, numbers, terms, ui
from dashboard.words.choices import changed_settings, choice_text, option_text, share_text
from dashboard.words.files import HOME, file_name, today
from dashboard.words.html import (
    asking,
    css_text,
    definition,
    each,
    fill,
    joined,
    script,
    script_text,
    show,
    stylesheet,
    table,
    wide,
)
from dashboard.words.markdown import Markdown, bold, plain
from dashboard.words.messages import explain_error, explain_note
from dashboard.words.number_box import forget_numbers, held_number, kept_number_box, number_box
from dashboard.words.numbers import percent
from dashboard.words.platform import platform_words
from dashboard.words.text import LANGUAGES, in_language, language, long_date, speak, t

__all__ = [
    "HOME",
    "LANGUAGES",
    "Markdown",
    "asking",
    "bold",
    "changed_settings",
    "choice_text",
    "css_text",
    "definition",
    "each",
    "explain_error",
    "explain_note",
    "file_name",
    "fill",
    "forget_numbers",
    "held_number",
    "html",
    "in_language",
    "joined",
    "kept_number_box",
    "language",
    "long_date",
    "number_box",
    "numbers",
    "option_text",
    "percent",
    "plain",
    "platform_words",
    "script",
    "script_text",
    "share_text",
    "show",
    "speak",
    "stylesheet",
    "t",
    "table",
    "terms",
    "today",
    "ui",
    "wide",
]
