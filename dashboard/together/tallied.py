"""The tally of the positions: what all accept, what is contested and by whom, and what nobody wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from markupsafe import Markup

from budget.export import write_tally_csv
from budget.search import MeasureTally, Position, Standing, tally_positions
from budget.share import NO_LINES
from dashboard import state
from dashboard.together.positions import keep_apart
from dashboard.words import file_name, language, numbers, show, t, table, ui, wide

TEXTS: Final = "figures texts"
"""The style of tables that hold names where others hold amounts."""


def _titled(id_: str) -> str:
    return f"{id_} {state.catalogue().measures[id_].title.get(language())}"


def _wanting(one: MeasureTally, count: int) -> str:
    """Say how many want a measure and who, those who insist on it apart."""
    names = [t("{name} (altijd)", name=name) if name in one.insisting else name for name in one.wanting]
    how = t("{n} van {all}", n=len(one.wanting), all=count)
    return f"{how}: {', '.join(names)}" if names else how


def _accepted_table(tally: Sequence[MeasureTally], count: int) -> Markup:
    caption = t("Wat niemand tegenhoudt")
    rows = [[_titled(one.measure), _wanting(one, count)] for one in tally]
    return wide(table(caption, [t("Maatregel"), t("Gekozen door")], rows, css=TEXTS), caption)


def _contested_table(tally: Sequence[MeasureTally], count: int) -> Markup:
    caption = t("Wat omstreden is, en tussen wie")
    rows = [
        [_titled(one.measure), _wanting(one, count), ", ".join(one.refusing) or "–", ", ".join(one.rivals) or "–"]
        for one in tally
    ]
    heads = [t("Maatregel"), t("Gekozen door"), t("Nooit voor"), t("Sluit uit wat een ander koos")]
    return wide(table(caption, heads, rows, css=TEXTS), caption)


def _refused_table(tally: Sequence[MeasureTally]) -> Markup:
    caption = t("Wat niemand koos, en wie het nooit wil")
    rows = [[_titled(one.measure), ", ".join(one.refusing)] for one in tally]
    return wide(table(caption, [t("Maatregel"), t("Nooit voor")], rows, css=TEXTS), caption)


def _open_accepted(ids: tuple[str, ...]) -> None:
    """Open what nobody objects to as a package of its own."""
    name = t("Wat niemand tegenhoudt")
    state.open_package(replace(state.draft(), name=name, description="", measures=ids, red_lines=NO_LINES))
    keep_apart()
    ui.toast(t("{name} is geopend en staat nu op de pagina Pakket.", name=name))


def tally_block(positions: tuple[Position, ...]) -> None:
    """Draw the tally with its download, and the button that opens what nobody objects to."""
    catalogue = state.catalogue()
    tally, count = tally_positions(catalogue, positions), len(positions)
    accepted = [one for one in tally if one.standing in (Standing.ALL, Standing.ACCEPTED)]
    contested = [one for one in tally if one.standing is Standing.CONTESTED]
    refused = [one for one in tally if one.standing is Standing.REFUSED]
    ui.header(t("De stand"))
    everyone = sum(one.standing is Standing.ALL for one in accepted)
    ui.markdown(
        t(
            "{all} door allen gekozen, {some} door sommigen en niemand tegen, {contested} omstreden.",
            all=numbers.number(everyone, 0),
            some=numbers.number(len(accepted) - everyone, 0),
            contested=numbers.number(len(contested), 0),
        )
    )
    if accepted:
        show(_accepted_table(accepted, count))
    if contested:
        show(_contested_table(contested, count))
    if refused:
        show(_refused_table(refused))
    ids = tuple(one.measure for one in accepted)
    ui.button(
        t("Open wat niemand tegenhoudt"),
        key="open-accepted",
        disabled=not ids or not state.can_open(),
        on_click=state.completed(lambda: _open_accepted(ids)),
    )
    ui.download_button(
        t("Download de stand (CSV)"),
        data=partial(write_tally_csv, catalogue, [one.name for one in positions], tally, language()),
        file_name=file_name(catalogue, "csv", t("stand")),
        mime="text/csv",
        on_click="ignore",
    )
