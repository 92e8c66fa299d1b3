"""Why no package answers a question: the best that can be reached, what comes nearest, and what would help."""

from __future__ import annotations

from markupsafe import Markup

from budget.search import AsReport, DroppedSets, Explanation, Restriction, RestrictionKind
from dashboard import state
from dashboard.search.cards import adopt, own_assumptions, totals_table
from dashboard.search.found import (
    ANSWER,
    AS_ADDED,
    DROPPED,
    NEAREST,
    REACH,
    SET,
    effect_ask,
    goal_amount,
    goal_title,
    missing_amount,
    place_of,
    whole_ask,
)
from dashboard.words import asking, html, language, numbers, show, t, terms, ui


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
        RestrictionKind.OPEN_CELLS: t("maatregelen met een open bedrag"),
        RestrictionKind.GOAL: t("doel {subject}"),
        RestrictionKind.COLUMN: t("kolom {subject}"),
    }
    return words[restriction.kind].replace("{subject}", restriction.subject)


def reaches_table(explanation: Explanation) -> Markup:
    """Build the table of the most that each goal column by itself can come to."""
    rows, catalogue = [], state.catalogue()
    for number, reach in enumerate(explanation.reaches, start=1):
        place = place_of(REACH, number)
        best = asking(
            effect_ask(ANSWER, place, reach, reach.package), numbers.on_page(catalogue, reach.best_keur, sign=True)
        )
        said = best if reach.proven else html.sentence(t("{best} (niet bewezen)"), best=best)
        amount = goal_amount(ANSWER, place, reach, reach.package)
        missing = missing_amount(ANSWER, place, reach.missing_keur)
        rows.append([goal_title(reach.goal, reach.column, reach.package), amount, said, missing])
    caption = t("Het meeste dat van elk doel apart haalbaar is, {unit}", unit=terms.unit(state.catalogue()))
    return html.table(caption, [t("Doel"), t("Bedrag"), t("Haalbaar"), t("Mist dan")], rows)


def relaxations_table(explanation: Explanation) -> Markup:
    """Build the table of what is still missing when one restriction goes."""
    rows = [
        [
            restriction_text(item.restriction),
            t("onbekend")
            if item.missing_keur is None
            else missing_amount(ANSWER, place_of(DROPPED, number), item.missing_keur),
        ]
        for number, item in enumerate(explanation.relaxations, start=1)
    ]
    caption = t("Wat nog mist als één beperking vervalt, {unit}", unit=terms.unit(state.catalogue()))
    return html.table(caption, [t("Als deze beperking vervalt"), t("Mist dan")], rows)


def sets_block(found: DroppedSets) -> None:
    """Draw the smallest sets of restrictions that are enough together, and whether these are all."""
    several = [one for one in enumerate(found.sets, start=1) if len(one[1].restrictions) > 1]
    if not several:
        return
    rows = [
        [
            "; ".join(map(restriction_text, item.restrictions)),
            asking(
                whole_ask(ANSWER, place_of(SET, number), item.package), ", ".join(item.package.selection) or t("leeg")
            ),
        ]
        for number, item in several
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
        missing = numbers.on_page(state.catalogue(), found.missing_keur)
        return t("Zoals de bron optelt kan het ook niet: dan mist nog {missing} {unit}.", missing=missing, unit=unit)
    ids = "" if found.package is None else ", ".join(found.package.selection)
    text = t("Zoals de bron optelt kan het wel, met {ids}.", ids=ids or t("leeg"))
    names = "; ".join(clash.conflict.title.get(language()) for clash in found.overlaps)
    return f"{text} {t('Dan telt geld dubbel: {names}.', names=names)}" if names else text


def _nearest(explanation: Explanation) -> None:
    """Draw the package that misses the least."""
    if explanation.nearest is None:
        return
    missing = missing_amount(ANSWER, NEAREST, explanation.missing_keur or 0)
    text = t("Het dichtstbij komt een pakket dat nog {missing} {unit} mist.")
    told = html.sentence(text, missing=missing, unit=terms.unit(state.catalogue()))
    show(Markup('<p class="aside"><strong>{}</strong></p>').format(told))
    own_assumptions(explanation.nearest)
    show(totals_table(explanation.nearest, explanation.reached, ANSWER, NEAREST))
    ui.markdown(", ".join(explanation.nearest.selection) or t("leeg"))
    ui.button(t("Neem dit pakket over"), key="adopt-nearest", on_click=adopt, args=(explanation.nearest, 0))


def _enough(explanation: Explanation) -> None:
    """Say which restrictions are enough to let go, one by itself or some together."""
    names = "; ".join(restriction_text(item.restriction) for item in explanation.closing)
    if names:
        ui.success(t("Genoeg is het loslaten van één hiervan: {names}.", names=names))
    elif explanation.dropped_sets.complete and not explanation.dropped_sets.sets:
        number, largest = len(explanation.relaxations), explanation.dropped_sets.largest
        if number > largest:
            ui.info(t("Ook het loslaten van {n} beperkingen samen is niet genoeg.", n=largest))
        elif number > 1:
            ui.info(t("Ook het loslaten van alle {n} beperkingen is niet genoeg.", n=number))
        else:
            ui.info(t("Ook zonder beperkingen is het niet te halen."))
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
        if (package := explanation.as_report.package) is not None:
            show(html.asides([asking(whole_ask(ANSWER, AS_ADDED, package), t("Waaruit bestaat dat pakket?"))]))
    _nearest(explanation)
    if not late:
        _enough(explanation)
