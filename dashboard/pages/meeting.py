"""The meeting: prepare which measures and which target are shown, then toggle them in large type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import streamlit as st
from markupsafe import Markup

from budget.engine import Package, package_targets
from budget.search import Position
from budget.share import Draft
from dashboard import address, page, state
from dashboard.chain import meeting_setback
from dashboard.meeting import Beside, board_html, meeting_toggles
from dashboard.package import FIGURES, note_drawn, part, redraw_all, redraw_changed, shown_name, steps_html, switcher
from dashboard.pages.compare import option_label, options
from dashboard.together import held_positions
from dashboard.words import language, show, stylesheet, t, terms, ui

KEY = "meeting"
ADD = "meeting_add"
PARAMETER = "v"
MOST_TOGGLES = 24  # as many as have a key (dashboard/assets/meeting_toggles.js)
NO_OTHER = ""
TALLY = "~"  # at the start of the address of a meeting that shows the tally
WHOLE_CHOICE = Markup('<style>.st-key-meeting_measures [data-testid="stMultiSelect"] div { max-height: none; }</style>')


@dataclass(frozen=True)
class Meeting:
    """
    What a meeting shows: measures with a toggle (None until chosen), target (None without any), whether it runs.

    `began` are the measures of the package when it started (None before); `beside` is the key of the package that stands
    beside it, "" for none. `tally` shows how many of the other open packages chose each measure.
    """

    shown: tuple[str, ...] | None = None
    target: str | None = None
    running: bool = False
    began: tuple[str, ...] | None = None
    beside: str = ""
    tally: bool = False


def _titles() -> dict[str, str]:
    """Return the targets that the package can be held against: the list's and one's own, by id with their titles."""
    return {id_: target.title.get(language()) for id_, target in package_targets(state.package()).items()}


def meeting_code(meeting: Meeting) -> str:
    """Write a running meeting for the address bar, so that a reload does not end it."""
    parts = [meeting.target or "", ",".join(meeting.shown or ())]
    if meeting.began is not None:
        parts.append(",".join(meeting.began))
    if meeting.beside:
        parts += [""] * (3 - len(parts))
        parts.append(meeting.beside)
    return ":".join([TALLY, *parts] if meeting.tally else parts)


def read_meeting(code: str) -> Meeting:
    """Read a running meeting from the address; a code that does not fit the package gives the preparation."""
    catalogue, targets = state.catalogue(), _titles()
    tally = code.startswith(f"{TALLY}:")
    code = code.removeprefix(f"{TALLY}:")
    target, ids, began, beside = [*code.split(":", 3), "", "", ""][:4]
    shown, start = tuple(dict.fromkeys(ids.split(","))), tuple(filter(None, dict.fromkeys(began.split(","))))
    if (
        (target or None) not in {*targets, *([] if targets else [None])}
        or len(shown) > MOST_TOGGLES
        or any(id_ not in catalogue.measures for id_ in (*shown, *start))
    ):
        return Meeting()
    found = Meeting(shown, target or None, running=True, beside=beside, tally=tally)
    return replace(found, began=catalogue.sorted_selection(list(start)) if code.count(":") > 1 else None)


def current() -> Meeting:
    """Return the session's meeting: from the address at first; without a choice the package's first measures."""
    if KEY not in st.session_state:
        st.session_state[KEY] = read_meeting(st.query_params.get(PARAMETER, ""))
    meeting: Meeting = st.session_state[KEY]
    targets = _titles()
    if meeting.target not in targets:
        meeting = replace(meeting, target=state.catalogue().info.default_target or next(iter(targets), None))
    if meeting.shown is None:
        return replace(meeting, shown=state.draft().measures[:MOST_TOGGLES])
    began = None if meeting.began is None else _known(meeting.began)
    return replace(meeting, shown=_known(meeting.shown), began=began)


def _known(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the measures that are still there, in the order of their rows: one of one's own may be gone since."""
    return tuple(id_ for id_ in ids if id_ in state.catalogue().measures)


def _set(**changes: object) -> None:
    st.session_state[KEY] = replace(current(), **changes)  # type: ignore[arg-type]  # the fields' own names and types


def _choose_shown() -> None:
    _set(shown=state.catalogue().sorted_selection(st.session_state["meeting_measures"]))


def _add() -> None:
    """Give a measure a toggle below the others, so that none of them changes its key; the package stays as it is."""
    if added := st.session_state[ADD]:
        _set(shown=(*(current().shown or ()), added))
        st.session_state[ADD] = None


def _choose_added(meeting: Meeting) -> None:
    """Let a running meeting take in a measure of the list, as long as there are keys."""
    catalogue, lang, shown = state.catalogue(), language(), meeting.shown or ()
    full = len(shown) >= MOST_TOGGLES
    ui.selectbox(
        t("Maatregel toevoegen"),
        [id_ for id_ in catalogue.measures if id_ not in shown],
        index=None,
        key=ADD,
        format_func=lambda id_: f"{id_} {catalogue.measures[id_].title.get(lang)}",
        filter_mode="contains",
        placeholder=t("Alle toetsen zijn in gebruik") if full else t("Maatregel toevoegen"),
        label_visibility="collapsed",
        disabled=full,
        on_change=_add,
    )


def _choose_target(meeting: Meeting) -> None:
    """Let the user choose the target in view."""
    targets = _titles()
    st.session_state["meeting_target"] = meeting.target
    ui.selectbox(
        t("Doel in beeld"),
        list(targets),
        key="meeting_target",
        format_func=targets.__getitem__,
        on_change=lambda: _set(target=st.session_state["meeting_target"]),
    )


