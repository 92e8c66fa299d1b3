"""
The form of a target of one's own: its boxes, and the target that they hold.

Numbers are typed as text and read by the one reader for what a person types. What is wrong is told below the box row, all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st

from budget.catalogue import Catalogue
from budget.core import (
    MINUS_SIGNS,
    MOST_BUDGETS,
    TARGET_NAME,
    Aim,
    Money,
    OwnTarget,
    OwnTargetError,
    TargetFault,
    TargetFrame,
    meur_from_keur,
    target_faults,
    tidy,
    typed_keur,
    typed_number,
    write_number,
)
from dashboard import state
from dashboard.package.measure_list import column_labels
from dashboard.words import language, t, terms, ui

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


def _typed(value: Decimal | None) -> str:
    """Write a number as it would be typed: without signs of thousands, so that it can be read in one way."""
    return "" if value is None else write_number(value, language(), grouped=False)


def _meur(keur: int | None) -> str:
    return _typed(None if keur is None else meur_from_keur(keur))


def boxes_of(catalogue: Catalogue, target: OwnTarget | None) -> dict[str, Any]:
    """Return what the boxes of a form hold for a target; without one for a structural cut of nothing yet."""
    if target is None:
        target, amount = OwnTarget(amount_keur=0, columns=(catalogue.columns.structural,)), ""
    else:
        amount = _meur(target.amount_keur)
    years = catalogue.frame.targets.base_years
    percent = _typed(target.percent)
    kind = AMOUNT if target.percent is None else OF_LIST if target.base_lines else OF_TYPED
    return {
        "name": target.name,
        "direction": target.direction.value,
        "kind": kind,
        "amount": amount,
        "percent": percent,
        "base_amount": _meur(target.base_keur),
        "base_lines": list(target.base_lines),
        "base_year": target.base_year or next(iter(years), ""),
        "budgets": list(target.budgets),
        "money": target.money.value,
        "columns": target.columns,
    }


def when_options(catalogue: Catalogue, now: Columns) -> dict[Columns, str]:
    """Return the columns in which a target can be asked, with words: structural, by a year, one year, all, and now's."""
    columns, labels = catalogue.columns, dict(zip(catalogue.columns, column_labels(catalogue), strict=True))
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


def _size(box: Box, catalogue: Catalogue) -> None:
    """Draw what is asked: an amount, or a percentage and its base."""
    unit, frame = terms.unit(catalogue), catalogue.frame.targets
    first, second, third = st.columns(3, vertical_alignment="bottom")
    aims = {
        Aim.CUT.value: t("ombuiging: hoogstens dit effect"),
        Aim.RISE.value: t("intensivering: minstens dit effect"),
    }
    with first:
        _select(box, "direction", t("Richting"), aims)
    with second:
        kind = _select(box, "kind", t("Wat het doel vraagt"), _kinds(frame))
    with third:
        if kind == AMOUNT:
            ui.text_input(t("Bedrag, {unit}", unit=unit), key=box.key("amount"), placeholder="500")
        else:
            ui.text_input(t("Percentage"), key=box.key("percent"), placeholder="12,5" if language() == "nl" else "12.5")
    if kind == OF_TYPED:
        ui.text_input(t("Grondslag, {unit}", unit=unit), key=box.key("base_amount"))
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
    _size(box, catalogue)
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


def _unsigned(text: str, direction: Aim) -> str:
    """Return a typed size without a sign that says the same as the direction."""
    typed = text.strip()
    signs = MINUS_SIGNS if direction is Aim.CUT else "+"
    return typed[1:] if typed[:1] and typed[0] in signs else typed


def read_boxes(box: Box, frame: TargetFrame) -> tuple[OwnTarget | None, Sequence[TargetFault]]:
    """Return the target that the boxes hold, or what is wrong with it."""
    faults: list[TargetFault] = []
    kind, direction = box.value("kind", AMOUNT), Aim(box.value("direction", Aim.CUT.value))

    def read(field: str, reader: Callable[[str, str], Any]) -> Any:
        try:
            return reader(_unsigned(str(box.value(field, "")), direction), field)
        except OwnTargetError as error:
            faults.extend(error.faults)
            return None

    sizes = {
        "amount_keur": read("amount", typed_keur) if kind == AMOUNT else None,
        "percent": None if kind == AMOUNT else read("percent", typed_number),
        "base_keur": read("base_amount", typed_keur) if kind == OF_TYPED else None,
    }
    lines = tuple(box.value("base_lines", ())) if kind == OF_LIST else ()
    if faults:
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
