"""The base (grondslag) in the workbook, and which of its lines count towards which targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from budget.catalogue import Catalogue, FirstYearShare, OdaData, Target
from budget.core import Settings
from budget.engine import HeldTarget, Line, held_targets, scope_of
from budget.export.sheet import Sheet, cell
from budget.export.sheets.dials import has_dials
from budget.export.sheets.settings import PER_MILLE, has_choice
from budget.export.texts import Texts
from budget.export.units import whole

FIRST: Final = 2
"""The column of the first of the amounts on Grondslag en doel."""


def shows_base(catalogue: Catalogue, own: Sequence[HeldTarget]) -> bool:
    """Tell whether anything in the workbook rests on the base: targets, those of one's own too, ODA or dials."""
    rests = bool(catalogue.targets or own) or catalogue.oda is not None or has_dials(catalogue)
    return bool(catalogue.base.lines) and rests


@dataclass(frozen=True)
class ScopeGroup:
    """
    Targets that count the same base lines under every scope.

    `scopes` are the scopes that can be chosen, as their title and their lines; `place` is the one that holds now. A
    target of one's own is a group by itself, without scopes (`own`).
    """

    label: str
    targets: tuple[str, ...]
    scopes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    place: int = 0
    own: HeldTarget | None = None

    @property
    def now(self) -> tuple[str, ...]:
        """The lines of the base that count under the settings."""
        return self.scopes[self.place][1]

    def counter(self, catalogue: Catalogue) -> Callable[[Line], bool]:
        """Return what tells whether a posting's line counts under the settings."""
        if self.own is not None:
            return self.own.counter(catalogue)
        lines = frozenset(self.now)
        return lambda line: line.base in lines


def scope_groups(catalogue: Catalogue, t: Texts, settings: Settings) -> list[ScopeGroup]:
    """Group the targets by their base lines; those of one's own come last, each by itself."""
    frame = catalogue.frame
    ids = [scope[0] for scope in frame.scopes] if has_choice(frame, "Reikwijdte") else [settings.scope]
    place = ids.index(settings.scope) if settings.scope in ids else 0
    found: dict[tuple[tuple[str, ...], ...], list[Target]] = {}
    for target in catalogue.targets.values():
        lines = tuple(scope_of(catalogue, target, Settings(scope=id_)).lines for id_ in ids)
        found.setdefault(lines, []).append(target)
    groups = []
    for by_scope, targets in found.items():
        titles = [scope_of(catalogue, targets[0], Settings(scope=id_)).title.get(t.language) for id_ in ids]
        label = " / ".join(target.title.get(t.language) for target in targets)
        scopes = tuple(zip(titles, by_scope, strict=True))
        groups.append(ScopeGroup(label, tuple(target.id for target in targets), scopes, place))
    own = held_targets(catalogue, settings)
    return [*groups, *(ScopeGroup(held.title.get(t.language), (held.id,), own=held) for held in own)]


def write_base(sheet: Sheet, row: int, catalogue: Catalogue) -> int:
    """Write the base lines and, with ODA, what the first-year share is made of; returns the row after them."""
    t, base = sheet.book.texts, catalogue.base
    years = base.years
    sheet.heads(row, 0, [t("Grondslag"), t("Omschrijving"), *map(int, years)], right_from=FIRST)
    sheet.name_block("Grondslag_jaren", row, FIRST, 1, len(years))
    first = row + 1
    for offset, line in enumerate(base.lines, start=first):
        amounts = [line.amounts[year] for year in years]
        _amounts_row(sheet, offset, line.id, line.title.get(t.language), amounts)
    sheet.name_block("Grondslag_regel", first, 0, len(base.lines))
    sheet.name_block("Grondslag_bedragen", first, FIRST, len(base.lines), len(years))
    row = first + len(base.lines)
    return row if catalogue.oda is None else _write_reception(sheet, row + 1, catalogue, catalogue.oda)


