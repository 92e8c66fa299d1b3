"""Resettlement: cost per person, the planner of the framework and the fair-share key."""

from budget.resettlement.cost import EUR_PER_KEUR, NOTE_107, eu_contribution, resettlement_cost
from budget.resettlement.data import (
    Disagreement,
    FairShareData,
    Programme,
    ResettlementData,
    Rule,
    Series,
    load_resettlement,
)
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
    "NOTE_107",
    "CountingYear",
    "Disagreement",
    "FairShare",
    "FairShareData",
    "Plan",
    "PledgeOutcome",
    "Programme",
    "ResettlementData",
    "Rule",
    "Series",
    "Settlement",
    "compare_countings",
    "eu_contribution",
    "fair_share",
    "growth_path",
    "implied_change",
    "load_resettlement",
    "national_arrivals",
    "plan_framework",
    "resettlement_cost",
    "resettlement_need",
    "selections_needed",
    "settle_pledge",
    "updated_key",
    "updated_key_by",
]
