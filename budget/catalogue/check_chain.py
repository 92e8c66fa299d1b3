"""Faults of data/chain.yaml: what the equations ask for, printed sums, and what it names in the other files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from budget.catalogue.chain import DIALS, FIGURES, FLOWS, SERIES, ChainData
from budget.catalogue.reader import Placed, RecordReader, remedy_near
from budget.catalogue.yamlread import FieldPath
from budget.core import Fault, Message

if TYPE_CHECKING:
    from budget.catalogue.catalogue import Catalogue


def _ids(placed: Placed[ChainData]) -> Iterator[Fault]:
    """Each series, figure, dial, measure and rule stands once, and those that the equations ask for are there."""
    data = placed.record
    lists: dict[str, tuple[list[str], tuple[str, ...]]] = {
        "series": ([item.id for item in data.series], SERIES),
        "figures": ([item.id for item in data.figures], FIGURES),
        "dials": ([item.id for item in data.dials], DIALS),
        "measures": ([item.id for item in data.measures], ()),
    }
    for field, (found, wanted) in lists.items():
        lacking = [id_ for id_ in wanted if id_ not in found]
        if lacking:
            yield placed.fault((field,), "ids_missing", wanted=wanted, lacking=lacking)
        for place, id_ in enumerate(found):
            if id_ in found[:place]:
                yield placed.fault((field, place, "id"), "id_repeated_in_list", id=id_)
    rules = [rule.id for rule in data.setback.rules]
    for place, id_ in enumerate(rules):
        if id_ in rules[:place]:
            yield placed.fault(("setback", "rules", place, "id"), "id_repeated_in_list", id=id_)


def _sums(placed: Placed[ChainData]) -> Iterator[Fault]:
    """A series that is printed as a sum is the sum of its parts in every year."""
    known = {series.id: series for series in placed.record.series}
    for place, series in enumerate(placed.record.series):
        unknown = [part for part in series.parts if part not in known]
        for part in unknown:
            path: FieldPath = ("series", place, "parts", series.parts.index(part))
            yield placed.fault(path, "unknown_chain_series", series=part, remedy=remedy_near(part, known))
        if unknown or not series.parts:
            continue
        for year, printed in series.values.items():
            follows = sum(known[part].values.get(year) or 0 for part in series.parts)
            if printed is not None and printed != follows:
                path = ("series", place, "values", year)
                yield placed.fault(path, "printed_figure_does_not_follow", follows=follows, printed=printed)


def _flows(placed: Placed[ChainData]) -> Iterator[Fault]:
    """Inflow, outflow and stock have a whole number for each of the same years, which follow one another."""
    data = placed.record
    if not {*FLOWS} <= {series.id for series in data.series}:
        return
    years = data.years
    follow = [str(int(years[0]) + place) for place in range(len(years))]
    for place, series in enumerate(data.series):
        if series.id not in FLOWS:
            continue
        filled = [year for year, value in series.values.items() if value is not None and value == int(value)]
        if filled != follow:
            yield placed.fault(
                ("series", place, "values"), "chain_years_broken", years=follow, found=filled or Message("none")
            )


def _cost(placed: Placed[ChainData], catalogue: Catalogue) -> Iterator[Fault]:
    """The line of the base that pays reception exists, and so do its parts."""
    cost = placed.record.cost
    parts = {line.id: line.parts for line in catalogue.base.lines}
    if cost.line not in parts:
        remedy = remedy_near(cost.line, parts)
        yield placed.fault(("cost", "line"), "unknown_base_line", base_line=cost.line, remedy=remedy)
    else:
        paths: dict[FieldPath, str] = {("cost", "parts", place): part for place, part in enumerate(cost.parts)}
        known = parts[cost.line]
        for path, part in {**paths, ("cost", "central"): cost.central}.items():
            if part not in known:
                remedy = remedy_near(part, known)
                yield placed.fault(path, "unknown_part_of_base_line", base_line=cost.line, part=part, remedy=remedy)


def _measures(placed: Placed[ChainData], catalogue: Catalogue) -> Iterator[Fault]:
    """The measures that work on reception exist, with the dial that says what they are net of."""
    for place, item in enumerate(placed.record.measures):
        measure = catalogue.measures.get(item.id)
        if measure is None:
            remedy = remedy_near(item.id, catalogue.measures)
            yield placed.fault(("measures", place, "id"), "unknown_measure", id=item.id, remedy=remedy)
        elif item.net_of is not None:
            dials = [dial.id for dial in (measure.dials.values if measure.dials else ())]
            if item.net_of not in dials:
                path: FieldPath = ("measures", place, "net_of")
                remedy = remedy_near(item.net_of, dials)
                yield placed.fault(path, "unknown_dial_of_measure", id=item.id, dial=item.net_of, remedy=remedy)


def _dials(placed: Placed[ChainData]) -> Iterator[Fault]:
    """A dial starts between its limits."""
    for place, dial in enumerate(placed.record.dials):
        if not dial.minimum <= dial.default <= dial.maximum:
            path: FieldPath = ("dials", place, "default")
            low, high = dial.minimum, dial.maximum
            yield placed.fault(path, "dial_outside_limits", dial=dial.id, low=low, high=high, value=dial.default)


def _rules(placed: Placed[ChainData], catalogue: Catalogue) -> Iterator[Fault]:
    """A rule names a regime of the ODA data; a reserve says who fills it, another bearer who that is."""
    oda = catalogue.oda
    regimes = [regime.id for regime in oda.regimes] if oda is not None else []
    for place, rule in enumerate(placed.record.setback.rules):
        path: FieldPath = ("setback", "rules", place)
        if rule.regime is not None and rule.regime not in regimes:
            remedy = remedy_near(rule.regime, regimes)
            yield placed.fault((*path, "regime"), "unknown_regime", id=rule.regime, remedy=remedy)
        needed = {"reserve": "filled", "moved": "bearer"}.get(rule.bears)
        for field in ("filled", "bearer"):
            if (getattr(rule, field) is not None) != (field == needed):
                yield placed.fault((*path, field), "setback_rule_unclear", rule=rule.id, bears=rule.bears, name=field)
    realised = [year.year for year in oda.history if year.realised is not None] if oda is not None else []
    for place, year in enumerate(placed.record.setback.backtest):
        if year not in realised:
            yield placed.fault(
                ("setback", "backtest", place), "backtest_year_unknown", years=realised or Message("none"), year=year
            )


def load_chain(catalogue: Catalogue) -> Placed[ChainData] | None:
    """Load what the sources give on the chain, None without the file; raises FaultsError with every fault."""
    opened = RecordReader.beside(catalogue, "chain.yaml")
    if opened is None:
        return None
    reader, path = opened
    placed = reader.one(path, ChainData)
    if placed is not None:
        reader.faults += [*_ids(placed), *_sums(placed), *_flows(placed)]
        reader.faults += [*_cost(placed, catalogue), *_measures(placed, catalogue), *_dials(placed)]
        reader.faults += _rules(placed, catalogue)
    return reader.sound(path, placed)