def _others() -> dict[str, Draft]:
    """Return what can stand beside the open package, by key: the other open ones, and the ready-made."""
    own = f"{address.OPEN}{state.workspace().active}"
    return {key: draft for key, draft in options().items() if key != own}


def _choose_beside(meeting: Meeting) -> None:
    """Let the user choose a package to stand beside the meeting's."""
    others = _others()
    st.session_state["meeting_beside"] = meeting.beside if meeting.beside in others else NO_OTHER
    ui.selectbox(
        t("Pakket ernaast, met het verschil"),
        [NO_OTHER, *others],
        key="meeting_beside",
        format_func=lambda key: t("geen") if key == NO_OTHER else option_label(key, others[key]),
        on_change=lambda: _set(beside=st.session_state["meeting_beside"]),
    )


def _choose_tally(meeting: Meeting) -> None:
    """Let the user have the tally in view, where there are positions beside the meeting's package."""
    count = len(_positions())
    if count:
        st.session_state["meeting_tally"] = meeting.tally
        ui.checkbox(
            t("Toon bij elke maatregel hoeveel van de {n} andere geopende standpunten haar kozen", n=count),
            key="meeting_tally",
            on_change=lambda: _set(tally=bool(st.session_state["meeting_tally"])),
            wrap=True,
            help=t("Welke pakketten een standpunt zijn, kiest u op de pagina Samen."),
        )


def _positions() -> tuple[Position, ...]:
    """Return the positions of persons beside the meeting's own package."""
    return held_positions(besides=state.workspace().active)


def _start() -> None:
    _set(running=True, began=state.draft().measures)


def _stop() -> None:
    _set(running=False)
    redraw_all()


def prepare(meeting: Meeting) -> None:
    """Draw the preparation: which measures get a toggle, which target is held against the package."""
    catalogue, lang = state.catalogue(), language()
    measures = catalogue.measures
    with st.sidebar:
        switcher()
    show(WHOLE_CHOICE)
    ui.page_heading(t("Vergadering"))
    ui.markdown(
        t(
            "Kies wat de vergadering ziet. Tijdens de vergadering staan alleen deze maatregelen, wat er nog bij komt en de totalen "
            "in beeld, in grote letters. Omzetten verandert het geopende pakket."
        )
    )
    st.session_state["meeting_measures"] = list(meeting.shown or ())
    ui.multiselect(
        t("Maatregelen met een knop (ten hoogste {n})", n=MOST_TOGGLES),
        list(measures),
        key="meeting_measures",
        max_selections=MOST_TOGGLES,
        filter_mode="contains",
        select_all=False,
        format_func=lambda id_: f"{id_} {measures[id_].title.get(lang)}",
        placeholder=t("Kies maatregelen"),
        on_change=_choose_shown,
    )
    if _titles():
        _choose_target(meeting)
    _choose_beside(meeting)
    _choose_tally(meeting)
    rest = [id_ for id_ in state.draft().measures if id_ not in (meeting.shown or ())]
    if rest:
        ui.info(
            t(
                "Zonder knop, en wel meegeteld, uit het pakket: {measures} ({ids}).",
                measures=terms.measures(len(rest)),
                ids=", ".join(rest),
            )
        )
    ui.button(t("Start vergadering"), type="primary", disabled=not meeting.shown, on_click=_start)
    if not meeting.shown:
        ui.caption(t("Kies eerst ten minste één maatregel, of kies op de pagina Pakket een kant-en-klaar pakket."))
    ui.caption(
        t(
            "Bediening: de toets die bij een maatregel staat, zet haar om, Tab en spatie ook. A en B kiezen "
            "bij maatregelen die elkaar uitsluiten. Ctrl+Z maakt ongedaan, Esc beëindigt de vergadering, F11 geeft volledig "
            "scherm."
        )
    )
    page.footer()


def _began(meeting: Meeting) -> Package | None:
    """Compose the package as the meeting found it, under today's settings."""
    return None if meeting.began is None else state.compose(replace(state.draft(), measures=meeting.began))


def _beside(meeting: Meeting, name: str) -> Beside | None:
    """Compose the package that stands beside it, if one was chosen that is still there."""
    draft = _others().get(meeting.beside)
    return None if draft is None else Beside(name, state.compose(draft), draft.name)


@part(FIGURES)
def run() -> None:
    """Draw the running meeting: toggles on the left, totals, gauge and verdict on the right."""
    meeting, space, package = current(), state.workspace(), state.package()
    st.query_params[PARAMETER] = meeting_code(meeting)
    with st.container(horizontal=True, key="meeting_head"):
        name = shown_name(state.draft(), space.active)
        line = Markup(
            '<div class="meeting-line"><h1 class="meeting-name">{}</h1><span class="meeting-steps">{}</span></div>'
        )
        show(line.format(name, steps_html(space.slot)))
        _choose_added(meeting)
        ui.button(
            t("Stop"),
            key="meeting_stop",
            on_click=_stop,
            help=t("Beëindig de vergadering; het pakket blijft zoals het nu is."),
        )
    left, right = st.columns([11, 10], gap="medium")
    with left:
        meeting_toggles(
            package,
            meeting.shown or (),
            meeting.target,
            space,
            on_report=state.handle_report,
            redraw=redraw_changed,
            positions=_positions() if meeting.tally else (),
        )
        meeting_setback(package)
    with right:
        show(board_html(package, meeting.target, _began(meeting), _beside(meeting, name)))


def render() -> None:
    """Draw the page."""
    meeting = current()
    if meeting.running and meeting.shown:
        show(stylesheet("meeting.css"))
        note_drawn(FIGURES)
        run()
    else:
        st.query_params.pop(PARAMETER, None)
        prepare(meeting)
