"""The page that puts two to four packages side by side, with a bridge from one to the other."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from budget.engine import Bridge, Package, alongside, bridge, compare_packages, positions
from budget.export import write_comparison, write_comparison_csv, write_ods_comparison
from budget.odf import ODS
from budget.share import Draft
from dashboard import address, page, state
from dashboard.charts import (
    bridge_chart,
    bridge_table,
    chart_block,
    column_name,
    measures_table,
    oda_table,
    package_gauge,
    place_title,
    position_table,
    targets_table,
    totals_table,
)
from dashboard.package import controls, link_block, shown_name
from dashboard.pages.compare_lists import other_lists
from dashboard.serving import paper
from dashboard.words import file_name, language, show, t, terms, ui, wide

LEAST, MOST = 2, 4

Named = tuple[str, Package]


def options() -> dict[str, Draft]:
    """
    Return what can be compared by key: the open packages, each as it was saved if it changed, and the ready-made ones.

    Ready-made packages count as the active package does, by the list's own figures: no dial is turned.
    """
    found = {}
    settings = state.draft().settings.of_any_package
    for index, slot in enumerate(state.workspace().slots):
        if slot.draft.measures:
            found[f"{address.OPEN}{index}"] = replace(slot.draft, name=shown_name(slot.draft, index))
        if slot.saved.measures and slot.saved.measures != slot.draft.measures:
            found[f"{address.SAVED}{index}"] = replace(slot.saved, name=shown_name(slot.saved, index))
    for id_, ready in sorted(
        state.catalogue().packages.items(), key=lambda item: (item[1].ours, item[1].target is None)
    ):
        found[f"{address.READY}{id_}"] = Draft(ready.title.get(language()), "", ready.measures, settings)
    return found


def option_label(key: str, draft: Draft) -> str:
    """Return a package's name in the list, with whether it is open."""
    if key.startswith(address.SAVED):
        return t("{name} (zoals bewaard of geopend)", name=draft.name)
    return t("{name} (geopend)", name=draft.name) if key.startswith(address.OPEN) else draft.name


def different_names(named: list[Named]) -> list[Named]:
    """Add a number to names that are the same."""
    names = [name for name, _ in named]
    return [
        (f"{name} ({names[: place + 1].count(name)})" if names.count(name) > 1 else name, package)
        for place, (name, package) in enumerate(named)
    ]


def _opened(keys: list[str]) -> list[int]:
    return [int(key.removeprefix(address.OPEN)) for key in keys if key.startswith(address.OPEN)]


def _keep_choice(known: dict[str, Draft]) -> None:
    """Bring the choice in step with the open packages: after a link, a closed package, or at first."""
    space = state.workspace()
    chosen: list[str] | None = st.session_state.get(address.COMPARED)
    if chosen is None:
        filled = tuple(index for index, slot in enumerate(space.slots) if slot.draft.measures)
        start = space.compared or filled
        chosen = [f"{address.OPEN}{index}" for index in start]
    elif tuple(_opened(chosen)) != space.compared:
        chosen = [f"{address.OPEN}{index}" for index in space.compared] + [
            key for key in chosen if not key.startswith(address.OPEN)
        ]
    st.session_state[address.COMPARED] = [key for key in chosen if key in known][:MOST]
    state.compare(_opened(st.session_state[address.COMPARED]))


def choose_packages() -> list[Named]:
    """Let the user choose what to compare; the first is where the bridge starts."""
    known = options()
    _keep_choice(known)
    ui.multiselect(
        t("Pakketten (twee tot vier)"),
        list(known),
        key=address.COMPARED,
        max_selections=MOST,
        filter_mode="contains",
        select_all=False,
        format_func=lambda key: option_label(key, known[key]),
        placeholder=t("Kies pakketten"),
        on_change=lambda: state.compare(_opened(st.session_state[address.COMPARED])),
        persist_state="session",
        help=t("Kant-en-klare pakketten rekenen met de instellingen van het actieve pakket; geopende met hun eigen."),
    )
    return chosen_packages()


def chosen_packages() -> list[Named]:
    """Return the packages that are compared, in their order."""
    known = options()
    chosen = [known[key] for key in st.session_state.get(address.COMPARED) or () if key in known]
    packages = alongside([state.compose(draft) for draft in chosen])
    return different_names([(draft.name, package) for draft, package in zip(chosen, packages, strict=True)])


def compared_package(place: str) -> Named | None:
    """Return one of the packages that are compared, held against the targets of all; None for a place without one."""
    named = chosen_packages()
    if place not in map(str, range(len(named))):
        return None
    packages = compare_packages([package for _, package in named]).packages
    return named[int(place)][0], packages[int(place)]


def bridge_to(place: str, column: str) -> tuple[Named, Named, Bridge] | None:
    """Return the bridge in a column to one of the packages that are compared, with both; None where there is none."""
    named = chosen_packages()
    if place not in map(str, range(1, len(named))) or column not in state.catalogue().columns.place:
        return None
    first, other = named[0], named[int(place)]
    return first, other, bridge(first[1], other[1], column)


