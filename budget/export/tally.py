"""The tally of several positions as CSV: a row for each measure, a column for each position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from budget.catalogue import Catalogue
from budget.core import dutch
from budget.export.csv import csv_bytes, measure_key, safe_text
from budget.export.texts import Texts
from budget.search import MeasureTally, Standing

STANDINGS: Final = {
    Standing.ALL: dutch("door allen gekozen"),
    Standing.ACCEPTED: dutch("niemand tegen"),
    Standing.CONTESTED: dutch("omstreden"),
    Standing.REFUSED: dutch("door niemand gekozen"),
}


def _stand(one: MeasureTally, name: str) -> str:
    """Return the Dutch word for where a position stands on a measure."""
    if name in one.refusing:
        return dutch("nooit")
    if name in one.insisting:
        return dutch("altijd")
    return dutch("gekozen") if name in one.wanting else ""


def _rows(catalogue: Catalogue, names: Sequence[str], tally: Sequence[MeasureTally], t: Texts) -> Iterator[list[str]]:
    heads = [t("Nr."), t("Maatregel"), t("Hoe het staat"), t("Voor"), t("Tegen"), t("Sluit uit")]
    yield [*heads, *map(safe_text, names)]
    for one in tally:
        title = catalogue.measures[one.measure].title.get(t.language)
        rivals = ", ".join(map(measure_key, one.rivals))
        counts = [str(len(one.wanting)), str(len(one.refusing))]
        stands = (_stand(one, name) for name in names)
        yield [
            measure_key(one.measure),
            safe_text(title),
            t(STANDINGS[one.standing]),
            *counts,
            rivals,
            *(t(word) if word else "" for word in stands),
        ]


def write_tally_csv(
    catalogue: Catalogue, names: Sequence[str], tally: Sequence[MeasureTally], language: str = "nl"
) -> bytes:
    """Write who stands where on each measure, in `language` ("nl" or "en"); `names` are those of the positions."""
    t = Texts(language, catalogue.info.overlaps.is_complete)
    return csv_bytes(_rows(catalogue, names, tally, t), language)