def _write_reception(sheet: Sheet, row: int, catalogue: Catalogue, oda: OdaData) -> int:
    """
    Write the costs of reception, the attribution, and the first-year shares as numerators and denominators.

    A fixed share is so many per mille; another one the attribution over the costs that it names.
    """
    t, base = sheet.book.texts, catalogue.base
    years = base.years
    sheet.heads(row, 0, [t("Opvang en toerekening"), "", *map(int, years)], right_from=FIRST)
    reception = base.line(oda.reception_base)
    parts = list(dict.fromkeys(part for share in oda.shares for part in share.parts))
    costs = {part: row + 1 + place for place, part in enumerate(parts)}
    for part, at in costs.items():
        _amounts_row(
            sheet, at, catalogue.body(part, t.language), reception.id, [reception.parts[part][year] for year in years]
        )
    given = row + 1 + len(parts)
    attribution = next(found for found in base.attributions if found.id == oda.own_chapter)
    label = t("Toerekening door {own}", own=oda.own_chapter)
    _amounts_row(sheet, given, label, oda.own_chapter, [attribution.amounts[year] for year in years])
    over, under = given + 1, given + 1 + len(oda.shares)
    for place, share in enumerate(oda.shares):
        _share_row(
            sheet,
            over + place,
            share,
            t("teller"),
            [cell(given, FIRST + c) for c in range(len(years))],
            [attribution.amounts[year] for year in years],
        )
        _share_row(
            sheet,
            under + place,
            share,
            t("noemer"),
            [f"({'+'.join(cell(costs[part], FIRST + c) for part in share.parts)})" for c in range(len(years))],
            [sum([reception.parts[part][year] for part in share.parts]) for year in years],
        )
    sheet.name_block("Aandeel_tellers", over, FIRST, len(oda.shares), len(years))
    sheet.name_block("Aandeel_noemers", under, FIRST, len(oda.shares), len(years))
    return under + len(oda.shares) + 1


def _share_row(
    sheet: Sheet, row: int, share: FirstYearShare, what: str, sources: list[str], amounts: list[int]
) -> None:
    """Write the numerators or denominators of a share by year: whole thousands, or per mille for a fixed share."""
    t, denominator = sheet.book.texts, what == sheet.book.texts("noemer")
    sheet.text(row, 0, f"{t('Eerstejaarsaandeel')}: {what}", "helper_text")
    sheet.text(row, 1, share.title.get(t.language), "cell_wrap")
    for place, (source, amount) in enumerate(zip(sources, amounts, strict=True)):
        if share.permille is None:
            sheet.formula(row, FIRST + place, f"={whole(source)}", amount, "helper")
        elif denominator:
            sheet.formula(row, FIRST + place, "=Promille", PER_MILLE, "helper")
        else:
            sheet.value(row, FIRST + place, share.permille, "helper")


def _amounts_row(sheet: Sheet, row: int, label: str, note: str, amounts: list[int]) -> None:
    sheet.text(row, 0, label, "cell")
    sheet.text(row, 1, note, "cell_wrap")
    for column, amount in enumerate(amounts, start=FIRST):
        sheet.value(row, column, amount, "amount")


def write_members(sheet: Sheet, row: int, catalogue: Catalogue, groups: list[ScopeGroup]) -> None:
    """Write which base lines count towards which targets of the list: under each scope that can be chosen, and now."""
    groups = [group for group in groups if group.own is None]
    t, lines = sheet.book.texts, catalogue.base.lines
    heads, starts = [t("Welke regels tellen mee"), t("Omschrijving")], []
    for group in groups:
        starts.append(len(heads))
        titles = [title for title, _ in group.scopes] if len(group.scopes) > 1 else []
        heads += [f"{group.label}: {title}" for title in [*titles, t("nu")]]
    sheet.table("tTelt", row, 0, heads, len(lines), right_from=FIRST)
    for offset, line in enumerate(lines, start=row + 1):
        sheet.text(offset, 0, line.id, "cell")
        sheet.text(offset, 1, line.title.get(t.language), "cell_wrap")
        for start, group in zip(starts, groups, strict=True):
            _members_of(sheet, offset, start, line.id, group)
    for number, (start, group) in enumerate(zip(starts, groups, strict=True), start=1):
        now = start + (len(group.scopes) if len(group.scopes) > 1 else 0)
        sheet.name_block(f"Telt_{number}", row + 1, now, len(lines))


def _members_of(sheet: Sheet, row: int, start: int, line: str, group: ScopeGroup) -> None:
    """Write whether a base line counts under each scope, and the one that is chosen; without a choice only that."""
    now, count = int(line in group.now), len(group.scopes)
    if count == 1:
        sheet.value(row, start, now, "count")
        return
    for column, (_, lines) in enumerate(group.scopes, start=start):
        sheet.value(row, column, int(line in lines), "count")
    scopes = ",".join(cell(row, column, lock_column=True) for column in range(start, start + count))
    sheet.formula(row, start + count, f"=CHOOSE(MATCH(Reikwijdte,Keuzes_Reikwijdte,0),{scopes})", now, "count")
