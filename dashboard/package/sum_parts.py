"""
The parts of a package whose sum can be asked: what the browser asks for, and what that is in words and in postings.

How a text tells a part: `dashboard/package/questions.py`. What does not fit the package, as a browser may tell anything, is
no part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from budget.catalogue import Catalogue, Evidence, LegalLevel, Measure
from budget.engine import (
    Line,
    OdaPart,
    Package,
    StackBy,
    Sum,
    TargetResult,
    evaluate_targets,
    sum_of_leakage,
    sum_of_lines,
    sum_of_oda,
    sum_of_oda_measure,
    sum_of_stack,
    sum_on_own_base,
    sum_on_target,
)
from dashboard.package.fiche import oda_told
from dashboard.package.list_facts import legal_word
from dashboard.package.places import backing, evidence_word
from dashboard.package.questions import BARE, STAR
from dashboard.words import language, t, terms

SAVES: Final = {"savings": True, "costs": False}


Why = Callable[[Catalogue, Measure], str]


@dataclass(frozen=True)
class Part:
    """
    A part of a package: what it is for people ("" of the whole), and its sum.

    `why` says of a measure on what ground it counts here, where that is another than of the posting itself.
    """

    name: str
    sum: Sum
    why: Why | None = None


def stack_word(catalogue: Catalogue, by: StackBy, name: str) -> str:
    """Name a stack for people."""
    if not name:
        return t("niet beoordeeld")
    if by is StackBy.LAW:
        return legal_word(LegalLevel(name))
    return evidence_word(Evidence(name)) if by is StackBy.EVIDENCE else terms.body(catalogue, name)


def side_word(saves: bool) -> str:
    """Name what saves, or what costs."""
    return t("besparingen") if saves else t("intensiveringen")


def target_label(result: TargetResult) -> str:
    """Name a target with what counts towards it, where that is not its name already."""
    title, scope = result.target.title.get(language()), result.scope.title.get(language())
    return title if title == scope else f"{title} ({scope})"


def _oda_why(catalogue: Catalogue, measure: Measure) -> str:
    """Say by which ODA rule a measure is divided and on what ground; one without a rule counts as no ODA."""
    if measure.oda is None:
        return t("Geen ODA-regel: telt als niet-ODA.")
    return Markup("{}: {}").format(t("ODA"), oda_told(catalogue, measure.oda))


def _measure_name(package: Package, id_: str) -> str:
    return f"{id_} {package.catalogue.measures[id_].title.get(language())}"


def _law_why(catalogue: Catalogue, measure: Measure) -> str:
    """Say on what ground a measure needs its change of rules."""
    return "" if measure.legal_change is None else backing(catalogue, measure.legal_change)


def _of_line(package: Package, told: str) -> Part | None:
    """Return a budget line, or a chapter with all its lines; with a bar before it without its articles."""
    bare = told.removeprefix(BARE)

    def holds(line: Line) -> bool:
        return line.name == bare if told != bare else told in {line.name, line.chapter}

    return Part(bare, sum_of_lines(package, holds)) if any(map(holds, package.lines)) else None


def _of_target(package: Package, id_: str) -> Part | None:
    found = sum_on_target(package, id_)
    return None if found is None else Part(target_label(evaluate_targets(package)[id_]), found)


def _of_oda(package: Package, name: str) -> Part | None:
    if name not in set(OdaPart) or (found := sum_of_oda(package, OdaPart(name))) is None:
        return None
    return Part(terms.oda_part(package.catalogue, OdaPart(name)), found, _oda_why)


def _of_oda_measure(package: Package, told: str) -> Part | None:
    name, _, id_ = told.partition("/")
    found = sum_of_oda_measure(package, OdaPart(name), id_) if name in set(OdaPart) else None
    if found is None:
        return None
    return Part(f"{_measure_name(package, id_)}, {terms.oda_part(package.catalogue, OdaPart(name))}", found, _oda_why)


def _of_leakage(package: Package, _name: str) -> Part | None:
    found = sum_of_leakage(package)
    return None if found is None else Part(t("Daling ODA-toerekening"), found, _oda_why)


def _of_stack(package: Package, told: str, saves: bool) -> Part | None:
    way, _, name = told.partition("/")
    found = sum_of_stack(package, StackBy(way), name, saves) if way in set(StackBy) else None
    if found is None:
        return None
    of = {StackBy.LAW: f"{t('Wijziging van regels')}, ", StackBy.EVIDENCE: f"{t('Bewijs')}, "}.get(StackBy(way), "")
    return Part(
        f"{of}{stack_word(package.catalogue, StackBy(way), name)}: {side_word(saves)}",
        found,
        _law_why if way == StackBy.LAW else None,
    )


def _of_base(package: Package, body: str) -> Part | None:
    found = sum_on_own_base(package, body)
    return (
        None if found is None else Part(f"{terms.body(package.catalogue, body)}, {t('op de eigen grondslag')}", found)
    )


def _of_variant(package: Package, id_: str) -> Part | None:
    if id_ not in package.by_variant:
        return None
    return Part(terms.variant(package.catalogue, id_), sum_of_lines(package, lambda line: line.variant == id_))


def _of_measure(package: Package, id_: str) -> Part | None:
    if id_ not in package.selection:
        return None
    return Part(_measure_name(package, id_), sum_of_lines(package, lambda line: line.measure == id_))


def _every(line: Line) -> bool:
    """Hold for every line, as each has a chapter or an article."""
    return bool(line.name)


def find_part(package: Package, told: str) -> Part | None:
    """Return the part of a package that a text tells; None for one that the package does not have."""
    if not told:
        return Part("", sum_of_lines(package, _every))
    if not told.startswith(STAR):
        return _of_line(package, told)
    kind, _, name = told.removeprefix(STAR).partition("/")
    if kind in SAVES:
        return _of_stack(package, name, SAVES[kind])
    ways = {
        "target": _of_target,
        "oda": _of_oda,
        "oda-measure": _of_oda_measure,
        "leakage": _of_leakage,
        "base": _of_base,
        "variant": _of_variant,
        "measure": _of_measure,
    }
    return ways[kind](package, name) if kind in ways else None
