"""What a package's CSV says of its inputs: the settings, the assumptions and the base that it was worked out with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from budget.core import plain
from budget.engine import Package
from budget.export.book import column_heads
from budget.export.sheets.dials import dial_values, has_dials
from budget.export.sheets.own_figures import ESTIMATE, MEASURE, written_cell
from budget.export.sheets.settings import list_choices
from budget.export.texts import Texts


class InputRow(NamedTuple):
    """A row of the CSV: kind, key, label, an amount in thousands for each column, and a remark."""

    kind: str
    key: str
    label: str
    cells: list[int | None]
    note: str


def input_rows(package: Package, t: Texts) -> Iterator[InputRow]:
    """Yield the settings as they hold, the assumptions that a person moved, and the lines of the base."""
    catalogue, settings = package.catalogue, package.settings
    none: list[int | None] = [None] * len(catalogue.columns)
    for choice in list_choices(t, settings, catalogue.frame):
        held = f"{choice.now:.1%}" if isinstance(choice.now, float) else str(choice.now or t("volgens de bron"))
        yield InputRow(t("instelling"), choice.name, t(choice.form.label), none, _local(held, t))
    if has_dials(catalogue):
        titles = {f"{m.id}:{d.id}": d for m in catalogue.measures.values() if m.dials for d in m.dials.values}
        for key, value in dial_values(package).items():
            dial = titles.get(key)
            if dial is not None and value != dial.default:
                note = f"{_local(f'{value:f}', t)} {dial.unit.get(t.language)}"
                yield InputRow(t("aanname"), key, dial.title.get(t.language), none, note)
    yield from _own_rows(package, t)
    heads = column_heads(catalogue, t.language)
    for line in catalogue.base.lines:
        amounts = line.amounts
        cells = [amounts.get(column) for column in catalogue.columns]
        others = [f"{year} {_local(plain(keur), t)}" for year, keur in amounts.items() if year not in heads]
        yield InputRow(t("grondslag"), line.id, line.title.get(t.language), cells, ", ".join(others))


def _own_rows(package: Package, t: Texts) -> Iterator[InputRow]:
    """Yield the figures of one's own whole: amounts by column, and in the remark line, what is open, why and source."""
    columns, own = package.catalogue.columns, package.settings.own
    for measure in own.measures:
        cells = [found if isinstance(found, int) else None for found in measure.cells]
        opened = [
            f"{c} {written_cell(f)}" for c, f in zip(columns, measure.cells, strict=True) if not isinstance(f, int)
        ]
        said = [measure.line, measure.base, *([t("Belasting")] if measure.tax else []), *opened, measure.why]
        yield InputRow(t(MEASURE), measure.id, measure.title, cells, "; ".join([*said, measure.source]).strip("; "))
    for item in own.estimates:
        amounts = dict(item.amounts)
        line = package.catalogue.measures[item.measure].postings[item.posting].line
        note = "; ".join([line, item.why, item.source]).strip("; ")
        title = package.catalogue.measures[item.measure].title.get(t.language)
        yield InputRow(t(ESTIMATE), item.measure, title, [amounts.get(column) for column in columns], note)


def _local(number: str, t: Texts) -> str:
    """Return a number as the language writes it; words stay as they are."""
    return number.replace(".", ",") if t.language == "nl" and number[:1].isdigit() else number
