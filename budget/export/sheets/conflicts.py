"""The sheet of conflicts and overlaps: which bite follows from the toggles."""

from __future__ import annotations

from collections.abc import Sequence

from budget.catalogue import Conflict, ConflictKind
from budget.engine import Package
from budget.export.book import Book
from budget.export.sheet import Sheet, cell
from budget.export.sheets.base import ScopeGroup, scope_groups
from budget.export.sheets.choice_beside import judges_beside
from budget.export.sheets.conflicts_beside import (
    MEMBER_COLUMNS,
    conflict_heads,
    member_heads,
    name_conflicts,
    write_conflict,
    write_members_beside,
)

Member = tuple[Conflict, int, str]
"""A conflict, the number of a side and a member of it."""


def write_conflicts(book: Book, package: Package) -> None:
    """Write the conflicts with what bites now, and below them every member; without conflicts there is no sheet."""
    t, catalogue = book.texts, package.catalogue
    if not catalogue.conflicts:
        return
    groups = scope_groups(catalogue, t, package.settings)
    beside = judges_beside(catalogue, book.own_targets)
    widths = [38, 17, 15, 40, 10, 11, 13, 34, 62, 34, *[20] * len(groups), *[10] * (MEMBER_COLUMNS * beside)]
    sheet = book.sheet(t("Conflicten"), widths)
    sheet.text(2, 0, t("Uitsluitende conflicten die nu optreden"), "bold")
    exclusive = sum(clash.exclusive for clash in package.clashes)
    sheet.formula(2, 2, "=SUMIFS(Conflict_treedt_op,Conflict_soort,Soort_uitsluitend)", exclusive, "flag")
    book.define("Uitsluitend", sheet, (2, 2))
    heads = [
        t("Conflict"),
        t("Soort"),
        t("Nu"),
        t("Kanten"),
        t("Kanten gekozen"),
        t("Treedt op (1/0)"),
        t("Bewijs"),
        t("Bron"),
        t("Reden"),
        t("Sleutel"),
        *(conflict_heads(t) if beside else ()),
    ]
    count, first = len(catalogue.conflicts), 5
    sheet.table("tConflicten", first - 1, 0, heads, count)
    chosen, bites = frozenset(package.selection), {clash.conflict.id for clash in package.clashes}
    for row, conflict in enumerate(catalogue.conflicts, start=first):
        hit = sum(bool(chosen & set(side)) for side in conflict.sides)
        sheet.text(row, 0, conflict.title.get(t.language), "cell_wrap")
        sheet.text(row, 1, t.conflict(conflict.kind), "cell_wrap")
        state = f'=IF({cell(row, 5)}=Aan,Conflict_ja,"")'
        sheet.formula(row, 2, state, t("treedt op") if conflict.id in bites else "", "cell")
        sheet.text(row, 3, t(" tegenover ").join(" + ".join(side) for side in conflict.sides), "cell_wrap")
        key = cell(row, 9, lock_column=True)
        sheet.formula(row, 4, f"=SUMIFS(Lid_eerste,Lid_conflict,{key})", hit, "flag")
        sheet.formula(row, 5, f"=IF({cell(row, 4)}>Aan,Aan,0)", int(conflict.id in bites), "flag")
        sheet.text(row, 6, t.evidence(conflict.evidence), "cell_wrap")
        sheet.value(row, 7, catalogue.cited(conflict.source, t.language) if conflict.source else None, "cell_wrap")
        sheet.value(row, 8, conflict.reason.get(t.language) if conflict.reason else None, "cell_wrap")
        sheet.text(row, 9, conflict.id, "helper_text")
        if beside:
            write_conflict(sheet, row, 10, key, conflict)
    sheet.name_block("Conflict_id", first, 9, count)
    sheet.name_block("Conflict_soort", first, 1, count)
    sheet.name_block("Conflict_treedt_op", first, 5, count)
    if beside:
        name_conflicts(sheet, first, 10, count)
    last = first + count - 1
    for kind, style in ((ConflictKind.EXCLUSIVE, "alarm"), (ConflictKind.OVERLAP, "warn")):
        name = "Soort_uitsluitend" if kind is ConflictKind.EXCLUSIVE else "Soort_overlap"
        criteria = f"=AND({cell(first, 5, lock_column=True)}=Aan,{cell(first, 1, lock_column=True)}={name})"
        sheet.raw.conditional_format(
            first, 0, last, 2, {"type": "formula", "criteria": criteria, "format": book.formats[style]}
        )
    _members(sheet, last + 3, package)
    sheet.print_to(last, 8)
    sheet.raw.freeze_panes(first, 1)
    sheet.repeat(first - 1)


