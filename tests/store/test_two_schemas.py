"""
Servers of two schema versions on one PostgreSQL while they are renewed, each a running server with a browser.

1. A newer server brings the tables along while the older one runs; both save, and each sees what the other saved.
2. Once a migration says that older code may not write, the older server refuses and says so; nothing is lost, and it
goes on calculating.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import URL, text

from store import check_audit, open_at
from store.database import make_engine
from store.schema import SCHEMA
from tests.conftest import PAGE_MILLISECONDS, ROOT
from tests.serve.served import Served, serving
from tests.settled import go_to_page
from tests.store.conftest import running_postgres

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PARTS = ("app.py", "budget", "store", "dashboard", "serve", "variants", "data", "catalogues")
NEXT, LAST = (f"{int(SCHEMA) + more:04}" for more in (1, 2))
MIGRATION = '''"""{about}"""

from alembic import op

revision = "{number}"
down_revision = "{before}"


def upgrade() -> None:
    """{about}"""
    op.execute({statement!r})


def downgrade() -> None:
    """Nothing to take back."""
'''


def newer_code(folder: Path, *migrations: tuple[str, str]) -> Path:
    """Copy the code to a folder with more migrations: each a number and a statement."""
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
        copy(ROOT / part, folder / part)
    before = SCHEMA
    for number, statement in migrations:
        made = MIGRATION.format(about=f"Invented {number}.", number=number, before=before, statement=statement)
        (folder / "store" / "migrations" / "versions" / f"{number}_invented.py").write_text(made, encoding="utf-8")
        before = number
    schema = folder / "store" / "schema.py"
    held = f'SCHEMA: Final = "{SCHEMA}"'
    code = schema.read_text(encoding="utf-8")
    assert held in code
    schema.write_text(code.replace(held, f'SCHEMA: Final = "{before}"'), encoding="utf-8")
    return folder


def save_with(browser: Browser, served: Served, measure: str) -> Page:
    """Choose a measure in a new window and ask to save it as a new package."""
    window = browser.new_page(locale="nl-NL")
    window.set_default_timeout(2 * PAGE_MILLISECONDS)
    window.goto(served.url)
    window.get_by_role("checkbox", name=re.compile(rf"^{re.escape(measure)} ")).first.click()
    go_to_page(window, "Opgeslagen")
    window.get_by_role("button", name="Bewaar als nieuw pakket").click()
    return window


def saved_names(url: URL) -> int:
    """Return how many packages there are, and hold the audit to its chain."""
    store = open_at(url)
    with store.reading() as connection:
        check_audit(connection)
        count = int(connection.execute(text("SELECT count(*) FROM packages")).scalar_one())
    store.close()
    return count


ADDED = "ALTER TABLE packages ADD COLUMN invented VARCHAR(10)"
RAISED = f"UPDATE store_state SET oldest = '{LAST}'"  # noqa: S608 - a number of our own


@pytest.mark.long
@pytest.mark.postgres
def test_servers_are_renewed_one_after_the_other(browser: Browser, tmp_path: Path) -> None:
    """An older and a newer server save in turn; the older one stops saving, in so many words, only when it must."""
    folders = [tmp_path / name for name in ("next", "last")]
    for folder in folders:
        folder.mkdir()
    following = newer_code(folders[0], (NEXT, ADDED))
    last = newer_code(folders[1], (NEXT, ADDED), (LAST, RAISED))
    with running_postgres("-c fsync=off") as server:
        url = server.make("renewed")
        settings = {"BMH_DATABASE_URL": url.render_as_string(hide_password=False)}
        with serving(tmp_path, **settings) as older:
            save_with(browser, older, "4.7").get_by_text("is bewaard als nieuw pakket").wait_for()
            with serving(tmp_path, root=following, **settings) as newer:
                page = save_with(browser, newer, "4.8")
                page.get_by_text("is bewaard als nieuw pakket").wait_for()
                save_with(browser, older, "4.11").get_by_text("is bewaard als nieuw pakket").wait_for()
                page.reload()
                page.get_by_role("combobox", name="Kies een bewaard pakket").wait_for()
                assert saved_names(url) == 3
            with serving(tmp_path, root=last, **settings) as newest:
                save_with(browser, newest, "4.6").get_by_text("is bewaard als nieuw pakket").wait_for()
                refused = save_with(browser, older, "5.3")
                refused.get_by_text("nieuwere versie").first.wait_for()
                assert refused.get_by_text("is bewaard als nieuw pakket").count() == 0
                refused.get_by_role("link", name="Pakket", exact=True).click()
                refused.get_by_role("checkbox", name=re.compile(r"^5\.3 ")).first.wait_for()
        engine = make_engine(url)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM packages")).scalar_one() == 4
        engine.dispose()
