"""Countries that lack something, or have it otherwise, for the tests of any catalogue."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from budget.catalogue import Catalogue, Dial, DialSet, OdaRegime


def bare(toy2: Catalogue) -> Catalogue:
    """A country without targets and conflicts."""
    return replace(toy2, targets={}, conflicts=())


def unruled(toy: Catalogue) -> Catalogue:
    """A country with ODA of which no measure changes the rule, and that is decided upon in one year."""
    measures = {id_: m for id_, m in toy.measures.items() if m.oda is None or m.oda.regime is None}
    decision = toy.info.decision.model_copy(update={"years": toy.info.decision.years[:1]})
    info = toy.info.model_copy(update={"decision": decision})
    return replace(toy, info=info, measures=measures, conflicts=(), packages={})


def moving_elsewhere(toy: Catalogue) -> Catalogue:
    """A country whose regimes also end the attribution, move another line, or move one of another chapter."""
    assert toy.oda is not None
    changes = {
        "1A": {"moves": {"budget": "JenV", "article": "37"}},
        "2": {"moves": {"budget": "BHOS", "article": "4.1"}, "ceiling": 7, "ends_attribution": True},
    }
    regimes = tuple(
        OdaRegime.model_validate({**regime.model_dump(), **changes.get(regime.id, {})}) for regime in toy.oda.regimes
    )
    return replace(toy, oda=toy.oda.model_copy(update={"regimes": regimes}))


def cutting(toy2: Catalogue) -> Catalogue:
    """A country without ODA with a yearly cut on a part of its base, over the years that it has."""
    years = toy2.base.years
    line = toy2.base.lines[0].model_copy(
        update={"parts": {"wachters": dict(zip(years, (333, 777, 1001, 5), strict=True))}}
    )
    measure = toy2.measures["sluis-a"]
    dials = [
        Dial.model_construct(
            id=id_, title=line.title, unit=line.title, default=default, minimum=0, maximum=40, step=Decimal("0.5"),
            source=line.source,
        )
        for id_, default in (("step", Decimal("3.5")), ("ceiling", 14))
    ]  # fmt: skip
    cut = DialSet.model_construct(
        formula="yearly-cut", reference=-50, values=tuple(dials), lines=(line.id,), part="wachters"
    )
    return replace(
        toy2,
        base=toy2.base.model_copy(update={"lines": (line, *toy2.base.lines[1:])}),
        measures=toy2.measures | {"sluis-a": measure.model_copy(update={"dials": cut})},
    )
