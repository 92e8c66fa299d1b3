"""The measures of one's own of the open package: add, change and remove them, each as a step that can be undone."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from budget.catalogue import Catalogue
from budget.core import (
    MOST_OWN_MEASURES,
    OWN_BUDGET,
    OWN_TITLE,
    Cell,
    NumberError,
    OwnMeasure,
    new_own_id,
)
from dashboard import state
from dashboard.package.measure_list import labels_of_columns
from dashboard.package.own_boxes import OwnBox, bound_action, close_form, needed_amount, side_by_side, take_own
from dashboard.words import Markdown, bold, explain_error, numbers, t, terms, ui

ADDED: Final = "new"
"""The name of the form that adds a measure; that of one that changes one is its id."""
PANEL: Final = "own_figures_panel"
Line = tuple[str, str, str]
"""A budget line: chapter, article, and the base line that it counts towards."""
OTHER: Final[Line] = ("", "", "none")
"""Stands for a chapter of which the list has no measure."""


def _open_key() -> str:
    return state.bound("own-figure-open")


def budget_lines(catalogue: Catalogue) -> list[Line]:
    """Return the lines on which the list has amounts, in order, and the one for any other chapter."""
    postings = (posting for measure in catalogue.listed.measures.values() for posting in measure.postings)
    return [*sorted({(posting.budget, posting.article, posting.base) for posting in postings}), OTHER]


def _line_text(line: Line) -> str:
    if line == OTHER:
        return t("een ander hoofdstuk")
    budget, article, base = line
    name = f"{budget} {article}".strip()
    return name if base == "none" else t("{line}, telt voor grondslag {base}", line=name, base=base)


def _start(box: OwnBox, catalogue: Catalogue, now: OwnMeasure | None) -> None:
    line = None if now is None else (now.budget, now.article, now.base)
    listed = line if line is None or line in budget_lines(catalogue) else OTHER
    box.start(
        title=now.title if now else "",
        line=listed,
        chapter=now.line if now and listed == OTHER else "",
        tax=bool(now and now.tax),
        why=now.why if now else "",
        source=now.source if now else "",
    )


def _form(name: str, now: OwnMeasure | None) -> None:
    """Draw the form of a measure, with what is wrong with it below."""
    box, catalogue, key = OwnBox(name), state.catalogue(), _open_key()
    with st.container(border=True, key=f"own_measure_form_{name}"):
        _start(box, catalogue, now)
        ui.text_input(t("Naam van de maatregel"), key=box.key("title"), max_chars=OWN_TITLE.most)
        lines = budget_lines(catalogue)
        ui.selectbox(
            t("Begrotingsregel"),
            lines,
            index=None,
            format_func=_line_text,
            key=box.key("line"),
            placeholder=t("Kies waarvoor de maatregel telt"),
        )
        if box.value("line") == OTHER:
            ui.text_input(t("Hoofdstuk"), key=box.key("chapter"), max_chars=OWN_BUDGET.most)
        if any(measure.tax for measure in catalogue.listed.measures.values()):
            ui.checkbox(t("Belastingmaatregel"), key=box.key("tax"))
        ui.caption(t("Bedragen in {unit}; − is een besparing, + kosten.", unit=terms.unit(catalogue)))
        cells: tuple[Cell | None, ...] = now.cells if now else (0,) * len(catalogue.columns)
        labels = labels_of_columns(catalogue)
        for place, column, cell in zip(side_by_side(len(cells)), catalogue.columns, cells, strict=True):
            with place:
                _amount(box, column, labels[column], cell)
        box.reasons()
        box.told()
        with st.container(horizontal=True):
            word = t("Voeg eigen maatregel toe") if now is None else t("Bewaar eigen maatregel")
            ui.button(
                word, type="primary", key=f"own-measure-save-{name}", on_click=bound_action(partial(_save, name), key)
            )
            ui.button(t("Annuleer"), key=f"own-measure-cancel-{name}", on_click=bound_action(close_form, key))


def _amount(box: OwnBox, column: str, label: str, cell: Cell | None) -> None:
    """Draw the box of a column; an amount that is not one number stays as it came."""
    if isinstance(cell, int):
        box.amount(column, label, cell)
    elif cell is not None:
        ui.caption(t("{column}: {amount}, zoals in het bestand", column=label, amount=numbers.cell(cell)))


def _cells(box: OwnBox, catalogue: Catalogue, now: OwnMeasure | None) -> tuple[list[Cell], list[Markdown]]:
    """Return the amounts of the form, and what is wrong with them and not told at a box."""
    cells, notes = list[Cell](), list[Markdown]()
    for at, column in enumerate(catalogue.columns):
        kept = None if now is None else now.cells[at]
        if kept is not None and not isinstance(kept, int):
            cells.append(kept)
            continue
        try:
            found = box.keur(column)
            if found is None:
                raise needed_amount()
            cells.append(found)
        except NumberError as error:
            notes.append(Markdown("{}: {}").format(labels_of_columns(catalogue)[column], explain_error(error)))
    return cells, notes


def _save(name: str) -> None:
    """Take over what the form holds, or tell what is wrong with it."""
    catalogue, box, own = state.catalogue(), OwnBox(name), state.draft().settings.own
    now = next((measure for measure in own.measures if measure.id == name), None)
    cells, notes = _cells(box, catalogue, now)
    if not notes:
        budget, article, base = box.value("line") or OTHER
        title = box.text("title")
        id_ = name if now else new_own_id(f"{title} {cells}", catalogue.measures)
        texts = (title, budget or box.text("chapter"), tuple(cells), box.text("why"), article, base)
        measure = OwnMeasure(id_, *texts, bool(box.value("tax")), box.text("source"))
        notes = take_own(own.with_measure(measure), () if now else (id_,))
    if notes:
        box.tell(notes)
    else:
        close_form()


def _open(name: str) -> None:
    close_form()
    st.session_state[_open_key()] = name


def _remove(id_: str) -> None:
    close_form()
    OwnBox("panel").tell(take_own(state.draft().settings.own.without_measure(id_)))


def _remove_estimate(measure: str, posting: int) -> None:
    close_form()
    OwnBox("panel").tell(take_own(state.draft().settings.own.without_estimate(measure, posting)))


def _listed(catalogue: Catalogue) -> None:
    """Draw each figure of one's own with its buttons."""
    own, key, opened = state.draft().settings.own, _open_key(), st.session_state.get(_open_key())
    for measure in own.measures:
        if opened == measure.id:
            _form(measure.id, measure)
            continue
        with st.container(horizontal=True, vertical_alignment="center", key=f"own_measure_{measure.id}"):
            ui.markdown(Markdown("{} {}").format(bold(measure.id), f"{measure.title} ({measure.line}) – {measure.why}"))
            ui.button(
                t("Wijzig"),
                key=f"own-measure-change-{measure.id}",
                on_click=bound_action(partial(_open, measure.id), key),
            )
            ui.button(
                t("Verwijder"),
                key=f"own-measure-remove-{measure.id}",
                on_click=bound_action(partial(_remove, measure.id), key),
            )
    labels = labels_of_columns(catalogue)
    for item in own.estimates:
        amounts = ", ".join(f"{labels[column]} {numbers.meur(keur, sign=True)}" for column, keur in item.amounts)
        said = t("eigen schatting {amounts} – {why}", amounts=amounts, why=item.why)
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"own_estimate_{item.measure}_{item.posting}"
        ):
            ui.markdown(Markdown("{} {}").format(bold(item.measure), said))
            ui.button(
                t("Verwijder"),
                key=f"own-estimate-remove-{item.measure}-{item.posting}",
                on_click=bound_action(partial(_remove_estimate, item.measure, item.posting), key),
            )


