"""Compose many packages at once as one matrix product, exact and equal to composing each by itself."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from budget.catalogue import Catalogue
from budget.core import DEFAULT_SETTINGS, CallError, Settings, certain_keur
from budget.engine.lines import measure_row

CHUNK: Final = 16_384  # packages at a time: small enough for the processor's cache
EXACT_BELOW: Final = ((np.float32, 2**24), (np.float64, 2**53))


def effects_matrix(catalogue: Catalogue, settings: Settings = DEFAULT_SETTINGS) -> npt.NDArray[np.int64]:
    """Return the certain part of every measure's cells, measures × columns, in keur; open cells are 0 here."""
    rows = [measure_row(catalogue, measure, settings) for measure in catalogue.measures.values()]
    exact = [list(map(certain_keur, row)) for row in rows]
    return np.array(exact, dtype=np.int64).reshape(len(rows), len(catalogue.columns))


def multiply_exactly(selections: npt.NDArray[np.bool_], effects: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """
    Multiply packages × measures by measures × columns, exactly.

    Floating point is several times faster than whole numbers and exact as long as no sum of absolute values leaves the
    range in which it holds every whole number: 2**24 in single, 2**53 in double precision. Larger sums go by int64.
    """
    largest = int(np.abs(effects).sum(axis=0).max(initial=0))
    kind = next((kind for kind, limit in EXACT_BELOW if largest < limit), np.int64)
    factor = effects.astype(kind)
    result = np.empty((len(selections), effects.shape[1]), dtype=np.int64)
    rows = np.empty((min(CHUNK, len(selections)), effects.shape[0]), dtype=kind)
    for start in range(0, len(selections), CHUNK):
        part = selections[start : start + CHUNK]
        rows[: len(part)] = part
        result[start : start + CHUNK] = rows[: len(part)] @ factor
    return result


def compose_many(
    catalogue: Catalogue, selections: npt.NDArray[np.bool_], settings: Settings = DEFAULT_SETTINGS
) -> npt.NDArray[np.int64]:
    """
    Compose many packages at once: packages × measures (in catalogue order) -> packages × columns, thousands of euro.

    The exact part only, equal to `compose_package(...).totals`; raises ValueError for another number of measures.
    """
    if selections.ndim != 2 or selections.shape[1] != len(catalogue.measures):
        raise CallError("selections_of_another_shape", measures=len(catalogue.measures), shape=str(selections.shape))
    return multiply_exactly(selections, effects_matrix(catalogue, settings))
