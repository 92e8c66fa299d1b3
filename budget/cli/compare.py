"""The command `compare`: packages side by side, with the sum of the years and each year against the one before."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from budget.cli.call import catalogue_of, find_package
from budget.cli.package_json import amount_json, totals_json
from budget.cli.settings import add_settings_flags, parse_settings
from budget.cli.tables import legend, print_heads, print_review, print_years
from budget.cli.years_json import changes_json, years_json
from budget.core import SettingError
from budget.engine import Comparison, Package, Totals, compare_packages, compose_package, minus, over_years

Json = dict[str, Any]
Named = list[tuple[str, Package]]


def _named(args: argparse.Namespace) -> Named:
    """Return the packages that a call names, each under its own settings with those of the call over them."""
    if len(args.packages) < 2:
        raise SettingError("too_few_packages_to_compare", found=len(args.packages))
    catalogue, found = catalogue_of(args), []
    for name in args.packages:
        draft = find_package(catalogue, name, args)
        settings = parse_settings(catalogue, args, draft.settings)
        found.append((draft.name or name, compose_package(catalogue, draft.measures, settings)))
    return found


def _difference(one: Package, other: Package) -> Totals:
    """Return what the other package has more than the first, by column."""
    return {column: minus(total, one.totals[column]) for column, total in other.totals.items()}


def _difference_json(one: Package, other: Package) -> Json:
    catalogue, found = one.catalogue, _difference(one, other)
    return {
        "totals": {column: amount_json(total) for column, total in found.items()},
        "years": amount_json(over_years(catalogue, found)),
        "year_on_year": changes_json(catalogue, found),
    }


def comparison_json(comparison: Comparison, names: list[str]) -> Json:
    """Return packages side by side; each difference is a package less the first, thousands of euro."""
    first, *others = comparison.packages
    info = first.catalogue.info
    return {
        "catalogue": {"id": info.id, "version": info.version, "date": info.date},
        "unit": "thousands of euro; + worsens the balance",
        "packages": [
            {
                "name": name,
                "selection": list(package.selection),
                "totals_keur": totals_json(package.totals),
                **years_json(package),
            }
            for name, package in zip(names, comparison.packages, strict=True)
        ],
        "differences": [
            {"of": name, "from": names[0], **_difference_json(first, other)}
            for name, other in zip(names[1:], others, strict=True)
        ],
        "shared": list(comparison.shared),
        "own": [list(ids) for ids in comparison.own],
        "partly": list(comparison.partly),
        "changed": list(comparison.changed),
    }


def _print(comparison: Comparison, names: list[str]) -> None:
    first, *others = comparison.packages
    catalogue = first.catalogue
    print(f"{legend(catalogue)}.")
    print_review(catalogue.info)
    print_heads(catalogue)
    for name, package in zip(names, comparison.packages, strict=True):
        print_years(catalogue, name, package.totals)
    for name, other in zip(names[1:], others, strict=True):
        print_years(catalogue, f"{name} less {names[0]}", _difference(first, other))
    for name, ids in zip(names, comparison.own, strict=True):
        print(f"only in {name}: {', '.join(ids) or 'none'}")
    print(f"in all: {', '.join(comparison.shared) or 'none'}")


def run_compare(args: argparse.Namespace, dump: Callable[[object], None]) -> int:
    """Put packages side by side: totals, the sum of the years, each year against the one before, and what differs."""
    named = _named(args)
    comparison, names = compare_packages([package for _, package in named]), [name for name, _ in named]
    if args.json:
        dump(comparison_json(comparison, names))
    else:
        _print(comparison, names)
    return 0


def add_compare_flags(parser: argparse.ArgumentParser) -> None:
    """Add the packages to compare and their settings."""
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help="package files or names of ready-made packages")
    parser.add_argument("--json", action="store_true")
    add_settings_flags(parser)
