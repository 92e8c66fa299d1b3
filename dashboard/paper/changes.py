"""The section of what changed since a package was saved or opened: what came, what went, and what that adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from budget.core import Cell, bounds_of
from budget.engine import Package, Totals, alongside
from dashboard.package import cells_with_years, with_years, year_heads
from dashboard.paper.paper import Figures, Row, Section
from dashboard.words import language, numbers, t, terms


@dataclass(frozen=True)
class Since:
    """
    What a package is compared with: the version by its number, moment and author, "" for as it was saved or opened.

    `told` says what else than the measures' amounts changed.
    """

    label: str = ""
    told: tuple[str, ...] = ()


AS_IT_WAS: Final = Since()


def _steps(package: Package, before: Package) -> Iterator[tuple[str, str, tuple[Cell, ...]]]:
    """Yield each measure that came, went or has other amounts, with what it changes by column."""
    for id_ in package.catalogue.sorted_selection({*package.selection, *before.selection}):
        new, old = package.rows.get(id_), before.rows.get(id_)
        if new is None and old is not None:
            yield id_, t("eruit"), tuple(bounds_of(cell).negated for cell in old)
        elif old is None and new is not None:
            yield id_, t("erbij"), new
        elif new is not None and old is not None and new != old:
            pairs = zip(new, old, strict=True)
            yield id_, t("gewijzigd"), tuple(bounds_of(one).plus(bounds_of(other).negated) for one, other in pairs)


def _total_row(label: str, package: Package, totals: Totals, kind: str) -> Row:
    places = numbers.places(package.catalogue)
    amounts = with_years(package.catalogue, totals)
    return Row(label, tuple(numbers.total(amount, places, sign=True) for amount in amounts), kind)


def changes_section(package: Package, before: Package, since: Since = AS_IT_WAS) -> Section:
    """Tabulate what turns one package into the other, from its total to today's."""
    package, before = alongside((package, before))
    catalogue, places = package.catalogue, numbers.places(package.catalogue)
    start = since.label or t("Zoals bewaard of geopend")
    rows = [_total_row(terms.capital(start), before, before.totals, "group")]
    for id_, word, cells in _steps(package, before):
        title = catalogue.measures[id_].title.get(language())
        written = (numbers.total(bounds_of(cell), places, sign=True) for cell in cells_with_years(cells))
        rows.append(Row(f"{word}: {id_} {title}", tuple(written)))
    rows.append(_total_row(t("Zoals het nu is"), package, package.totals, "total"))
    caption = t("Verandering per maatregel")
    heads = (t("Maatregel"), *year_heads(catalogue, short=True))
    table = Figures(caption, heads, tuple(rows), (terms.legend(terms.unit(catalogue)), *since.told))
    title = t("Wat veranderde er sinds {version}?", version=since.label or t("het bewaren of openen"))
    return Section("changes", title, table)
