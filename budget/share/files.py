"""
Packages as files: readable YAML with the catalogue's id and version; reading reports every fault with its line.

A link carries the same record, packed (budget/share/link.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self

import yaml
from pydantic import Field, ValidationError, ValidationInfo, create_model, model_validator

from budget.catalogue import (
    Catalogue,
    Change,
    Name,
    ReadyPackage,
    Record,
    Release,
    YamlFile,
    changes_since,
    clauses,
    current_release,
    faults_of,
    given,
    parse_yaml,
    read_release,
    read_yaml,
    with_own,
)
from budget.core import (
    DESCRIPTION,
    NAME,
    NO_OWN,
    SETTINGS,
    BudgetError,
    FaultsError,
    Frame,
    Message,
    SettingError,
    Settings,
    UnknownIdError,
    Value,
    is_permille,
    mended,
    read_settings,
    shown,
    written,
)
from budget.engine import check_settings
from budget.share.draft import Draft
from budget.share.own_figures import StoredOwn, list_of_package, own_values, without_gone_own
from budget.share.own_targets import StoredTarget, exact_number, own_target_values, without_gone_targets
from budget.share.red_lines import StoredLines, line_values

UNNAMED: Final = "bmh-14"
"""The catalogue of files and links of the first form, which name none."""
QUICK: Final[type[Any]] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""What writes a package quicker, for work that nobody reads as a file."""


FIRST_FORMAT: Final = "bmh-package-1"
RENAMED: Final = {"first_year_share_permille": "first_year_share"}
"""The settings that files of the first form call otherwise."""


class _Settings(Record):
    """What a stored package sets besides `SETTINGS`: turned dials, by "measure:dial", own targets and own figures."""

    dials: dict[str, Decimal | int] = Field(default_factory=dict)
    own_targets: tuple[StoredTarget, ...] = ()
    own: StoredOwn | None = None

    @model_validator(mode="after")
    def options_exist(self, info: ValidationInfo) -> Self:
        """Refuse a value that the catalogue does not leave to choose; the context holds its frame."""
        frame: Frame = (info.context or {}).get("frame", Frame())
        items: list[tuple[tuple[str | int, ...], Message]] = []
        for name, found in self.given().items():
            form = next(form for form in SETTINGS if form.name == name)
            allowed = [option.value for option in form.options(frame)]
            if not form.needs(frame):
                items.append(((name,), Message("setting_that_the_catalogue_lacks", name=name)))
            elif form.permille and not (found is None or is_permille(found) or found in allowed):
                items.append(((name,), Message("permille_expected", found=shown(found))))
            elif not form.permille and (found not in allowed or isinstance(found, bool)):
                words = ", ".join(str(shown(value)) for value in allowed)
                items.append(((name,), Message("word_not_allowed", allowed=words, found=shown(found))))
        if items:
            raise clauses(items)
        return self

    def given(self) -> dict[str, Value]:
        """Return the settings that the file names, in their written form."""
        return {form.name: getattr(self, form.name) for form in SETTINGS if form.name in self.model_fields_set}

    def settings(self, frame: Frame) -> Settings:
        """Turn them into the engine's settings; raises SettingError."""
        found = read_settings(self.given(), frame)
        for key, value in self.dials.items():
            measure, _, dial = key.partition(":")
            found = found.turned(measure, dial, Decimal(value))
        own = NO_OWN if self.own is None else self.own.own
        return replace(found, own_targets=tuple(stored.target for stored in self.own_targets), own=own)


if TYPE_CHECKING:

    class StoredSettings(_Settings):
        """The settings of a stored package."""
else:
    StoredSettings = create_model("StoredSettings", __base__=_Settings, **{s.name: (Any, None) for s in SETTINGS})


class StoredPackage(Record):
    """A package as it stands in a file: name, description, catalogue and version, settings, measures and red lines."""

    format: Literal["bmh-package-1", "package-2"] = "package-2"
    name: Annotated[Name, given(NAME)]
    description: Annotated[str, given(DESCRIPTION)] = ""
    catalogue: Name | None = None
    catalogue_version: str | None = None
    settings: StoredSettings = Field(default_factory=StoredSettings)
    measures: tuple[Name, ...]
    red_lines: StoredLines = Field(default_factory=StoredLines)


@dataclass(frozen=True)
class OpenedPackage:
    """
    A package that was read, the version that it was made with, and what changed since.

    `changes` are the figures of its measures; `gone` the dials ("measure:dial") that the catalogue no longer has, or
    that may no longer stand where the file has them, which are back at their default, and the titles of own targets on
    what it no longer has, which are let go.
    """

    draft: Draft
    version: str
    changes: tuple[Change, ...] = ()
    gone: tuple[str, ...] = ()


def of_this_catalogue(catalogue: Catalogue, id_: str | None) -> None:
    """Raise BudgetError when a package or link is of another catalogue than the one that is open."""
    named = id_ or UNNAMED
    if named != catalogue.info.id:
        raise BudgetError("package_of_another_catalogue", open=catalogue.info.id, found=named)


def release_of(catalogue: Catalogue, version: str | None) -> Release:
    """Return a release of the catalogue, today's for its own version or none; raises BudgetError for an unknown one."""
    known = version is None or version == catalogue.info.version
    return current_release(catalogue.listed) if known else read_release(catalogue, str(version))


