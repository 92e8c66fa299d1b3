"""Verdicts in words: as the list adds, without double counting, and why one cannot be determined."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.core import Amount, dutch
from budget.engine import TargetCell, TargetResult, Totals, Verdict, Why
from dashboard.package.measure_list import column_heads
from dashboard.package.questions import once_ask
from dashboard.words import asking, numbers, t

SIGNS = {Verdict.MET: "✓", Verdict.NOT_MET: "✕", Verdict.UNDETERMINED: "?", Verdict.NOT_ASKED: ""}
WORDS = {
    Verdict.MET: dutch("gehaald"),
    Verdict.NOT_MET: dutch("niet gehaald"),
    Verdict.UNDETERMINED: dutch("niet te bepalen"),
    Verdict.NOT_ASKED: dutch("niet gevraagd"),
}
CLASSES = {Verdict.MET: "met", Verdict.NOT_MET: "not-met", Verdict.UNDETERMINED: "open", Verdict.NOT_ASKED: "unasked"}


def verdict_word(verdict: Verdict, judged: bool) -> str:
    """Return a verdict in words; with overlaps that were not judged in full, what is met is so if nothing overlaps."""
    if verdict is Verdict.MET and not judged:
        return t("gehaald, als niets overlapt")
    return t(WORDS[verdict])


def verdict_text(cell: TargetCell) -> str:
    """Return a verdict in words; where overlap takes it, it says so."""
    if cell.why is Why.OVERLAP:
        return t("niet te bepalen: overlap")
    return verdict_word(cell.verdict, cell.judged)


def both_verdicts(cell: TargetCell) -> str:
    """Say both verdicts where they differ: as the list adds, and without double counting; else nothing."""
    if cell.as_added is cell.counted_once:
        return ""
    words = {
        way: verdict_word(verdict, cell.judged)
        for way, verdict in (("added", cell.as_added), ("once", cell.counted_once))
    }
    return t("Zoals de bron optelt {added}, zonder dubbeltelling {once}.", **words)


def why_text(cell: TargetCell) -> str:
    """Say why a verdict cannot be determined, or nothing."""
    if cell.why is Why.EXCLUSIVE:
        return t("Het pakket bevat maatregelen die elkaar uitsluiten.")
    if cell.why is Why.OVERLAP:
        return both_verdicts(cell)
    if cell.why is Why.RANGE:
        return t("Het doel ligt binnen de bandbreedte van het effect.")
    return t("Een gekozen maatregel heeft geen bedrag.") if cell.why is Why.OPEN_CELLS else ""


def doubtful(catalogue: Catalogue, result: TargetResult) -> list[str]:
    """Say in which columns of a target the two verdicts differ, and what they are."""
    found: dict[str, list[str]] = {}
    for label, cell in zip(column_heads(catalogue).values(), result.cells.values(), strict=True):
        if both := both_verdicts(cell):
            found.setdefault(both, []).append(label)
    return [f"{', '.join(labels)}: {both}" for both, labels in found.items()]


def once_amount(plain: Amount, once: Amount, decimals: int = 1) -> str:
    """
    Write a total without double counting, rounded where that still tells it from the sum as the list adds.

    Where the two are the same: "=".
    """
    if once == plain:
        return "="
    text = numbers.total(once, decimals, sign=True)
    return numbers.total(once, sign=True) if text == numbers.total(plain, decimals, sign=True) else text


def once_asking(ask: str, plain: Amount, once: Amount, decimals: int = 1) -> Markup:
    """Write such a total, which asks what counts twice in the sum that `ask` asks for; "=" asks nothing."""
    return asking("" if once == plain else once_ask(ask), once_amount(plain, once, decimals))


def once_text(plain: Amount, once: Amount, decimals: int = 1) -> str:
    """Say a total without double counting, where it is another than the sum as the list adds; else nothing."""
    if once == plain:
        return ""
    return t("zonder dubbeltelling {amount}", amount=once_amount(plain, once, decimals))


def counts_twice(plain: Totals, once: Totals) -> bool:
    """Whether overlaps leave another total in any column."""
    return plain != once


def any_twice(cells: Iterable[TargetCell]) -> bool:
    """Whether overlaps leave another effect on a target in any column."""
    return any(cell.effect != cell.once for cell in cells)
