"""What the tests of pages with any catalogue share."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.share import Draft
from tests.dashboard.tools import drawn, page_of

LANGUAGES = ("nl", "en")


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
    """Everything that a page sends to the browser: texts, tables, labels, choices and the charts' specifications."""
    return "\n".join(text_of(text) if kind == "Html" else text for kind, _, text in drawn(app))
