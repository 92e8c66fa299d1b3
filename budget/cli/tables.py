"""What the command line prints for people: tables in the catalogue's own unit."""

from __future__ import annotations

from budget.catalogue import Catalogue, CatalogueInfo, Change, Overview
from budget.core import SETTINGS, Amount, plain
from budget.engine import (
    Package,
    TargetCell,
    TargetResult,
    Verdict,
    Why,
    evaluate_targets,
    package_interval,
    package_once,
)

MET_UNLESS = "met, if nothing overlaps"
SIGNS = "+ worsens the balance (cost), - is a saving"


def legend(catalogue: Catalogue) -> str:
    """Say the unit of the amounts and what their signs mean."""
    return f"{catalogue.info.unit.title.get('en')}; {SIGNS}"


def change_text(change: Change, version: str) -> str:
    """Say what an amount was in the version that a package was made with, in the catalogue's unit."""
    before, after = ("none" if cell is None else plain(cell) for cell in (change.before, change.after))
    return f"{change.measure} {change.column}: {before} in version {version}, {after} now."


def _shown(total: Amount) -> str:
    """Write a total with its bounds: "-15", "≥ -15", "10 … 25"; "? -15" without any bound, "?" with a range."""
    if total.lower is not None and total.upper is not None:
        return plain(total.lower) if total.exact else f"{plain(total.lower)} … {plain(total.upper)}"
    if total.lower is not None:
        return f"≥ {plain(total.lower)}"
    if total.upper is not None:
        return f"≤ {plain(total.upper)}"
    return "?" if total.keur is None else f"? {plain(total.keur)}"


def print_package(package: Package) -> None:
    """Print a package's settings, rows, totals, verdicts, open cells and conflicts."""
    info, columns, frame = package.catalogue.info, package.catalogue.columns, package.catalogue.frame
    print(f"{legend(package.catalogue)}. Catalogue {info.id} {info.version} of {info.date}.")
    print_review(info)
    chosen = {form.name: form.read(package.settings, frame) for form in SETTINGS if form.shown(frame)}
    shown = [f"{name} {value}" for name, value in chosen.items() if value is not None]
    print(f"Settings: {', '.join(shown) or 'none'}.")
    print(f"{'':32}" + "".join(f"{column:>13}" for column in columns))
    for id_, cells in package.rows.items():
        title = f"{id_} {package.catalogue.measures[id_].title.nl}"[:31]
        print(f"{title:32}" + "".join(f"{plain(cell):>13}" for cell in cells))
    print(f"{'Total':32}" + "".join(f"{_shown(package.totals[column]):>13}" for column in columns))
    intervals = package_interval(package)
    if any(_differs(package.totals[column], intervals[column]) for column in columns):
        _print_interval(package, intervals)
    results = evaluate_targets(package).values()
    for result in results:
        _print_target(result)
    if not info.overlaps.is_complete and results:
        print(f"* {MET_UNLESS}")
    for cell in package.open_cells:
        print(f"open: {cell.measure} {cell.column} {plain(cell.kind)}")
    for clash in package.clashes:
        counting = clash.conflict.counting
        how = "" if counting is None else f" ({counting.value})"
        print(f"{clash.conflict.kind.value}{how}: {', '.join(clash.chosen)}: {clash.conflict.title.nl}")
    for item in package.unmet:
        print(f"unmet: {', '.join(item.chosen)} needs {' or '.join(item.needed)}: {item.requirement.title.nl}")


def _print_target(result: TargetResult) -> None:
    """Print a target's verdicts, and by what they cannot be determined; of one's own also what it asks."""
    title = result.target.title.nl
    if result.own is not None:
        print(result.own.title.get("en"))
        title = "  verdict"
    print(f"{title:32}" + "".join(f"{_mark(c):>13}" for c in result.cells.values()))
    if result.own is not None:
        goals = [plain(cell.target_keur) if cell.asked else "" for cell in result.cells.values()]
        print(f"{'  to reach':32}" + "".join(f"{goal:>13}" for goal in goals))
        gaps = [_shown(cell.gap) if cell.asked else "" for cell in result.cells.values()]
        print(f"{'  gap (effect less target)':32}" + "".join(f"{gap:>13}" for gap in gaps))
    if wide := [column for column, cell in result.cells.items() if cell.why is Why.RANGE]:
        print(f"  undetermined by a range: {', '.join(wide)}")
    if doubtful := [column for column, cell in result.cells.items() if cell.why is Why.OVERLAP]:
        print(f"  undetermined by double counting: {', '.join(doubtful)}")


def print_review(info: CatalogueInfo) -> None:
    """Print that the overlaps of a list were not judged in full, and how far they were; nothing where they were."""
    if unsure := info.overlaps.told("en"):
        print(unsure)


def verdict_text(verdict: Verdict, judged: bool) -> str:
    """Write a verdict; with overlaps that were not judged in full, what is met is so if nothing overlaps."""
    return MET_UNLESS if verdict is Verdict.MET and not judged else verdict.value


def _mark(cell: TargetCell) -> str:
    """Write a verdict as a mark in a column: "met*" stands for what holds if nothing overlaps."""
    if not cell.asked:
        return ""
    if cell.verdict is Verdict.UNDETERMINED:
        return "undetermined"
    return f"{cell.verdict.value}*" if cell.verdict is Verdict.MET and not cell.judged else cell.verdict.value


def _differs(total: Amount, interval: Amount) -> bool:
    """Whether overlaps leave another amount than the sum as the list adds."""
    return (total.lower, total.upper) != (interval.lower, interval.upper)


def _print_interval(package: Package, intervals: dict[str, Amount]) -> None:
    """Print the other end of each total: what overlaps leave of it, where that differs."""
    once = package_once(package)
    cells = [_shown(once[c]) if _differs(package.totals[c], item) else "" for c, item in intervals.items()]
    print(f"{'  without double counting':32}" + "".join(f"{cell:>13}" for cell in cells))


def print_overviews(overviews: dict[str, Overview]) -> None:
    """Print each list: id, version, number of measures, how far overlaps were judged, and its title."""
    for id_, overview in overviews.items():
        info = overview.info
        print(f"{id_:24}{info.version:9}{overview.measures:5} {info.overlaps.level.value:11} {info.title.get('en')}")


def print_measures(catalogue: Catalogue) -> None:
    """Print every measure with its cells."""
    print(legend(catalogue))
    print_review(catalogue.info)
    print(f"{'':48}" + "".join(f"{column:>13}" for column in catalogue.columns))
    for measure in catalogue.measures.values():
        title = f"{measure.id:16}{measure.title.nl}"[:47]
        print(f"{title:48}" + "".join(f"{plain(cell):>13}" for cell in measure.effects))