def choose_column() -> str:
    """Let the user choose the column of the gauge, the measures and the bridge."""
    catalogue = state.catalogue()
    structural = catalogue.columns.structural
    if st.session_state.get(address.COLUMN) not in catalogue.columns.place:
        st.session_state[address.COLUMN] = structural
    chosen = ui.segmented_control(
        t("Kolom"),
        list(catalogue.columns),
        key=address.COLUMN,
        format_func=lambda column: column_name(catalogue, column),
        required=True,
        persist_state="session",
    )
    return str(chosen or structural)


def show_bridge(named: list[Named], column: str) -> None:
    """Draw the bridge from the first package to a chosen other."""
    (start, first), others = named[0], named[1:]
    place = ui.selectbox(
        t("Brug van {name} naar", name=start),
        range(len(others)),
        format_func=lambda index: others[index][0],
        key=f"bridge_to_{len(others)}",
    )
    end, second = others[place or 0]
    found = bridge(first, second, column)
    head = column_name(first.catalogue, column)
    title = t("Brug van {start} naar {end}, {column}", start=start, end=end, column=head)
    chart = bridge_chart(found, first.catalogue, start, end)
    chart_block(title, chart, bridge_table(found, first, start, end, (place or 0) + 1), "bridge")
    if not found.steps:
        ui.caption(t("In deze kolom is er geen verschil."))


def export_buttons(named: list[Named]) -> None:
    """Offer the comparison as a workbook of either standard, built on click beside the server."""
    lang, catalogue = language(), state.catalogue()
    forms = (
        (t("Download vergelijking (Excel)"), "xlsx", write_comparison, controls.XLSX),
        (t("Download vergelijking (ODF)"), "ods", write_ods_comparison, ODS),
    )
    with st.container(horizontal=True):
        for label, ending, writer, mime in forms:
            ui.download_button(
                label,
                data=partial(paper, writer, catalogue, named, lang),
                file_name=file_name(catalogue, ending, t("vergelijking")),
                mime=mime,
                on_click="ignore",
            )
        ui.download_button(
            t("Download vergelijking (CSV)"),
            data=lambda: write_comparison_csv(named, lang),
            file_name=file_name(catalogue, "csv", t("vergelijking")),
            mime="text/csv",
            on_click="ignore",
        )


def show_gauge(named: list[Named], column: str) -> None:
    """Draw where the packages stand between the targets."""
    if not positions(named[0][1], column):
        ui.info(t("Voor deze kolom is er geen doel."))
        return
    title = place_title(named[0][1], column)
    chart_block(title, package_gauge(named, column), position_table(named, column), "compare-gauge")


def show_comparison(named: list[Named], targets: tuple[str, ...]) -> None:
    """Draw the tables, the gauge and the bridge."""
    names = [name for name, _ in named]
    comparison = compare_packages([package for _, package in named])
    blocked = [name for name, package in named if package.blocked]
    if blocked:
        ui.warning(t("Bevat maatregelen die elkaar uitsluiten: {names}.", names=", ".join(blocked)))
    show(wide(totals_table(comparison, names), t("Saldo-effect per jaar")))
    own = [id_ for id_, result in comparison.targets[0].items() if result.own is not None]
    targets = (*targets, *own)
    if targets:
        show(wide(targets_table(comparison, names, targets), t("Doelen")))
    if comparison.oda:
        show(wide(oda_table(comparison, names), t("Wie houdt het effect")))
    if any(package.open_cells for _, package in named):
        ui.caption(f"PM: {terms.pm()}")
    column = choose_column()
    show_bridge(named, column)
    if comparison.targets[0]:
        show_gauge(list(zip(names, comparison.packages, strict=True)), column)
    heading = t("Gedeelde en verschillende maatregelen")
    ui.header(heading)
    show(wide(measures_table(comparison, names, column), heading))
    export_buttons(named)


def share_link() -> None:
    """Offer a link that opens this comparison elsewhere, with a button that copies it."""
    panel = ui.popover(t("Deel deze vergelijking: link"), key="compare_link", on_change="rerun")
    if panel.open:
        with panel:
            link_block(t("Link naar deze vergelijking"), address.shared_query())


def render() -> None:
    """Draw the page."""
    ui.page_heading(t("Vergelijken"))
    named = choose_packages()
    if len(named) < LEAST:
        ui.info(
            t(
                "Kies hierboven minstens twee pakketten. Kant-en-klare pakketten staan klaar; eigen pakketten maakt u "
                "op de pagina Pakket, waar u er meer tegelijk kunt openen of een pakket kunt dupliceren."
            )
        )
    else:
        targets: tuple[str, ...] = ()
        if state.catalogue().targets:
            with st.sidebar:
                targets = tuple(id_ for id_ in controls.target_choice() if id_ in state.catalogue().targets)
        share_link()
        show_comparison(named, targets)
    other_lists()
    page.footer()
