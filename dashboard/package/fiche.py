"""A measure's fiche: summary, postings, law, ODA, other readings and sources, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup

from budget.catalogue import Catalogue, LegalChange, Measure, OdaKind, OdaRule
from budget.core import Settings
from budget.engine import measure_row
from dashboard import state
from dashboard.package.dial_controls import dial_controls
from dashboard.package.list_facts import legal_word, list_facts
from dashboard.package.measure_list import column_labels
from dashboard.package.own_estimates import own_estimate
from dashboard.package.own_words import reason_of
from dashboard.package.places import backing, place_html
from dashboard.package.take import take_button
from dashboard.package.twins import twins_block
from dashboard.words import each, html, language, numbers, show, t, terms, ui


def oda_word(kind: OdaKind) -> str:
    """Return the ODA rule in words."""
    words = {OdaKind.NONE: t("geen ODA"), OdaKind.PROGRAMME: t("geheel ODA"), OdaKind.RECEPTION: t("eerstejaarsopvang")}
    return words[kind]


def effects_table(catalogue: Catalogue, measure: Measure, settings: Settings) -> Markup:
    """Build the table of a measure's row and its postings."""
    row = measure_row(catalogue, measure, settings)
    decimals = numbers.decimals_of(row)
    rows = [[t("Effect"), *(numbers.cell(c, decimals) for c in row)]]
    if len(measure.postings) > 1:
        rows += [
            [terms.budget_line(p.line), *(numbers.cell(c) for c in measure.posting_effects(p))]
            for p in measure.postings
        ]
    return html.table(terms.legend(terms.unit(catalogue)), ["", *column_labels(catalogue)], rows)


def fiche(catalogue: Catalogue, measure: Measure) -> None:
    """Draw a measure's fiche, with the settings of the active package, and the button that takes it in or out."""
    lang, settings = language(), state.draft().settings
    variant = catalogue.variants[catalogue.variant_of[measure.id]]
    ui.caption(variant.named(lang, " · "))
    take_button(measure.id)
    if measure.summary is not None:
        ui.markdown(measure.summary.get(lang))
    show(effects_table(catalogue, measure, settings))
    dial_controls(measure)
    own_estimate(catalogue, measure)
    if measure.open_note is not None:
        ui.info(measure.open_note.get(lang))
    show(facts_table(catalogue, measure))
    if (elsewhere := twins_block(catalogue, measure)) is not None:
        show(elsewhere)


def facts_table(catalogue: Catalogue, measure: Measure) -> Markup:
    """Build the table of everything about a measure that is no amount, each with its evidence."""
    lang, lines = language(), catalogue.base.lines
    bases = {line.id: line.named(lang) for line in lines}
    facts: list[tuple[str, str]] = [
        *list_facts(measure),
        (t("Begroting en grondslag"), _postings(catalogue, measure, bases)),
    ]
    if measure.oda is not None:
        facts.append((t("ODA"), oda_told(catalogue, measure.oda)))
    elif catalogue.oda is not None:
        facts.append((t("ODA"), t("Geen regel: de bron zegt er niets over en het volgt niet uit de cijfers.")))
    missing = t("niet beoordeeld")
    facts.append((t("Wijziging van regels"), _legal(catalogue, measure.legal_change) or missing))
    facts.append((t("Uitvoering"), terms.bodies(catalogue, measure.executed_by) or missing))
    facts.append((t("Neveneffecten"), measure.side_effects.get(lang) if measure.side_effects else missing))
    facts.append((t("Risico's"), measure.risks.get(lang) if measure.risks else missing))
    if measure.facts:
        told = [Markup("{} {}").format(fact.text.get(lang), backing(catalogue, fact)) for fact in measure.facts]
        facts.append((t("Wat de bron nog zegt"), _list(told)))
    if measure.dials is not None:
        facts.append((t("Aannames achter het bedrag"), _dials(catalogue, measure)))
    estimates = [reason_of(item) for item in catalogue.own.estimates if item.measure == measure.id]
    if estimates:
        facts.append((t("Eigen schatting"), _list(estimates)))
    if measure.readings:
        facts.append((t("Andere lezingen in de bron"), _readings(catalogue, measure)))
    facts.append((t("Bronnen"), Markup("<br>").join(place_html(catalogue, source) for source in measure.sources)))
    body = Markup("").join(Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(*fact) for fact in facts)
    return Markup('<table class="figures facts"><caption>{}</caption><tbody>{}</tbody></table>').format(
        t("Kenmerken"), body
    )


