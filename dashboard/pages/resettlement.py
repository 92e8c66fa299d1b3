"""The page "Hervestiging": history, planner with costs, fair share, and the rules and sources."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from budget.catalogue import Catalogue, Disagreement, ResettlementData, Rule, Source
from budget.resettlement import compare_countings, national_arrivals
from dashboard import page, state
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
from dashboard.words import each, language, show, t, terms, ui


def span(years: Sequence[str]) -> dict[str, str]:
    """Return the first and last of the years, as fields of a text."""
    return {"first": min(years), "last": max(years)}


def history_tab(data: ResettlementData, catalogue: Catalogue) -> None:
    """Draw what the sources give, year by year, with the disagreements beside it."""
    sources = {series.id: series.source for series in data.series}
    derived = national_arrivals(data.values("all-arrivals"), data.values("eu-turkey"))
    table = history_table(data, derived, catalogue)
    title = t("Selecties en aankomsten, {first}–{last}", **span(data.previous_framework.years))
    chart_block(title, history_chart(data, derived), table, key="resettlement-history")
    show(
        place(
            catalogue,
            *dict.fromkeys(sources[id_] for id_ in ("selections", "eu-turkey", "eu-turkey-emn", "all-arrivals")),
        )
    )
    for found in data.disagreements:
        if found.beside_history:
            show(disagreement_block(found, catalogue))
    ui.header(t("Oude en nieuwe telling"))
    show(counting_table(compare_countings(data.values("selections"), derived)))
    ui.caption(t("Aankomsten zijn afgeleid en tellen geen nareizigers; een jaar zonder beide tellingen ontbreekt."))
    show(place(catalogue, sources["selections"], sources["all-arrivals"], sources["eu-turkey"]))
    title = t("Alle aankomsten, {first}–{last}", **span(list(data.values("all-arrivals"))))
    chart_block(title, arrivals_chart(data), arrivals_table(data), key="resettlement-arrivals")
    show(place(catalogue, sources["all-arrivals"]))
    ui.header(t("EU-programma's"))
    show(programme_table(data.programmes, catalogue))


def disagreement_block(found: Disagreement, catalogue: Catalogue) -> Markup:
    """Build one disagreement: the readings with their places, and what explains them."""
    lang = language()
    reading = Markup("<li>{} <span class=soft>{}</span></li>")
    readings = Markup("").join(
        reading.format(r.value.get(lang), terms.cited(catalogue, r.source)) for r in found.readings
    )
    return Markup('<section class="difference"><h2>{}</h2><ul>{}</ul><p>{}</p></section>').format(
        found.title.get(lang), readings, found.explanation.get(lang)
    )


def rule_text(rule: Rule, catalogue: Catalogue) -> Markup:
    """Build one rule with its evidence and place."""
    return Markup("{}<br>{}").format(rule.text.get(language()), backing(catalogue, rule))


def explanation_tab(data: ResettlementData, catalogue: Catalogue) -> None:
    """Draw what resettlement is and how it goes, step by step, each with its evidence and place."""
    step = Markup("<li><strong>{}</strong> {}<br>{}</li>")
    steps = Markup("").join(
        step.format(s.title.get(language()), s.text.get(language()), backing(catalogue, s)) for s in data.explanation
    )
    show(Markup('<ul class="rules">{}</ul>').format(steps))


def rules_tab(data: ResettlementData, catalogue: Catalogue) -> None:
    """Draw the rules of counting and carry-over, and every disagreement."""
    ui.header(t("Regels"))
    rules = each(Markup("<li>{}</li>"), (rule_text(rule, catalogue) for rule in data.rules))
    show(Markup('<ul class="rules">{}</ul>').format(rules))
    ui.header(t("Waar de bronnen verschillen"))
    show(Markup("").join(disagreement_block(found, catalogue) for found in data.disagreements))


def cited_documents(data: ResettlementData) -> list[str]:
    """Return the ids of the documents that the page cites, each once."""
    parts = (data.framework.source, data.previous_framework.source, data.costs.source, data.fair_share.source)
    sources = (*parts, *(item.source for item in data.series), *(item.source for item in data.programmes))
    return list(dict.fromkeys(source.document for source in sources))


def document_titles(data: ResettlementData, catalogue: Catalogue) -> str:
    """Say which documents the page cites under which names."""
    cited = cited_documents(data)
    names = {id_: terms.cited(catalogue, Source.model_construct(document=id_, section="")).strip() for id_ in cited}
    titles = {document.id: document.title for document in catalogue.info.documents}
    return " ".join(f"{name}: {titles[id_]}." for id_, name in names.items())


def render() -> None:
    """Draw the page, where the catalogue has data on resettlement."""
    catalogue = state.catalogue()
    data = catalogue.resettlement
    if data is None:
        return
    ui.page_heading(t("Hervestiging"))
    ui.markdown(
        t(
            "Wat er is hervestigd, wat het kader tot en met {year} vraagt, "
            "wat dat kost en wat een eerlijk aandeel zou zijn.",
            year=data.framework.years[-1],
        )
    )
    names = [t("Historie"), t("Planner en kosten"), t("Eerlijk aandeel (fair share)"), t("Regels en verschillen")]
    told = [t("Wat het is")] if data.explanation else []
    *first, history, planner, fair, rules = ui.tabs([*told, *names])
    for tab in first:
        with tab:
            explanation_tab(data, catalogue)
    with history:
        history_tab(data, catalogue)
    with planner:
        planner_tab(data, catalogue)
    with fair:
        fair_share_tab(data, catalogue)
        show(engagement_table(data, catalogue))
    with rules:
        rules_tab(data, catalogue)
    ui.caption(document_titles(data, catalogue))
    page.footer()
