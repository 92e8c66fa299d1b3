"""
What it takes to describe a setting once: name, options, words, flag, cell and codec.

What a catalogue leaves to choose (years of decision, scopes, whether there is ODA) comes in through its `Frame`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from budget.core.own_targets import TargetFrame
from budget.core.settings import DEFAULT_SETTINGS, Settings


@dataclass(frozen=True)
class Frame:
    """
    What a catalogue leaves to choose: years of decision, scopes of its base, first-year shares, ODA or not.

    `scopes` and `shares` are ids with their names in Dutch and English; of each list, and of the years, the first holds
    unless another is chosen. `targets` is what it has for a target of one's own.
    """

    decision_years: tuple[int, ...] = ()
    scopes: tuple[tuple[str, str, str], ...] = ()
    shares: tuple[tuple[str, str, str], ...] = ()
    has_oda: bool = False
    has_targets: bool = False
    has_overlaps: bool = False
    has_ending: bool = False
    has_cover: bool = False
    targets: TargetFrame = field(default_factory=TargetFrame)


Value = int | str | None
"""How files, links and the command line write a setting: a year, a word, a share per mille, or None."""


@dataclass(frozen=True)
class Option:
    """
    A value that a setting can take, with its words.

    `label` is the Dutch text and the key of the English one; a catalogue's own option brings both (`english`).
    """

    value: Value
    label: str
    english: str | None = None


@dataclass(frozen=True)
class SettingForm:
    """
    A setting described once, for the screen, files, links, the workbook and the command line.

    `name` is its key in files and JSON, `short` in links; `flag` on the command line; `cell` its named cell in the
    workbook. `label` and `note` are Dutch, the keys of the English texts. `read` takes it from settings in its written
    form, `write` puts a written value back, raising SettingError; `options` are what the frame leaves to choose (one
    or none: the setting is not shown). A setting that is `permille` takes any whole number from 0 to 1000 as well.
    """

    name: str
    short: str
    flag: str
    cell: str
    label: str
    note: str
    read: Callable[[Settings, Frame], Value]
    write: Callable[[Settings, Frame, Value], Settings]
    options: Callable[[Frame], tuple[Option, ...]]
    needs: Callable[[Frame], bool]
    permille: bool = False

    def default(self, frame: Frame) -> Value:
        """Return the written form of the default."""
        return self.read(DEFAULT_SETTINGS, frame)

    def shown(self, frame: Frame) -> bool:
        """Whether the frame leaves anything to choose."""
        options = self.options(frame)
        return self.needs(frame) and (self.permille or len(options) > 1)

    def option(self, settings: Settings, frame: Frame) -> Option:
        """Return the chosen option; a number is its own."""
        value = self.read(settings, frame)
        return next((option for option in self.options(frame) if option.value == value), Option(value, str(value)))
