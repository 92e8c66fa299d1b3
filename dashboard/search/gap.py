"""What closes the gap to a target, in a dialog: additions to this package, and which choices to let go together."""

from __future__ import annotations

from typing import Final

import streamlit as st

from budget.core import Overlaps
from budget.engine import Package, TargetResult, evaluate_target, package_targets
from budget.search import Answer, Closing, DroppedSet, RestrictionKind, close_gap
from dashboard import page, state
from dashboard.package import asks, column_heads, missing_text, redraw_all, target_part, to_go_text
from dashboard.search.cards import overlaps_text
from dashboard.search.form import measure_names
from dashboard.search.results import late_text
from dashboard.search.running import GUARD_SECONDS, searched_once
from dashboard.words import Markdown, asking, bold, html, language, numbers, show, t, terms, ui
from dashboard.workers import Job

STEPS: Final = 20_000  # of the solver
MOST: Final = 5
"""How many additions, single measures and sets are shown."""


def _take(ids: tuple[str, ...], revision: str) -> None:
    """Make these the chosen measures, if the package on screen is still open; the page shows it, and the dialog closes."""
    if state.holds(revision, ids):
        state.choose(ids)
    redraw_all()


def _names(ids: tuple[str, ...]) -> Markdown:
    names = measure_names(state.catalogue())
    listed = (Markdown("{} {}").format(bold(id_), names[id_].removeprefix(f"{id_} ")) for id_ in ids)
    return Markdown("; ").join(listed)


def _offer(text: str, label: str, key: str, ids: tuple[str, ...]) -> None:
    """Write what a choice comes to, with a button that makes it."""
    said, button = st.columns([5, 1], vertical_alignment="center")
    with said:
        ui.markdown(text)
    with button:
        revision = state.workspace().revision
        ui.button(label, key=f"gap-{key}", on_click=_take, args=(ids, revision), width="stretch")


def _additions(closing: Closing, answer: Answer, key: str) -> None:
    """Draw the smallest additions with which the target is met."""
    places = numbers.places(state.catalogue())
    for place, (added, reached) in enumerate(closing.additions(answer, MOST)):
        effect = numbers.meur(reached.weakest_keur, places, sign=True)
        text = Markdown("{} → {}").format(_names(added), effect)
        _offer(text, t("Voeg toe"), f"{key}-{place}", (*closing.selection, *added))


def _nearer(closing: Closing, places: int) -> None:
    """Draw the single measures that leave the least."""
    if not closing.nearer:
        ui.caption(t("Geen enkele maatregel brengt dit pakket op zichzelf dichterbij."))
        return
    ui.header(t("Welke maatregel brengt het dichterbij?"))
    for item in closing.nearer[:MOST]:
        left = missing_text(item.left, places)
        if closing.nearer_at_best(item):
            left = t("{left}; alleen in het gunstigste geval dichterbij", left=left)
        text = Markdown("{} – {}").format(_names((item.measure,)), left)
        _offer(text, t("Voeg toe"), f"near-{item.measure}", (*closing.selection, item.measure))


def _let_go(closing: Closing, dropped: DroppedSet) -> str:
    """Say which chosen measures a set lets go and what its package adds."""
    gone = tuple(item.subject for item in dropped.restrictions if item.kind is RestrictionKind.REQUIRED)
    added = tuple(id_ for id_ in dropped.package.selection if id_ not in closing.selection)
    parts = [t("eruit: {ids}", ids=", ".join(gone))]
    if added:
        parts.append(t("erbij: {ids}", ids=", ".join(added)))
    return "; ".join(parts)


