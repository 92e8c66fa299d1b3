"""Resettlement: cost per person, the planner of the framework and the fair-share key."""

from budget.resettlement.check import printed_otherwise
from budget.resettlement.cost import EUR_PER_KEUR, eu_contribution, resettlement_cost
from budget.resettlement.fair_share import (
    FairShare,
    fair_share,
    growth_path,
    implied_change,
    resettlement_need,
    updated_key,
    updated_key_by,
)
from budget.resettlement.planner import (
    CountingYear,
    Plan,
    PledgeOutcome,
    Settlement,
    compare_countings,
    national_arrivals,
    plan_framework,
    selections_needed,
    settle_pledge,
)

__all__ = [
    "EUR_PER_KEUR",
    "CountingYear",
    "FairShare",
    "Plan",
    "PledgeOutcome",
    "Settlement",
    "compare_countings",
    "eu_contribution",
    "fair_share",
    "growth_path",
    "implied_change",
    "national_arrivals",
    "plan_framework",
    "printed_otherwise",
    "resettlement_cost",
    "resettlement_need",
    "selections_needed",
    "settle_pledge",
    "updated_key",
    "updated_key_by",
]
