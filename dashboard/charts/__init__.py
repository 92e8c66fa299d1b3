"""The charts, each with its table."""

from dashboard.charts.chart_block import chart_block
from dashboard.charts.chart_tables import (
    bridge_table,
    contribution_table,
    measures_table,
    oda_table,
    position_table,
    targets_table,
    totals_table,
    variant_table,
)
from dashboard.charts.charts import (
    bridge_chart,
    column_name,
    contribution_bars,
    oda_flow,
    oda_history,
    package_by_variant,
    step_name,
    step_text,
)
from dashboard.charts.charts_chain import setback_chart, stock_chart
from dashboard.charts.charts_gauge import package_gauge, percent_bounds, place_title, target_gauge
from dashboard.charts.charts_resettlement import arrivals_chart, history_chart, path_chart, plan_chart
from dashboard.charts.charts_search import Rows, front_chart, scatter_chart
from dashboard.charts.gauge import alternative, gauge_html

__all__ = [
    "Rows",
    "alternative",
    "arrivals_chart",
    "bridge_chart",
    "bridge_table",
    "chart_block",
    "column_name",
    "contribution_bars",
    "contribution_table",
    "front_chart",
    "gauge_html",
    "history_chart",
    "measures_table",
    "oda_flow",
    "oda_history",
    "oda_table",
    "package_by_variant",
    "package_gauge",
    "path_chart",
    "percent_bounds",
    "place_title",
    "plan_chart",
    "position_table",
    "scatter_chart",
    "setback_chart",
    "step_name",
    "step_text",
    "stock_chart",
    "target_gauge",
    "targets_table",
    "totals_table",
    "variant_table",
]
