"""What the figures of the ODA budget are made of: attribution, ceiling, room and balance, with the rule and its ground."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.core import Ended, bounds_of
from budget.engine import OdaColumn, OdaFigure, OdaPart, Package, Term, attribute_oda, find_regime, made_of, oda_of
from dashboard.package import (
    Made,
    MadeRow,
    asks,
    backing,
    made_ask,
    made_title,
    oda_part,
    place_html,
    shown_amount,
    shown_sum,
)
from dashboard.pages.oda_share import chosen
from dashboard.pages.oda_words import settings_notes
from dashboard.words import asking, html, language, numbers, t, terms

SHARE: Final = "share"
SHARE_OF_ODA: Final = "share-of-oda"


def figure_word(figure: OdaFigure) -> str:
    """Name a figure as the page does."""
    words = {
        OdaFigure.ATTRIBUTION_BEFORE: t("Toerekening vooraf"),
        OdaFigure.ATTRIBUTION: t("Toerekening achteraf"),
        OdaFigure.CEILING_BEFORE: t("ODA-plafond vooraf (ongeveer)"),
        OdaFigure.CEILING: t("ODA-plafond achteraf (ongeveer)"),
        OdaFigure.REGIME: t("Wat een andere regel van het plafond afhaalt"),
        OdaFigure.SPARED: t("Wat het plafond minder daalt dan de toerekening"),
        OdaFigure.ROOM: t("Ruimte voor andere ODA-programma's"),
        OdaFigure.STAYS: t("Saldo als het plafond gelijk blijft"),
        OdaFigure.GROWS: t("Saldo als het plafond meebeweegt"),
    }
    return words[figure]


def _share(package: Package, column: OdaColumn) -> Markup:
    """Say which share of reception is attributed and on what ground."""
    share = chosen(package.catalogue, package.settings)
    name = t("eigen keuze") if share is None else share.title.get(language())
    said = t("Eerstejaarsaandeel {share} – {name}.", share=numbers.percent(column.share.percent), name=name)
    return Markup("{} {}").format(
        said, html.badge(t("eigen aanname")) if share is None else backing(package.catalogue, share)
    )


def _budgeted(catalogue: Catalogue, column: str) -> Markup:
    """Say of which year the budgeted attribution is and where it stands; of a later column why that year is taken."""
    oda, year = oda_of(catalogue), catalogue.base.year_of(column)
    said = Markup("{} {}").format(t("Begroot voor {year}.", year=year), place_html(catalogue, oda.history_source))
    return said if year == column else Markup("{}<br>{}").format(said, backing(catalogue, oda.later_years))


def _told(package: Package, what: OdaPart | OdaFigure, name: str, column: OdaColumn) -> str:
    """Say where a figure comes from."""
    catalogue, oda = package.catalogue, oda_of(package.catalogue)
    if what is OdaPart.ATTRIBUTED:
        return _share(package, column)
    if what is OdaFigure.ATTRIBUTION_BEFORE:
        return _budgeted(catalogue, name)
    if what is OdaFigure.CEILING_BEFORE:
        total = oda.total
        share = numbers.percent(Decimal(total.permille) / 10)
        said = t("{amount} gedeeld door {share}.", amount=numbers.on_page(catalogue, total.attribution), share=share)
        return Markup("{} {}").format(said, backing(catalogue, total))
    if what is OdaFigure.REGIME and (regime := find_regime(package, name)) is not None:
        printed = package.settings.ended is Ended.PRINTED
        said = t("Het gedrukte bedrag.") if printed else t("De toerekening van het jaar zelf.")
        return Markup("{}: {} {}").format(regime.title.get(language()), said, backing(catalogue, regime))
    if isinstance(what, OdaPart):
        return t("Opgeteld uit de posten van het pakket: klik op het bedrag.")
    return t("Volgt zelf uit andere cijfers: klik op het bedrag.")


def figure_row(package: Package, term: Term, column: str) -> MadeRow:
    """Write a term: a part of the effect asks for its postings, a figure for what it is made of, where it is of others."""
    catalogue, found = package.catalogue, attribute_oda(package).columns[column]
    what, write = term.what, shown_amount if isinstance(term.what, OdaPart) else shown_sum
    if isinstance(what, OdaPart):
        name, ask = terms.oda_part(catalogue, what), asks(catalogue, oda_part(what))[column]
    else:
        name, ask = figure_word(what), made_ask(column, what.value) if made_of(what, found) else ""
    shown = t("min {name}", name=name) if term.less else name
    return MadeRow(shown, asking(ask, write(catalogue, term.amount)), _told(package, what, column, found))


def _rules(package: Package, figure: OdaFigure, column: str) -> tuple[str, ...]:
    """Say by which rule a figure follows from its terms, and the settings that it rests on."""
    words = {
        OdaFigure.ATTRIBUTION: t("De toerekening achteraf is die vooraf, met wat van het effect wordt toegerekend."),
        OdaFigure.CEILING: t("Het plafond achteraf is dat vooraf, met alles wat het plafond verschuift."),
        OdaFigure.SPARED: t("Het plafond daalt minder dan de toerekening die vervalt."),
        OdaFigure.ROOM: t(
            "De ruimte is wat onder het plafond vrijkomt of wordt verdrongen: het tegendeel van wat op het ODA-budget "
            "valt zonder dat het plafond meebeweegt."
        ),
        OdaFigure.STAYS: t(
            "Bij een plafond dat blijft, vangen andere ODA-programma's op wat wordt toegerekend; het saldo is de rest van het effect."
        ),
        OdaFigure.GROWS: t("Beweegt het plafond mee, dan telt ook de toerekening in het saldo."),
    }
    regime = find_regime(package, column)
    if figure is OdaFigure.ATTRIBUTION and regime is not None and regime.ends_attribution:
        said = t("Er wordt niets meer toegerekend: {regime}.", regime=regime.title.get(language()))
        return (Markup("{} {}").format(said, backing(package.catalogue, regime)),)
    rests = figure in {OdaFigure.CEILING, OdaFigure.ROOM}
    return (*([words[figure]] if figure in words else []), *(settings_notes(package.settings) if rests else []))


def _of_figure(package: Package, column: str, figure: OdaFigure) -> Made:
    found = attribute_oda(package).columns[column]
    name, given = figure_word(figure), figure in {OdaFigure.ATTRIBUTION_BEFORE, OdaFigure.CEILING_BEFORE}
    rows = tuple(figure_row(package, term, column) for term in made_of(figure, found))
    told = _told(package, figure, column, found) if given else ""
    total = MadeRow(name, shown_sum(package.catalogue, figure.of(found)), told)
    title = made_title(package.catalogue, name, column)
    return Made(title, rows, total, _rules(package, figure, column))


def _of_share(package: Package, column: str) -> Made:
    """Return what the first-year share of a column follows from: an attribution over costs, a fixed share, or one's own."""
    catalogue, oda = package.catalogue, oda_of(package.catalogue)
    found, share = attribute_oda(package).columns[column], chosen(package.catalogue, package.settings)
    rows: tuple[MadeRow, ...] = ()
    rules: list[str] = [_share(package, found)]
    if share is not None and share.permille is None:
        year, base = catalogue.base.year_of(column), catalogue.base
        attributed, line = base.attribution(oda.own_chapter), base.line(oda.reception_base)
        source = "" if attributed.source is None else place_html(catalogue, attributed.source)
        name = t("Toerekening van {own}", own=oda.own_chapter)
        parts = (
            MadeRow(
                terms.body(catalogue, part),
                shown_sum(catalogue, bounds_of(line.parts[part][year])),
                place_html(catalogue, line.source),
            )
            for part in share.parts
        )
        rows = (MadeRow(f"{name}, {year}", shown_sum(catalogue, bounds_of(attributed.amounts[year])), source), *parts)
        rules.append(t("Het aandeel is de toerekening, gedeeld door de som van de kosten eronder."))
        if year != column and base.later_years is not None:
            rules.append(backing(catalogue, base.later_years))
    name = t("Eerstejaarsaandeel")
    total = MadeRow(name, numbers.percent(found.share.percent))
    return Made(made_title(catalogue, name, column), rows, total, tuple(rules))


def _of_part(package: Package, column: str) -> Made:
    """Return what the part of all ODA that is attributed follows from."""
    catalogue, found = package.catalogue, attribute_oda(package).columns[column]
    rows = (
        figure_row(package, Term(OdaFigure.ATTRIBUTION, found.attribution), column),
        figure_row(package, Term(OdaFigure.CEILING_BEFORE, OdaFigure.CEILING_BEFORE.of(found)), column),
    )
    name, percent = t("Deel van totale ODA achteraf"), found.share_of_oda(found.attribution_after)
    total = MadeRow(name, "–" if percent is None else numbers.percent(percent))
    rule = t("Het deel is de toerekening achteraf, gedeeld door het plafond vooraf.")
    return Made(made_title(catalogue, name, column), rows, total, (rule,))


def oda_made(package: Package, column: str, name: str) -> Made | None:
    """Return what a figure of the ODA budget is made of; None for one that there is not, and without ODA."""
    if package.catalogue.oda is None:
        return None
    if name in set(OdaFigure):
        return _of_figure(package, column, OdaFigure(name))
    return {SHARE: _of_share, SHARE_OF_ODA: _of_part}[name](package, column) if name in {SHARE, SHARE_OF_ODA} else None
