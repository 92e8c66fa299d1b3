"""The section of figures of one's own: each whole, with why it is taken and where it comes from."""

from __future__ import annotations

from budget.core import Cell
from budget.engine import Package, holds_own, moved
from dashboard.package import column_labels, own_amounts, own_word, reason_of
from dashboard.paper.paper import Figures, Row, Section
from dashboard.words import numbers, t, terms


def title_mark(package: Package, id_: str) -> str:
    """Mark the title of a measure whose amounts are not the source's: by a moved dial, or as one's own."""
    measure = package.catalogue.measures[id_]
    said = own_word(package.catalogue, measure)
    return f" ({said})" if said else " *" if moved(measure, package.settings) else ""


def own_row(package: Package) -> list[Row]:
    """Return the row of what of the totals is one's own; none where nothing is."""
    if not holds_own(package):
        return []
    places = numbers.places(package.catalogue)
    told = (numbers.total(amount, places, sign=True) for amount in own_amounts(package))
    return [Row(terms.capital(t("waarvan eigen cijfers")), tuple(told))]


def _row(package: Package, label: str, cells: list[Cell | None], why: str) -> Row:
    places = numbers.places(package.catalogue)
    return Row(label, (*("" if found is None else numbers.cell(found, places, sign=True) for found in cells), why))


def own_section(package: Package) -> Section:
    """Tabulate the measures and estimates of one's own, also those that are not chosen."""
    catalogue, own = package.catalogue, package.settings.own
    rows = [
        _row(package, f"{item.id} {item.title} ({item.line})", list(item.cells), reason_of(item))
        for item in own.measures
    ]
    for item in own.estimates:
        amounts = dict(item.amounts)
        line = catalogue.measures[item.measure].postings[item.posting].line
        label = t("{id} ({line}): eigen schatting", id=item.measure, line=line)
        rows.append(_row(package, label, [amounts.get(column) for column in catalogue.columns], reason_of(item)))
    head = (t("Eigen cijfer"), *column_labels(catalogue), t("Waarom"))
    notes = (terms.legend(terms.unit(catalogue)), t("Deze cijfers zijn niet die van de bron."))
    return Section("own", t("Eigen cijfers"), Figures(t("Eigen maatregelen en schattingen"), head, tuple(rows), notes))
