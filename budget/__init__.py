"""Exact composition of the budget measures of the BMH report; the public names of the engine."""

from budget.catalogue import Catalogue, load_catalogue
from budget.core import COLUMNS, YEARS, BudgetError, Fault, FaultsError, Open, Settings
from budget.engine import (
    Package,
    Verdict,
    attribute_oda,
    compose_many,
    compose_package,
    evaluate_target,
    evaluate_targets,
)

__all__ = [
    "COLUMNS",
    "YEARS",
    "BudgetError",
    "Catalogue",
    "Fault",
    "FaultsError",
    "Open",
    "Package",
    "Settings",
    "Verdict",
    "attribute_oda",
    "compose_many",
    "compose_package",
    "evaluate_target",
    "evaluate_targets",
    "load_catalogue",
]
