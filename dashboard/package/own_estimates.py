"""An own estimate on a fiche: an amount for what the list leaves open, or for what its sources print in two ways."""

from __future__ import annotations

from functools import partial

import streamlit as st

from budget.catalogue import Catalogue, Measure, open_to_estimates
from budget.core import NumberError, OwnEstimate
from dashboard import state
from dashboard.package.measure_list import labels_of_columns
from dashboard.package.own_boxes import OwnBox, bound_action, close_form, side_by_side, take_own
from dashboard.package.texts import shown_name
from dashboard.words import explain_error, numbers, t, terms, ui


def _held(measure: str, posting: int) -> OwnEstimate | None:
    items = state.draft().settings.own.estimates
    return next((item for item in items if (item.measure, item.posting) == (measure, posting)), None)


def _save(measure: str, posting: int, columns: tuple[str, ...]) -> None:
    """Take over what the form holds, or tell what is wrong with it; without any amount the estimate goes."""
    box, own = OwnBox(f"{measure}-{posting}"), state.draft().settings.own
    try:
        found = {column: box.keur(column) for column in columns}
    except NumberError as error:
        box.tell([explain_error(error)])
        return
    amounts = tuple((column, keur) for column, keur in sorted(found.items()) if keur is not None)
    if amounts:
        own = own.with_estimate(OwnEstimate(measure, amounts, box.text("why"), posting, box.text("source")))
    else:
        own = own.without_estimate(measure, posting)
    notes = take_own(own)
    if notes:
        box.tell(notes)
    else:
        close_form()


def _back(measure: str, posting: int) -> None:
    close_form()
    OwnBox(f"{measure}-{posting}").tell(take_own(state.draft().settings.own.without_estimate(measure, posting)))


def _posting(catalogue: Catalogue, measure: Measure, posting: int) -> None:
    """Draw the boxes for what can be estimated of a posting."""
    free, held = open_to_estimates(catalogue, measure, posting), _held(measure.id, posting)
    box, amounts = OwnBox(f"{measure.id}-{posting}"), dict(held.amounts) if held else {}
    box.start(why=held.why if held else "", source=held.source if held else "")
    labels = labels_of_columns(catalogue)
    if len(measure.postings) > 1:
        ui.caption(terms.budget_line(measure.postings[posting].line))
    for place, (column, cell) in zip(side_by_side(len(free)), free.items(), strict=True):
        label = t("{column}, volgens de lijst {amount}", column=labels[column], amount=numbers.cell(cell))
        with place:
            box.amount(column, label, amounts.get(column), empty=True)
    box.reasons()
    box.told()
    key = box.key("form")
    with st.container(horizontal=True):
        save = bound_action(partial(_save, measure.id, posting, tuple(free)), key)
        ui.button(t("Bewaar schatting"), key=f"own-estimate-save-{measure.id}-{posting}", on_click=save)
        if held is not None:
            back = bound_action(partial(_back, measure.id, posting), key)
            ui.button(t("Terug naar de lijst"), key=f"own-estimate-back-{measure.id}-{posting}", on_click=back)


def own_estimate(catalogue: Catalogue, measure: Measure) -> None:
    """Say which amounts are one's own, and let the user estimate what the list leaves open or disputes."""
    if measure.id not in catalogue.listed.measures:
        ui.warning(t("Eigen maatregel: zij staat niet in de lijst."))
        return
    places = [place for place in range(len(measure.postings)) if open_to_estimates(catalogue, measure, place)]
    if not places:
        return
    if any(item.measure == measure.id for item in catalogue.own.estimates):
        ui.warning(t("Eigen schatting: dit bedrag is niet dat van de lijst."))
    with ui.expander(t("Eigen schatting"), expanded=any(_held(measure.id, place) for place in places)):
        name = shown_name(state.draft(), state.workspace().active)
        said = t("Geldt voor het geopende pakket ({name}); bedragen in {unit}.", name=name, unit=terms.unit(catalogue))
        ui.caption(said)
        for place in places:
            _posting(catalogue, measure, place)
