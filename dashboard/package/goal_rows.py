"""The targets in the headline: a row of effects for each, with one line and one bar of what remains."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from budget.engine import Package, TargetCell, TargetResult, ToGo, Verdict, to_go
from dashboard.package.measure_list import column_labels
from dashboard.package.verdicts import (
    CLASSES,
    SIGNS,
    both_verdicts,
    once_text,
    verdict_text,
    verdict_word,
    why_text,
)
from dashboard.words import language, numbers, t, terms

ASK_GAP: Final = "gap"
"""What the browser asks for when what remains to a target is clicked (`dashboard/assets/ask.js`)."""


NEUTRAL: Final = Markup('<td class="num" title="{}">{}</td>')
JUDGED: Final = Markup(
    '<td class="num" title="{}">{}<span class="verdict {}"><span aria-hidden="true">{}</span><span class="sr">{}</span></span>'
    "</td>"
)
"""An effect in a column of a target: of a package without measures, and with its verdict."""


def to_go_text(package: Package, result: TargetResult, column: str, found: ToGo | None = None) -> str:
    """Say what remains to a target in a column (`found` where it is known): at least and at most where these differ."""
    found, places = found or to_go(package, result, column), numbers.places(package.catalogue)
    least = numbers.meur(found.least_keur, places)
    if found.blocked:
        return t("niet te bepalen")
    if found.most_keur is None:
        return t("nog minstens {least} te gaan", least=least) if found.least_keur else t("niet te bepalen: PM")
    if not found.most_keur:
        return verdict_word(Verdict.MET, result.cells[column].judged)
    if found.least_keur == found.most_keur:
        return t("nog {least} te gaan", least=least)
    return t("nog {least} tot {most} te gaan", least=least, most=numbers.meur(found.most_keur, places))


def _bar(found: ToGo) -> Markup:
    """Draw how far a package has come: surely, and at most."""
    least, most = (round(share * 100, 1) for share in found.shares)
    return Markup(
        '<span class="way" aria-hidden="true"><i class="most" style="width:{}%"></i><i style="width:{}%"></i></span>'
    ).format(most, least)


def _remaining(package: Package, result: TargetResult) -> Markup:
    """Write what remains in the target's main column as a button that asks for what would close it."""
    column = result.main
    found, cell = to_go(package, result, column), result.cells[column]
    label = column_labels(package.catalogue)[package.catalogue.columns.place[column]]
    css = CLASSES[cell.verdict] if package.selection else "neutral"
    return Markup(
        '<button type="button" class="to-go {}" data-ask="{}:{}" title="{}">{} <span>{}: {}</span></button>'
    ).format(
        css,
        ASK_GAP,
        result.target.id,
        t("Toon wat het gat dicht"),
        _bar(found),
        label,
        to_go_text(package, result, column, found),
    )


def _tip(cell: TargetCell, places: int) -> str:
    """Say of an effect what it is short of, exactly and without double counting, and why it has no verdict."""
    gap = t("verschil {gap}", gap=numbers.signed(cell.gap, places)) + "."
    once = once_text(cell.effect, cell.once, places)
    exact = numbers.exact_tip(cell.effect, places)
    told = [exact and f"{terms.capital(exact)}.", gap, once and f"{terms.capital(once)}."]
    return " ".join(filter(None, [*told, both_verdicts(cell) or why_text(cell)]))


def _cell(package: Package, cell: TargetCell, places: int) -> Markup:
    effect = numbers.total(cell.effect, places, sign=True)
    if not cell.asked:
        return Markup('<td class="num soft" title="{}">{}</td>').format(t("In deze kolom niet gevraagd."), effect)
    if not package.selection:
        return NEUTRAL.format(_tip(cell, places), effect)
    verdict = (CLASSES[cell.verdict], SIGNS[cell.verdict], verdict_text(cell))
    return JUDGED.format(_tip(cell, places), effect, *verdict)


def target_row(package: Package, result: TargetResult) -> Markup:
    """Build the row of a target; a package without measures is not judged."""
    lang, places = language(), numbers.places(package.catalogue)
    scope = result.scope.title.get(lang)
    amounts = list(dict.fromkeys(cell.target_keur for cell in result.asked.values()))
    goal = numbers.meur(amounts[0], places, sign=True) if len(amounts) == 1 else t("per jaar")
    if result.own is None:
        tip = t("Doel {goal} over de grondslag {scope}", goal=goal, scope=scope)
    else:
        tip = t("Eigen doel {goal}, geldt voor {scope}", goal=goal, scope=scope)
    head = Markup('<th scope="row" title="{}">{} <span class="soft">{}</span>{}</th>').format(
        tip, result.target.title.get(lang), t("doel {goal}", goal=goal), _remaining(package, result)
    )
    cells = Markup("").join(_cell(package, cell, places) for cell in result.cells.values())
    return Markup('<tr class="goal">{}{}<td></td></tr>').format(head, cells)
