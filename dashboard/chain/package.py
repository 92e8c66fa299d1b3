"""The package in the chain: person-years and months of stay by measure, as a check on the package's own money."""

from __future__ import annotations

from markupsafe import Markup

from budget.catalogue import Catalogue, ChainData
from budget.chain import ChainInputs, InChain, package_in_chain, project
from budget.engine import Package
from dashboard.chain.write import backings, months, persons
from dashboard.package import column_labels
from dashboard.words import language, numbers, show, t, table, terms, ui, wide


def measures_table(found: InChain, catalogue: Catalogue) -> Markup:
    """Build the table of person-years by measure and column, with the months of stay and the amount structurally."""
    structural, lang = catalogue.columns.structural, language()
    rows = []
    for id_, row in found.stays.items():
        title = f"{id_} {catalogue.measures[id_].title.get(lang)}"
        years = [persons(item.years) for item in row.values()]
        rows.append([title, *years, months(row[structural].months, 2), numbers.cell(row[structural].amount)])
    totals = [persons(years) for years in found.totals.values()]
    rows.append([t("Opgeteld"), *totals, months(found.months[structural], 2), ""])
    name = terms.structural(catalogue)
    head = [
        t("Maatregel"),
        *column_labels(catalogue),
        t("maanden verblijf, {column}", column=name),
        t("zelfde geld, {unit}, {column}", unit=terms.unit(catalogue), column=name),
    ]
    return table(t("Persoonsjaren opvang die het pakket bespaart"), head, rows)


def warnings(found: InChain, catalogue: Catalogue) -> None:
    """Warn where the package saves more than the chain holds, and where two measures save the same months."""
    labels = dict(zip(catalogue.columns, column_labels(catalogue), strict=True))
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
