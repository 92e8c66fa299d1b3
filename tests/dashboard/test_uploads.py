"""
Files that users send: what the server keeps of them.

1. A session keeps one file, however many it sends; a file that was read is let go of at once.
2. All sessions together keep no more than the limit; who loses a file is told, in either language.
3. The running server keeps to it, whoever sends the files and however.
"""

from __future__ import annotations

import asyncio
import urllib.request
import uuid
from collections.abc import Iterator

import pytest
from streamlit.proto.Common_pb2 import FileUploaderState, FileURLs, UploadedFileInfo
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from benchmarks._client import Session
from benchmarks._served import Server, served
from dashboard.session import LET_GO, bound_uploads, uploads
from tests.conftest import ROOT

SIZE = 4_900_000


def record(size: int, name: str = "x.yaml") -> UploadedFileRec:
    return UploadedFileRec(uuid.uuid4().hex, name, "application/yaml", b"x" * size)


def held(store: MemoryUploadedFileManager) -> int:
    return sum(len(file.data) for files in store.file_storage.values() for file in files.values())


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    """The platform's own store, under our limits, the one of all sessions lowered to a thousand bytes."""
    monkeypatch.setattr(uploads.BoundedUploads.__init__, "__defaults__", (1000,))
    found = MemoryUploadedFileManager("/upload")
    bound_uploads(found)
    return found


def test_a_session_keeps_its_last_file(store: MemoryUploadedFileManager) -> None:
    """Invariant 1: of sixty files the last is there, whole."""
    files = [record(300) for _ in range(60)]
    for file in files:
        store.add_file("a", file)
    assert held(store) == 300
    assert store.get_files("a", [file.file_id for file in files]) == [files[-1]]


def test_sessions_share_the_limit(store: MemoryUploadedFileManager) -> None:
    """Invariant 2: the oldest files give up their content, and their sessions can see it."""
    files = {str(number): record(300) for number in range(10)}
    for session, file in files.items():
        store.add_file(session, file)
    assert held(store) == 900
    kept = {session: store.get_files(session, [file.file_id])[0] for session, file in files.items()}
    assert [session for session, file in kept.items() if file.type == LET_GO] == [str(n) for n in range(7)]
    assert [kept[session] for session in "789"] == [files[session] for session in "789"]


def test_a_session_that_ends_frees_its_file(store: MemoryUploadedFileManager) -> None:
    """The platform's own ways to remove a file still work, and what they free counts no longer."""
    one, other = record(900), record(900)
    store.add_file("a", one)
    store.remove_session_files("a")
    store.add_file("b", other)
    assert store.get_files("b", [other.file_id]) == [other]
    store.remove_file("b", other.file_id)
    assert held(store) == 0


def test_limits_hold_for_what_was_there_before() -> None:
    """Files that came before the first page was drawn count too; a store is bound once."""
    store = MemoryUploadedFileManager("/upload")
    for _ in range(5):
        store.add_file("a", record(300))
    bound_uploads(store)
    bound = store.add_file
    bound_uploads(store)
    assert store.add_file is bound
    assert held(store) == 300


# In the page


@pytest.mark.parametrize(("language", "words"), [("nl", "Kies het bestand opnieuw"), ("en", "Choose the file again")])
def test_a_file_that_was_let_go_of_is_told(language: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Invariant 2: the page names the file and what to do."""
    from dashboard.package import packages

    monkeypatch.setattr(packages.st, "session_state", {"language": language})
    upload = UploadedFile(UploadedFileRec("1", "mijn.yaml", LET_GO, b""), FileURLs())
    drafts, told = packages._read_upload(upload)
    assert drafts == ()
    assert [kind for kind, _ in told] == ["error"]
    assert "mijn.yaml" in told[0][1]
    assert words in told[0][1]


# In the running server


class Sender(Session):
    """A session that sends files, past the page or through it."""

    session_id = ""
    panel = ""
    uploader = ""
    told = ""

    def _take(self, message: ForwardMsg, kind: str | None) -> bool:
        if kind == "new_session":
            self.session_id = message.new_session.initialize.session_id or self.session_id
        if kind == "delta" and message.delta.add_block.HasField("popover"):
            self.panel = message.delta.add_block.popover.id
        return super()._take(message, kind)

    def _asks(self, element: Element) -> bool:
        return element.HasField("file_uploader")

    def _look(self, element: Element) -> bool:
        if element.HasField("file_uploader"):
            self.uploader = element.file_uploader.id
        if element.HasField("alert"):
            self.told = element.alert.body
        return super()._look(element)

    def put(self, cookie: str, name: str, content: bytes) -> str:
        """Send a file as a browser does; returns its id."""
        file_id, edge = uuid.uuid4().hex, "edge"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n'
        request = urllib.request.Request(  # noqa: S310 - our own http address
            f"{self._url}/_stcore/upload_file/{self.session_id}/{file_id}",
            data=head.encode() + content + f"\r\n--{edge}--\r\n".encode(),
            method="PUT",
            headers={
                "Content-Type": f"multipart/form-data; boundary={edge}",
                "Cookie": f"_streamlit_xsrf={cookie}",
                "X-Xsrftoken": cookie,
            },
        )
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310 - the same
            assert response.status == 204
        return file_id

    async def choose(self, file_id: str, name: str, size: int) -> None:
        """Tell the page which file was chosen, and wait until it has read it."""
        chosen = UploadedFileInfo(file_id=file_id, name=name, size=size, file_urls=FileURLs(file_id=file_id))
        state = FileUploaderState(uploaded_file_info=[chosen])
        await self.open_panel(WidgetState(id=self.uploader, file_uploader_state_value=state))

    async def open_panel(self, *states: WidgetState) -> None:
        """Open the panel that holds the uploader, or keep it open."""
        await self.rerun(WidgetState(id=self.panel, bool_value=True), *states)


def xsrf_cookie(url: str) -> str:
    """The server's token for this browser."""
    with urllib.request.urlopen(f"{url}/_stcore/health", timeout=10) as response:  # noqa: S310 - our own address
        cookies = response.headers.get_all("Set-Cookie") or []
    return next(text.split("=", 1)[1].split(";")[0] for text in cookies if text.startswith("_streamlit_xsrf="))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of the test's own, as the platform runs it: its memory is read."""
    with served(ROOT / "app.py") as found:
        yield found


@pytest.mark.slow
def test_the_server_keeps_one_file_of_a_session(server: Server) -> None:
    """Invariant 3: sixty files of 4.9 MB, of which it would keep 294 MB; the half of them are opened in the page."""
    content = b"name: Proef\nmeasures: []\n" + b"# padding\n" * ((SIZE - 30) // 10)

    async def send() -> tuple[int, int, str]:
        session = await Sender.connect(server.url)
        await session.open_panel()
        cookie = xsrf_cookie(server.url)
        for _ in range(3):  # what a first file takes is no growth
            await session.choose(await asyncio.to_thread(session.put, cookie, "x.yaml", content), "x.yaml", SIZE)
        before = server.memory_kb()
        for place in range(60):
            file_id = await asyncio.to_thread(session.put, cookie, "x.yaml", content)
            if place % 6 == 0:
                await session.choose(file_id, "x.yaml", SIZE)
        after, told = server.memory_kb(), session.told
        await session.close()
        return before, after, told

    before, after, told = asyncio.run(send())
    assert "x.yaml" in told  # it was read, and is over the 1 MB that a package file may have
    assert (after - before) * 1024 < 60_000_000
