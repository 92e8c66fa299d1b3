"""
The form of a target of one's own: its boxes, and the target that they hold.

A number that cannot be read is told at its own box, as everywhere; what else is wrong is told below the boxes, all at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import streamlit as st

from budget.catalogue import Catalogue
from budget.core import (
    MINUS_SIGNS,
    MOST_BUDGETS,
    TARGET_AMOUNT,
    TARGET_NAME,
    TARGET_PERCENT,
    Aim,
    Money,
    NumberError,
    NumberForm,
    OwnTarget,
    OwnTargetError,
    TargetFault,
    TargetFrame,
    keur_from_meur,
    meur_from_keur,
    read_number,
    target_faults,
    tidy,
)
from dashboard import state
from dashboard.package.measure_list import labels_of_columns
from dashboard.words import held_number, kept_number_box, language, t, terms, ui

AMOUNT, OF_TYPED, OF_LIST = "amount", "typed", "list"
"""What a target asks: an amount, a percentage of a base that is typed, or of lines of the list's base."""

Columns = tuple[str, ...]


@dataclass(frozen=True)
class Box:
    """Names the boxes of one form, so that those of another package or target are others."""

    name: str

    def key(self, field: str) -> str:
        """Return the key of a box."""
        return state.bound(f"own-target-{self.name}-{field}")

    def value(self, field: str, otherwise: Any) -> Any:
        """Return what a box holds; one that is not drawn holds nothing."""
        return st.session_state.get(self.key(field), otherwise)

    def number(self, field: str, label: str, form: NumberForm, start: Decimal | None, example: str = "") -> None:
        """Draw a box for a number of the target."""
        kept_number_box(label, self.key(field), form, start, empty=True, placeholder=example or None)


def boxes_of(catalogue: Catalogue, target: OwnTarget | None) -> dict[str, Any]:
    """Return what the boxes of a form, but those for numbers, hold for a target; without one for a structural cut."""
    if target is None:
        target = OwnTarget(amount_keur=0, columns=(catalogue.columns.structural,))
    years = catalogue.frame.targets.base_years
    kind = AMOUNT if target.percent is None else OF_LIST if target.base_lines else OF_TYPED
    return {
        "name": target.name,
        "direction": target.direction.value,
        "kind": kind,
        "base_lines": list(target.base_lines),
        "base_year": target.base_year or next(iter(years), ""),
        "budgets": list(target.budgets),
        "money": target.money.value,
        "columns": target.columns,
    }


def when_options(catalogue: Catalogue, now: Columns) -> dict[Columns, str]:
    """Return the columns in which a target can be asked, with words: structural, by a year, one year, all, and now's."""
    columns, labels = catalogue.columns, labels_of_columns(catalogue)
    structural = columns.structural
    found: dict[Columns, str] = {(structural,): labels[structural]}
    found |= {(year, structural): t("in {year} en structureel", year=year) for year in columns.years}
    found |= {(year,): t("alleen in {year}", year=year) for year in columns.years}
    found[()] = t("elk jaar en structureel")
    return found if now in found else found | {now: ", ".join(labels[column] for column in now)}


def _kinds(frame: TargetFrame) -> dict[str, str]:
    kinds = {AMOUNT: t("een bedrag"), OF_TYPED: t("een percentage van een eigen grondslag")}
    if frame.base_lines:
        kinds[OF_LIST] = t("een percentage van de grondslag van de lijst")
    return kinds


def _select(box: Box, field: str, label: str, options: dict[Any, str], **more: Any) -> Any:
    return ui.selectbox(label, list(options), format_func=options.__getitem__, key=box.key(field), **more)


