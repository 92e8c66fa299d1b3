"""What the tests of pages with any catalogue share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue, load_catalogue
from budget.share import Draft
from dashboard import state
from tests.dashboard.tools import html_of, page_of

LANGUAGES = ("nl", "en")


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """Make a folder's catalogue that of the app, for a fixture to yield from."""
    monkeypatch.setenv(state.CATALOGUE, str(folder))
    clear = state.catalogue.clear
    clear()
    yield load_catalogue(folder)
    clear()


def run(name: str, *drafts: Draft, language: str = "nl", compared: tuple[int, ...] = ()) -> AppTest:
    """Run a page with these open packages."""
    app = page_of(name, *drafts, compared=compared, language=language).run()
    assert not app.exception, app.exception
    return app


def everything(catalogue: Catalogue) -> Draft:
    """A package with every measure."""
    return Draft("Alles", "", tuple(catalogue.measures))


def first_ready(catalogue: Catalogue) -> Draft:
    """The first ready-made package."""
    ready = next(iter(catalogue.packages.values()))
    return Draft(ready.title.nl, "", ready.measures)


def text_of(markup: str) -> str:
    """The text of HTML: what a user reads, with what the mouse tells."""
    told = re.findall(r'(?:title|aria-label)="([^"]*)"', markup)
    return " ".join([re.sub(r"(?s)<style>.*?</style>|<[^>]*>", " ", markup), *told])


def said(app: AppTest) -> str:
    """Everything that a page says: texts, tables, choices, the charts' specifications and the labels of its inputs."""
    kinds = (app.markdown, app.caption, app.info, app.warning, app.success, app.error, app.header, app.subheader)
    texts = [element.value for kind in kinds for element in kind]
    inputs = (app.button, app.checkbox, app.selectbox, app.multiselect, app.number_input, app.text_input, app.tabs)
    labels = [f"{element.label} {getattr(element, 'options', '')}" for kind in inputs for element in kind]
    specs = [element.proto.spec for element in app.get("vega_lite_chart")]
    return "\n".join([*texts, *labels, *specs, text_of(html_of(app))])
