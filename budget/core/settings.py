"""
The settings under which a package is composed, each described once: name, options, words, flag, cell and codec.

Every result carries the settings that it was made with. What a catalogue leaves to choose (years of decision, scopes,
whether there is ODA) comes in through its `Frame`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, NoReturn

from budget.core.errors import SettingError
from budget.core.messages import ByLanguage, Message
from budget.core.text import dutch, translate


class Basis(StrEnum):
    """Which year's base a target is a share of: the list's own fixed year or each year's own."""

    REPORT = "report"
    OWN_YEAR = "own-year"


class OdaRules(StrEnum):
    """Which ODA rules count: only those that the source states, or the derived ones too."""

    STATED = "stated"
    DERIVED = "derived"


class Ceiling(StrEnum):
    """What the ODA ceiling does when the attribution changes: it stays, or it follows."""

    STAYS = "stays"
    FOLLOWS = "follows"


class ShareBy(StrEnum):
    """Whether measures on reception take the average first-year share, or their own where the source gives ground."""

    AVERAGE = "average"
    MEASURE = "by-measure"


class Ended(StrEnum):
    """By what the ODA ceiling falls when the attribution ends: each year's own attribution, or the printed amount."""

    OWN = "own-attribution"
    PRINTED = "printed"


class Cover(StrEnum):
    """Who pays what a regime takes from the ODA budget: that budget, or the own chapter."""

    ODA = "oda"
    OWN = "own-chapter"


class Programmes(StrEnum):
    """What a programme does under the ODA ceiling: it crowds out others, or the ceiling moves with it."""

    CROWD_OUT = "crowd-out"
    MOVE_CEILING = "move-ceiling"


class Overlaps(StrEnum):
    """How a verdict takes overlaps: by bounds in which nothing counts twice, or as the list itself adds."""

    BOUNDS = "bounds"
    AS_REPORT = "as-report"


@dataclass(frozen=True)
class Settings:
    """
    Years that the decision is later, basis and scope of the targets, ODA rules, first-year share, ceiling, overlaps.

    `scope` "" is the catalogue's first. `first_year_share` is a share of one's own per mille, the name of one of the
    catalogue's, or None for its first; `dac_part` is per mille, None the catalogue's. `dials` holds the dials that were
    moved, as measure, dial and value, sorted. Raises SettingError.
    """

    delay: int = 0
    basis: Basis = Basis.REPORT
    scope: str = ""
    oda_rules: OdaRules = OdaRules.DERIVED
    first_year_share: int | str | None = None
    share_by: ShareBy = ShareBy.AVERAGE
    dac_part: int | None = None
    ceiling: Ceiling = Ceiling.STAYS
    programmes: Programmes = Programmes.CROWD_OUT
    ended: Ended = Ended.OWN
    cover: Cover = Cover.ODA
    overlaps: Overlaps = Overlaps.BOUNDS
    dials: tuple[tuple[str, str, Decimal], ...] = ()

    def __post_init__(self) -> None:
        if self.delay < 0:
            raise SettingError("decision_before_the_list", delay=self.delay)
        for share in (self.first_year_share, self.dac_part):
            if isinstance(share, int) and not 0 <= share <= 1000:
                raise SettingError("first_year_share_outside_limits", percent=f"{share / 10:g}")

    def turned(self, measure: str, dial: str, value: Decimal | None) -> Settings:
        """Return these settings with a dial at a value, or back at its default for None."""
        kept = [item for item in self.dials if item[:2] != (measure, dial)]
        added = [] if value is None else [(measure, dial, value)]
        return replace(self, dials=tuple(sorted([*kept, *added])))


DEFAULT_SETTINGS: Final = Settings()


@dataclass(frozen=True)
class Frame:
    """
    What a catalogue leaves to choose: years of decision, scopes of its base, first-year shares, ODA or not.

    `scopes` and `shares` are ids with their names in Dutch and English; of each list, and of the years, the first holds
    unless another is chosen.
    """

    decision_years: tuple[int, ...] = ()
    scopes: tuple[tuple[str, str, str], ...] = ()
    shares: tuple[tuple[str, str, str], ...] = ()
    has_oda: bool = False
    has_targets: bool = False
    has_overlaps: bool = False
    has_ending: bool = False
    has_cover: bool = False


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


def refuse_value(name: str, allowed: Sequence[object], found: object) -> NoReturn:
    """Refuse a value that a setting cannot take here, naming the setting as a page does. Raises SettingError."""
    label = next(form.label for form in SETTINGS if form.name == name)
    said = ByLanguage(nl=label, en=translate(label, "en"))
    raise SettingError("setting_not_offered", name=said, allowed=allowed or Message("none"), found=str(found))


def _read_year(settings: Settings, frame: Frame) -> Value:
    return frame.decision_years[0] + settings.delay if frame.decision_years else None


