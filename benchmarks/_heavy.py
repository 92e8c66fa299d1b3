"""
Sessions that ask for heavy work without end: searches, workbooks and images, as a browser asks for them.

A file is asked for by the identity that its button was drawn with, and fetched at the address that comes back.
"""

from __future__ import annotations

import asyncio
import re
import urllib.request
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import StringArray
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection

from benchmarks._client import Connection

ODD_AMOUNT = "-137,1230"  # no package comes to it, so that the search for the nearest is long
STOP = "Stop met zoeken"
"""The button that a page has while its search is under way, or waits for its turn."""
FILE_SECONDS = 300.0
BEGIN_SECONDS = 60.0


@dataclass
class Done:
    """How much was done: files by the ending of their name, and searches that were under way or in line."""

    workbooks: int = 0
    images: int = 0
    searches: int = 0
    failed: int = 0


class Visitor(Connection):
    """A page with its buttons and fields, by their labels."""

    def __init__(self, socket: ClientConnection, url: str, query: str) -> None:
        super().__init__(socket, url, query)
        self._session = ""
        self._pages: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._fields: dict[str, str] = {}

    @classmethod
    async def visit(cls, url: str, query: str, page: str) -> Self:
        """Open a page by its path, with a package."""
        visitor = await cls.connect(url, query)
        visitor._script, visitor._fragment = visitor._pages[page], ""  # the part of the first page is not on this one
        await visitor.rerun()
        return visitor

    async def file(self, label: str) -> bytes | None:
        """Click a download and fetch the file; None when the server gives none."""
        message = BackMsg()
        asked = message.backend_operation_request
        asked.request_id = uuid.uuid4().hex
        asked.session_id = self._session
        asked.deferred_file.file_id = self._files[label]
        async with asyncio.timeout(FILE_SECONDS):
            await self._socket.send(message.SerializeToString())
            while True:
                told = ForwardMsg.FromString(await self._socket.recv())  # type: ignore[arg-type]  # bytes alone
                response = told.backend_operation_response
                if response.request_id == asked.request_id:
                    break
        address = response.deferred_file.url
        return await asyncio.to_thread(self._fetch, f"{self._url}{address}") if address else None

    @staticmethod
    def _fetch(address: str) -> bytes:
        with urllib.request.urlopen(address, timeout=FILE_SECONDS) as response:  # noqa: S310 - our own http address
            data: bytes = response.read()
        return data

    async def search(self) -> None:
        """Ask for a long search, and wait until it is under way."""
        field = self._fields
        field.pop(STOP, None)
        await self.ask(
            WidgetState(id=field["Zoek pakketten die dit halen"], string_array_value=StringArray(data=[])),
            WidgetState(id=field["Eigen bedrag op"], string_value="het hele pakket"),
            WidgetState(id=field["Te halen effect"], string_value=ODD_AMOUNT),
            WidgetState(id=field["met"], string_value="zo dicht mogelijk bij het doel"),
            WidgetState(id=field["Aantal pakketten"], string_value="20"),
            WidgetState(id=field["Hoe grondig"], string_value="grondig"),
            WidgetState(id=field["Zoek"], trigger_value=True),
        )
        async with asyncio.timeout(BEGIN_SECONDS):
            while STOP not in field:
                await self._read()

    async def stop(self) -> None:
        """Stop the search, and wait until the page says so."""
        await self.rerun(WidgetState(id=self._fields[STOP], trigger_value=True))

    async def listen(self) -> None:
        """Read what the server tells, for ever."""
        while True:
            await self._read()

    async def _read(self) -> None:
        message = ForwardMsg.FromString(await self._socket.recv())  # type: ignore[arg-type]  # bytes alone
        self._take(message, message.WhichOneof("type"))

    def totals(self, html: str) -> tuple[str, ...] | None:
        """Return nothing: no headline is looked at."""
        del html
        return None

    def _take(self, message: ForwardMsg, kind: str | None) -> bool:
        if kind == "new_session":
            self._session = message.new_session.initialize.session_id or self._session
        elif kind == "navigation":
            self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        return super()._take(message, kind)

    def _look(self, element: Element) -> bool:
        kind = element.WhichOneof("type") or ""
        part = getattr(element, kind, None)
        if kind == "download_button":
            self._files[element.download_button.label] = element.download_button.deferred_file_id
        elif hasattr(part, "label") and hasattr(part, "id"):
            self._fields[re.split(r",| \(", part.label)[0]] = part.id
        return super()._look(element)


@dataclass
class Heavy:
    """The sessions with heavy work, each on its page, and what they got done."""

    searching: list[Visitor]
    exporting: list[Visitor]
    drawing: list[Visitor]
    done: Done

    @classmethod
    async def open(cls, url: str, query: str, searches: int, exports: int, images: int) -> Self:
        """Open a page for each, one after the other."""
        found = []
        for page, times in (("zoeken", searches), ("", exports), ("grafieken", images)):
            found.append([await Visitor.visit(url, query, page) for _ in range(times)])
        return cls(*found, Done())

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Keep the server at work for a while: each asks for the next as soon as it has the last."""
        works = [self._search(visitor) for visitor in self.searching]
        works += [self._files(visitor, "Download PNG", b"\x89PNG") for visitor in self.drawing]
        works += [self._files(visitor, "Download Excel", b"PK") for visitor in self.exporting]
        jobs = [asyncio.create_task(work) for work in works]
        try:
            yield
        finally:
            broken = [job for job in jobs if job.done()]
            for job in jobs:
                job.cancel()
            await asyncio.gather(*jobs, return_exceptions=True)
            for job in broken:
                job.result()  # raises what ended it
            await asyncio.gather(*(visitor.stop() for visitor in self.searching))

    async def _search(self, visitor: Visitor) -> None:
        await visitor.search()
        self.done.searches += 1
        await visitor.listen()

    async def _files(self, visitor: Visitor, label: str, start: bytes) -> None:
        while True:
            data = await visitor.file(label)
            fine = data is not None and data.startswith(start)
            self.done.failed += not fine
            self.done.workbooks += fine and start == b"PK"
            self.done.images += fine and start != b"PK"

    async def close(self) -> None:
        """Leave all pages."""
        await asyncio.gather(*(v.close() for v in (*self.searching, *self.exporting, *self.drawing)))
