"""Exact composition of lists of budget measures; the public names of the engine."""

from budget.catalogue import Catalogue, load_catalogue
from budget.core import Amount, BudgetError, Columns, Fault, FaultsError, Settings
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
    "Amount",
    "BudgetError",
    "Catalogue",
    "Columns",
    "Fault",
    "FaultsError",
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
