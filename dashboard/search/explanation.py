"""Why no package answers a question: the best that can be reached, what comes nearest, and what would help."""

from __future__ import annotations

from markupsafe import Markup

from budget.search import AsReport, DroppedSets, Explanation, Restriction, RestrictionKind
from dashboard import state
from dashboard.search.cards import adopt, goal_title, own_assumptions, totals_table
from dashboard.words import bold, html, language, numbers, show, t, terms, ui


def restriction_text(restriction: Restriction) -> str:
    """Name a restriction in words."""
    words = {
        RestrictionKind.FORBIDDEN: t("zonder maatregel {subject}"),
        RestrictionKind.FORBIDDEN_VARIANT: t("zonder variant {subject}"),
        RestrictionKind.REQUIRED: t("met maatregel {subject}"),
        RestrictionKind.REQUIRED_VARIANT: t("met iets uit variant {subject}"),
        RestrictionKind.LEGAL: t("regels: ten hoogste {subject}"),
        RestrictionKind.EVIDENCE: t("bewijs: {subject}"),
        RestrictionKind.OVERLAPS: t("geen overlap"),
        RestrictionKind.MAX_MEASURES: t("ten hoogste {subject} maatregelen"),
        RestrictionKind.ATTRIBUTION: t("toerekening aan ODA blijft bestaan"),
        RestrictionKind.OPEN_CELLS: t("maatregelen met PM"),
        RestrictionKind.GOAL: t("doel {subject}"),
        RestrictionKind.COLUMN: t("kolom {subject}"),
    }
    return words[restriction.kind].replace("{subject}", restriction.subject)


def reaches_table(explanation: Explanation) -> Markup:
    """Build the table of the most that each goal column by itself can come to."""
    rows = []
    for reach in explanation.reaches:
        best = numbers.meur(reach.best_keur)
        said = best if reach.proven else t("{best} (niet bewezen)", best=best)
        amount, missing = numbers.meur(reach.amount_keur), numbers.meur(reach.missing_keur)
        rows.append([goal_title(reach.goal, reach.column, reach.package.settings), amount, said, missing])
    caption = t("Het meeste dat van elk doel apart haalbaar is, {unit}", unit=terms.unit(state.catalogue()))
    return html.table(caption, [t("Doel"), t("Bedrag"), t("Haalbaar"), t("Mist dan")], rows)


def relaxations_table(explanation: Explanation) -> Markup:
    """Build the table of what is still missing when one restriction goes."""
    rows = [
        [
            restriction_text(item.restriction),
            t("onbekend") if item.missing_keur is None else numbers.meur(item.missing_keur, 1),
        ]
        for item in explanation.relaxations
    ]
    caption = t("Wat nog mist als één beperking vervalt, {unit}", unit=terms.unit(state.catalogue()))
    return html.table(caption, [t("Als deze beperking vervalt"), t("Mist dan")], rows)


def sets_block(found: DroppedSets) -> None:
    """Draw the smallest sets of restrictions that are enough together, and whether these are all."""
    several = [item for item in found.sets if len(item.restrictions) > 1]
    if not several:
        return
    rows = [
        ["; ".join(map(restriction_text, item.restrictions)), ", ".join(item.package.selection) or t("leeg")]
        for item in several
    ]
    head = [t("Als deze samen vervallen"), t("Kleinste pakket dan")]
    show(html.table(t("Kleinste stellen beperkingen die samen genoeg zijn"), head, rows, css="figures told"))
    if not found.complete:
        ui.caption(t("Er kunnen meer zulke stellen zijn."))


def as_report_text(found: AsReport) -> str:
    """Say what changes when overlaps count as the source adds them."""
    unit = terms.unit(state.catalogue())
    if found.missing_keur is None and found.objective is None:
        return t("Of het zoals de bron optelt wel kan, is niet bekend.")
    if found.missing_keur:
        missing = numbers.meur(found.missing_keur, 1)
        return t("Zoals de bron optelt kan het ook niet: dan mist nog {missing} {unit}.", missing=missing, unit=unit)
    ids = "" if found.package is None else ", ".join(found.package.selection)
    text = t("Zoals de bron optelt kan het wel, met {ids}.", ids=ids or t("leeg"))
    names = "; ".join(clash.conflict.title.get(language()) for clash in found.overlaps)
    return f"{text} {t('Dan telt geld dubbel: {names}.', names=names)}" if names else text


def _nearest(explanation: Explanation) -> None:
    """Draw the package that misses the least."""
    if explanation.nearest is None:
        return
    missing = numbers.meur(explanation.missing_keur or 0, 1)
    unit = terms.unit(state.catalogue())
    text = t("Het dichtstbij komt een pakket dat nog {missing} {unit} mist.", missing=missing, unit=unit)
    ui.markdown(bold(text))
    own_assumptions(explanation.nearest)
    show(totals_table(explanation.nearest, explanation.reached))
    ui.markdown(", ".join(explanation.nearest.selection) or t("leeg"))
    ui.button(t("Neem dit pakket over"), key="adopt-nearest", on_click=adopt, args=(explanation.nearest, 0))


def _enough(explanation: Explanation) -> None:
    """Say which restrictions are enough to let go, one by itself or some together."""
    names = "; ".join(restriction_text(item.restriction) for item in explanation.closing)
    if names:
        ui.success(t("Genoeg is het loslaten van één hiervan: {names}.", names=names))
    elif explanation.dropped_sets.complete and not explanation.dropped_sets.sets:
        ui.info(t("Ook het loslaten van {n} beperkingen samen is niet genoeg.", n=explanation.dropped_sets.largest))
    else:
        ui.info(t("Geen enkele beperking is op zichzelf genoeg; samen moeten er meer los."))
    if explanation.relaxations:
        show(relaxations_table(explanation))
    sets_block(explanation.dropped_sets)


def explain(explanation: Explanation, setting: str, late: bool = False) -> None:
    """Draw why no package answers the question, what comes nearest and what would help; `late`: that is unfinished."""
    if late:
        ui.error(t("Geen enkel pakket haalt dit. Wat hieronder staat, is onaf."))
    else:
        ui.error(t("Geen enkel pakket haalt dit. Dat is bewezen, niet geschat."))
    if setting:
        ui.caption(setting)
    if unsure := terms.not_judged(state.catalogue().info):
        ui.warning(unsure)
    if explanation.reaches:
        show(reaches_table(explanation))
    if explanation.as_report is not None:
        ui.info(as_report_text(explanation.as_report))
    _nearest(explanation)
    if not late:
        _enough(explanation)
