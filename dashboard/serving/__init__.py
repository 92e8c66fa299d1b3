"""What serving many sessions takes: catalogues and the store opened once, work kept, downloads that stay until fetched, the lines of heavy work, a pace for each session."""

from dashboard.serving.autosave import AUTOSAVE, Autosave, Snapshot
from dashboard.serving.catalogues import (
    CATALOGUE,
    default_list,
    forget_catalogues,
    offered_lists,
    open_catalogue,
    overview,
    overviews,
    spare_what_is_loaded,
)
from dashboard.serving.downloads import KEPT_SECONDS, AtClick, keep_downloads, keep_downloads_of_this_server
from dashboard.serving.file_owners import OWNERS, FileOwners, own_files
from dashboard.serving.hosts import LOOPBACK_NAMES, address_of, host_name, is_loopback
from dashboard.serving.keeper import KEEPER, Keeper
from dashboard.serving.keeping import Identity, asked_from_here, identity, person, person_of
from dashboard.serving.lines import PAPERS, SEARCHES, number_of, paper, session_id
from dashboard.serving.opening import find_list, opened_link, opened_workspace
from dashboard.serving.own_page import keep_parts_on_their_page
from dashboard.serving.pace import Pace, keep_pace
from dashboard.serving.signing import (
    DESK,
    Desk,
    Rules,
    login_is_set_up,
    login_is_stale,
    login_of,
    role_of,
    rules,
    session_login,
    signed_in,
)
from dashboard.serving.uploads import forget_upload, limit_uploads

__all__ = [
    "AUTOSAVE",
    "CATALOGUE",
    "DESK",
    "KEEPER",
    "KEPT_SECONDS",
    "LOOPBACK_NAMES",
    "OWNERS",
    "PAPERS",
    "SEARCHES",
    "AtClick",
    "Autosave",
    "Desk",
    "FileOwners",
    "Identity",
    "Keeper",
    "Pace",
    "Rules",
    "Snapshot",
    "address_of",
    "asked_from_here",
    "default_list",
    "find_list",
    "forget_catalogues",
    "forget_upload",
    "host_name",
    "identity",
    "is_loopback",
    "keep_downloads",
    "keep_downloads_of_this_server",
    "keep_pace",
    "keep_parts_on_their_page",
    "limit_uploads",
    "login_is_set_up",
    "login_is_stale",
    "login_of",
    "number_of",
    "offered_lists",
    "open_catalogue",
    "opened_link",
    "opened_workspace",
    "overview",
    "overviews",
    "own_files",
    "paper",
    "person",
    "person_of",
    "role_of",
    "rules",
    "session_id",
    "session_login",
    "signed_in",
    "spare_what_is_loaded",
]
