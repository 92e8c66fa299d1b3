"""
Who keeps what of the postings, with both ends: the formulas of a list with ODA and amounts with bounds.

A part is a sum of postings, less or more what the chosen regime moves. Each cell is split at its plain amount and at
both ends by itself, as the engine does, so that the parts sum to the effect at each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from budget.export.sheets.ends import ENDS, NAMES, End, Where
from budget.export.units import exact, whole

Kind = End | None
"""An end of an amount, or None for the plain amount."""
KINDS: Final[tuple[Kind, ...]] = (None, *ENDS)


@dataclass(frozen=True)
class Holder:
    """
    A choice whose postings are split: who is chosen, which of its postings a regime moves, and how columns are called.

    `holds` and `stays` give by key the expression that is 1 where its regime holds, and where its attribution stays; ""
    is always.
    """

    chosen: str
    taken: str
    moved: Where
    holds: Callable[[str], str]
    stays: Callable[[str], str]


PACKAGE: Final = Holder(
    "Post_gekozen", "Toegerekend", (("Post_verhuist", "Aan"),), lambda key: f"Regime_geldt_{key}", lambda _: ""
)
"""The package itself; what its regime leaves unattributed stands so on Posten."""


@dataclass(frozen=True)
class Term:
    """Postings that a part adds, or leaves out with the sign −; those that a regime moves only where one `holds`."""

    where: Where
    sign: str = ""
    holds: bool = False


@dataclass(frozen=True)
class Share:
    """A part of the effect: its postings, and what it takes of each: all, the attributed part or what that leaves."""

    terms: Sequence[Term]
    takes: Literal["all", "attributed", "rest"] = "rest"
    of: Holder = PACKAGE


def shares(regimes: bool, mine: Where = (), of: Holder = PACKAGE) -> dict[str, Share]:
    """
    Return the parts of the effect of a choice by key; `mine` limits them to some postings, such as those of a measure.

    With `regimes` a part is less or more what the choice's regime moves.
    """
    chosen = ((of.chosen, "Aan"),)
    programme = (("Post_odaregel", "Regel_programma"),)

    def moved(sign: str) -> list[Term]:
        return [Term((*mine, *chosen, *of.moved), sign, holds=True)] if regimes else []

    def taken(where: Where = (), sign: str = "") -> Term:
        return Term((*mine, *chosen, *where), sign)

    def borne(bearer: str) -> Term:
        return taken((("Post_drager", bearer),))

    return {
        "effect": Share([taken()], "all", of),
        "own": Share([borne("Drager_eigen"), *moved("-")], of=of),
        "attributed": Share([taken()], "attributed", of),
        "programme": Share([taken(programme)], of=of),
        "cover": Share([borne("Drager_ODA"), taken(programme, "-")], of=of),
        "room": Share([borne("Drager_ODA")], of=of),
        "others": Share([borne("Drager_overig"), *moved("+")], of=of),
    }


def area(name: str, key: str, kind: Kind) -> str:
    """Return the name of a column of Posten, or of a result: plain, or at an end."""
    return f"{name}_{key}" if kind is None else f"{name}_{NAMES[kind]}_{key}"


def _times(share: Share, term: Term, key: str, expression: str) -> str:
    return f"{term.sign}{share.of.holds(key)}*{expression}" if term.holds else f"{term.sign}{expression}"


def _stays(share: Share, key: str) -> str:
    found = share.of.stays(key)
    return found and f"{found}*"


def number(share: Share, key: str, kind: Kind) -> str:
    """Return the expression that adds the numbers of a part in a column."""

    def added(term: Term) -> str:
        pairs = ",".join(f"{name},{value}" for name, value in term.where)
        found, taken = (f"SUMIFS({area(name, key, kind)},{pairs})" for name in ("Post", share.of.taken))
        taken = f"{_stays(share, key)}{taken}"
        return {"all": found, "attributed": taken, "rest": f"({found}-{taken})"}[share.takes]

    return "".join(_times(share, term, key, added(term)) for term in share.terms)


def hidden(share: Share, key: str, kind: Kind) -> str:
    """Return the expression that counts the postings of a part that have no such amount: a range, or an unknown end."""
    weights = [
        _times(share, term, key, f"({'*'.join(f'({name}={value})' for name, value in term.where)})")
        for term in share.terms
    ]
    weight = weights[0] if len(weights) == 1 else f"({''.join(weights)})"
    return f"SUMPRODUCT({weight}*({_without(share, key, kind)}))"


def _without(share: Share, key: str, kind: Kind) -> str:
    """Return what says of each posting that it has no plain amount, or not this end, without a sure direction too."""
    if kind is None:
        if share.takes == "attributed":
            return f"{_stays(share, key)}({share.of.taken}_{key}=Teken_bandbreedte)"
        return f"Post_{key}=Teken_bandbreedte"
    if share.takes == "attributed":
        return f"{_stays(share, key)}ISTEXT({area(share.of.taken, key, kind)})*Aan"
    own, other = (area("Post", key, end) for end in (kind, "upper" if kind == "lower" else "lower"))
    return f"ISTEXT({own})+Post_onzeker*ISTEXT({other})*(Post_{key}<>Teken_bandbreedte)"


def nothing(kind: Kind) -> str:
    """Return what a cell holds where there is no such amount."""
    return '""' if kind is None else "Kant_onbekend"


def part_formula(found: Sequence[Share], key: str, kind: Kind) -> str:
    """Return the formula for a sum of parts in a column; nothing where a posting has no such amount."""
    missing = "+".join(hidden(share, key, kind) for share in found)
    total = exact("+".join(number(share, key, kind) for share in found))
    return f"=IF({missing}>0,{nothing(kind)},{total})"


def sum_formula(parts: Sequence[str], total: str, kind: Kind) -> str:
    """Return the formula for `total`, a sum of amounts or another expression of cells, where each of `parts` is a number."""
    known = ",".join(f"ISNUMBER({part})" for part in parts)
    return f"=IF(AND({known}),{total},{nothing(kind)})"


def share_of(amount: str, total: str) -> str:
    """Return the expression for an amount as a share of another, to a tenth of a percent."""
    return f"ROUND({whole(amount)}/{whole(total)},Decimalen_aandeel)"
