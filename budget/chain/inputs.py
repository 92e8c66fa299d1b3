"""The dials of the chain: where they stand, with the limits and defaults of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from budget.catalogue import CHAIN, Catalogue, ChainData
from budget.core import KEUR_PER_MEUR, CallError, Message, SettingError, UnknownIdError
from budget.engine import Package


@dataclass(frozen=True)
class ChainInputs:
    """
    Inflow a year, stay in months, price in euro, first-year share in percent, months to a municipality.

    And of a set-back: its year, the shock to the cost or to the inflow in percent, the yearly contribution to a reserve
    in thousands of euro, the years in which it was filled before, and whether it is of the central part alone.
    """

    inflow: int
    stay: Fraction
    price: Fraction
    share: Fraction
    waiting: Fraction
    year: str
    shock: Fraction
    inflow_shock: Fraction
    reserve: int
    saved: int
    central: bool


def chain_of(catalogue: Catalogue) -> ChainData:
    """Return the catalogue's chain; raises CallError for a catalogue without one, which no page asks for."""
    if catalogue.chain is None:
        raise CallError("catalogue_without_chain", id=catalogue.info.id)
    return catalogue.chain


def _whole(dial: str, value: Fraction) -> int:
    if value.denominator != 1:
        raise SettingError("dial_not_whole", dial=dial, found=float(value))
    return int(value)


def chain_inputs(data: ChainData, turned: Mapping[str, Decimal | int] | None = None) -> ChainInputs:
    """
    Put the dials: those that are turned, the others at their defaults.

    Raises UnknownIdError for a dial that does not exist, SettingError for one outside its limits or with more decimals
    than a dial holds, for people, years and thousands of euro that are not whole, and for both shocks at once.
    """
    values = {dial.id: Fraction(dial.default) for dial in data.dials}
    for id_, value in (turned or {}).items():
        if id_ not in values:
            raise UnknownIdError(id_, tuple(values), Message("id_of_dial"))
        dial = data.dial(id_)
        if not Decimal(value).is_finite() or not dial.minimum <= value <= dial.maximum:
            raise SettingError("dial_outside_limits", dial=id_, low=dial.minimum, high=dial.maximum, value=value)
        if not dial.written_form.fits(Decimal(value)):
            raise SettingError("dial_too_fine", dial=id_, most=dial.written_form.decimals, found=value)
        values[id_] = Fraction(value)
    if values["shock"] and values["inflow-shock"]:
        raise SettingError("shock_given_twice")
    return ChainInputs(
        inflow=_whole("inflow", values["inflow"]),
        stay=values["stay"],
        price=values["price"],
        share=values["first-year-share"],
        waiting=values["months-to-municipality"],
        year=str(_whole("year", values["year"])),
        shock=values["shock"],
        inflow_shock=values["inflow-shock"],
        reserve=_whole("reserve", values["reserve"] * KEUR_PER_MEUR),
        saved=_whole("saved", values["saved"]),
        central=bool(_whole("central", values["central"])),
    )


def inputs_of(package: Package, turned: Mapping[str, Decimal | int] | None = None) -> ChainInputs:
    """Put the dials as a package's settings have them, with others in their place; raises as `chain_inputs`."""
    own = {dial: value for measure, dial, value in package.settings.dials if measure == CHAIN}
    return chain_inputs(chain_of(package.catalogue), own | dict(turned or {}))