def without_gone(catalogue: Catalogue, settings: Settings, release: Release) -> tuple[Settings, tuple[str, ...]]:
    """
    Take out of an older version's settings the dials and targets that may not stand so any more.

    Return what is left, and those. Of the catalogue's own version nothing is taken out: there such a dial or target is
    a fault.
    """
    gone: list[str] = []
    if release.version == catalogue.info.version:
        return settings, ()
    for item in settings.dials:
        try:
            check_settings(catalogue, Settings(dials=(item,)))
        except (UnknownIdError, SettingError):
            measure, dial, _ = item
            gone.append(f"{measure}:{dial}")
            settings = settings.turned(measure, dial, None)
    own, figures = without_gone_own(catalogue, settings.own)
    settings = replace(settings, own=own)
    settings, targets = without_gone_targets(with_own(catalogue, settings.own), settings)
    return settings, (*gone, *figures, *targets)


def open_stored(catalogue: Catalogue, stored: StoredPackage) -> OpenedPackage:
    """
    Turn a stored package into a draft and say what changed since it was stored.

    Measures and dials of an older version that the catalogue no longer has are dropped and told. Raises BudgetError for
    another catalogue or an unknown version, UnknownIdError, RepeatedIdError and SettingError.
    """
    of_this_catalogue(catalogue, stored.catalogue)
    listed, release = catalogue.listed, release_of(catalogue, stored.catalogue_version)
    given_settings = stored.settings.settings(listed.frame)
    settings, gone = without_gone(listed, given_settings, release)
    found = with_own(listed, settings.own)
    own = {measure.id for measure in given_settings.own.measures}
    named = (*stored.measures, *stored.red_lines.never, *stored.red_lines.always)
    known = {*release.cells, *own}
    lost = list(dict.fromkeys(id_ for id_ in named if id_ in known and id_ not in found.measures))
    measures = found.sorted_selection([id_ for id_ in stored.measures if id_ not in lost])
    lines = stored.red_lines.lines(found, lost)
    changes = changes_since(release, listed, tuple(id_ for id_ in (*measures, *lost) if id_ not in own))
    draft = Draft(stored.name, stored.description, measures, settings, lines)
    return OpenedPackage(draft, release.version, changes, gone)


def _opened(catalogue: Catalogue, file: YamlFile) -> OpenedPackage:
    value = file.value
    if isinstance(value, dict) and "title" in value:
        try:
            ready = ReadyPackage.model_validate(value)
        except ValidationError as error:
            raise FaultsError(file.name, faults_of(error, file, ReadyPackage)) from None
        measures = catalogue.sorted_selection(ready.measures)
        return OpenedPackage(Draft(ready.title.nl, ready.note.nl, measures), catalogue.info.version)
    if isinstance(value, dict) and isinstance(value.get("format"), str):
        of_this_catalogue(catalogue, str(value.get("catalogue") or UNNAMED))  # its settings are of its own frame
    if isinstance(value, dict) and value.get("format") == FIRST_FORMAT and isinstance(value.get("settings"), dict):
        value = value | {"settings": {RENAMED.get(name, name): found for name, found in value["settings"].items()}}
    try:
        made = value.get("catalogue_version") if isinstance(value, dict) else None
        context = {
            "frame": list_of_package(catalogue, value).frame,
            "columns": catalogue.columns,
            "list": catalogue.listed,
            "of_today": made in {None, catalogue.info.version},
        }
        stored = StoredPackage.model_validate(value, context=context)
    except ValidationError as error:
        raise FaultsError(file.name, faults_of(error, file, StoredPackage)) from None
    named = stored if stored.catalogue or "format" in stored.model_fields_set else _of(stored, catalogue)
    return open_stored(catalogue, named)


def _of(stored: StoredPackage, catalogue: Catalogue) -> StoredPackage:
    """Name the open catalogue in a package that was written by hand, without a form."""
    return stored.model_copy(update={"catalogue": catalogue.info.id})


def read_package(path: Path, catalogue: Catalogue) -> OpenedPackage:
    """Read a package file, stored or ready-made; raises FaultsError with every fault, BudgetError as `open_stored`."""
    name = path.name or str(path)
    file, faults = read_yaml(path, name)
    if faults or file is None:
        raise FaultsError(name, faults)
    return _opened(catalogue, file)


def parse_package(text: str, name: str, catalogue: Catalogue) -> OpenedPackage:
    """Read a package from text, for an upload; raises as `read_package`."""
    file, faults = parse_yaml(text, name)
    if faults or file is None:
        raise FaultsError(name, faults)
    return _opened(catalogue, file)


def stored_text(catalogue: Catalogue, draft: Draft, dumper: type[Any] = yaml.SafeDumper) -> str:
    """
    Write a package as the text of a file that `parse_package` reads back.

    `QUICK` writes the same in a third of the time; it breaks long lines at other places, and writes signs outside the
    basic plane by their codes.
    """
    settings: dict[str, Any] = dict(written(draft.settings, catalogue.frame))
    if draft.settings.dials:
        settings["dials"] = {f"{measure}:{dial}": exact_number(value) for measure, dial, value in draft.settings.dials}
    if draft.settings.own_targets:
        settings["own_targets"] = [own_target_values(target) for target in draft.settings.own_targets]
    if draft.settings.own:
        settings["own"] = own_values(catalogue, draft.settings.own)
    values = {
        "format": "package-2",
        "name": mended(draft.name, NAME) or "pakket",
        "description": mended(draft.description, DESCRIPTION),
        "catalogue": catalogue.info.id,
        "catalogue_version": catalogue.info.version,
        "settings": settings,
        "measures": list(draft.measures),
    } | ({"red_lines": line_values(draft.red_lines)} if draft.red_lines else {})
    head = "# Pakket van maatregelen / package of measures.\n"
    return head + str(yaml.dump(values, Dumper=dumper, allow_unicode=True, sort_keys=False, width=100))
