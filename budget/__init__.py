"""Exact composition of lists of budget measures; the public names of the engine."""

from budget.catalogue import Catalogue, load_catalogue
from budget.core import BudgetError, Columns, Fault, FaultsError, Open, Settings
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
    "BudgetError",
    "Catalogue",
    "Columns",
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
