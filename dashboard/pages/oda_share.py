"""The first-year share of reception: by name with its source and grade, by year, and of a measure of its own."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from budget.catalogue import Catalogue, FirstYearShare, OdaKind
from budget.core import Settings, ShareBy
from budget.engine import OdaResult, Package, first_year_share, oda_of, share_of_rule
from dashboard.package import backing, evidence_word
from dashboard.words import html, language, numbers, t, terms


def chosen(catalogue: Catalogue, settings: Settings) -> FirstYearShare | None:
    """Return the catalogue's share that the settings choose; None for a share of the user's own."""
    shares, value = oda_of(catalogue).shares, settings.first_year_share
    if isinstance(value, int):
        return None
    return next((share for share in shares if share.id == value), shares[0])


def share_note(catalogue: Catalogue, result: OdaResult, settings: Settings) -> Markup:
    """Say which first-year share counts, what it comes to and on what ground."""
    share, column = chosen(catalogue, settings), catalogue.columns.structural
    percent = numbers.percent(result.columns[column].share.percent)
    name = t("eigen keuze") if share is None else share.title.get(language())
    texts = {"column": terms.structural(catalogue), "share": percent, "name": name}
    said = t("Eerstejaarsaandeel, {column}: {share} – {name}.", **texts)
    told = html.badge(t("eigen aanname")) if share is None else backing(catalogue, share)
    return Markup("<p>{} {}</p>").format(said, told)


def share_table(catalogue: Catalogue, settings: Settings) -> Markup:
    """Build the table by year of what the shares follow from, and of each share with its grade."""
    oda, base = oda_of(catalogue), catalogue.base
    attributed = base.attribution(oda.own_chapter)
    line = base.line(oda.reception_base)
    parts = dict.fromkeys(part for share in oda.shares for part in share.parts)
    name = t("Toerekening van {own}", own=oda.own_chapter)
    rows = [[name, *(numbers.meur(attributed.amounts[year]) for year in base.years)]]
    rows += [
        [terms.body(catalogue, part), *(numbers.meur(line.parts[part][year]) for year in base.years)] for part in parts
    ]
    taken = chosen(catalogue, settings)
    for share in oda.shares:
        amounts = [_share_in(catalogue, share, year) for year in base.years]
        used = f" – {t('gekozen')}" if share is taken else ""
        rows.append([f"{share.title.get(language())} ({evidence_word(share.evidence)}){used}", *amounts])
    places = [terms.cited(catalogue, attributed.source)] if attributed.source else []
    caption = t("Toerekening en opvangkosten, {unit}, met de aandelen die eruit volgen", unit=terms.unit(catalogue))
    return html.table("; ".join([caption, *places]), ["", *base.years], rows)


def _share_in(catalogue: Catalogue, share: FirstYearShare, year: str) -> str:
    """Write a share in a year of the base: fixed, or the attribution over its parts."""
    oda, base = oda_of(catalogue), catalogue.base
    if share.permille is not None:
        return numbers.percent(numbers.rounded(share.permille, 0) / 10)
    line = base.line(oda.reception_base)
    cost = sum(line.parts[part][year] for part in share.parts)
    attributed = base.attribution(oda.own_chapter).amounts[year]
    return numbers.percent(numbers.rounded(Fraction(attributed * 100, cost), 1)) if cost else "–"


def dac_note(catalogue: Catalogue, settings: Settings) -> Markup:
    """Say which part of first-year reception counts as ODA, on what ground, and whether it counts now."""
    dac = oda_of(catalogue).dac
    permille = dac.permille if settings.dac_part is None else settings.dac_part
    said = t("Deel uit DAC-landen: {part}.", part=numbers.percent(numbers.rounded(permille, 0) / 10, 1))
    if settings.share_by is ShareBy.AVERAGE:
        said = f"{said} {t('Het telt alleen bij een aandeel per maatregel.')}"
    told = backing(catalogue, dac) if settings.dac_part is None else html.badge(t("eigen aanname"))
    return Markup("<p>{} {}</p>").format(said, told)


def measure_share(package: Package, id_: str) -> str:
    """Write the structural first-year share of a measure on reception; nothing of another measure."""
    catalogue, settings = package.catalogue, package.settings
    rule = catalogue.measures[id_].oda
    if rule is None or rule.rule is not OdaKind.RECEPTION:
        return ""
    average = first_year_share(catalogue, catalogue.columns.structural, settings)
    return numbers.percent(share_of_rule(oda_of(catalogue), rule, average, settings).percent)
