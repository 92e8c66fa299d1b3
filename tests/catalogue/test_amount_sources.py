"""
Where the amount of each posting stands.

1. A stated or derived posting has its own source with its page, an assumption its reason.
2. What is shown as the place of a posting's amounts is never that of another amount.
"""

from __future__ import annotations

from budget.catalogue import Catalogue, Evidence


def test_every_posting_has_its_page_or_its_reason(catalogue: Catalogue) -> None:
    """Nothing is attributed without a page to look it up, or a reason that says why we took it so."""
    for measure in catalogue.measures.values():
        for posting in measure.postings:
            if posting.evidence is Evidence.ASSUMPTION:
                assert posting.reason is not None, measure.id
            else:
                assert posting.source is not None, measure.id
                assert posting.source.page, measure.id


def test_a_sole_posting_stands_where_its_row_stands(catalogue: Catalogue) -> None:
    """The row's amounts stand in the first source of the measure, whatever the place that names the payer."""
    for measure in catalogue.measures.values():
        if len(measure.postings) == 1:
            assert measure.amount_source(measure.postings[0]) == measure.sources[0]


def test_one_of_several_postings_stands_at_its_own_place(catalogue: Catalogue) -> None:
    """The row of a shift prints its balance, so its parts are cited elsewhere, each with its page."""
    several = [measure for measure in catalogue.measures.values() if len(measure.postings) > 1]
    assert {"2C.2", "2B.2.2", "2C.1.3.2", "4.9-1B"} <= {measure.id for measure in several}
    for measure in several:
        for posting in measure.postings:
            source = measure.amount_source(posting)
            assert source is not None, measure.id
            assert source.page, measure.id
            assert source != measure.sources[0], measure.id
