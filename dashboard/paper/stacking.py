"""The sections of what a package piles up: by executing body, by change of rules and by evidence, as plain text."""

from __future__ import annotations

from decimal import Decimal

from budget.catalogue import Catalogue
from budget.core import Amount
from budget.engine import Own, Package, Side, Stack, StackBy, stack_package, tells_stacking
from dashboard.package import asks, base_part, side_word, stack_part, stack_word, with_years, year_heads
from dashboard.paper.figures import once_row
from dashboard.paper.paper import Figures, Row, Section
from dashboard.words import numbers, percent, t, terms


def _amounts(catalogue: Catalogue, label: str, side: Side, part: str) -> list[Row]:
    """Return the row of one side, whose amounts explain themselves, and where money counts twice the one without."""
    plain, places = with_years(catalogue, side.plain), numbers.places(catalogue)
    told = tuple(asks(catalogue, part).values())
    rows = [Row(label, tuple(numbers.total(amount, places, sign=True) for amount in plain), asks=told)]
    if side.twice:
        rows.append(once_row(catalogue, plain, with_years(catalogue, side.once), told))
    return rows


def _own_rows(catalogue: Catalogue, own: Own, body: str) -> list[Row]:
    """Return what lands on a body's own base, and its part of that; the sum of the years has none."""
    side, label = Side(own.effect, own.once), f"– {t('op de eigen grondslag')}"
    rows = _amounts(catalogue, label, side, base_part(body))
    percents = [own.percents(column) for column in catalogue.columns]
    rows.append(Row(f"– {t('deel van de eigen grondslag')}", _shares([added for added, _ in percents])))
    if any(added != once for added, once in percents):
        rows.append(Row(f"– {t('zonder dubbeltelling')}", _shares([once for _, once in percents])))
    return rows


def _shares(percents: list[Decimal | None]) -> tuple[str, ...]:
    """Write percentages of the base by column; the sum of the years has none."""
    *years, structural = ("?" if share is None else percent(share) for share in percents)
    return (*years, "", structural)


def _is_there(side: Side) -> bool:
    return any(amount != Amount() for amount in side.plain.values())


def _lands(own: Own) -> bool:
    return any(amount != Amount() for amount in own.effect.values())


def _stack_rows(catalogue: Catalogue, stack: Stack, by: StackBy) -> list[Row]:
    label, rows = f"{stack_word(catalogue, by, stack.name)} ({len(stack.measures)})", []
    sides = [(True, stack.savings), (False, stack.costs)]
    for saves, side in [(saves, side) for saves, side in sides if _is_there(side)] or sides[:1]:
        part = stack_part(by, stack.name, saves)
        rows += _amounts(catalogue, f"{label}: {side_word(saves)}", side, part)
    if stack.own is None or not _lands(stack.own):
        return rows
    return [*rows, *_own_rows(catalogue, stack.own, stack.name)]


def _notes(catalogue: Catalogue, stacks: tuple[Stack, ...], by: StackBy) -> tuple[str, ...]:
    notes = [
        terms.legend(terms.unit(catalogue)),
        t(
            "Tussen haakjes het aantal maatregelen. {years} is de som van de jaren, zonder het structurele bedrag.",
            years=year_heads(catalogue, short=True)[-2],
        ),
    ]
    if by is StackBy.BODY:
        notes.append(t("Een maatregel staat bij elke uitvoerder die hij noemt: tel uitvoerders niet bij elkaar op."))
    if by is StackBy.EVIDENCE:
        notes.append(
            t("Bewijs van de posten; een maatregel met posten van meer graden staat met elk deel in zijn graad.")
        )
    if any(side.twice for stack in stacks for side in (stack.savings, stack.costs)):
        notes.append(terms.counted_once())
    owned = [(stack.name, stack.own) for stack in stacks if stack.own is not None]
    if owned:
        notes.append(
            t(
                "Eigen grondslag: het deel of de regel van de grondslag met de naam van de uitvoerder; na het laatste jaar dat van het laatste jaar."
            )
        )
    for name, own in owned:
        if own.undivided:
            notes.append(
                t(
                    "{ids}: een post op {name} en anderen samen, die de bron niet verdeelt; niet bij de eigen grondslag.",
                    ids=", ".join(own.undivided),
                    name=terms.body(catalogue, name),
                )
            )
    return tuple(notes)


def _ways() -> dict[StackBy, tuple[str, str]]:
    """Return of each way its title and the head of its names."""
    return {
        StackBy.BODY: (t("Stapeling per uitvoerder"), t("Uitvoering")),
        StackBy.LAW: (t("Stapeling per wijziging van regels"), t("Wijziging van regels")),
        StackBy.EVIDENCE: (t("Stapeling per bewijsgraad"), t("Bewijs")),
    }


def stacking_sections(package: Package) -> list[Section]:
    """Tabulate what the package piles up, in each way that its list tells; nothing of an empty package."""
    catalogue, sections = package.catalogue, []
    for by, (title, head) in _ways().items():
        if not package.selection or not tells_stacking(catalogue, by):
            continue
        stacks = stack_package(package, by)
        rows = [row for stack in stacks for row in _stack_rows(catalogue, stack, by)]
        table = Figures(title, (head, *year_heads(catalogue, short=True)), tuple(rows), _notes(catalogue, stacks, by))
        sections.append(Section(f"stack-{by.value}", title, table))
    return sections
