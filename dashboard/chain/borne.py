"""What each bears of a set-back is made of: the extra cost, the share that falls to ODA, and the reserve, by rule."""

from __future__ import annotations

from typing import Final

from budget.chain import BEARERS, Outcome, SetBack, inputs_of, set_back
from budget.core import BudgetError
from budget.engine import Package
from dashboard.chain.write import meur, percent
from dashboard.package import Made, MadeRow, backing, made_ask, made_dialog, made_title, place_html
from dashboard.paper import bearers
from dashboard.words import asking, language, numbers, t

ASK_BORNE: Final = "borne"
"""What the browser asks for when what one bears of a set-back is clicked (`dashboard/assets/ask.js`)."""
TOTAL, CLOSING = "total", "closing"
DECIMALS: Final = 1

Rows = tuple[MadeRow, ...]


def borne_ask(rule: str, bearer: str) -> str:
    """Return what asks how much one bears under a rule, and how that is made."""
    return f"{ASK_BORNE}:{rule}:{bearer}"


def _extra(found: SetBack, rule: str) -> MadeRow:
    ask = borne_ask(rule, TOTAL)
    return MadeRow(t("meerkosten"), asking(ask, meur(found.extra, DECIMALS)))


def _less(name: str, keur: int, ask: str) -> MadeRow:
    return MadeRow(t("min {name}", name=name), asking(ask, numbers.meur(-keur, DECIMALS, sign=True)))


def _cost(package: Package, found: SetBack) -> tuple[Rows, str]:
    """Return what the extra cost is made of: what reception is budgeted at, and the part that is dearer."""
    catalogue = package.catalogue
    oda = catalogue.oda
    told = "" if oda is None else place_html(catalogue, catalogue.base.line(oda.reception_base).source)
    turned = t("uw instelling op de pagina Keten")
    if found.inflow is not None:
        inflow = numbers.plain(numbers.rounded(found.inflow, 2))
        turned = t("volgt via de keten uit {percent}% meer instroom", percent=inflow)
    rows = (
        MadeRow(t("Kosten van de opvang in {year}", year=found.year), meur(found.cost, DECIMALS), told),
        MadeRow(t("Percentage"), f"{numbers.plain(numbers.rounded(found.percent, 2))}%", turned),
    )
    return rows, t("De meerkosten zijn het percentage van de kosten.")


def _charged(package: Package, found: SetBack, rule: str) -> tuple[Rows, str]:
    """Return what ODA bears: the first-year share of the extra cost."""
    ask = made_ask(found.year, "share") if found.year in package.catalogue.columns.place else ""
    rows = (_extra(found, rule), MadeRow(t("Eerstejaarsaandeel"), asking(ask, percent(found.share))))
    return rows, t("ODA draagt het eerstejaarsaandeel van de meerkosten.")


def _reserve(outcome: Outcome, with_drawn: bool, drawn: MadeRow) -> Rows:
    """Return what is in a reserve: what it began the year with, what came in, and perhaps what it paid."""
    year = outcome.reserve
    if year is None:
        return ()
    rows = (
        MadeRow(t("reserve aan het begin van het jaar"), meur(year.opening, DECIMALS)),
        MadeRow(t("inleg van het jaar"), meur(year.added, DECIMALS)),
    )
    return (*rows, drawn) if with_drawn else rows


def _rest(outcome: Outcome, found: SetBack, names: dict[str, str]) -> tuple[Rows, str]:
    """Return what is left of the extra cost for who bears the rest: without what ODA or the reserve pays."""
    rule, borne = outcome.rule.id, outcome.borne
    paid = {"oda": borne.oda, "reserve": borne.reserve}
    bearing = {who: keur for who, keur in paid.items() if who in BEARERS[outcome.rule.bears]}
    less = tuple(_less(names[who], keur, borne_ask(rule, who)) for who, keur in bearing.items())
    said = t("Wat overblijft van de meerkosten.") if less else t("Alle meerkosten.")
    return (_extra(found, rule), *less), said


def _parts(package: Package, found: SetBack, outcome: Outcome, bearer: str) -> tuple[Rows, str]:
    """Return the figures that an amount is made of, with the rule that joins them."""
    names, borne, rule = bearers(package.catalogue), outcome.borne, outcome.rule.id
    if bearer == TOTAL:
        return _cost(package, found)
    drawn = _less(names["reserve"], borne.reserve, borne_ask(rule, "reserve"))
    if bearer == CLOSING:
        return _reserve(outcome, True, drawn), t("Wat de reserve het volgende jaar begint.")
    if bearer not in BEARERS[outcome.rule.bears]:
        return (), t("Draagt niets onder deze regel.")
    if bearer == "oda":
        return _charged(package, found, rule)
    if bearer == "reserve":
        rows = _reserve(outcome, False, drawn)
        return (*rows, _extra(found, rule)), t("De reserve betaalt de meerkosten, tot zij leeg is.")
    return _rest(outcome, found, names)


def borne_made(package: Package, found: SetBack, rule: str, bearer: str) -> Made | None:
    """Return what one bears of a set-back under a rule is made of; None for what there is not."""
    names = bearers(package.catalogue) | {TOTAL: t("meerkosten"), CLOSING: t("reserve na het jaar")}
    outcome = next((one for one in found.outcomes if one.rule.id == rule), None)
    if outcome is None or bearer not in names or (bearer == CLOSING and outcome.reserve is None):
        return None
    closing = outcome.reserve.closing if outcome.reserve is not None else 0
    amount = closing if bearer == CLOSING else getattr(outcome.borne, bearer)
    rows, said = _parts(package, found, outcome, bearer)
    total = MadeRow(names[bearer], meur(amount, DECIMALS), backing(package.catalogue, outcome.rule))
    title = made_title(package.catalogue, f"{outcome.rule.title.get(language())}: {names[bearer]}", found.year)
    return Made(title, rows, total, (said,))


def borne_dialog(package: Package, which: str) -> None:
    """Open what one bears of the set-back of the dials is made of; nothing where the list or the rule has none."""
    if package.catalogue.chain is None:
        return
    try:
        found = set_back(package, inputs_of(package))
    except BudgetError:
        return  # the page says what is wrong with its dials, and shows no amount
    rule, _, bearer = which.rpartition(":")
    if (made := borne_made(package, found, rule, bearer)) is not None:
        made_dialog(package.catalogue, made)
