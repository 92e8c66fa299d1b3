"""What the tests of the pages share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.share import Draft
from dashboard import address, state
from dashboard.package.conflicts import NOTES_OPEN
from dashboard.page import ASKED
from dashboard.serving import CATALOGUE, forget_catalogues
from dashboard.session import Slot, Workspace
from tests.conftest import ROOT

SECONDS = 60


def page_of(name: str, *drafts: Draft, compared: tuple[int, ...] = (), language: str = "nl") -> AppTest:
    """Make the page of a module of dashboard.pages ready to run, with these open packages."""
    app = AppTest.from_string(f"from dashboard.pages import {name}\n\n{name}.render()\n", default_timeout=SECONDS)
    if drafts:
        app.session_state["workspace"] = Workspace([Slot(draft, saved=draft) for draft in drafts], 0, compared)
    app.session_state["language"] = language
    return app


def opened_by(ask: str, *drafts: Draft, compared: tuple[int, ...] = (), language: str = "nl", **values: object) -> str:
    """Ask for a figure as a click does; return the title of what opens and its HTML, nothing where nothing opens."""
    text = "from dashboard.pages import answer_figure\n\nanswer_figure()\n"
    app = AppTest.from_string(text, default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace([Slot(draft, saved=draft) for draft in drafts], 0, compared)
    if compared:
        values[address.COMPARED] = [f"{address.OPEN}{place}" for place in compared]
    for key, value in {**values, "language": language, ASKED: ask}.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception, app.exception
    titles = [node.proto.dialog.title for node in app._tree if getattr(node, "type", "") == "dialog"]
    return " ".join([*titles, html_of(app)]).strip()


def html_of(app: AppTest) -> str:
    """Return all HTML of a page."""
    return " ".join(str(element.proto.body) for element in app.get("html"))


@contextmanager
def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """Let the app open the catalogue of a folder for a while."""
    monkeypatch.setenv(CATALOGUE, str(folder))
    forget_catalogues()
    yield state.catalogue()
    forget_catalogues()


def fields_of(message: Message) -> Iterator[tuple[str, str, str]]:
    """Yield each text in a message with the kind of its element and the name of its field."""
    for field, value in message.ListFields():
        values = value if field.is_repeated else [value]
        for item in values:
            if isinstance(item, Message):
                yield from fields_of(item)
            elif isinstance(item, str):
                yield message.DESCRIPTOR.name, field.name, item


def told_to_list(app: AppTest) -> dict[str, Any]:
    """Return what the page of the package tells its list with each toggle."""
    (told,) = (node.proto.bytes for node in app.get("bidi_component") if node.proto.component_name == "measure_state")
    found: dict[str, Any] = json.loads(told)
    return found


def drawn(app: AppTest) -> list[tuple[str, str, str]]:
    """Return every text that a page sends to the browser, with the kind of its element and the name of its field."""
    protos = [getattr(node, "proto", None) for node in app._tree]
    return [found for proto in protos if isinstance(proto, Message) for found in fields_of(proto)]


def run(name: str, *drafts: Draft, language: str = "nl", **values: object) -> AppTest:
    """Run a page with these open packages and what the session holds, all panels open."""
    app = page_of(name, *drafts, language=language)
    for panel in ("settings_panel", "package_panel", NOTES_OPEN):
        app.session_state[panel] = True
    for key, value in values.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def run_at(**query: str) -> AppTest:
    """Run the app itself at an address."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def run_app(language: str = "nl", code: str = "") -> AppTest:
    """Run the app itself in a language, with the packages of a link."""
    return run_at(taal=language, **({"p": code} if code else {}))


def everything(catalogue: Catalogue) -> Draft:
    """A package of every measure."""
    return Draft("Alles", "Alles bij elkaar", tuple(catalogue.measures))
