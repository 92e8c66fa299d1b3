"""Hold what a catalogue says of resettlement against its own arithmetic."""

from __future__ import annotations

from budget.catalogue import Placed, ResettlementData
from budget.core import Fault
from budget.resettlement.fair_share import fair_share, implied_change, resettlement_need, updated_key_by


def printed_otherwise(placed: Placed[ResettlementData]) -> list[Fault]:
    """List printed totals and steps that do not follow from the figures beside them."""
    data, fair = placed.record, placed.record.fair_share
    need = resettlement_need(fair.needs, fair.growth_per_year, fair.growth_years)
    share = fair_share(need, fair.eu_percent, updated_key_by(fair.key_old, implied_change(fair.key_old, fair.key_new)))
    held = [
        (("framework", "arrivals"), data.framework.arrivals, data.framework.per_year * len(data.framework.years)),
        (("fair_share", "printed_need"), fair.printed_need, need),
        (("fair_share", "printed_eu"), fair.printed_eu, share.eu_persons),
        (("fair_share", "printed_outcome"), fair.printed_outcome, share.persons),
        (("fair_share", "path"), sum(fair.path.values()), fair.printed_outcome),
        *(
            (("series", place, "printed_total"), series.printed_total, sum(series.values.values()))
            for place, series in enumerate(data.series)
            if series.printed_total is not None
        ),
    ]
    return [
        placed.fault(path, "printed_figure_does_not_follow", follows=follows, printed=printed)
        for path, printed, follows in held
        if printed != follows
    ]
