"""Charts of the search page: the fronts and the scatter of many packages; pure."""

from __future__ import annotations

import altair as alt
import numpy as np
import numpy.typing as npt

from budget.catalogue import Catalogue
from budget.search import Against, Front
from dashboard.charts.chart_marks import BLUE, GREY, TIP, VERMILLION, Caption, data_of, meur_drawn, shown
from dashboard.charts.charts import column_name
from dashboard.words import numbers, t, terms

BINS = 80
Rows = npt.NDArray[np.int64]


def front_chart(front: Front, catalogue: Catalogue) -> alt.LayerChart:
    """Draw the largest saving at each price: a step line with a label at its ends."""
    by_measures, unit = front.against is Against.MEASURES, terms.unit(catalogue)
    axis = t("Aantal maatregelen") if by_measures else t("Daling ODA-toerekening, {unit}", unit=unit)
    rows = []
    for place, point in enumerate(front.points):
        price = float(point.measures) if by_measures else meur_drawn(point.leakage_keur)
        ends = place in {0, len(front.points) - 1}
        text = numbers.on_page(catalogue, point.saving_keur)
        tip = f"{text} – {axis}: {point.measures if by_measures else numbers.on_page(catalogue, point.leakage_keur)}"
        rows.append({"price": price, "saving": meur_drawn(point.saving_keur), "tip": tip, "name": text if ends else ""})
    base = alt.Chart(data_of(rows)).encode(
        x=alt.X("price:Q", title=axis), y=alt.Y("saving:Q", title=t("Besparing, {unit}", unit=unit)), tooltip=TIP
    )
    line = base.mark_line(color=BLUE, interpolate="step-before", strokeWidth=2, aria=False)
    dots = base.mark_point(color=BLUE, filled=True, size=50, opacity=1, aria=False)
    names = base.mark_text(dy=-12, fontSize=13, fontWeight="bold", aria=False).encode(text=alt.Text("name:N"))
    about = t("Lijn: de grootste besparing bij elke prijs; {n} punten.", n=len(front.points))
    return shown(Caption(about, axis), line, dots, names, height=340)


def scatter_chart(points: Rows, edges: Rows, catalogue: Catalogue, column: str) -> alt.LayerChart:
    """Draw how often each combination of number of measures and effect occurs (n, keur, times), with the extremes."""
    unit, name = terms.unit(catalogue), column_name(catalogue, column)
    low, high = int(points[:, 1].min()), int(points[:, 1].max())
    width = max(1, (high - low) // BINS)
    binned: dict[tuple[int, int], int] = {}
    for count, effect, times in points.tolist():
        key = (count, (effect - low) // width)
        binned[key] = binned.get(key, 0) + times
    rows = [
        {
            "n": count,
            "from": meur_drawn(low + place * width),
            "to": meur_drawn(low + (place + 1) * width),
            "times": times,
        }
        for (count, place), times in sorted(binned.items())
    ]
    ends = [
        {
            "n": n,
            "effect": meur_drawn(effect),
            "tip": f"{n}: {numbers.on_page(catalogue, effect, sign=True)}",
            "end": end,
        }
        for n, least, most in edges.tolist()
        for end, effect in ((BLUE, least), (VERMILLION, most))
    ]
    x = alt.X("n:Q", title=t("Aantal maatregelen"))
    cloud = (
        alt.Chart(data_of(rows))
        .mark_rule(strokeWidth=7, color=GREY, aria=False)
        .encode(
            x=x,
            y=alt.Y("from:Q", title=t("Effect, {column}, {unit}", column=name, unit=unit)),
            y2=alt.Y2("to:Q"),
            opacity=alt.Opacity("times:Q", scale=alt.Scale(type="log", range=[0.08, 0.9]), legend=None),
        )
    )
    extremes = (
        alt.Chart(data_of(ends))
        .mark_point(filled=True, size=22, opacity=1, aria=False)
        .encode(x=x, y=alt.Y("effect:Q"), color=alt.Color("end:N", scale=None), tooltip=TIP)
    )
    total = numbers.number(int(points[:, 2].sum()))
    about = t("Wolk: {n} willekeurige pakketten naar aantal maatregelen en effect, {column}.", n=total, column=name)
    return shown(Caption(about, unit), cloud, extremes, height=420)
