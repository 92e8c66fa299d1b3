"""The sections of a paper about the chain: which of its dials stand elsewhere, the years ahead, who pays a set-back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budget.catalogue import CHAIN, FLOW_DIALS, Catalogue
from budget.chain import ChainInputs, SetBack, inputs_of, project, set_back
from budget.core import BudgetError, explain
from budget.engine import Package, oda_of
from dashboard.paper.paper import Figures, Row, Section
from dashboard.words import language, numbers, t, terms

DECIMALS = 1


def bearers(catalogue: Catalogue) -> dict[str, str]:
    """Return what each who bears is called: the own chapter, the ODA budget, another chapter, the reserve."""
    oda = oda_of(catalogue)
    rules = catalogue.chain.setback.rules if catalogue.chain else ()
    moved = next((rule.bearer for rule in rules if rule.bearer), None)
    return {
        "own": oda.own_chapter,
        "oda": oda.oda_budget,
        "other": moved or t("ander hoofdstuk"),
        "reserve": t("reserve"),
    }


def setback_sentence(found: SetBack, catalogue: Catalogue) -> str:
    """Say what the set-back is and which was turned: the cost itself, or the inflow first."""
    values = {
        "year": found.year,
        "percent": numbers.plain(numbers.rounded(found.percent, 2)),
        "cost": numbers.meur(found.cost, DECIMALS),
        "extra": numbers.meur(found.extra, DECIMALS),
        "unit": terms.unit(catalogue),
        "share": f"{numbers.number(numbers.rounded(found.share * 100, 1), 1)}%",
    }
    if found.inflow is None:
        return t("Kosten: {percent}% van {cost} in {year} is {extra} {unit}. Eerstejaarsaandeel {share}.", **values)
    return t(
        "Instroom: {inflow}% meer mensen in {year} geeft via de keten {percent}% hogere kosten, van {cost} dus {extra} {unit}. Eerstejaarsaandeel {share}.",
        inflow=numbers.plain(numbers.rounded(found.inflow, 2)),
        **values,
    )


def _turned(package: Package) -> dict[str, Decimal]:
    return {dial: value for owner, dial, value in package.settings.dials if owner == CHAIN}


def _dials(package: Package, turned: dict[str, Decimal]) -> Section:
    """List the dials that stand elsewhere than the source puts them."""
    lang, lines = language(), []
    for dial in package.catalogue.chain.dials if package.catalogue.chain else ():
        if dial.id in turned:
            usual = numbers.plain(Decimal(dial.default))
            text = t("{value} (in de bron: {usual})", value=numbers.plain(turned[dial.id]), usual=usual)
            lines.append(
                (
                    f"{dial.title.get(lang)} ({dial.unit.get(lang)})",
                    f"{text}. {terms.source_note(package.catalogue, dial.source)}",
                )
            )
    return Section("chain-dials", t("Keten: eigen aannames"), lines=tuple(lines))


def _years(package: Package, inputs: ChainInputs) -> Section:
    """Tabulate the years ahead under the dials; no forecast, and the paper says so."""
    catalogue, unit = package.catalogue, terms.unit(package.catalogue)
    ahead = project(catalogue, inputs)
    lines = {
        t("in"): [numbers.number(year.flow.received) for year in ahead],
        t("uit"): [numbers.number(year.flow.left) for year in ahead],
        t("bezetting, eind"): [numbers.number(year.flow.closing) for year in ahead],
        t("Kosten; {unit}", unit=unit): [numbers.meur(year.cost, DECIMALS) for year in ahead],
        t("begroot, {unit}", unit=unit): [numbers.meur(year.budgeted, DECIMALS) for year in ahead],
    }
    rows = tuple(Row(label, tuple(cells)) for label, cells in lines.items())
    note = t(
        "Geen raming: instroom, verblijfsduur en prijs zijn uw eigen aannames, en de keten rekent uit wat daaruit volgt."
    )
    table = Figures(t("Jaren vooruit"), ("", *(year.year for year in ahead)), rows, (note,))
    return Section("chain-years", t("Keten: jaren vooruit"), table)


def _setback(package: Package, inputs: ChainInputs) -> Section:
    """Tabulate who bears the set-back, rule by rule; the rule of the package is marked."""
    catalogue, names, found = package.catalogue, bearers(package.catalogue), set_back(package, inputs)
    rows = []
    for outcome in found.outcomes:
        title, borne = outcome.rule.title.get(language()), outcome.borne
        mark = t("{rule} (geldt in dit pakket)", rule=title) if outcome.rule.id == found.in_force else title
        amounts = (borne.own, borne.oda, borne.other, borne.reserve, borne.total)
        rows.append(Row(mark, tuple(numbers.meur(keur, DECIMALS) for keur in amounts)))
    head = (t("Regel"), names["own"], names["oda"], names["other"], names["reserve"], t("samen"))
    caption = t("Wie draagt de tegenvaller; {unit}, + is een tegenvaller", unit=terms.unit(catalogue))
    notes = (setback_sentence(found, catalogue),)
    return Section("chain-setback", t("Wie betaalt een tegenvaller"), Figures(caption, head, tuple(rows), notes))


def chain_sections(package: Package) -> Iterator[Section]:
    """
    Yield what a paper says of the chain, where its dials were turned; nothing of one that stands as the source puts it.

    Dials that cannot stand together are told instead.
    """
    turned = _turned(package)
    if package.catalogue.chain is None or not turned:
        return
    yield _dials(package, turned)
    try:
        inputs = inputs_of(package)
    except BudgetError as error:
        yield Section("chain-fault", t("Keten"), empty=explain(error, language(), page=True))
        return
    if any(dial in FLOW_DIALS for dial in turned):
        yield _years(package, inputs)
    if inputs.shock or inputs.inflow_shock:
        yield _setback(package, inputs)