def measures_of_others() -> dict[str, OwnMeasure]:
    """Return the measures of one's own of the other open packages that this one does not have, by id."""
    space, own = state.workspace(), state.draft().settings.own
    taken = {measure.id for measure in own.measures}
    others = (slot.draft.settings.own for at, slot in enumerate(space.slots) if at != space.active)
    return {measure.id: measure for other in others for measure in other.measures if measure.id not in taken}


def _take_over(key: str) -> None:
    """Add the chosen measure of another open package."""
    measure = measures_of_others().get(str(st.session_state.get(key)))
    if measure is not None:
        close_form()
        OwnBox("panel").tell(take_own(state.draft().settings.own.with_measure(measure), (measure.id,)))


def _others() -> None:
    """Offer the measures of one's own of the other open packages, as those of a colleague or of the team's shelf."""
    found, key = measures_of_others(), OwnBox("panel").key("other")
    if not found:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        ui.selectbox(
            t("Uit een ander geopend pakket"),
            list(found),
            key=key,
            format_func=lambda id_: f"{id_} {found[id_].title} ({found[id_].line})",
        )
        ui.button(t("Neem over"), key="own-measure-take", on_click=bound_action(partial(_take_over, key), key))


def own_figures_panel() -> None:
    """Draw what is one's own in the package behind a panel, and the form of the measure that is made or changed."""
    catalogue, own, key = state.catalogue(), state.draft().settings.own, _open_key()
    panel = ui.expander(t("Eigen maatregelen en schattingen"), key=PANEL, on_change="rerun")
    if not panel.open:  # what is closed is not drawn: toggling stays fast
        return
    with panel:
        ui.caption(
            t(
                "Een eigen maatregel of schatting hoort bij dit pakket en gaat mee in de link, het bestand, de werkmap en "
                "op papier, steeds als eigen cijfer. Een schatting voor een open bedrag maakt u op de fiche van de maatregel."
            )
        )
        OwnBox("panel").told()
        _listed(catalogue)
        if st.session_state.get(key) == ADDED:
            _form(ADDED, None)
        elif len(own.measures) < MOST_OWN_MEASURES:
            ui.button(
                t("Eigen maatregel toevoegen"), key="own-measure-add", on_click=bound_action(partial(_open, ADDED), key)
            )
            _others()
        else:
            ui.caption(t("Een pakket heeft ten hoogste {n} eigen maatregelen.", n=MOST_OWN_MEASURES))
