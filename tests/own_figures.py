"""Figures of one's own in the toy country, to add up by hand."""

from __future__ import annotations

from budget.core import Own, OwnEstimate, OwnMeasure, Settings
from budget.share import Draft

SAVING = OwnMeasure(
    "eigen-1",
    "Minder opvangplekken",
    "JenV",
    (-9_000, -4_000, -4_000, -4_000, -4_000, -4_000),
    "Raming van de directie.",
    article="37",
    base="T-main",
    source="Nota van 3 mei",
)
"""−9 in 2021 and −4 in every later column, on the base line of the targets."""
FILLED = OwnEstimate("B.1", (("2021", 3_500),), "Zelfde als in 2019.")
"""3.5 in the place of the open cost of 2021; that of 2022 stays open."""
OWN = Own((SAVING,), (FILLED,))
SETTINGS = Settings(own=OWN)
DRAFT = Draft("Met eigen cijfers", "", ("A.1", "B.1", "eigen-1"), SETTINGS)
