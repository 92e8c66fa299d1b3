"""
Heavy work goes to processes of its own, in a line.

1. An answer is that of the same call here, and refers to the server's own records; what the work raises is raised.
2. A worker that is killed costs its job, with an error that says so, and no other job.
3. Jobs are taken in order; each knows its place; a full line lets no more in; an owner has one job at a time.
4. A cancelled job leaves the line, or stops, and one whose owner is gone is cancelled.
5. A worker runs at low priority and gives its memory back after a large job.
"""

from __future__ import annotations

import io
import os
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.core import BudgetError, Own, OwnMeasure, Settings, UnknownIdError
from budget.engine import alongside, compose_package
from budget.export import write_comparison, write_workbook
from budget.search import Goal, Objective, Question, find_packages_with_steps
from dashboard.charts.chart_look import NUMBERS
from dashboard.paper import write_nota
from dashboard.serving import lines
from dashboard.workers import Job, Line, LineFullError, State, WorkerLostError, draw_png, draw_svg
from tests.dashboard import jobs
from tests.search.test_steps import HARD, found_by

pytestmark = pytest.mark.slow  # each process takes a second to start

MOMENT = 60.0  # seconds; longer than anything here takes on a busy machine


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + MOMENT
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture(scope="module")
def one() -> Iterator[Line]:
    """A line with one seat, where two may wait."""
    line = Line(1, 2, is_gone=lambda owner: owner == "gone")
    yield line
    line.close()


@pytest.fixture
def long_job(one: Line) -> Iterator[Any]:
    """A job that runs until it is stopped."""
    ticket = one.submit(Job(jobs.run_on, tells=True))
    until(lambda: ticket.progress is not None)
    yield ticket
    ticket.cancel()
    until(lambda: not one.busy)


def test_answer_is_that_of_the_same_call_here(one: Line, catalogue: Catalogue) -> None:
    """A package comes back equal, of this very catalogue (1)."""
    found = one.submit(Job(compose_package, catalogue, (catalogue, ("4.7", "6.1")))).answer()
    assert found.catalogue is catalogue
    assert found == compose_package(catalogue, ("4.7", "6.1"))


def test_what_the_work_raises_is_raised(one: Line, catalogue: Catalogue) -> None:
    """Errors of ours keep their kind; one that cannot travel keeps its words (1)."""
    with pytest.raises(UnknownIdError) as caught:
        one.submit(Job(compose_package, catalogue, (catalogue, ("4.77",)))).answer()
    with pytest.raises(BudgetError) as here:
        compose_package(catalogue, ("4.77",))
    assert str(caught.value) == str(here.value)
    with pytest.raises(RuntimeError, match="StubbornError: of its own"):
        one.submit(Job(jobs.raise_stubbornly, None, ("of its own",))).answer()


def test_killed_worker_costs_its_job_alone(one: Line, long_job: Any) -> None:
    """The job fails, the next one in the line is done (2)."""
    after = one.submit(Job(jobs.add, None, (2, 3)))
    pid = one.seats[0].pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(WorkerLostError):
        long_job.answer()
    assert long_job.state is State.FAILED
    assert after.answer() == 5
    assert one.seats[0].pid != pid


def test_line_keeps_order_and_lets_few_wait(one: Line, long_job: Any) -> None:
    """Places count down as those before are done; a third in a line of two is refused (3)."""
    first, second = one.submit(Job(jobs.add, None, (1, 1))), one.submit(Job(jobs.add, None, (2, 2)))
    assert [ticket.place() for ticket in (long_job, first, second)] == [0, 1, 2]
    with pytest.raises(LineFullError) as caught:
        one.submit(Job(jobs.add, None, (3, 3)))
    assert caught.value.waiting == 2
    first.cancel()
    assert (first.state, first.place(), second.place()) == (State.CANCELLED, 0, 1)
    long_job.cancel()
    assert second.answer() == 4


def test_seats_that_are_about_to_be_taken_count_as_free() -> None:
    """As many as there are seats and places to wait are let in at one moment, and no more (3)."""
    line = Line(2, 1)
    tickets = [line.submit(Job(jobs.run_on, tells=True)) for _ in range(3)]
    with pytest.raises(LineFullError):
        line.submit(Job(jobs.run_on, tells=True))
    for ticket in tickets:
        ticket.cancel()
    line.close()


def test_owner_has_one_job(one: Line, long_job: Any) -> None:
    """A new job of an owner takes the place of the earlier one, also in a full line (3)."""
    earlier, other = one.submit(Job(jobs.add, None, (1, 1)), "me"), one.submit(Job(jobs.add, None, (2, 2)), "you")
    later = one.submit(Job(jobs.add, None, (3, 3)), "me")
    assert [ticket.state for ticket in (earlier, other, later)] == [State.CANCELLED, State.WAITING, State.WAITING]


def test_cancelled_job_stops(one: Line, long_job: Any) -> None:
    """It heeds the stop; one that does not is ended; the seat takes the next job (4)."""
    pid = one.seats[0].pid
    long_job.cancel()
    assert one.submit(Job(jobs.add, None, (1, 2))).answer() == 3
    assert one.seats[0].pid == pid
    deaf = one.submit(Job(jobs.sleep_on))
    until(lambda: deaf.state is State.RUNNING)
    time.sleep(0.2)
    deaf.cancel()
    assert one.submit(Job(jobs.add, None, (1, 3))).answer() == 4
    assert one.seats[0].pid != pid


