"""One thin module per page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from budget.catalogue import Catalogue
from dashboard.pages import (
    chain,
    charts,
    compare,
    lists,
    measures,
    meeting,
    oda,
    own_list,
    package,
    payers,
    printview,
    resettlement,
    saved,
    search,
    sources,
    stacking,
    targets,
    together,
)
from dashboard.pages.asked import answer_figure
from dashboard.words import t


def always(_: Catalogue) -> bool:
    """Say that a page makes sense with any catalogue."""
    return True


def with_oda(catalogue: Catalogue) -> bool:
    """Say whether there are figures on ODA."""
    return catalogue.oda is not None


def with_resettlement(catalogue: Catalogue) -> bool:
    """Say whether there are figures on resettlement."""
    return catalogue.resettlement is not None


def with_chain(catalogue: Catalogue) -> bool:
    """Say whether there are figures on the chain of reception."""
    return catalogue.chain is not None


@dataclass(frozen=True)
class PageEntry:
    """
    A page of the navigation: its title in the session's language, its path in the address and what draws it.

    `needs` says whether a catalogue has the data that the page shows.
    """

    title: Callable[[], str]
    url_path: str
    render: Callable[[], None]
    needs: Callable[[Catalogue], bool] = always


PAGES = (
    PageEntry(lambda: t("Pakket"), "", package.render),
    PageEntry(lambda: t("Wie betaalt"), "wie-betaalt", payers.render),
    PageEntry(lambda: t("Lijsten"), "lijsten", lists.render),
    PageEntry(lambda: t("Eigen lijst"), "eigen-lijst", own_list.render),
    PageEntry(lambda: t("Opgeslagen"), "opgeslagen", saved.render),
    PageEntry(lambda: t("Doelen"), "doelen", targets.render),
    PageEntry(lambda: t("ODA"), "oda", oda.render, with_oda),
    PageEntry(lambda: t("Stapeling"), "stapeling", stacking.render),
    PageEntry(lambda: t("Grafieken"), "grafieken", charts.render),
    PageEntry(lambda: t("Vergelijken"), "vergelijken", compare.render),
    PageEntry(lambda: t("Samen"), "samen", together.render),
    PageEntry(lambda: t("Zoeken"), "zoeken", search.render),
    PageEntry(lambda: t("Maatregelen"), "maatregelen", measures.render),
    PageEntry(lambda: t("Hervestiging"), "hervestiging", resettlement.render, with_resettlement),
    PageEntry(lambda: t("Keten"), "keten", chain.render, with_chain),
    PageEntry(lambda: t("Vergadering"), "vergadering", meeting.render),
    PageEntry(lambda: t("Afdruk"), "afdruk", printview.render),
    PageEntry(lambda: t("Bron en verantwoording"), "bron", sources.render),
)
"""Every page in the order of the navigation; the first one stands at `/`."""


def pages_for(catalogue: Catalogue) -> list[PageEntry]:
    """Return the pages that make sense with a catalogue."""
    return [entry for entry in PAGES if entry.needs(catalogue)]


__all__ = ["PAGES", "PageEntry", "answer_figure", "pages_for"]
