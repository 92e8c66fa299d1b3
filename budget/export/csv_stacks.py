"""
What a package's CSV says of what piles up where: chapters and articles, executing bodies, levels of law, grades of evidence.

Each as the list adds; where the list judges overlaps also with no money counted twice. A measure that several bodies carry
out stands whole with each, so bodies are never added up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from budget.catalogue import Evidence, LegalLevel
from budget.engine import Article, Package, StackBy, Totals, stack_package, tells_stacking, who_pays
from budget.export.sheets.settings import has_choice
from budget.export.texts import Texts


class StackRow(NamedTuple):
    """A row of the CSV: kind, key, label, and the totals that its cells tell."""

    kind: str
    key: str
    label: str
    totals: Totals


def payer_rows(package: Package, t: Texts) -> Iterator[StackRow]:
    """Yield who pays: each chapter, and each of its articles."""
    once = has_choice(package.catalogue.frame, "Overlap")

    def rows(kind: str, found: Article) -> Iterator[StackRow]:
        yield StackRow(kind, found.name, t("Wie betaalt"), found.plain)
        if once:
            yield StackRow(kind, found.name, t("Wie betaalt, zonder dubbeltelling"), found.once)

    for payer in who_pays(package):
        yield from rows(t("hoofdstuk"), payer.chapter)
        if [it.name for it in payer.articles] != [payer.chapter.name]:
            for article in payer.articles:
                yield from rows(t("artikel"), article)


def stack_rows(package: Package, t: Texts) -> Iterator[StackRow]:
    """Yield the savings and the costs of each body, level of law and grade of evidence that the list tells of."""
    catalogue = package.catalogue
    once = has_choice(catalogue.frame, "Overlap")
    words: dict[StackBy, tuple[str, Callable[[str], str]]] = {
        StackBy.BODY: (t("uitvoerder"), lambda name: catalogue.body(name, t.language)),
        StackBy.LAW: (t("regels"), lambda name: t.legal(LegalLevel(name)) if name else ""),
        StackBy.EVIDENCE: (t("bewijs"), lambda name: t.evidence(Evidence(name)) if name else ""),
    }
    for by, (kind, word) in words.items():
        for stack in stack_package(package, by) if tells_stacking(catalogue, by) else ():
            name = word(stack.name) or t("niet beoordeeld")
            sides = (
                (t("Besparingen"), t("Besparingen zonder dubbeltelling"), stack.savings),
                (t("Intensiveringen"), t("Intensiveringen zonder dubbeltelling"), stack.costs),
            )
            for plain, alone, side in sides:
                yield StackRow(kind, name, plain, side.plain)
                if once:
                    yield StackRow(kind, name, alone, side.once)
