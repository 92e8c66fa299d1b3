"""The settings in words: what is chosen, and what differs from the list's own."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from budget.core import SETTINGS, Frame, Option, SettingForm, Settings
from dashboard.words import numbers
from dashboard.words.text import language, t


def option_text(option: Option) -> str:
    """Return an option in the session's language; a catalogue's own option brings its texts along."""
    if option.english is not None:
        return option.english if language() == "en" else option.label
    return t(option.label)


def choice_text(form: SettingForm, settings: Settings, frame: Frame) -> str:
    """Return what is chosen for a setting: the option by its name, or a share of one's own as a percentage."""
    value = form.read(settings, frame)
    named = any(option.value == value for option in form.options(frame))
    return option_text(form.option(settings, frame)) if named else share_text(value)


def share_text(permille: object) -> str:
    """Write a share per mille as a percentage; without one the list's own holds."""
    if not isinstance(permille, int):
        return t("het deel van de lijst zelf")
    share = Decimal(permille) / 10
    return numbers.percent(share, 0 if permille % 10 == 0 else 1)


def changed_settings(settings: Settings, frame: Frame) -> list[str]:
    """Return each setting that differs from its default as "name: choice", in the order of the settings."""
    return list(_changed(settings, frame, language()))


@lru_cache(maxsize=1024)
def _changed(settings: Settings, frame: Frame, _language: str) -> tuple[str, ...]:
    return tuple(
        f"{t(form.label)}: {choice_text(form, settings, frame)}"
        for form in SETTINGS
        if form.shown(frame) and form.read(settings, frame) != form.default(frame)
    )
