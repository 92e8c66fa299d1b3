"""The JSON contract of the command line: plain values, amounts as int in thousands of euro."""

from __future__ import annotations

from typing import Any

from budget.catalogue import Catalogue, OdaData
from budget.core import Cells, Columns, Open, written
from budget.engine import (
    OdaColumn,
    Package,
    Split,
    TargetResult,
    Totals,
    attribute_oda,
    evaluate_targets,
    oda_of,
)

Json = dict[str, Any]


def cells_json(columns: Columns, cells: Cells) -> Json:
    """Return cells as {column: int or "+", "-", "depends"}."""
    return {c: cell.value if isinstance(cell, Open) else cell for c, cell in zip(columns, cells, strict=True)}


def totals_json(totals: Totals) -> Json:
    """Return the exact parts by column, thousands of euro."""
    return {column: total.keur for column, total in totals.items()}


def bounds_json(totals: Totals) -> Json:
    """Return the bounds by column, thousands of euro; null is no bound."""
    return {column: {"lower": total.lower, "upper": total.upper} for column, total in totals.items()}


def measures_json(catalogue: Catalogue) -> list[Json]:
    """Return every measure with id, titles, variant, effects and budget lines."""
    return [
        {
            "id": measure.id,
            "variant": catalogue.variant_of[measure.id],
            "title": {"nl": measure.title.nl, "en": measure.title.en},
            "effects": cells_json(catalogue.columns, measure.effects),
            "postings": [
                {
                    "budget": p.line,
                    "base": p.base,
                    "effects": cells_json(catalogue.columns, measure.posting_effects(p)),
                    "evidence": p.evidence.value,
                }
                for p in measure.postings
            ],
            "legal_change": measure.legal_change.level.value,
            "sources": [str(source) for source in measure.sources],
        }
        for measure in catalogue.measures.values()
    ]


def target_json(result: TargetResult) -> Json:
    """Return a target's base, amount, effect, gap and verdict by column."""
    return {
        "title": result.target.title.nl,
        "percent": result.target.percent,
        "scope": result.scope.id,
        "columns": {
            column: {
                "base_keur": cell.base_keur,
                "target_keur": cell.target_keur,
                "effect_keur": cell.effect.keur,
                "bounds": {"lower": cell.effect.lower, "upper": cell.effect.upper},
                "gap_keur": cell.gap_keur,
                "percent_of_base": str(cell.percent_of_base),
                "verdict": cell.verdict.value,
                "why": cell.why.value,
            }
            for column, cell in result.cells.items()
        },
    }


def settings_json(package: Package) -> Json:
    """Return the settings that the catalogue has, as the command line takes them; the share as a fraction."""
    found: Json = dict(written(package.settings, package.catalogue.frame))
    if "first_year_share_permille" in found:
        permille = found.pop("first_year_share_permille")
        found["first_year_share"] = None if permille is None else permille / 1000
    return found | {"dials": {f"{measure}:{dial}": str(value) for measure, dial, value in package.settings.dials}}


def split_json(oda: OdaData, split: Split) -> Json:
    """Return who keeps an effect, thousands of euro: the own chapter by its name, ODA room (both parts), others."""
    return {
        oda.own_chapter.lower(): split.own.keur,
        "oda_room": split.oda_room.keur,
        "others": split.others.keur,
        "attributed": split.attributed.keur,
        "programme": split.programme.keur,
    }


def oda_column_json(oda: OdaData, column: OdaColumn) -> Json:
    """Return one column of the attribution, thousands of euro."""
    return {
        "effect_keur": column.effect.keur,
        **split_json(oda, column.split),
        "first_year_share_percent": str(column.share.percent),
        "attribution_before": column.attribution_before,
        "attribution_after": column.attribution_after,
        "share_of_oda_before_percent": str(column.share_of_oda(column.attribution_before)),
        "share_of_oda_after_percent": str(column.share_of_oda(column.attribution_after)),
        "ceiling_before": column.ceiling_before,
        "ceiling_after": column.ceiling_after,
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


def package_json(package: Package) -> Json:
    """Return everything about a composed package."""
    info = package.catalogue.info
    return {
        "catalogue": {"id": info.id, "version": info.version, "date": info.date},
        "unit": "thousands of euro; + worsens the balance",
        "settings": settings_json(package),
        "selection": list(package.selection),
        "own_assumptions": list(package.own_assumptions),
        "totals_keur": totals_json(package.totals),
        "bounds": bounds_json(package.totals),
        "savings_keur": totals_json(package.savings),
        "intensifications_keur": totals_json(package.intensifications),
        "open": [
            {
                "measure": cell.measure,
                "column": cell.column,
                "kind": cell.kind.value,
                "direction_uncertain": cell.uncertain,
            }
            for cell in package.open_cells
        ],
        "by_variant": {name: totals_json(totals) for name, totals in package.by_variant.items()},
        "by_budget": {name: totals_json(totals) for name, totals in package.by_budget.items()},
        "targets": {id_: target_json(result) for id_, result in evaluate_targets(package).items()},
        **({} if package.catalogue.oda is None else {"oda": oda_json(package)}),
        "conflicts": [
            {
                "id": clash.conflict.id,
                "kind": clash.conflict.kind.value,
                "measures": list(clash.chosen),
                "title": clash.conflict.title.nl,
                "evidence": clash.conflict.evidence.value,
            }
            for clash in package.clashes
        ],
    }
