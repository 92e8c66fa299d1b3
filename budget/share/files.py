"""Packages as files: readable YAML with the catalogue's version; reading reports every fault with its line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Literal
from unicodedata import category

import yaml
from pydantic import Field, ValidationError

from budget.catalogue import Catalogue, Name, ReadyPackage, Record, YamlFile, faults_of, parse_yaml, read_yaml
from budget.core import Basis, Ceiling, FaultsError, OdaRules, Scope, Settings
from budget.engine import Package


class StoredSettings(Record):
    """The settings of a stored package; what is left out takes its default."""

    decision_year: int = 2021
    basis: Literal["report", "own-year"] = "report"
    scope: Literal["report", "whole"] = "report"
    oda_rules: Literal["stated", "derived"] = "derived"
    first_year_share_permille: int | None = None
    ceiling: Literal["stays", "follows"] = "stays"
    dials: dict[str, Decimal | int] = Field(default_factory=dict)

    def settings(self) -> Settings:
        """Turn them into the engine's settings; raises SettingError. A dial's key is "measure:dial"."""
        dials = []
        for key, value in self.dials.items():
            measure, _, dial = key.partition(":")
            dials.append((measure, dial, Decimal(value)))
        return Settings(
            self.decision_year,
            Basis(self.basis),
            Scope(self.scope),
            OdaRules(self.oda_rules),
            self.first_year_share_permille,
            Ceiling(self.ceiling),
            tuple(sorted(dials)),
        )


class StoredPackage(Record):
    """A package as it stands in a file: name, description, catalogue version, settings and measures."""

    format: Literal["bmh-package-1"] = "bmh-package-1"
    name: Name
    description: str = ""
    catalogue_version: str | None = None
    settings: StoredSettings = StoredSettings()
    measures: tuple[Name, ...]


def _as_stored(file: YamlFile) -> StoredPackage:
    ready = isinstance(file.value, dict) and "title" in file.value
    model: type[Record] = ReadyPackage if ready else StoredPackage
    try:
        record = model.model_validate(file.value)
    except ValidationError as error:
        raise FaultsError(file.name, faults_of(error, file, model)) from None
    if isinstance(record, ReadyPackage):
        return StoredPackage(name=record.title.nl, description=record.note.nl, measures=record.measures)
    assert isinstance(record, StoredPackage)
    return record


def read_package(path: Path) -> StoredPackage:
    """Read a package file, stored or ready-made; raises FaultsError with every fault."""
    name = path.name or str(path)
    file, faults = read_yaml(path, name)
    if faults or file is None:
        raise FaultsError(name, faults)
    return _as_stored(file)


def parse_package(text: str, name: str) -> StoredPackage:
    """Read a package from text, for an upload; raises FaultsError with every fault."""
    file, faults = parse_yaml(text, name)
    if faults or file is None:
        raise FaultsError(name, faults)
    return _as_stored(file)


def store_settings(settings: Settings) -> StoredSettings:
    """Return settings in the form of a file."""
    return StoredSettings(
        decision_year=settings.decision_year,
        basis=settings.basis.value,
        scope=settings.scope.value,
        oda_rules=settings.oda_rules.value,
        first_year_share_permille=settings.first_year_share,
        ceiling=settings.ceiling.value,
        dials={f"{measure}:{dial}": value for measure, dial, value in settings.dials},
    )


def readable(text: str) -> str:
    """Return a text without the control characters that a file refuses."""
    return "".join(sign for sign in text if sign in "\n\t\r" or category(sign) not in {"Cc", "Cs"})


def _number(value: Decimal | int) -> int | float:
    """Return a dial's value as YAML writes it; dials have few decimals, so a float writes them as they are."""
    return int(value) if value == int(value) else float(value)


def stored_text(catalogue: Catalogue, package: Package, name: str, description: str = "") -> str:
    """Write a package as the text of a file that `parse_package` reads back."""
    stored = StoredPackage(
        name=readable(name) if readable(name).strip() else "pakket",
        description=readable(description),
        catalogue_version=catalogue.info.version,
        settings=store_settings(package.settings),
        measures=package.selection,
    )
    head = "# Pakket van BMH-maatregelen / package of BMH measures.\n"
    values = stored.model_dump(mode="json", exclude={"settings": {"dials"}})
    if stored.settings.dials:
        values["settings"]["dials"] = {key: _number(value) for key, value in stored.settings.dials.items()}
    return head + yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=100)
