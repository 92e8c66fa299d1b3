"""The targets in the headline: a row of effects for each, with one line and one bar of what remains."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from budget.engine import OwnPart, Package, TargetCell, TargetResult, ToGo, Verdict, to_go
from dashboard.package.measure_list import labels_of_columns
from dashboard.package.own_words import own_parts, own_verdict
from dashboard.package.questions import GOAL, asks, goal_name, made_ask, target_part
from dashboard.package.verdicts import (
    CLASSES,
    SIGNS,
    both_verdicts,
    once_text,
    verdict_text,
    verdict_word,
    why_text,
)
from dashboard.words import asking, fill, joined, language, numbers, t, terms

ASK_GAP: Final = "gap"
"""What the browser asks for when what remains to a target is clicked (`dashboard/assets/ask.js`)."""


MOST_ROWS: Final = 1_000
"""How many rows of targets are kept with a list, some 4 kB each."""
WAY: Final = Markup(
    '<span class="way" aria-hidden="true"><i class="most" style="width:{}%"></i><i style="width:{}%"></i></span>'
)
TO_GO: Final = Markup(
    '<button type="button" class="to-go {}" data-ask="{}:{}" title="{}">{} <span>{}: {}</span></button>'
)
GOAL_HEAD: Final = Markup('<th scope="row" title="{}">{} <span class="soft">{}</span>{}</th>')
GOAL_ROW: Final = Markup('<tr class="goal">{}{}<td></td></tr>')
UNASKED: Final = Markup('<td class="num soft" title="{}">{}</td>')
OWN: Final = Markup(' <small class="own soft">{}</small>')
NEUTRAL: Final = Markup('<td class="num" title="{}">{}</td>')
JUDGED: Final = Markup(
    '<td class="num" title="{}">{}<span class="verdict {}" data-ask="{}"><span aria-hidden="true">{}</span><span class="sr">{}</span></span>'
    "{}</td>"
)
"""
An effect in a column of a target: of a package without measures, and with its verdict.

A click on the verdict asks what the effect asks; the button of the keyboard and of a screen reader is the effect itself.
"""


def missing_text(found: ToGo, places: int, unit: str = "") -> str:
    """Say what is missing to a target, at least and at most where these differ, with its unit where it stands alone."""

    def said(keur: int) -> str:
        return f"{numbers.meur(keur, places)} {unit}".rstrip()

    least, most = found.least_keur, found.most_keur
    if most is None:
        return (
            t("nog minstens {least} te gaan", least=said(least)) if least else t("niet te bepalen: een bedrag is open")
        )
    if least == most:
        return t("nog {least} te gaan", least=said(least))
    return t("nog {least} tot {most} te gaan", least=numbers.meur(least, places), most=said(most))


def to_go_text(package: Package, result: TargetResult, column: str, found: ToGo | None = None) -> str:
    """Say what remains to a target in a column (`found` where it is known): at least and at most where these differ."""
    found = found or to_go(package, result, column)
    if found.blocked:
        return t("niet te bepalen")
    if found.most_keur == 0:
        return verdict_word(Verdict.MET, result.cells[column].judged)
    return missing_text(found, numbers.places(package.catalogue))


def _bar(found: ToGo) -> Markup:
    """Draw how far a package has come: surely, and at most."""
    least, most = (round(share * 100, 1) for share in found.shares)
    return fill(WAY, most, least)


def _remaining(package: Package, result: TargetResult) -> Markup:
    """Write what remains in the target's main column as a button that asks for what would close it."""
    column = result.main
    found, cell = to_go(package, result, column), result.cells[column]
    label = labels_of_columns(package.catalogue)[column]
    css = CLASSES[cell.verdict] if package.selection else "neutral"
    return fill(
        TO_GO,
        css,
        ASK_GAP,
        result.target.id,
        t("Toon wat het gat dicht"),
        _bar(found),
        label,
        to_go_text(package, result, column, found),
    )


def _tip(cell: TargetCell, places: int, part: OwnPart | None = None) -> str:
    """Say of an effect what it is short of, exactly and once, why it has no verdict, and what of it is one's own."""
    gap = t("verschil {gap}", gap=numbers.signed(cell.gap, places)) + "."
    once = once_text(cell.effect, cell.once, places)
    exact = numbers.exact_tip(cell.effect, places)
    told = [exact and f"{terms.capital(exact)}.", gap, once and f"{terms.capital(once)}."]
    own = "" if part is None else f"{terms.capital(own_verdict(part))}."
    return " ".join(filter(None, [*told, both_verdicts(cell) or why_text(cell), own]))


def _cell(package: Package, cell: TargetCell, places: int, ask: str, part: OwnPart | None) -> Markup:
    effect = asking(ask, numbers.total(cell.effect, places, sign=True))
    if not cell.asked:
        return fill(UNASKED, t("In deze kolom niet gevraagd."), effect)
    if not package.selection:
        return fill(NEUTRAL, _tip(cell, places), effect)
    verdict = (CLASSES[cell.verdict], ask, SIGNS[cell.verdict], verdict_text(cell))
    mark = Markup("") if part is None else fill(OWN, t("eigen"))
    return fill(JUDGED, _tip(cell, places, part), effect, *verdict, mark)


def target_row(package: Package, result: TargetResult) -> Markup:
    """
    Build the row of a target; a package without measures is not judged.

    Most toggles leave all figures of some target as they were: the last rows are kept with a list that sessions share.
    """
    catalogue, settings = package.catalogue, package.settings
    if settings.own or catalogue.edition:
        return _target_row(package, result)
    key = (language(), bool(package.selection), settings, result.target.id, *result.cells.values())
    return catalogue.kept("target rows", key, lambda: _target_row(package, result), MOST_ROWS)


def _target_row(package: Package, result: TargetResult) -> Markup:
    lang, places = language(), numbers.places(package.catalogue)
    scope = result.scope.title.get(lang)
    amounts = list(dict.fromkeys(cell.target_keur for cell in result.asked.values()))
    goal = numbers.meur(amounts[0], places, sign=True) if len(amounts) == 1 else t("per jaar")
    if result.own is None:
        tip = t("Doel {goal} over de grondslag {scope}", goal=goal, scope=scope)
    else:
        tip = t("Eigen doel {goal}, geldt voor {scope}", goal=goal, scope=scope)
    asked = made_ask(result.main, goal_name(GOAL, result.target.id))
    said = asking(asked, t("doel {goal}", goal=goal))
    head = fill(GOAL_HEAD, tip, result.target.title.get(lang), said, _remaining(package, result))
    told = asks(package.catalogue, target_part(result.target.id))
    parts = own_parts(package, result)
    cells = joined(
        [_cell(package, cell, places, told[column], parts.get(column)) for column, cell in result.cells.items()]
    )
    return fill(GOAL_ROW, head, cells)
