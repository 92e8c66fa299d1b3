"""The section of who pays: what a package does to each budget chapter and article, by year."""

from __future__ import annotations

from collections.abc import Iterator

from budget.engine import Package, Payer, Totals, package_once, who_pays
from dashboard.package import BARE, asks, counts_twice, with_years, year_heads
from dashboard.paper.figures import once_row
from dashboard.paper.paper import Figures, Row, Section
from dashboard.words import numbers, t, terms


def _rows(package: Package, label: str, plain: Totals, once: Totals, kind: str, line: str = "") -> Iterator[Row]:
    """Yield a row of amounts that explain themselves (`line` is theirs), and where money counts twice the one without."""
    catalogue, places = package.catalogue, numbers.places(package.catalogue)
    told, label = tuple(asks(catalogue, line).values()), terms.budget_line(label)
    amounts = with_years(catalogue, plain)
    yield Row(label, tuple(numbers.total(amount, places, sign=True) for amount in amounts), kind, told)
    if counts_twice(plain, once):
        yield once_row(catalogue, amounts, with_years(catalogue, once), told)


def _asked(payer: Payer, name: str) -> str:
    """Return what a sum is asked by: the line's name, with a bar before it where the chapter has the same one."""
    return f"{BARE}{name}" if name == payer.chapter.name else name


def _payer_rows(package: Package, payer: Payer) -> Iterator[Row]:
    """Yield a chapter and its articles; of one article alone, that one."""
    chapter, articles = payer.chapter, payer.articles
    if len(articles) == 1:
        yield from _rows(package, articles[0].name, articles[0].plain, articles[0].once, "group", articles[0].name)
        return
    yield from _rows(package, chapter.name, chapter.plain, chapter.once, "group", chapter.name)
    for article in articles:
        bare = article.name == chapter.name
        name = t("{chapter}, zonder artikel", chapter=article.name) if bare else article.name
        yield from _rows(package, f"– {name}", article.plain, article.once, "", _asked(payer, article.name))


def _moved_notes(package: Package) -> Iterator[str]:
    """Say of each measure that is nothing on the balance which budgets it moves money between, structurally."""
    catalogue, places = package.catalogue, numbers.places(package.catalogue)
    for id_ in package.selection:
        lines = [line for line in package.book[id_].lines if any(cell != 0 for cell in line.cells)]
        if len(lines) < 2 or any(cell != 0 for cell in package.rows[id_]):
            continue
        parts = (f"{terms.budget_line(line.name)} {numbers.cell(line.cells[-1], places, sign=True)}" for line in lines)
        yield t(
            "{id} telt op het saldo op tot nul en verschuift geld, {column}: {parts}. Een doel op een van die begrotingen telt alleen wat daar valt.",
            id=id_,
            column=terms.structural(catalogue),
            parts="; ".join(parts),
        )


def payers_section(package: Package) -> Section:
    """Tabulate who pays; the chapters sum to the effect on the balance."""
    catalogue, found = package.catalogue, who_pays(package)
    rows = [row for payer in found for row in _payer_rows(package, payer)]
    once = package_once(package)
    rows += _rows(package, t("Saldo-effect"), package.totals, once, "total")
    heads = year_heads(catalogue, short=True)
    notes = [
        terms.legend(terms.unit(catalogue)),
        t("{years} is de som van de jaren, zonder het structurele bedrag.", years=heads[-2]),
    ]
    notes += _moved_notes(package)
    if counts_twice(package.totals, once):
        notes.append(terms.counted_once())
    table = Figures(t("Effect per begrotingshoofdstuk en artikel"), (t("Begroting"), *heads), tuple(rows), tuple(notes))
    return Section("payers", t("Wie betaalt, en in welk jaar?"), table)
