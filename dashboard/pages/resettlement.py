"""The page "Hervestiging": history, planner with costs, fair share, and the rules and sources."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from budget.resettlement import (
    Disagreement,
    ResettlementData,
    Rule,
    compare_countings,
    load_resettlement,
    national_arrivals,
)
from dashboard import page
from dashboard.charts import arrivals_chart, chart_block, history_chart
from dashboard.package import backing
from dashboard.resettlement import (
    arrivals_table,
    counting_table,
    engagement_table,
    fair_share_tab,
    history_table,
    place,
    planner_tab,
    programme_table,
)
from dashboard.words import each, language, show, t, terms


@st.cache_resource(show_spinner=False)
def resettlement_data() -> ResettlementData:
    """Load the figures once for all sessions."""
    return load_resettlement()


def history_tab(data: ResettlementData) -> None:
    """Draw what the sources give, year by year, with the disagreements beside it."""
    sources = {series.id: series.source for series in data.series}
    derived = national_arrivals(data.values("all-arrivals"), data.values("eu-turkey"))
    table = history_table(data, derived)
    chart_block(
        t("Selecties en aankomsten, 2016–2019"), history_chart(data, derived), table, key="resettlement-history"
    )
    show(place(*dict.fromkeys(sources[id_] for id_ in ("selections", "eu-turkey", "eu-turkey-emn", "all-arrivals"))))
    for id_ in ("national-2019", "turkey-2019"):
        show(disagreement_block(next(d for d in data.disagreements if d.id == id_)))
    st.subheader(t("Oude en nieuwe telling"))
    show(counting_table(compare_countings(data.values("selections"), derived)))
    st.caption(
        t(
            "2016 ontbreekt: Turkije telde toen mee in het nationale quotum. "
            "Aankomsten zijn afgeleid en tellen geen nareizigers."
        )
    )
    show(place(sources["selections"], sources["all-arrivals"], sources["eu-turkey"]))
    title = t("Alle aankomsten, 2011–2019")
    chart_block(title, arrivals_chart(data), arrivals_table(data), key="resettlement-arrivals")
    show(place(sources["all-arrivals"]))
    st.subheader(t("EU-programma's"))
    show(programme_table(data.programmes))


def disagreement_block(found: Disagreement) -> Markup:
    """Build one disagreement: the readings with their places, and what explains them."""
    lang = language()
    reading = Markup("<li>{} <span class=soft>{}</span></li>")
    readings = Markup("").join(reading.format(r.value.get(lang), terms.cited(r.source)) for r in found.readings)
    return Markup('<section class="difference"><h4>{}</h4><ul>{}</ul><p>{}</p></section>').format(
        found.title.get(lang), readings, found.explanation.get(lang)
    )


def rule_text(rule: Rule) -> Markup:
    """Build one rule with its evidence and place."""
    return Markup("{}<br>{}").format(rule.text.get(language()), backing(rule))


def rules_tab(data: ResettlementData) -> None:
    """Draw the rules of counting and carry-over, and every disagreement."""
    st.subheader(t("Regels"))
    rules = each(Markup("<li>{}</li>"), map(rule_text, data.rules))
    show(Markup('<ul class="rules">{}</ul>').format(rules))
    st.subheader(t("Waar de bronnen verschillen"))
    show(Markup("").join(map(disagreement_block, data.disagreements)))


def render() -> None:
    """Draw the page."""
    data = resettlement_data()
    st.header(t("Hervestiging"))
    st.write(
        t(
            "Wat Nederland hervestigde, wat het kader tot en met 2023 vraagt, "
            "wat dat kost en wat een eerlijk aandeel zou zijn."
        )
    )
    history, planner, fair, rules = st.tabs(
        [t("Historie"), t("Planner en kosten"), t("Fair share"), t("Regels en verschillen")]
    )
    with history:
        history_tab(data)
    with planner:
        planner_tab(data)
    with fair:
        fair_share_tab(data.fair_share)
        show(engagement_table(data))
    with rules:
        rules_tab(data)
    st.caption(
        t(
            "BRIEF: Kamerbrief over hervestiging, 2020. EMN: Jaaroverzicht 2019 van EMN Nederland. BMH: het rapport. "
            "FAIR: Belgisch rapport over een fair share in hervestiging, 2021."
        )
    )
    page.footer()
