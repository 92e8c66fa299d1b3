"""The chain of the report and that of the invented country."""

from __future__ import annotations

import pytest

from budget.catalogue import Catalogue, ChainData
from budget.chain import chain_of


@pytest.fixture(scope="session")
def chain(catalogue: Catalogue) -> ChainData:
    """What the report gives on the chain."""
    return chain_of(catalogue)
