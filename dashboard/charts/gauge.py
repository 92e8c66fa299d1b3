"""The gauge of the meeting: a package's place between −20% and +20% of the base, as HTML with a text alternative."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from budget.engine import TargetCell, TargetResult
from dashboard.package import verdict_text
from dashboard.words import language, numbers, t

PER_PERCENT = Decimal("2.2")
FURTHEST = Decimal("22.5")
TICKS = (-20, -10, 0, 10, 20)


def _x(percent: Decimal | int) -> Decimal:
    """Return the place on the scale, as a percentage of its width."""
    return 50 + percent * PER_PERCENT


def percent_text(cell: TargetCell) -> str:
    """Write an effect as a percentage of the base; with open cells as a bound."""
    text = numbers.percent(cell.percent_of_base, 2)
    if cell.effect.exact:
        return text
    if cell.effect.costs_open and cell.effect.savings_open:
        return f"{text} + ?"
    return f"≥ {text}" if cell.effect.costs_open else f"≤ {text}"


def alternative(result: TargetResult, column: str) -> str:
    """Say in words what the gauge shows."""
    cell = result.cells[column]
    return t(
        "Positie tussen −20% en +20% van de grondslag ({base} mln. euro): {place}. Doel {target}: {verdict}.",
        base=numbers.meur(cell.base_keur, 1),
        place=percent_text(cell),
        target=result.target.title.get(language()),
        verdict=verdict_text(cell),
    )


def _block(css: str, left: Decimal, right: Decimal) -> Markup:
    return Markup('<div class="{}" style="left: {}%; width: {}%"></div>').format(css, left, right - left)


def _scale(result: TargetResult) -> Markup:
    parts = []
    for tick in TICKS:
        label = f"{'+' if tick > 0 else ''}{numbers.number(tick)}%"
        goal = tick == result.target.percent
        css, text = ("goal", t("doel {percent}", percent=label)) if goal else ("", label)
        parts.append(
            Markup('<span class="tick {}" style="left: {}%"><span>{}</span></span>').format(css, _x(tick), text)
        )
    return Markup("").join(parts)


def _open_ends(cell: TargetCell, x: Decimal) -> Markup:
    """Draw a dashed line to each side on which the effect has no bound."""
    costs = _block("open-end", x, _x(FURTHEST)) if cell.effect.costs_open else Markup("")
    return costs + (_block("open-end", _x(-FURTHEST), x) if cell.effect.savings_open else "")


def gauge_html(result: TargetResult, column: str) -> Markup:
    """Draw the gauge of a target in a column; a package beyond the scale stands at its end, with an arrow."""
    cell = result.cells[column]
    percent = cell.percent_of_base
    place = max(-FURTHEST, min(FURTHEST, percent))
    x = _x(place)
    text = percent_text(cell)
    if place != percent:
        text = f"◀ {text}" if percent < 0 else f"{text} ▶"
    side = "start" if x < 20 else "end" if x > 80 else "middle"
    goal = _x(result.target.percent)
    reached = (Decimal(0), goal) if result.target.percent < 0 else (goal, Decimal(100))
    middle = _x(0)
    track = _block("reached", *reached) + _block("value", min(x, middle), max(x, middle)) + _open_ends(cell, x)
    return Markup(
        '<div class="gauge" role="img" aria-label="{about}">'
        '<div class="gauge-label {side}" style="left: {x}%"><span>{text}</span></div>'
        '<div class="track">{track}<div class="marker" style="left: {x}%"></div></div>'
        '<div class="scale">{scale}</div></div>'
    ).format(about=alternative(result, column), side=side, x=x, text=text, track=track, scale=_scale(result))
