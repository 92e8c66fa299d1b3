"""Exact composition of the budget measures of the BMH report; the public names of the engine."""

from budget.bulk import compose_many
from budget.errors import BudgetError, Fault, FaultsError
from budget.load import Catalogue, load_catalogue
from budget.money import COLUMNS, YEARS, Open
from budget.oda import attribute_oda
from budget.package import Package, compose_package
from budget.settings import Settings
from budget.targets import Verdict, evaluate_target, evaluate_targets

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
