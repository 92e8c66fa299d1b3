"""
Fuzz one kind of thing for some minutes: `python -m fuzz link --minutes 10`; exit code 1 when something was found.

With atheris installed its coverage guides the search; without it that of Python's own tracing does. What is found is
written to the kind's folder in `fuzz/corpus/`, where a test replays it: mend the fault, keep the file.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import sys
import tempfile
import time
import traceback
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from fuzz.kinds import Kind

NAMES: Final = ("link", "package", "workbook", "record", "folder")
MOST_SECONDS: Final = 5.0
"""Of the processor for one case; tracing makes all of it several times slower."""
MOST_MB: Final = 300
"""Above what was in use when the kind's first seeds had been opened, millions of bytes."""
BUDGET: Final = str(Path(__file__).resolve().parent.parent / "budget")


def peak_mb() -> float:
    """Return the most memory that this process has had resident, millions of bytes (Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 10**6


class Held:
    """Runs cases of a kind and holds them to its property and to the limits."""

    def __init__(self, kind: Kind) -> None:
        self.kind, self.count, self.started = kind, 0, time.monotonic()
        for seed in kind.seeds():
            kind.run(seed)
        self.idle_mb = peak_mb()

    def __call__(self, data: bytes) -> None:
        """Run a case; what it raises is written to the corpus first."""
        begun, self.count = time.process_time(), self.count + 1
        try:
            self.kind.run(data)
            spent, more = time.process_time() - begun, peak_mb() - self.idle_mb
            if spent > MOST_SECONDS or more > MOST_MB:
                raise RuntimeError(f"{spent:.1f} s of the processor, {more:.0f} MB")
        except BaseException:
            self.kind.corpus.mkdir(parents=True, exist_ok=True)
            path = self.kind.corpus / f"found-{hashlib.sha256(data).hexdigest()[:12]}"
            path.write_bytes(data)
            print(f"Found: {path}")
            raise

    def tell(self) -> None:
        """Print how much was done."""
        print(f"{self.kind.name}: {self.count} cases in {time.monotonic() - self.started:.0f} s, nothing found")


def fuzz_with_atheris(name: str, minutes: float, seed: int) -> None:
    """Let libFuzzer choose what to go on from; it ends the process, with code 0 when nothing was found."""
    import atheris  # noqa: PLC0415 - installed for long runs only

    with atheris.instrument_imports(include=["budget"]):
        from fuzz.kinds import KINDS, seeds  # noqa: PLC0415 - what it imports is instrumented here
    held = Held(KINDS[name])

    def mutate(data: bytes, most: int, drawn: int) -> bytes:
        return KINDS[name].change(data, random.Random(drawn))[:most]

    with tempfile.TemporaryDirectory() as folder:
        for place, content in enumerate(seeds(name)):
            (Path(folder) / f"seed-{place}").write_bytes(content)
        limits = [f"-max_total_time={round(minutes * 60)}", "-max_len=1000000", "-rss_limit_mb=2000", "-timeout=60"]
        arguments = [
            sys.argv[0],
            folder,
            f"-seed={seed}",
            *limits,
            "-print_final_stats=1",
            f"-artifact_prefix={folder}/",
        ]
        atheris.Setup(arguments, held, custom_mutator=mutate)
        atheris.Fuzz()


class Lines:
    """Which lines of the calculator have run so far."""

    def __init__(self) -> None:
        self.seen: set[tuple[CodeType, int]] = set()

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        """Note a line; frames of other code are not followed."""
        if not frame.f_code.co_filename.startswith(BUDGET):
            return None
        if event == "line":
            self.seen.add((frame.f_code, frame.f_lineno))
        return self.trace

    def new_in(self, held: Held, data: bytes) -> bool:
        """Run a case and say whether it reached a line that no other did."""
        before = len(self.seen)
        sys.settrace(self.trace)
        try:
            held(data)
        finally:
            sys.settrace(None)
        return len(self.seen) > before


def fuzz_by_lines(name: str, minutes: float, seed: int) -> None:
    """Go on from what reached new lines of the calculator."""
    from fuzz.kinds import KINDS, seeds  # noqa: PLC0415 - beside the other way, which must import it itself

    chance, pool, lines, held = random.Random(seed), list(seeds(name)), Lines(), Held(KINDS[name])
    while time.monotonic() - held.started < minutes * 60:
        data = chance.choice(pool)
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = held.kind.change(data, chance)
        if lines.new_in(held, data):
            pool.append(data)
    held.tell()


def main() -> int:
    """Fuzz one kind."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Fuzz what the calculator opens.")
    parser.add_argument("kind", choices=NAMES)
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    run = fuzz_with_atheris if find_spec("atheris") else fuzz_by_lines
    try:
        run(args.kind, args.minutes, args.seed)
    except Exception:  # noqa: BLE001 - whatever it is, it was found
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
