"""The search: packages that meet a target under restrictions, or the proof that there is none."""

from budget.search.answer import Answer, Found, Inexact
from budget.search.close_gap import Closing, Nearer, close_gap
from budget.search.confirm import Reached, leakage_keur
from budget.search.dial_steps import DialSteps, find_packages_with_steps, steps_between
from budget.search.drop_sets import DroppedSet, DroppedSets
from budget.search.explain import AsReport, Explanation, Reason, explain_package
from budget.search.explore import Sample, explore_packages, random_packages, sample_packages
from budget.search.find import find_minimal_packages
from budget.search.front import Against, Front, pareto_front
from budget.search.many import (
    MOST_POSITIONS,
    MeasureTally,
    Position,
    RedLine,
    Standing,
    Together,
    Way,
    bring_together,
    named_apart,
    tally_positions,
)
from budget.search.progress import Progress
from budget.search.question import (
    Goal,
    Limits,
    Objective,
    OpenAmounts,
    OpenCells,
    Question,
)
from budget.search.restrictions import Restriction, RestrictionKind

__all__ = [
    "MOST_POSITIONS",
    "Against",
    "Answer",
    "AsReport",
    "Closing",
    "DialSteps",
    "DroppedSet",
    "DroppedSets",
    "Explanation",
    "Found",
    "Front",
    "Goal",
    "Inexact",
    "Limits",
    "MeasureTally",
    "Nearer",
    "Objective",
    "OpenAmounts",
    "OpenCells",
    "Position",
    "Progress",
    "Question",
    "Reached",
    "Reason",
    "RedLine",
    "Restriction",
    "RestrictionKind",
    "Sample",
    "Standing",
    "Together",
    "Way",
    "bring_together",
    "close_gap",
    "explain_package",
    "explore_packages",
    "find_minimal_packages",
    "find_packages_with_steps",
    "leakage_keur",
    "named_apart",
    "pareto_front",
    "random_packages",
    "sample_packages",
    "steps_between",
    "tally_positions",
]
