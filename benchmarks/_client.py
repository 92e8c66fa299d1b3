"""
A browser's side of a session without the browser: the platform's websocket and its own protobuf messages.

A client keeps what a browser keeps between two runs of the script: the page, the address and the cache of large
messages. It repeats the state of one widget; a browser also repeats the others', which the server knows already.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
import uuid
from dataclasses import dataclass
from html import unescape
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

LIST = "measure_state"
TOTALS = re.compile(r'<tr class="total"[^>]*>(.*?)</tr>', re.DOTALL)
CELL = re.compile(r'<td class="num big[^>]*>(.*?)</td>', re.DOTALL)
BARE_TOTAL = re.compile(r'<p class="?total"?>(.*?)</p>')
ANSWER_SECONDS = 60.0


class ScriptError(Exception):
    """The script raised, so the page shows an error instead of figures."""


@dataclass(frozen=True)
class Run:
    """One run of the script, from sending what asked for it: times in milliseconds, size in bytes received."""

    headline_ms: float
    finished_ms: float
    received_bytes: int


class Connection:
    """One open page: asks for runs of the script and reads what they send; a subclass knows the page."""

    def __init__(self, socket: ClientConnection, url: str, query: str) -> None:
        self._socket = socket
        self._url = url
        self._query = query
        self._script = ""
        self._fragment = ""  # what the platform runs for the widget of the toggles
        self._cached: dict[str, tuple[Delta, int]] = {}
        self._most_age = 2
        self._runs = 0
        self._asked_at = 0.0
        self._received_bytes = 0
        self._headline: tuple[str, ...] = ()

    @classmethod
    async def connect(cls, url: str, query: str = "", seconds: float = ANSWER_SECONDS) -> Self:
        """Open the page at an address, with a query string such as `p=...`, and wait until it was drawn whole."""
        socket = await connect(
            f"ws{url.removeprefix('http')}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]  # a NewType of str
            origin=url,  # type: ignore[arg-type]  # likewise
            compression=None,
            max_size=None,
            ping_interval=None,
            open_timeout=seconds,
        )
        page = cls(socket, url, query)
        await page.rerun(seconds=seconds)
        return page

    def headline(self) -> tuple[str, ...]:
        """Return the texts of the total that the page shows."""
        return self._headline

    async def close(self) -> None:
        """Leave the page."""
        await self._socket.close()

    async def rerun(self, *states: WidgetState, seconds: float = ANSWER_SECONDS) -> Run:
        """Ask for a run and wait for it; TimeoutError when it does not finish in time, ScriptError when it raises."""
        async with asyncio.timeout(seconds):
            await self.ask(*states)
            return await self.answer()

    async def ask(self, *states: WidgetState) -> None:
        """Ask for a run with the states of some widgets, and wait for nothing."""
        message = BackMsg()
        wanted = message.rerun_script
        wanted.query_string = self._query
        wanted.page_script_hash = self._script
        wanted.fragment_id = self._fragment if states else ""
        wanted.widget_states.widgets.extend(states)
        wanted.cached_message_hashes.extend(self._cached)
        wanted.context_info.locale = "nl-NL"
        wanted.context_info.timezone = "Europe/Amsterdam"
        wanted.context_info.url = self._url
        frame = message.SerializeToString()
        self._received_bytes = 0
        self._asked_at = time.perf_counter()
        await self._socket.send(frame)

    async def answer(self) -> Run:
        """
        Read until the run that was asked for last has finished.

        The headline counts from the first message that carried the total which stood there in the end.
        """
        started = False
        totals: list[tuple[float, tuple[str, ...]]] = []
        while True:
            frame = await self._socket.recv()
            now = (time.perf_counter() - self._asked_at) * 1000
            self._received_bytes += len(frame)
            message = ForwardMsg.FromString(frame)  # type: ignore[arg-type]  # the server sends bytes alone
            kind = message.WhichOneof("type")
            started = started or kind == "new_session"
            if self._take(message, kind) and started:
                totals.append((now, self._headline))
            if started and kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                first = next((at for at, total in totals if total == self._headline), now)
                return Run(first, now, self._received_bytes)

    def _take(self, message: ForwardMsg, kind: str | None) -> bool:
        """Keep what a message says; True when it carries the headline."""
        if kind == "new_session":
            self._script = message.new_session.page_script_hash
            self._most_age = message.new_session.config.max_cached_message_age
        elif kind == "navigation":
            self._script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            self._runs += 1
            self._cached = {k: v for k, v in self._cached.items() if self._runs - v[1] <= self._most_age}
        elif kind in ("delta", "ref_hash"):
            delta = message.delta
            if kind == "ref_hash":
                delta = self._cached[message.ref_hash][0]
                self._cached[message.ref_hash] = delta, self._runs
            elif message.metadata.cacheable:
                self._cached[message.hash] = delta, self._runs
            if delta.HasField("new_element") and self._asks(delta.new_element):
                self._fragment = delta.fragment_id
            return delta.HasField("new_element") and self._look(delta.new_element)
        return False

    def _asks(self, element: Element) -> bool:
        """Whether an element is the one whose state is sent: the platform runs the part that it stands in."""
        return element.HasField("bidi_component") and element.bidi_component.component_name.endswith(LIST)

    def _look(self, element: Element) -> bool:
        """Keep what an element says; True when it is the headline."""
        if element.HasField("exception"):
            raise ScriptError(f"{element.exception.type}: {element.exception.message}")
        if not element.HasField("html"):
            return False
        found = self.totals(element.html.body)
        if found is not None:
            self._headline = found
        return found is not None

    def totals(self, html: str) -> tuple[str, ...] | None:
        """Return the totals that an HTML text shows; None when it is not the headline."""
        raise NotImplementedError


class BareSession(Connection):
    """The page with one checkbox, for comparison."""

    _box = ""

    async def toggle(self, on: bool) -> Run:
        """Set the checkbox and wait for the run."""
        return await self.rerun(WidgetState(id=self._box, bool_value=on))

    def totals(self, html: str) -> tuple[str, ...] | None:
        """Return the one digit."""
        found = BARE_TOTAL.search(html)
        return (found[1],) if found else None

    def _look(self, element: Element) -> bool:
        if element.HasField("checkbox"):
            self._box = element.checkbox.id
        return super()._look(element)


class Session(Connection):
    """
    The page of the calculator where a package is composed.

    Its list tells the changes that the page has not acknowledged yet.
    """

    _list = ""
    _json = "{}"

    def __init__(self, socket: ClientConnection, url: str, query: str) -> None:
        super().__init__(socket, url, query)
        self._instance = uuid.uuid4().hex
        self._changes: list[dict[str, Any]] = []
        self._sent = 0
        self._on: set[str] = set()

    async def toggle(self, id_: str, on: bool) -> Run:
        """Switch a measure and wait for the run."""
        return await self.rerun(self._switched(id_, on))

    async def report(self, id_: str, on: bool) -> None:
        """Switch a measure and wait for nothing, as fast clicks do; `settle` waits for all of them."""
        await self.ask(self._switched(id_, on))

    async def settle(self, seconds: float = ANSWER_SECONDS) -> None:
        """Wait until the page has what was switched; TimeoutError when it never gets there."""
        async with asyncio.timeout(seconds):
            await self.answer()
            while self.chosen() != self._on:
                await self.answer()

    def chosen(self) -> set[str]:
        """Return the ids that the server counts as chosen, by the list that it sent last."""
        return set(json.loads(self._json)["selected"])

    def totals(self, html: str) -> tuple[str, ...] | None:
        """Return the six totals, tags and entities gone."""
        row = TOTALS.search(html) if 'class="headline"' in html else None
        return tuple(unescape(re.sub(r"<[^>]+>", "", cell)) for cell in CELL.findall(row[1])) if row else None

    def _look(self, element: Element) -> bool:
        if element.HasField("bidi_component"):
            part = element.bidi_component
            if part.component_name.endswith(LIST):
                self._list, self._json = part.id, part.json or part.bytes.decode()
        return super()._look(element)

    def _switched(self, id_: str, on: bool) -> WidgetState:
        """Switch a measure in the list and return the list's state as the browser sends it."""
        data = json.loads(self._json)
        revision, self._on = data["revision"], set(data["selected"])
        seen = data["applied"].get(self._instance, 0)
        self._changes = [change for change in self._changes if change["n"] > seen]
        self._sent += 1
        self._changes.append({"n": self._sent, "id": id_, "on": on, "revision": revision})
        for change in self._changes:
            if change["revision"] == revision:
                (self._on.add if change["on"] else self._on.discard)(change["id"])
        told = {"changes": {"from": self._instance, "items": self._changes}}
        return WidgetState(id=self._list, json_value=json.dumps(told))