def _legal(catalogue: Catalogue, legal: LegalChange | None) -> Markup | str:
    """Say which change of rules a measure needs, with what backs it; nothing where nobody assessed it."""
    if legal is None:
        return ""
    note = f" ({legal.note.get(language())})" if legal.note else ""
    return Markup("{}{} {}").format(legal_word(legal.level), note, backing(catalogue, legal))


def _postings(catalogue: Catalogue, measure: Measure, bases: dict[str, str]) -> Markup:
    items = []
    for posting in measure.postings:
        part = f" ({terms.body(catalogue, posting.part)})" if posting.part else ""
        base = bases.get(posting.base, t("telt in geen grondslag mee"))
        item = Markup("{}{} → {} {}").format(terms.budget_line(posting.line), part, base, backing(catalogue, posting))
        source = measure.amount_source(posting)
        if source is not None and source != posting.source:
            item += Markup("<br>{}: {}").format(t("Bedrag"), place_html(catalogue, source))
        items.append(item)
    return _list(items)


def _list(items: Iterable[str]) -> Markup:
    return Markup("<ul>{}</ul>").format(each(Markup("<li>{}</li>"), items))


def first_year_word(share: str) -> str:
    """Return in words which months of stay a measure on reception acts on."""
    words = {
        "average": t("alle maanden gelijk: het gemiddelde aandeel"),
        "first": t("alleen de eerste twaalf maanden: geheel eerstejaars"),
        "after": t("alleen latere maanden: niets eerstejaars"),
    }
    return words[share]


def oda_told(catalogue: Catalogue, rule: OdaRule) -> Markup:
    """Write the ODA rule and, where the source gives ground for one, the first-year share of its own."""
    said = Markup("{} {}").format(oda_word(rule.rule), backing(catalogue, rule))
    if rule.first_year is None:
        return said
    share = first_year_word(rule.first_year.share)
    own = Markup("<br>{}: {} {}").format(t("Eerstejaarsaandeel"), share, backing(catalogue, rule.first_year))
    return said + own


def _dials(catalogue: Catalogue, measure: Measure) -> Markup:
    """List the assumptions behind the amount with their grade, note and place."""
    lang, items = language(), []
    for dial in measure.dials.values if measure.dials else ():
        note = f" – {dial.note.get(lang)}" if dial.note else ""
        name = f"{dial.title.get(lang)}: {numbers.plain(Decimal(dial.default))} ({dial.unit.get(lang)})"
        items.append(Markup("{}{} {}").format(name, note, backing(catalogue, dial)))
    return _list(items)


def _readings(catalogue: Catalogue, measure: Measure) -> Markup:
    lang = language()
    items = []
    for reading in measure.readings:
        note = f" – {reading.note.get(lang)}" if reading.note else ""
        items.append(Markup("{} {}{}").format(reading.value.get(lang), place_html(catalogue, reading.source), note))
    return _list(items)


def fiche_dialog(catalogue: Catalogue, id_: str) -> None:
    """Open a measure's fiche over the page; what changed in it shows when it closes."""
    measure = catalogue.measure(id_)
    title = f"{measure.id} {measure.title.get(language())}"
    ui.dialog(title, width="large", on_dismiss="rerun")(fiche)(catalogue, measure)