def _members(sheet: Sheet, row: int, package: Package) -> None:
    """Write every member with its side; the first chosen one of a side counts that side."""
    t, catalogue = sheet.book.texts, package.catalogue
    found = [
        (k, place, id_) for k in catalogue.conflicts for place, side in enumerate(k.sides, start=1) for id_ in side
    ]
    heads = [
        t("Sleutel"),
        t("Kant"),
        t("Nr."),
        t("Maatregel"),
        t("Gekozen"),
        t("Eerste van kant"),
        t("Sluit uit"),
        t("Overlapt"),
    ]
    groups = scope_groups(catalogue, t, package.settings)
    heads += [f"{t('Telt voor')} {group.label}" for group in groups]
    beside = judges_beside(catalogue, sheet.book.own_targets)
    at_beside = len(heads)
    heads += member_heads(t) if beside else []
    sheet.text(row - 1, 0, t("Leden van de conflicten"), "section")
    sheet.table("tLeden", row, 0, heads, len(found))
    seen: set[str] = set()
    chosen = frozenset(package.selection)
    bites = {clash.conflict.id for clash in package.clashes}
    first = row + 1
    for at, (conflict, place, id_) in enumerate(found, start=first):
        side, picked = f"{conflict.id} · {place}", id_ in chosen
        leads = picked and side not in seen
        seen |= {side} if picked else set()
        sheet.text(at, 0, conflict.id, "cell")
        sheet.text(at, 1, f"{t('kant')} {place}", "cell")
        sheet.text(at, 2, id_, "cell")
        sheet.text(at, 3, catalogue.measures[id_].title.get(t.language), "cell")
        sheet.formula(
            at,
            4,
            f"=IF(INDEX(Keuze_aan,MATCH({cell(at, 2, lock_column=True)},Keuze_nr,0))=Aan,Aan,0)",
            int(picked),
            "flag",
        )
        area = [f"{cell(first, c, True, True)}:{cell(at, c, lock_column=True)}" for c in (4, 0, 1)]
        running = (
            f"SUMIFS({area[0]},{area[1]},{cell(at, 0, lock_column=True)},{area[2]},{cell(at, 1, lock_column=True)})"
        )
        sheet.formula(at, 5, f"=IF(AND({cell(at, 4)}=Aan,{running}=Aan),Aan,0)", int(leads), "flag")
        own = f"MATCH({cell(at, 0, lock_column=True)},Conflict_id,0)"
        for column, name, kind in (
            (6, "Soort_uitsluitend", ConflictKind.EXCLUSIVE),
            (7, "Soort_overlap", ConflictKind.OVERLAP),
        ):
            formula = f"={cell(at, 4)}*INDEX(Conflict_treedt_op,{own})*(INDEX(Conflict_soort,{own})={name})"
            hit = int(picked and conflict.id in bites and conflict.kind is kind)
            sheet.formula(at, column, formula, hit, "flag")
    _excluded(sheet, first, found, package, groups)
    if beside:
        write_members_beside(sheet, first, at_beside, len(found))
    for column, name in ((0, "conflict"), (2, "nr"), (5, "eerste"), (6, "sluit_uit"), (7, "overlapt")):
        sheet.name_block(f"Lid_{name}", first, column, len(found))
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{row}:D{first + len(found)}"})


def _touches(package: Package, group: ScopeGroup, id_: str) -> bool:
    """Tell whether a measure counts towards the targets of a group."""
    if group.own is None:
        return any(posting.base in group.now for posting in package.catalogue.measures[id_].postings)
    return any(map(group.counter(package.catalogue), package.book[id_].lines))


def _excluded(
    sheet: Sheet, first: int, found: Sequence[Member], package: Package, groups: Sequence[ScopeGroup]
) -> None:
    """
    Write which members count towards which targets, and how many chosen ones exclude each other there.

    Only those take a target's verdict.
    """
    t, chosen = sheet.book.texts, frozenset(package.selection)
    bites = {clash.conflict.id for clash in package.clashes if clash.exclusive}
    for number, group in enumerate(groups, start=1):
        column, hits = 7 + number, 0
        for at, (conflict, _, id_) in enumerate(found, start=first):
            touches = _touches(package, group, id_)
            hits += touches and id_ in chosen and conflict.id in bites
            own = cell(at, 2, lock_column=True)
            counts = f"=IF(SUMPRODUCT((Post_nr={own})*Post_telt_{number})>0,Aan,0)"
            sheet.formula(at, column, counts, int(touches), "flag")
        sheet.name_block(f"Lid_telt_{number}", first, column, len(found))
        at = first + len(found) + number
        sheet.text(at, 0, t("Gekozen leden die elkaar uitsluiten en tellen voor een doel"), "cell_wrap")
        sheet.formula(at, 2, f"=SUMPRODUCT(Lid_sluit_uit*Lid_telt_{number})", hits, "flag")
        sheet.text(at, 3, group.label, "cell")
        sheet.book.define(f"Uitsluitend_{number}", sheet, (at, 2))