def _size(box: Box, catalogue: Catalogue, now: OwnTarget | None) -> None:
    """Draw what is asked: an amount, or a percentage and its base."""
    unit, frame = terms.unit(catalogue), catalogue.frame.targets
    first, second, third = st.columns(3, vertical_alignment="bottom")
    aims = {
        Aim.CUT.value: t("ombuiging: hoogstens dit effect"),
        Aim.RISE.value: t("intensivering: minstens dit effect"),
    }
    with first:
        direction = _select(box, "direction", t("Richting"), aims)
    with second:
        kind = _select(box, "kind", t("Wat het doel vraagt"), _kinds(frame))
    is_cut = direction == Aim.CUT.value
    idle = MINUS_SIGNS if is_cut else ""  # the sign of a cut says what its direction says
    with third:
        if kind == AMOUNT:
            amount = None if now is None or now.amount_keur is None else meur_from_keur(now.amount_keur)
            label = t("Bedrag met of zonder −, {unit}", unit=unit) if is_cut else t("Bedrag, {unit}", unit=unit)
            box.number("amount", label, replace(TARGET_AMOUNT, idle=idle), amount, "500")
        else:
            percent = None if now is None else now.percent
            example = "12,5" if language() == "nl" else "12.5"
            label = t("Percentage met of zonder −") if is_cut else t("Percentage")
            box.number("percent", label, replace(TARGET_PERCENT, idle=idle), percent, example)
    if kind == OF_TYPED:
        base = None if now is None or now.base_keur is None else meur_from_keur(now.base_keur)
        box.number("base_amount", t("Grondslag, {unit}", unit=unit), TARGET_AMOUNT, base)
    elif kind == OF_LIST:
        left, right = st.columns([3, 1])
        titles = {line.id: f"{line.id} {line.title.get(language())}" for line in catalogue.base.lines}
        with left:
            ui.multiselect(
                t("Regels van de grondslag"), list(titles), format_func=titles.__getitem__, key=box.key("base_lines")
            )
        with right:
            _select(box, "base_year", t("Jaar van de grondslag"), {year: year for year in frame.base_years})


def draw_boxes(box: Box, catalogue: Catalogue, now: OwnTarget | None) -> None:
    """Draw the form's boxes; at first they hold what the target of now does, if there is one."""
    frame = catalogue.frame.targets
    for field, value in boxes_of(catalogue, now).items():
        st.session_state.setdefault(box.key(field), value)
    _size(box, catalogue, now)
    left, right = st.columns([2, 1])
    with left:
        ui.multiselect(
            t("Telt voor deze hoofdstukken en regels"),
            list(frame.budgets),
            key=box.key("budgets"),
            max_selections=MOST_BUDGETS,
            placeholder=t("alles"),
        )
    with right:
        if frame.has_taxes:
            words = {
                Money.BOTH.value: t("uitgaven en belastingen"),
                Money.EXPENDITURE.value: t("alleen uitgaven"),
                Money.TAXES.value: t("alleen belastingen"),
            }
            _select(box, "money", t("Soort geld"), words)
    left, right = st.columns(2)
    with left:
        _select(box, "columns", t("Wanneer"), when_options(catalogue, () if now is None else now.columns))
    with right:
        ui.text_input(t("Naam (mag leeg blijven)"), key=box.key("name"), max_chars=TARGET_NAME.most)


def read_boxes(box: Box, frame: TargetFrame) -> tuple[OwnTarget | None, Sequence[TargetFault]]:
    """Return the target that the boxes hold, or what is wrong with it and not told at a box already."""
    faults: list[TargetFault] = []
    kind, direction, told = box.value("kind", AMOUNT), Aim(box.value("direction", Aim.CUT.value)), False

    def read(field: str, form: NumberForm) -> Decimal | None:
        nonlocal told
        held = held_number(box.key(field))
        if held is not None and held.fault is not None:
            told = True
        elif held is None or held.value is None:
            try:
                read_number("", form)
            except NumberError as error:
                faults.append((field, error.message))
        else:
            return held.value
        return None

    def keur(field: str) -> int | None:
        size = read(field, TARGET_AMOUNT)
        return None if size is None else keur_from_meur(size)

    sizes: dict[str, Any] = {
        "amount_keur": keur("amount") if kind == AMOUNT else None,
        "percent": None if kind == AMOUNT else read("percent", TARGET_PERCENT),
        "base_keur": keur("base_amount") if kind == OF_TYPED else None,
    }
    lines = tuple(box.value("base_lines", ())) if kind == OF_LIST else ()
    if faults or told:
        return None, faults
    try:
        target = OwnTarget(
            direction,
            **sizes,
            base_lines=tuple(line for line in frame.base_lines if line in lines),
            base_year=str(box.value("base_year", "")) if lines else "",
            budgets=tuple(box.value("budgets", ())),
            money=Money(box.value("money", Money.BOTH.value)),
            columns=tuple(box.value("columns", ())),
            name=tidy(str(box.value("name", ""))),
        )
    except OwnTargetError as error:
        return None, error.faults
    found = target_faults(target, frame)
    return (None, found) if found else (target, ())
