"""The package in the chain: person-years and months of stay by measure, as a check on the package's own money."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from budget.catalogue import Catalogue, ChainData
from budget.chain import ChainInputs, InChain, inputs_of, package_in_chain, project
from budget.engine import Package
from dashboard import page
from dashboard.chain.write import TOLD, backings, months, persons
from dashboard.package import backing, column_heads, labels_of_columns, place_html
from dashboard.words import asking, language, numbers, show, t, table, terms, ui, wide

ASK_STAY: Final = "stay"
"""What the browser asks for when person-years are clicked (`dashboard/assets/ask.js`)."""


def measures_table(found: InChain, catalogue: Catalogue) -> Markup:
    """Build the table of person-years by measure and column, with the months of stay and the amount structurally."""
    structural, lang = catalogue.columns.structural, language()
    rows = []
    for id_, row in found.stays.items():
        title = f"{id_} {catalogue.measures[id_].title.get(lang)}"
        years = [persons(item.years) for item in row.values()]
        rows.append([title, *years, months(row[structural].months, 2), numbers.cell(row[structural].amount)])
    totals = [asking(f"{ASK_STAY}:{column}", persons(years)) for column, years in found.totals.items()]
    rows.append([t("Opgeteld"), *totals, months(found.months[structural], 2), ""])
    name = terms.structural(catalogue)
    head = [
        t("Maatregel"),
        *column_heads(catalogue).values(),
        t("maanden verblijf, {column}", column=name),
        t("zelfde geld, {unit}, {column}", unit=terms.unit(catalogue), column=name),
    ]
    return table(t("Persoonsjaren opvang die het pakket bespaart"), head, rows)


def stay_sum(found: InChain, package: Package, column: str) -> Markup:
    """Build the table of the person-years of a column: of each measure its amount, where that stands, and what it is."""
    catalogue, lang = package.catalogue, language()
    chain = {item.id: item for item in catalogue.chain.measures} if catalogue.chain else {}
    rows = []
    for id_, row in found.stays.items():
        measure, year = catalogue.measures[id_], row[column]
        places = (measure.amount_source(posting) or posting.source for posting in measure.postings)
        sources = dict.fromkeys(place_html(catalogue, source) for source in places if source is not None)
        told = Markup('<span class="wrap">{}</span>').format(
            Markup("<br>").join([*sources, backing(catalogue, chain[id_])])
        )
        title = f"{id_} {measure.title.get(lang)}"
        rows.append([title, numbers.cell(year.amount, sign=True), persons(year.years), told])
    rows.append([t("Opgeteld"), "", persons(found.totals[column]), ""])
    name = labels_of_columns(catalogue)[column]
    head = [t("Maatregel"), f"{name}, {terms.unit(catalogue)}", t("persoonsjaren"), t("Bewijs en plaats in de bron")]
    return table(terms.legend(terms.unit(catalogue)), head, rows, css=TOLD)


def _draw_sum(found: InChain, package: Package, column: str) -> None:
    page.way_back()
    show(wide(stay_sum(found, package, column), t("De som")))
    ui.caption(t("Persoonsjaren: het bedrag gedeeld door de prijs van een plek; de posten staan in het pakket zelf."))


def stay_dialog(package: Package, column: str) -> None:
    """Open the sum behind the person-years of a column; nothing where the package or the list has none."""
    catalogue = package.catalogue
    if catalogue.chain is None or column not in catalogue.columns.place:
        return
    inputs = inputs_of(package)
    found = package_in_chain(package, project(catalogue, inputs), inputs)
    name = labels_of_columns(catalogue)[column]
    ui.dialog(t("Waaruit bestaan de persoonsjaren, {column}?", column=name), width="large")(_draw_sum)(
        found, package, column
    )


def warnings(found: InChain, catalogue: Catalogue) -> None:
    """Warn where the package saves more than the chain holds, and where two measures save the same months."""
    labels = labels_of_columns(catalogue)
    if found.too_many:
        ui.warning(
            t(
                "Het pakket bespaart meer persoonsjaren dan er mensen in de opvang zijn: {columns}. Dat kan niet; de maatregelen tellen hetzelfde verblijf dubbel, of de instroom en verblijfsduur hierboven zijn te laag.",
                columns=", ".join(labels[column] for column in found.too_many),
            )
        )
    for pair in found.same:
        ui.warning(t("{a} en {b} besparen geheel of deels dezelfde maanden; hun som is te hoog.", a=pair[0], b=pair[1]))


def package_tab(data: ChainData, package: Package, inputs: ChainInputs) -> None:
    """Draw the package in the chain."""
    catalogue, lang = package.catalogue, language()
    found = package_in_chain(package, project(catalogue, inputs), inputs)
    if not found.stays:
        ui.info(t("Geen maatregel van het pakket maakt het verblijf in de opvang korter."))
    else:
        show(wide(measures_table(found, catalogue), t("Persoonsjaren opvang die het pakket bespaart")))
        ui.caption(
            t(
                "Dit is hetzelfde geld als in het pakket, in persoonsjaren: bedrag gedeeld door de prijs. Het komt er niet bij. Maanden verblijf: twaalf keer de persoonsjaren gedeeld door de instroom."
            )
        )
        warnings(found, catalogue)
    if found.price:
        ui.caption(
            t(
                "Deze maatregelen veranderen de prijs van een plek, niet het verblijf: {ids}.",
                ids=", ".join(found.price),
            )
        )
    with ui.expander(t("Waarom een maatregel hier staat")):
        titles = {f"{item.id} {catalogue.measures[item.id].title.get(lang)}": item for item in data.measures}
        show(backings(catalogue, titles))
