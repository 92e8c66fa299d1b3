"""The gauge of the meeting: a package's place on the way to a target, as HTML with a text alternative."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.engine import AnyTarget, TargetCell, TargetResult
from dashboard.charts.charts_gauge import percent_bounds, signed_percent, spread_percents, track_ends
from dashboard.package import verdict_text
from dashboard.words import language, numbers, t, terms

WIDTH = Decimal(44)  # of the gauge, in per cent, from 0 to the target; what is left is for what lies beyond
BEYOND = Decimal("1.125")


@dataclass(frozen=True)
class Scale:
    """A scale with 0 amid and the target, or its mirror image, at either side; `reach` is the target's size, per cent."""

    reach: Decimal

    @property
    def furthest(self) -> Decimal:
        """The last percentage that has a place."""
        return self.reach * BEYOND

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """The percentages that are named."""
        half = self.reach / 2
        return (-2 * half, -half, Decimal(0), half, 2 * half)

    def x(self, percent: Decimal | int) -> Decimal:
        """Return the place on the scale, as a percentage of its width."""
        return 50 + percent * WIDTH / self.reach


def scale_of(target: AnyTarget) -> Scale:
    """Return the scale on which a target is drawn; an amount of one's own on its own percentages."""
    return Scale(max(Decimal(1), abs(Decimal(target.percent))))


def percent_text(cell: TargetCell) -> str:
    """Write an effect as a percentage of the base; with open cells as a bound."""
    if not cell.base_keur:
        return "–"
    text = percent_bounds(cell, 2)
    if (ends := spread_percents(cell)) is not None and cell.once_percent is not None:
        return " … ".join(signed_percent(end, 2) for end in ends)
    if cell.effect.exact or cell.percent_of_base is None:
        return text
    if cell.effect.costs_open and cell.effect.savings_open:
        return f"{text} + ?"
    return f"≥ {text}" if cell.effect.costs_open else f"≤ {text}"


def alternative(catalogue: Catalogue, result: TargetResult, column: str) -> str:
    """Say in words what the gauge shows."""
    cell, own = result.cells[column], result.own
    if own is not None and own.of_amount:
        return t(
            "Positie op weg naar het doelbedrag {goal} {unit}: {place}. Doel {target}: {verdict}.",
            goal=numbers.on_page(catalogue, cell.target_keur, sign=True),
            unit=terms.unit(catalogue),
            place=percent_text(cell),
            target=own.title.get(language()),
            verdict=verdict_text(cell),
        )
    return t(
        "Positie tussen {low} en {high} van de grondslag ({base} {unit}): {place}. Doel {target}: {verdict}.",
        **track_ends([result.target.percent]),
        unit=terms.unit(catalogue),
        base=numbers.on_page(catalogue, cell.base_keur),
        place=percent_text(cell),
        target=result.target.title.get(language()),
        verdict=verdict_text(cell),
    )


def _block(css: str, left: Decimal, right: Decimal) -> Markup:
    return Markup('<div class="{}" style="left: {}%; width: {}%"></div>').format(css, left, right - left)


def _scale(result: TargetResult) -> Markup:
    parts, scale = [], scale_of(result.target)
    for tick in scale.ticks:
        label = signed_percent(tick)
        goal = tick == result.target.percent
        css, text = ("goal", t("doel {percent}", percent=label)) if goal else ("", label)
        parts.append(
            Markup('<span class="tick {}" style="left: {}%"><span>{}</span></span>').format(css, scale.x(tick), text)
        )
    return Markup("").join(parts)


def _open_ends(cell: TargetCell, x: Decimal, scale: Scale) -> Markup:
    """Draw a dashed line to each side without a bound, and along a range; a whole one to what counts no money twice."""
    if (ends := spread_percents(cell)) is not None:
        low, high = (max(-scale.furthest, min(scale.furthest, end)) for end in ends)
        low, high = (
            -scale.furthest if cell.effect.lower is None else low,
            scale.furthest if cell.effect.upper is None else high,
        )
        return _block("open-end" if cell.once_percent is None else "range", scale.x(low), scale.x(high))
    costs = _block("open-end", x, scale.x(scale.furthest)) if cell.effect.costs_open else Markup("")
    return costs + (_block("open-end", scale.x(-scale.furthest), x) if cell.effect.savings_open else "")


def gauge_html(catalogue: Catalogue, result: TargetResult, column: str) -> Markup:
    """Draw the gauge of a target in a column; a package beyond the scale stands at its end, with an arrow."""
    cell, scale = result.cells[column], scale_of(result.target)
    percent = cell.certain_percent
    place = max(-scale.furthest, min(scale.furthest, percent))
    x = scale.x(place)
    text = percent_text(cell)
    if place != percent:
        text = f"◀ {text}" if percent < 0 else f"{text} ▶"
    side = "start" if x < 20 else "end" if x > 80 else "middle"
    goal = scale.x(result.target.percent)
    reached = (Decimal(0), goal) if result.target.is_cut else (goal, Decimal(100))
    middle = scale.x(0)
    track = _block("reached", *reached) + _block("value", min(x, middle), max(x, middle)) + _open_ends(cell, x, scale)
    return Markup(
        '<div class="gauge" role="img" aria-label="{about}">'
        '<div class="gauge-label {side}" style="left: {x}%"><span>{text}</span></div>'
        '<div class="track">{track}<div class="marker" style="left: {x}%"></div></div>'
        '<div class="scale">{scale}</div></div>'
    ).format(about=alternative(catalogue, result, column), side=side, x=x, text=text, track=track, scale=_scale(result))
