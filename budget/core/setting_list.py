"""Every setting, described once: screen, links, files, workbook and command line loop over `SETTINGS`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final, NoReturn

from budget.core.errors import SettingError
from budget.core.messages import ByLanguage, Message
from budget.core.setting_form import Frame, Option, SettingForm, Value
from budget.core.settings import (
    DEFAULT_SETTINGS,
    Basis,
    Ceiling,
    Cover,
    Ended,
    OdaRules,
    Overlaps,
    Programmes,
    Settings,
    ShareBy,
)
from budget.core.text import dutch, translate


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


def _named(attribute: str) -> Callable[[Frame], tuple[Option, ...]]:
    """Return the options that a frame names itself, in both languages."""
    return lambda frame: tuple(Option(*named) for named in getattr(frame, attribute))


def _fixed(*options: tuple[StrEnum, str]) -> Callable[[Frame], tuple[Option, ...]]:
    found = tuple(Option(value.value, label) for value, label in options)
    return lambda _: found


def _has(attribute: str) -> Callable[[Frame], bool]:
    return lambda frame: bool(getattr(frame, attribute))


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
        *_word("basis", Basis),
        _fixed((Basis.REPORT, dutch("vast jaar van het doel")), (Basis.OWN_YEAR, dutch("elk jaar zijn eigen"))),
        _has("has_targets"),
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
        _named("scopes"),
        _has("has_targets"),
    ),
    SettingForm(
        "oda_rules",
        "r",
        "--oda-rules",
        "ODA_regels",
        dutch("ODA-regels"),
        dutch("Welke regels tellen: wat de bron meldt, of ook wat eruit is afgeleid."),
        *_word("oda_rules", OdaRules),
        _fixed(
            (OdaRules.DERIVED, dutch("gemelde en afgeleide regels")), (OdaRules.STATED, dutch("alleen gemelde regels"))
        ),
        _has("has_oda"),
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
        _named("shares"),
        _has("has_oda"),
        permille=True,
    ),
    SettingForm(
        "share_by",
        "m",
        "--share-by",
        "Aandeel_per",
        dutch("Aandeel per maatregel"),
        dutch("Elke maatregel het gemiddelde, of een eigen aandeel waar de bron zegt op welke maanden zij werkt."),
        *_word("share_by", ShareBy),
        _fixed((ShareBy.AVERAGE, dutch("gemiddeld")), (ShareBy.MEASURE, dutch("per maatregel"))),
        _has("has_oda"),
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
        _has("has_oda"),
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
        *_word("ceiling", Ceiling),
        _fixed((Ceiling.STAYS, dutch("blijft gelijk")), (Ceiling.FOLLOWS, dutch("beweegt mee"))),
        _has("has_oda"),
    ),
    SettingForm(
        "programmes",
        "p",
        "--programmes",
        "Programma_s",
        dutch("ODA-programma's onder het plafond"),
        dutch("Meer geld voor een programma verdringt andere programma's, of het plafond beweegt ermee (aanname)."),
        *_word("programmes", Programmes),
        _fixed(
            (Programmes.CROWD_OUT, dutch("verdringen andere")),
            (Programmes.MOVE_CEILING, dutch("plafond beweegt mee")),
        ),
        _has("has_oda"),
    ),
    SettingForm(
        "ended",
        "e",
        "--ended",
        "Plafond_daalt",
        dutch("Daling van het plafond bij einde toerekening"),
        dutch("Het plafond daalt met de toerekening van elk jaar zelf, of met het gedrukte bedrag."),
        *_word("ended", Ended),
        _fixed((Ended.OWN, dutch("eigen toerekening van elk jaar")), (Ended.PRINTED, dutch("gedrukt bedrag"))),
        _has("has_ending"),
    ),
    SettingForm(
        "cover",
        "k",
        "--cover",
        "Dekking",
        dutch("Dekking van de reserve"),
        dutch("Het ODA-budget betaalt de reserve, of het eigen hoofdstuk."),
        *_word("cover", Cover),
        _fixed((Cover.ODA, dutch("ODA-budget")), (Cover.OWN, dutch("eigen hoofdstuk"))),
        _has("has_cover"),
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
        *_word("overlaps", Overlaps),
        _fixed((Overlaps.BOUNDS, dutch("met grenzen")), (Overlaps.AS_REPORT, dutch("zoals de bron optelt"))),
        _has("has_overlaps"),
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