def test_job_of_someone_who_left_is_cancelled(one: Line, long_job: Any) -> None:
    """Not at once, as a reload leaves too, but soon (4)."""
    left, stays = one.submit(Job(jobs.add, None, (1, 1)), "gone"), one.submit(Job(jobs.add, None, (1, 1)), "here")
    one.cancel_gone(1000.0)
    assert left.state is State.WAITING
    one.cancel_gone(1011.0)
    assert (left.state, stays.state) == (State.CANCELLED, State.WAITING)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_worker_is_modest(one: Line) -> None:
    """It lets all else go first, and one that has grown makes room for another (5)."""
    assert one.submit(Job(jobs.add, None, (1, 1))).answer() == 2
    pid = one.seats[0].pid
    assert os.getpriority(os.PRIO_PROCESS, pid or 0) == os.getpriority(os.PRIO_PROCESS, 0) + 10
    assert os.getsid(pid or 0) == os.getsid(0)  # Linux weighs priorities within a session only
    assert one.submit(Job(jobs.fill, None, (700,))).answer() == 700
    assert one.submit(Job(jobs.add, None, (1, 1))).answer() == 2
    assert one.seats[0].pid != pid
    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.long
def test_searches_at_once_find_what_one_finds_alone(catalogue: Catalogue) -> None:
    """Five at once in two seats find the same as one call here, and nobody is late (1)."""
    limits = {"top": 20, "most_steps": 40, "time_limit": 600.0}
    line = Line(2, 5)
    job = Job(find_packages_with_steps, catalogue, (catalogue, HARD, []), limits, tells=True)
    tickets = [line.submit(job, f"session {number}") for number in range(5)]
    alone = find_packages_with_steps(catalogue, HARD, [], top=20, most_steps=40)
    for ticket in tickets:
        answer = ticket.answer()
        assert found_by(answer) == found_by(alone)
        assert (answer.stopped, answer.late) == (True, False)
    line.close()


def test_stopped_search_says_that_it_is_late(one: Line, catalogue: Catalogue) -> None:
    """A limit of time that ends first is told in the answer that comes back (1)."""
    question = Question((Goal(amount_keur=-137_123),), objective=Objective.CLOSEST)
    job = Job(find_packages_with_steps, catalogue, (catalogue, question, []), {"time_limit": 0.0, "most_steps": 9})
    assert one.submit(job).answer().late


def test_paper_is_made_once_more_when_its_process_is_lost(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The first loss is not noticed; a second one is told (2)."""
    line = Line(1, 5)
    monkeypatch.setattr(lines, "PAPERS", line)
    assert lines.paper(jobs.die_once, None, tmp_path / "died") == "made"
    with pytest.raises(WorkerLostError):
        lines.paper(jobs.die, None)
    line.close()


@pytest.mark.parametrize(("text", "found"), [("5", 5), ("", 2), ("0", 2), ("-1", 2), ("two", 2), ("²", 2)])
def test_number_of_seats_is_set_by_the_environment(monkeypatch: pytest.MonkeyPatch, text: str, found: int) -> None:
    """A whole number from 1 counts; anything else leaves the default (3)."""
    monkeypatch.setenv("SEARCHES", text)
    assert lines.number_of("SEARCHES", 2) == found


def parts(document: bytes) -> dict[str, bytes]:
    """Return the parts of a document by name; the time at which each was packed does not count."""
    with zipfile.ZipFile(io.BytesIO(document)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.long
def test_papers_of_figures_of_ones_own_are_made_too(catalogue: Catalogue) -> None:
    """A package with a measure of one's own, alone and beside one without (1)."""
    measure = OwnMeasure("eigen-1", "Minder plekken", "JenV", (0, 0, 0, 0, 0, -12500), "Raming")
    own = compose_package(catalogue, ("4.7", "eigen-1"), Settings(own=Own((measure,))))
    named = list(zip("ab", alongside((own, compose_package(catalogue, ("4.12a",)))), strict=True))
    asked: list[tuple[Any, Catalogue, tuple[Any, ...]]] = [
        (write_workbook, own.catalogue, (own, "naam", "nl")),
        (write_comparison, catalogue, (named, "nl")),
        (write_nota, own.catalogue, (own, "naam", "", "nl", "2026-01-02")),
    ]
    for write, held, arguments in asked:
        assert parts(lines.paper(write, held, *arguments)) == parts(write(*arguments)), write


@pytest.mark.long
def test_papers_are_those_that_are_made_here(catalogue: Catalogue) -> None:
    """Workbook, comparison and nota come back part for part; an image is drawn (1)."""
    package, other = compose_package(catalogue, ("4.7", "6.1")), compose_package(catalogue, ("4.12a",))
    named = [("een", package), ("twee", other)]
    asked: list[tuple[Any, tuple[Any, ...]]] = [
        (write_workbook, (package, "naam", "en", "tekst")),
        (write_comparison, (named, "nl")),
        (write_nota, (package, "naam", "tekst", "en", "2026-01-02")),
    ]
    for write, arguments in asked:
        assert parts(lines.paper(write, catalogue, *arguments)) == parts(write(*arguments))
    spec = {"data": {"values": [{"x": 1}]}, "mark": "bar", "encoding": {"x": {"field": "x", "type": "quantitative"}}}
    assert lines.paper(draw_png, None, spec, 2.0, NUMBERS["nl"]).startswith(b"\x89PNG")
    assert lines.paper(draw_svg, None, spec, NUMBERS["nl"]).startswith(b"<svg")


def test_worker_of_a_large_server_is_kept(one: Line) -> None:
    """What counts is what the worker holds itself, however much the server holds that started it (5)."""
    held = bytearray(700 * 1024 * 1024)
    held[::4096] = b"\1" * len(held[::4096])
    one.seats[0].close()
    assert one.submit(Job(jobs.add, None, (1, 1))).answer() == 2
    assert one.seats[0].pid is not None
    assert len(held) > 600 * 1024 * 1024