def _write_year(settings: Settings, frame: Frame, value: Value) -> Settings:
    if value is None and not frame.decision_years:
        return settings
    if isinstance(value, bool) or value not in frame.decision_years:
        refuse_value("decision_year", frame.decision_years, value)
    return replace(settings, delay=int(value) - frame.decision_years[0])


def _read_scope(settings: Settings, frame: Frame) -> Value:
    return settings.scope or (frame.scopes[0][0] if frame.scopes else None)


def _write_scope(settings: Settings, frame: Frame, value: Value) -> Settings:
    ids = [scope[0] for scope in frame.scopes]
    if value is None and not ids:
        return settings
    if value not in ids:
        refuse_value("scope", ids, value)
    return replace(settings, scope="" if value == ids[0] else str(value))


def is_permille(value: object) -> bool:
    """Tell whether a written value is a whole number from 0 to 1000."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1000


def _read_share(settings: Settings, frame: Frame) -> Value:
    if settings.first_year_share is None:
        return frame.shares[0][0] if frame.shares else None
    return settings.first_year_share


def _write_share(settings: Settings, frame: Frame, value: Value) -> Settings:
    ids = [share[0] for share in frame.shares]
    if value is None or (ids and value == ids[0]):
        return replace(settings, first_year_share=None)
    if value not in ids and not is_permille(value):
        refuse_value("first_year_share", [*ids, "0–1000"], value)
    return replace(settings, first_year_share=value)


def _write_dac(settings: Settings, _: Frame, value: Value) -> Settings:
    if value is not None and not is_permille(value):
        refuse_value("dac_part", ["0–1000"], value)
    return replace(settings, dac_part=None if value is None else int(value))


def _word(name: str, kind: type[StrEnum]) -> tuple[Callable[..., Value], Callable[..., Settings]]:
    """Return how a setting of closed words is read and written."""

    def read(settings: Settings, _: Frame) -> Value:
        return str(getattr(settings, name).value)

    def write(settings: Settings, _: Frame, value: Value) -> Settings:
        try:
            chosen: Any = kind(str(value))
        except ValueError:
            refuse_value(name, [member.value for member in kind], value)
        return replace(settings, **{name: chosen})

    return read, write


def _years(frame: Frame) -> tuple[Option, ...]:
    return tuple(Option(year, str(year)) for year in frame.decision_years)


def _scopes(frame: Frame) -> tuple[Option, ...]:
    return tuple(Option(id_, dutch, english) for id_, dutch, english in frame.scopes)


def _shares(frame: Frame) -> tuple[Option, ...]:
    return tuple(Option(id_, dutch_name, english) for id_, dutch_name, english in frame.shares)


def _fixed(*options: tuple[StrEnum, str]) -> Callable[[Frame], tuple[Option, ...]]:
    found = tuple(Option(value.value, label) for value, label in options)
    return lambda _: found


def _has_oda(frame: Frame) -> bool:
    return frame.has_oda


def _has_ending(frame: Frame) -> bool:
    return frame.has_ending


def _has_cover(frame: Frame) -> bool:
    return frame.has_cover


def _has_overlaps(frame: Frame) -> bool:
    return frame.has_overlaps


def _has_targets(frame: Frame) -> bool:
    return frame.has_targets


_BASIS_READ, _BASIS_WRITE = _word("basis", Basis)
_RULES_READ, _RULES_WRITE = _word("oda_rules", OdaRules)
_CEILING_READ, _CEILING_WRITE = _word("ceiling", Ceiling)
_OVERLAPS_READ, _OVERLAPS_WRITE = _word("overlaps", Overlaps)
_BY_READ, _BY_WRITE = _word("share_by", ShareBy)
_PROGRAMMES_READ, _PROGRAMMES_WRITE = _word("programmes", Programmes)
_ENDED_READ, _ENDED_WRITE = _word("ended", Ended)
_COVER_READ, _COVER_WRITE = _word("cover", Cover)

SETTINGS: Final[tuple[SettingForm, ...]] = (
    SettingForm(
        "decision_year",
        "y",
        "--decision-year",
        "Besluitjaar",
        dutch("Besluitjaar"),
        dutch("Een jaar later besluiten schuift de bedragen een jaar op; structureel blijft gelijk."),
        _read_year,
        _write_year,
        _years,
        lambda _: True,
    ),
    SettingForm(
        "basis",
        "b",
        "--basis",
        "Basis_doel",
        dutch("Jaar van de grondslag"),
        dutch("Een doel is een deel van de grondslag in een vast jaar, of van elk jaar zijn eigen grondslag."),
        _BASIS_READ,
        _BASIS_WRITE,
        _fixed((Basis.REPORT, dutch("vast jaar van het doel")), (Basis.OWN_YEAR, dutch("elk jaar zijn eigen"))),
        _has_targets,
    ),
    SettingForm(
        "scope",
        "s",
        "--scope",
        "Reikwijdte",
        dutch("Omvang van de grondslag"),
        dutch("Welke regels van de grondslag voor een doel tellen."),
        _read_scope,
        _write_scope,
        _scopes,
        _has_targets,
    ),
    SettingForm(
        "oda_rules",
        "r",
        "--oda-rules",
        "ODA_regels",
        dutch("ODA-regels"),
        dutch("Welke regels tellen: wat de bron meldt, of ook wat eruit is afgeleid."),
        _RULES_READ,
        _RULES_WRITE,
        _fixed(
            (OdaRules.DERIVED, dutch("gemelde en afgeleide regels")), (OdaRules.STATED, dutch("alleen gemelde regels"))
        ),
        _has_oda,
    ),
    SettingForm(
        "first_year_share",
        "q",
        "--first-year-share",
        "Eerstejaarsaandeel",
        dutch("Eerstejaarsaandeel"),
        dutch("Het deel van de opvangkosten dat in het eerste jaar valt en dus ten laste van ODA komt."),
        _read_share,
        _write_share,
        _shares,
        _has_oda,
        permille=True,
    ),
    SettingForm(
        "share_by",
        "m",
        "--share-by",
        "Aandeel_per",
        dutch("Aandeel per maatregel"),
        dutch("Elke maatregel het gemiddelde, of een eigen aandeel waar de bron zegt op welke maanden zij werkt."),
        _BY_READ,
        _BY_WRITE,
        _fixed((ShareBy.AVERAGE, dutch("gemiddeld")), (ShareBy.MEASURE, dutch("per maatregel"))),
        _has_oda,
    ),
    SettingForm(
        "dac_part",
        "a",
        "--dac-part",
        "DAC_deel",
        dutch("Deel uit DAC-landen"),
        dutch("Alleen opvang van mensen uit DAC-landen telt als ODA; dit geldt voor aandelen per maatregel."),
        lambda settings, _: settings.dac_part,
        _write_dac,
        lambda _: (),
        _has_oda,
        permille=True,
    ),
    SettingForm(
        "ceiling",
        "c",
        "--ceiling",
        "Plafond",
        dutch("ODA-plafond"),
        dutch(
            "Blijft het plafond gelijk, dan gaat een lagere toerekening naar andere ODA-programma's. "
            "Beweegt het mee, dan verbetert het saldo."
        ),
        _CEILING_READ,
        _CEILING_WRITE,
        _fixed((Ceiling.STAYS, dutch("blijft gelijk")), (Ceiling.FOLLOWS, dutch("beweegt mee"))),
        _has_oda,
    ),
    SettingForm(
        "programmes",
        "p",
        "--programmes",
        "Programma_s",
        dutch("ODA-programma's onder het plafond"),
        dutch("Meer geld voor een programma verdringt andere programma's, of het plafond beweegt ermee (aanname)."),
        _PROGRAMMES_READ,
        _PROGRAMMES_WRITE,
        _fixed(
            (Programmes.CROWD_OUT, dutch("verdringen andere")),
            (Programmes.MOVE_CEILING, dutch("plafond beweegt mee")),
        ),
        _has_oda,
    ),
    SettingForm(
        "ended",
        "e",
        "--ended",
        "Plafond_daalt",
        dutch("Daling van het plafond bij einde toerekening"),
        dutch("Het plafond daalt met de toerekening van elk jaar zelf, of met het gedrukte bedrag."),
        _ENDED_READ,
        _ENDED_WRITE,
        _fixed((Ended.OWN, dutch("eigen toerekening van elk jaar")), (Ended.PRINTED, dutch("gedrukt bedrag"))),
        _has_ending,
    ),
    SettingForm(
        "cover",
        "k",
        "--cover",
        "Dekking",
        dutch("Dekking van de reserve"),
        dutch("Het ODA-budget betaalt de reserve, of het eigen hoofdstuk."),
        _COVER_READ,
        _COVER_WRITE,
        _fixed((Cover.ODA, dutch("ODA-budget")), (Cover.OWN, dutch("eigen hoofdstuk"))),
        _has_cover,
    ),
    SettingForm(
        "overlaps",
        "v",
        "--overlaps",
        "Overlap",
        dutch("Dubbeltelling"),
        dutch(
            "Een oordeel geldt als het ook zonder dubbeltelling geldt; of er wordt geteld zoals de bron optelt. "
            "De som blijft dezelfde."
        ),
        _OVERLAPS_READ,
        _OVERLAPS_WRITE,
        _fixed((Overlaps.BOUNDS, dutch("met grenzen")), (Overlaps.AS_REPORT, dutch("zoals de bron optelt"))),
        _has_overlaps,
    ),
)


def written(settings: Settings, frame: Frame) -> dict[str, Value]:
    """Return every setting that the frame has, in the form of files and JSON, dials left out."""
    return {form.name: form.read(settings, frame) for form in SETTINGS if form.needs(frame)}


def read_settings(values: dict[str, Value], frame: Frame) -> Settings:
    """Make settings of written values; what is left out takes its default. Raises SettingError."""
    settings = DEFAULT_SETTINGS
    for form in SETTINGS:
        if form.name in values:
            settings = form.write(settings, frame, values[form.name])
    return settings
