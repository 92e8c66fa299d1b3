"""What the benchmark of heavy work asks for is done: a page that changed may not leave it measuring nothing."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks._heavy import Done, Heavy
from benchmarks._served import launched
from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link

SECONDS = 8.0


@pytest.mark.long
def test_each_kind_of_heavy_work_is_done(catalogue: Catalogue) -> None:
    """A search is under way, and workbooks and images arrive."""
    query = f"p={make_link(catalogue, SharedState((Draft('', '', ('4.7', '4.8')),)))}"

    async def work(url: str) -> Done:
        heavy = await Heavy.open(url, query, searches=1, exports=1, images=1)
        async with heavy.at_work():
            await asyncio.sleep(SECONDS)
        await heavy.close()
        return heavy.done

    with launched() as server, ThreadPoolExecutor(1) as apart:  # a browser's loop may run in this thread
        done = apart.submit(asyncio.run, work(server.url)).result()
    assert (done.searches, done.failed) == (1, 0)
    assert done.workbooks > 0
    assert done.images > 0
