"""The commands of the chain: `chain`, what comes in and stays and costs, and `setback`, who pays when it costs more."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from budget.catalogue import CHAIN
from budget.chain import (
    ChainInputs,
    SetBack,
    back_test,
    chain_of,
    history,
    inputs_of,
    lasting_set_back,
    project,
    set_back,
)
from budget.cli.call import call_language
from budget.cli.chain_json import chain_json, percent, said, setback_json
from budget.cli.tables import legend
from budget.core import NumberError, SettingError, plain, read_number
from budget.engine import Package, find_dial

Run = Callable[[argparse.Namespace], int]
Compose = Callable[[argparse.Namespace], Package]

FLOW: Final = {
    "inflow": ("--inflow", "people a year"),
    "stay": ("--stay", "months"),
    "price": ("--price", "euro a person a year"),
    "first-year-share": ("--charged", "per cent of reception that is charged to ODA"),
    "months-to-municipality": ("--months", "from decision to municipality"),
}
SHOCK: Final = {
    "shock": ("--shock", "per cent that reception costs more than budgeted, or less"),
    "reserve": ("--reserve", "contribution to the reserve a year, in the catalogue's unit"),
    "saved": ("--saved", "years in which the reserve was filled before"),
    "inflow-shock": ("--inflow-shock", "per cent more inflow, which goes through the chain to a shock"),
}


def _number(package: Package, dial: str, flag: str, text: str) -> Decimal:
    """Read the number of a dial; raises SettingError."""
    try:
        return read_number(text, find_dial(package.catalogue, CHAIN, dial).written_form)
    except NumberError as error:
        raise SettingError("number_of_flag_refused", flag=flag, why=error.message) from None


def _inputs(package: Package, args: argparse.Namespace) -> ChainInputs:
    """Put the dials as the package has them and the call turns them; raises SettingError."""
    chain_of(package.catalogue)  # a list without one says so, before its dials are asked for
    given = {dial: flag for dial, (flag, _) in (FLOW | SHOCK).items() if getattr(args, dial, None) is not None}
    turned = {dial: _number(package, dial, flag, getattr(args, dial)) for dial, flag in given.items()}
    if getattr(args, "central", False):
        turned["central"] = Decimal(1)
    if (year := getattr(args, "year", None)) is not None:
        years = package.catalogue.base.years
        if year not in years:
            raise SettingError("year_not_in_base", years=years, found=year)
        turned["year"] = Decimal(year)
    return inputs_of(package, turned)


def _print_chain(package: Package, inputs: ChainInputs) -> None:
    """Print the history and the years ahead."""
    print(f"{'':6}{'received':>10}{'left':>10}{'occupancy':>11}{'stay':>8}")
    for year in history(package.catalogue):
        stay = said(year.stay, 1) or ""
        print(f"{year.year:6}{year.received:10}{year.left:10}{year.occupancy:11}{stay:>8}")
    for ahead in project(package.catalogue, inputs):
        flow = ahead.flow
        cost = f"cost {plain(ahead.cost)}, budgeted {plain(ahead.budgeted)}, ODA {plain(ahead.charged)}"
        print(f"{ahead.year:6}{flow.received:10}{flow.left:10}{flow.closing:11}{said(inputs.stay, 1):>8}  {cost}")


def _print_setback(package: Package, inputs: ChainInputs, found: SetBack, language: str) -> None:
    """Print who bears a set-back, rule by rule with its title in a language, and the back-test of a reserve."""
    print(f"{legend(package.catalogue)}.")
    print(f"{found.year}: {said(found.percent, 2)}% of {plain(found.cost)} is {plain(found.extra)}.")
    print(f"{'':44}{'own':>12}{'ODA':>12}{'other':>12}{'reserve':>12}")
    for outcome in found.outcomes:
        mark = "*" if outcome.rule.id == found.in_force else " "
        borne = outcome.borne
        amounts = (borne.own, borne.oda, borne.other, borne.reserve)
        print(f"{mark}{outcome.rule.title.get(language)[:42]:43}" + "".join(f"{plain(keur):>12}" for keur in amounts))
    print(f"* in force; first-year share {percent(found.share)}%")
    for later in lasting_set_back(package, inputs)[1:]:
        own = ", ".join(f"{outcome.rule.id} {plain(outcome.borne.own)}" for outcome in later.outcomes)
        print(f"and in {later.year} too: {plain(later.extra)}, own {own}")
    for item in back_test(package.catalogue, inputs.reserve):
        year = item.reserve
        print(f"{year.year}: {plain(year.extra)} above budget, own {plain(year.short)}, reserve {plain(year.closing)}")


def _run_chain(compose: Compose) -> Run:
    def run_chain(args: argparse.Namespace) -> int:
        """Show the chain of reception: history, years ahead under the dials, and the package in it."""
        package = compose(args)
        inputs = _inputs(package, args)
        if args.json:
            print(json.dumps(chain_json(package, inputs), ensure_ascii=False, indent=2))
        else:
            _print_chain(package, inputs)
        return 0

    return run_chain


def _run_setback(compose: Compose) -> Run:
    def run_setback(args: argparse.Namespace) -> int:
        """Show who pays when reception costs more than budgeted, by every rule."""
        package = compose(args)
        inputs = _inputs(package, args)
        found = set_back(package, inputs)
        if args.json:
            print(json.dumps(setback_json(package, inputs, found), ensure_ascii=False, indent=2))
        else:
            _print_setback(package, inputs, found, call_language(args))
        return 0

    return run_setback


def add_chain_commands(
    command: Callable[[str, Run], argparse.ArgumentParser],
    compose: Compose,
    add_package_flags: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Add `chain` and `setback` to the command line; `compose` makes the package that a call names."""
    chain, setback = command("chain", _run_chain(compose)), command("setback", _run_setback(compose))
    for parser, dials in ((chain, FLOW), (setback, FLOW | SHOCK)):
        add_package_flags(parser)
        for dial, (flag, unit) in dials.items():
            parser.add_argument(flag, dest=dial, metavar="NUMBER", help=f"{unit}; as the catalogue has it")
        parser.add_argument("--json", action="store_true")
    setback.add_argument("--year", help="of the base; default its last")
    setback.add_argument("--central", action="store_true", help="of the central part of reception alone")
