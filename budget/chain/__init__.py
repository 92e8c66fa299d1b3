"""The chain of reception: inflow, stay, occupancy, cost and ODA, and who pays when it goes differently."""

from budget.chain.cost import (
    charged,
    cost_of_months,
    person_years,
    presupposed_inflow,
    presupposed_stay,
    reception_cost,
    steady_cost,
)
from budget.chain.flow import MONTHS, Flow, flow_year, flow_years, implied_stay, steady_stock
from budget.chain.history import (
    HistoryYear,
    LookBack,
    history,
    look_back,
    look_back_by_last,
    mean_error,
)
from budget.chain.housing import Housed, housed, moved_by_task
from budget.chain.inputs import ChainInputs, chain_inputs, chain_of, inputs_of
from budget.chain.package import InChain, MeasureYear, package_in_chain
from budget.chain.payer import (
    BackTestYear,
    Incentive,
    Outcome,
    SetBack,
    back_test,
    incentives,
    rule_in_force,
    set_back,
)
from budget.chain.project import ChainYear, Presupposed, presupposed, project, raised_flow, shock_of_inflow, years_ahead
from budget.chain.setback import Borne, ReserveYear, borne, extra_cost, reserve_years
from budget.chain.stay import marginal_first_year, months_saved

__all__ = [
    "MONTHS",
    "BackTestYear",
    "Borne",
    "ChainInputs",
    "ChainYear",
    "Flow",
    "HistoryYear",
    "Housed",
    "InChain",
    "Incentive",
    "LookBack",
    "MeasureYear",
    "Outcome",
    "Presupposed",
    "ReserveYear",
    "SetBack",
    "back_test",
    "borne",
    "chain_inputs",
    "chain_of",
    "charged",
    "cost_of_months",
    "extra_cost",
    "flow_year",
    "flow_years",
    "history",
    "housed",
    "implied_stay",
    "incentives",
    "inputs_of",
    "look_back",
    "look_back_by_last",
    "marginal_first_year",
    "mean_error",
    "months_saved",
    "moved_by_task",
    "package_in_chain",
    "person_years",
    "presupposed",
    "presupposed_inflow",
    "presupposed_stay",
    "project",
    "raised_flow",
    "reception_cost",
    "reserve_years",
    "rule_in_force",
    "set_back",
    "shock_of_inflow",
    "steady_cost",
    "steady_stock",
    "years_ahead",
]
