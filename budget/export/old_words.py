"""Words that workbooks of version 1.0.0 hold and later ones do not, by the cell they stand in; they are still read."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from budget.core import Basis, Ceiling, OdaRules, Scope

OLD_OPTIONS: Final[dict[str, dict[object, StrEnum]]] = {
    "Basis_doel": {
        "vast jaar (rapport)": Basis.REPORT,
        "fixed year (report)": Basis.REPORT,
        "eigen jaar": Basis.OWN_YEAR,
        "own year": Basis.OWN_YEAR,
    },
    "Reikwijdte": {
        "zoals het rapport": Scope.REPORT,
        "as the report": Scope.REPORT,
        "hele grondslag": Scope.WHOLE,
        "whole base": Scope.WHOLE,
    },
    "ODA_regels": {
        "alleen gemeld": OdaRules.STATED,
        "stated only": OdaRules.STATED,
        "ook afgeleid": OdaRules.DERIVED,
        "derived too": OdaRules.DERIVED,
    },
    "Plafond": {
        "blijft": Ceiling.STAYS,
        "stays": Ceiling.STAYS,
        "volgt": Ceiling.FOLLOWS,
        "follows": Ceiling.FOLLOWS,
    },
}
