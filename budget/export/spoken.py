"""A workbook that says which language its texts are in, which programs that read aloud need; its writer has no word for that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.core import Core
from xlsxwriter.packager import Packager

TAGS: Final = {"nl": "nl-NL", "en": "en-GB"}
"""The tag of each language, as documents name it."""


class _SpokenCore(Core):  # type: ignore[misc]  # the package has no types
    """The part with what a workbook says of itself, its language included."""

    def _write_cp_category(self) -> None:
        self._xml_data_element("dc:language", self.properties["language"])
        super()._write_cp_category()


class _SpokenPackager(Packager):  # type: ignore[misc]  # the package has no types
    """The packager that writes that part."""

    def _write_core_file(self) -> None:
        core = _SpokenCore()
        core._set_properties(self.workbook.doc_properties)
        core._set_xml_writer(self._filename("docProps/core.xml"))
        core._assemble_xml_file()


class _SpokenWorkbook(Workbook):  # type: ignore[misc]  # the package has no types
    """A workbook that keeps the tag of its language among its properties."""

    tag = ""

    def set_properties(self, properties: dict[str, Any]) -> None:
        """Set what the workbook says of itself; its language stays."""
        super().set_properties({**properties, "language": self.tag})

    def add_chart(self, options: dict[str, Any]) -> Any:
        """Add a chart whose texts are in the workbook's language; its writer calls them American."""
        chart = super().add_chart(options)
        for name in ("_xml_start_tag", "_xml_empty_tag"):
            setattr(chart, name, partial(_in_language, getattr(chart, name), self.tag))
        return chart

    def _get_packager(self) -> Packager:
        return _SpokenPackager()


def _in_language(
    write: Callable[..., None], tag: str, element: str, attributes: Sequence[tuple[str, Any]] = ()
) -> None:
    """Write an element of a chart, its language the workbook's."""
    write(element, [(name, tag if value == "en-US" else value) for name, value in attributes])


def spoken_workbook(target: Any, language: str, options: dict[str, Any]) -> Any:
    """Return a new workbook in a language ("nl" or "en")."""
    book = _SpokenWorkbook(target, options)
    book.tag = TAGS[language]
    book.set_properties({})
    return book
