"""Who pays: what a package does to each budget chapter and article, by column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from budget.engine.lines import Line
from budget.engine.once import counted_once
from budget.engine.package import Package
from budget.engine.totals import Totals


@dataclass(frozen=True)
class Article:
    """What lands on one budget line, thousands of euro by column: as the list adds, and with no money counted twice."""

    name: str
    plain: Totals
    once: Totals


@dataclass(frozen=True)
class Payer:
    """A budget chapter with its articles, in their order; its own sums are those of its lines."""

    chapter: Article
    articles: tuple[Article, ...]


def _article(package: Package, name: str, counts: Callable[[Line], bool]) -> Article:
    lines = [line for line in package.lines if counts(line)]
    plain = package.sum_lines(counts)
    return Article(name, plain, counted_once(package, plain, lines))


def _of_chapter(chapter: str, line: Line) -> bool:
    return line.chapter == chapter


def _named(name: str, line: Line) -> bool:
    return line.name == name


def _payers(package: Package) -> tuple[Payer, ...]:
    by_chapter: dict[str, set[str]] = {}
    for line in package.lines:
        by_chapter.setdefault(line.chapter, set()).add(line.name)
    found = []
    for chapter, names in sorted(by_chapter.items()):
        articles = tuple(_article(package, name, partial(_named, name)) for name in sorted(names))
        found.append(Payer(_article(package, chapter, partial(_of_chapter, chapter)), articles))
    return tuple(found)


def who_pays(package: Package) -> tuple[Payer, ...]:
    """
    Return what a package does to each chapter and article; the chapters sum to the package's total.

    Without double counting they need not: money that is one saving of two chapters counts once in all.
    """
    found: tuple[Payer, ...] = package.once("who pays", _payers)
    return found
