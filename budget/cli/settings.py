"""The settings on the command line: a flag for each, MEASURE:DIAL=VALUE for the dials, a line for an own target."""

from __future__ import annotations

import argparse
from dataclasses import replace
from decimal import Decimal

from budget.catalogue import Catalogue
from budget.core import (
    DEFAULT_SETTINGS,
    MOST_OWN_TARGETS,
    SETTINGS,
    Frame,
    NumberError,
    SettingError,
    SettingForm,
    Settings,
    Value,
    read_number,
    read_own_target,
    read_share,
)
from budget.engine import find_dial

OWN_TARGET_HELP = (
    "a target of one's own, WHERE: AMOUNT [of BASE] [WHEN], at most {most} times. WHERE is a chapter or line, as short "
    "as names it, several with ; between, or all; then perhaps (taxes) or (expenditure). AMOUNT is in millions, - for "
    "a cut, + for a rise, or a percentage of BASE: millions, or lines of the list's base as A+B@YEAR. WHEN is "
    "structural (default), a year, years with commas, 'by YEAR' (that year and structural) or all. 'NAME = ' before it "
    "names it. "
    "Examples: 'XV: -500 by 2025', 'all (taxes): +250', 'XV: -12.5%% of 3500 2024'"
)


def add_settings_flags(parser: argparse.ArgumentParser) -> None:
    """Describe a flag for each setting, in whatever catalogue it is used."""
    for form in SETTINGS:
        words = [str(option.value) for option in form.options(Frame())]
        kind = " or ".join(words) or ("a share, 0.5 or 50%%" if form.permille else "as the catalogue has them")
        parser.add_argument(form.flag, dest=form.name, metavar="VALUE", help=f"{form.name.replace('_', ' ')}: {kind}")
    parser.add_argument("--dial", action="append", default=[], metavar="MEASURE:DIAL=VALUE", help="turn an assumption")
    parser.add_argument(
        "--own-target", action="append", default=[], metavar="TEXT", help=OWN_TARGET_HELP.format(most=MOST_OWN_TARGETS)
    )


def parse_settings(catalogue: Catalogue, args: argparse.Namespace, stored: Settings = DEFAULT_SETTINGS) -> Settings:
    """Build the settings: those of the package file, with the call's flags in their place; raises SettingError."""
    settings, frame = stored, catalogue.frame
    for form in SETTINGS:
        text = getattr(args, form.name)
        if text is None:
            continue
        if not form.needs(frame):
            raise SettingError("setting_without_use_here", flag=form.flag)
        settings = form.write(settings, frame, _written(form, frame, text))
    for text in args.dial:
        settings = settings.turned(*_dial(catalogue, text))
    given = tuple(read_own_target(text, frame.targets) for text in args.own_target)
    return replace(settings, own_targets=(*settings.own_targets, *given)) if given else settings


def _written(form: SettingForm, frame: Frame, text: str) -> Value:
    """Turn a flag's text into the written form of its setting; raises SettingError."""
    by_text = {str(option.value): option.value for option in form.options(frame)}
    if form.permille and text not in by_text:
        try:
            return read_share(text)
        except NumberError:
            allowed = (*by_text, "0.5", "50%")
            raise SettingError("share_unreadable", flag=form.flag, allowed=allowed, text=text) from None
    if text not in by_text:
        raise SettingError("flag_not_offered", flag=form.flag, allowed=tuple(by_text), found=text)
    return by_text[text]


def _dial(catalogue: Catalogue, text: str) -> tuple[str, str, Decimal]:
    """Read MEASURE:DIAL=VALUE; raises SettingError, and UnknownIdError for a dial that the list does not have."""
    name, equals, value = text.partition("=")
    measure, _, dial = name.partition(":")
    if not equals:
        raise SettingError("dial_unreadable", text=text)
    form = find_dial(catalogue, measure, dial).written_form
    try:
        return measure, dial, read_number(value, form)
    except NumberError as error:
        raise SettingError("dial_value_refused", text=text, why=error.message) from None