def _sets(closing: Closing) -> None:
    """Draw the smallest sets of chosen measures to let go with which the gap can be closed."""
    explanation = closing.answer.explanation
    if explanation is None or not closing.selection:
        return
    found = explanation.dropped_sets
    ui.header(t("Wat als wij gekozen maatregelen loslaten?"))
    for place, dropped in enumerate(found.sets[:MOST]):
        _offer(_let_go(closing, dropped), t("Neem over"), f"set-{place}", dropped.package.selection)
    if not found.sets and found.complete and found.largest >= len(closing.selection):
        ui.caption(t("Ook het loslaten van alle gekozen maatregelen is niet genoeg."))
    elif not found.sets and found.complete:
        ui.caption(t("Ook het loslaten van {n} gekozen maatregelen samen is niet genoeg.", n=found.largest))
    elif not found.complete:
        ui.caption(t("Er kunnen meer zulke stellen zijn."))


def _ways(closing: Closing) -> None:
    """Draw what closes the gap; where nothing does without double counting, what does as the source adds."""
    answer = closing.answer
    if answer.found:
        ui.header(t("Wat dicht het gat?"))
        _additions(closing, answer, "add")
        ui.caption(overlaps_text(answer.overlaps))
        return
    if answer.explanation is None:
        ui.warning(t("Binnen de stappen is niets gevonden en niets bewezen. Zoek grondiger."))
    elif answer.overlaps is Overlaps.BOUNDS:
        ui.info(t("Zonder dubbeltelling dicht geen stel maatregelen erbij het gat; dat is bewezen."))
    else:
        ui.info(t("Geen stel maatregelen erbij dicht het gat; dat is bewezen."))
    if closing.closed(closing.as_report):
        ui.caption(t("Zoals de bron optelt is dit doel al gehaald; dan telt geld van maatregelen met overlap dubbel."))
    elif closing.as_report is not None and closing.as_report.found:
        ui.header(t("Wat dicht het gat, zoals de bron optelt?"))
        ui.caption(t("Dan telt geld van maatregelen met overlap dubbel."))
        _additions(closing, closing.as_report, "report")


def _column(result: TargetResult, package: Package) -> str:
    """Let the user choose the column, of those that the target asks."""
    labels = column_heads(package.catalogue)
    asked = list(result.asked)
    chosen = ui.segmented_control(
        t("Kolom"),
        asked,
        default=result.main,
        format_func=labels.__getitem__,
        key=f"gap-column-{result.target.id}",
        required=True,
        persist_state="session",
    )
    return str(chosen or result.main)


def _draw(package: Package, target: str) -> None:
    page.way_back()
    result = evaluate_target(package, package_targets(package)[target])
    catalogue, places = package.catalogue, numbers.places(package.catalogue)
    column = _column(result, package)
    cell = result.cells[column]
    goal = numbers.meur(cell.target_keur, places, sign=True)
    text = t(
        "Doel {goal}; dit pakket komt op {effect}: {left}.",
        goal=goal,
        effect=numbers.total(cell.interval, places, sign=True),
        left=to_go_text(package, result, column),
    )
    ui.markdown(Markdown("{} {}").format(bold(text), terms.unit(catalogue)))
    shown = t("Waaruit bestaat {effect}?", effect=numbers.total(cell.effect, places, sign=True))
    show(html.asides([asking(asks(catalogue, target_part(target))[column], shown)]))
    wanted = (package.selection, package.settings, target, column)
    limits = {"most_steps": STEPS, "time_limit": GUARD_SECONDS}
    closing: Closing | None = searched_once(
        "gap", wanted, Job(close_gap, catalogue, (catalogue, *wanted), limits, tells=True)
    )
    if closing is None:
        return
    if closing.answer.late:
        ui.warning(late_text())
    if closing.closed(closing.answer):
        ui.success(t("Dit doel is gehaald: er hoeft niets bij."))
        return
    _ways(closing)
    _nearer(closing, places)
    _sets(closing)
    if unsure := terms.not_judged(catalogue.info):
        ui.warning(unsure)


def gap_dialog(package: Package, target: str) -> None:
    """Open over the page what closes the gap to a target."""
    title = package_targets(package)[target].title.get(language())
    ui.dialog(t("Wat resteert er tot {target}?", target=title), width="large")(_draw)(package, target)
