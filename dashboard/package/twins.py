"""The same measure in other lists, with the amounts side by side: on a fiche, and all of them in one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from budget.catalogue import (
    Catalogue,
    Join,
    Likeness,
    Measure,
    Overview,
    Twin,
    TwinGrade,
    TwinSide,
    columns_of,
    installed_twins,
    joined,
    likeness,
    twins_of,
)
from budget.core import Cell, Columns
from dashboard.serving import overview
from dashboard.words import html, language, numbers, t

ASK_FICHE: Final = "fiche"
"""What the browser asks for when a measure of a list is clicked (`dashboard/assets/ask.js`)."""
Rows = dict[str, dict[str, Cell]]


@dataclass(frozen=True)
class Held:
    """What a side of a pair holds in its list: name, columns, the titles of its measures and the rows they stand for."""

    side: TwinSide
    short: str
    columns: Columns
    titles: tuple[str, ...]
    rows: tuple[dict[str, Cell], ...]

    @property
    def label(self) -> str:
        """The list and the ids of the measures, joined as they make the other one."""
        return f"{self.short} {self._joint.join(self.side.measures)}"

    @property
    def asking_label(self) -> Markup:
        """The same, of which each id asks for the fiche of its measure."""
        ids = (html.asking(fiche_ask(self.side.list, id_), id_) for id_ in self.side.measures)
        return Markup("{} {}").format(self.short, Markup("{}").format(self._joint).join(ids))

    @property
    def _joint(self) -> str:
        return " / " if self.side.join is Join.ONE_OF else " + "


def fiche_ask(list_: str, id_: str) -> str:
    """Return what asks for the fiche of a measure of a list, the open one or another."""
    return f"{ASK_FICHE}:{list_}:{id_}"


def _held(side: TwinSide, found: Overview) -> Held | None:
    """Return what a side holds; None where the list on offer under that id lacks a measure of it."""
    columns, entries = columns_of(found.info), {entry.id: entry for entry in found.entries}
    if any(id_ not in entries for id_ in side.measures):
        return None
    rows: Rows = {id_: dict(zip(columns.all, entries[id_].cells, strict=True)) for id_ in side.measures}
    titles = tuple(entries[id_].named(language()) for id_ in side.measures)
    return Held(side, found.info.short.get(language()), columns, titles, tuple(joined(side, rows)))


def both_sides(own: TwinSide, other: TwinSide) -> tuple[Held, Held] | None:
    """Return what both sides hold; None where a list is not on offer here."""
    lists = overview(own.list), overview(other.list)
    if lists[0] is None or lists[1] is None:
        return None
    first, second = _held(own, lists[0]), _held(other, lists[1])
    return None if first is None or second is None else (first, second)


def nearest_likeness(first: Held, second: Held) -> Likeness:
    """Compare the rows of two sides; of several options the one that is most alike."""
    pairs = [(one, other) for one in first.rows for other in second.rows]
    found = [likeness(one, first.columns, other, second.columns) for one, other in pairs]
    return max(found, key=lambda one: (one.later is not None, not one.rounded, one.structural))


def likeness_text(found: Likeness, second: str) -> str:
    """Say how the amounts of two lists compare."""
    if found.later is None:
        return t("structureel gelijk, de jaren verschillen") if found.structural else t("de bedragen verschillen")
    rounded = t(", in hele miljoenen") if found.rounded else ""
    if found.later == 0:
        return t("gelijk") + rounded
    years = abs(found.later)
    span = t("een jaar") if years == 1 else t("{n} jaar", n=years)
    way = t("later") if found.later > 0 else t("eerder")
    return t("gelijk, in {list} {span} {way}", list=second, span=span, way=way) + rounded


def grade_text(twin: Twin) -> str:
    """Say how sure it is that two lists mean the same measure, and where one says so."""
    if twin.grade is TwinGrade.LIKELY:
        return t("waarschijnlijk dezelfde: naar de titels")
    short = found.info.short.get(language()) if (found := overview(twin.other.list)) else twin.other.list
    return t("zeker dezelfde: {list}, p. {page}", list=short, page=twin.page)


def _amounts(first: Held, second: Held) -> Markup:
    years = sorted({*first.columns.years, *second.columns.years})
    rows = []
    for held in (first, second):
        for row in held.rows:
            cells = [numbers.cell(row[year]) if year in row else "" for year in years]
            rows.append([held.label, *cells, numbers.cell(row[held.columns.structural])])
    return html.table(t("Dezelfde maatregel naast elkaar"), [t("Lijst"), *years, t("structureel")], rows)


def pair_block(twin: Twin, first: Held, second: Held) -> Markup:
    """Show a pair: what the other list calls it, both rows, how they compare and how sure it is."""
    said = [grade_text(twin), likeness_text(nearest_likeness(first, second), second.short)]
    if twin.note is not None:
        said.append(twin.note.get(language()))
    titles = "; ".join(second.titles)
    pattern = Markup("<p>{} <span class=soft>{}</span></p>{}<p class=soft>{}</p>")
    return pattern.format(second.asking_label, titles, _amounts(first, second), Markup("<br>").join(said))


def twins_block(catalogue: Catalogue, measure: Measure) -> Markup | None:
    """Show where else a measure stands; None where it stands in no other list on offer."""
    blocks = []
    for twin, own, other in twins_of(catalogue.info.id, measure.id):
        if held := both_sides(own, other):
            blocks.append(pair_block(twin, *held))
    if not blocks:
        return None
    warning = t("Deze maatregel staat in meer lijsten. Tel de bedragen nooit bij elkaar op: het is dezelfde maatregel.")
    return Markup("<section><h2>{}</h2><p>{}</p>{}</section>").format(
        t("Ook in andere lijsten"), warning, Markup("").join(blocks)
    )


def _lines() -> Iterator[list[str]]:
    for twin in installed_twins():
        if held := both_sides(twin.one, twin.other):
            first, second = held
            amounts = [" / ".join(numbers.cell(row[one.columns.structural]) for row in one.rows) for one in held]
            alike = likeness_text(nearest_likeness(first, second), second.short)
            yield [first.asking_label, second.asking_label, *amounts, alike, grade_text(twin)]


def twins_table() -> Markup:
    """Build the table of every measure that stands in two lists on offer."""
    head = [
        t("Lijst"),
        t("Andere lijst"),
        t("structureel"),
        t("structureel, andere lijst"),
        t("Bedragen"),
        t("Zekerheid"),
    ]
    return html.table(t("Dezelfde maatregel in twee lijsten, mln. euro"), head, _lines())
