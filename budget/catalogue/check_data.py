"""Faults between the records beside the measures: base, targets, ODA, dials and what the catalogue says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from budget.catalogue.info import CatalogueInfo
from budget.catalogue.measures import Measure
from budget.catalogue.reader import Placed, remedy_near
from budget.catalogue.tables import Base, OdaData, Target
from budget.catalogue.yamlread import FieldPath
from budget.core import Fault

Measures = dict[str, list[Placed[Measure]]]


def _all(measures: Measures) -> Iterator[Placed[Measure]]:
    return (placed for found in measures.values() for placed in found)


def parts_outside_years(base: Placed[Base]) -> Iterator[Fault]:
    """Each line, part, printed total and attribution of the base has exactly the base's years."""
    rows: dict[FieldPath, dict[str, int]] = {}
    for place, line in enumerate(base.record.lines):
        rows["lines", place, "amounts"] = line.amounts
        rows.update({("lines", place, "parts", name): part for name, part in line.parts.items()})
    rows.update({("totals", place, "amounts"): total.amounts for place, total in enumerate(base.record.totals)})
    rows.update(
        {("attributions", place, "amounts"): part.amounts for place, part in enumerate(base.record.attributions)}
    )
    for path, row in rows.items():
        for year in base.record.years:
            if year not in row:
                yield base.fault((*path, year), "base_year_missing")
        for year in row:
            if year not in base.record.years:
                yield base.fault((*path, year), "year_outside_base", year=year)


def base_line_used_twice(base: Placed[Base]) -> Iterator[Fault]:
    """Each line of the base stands once, so that no amount counts double."""
    ids = [line.id for line in base.record.lines]
    for place, id_ in enumerate(ids):
        if id_ in ids[:place]:
            yield base.fault(("lines", place, "id"), "base_line_used_twice", id=id_)


def unknown_line_in_target(targets: list[Placed[Target]], base: Base) -> Iterator[Fault]:
    """A target's scope names lines of the base, and its reference year is one of the base's years."""
    known = {line.id for line in base.lines}
    for placed in targets:
        for place, scope in enumerate(placed.record.scopes):
            for index, line in enumerate(scope.lines):
                if line not in known:
                    path: FieldPath = ("scopes", place, "lines", index)
                    yield placed.fault(path, "unknown_base_line", base_line=line, remedy=remedy_near(line, known))
        year = placed.record.reference_year
        if year not in base.years:
            yield placed.fault(("reference_year",), "reference_year_outside_base", years=base.years, year=year)


def oda_unlike_base(oda: Placed[OdaData] | None, base: Base) -> Iterator[Fault]:
    """The ODA data name a line, parts and years that the base has, and the own chapter's attribution stands there."""
    if oda is None:
        return
    lines = {line.id: line for line in base.lines}
    record = oda.record
    if record.reception_base not in lines:
        remedy = remedy_near(record.reception_base, lines)
        yield oda.fault(("reception_base",), "unknown_base_line", base_line=record.reception_base, remedy=remedy)
        return
    parts = lines[record.reception_base].parts
    for number, share in enumerate(record.shares):
        for place, part in enumerate(share.parts):
            if part not in parts:
                path: FieldPath = ("shares", number, "parts", place)
                remedy = remedy_near(part, parts)
                yield oda.fault(
                    path, "unknown_part_of_base_line", base_line=record.reception_base, part=part, remedy=remedy
                )
        if (share.permille is None) == (not share.parts):
            yield oda.fault(("shares", number), "share_without_ground")
    years = {year.year for year in record.history}
    if missing := [year for year in base.years if year not in years]:
        yield oda.fault(("history",), "oda_year_missing", years=missing)
    if not any(attribution.id == record.own_chapter for attribution in base.attributions):
        yield oda.fault(("own_chapter",), "oda_without_attribution", chapter=record.own_chapter)


def unknown_regime(measures: Measures, oda: Placed[OdaData] | None) -> Iterator[Fault]:
    """A measure's ODA rule and its regime are rules that the catalogue has."""
    known = {} if oda is None else {regime.id: regime for regime in oda.record.regimes}
    for placed in _all(measures):
        rule = placed.record.oda
        if rule is None:
            continue
        if oda is None:
            yield placed.fault(("oda",), "oda_rule_without_oda_data")
        elif rule.regime is not None and rule.regime not in known:
            yield placed.fault(
                ("oda", "regime"), "unknown_regime", id=rule.regime, remedy=remedy_near(rule.regime, known)
            )


def unknown_target_in_catalogue(info: Placed[CatalogueInfo], targets: list[Placed[Target]]) -> Iterator[Fault]:
    """The targets that are shown first exist."""
    known = [placed.record.id for placed in targets]
    named: list[tuple[FieldPath, str]] = [
        (("shown_targets", place), id_) for place, id_ in enumerate(info.record.shown_targets)
    ]
    if info.record.default_target is not None:
        named.append((("default_target",), info.record.default_target))
    elif known:
        yield info.fault(("default_target",), "default_target_missing", first=known[0])
    for path, id_ in named:
        if id_ not in known:
            yield info.fault(path, "unknown_target", id=id_, remedy=remedy_near(id_, known))


def unknown_scope_in_target(targets: list[Placed[Target]], info: CatalogueInfo) -> Iterator[Fault]:
    """A target fills in scopes that the catalogue has."""
    known = [scope.id for scope in info.scopes]
    for placed in targets:
        for place, scope in enumerate(placed.record.scopes):
            if scope.id not in known:
                path: FieldPath = ("scopes", place, "id")
                yield placed.fault(path, "unknown_scope", id=scope.id, remedy=remedy_near(scope.id, known))
