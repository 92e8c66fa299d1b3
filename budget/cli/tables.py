"""What the command line prints for people: tables in the catalogue's own unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budget.catalogue import Catalogue, CatalogueInfo, Change, Overview
from budget.core import SETTINGS, Amount, add_cells, plain, span_of_years, translate
from budget.engine import (
    OwnPart,
    Package,
    TargetCell,
    TargetResult,
    Totals,
    Verdict,
    Why,
    evaluate_targets,
    holds_own,
    over_years,
    own_in_targets,
    own_part,
    package_interval,
    package_once,
    year_on_year,
)

OF_WHICH_OWN: Final = "  of which figures of one's own"
FIRST_WIDTH: Final = 32
"""Signs of the first column of a table."""
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


def print_heads(catalogue: Catalogue) -> None:
    """Print the heads of the columns: the years, their sum, and the structural one."""
    *years, structural = catalogue.columns
    print_across("", [*years, span_of_years(years), structural])


def print_across(label: str, cells: Sequence[str]) -> None:
    """Print a row: what it is about, cut where it is long, and its cells."""
    print(f"{label[: FIRST_WIDTH - 1]:{FIRST_WIDTH}}" + "".join(f"{cell:>13}" for cell in cells))


def _with_years(catalogue: Catalogue, totals: Totals) -> list[Amount]:
    """Return the totals of a row: the years, their sum, and the structural one."""
    *years, structural = totals.values()
    return [*years, over_years(catalogue, totals), structural]


def _beside_years(cells: Sequence[str]) -> list[str]:
    """Return cells that have no sum of the years, with nothing in its place."""
    return [*cells[:-1], "", cells[-1]]


def print_years(catalogue: Catalogue, label: str, totals: Totals) -> None:
    """Print totals with the sum of the years, and below them what each year is more than the one before."""
    print_across(label, [_shown(total) for total in _with_years(catalogue, totals)])
    changes = year_on_year(catalogue, totals)
    if changes:
        print_across("  more than the year before", ["", *(_signed(change) for change in changes.values())])


def _signed(change: Amount) -> str:
    """Write a change with its sign; 0 has none."""
    text = _shown(change)
    return f"+{text}" if change.exact and (change.lower or 0) > 0 else text


def print_package(package: Package, language: str) -> None:
    """Print a package's settings, rows, totals, verdicts, open cells and conflicts, its titles in a language."""
    info, columns, frame = package.catalogue.info, package.catalogue.columns, package.catalogue.frame
    print(f"{legend(package.catalogue)}. Catalogue {info.id} {info.version} of {info.date}.")
    print_review(info)
    chosen = {form.name: form.read(package.settings, frame) for form in SETTINGS if form.shown(frame)}
    shown = [f"{name} {value}" for name, value in chosen.items() if value is not None]
    print(f"Settings: {', '.join(shown) or 'none'}.")
    print_heads(package.catalogue)
    for id_, cells in package.rows.items():
        title = f"{id_} {package.catalogue.measures[id_].title.get(language)}"
        print_across(title, [*map(plain, cells[:-1]), plain(add_cells(cells[:-1])), plain(cells[-1])])
    print_years(package.catalogue, translate("Saldo-effect", "en"), package.totals)
    if holds_own(package):
        print_years(package.catalogue, OF_WHICH_OWN, own_part(package))
    intervals = package_interval(package)
    if any(_differs(package.totals[column], intervals[column]) for column in columns):
        _print_interval(package)
    results = evaluate_targets(package).values()
    own = own_in_targets(package)
    for result in results:
        _print_target(result, language)
        _print_own(own.get(result.target.id, {}))
    if not info.overlaps.is_complete and results:
        print(f"* {MET_UNLESS}")
    for cell in package.open_cells:
        print(f"open: {cell.measure} {cell.column} {plain(cell.kind)}")
    for clash in package.clashes:
        counting = clash.conflict.counting
        how = "" if counting is None else f" ({counting.value})"
        print(f"{clash.conflict.kind.value}{how}: {', '.join(clash.chosen)}: {clash.conflict.title.get(language)}")
    for item in package.unmet:
        print(
            f"unmet: {', '.join(item.chosen)} needs {' or '.join(item.needed)}: {item.requirement.title.get(language)}"
        )


def _print_target(result: TargetResult, language: str) -> None:
    """Print a target's verdicts, and by what they cannot be determined; of one's own also what it asks."""
    title = result.target.title.get(language)
    if result.own is not None:
        print(result.own.title.get(language))
        title = "  verdict"
    print_across(title, _beside_years([_mark(c) for c in result.cells.values()]))
    if result.own is not None:
        goals = [plain(cell.target_keur) if cell.asked else "" for cell in result.cells.values()]
        print_across("  to reach", _beside_years(goals))
        gaps = [_shown(cell.gap) if cell.asked else "" for cell in result.cells.values()]
        print_across("  gap (effect less target)", _beside_years(gaps))
    if wide := [column for column, cell in result.cells.items() if cell.why is Why.RANGE]:
        print(f"  undetermined by a range: {', '.join(wide)}")
    if doubtful := [column for column, cell in result.cells.items() if cell.why is Why.OVERLAP]:
        print(f"  undetermined by double counting: {', '.join(doubtful)}")


def _print_own(parts: dict[str, OwnPart]) -> None:
    """Print in which columns a verdict rests on figures of one's own, and what it is without them."""
    if parts:
        without = [f"{column}: {part.without.value}" for column, part in parts.items()]
        print(f"  rests on figures of one's own; without them {', '.join(without)}")


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


def _print_interval(package: Package) -> None:
    """Print the other end of each total: what overlaps leave of it, "=" where that is the same."""
    plain_row, once_row = (_with_years(package.catalogue, it) for it in (package.totals, package_once(package)))
    cells = [_shown(once) if once != added else "=" for added, once in zip(plain_row, once_row, strict=True)]
    print_across(f"  {translate('zonder dubbeltelling', 'en')}", cells)


def print_overviews(overviews: dict[str, Overview], language: str) -> None:
    """Print each list: id, version, number of measures, how far overlaps were judged, and its title in a language."""
    for id_, overview in overviews.items():
        info = overview.info
        print(
            f"{id_:24}{info.version:9}{overview.measures:5} {info.overlaps.level.value:11} {info.title.get(language)}"
        )


def print_measures(catalogue: Catalogue, language: str) -> None:
    """Print every measure with its cells, by its title in a language."""
    print(legend(catalogue))
    print_review(catalogue.info)
    print(f"{'':48}" + "".join(f"{column:>13}" for column in catalogue.columns))
    for measure in catalogue.measures.values():
        title = f"{measure.id:16}{measure.title.get(language)}"[:47]
        print(f"{title:48}" + "".join(f"{plain(cell):>13}" for cell in measure.effects))
