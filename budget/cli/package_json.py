"""The JSON contract of the command line: plain values, amounts as int in thousands of euro."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from budget.catalogue import OdaData, TargetScope
from budget.core import SETTINGS, Amount, write_cell
from budget.engine import (
    ByReadings,
    Clash,
    OdaColumn,
    Package,
    ReadingRange,
    Split,
    TargetCell,
    TargetResult,
    Totals,
    Unmet,
    attribute_oda,
    by_readings,
    evaluate_targets,
    holds_own,
    oda_of,
    own_estimates,
    own_in_targets,
    own_measures,
    own_part,
    package_interval,
)
from budget.share import own_target_values, own_values

Json = dict[str, Any]


def totals_json(totals: Totals) -> Json:
    """Return the plain sums by column, thousands of euro; null where a range leaves none."""
    return {column: total.keur for column, total in totals.items()}


def bounds_json(totals: Totals) -> Json:
    """Return the bounds by column, thousands of euro; null is no bound."""
    return {column: {"lower": total.lower, "upper": total.upper} for column, total in totals.items()}


def interval_json(interval: Amount) -> Json:
    """Return both ends of an interval, thousands of euro; null is no bound."""
    return {"lower": interval.lower, "upper": interval.upper}


def amount_json(total: Amount) -> Json:
    """Return an amount with its ends, thousands of euro; null where there is none."""
    return {"keur": total.keur, **interval_json(total)}


def intervals_json(intervals: dict[str, Amount]) -> Json:
    """Return by column the ends within which the sum lies when nothing counts twice, thousands of euro."""
    return {column: interval_json(interval) for column, interval in intervals.items()}


def _said(percent: Decimal | None) -> str | None:
    """Return a percentage as text, so that no decimal is lost; null of a range."""
    return None if percent is None else str(percent)


def _cell_json(result: TargetResult, cell: TargetCell) -> Json:
    """Return one column of a target; without a base, or where it asks nothing, null."""
    share = result.own is None or not result.own.of_amount
    return {
        "base_keur": cell.base_keur if share else None,
        "target_keur": cell.target_keur if cell.asked else None,
        "effect_keur": cell.effect.keur,
        "bounds": {"lower": cell.effect.lower, "upper": cell.effect.upper},
        "without_double_counting": interval_json(cell.interval),
        "gap_keur": cell.gap_keur if cell.asked else None,
        "percent_of_base": _said(cell.percent_of_base) if share else None,
        "verdict": cell.verdict.value,
        "why": cell.why.value,
        "as_added": cell.as_added.value,
        "counted_once": cell.counted_once.value,
    }


def target_json(result: TargetResult) -> Json:
    """
    Return a target's base, amount, effect, gap and verdict by column.

    `without_double_counting` is where the effect lies when nothing counts twice; `as_added` and `counted_once` are the
    verdicts at its two ends, `why` says why they leave none. A target of one's own has `own`, as a package file holds
    it; its percentage is text, null of an amount, and a column that it does not ask has the verdict "not asked".
    """
    own = result.own
    head: Json = {
        "percent": result.target.percent,
        "scope": result.scope.id if isinstance(result.scope, TargetScope) else "",
    }
    if own is not None:
        head = {"percent": None if own.of_amount else str(own.percent), "own": own_target_values(own.asked)}
    return {
        "title": result.target.title.nl,
        **head,
        "columns": {column: _cell_json(result, cell) for column, cell in result.cells.items()},
    }


def settings_json(package: Package) -> Json:
    """Return the settings that the catalogue has, as the command line takes them; an own share as a fraction."""
    frame, found = package.catalogue.frame, Json()
    for form in SETTINGS:
        if form.needs(frame):
            value = form.read(package.settings, frame)
            found[form.name] = value / 1000 if form.permille and isinstance(value, int) else value
    own = [own_target_values(target) for target in package.settings.own_targets]
    dials = {f"{measure}:{dial}": str(value) for measure, dial, value in package.settings.dials}
    figures = own_values(package.catalogue, package.settings.own)
    return found | {"dials": dials} | ({"own_targets": own} if own else {}) | ({"own": figures} if figures else {})


def split_json(oda: OdaData, split: Split) -> Json:
    """Return who keeps an effect, thousands of euro: the own chapter by its name, ODA room (its parts), others."""
    return {
        oda.own_chapter.lower(): split.own.keur,
        "oda_room": split.oda_room.keur,
        "others": split.others.keur,
        "attributed": split.attributed.keur,
        "programme": split.programme.keur,
        "cover": split.cover.keur,
    }


def oda_column_json(oda: OdaData, column: OdaColumn) -> Json:
    """Return one column of the attribution, thousands of euro."""
    return {
        "effect_keur": column.effect.keur,
        **split_json(oda, column.split),
        "first_year_share_percent": str(column.share.percent),
        "attribution_before": column.attribution_before,
        "attribution_after": column.attribution_after,
        "share_of_oda_before_percent": _said(column.share_of_oda(column.attribution_before)),
        "share_of_oda_after_percent": _said(column.share_of_oda(column.attribution_after)),
        "ceiling_before": column.ceiling_before,
        "ceiling_after": column.ceiling_after,
        "spared": column.spared,
        "room": column.room,
        "ceiling_holds": column.holds,
        "net_ceiling_stays": column.net_stays,
        "net_ceiling_follows": column.net_follows,
        "net": column.net,
    }


def oda_json(package: Package) -> Json:
    """Return the ODA attribution of a package by column and, structurally and by year, by measure."""
    result, oda = attribute_oda(package), oda_of(package.catalogue)
    return {
        "columns": {name: oda_column_json(oda, column) for name, column in result.columns.items()},
        "by_measure": {
            id_: {c: split_json(oda, s) for c, s in parts.items()} for id_, parts in result.by_measure.items()
        },
        "unruled": list(result.unruled),
        "not_counted": list(result.not_counted),
        "regime": None if result.regime is None else result.regime.id,
    }


def clash_json(clash: Clash) -> Json:
    """Return a conflict that bites: its kind, how its members count together, and the chosen ones."""
    conflict = clash.conflict
    return {
        "id": conflict.id,
        "kind": conflict.kind.value,
        "counting": None if conflict.counting is None else conflict.counting.value,
        "measures": list(clash.chosen),
        "title": conflict.title.nl,
        "evidence": conflict.evidence.value,
    }


def unmet_json(item: Unmet) -> Json:
    """Return a condition that is not met: the chosen measures that need one of others, and those."""
    record = item.requirement
    return {
        "id": record.id,
        "measures": list(item.chosen),
        "needs_any": list(item.needed),
        "title": record.title.nl,
        "evidence": record.evidence.value,
    }


def range_json(found: ReadingRange) -> Json:
    """Return where an amount lies under the readings: one at a time, and all at their ends."""
    return {"one": interval_json(found.one), "every": interval_json(found.every)}


def by_readings_json(found: ByReadings) -> Json:
    """Return a package under every printed reading: the range of its totals, and which verdicts turn."""
    return {
        "readings": [
            {"measure": reading.measure, "value": reading.value.nl, "source": str(reading.source)}
            for reading in found.readings
        ],
        "totals": {column: range_json(item) for column, item in found.totals.items()},
        "targets": {
            id_: {
                column: {
                    **range_json(cell.range),
                    "stands": cell.stands,
                    "best": cell.best.value,
                    "worst": cell.worst.value,
                    "turns": [{"value": turn.reading.value.nl, "verdict": turn.verdict.value} for turn in cell.turns],
                }
                for column, cell in columns.items()
            }
            for id_, columns in found.targets.items()
        },
    }


def readings_json(package: Package) -> Json:
    """
    Return a package under every printed reading, as the key that it has beside `package_json`.

    By itself, on demand: each reading composes the package anew, which a search does not need of each package found.
    """
    return {"by_readings": by_readings_json(by_readings(package))}


def own_json(package: Package) -> Json:
    """
    Return what of a package is one's own, as the key `own_figures`; nothing where nothing is.

    The part of the totals, and of each verdict that rests on it the part and the verdict without it.
    """
    if not holds_own(package):
        return {}
    targets = {
        id_: {
            column: {"own": amount_json(part.amount), "without": part.without.value, "differs": part.differs}
            for column, part in parts.items()
        }
        for id_, parts in own_in_targets(package).items()
    }
    found = {
        "measures": list(own_measures(package)),
        "estimates": list(own_estimates(package)),
        "totals": {column: amount_json(part) for column, part in own_part(package).items()},
        "targets": targets,
    }
    return {"own_figures": found}


def package_json(package: Package) -> Json:
    """
    Return everything about a composed package.

    `bounds` are what open cells leave of the sum as the list adds; `without_double_counting` the interval from that sum
    to the one in which no money counts twice.
    """
    info = package.catalogue.info
    return {
        "catalogue": {"id": info.id, "version": info.version, "date": info.date},
        "unit": "thousands of euro; + worsens the balance",
        "overlaps_reviewed": info.overlaps.level.value,
        "settings": settings_json(package),
        "selection": list(package.selection),
        "own_assumptions": list(package.own_assumptions),
        **own_json(package),
        "totals_keur": totals_json(package.totals),
        "bounds": bounds_json(package.totals),
        "without_double_counting": intervals_json(package_interval(package)),
        "savings_keur": totals_json(package.savings),
        "intensifications_keur": totals_json(package.intensifications),
        "open": [
            {
                "measure": cell.measure,
                "column": cell.column,
                "kind": write_cell(cell.kind),
                "direction_uncertain": cell.uncertain,
            }
            for cell in package.open_cells
        ],
        "by_variant": {name: totals_json(totals) for name, totals in package.by_variant.items()},
        "by_budget": {name: totals_json(totals) for name, totals in package.by_budget.items()},
        "targets": {id_: target_json(result) for id_, result in evaluate_targets(package).items()},
        **({} if package.catalogue.oda is None else {"oda": oda_json(package)}),
        "conflicts": [clash_json(clash) for clash in package.clashes],
        "unmet": [unmet_json(item) for item in package.unmet],
    }
