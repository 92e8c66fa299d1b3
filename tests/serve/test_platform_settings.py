"""
What the launcher asks of the platform is there: settings by their names, and the functions that it replaces.

1. A new version of the platform that lacks one of them fails here, and not in production.
2. `streamlit run app.py`, which knows nothing of the launcher, listens to this machine alone.
"""

from __future__ import annotations

import inspect
import tomllib

import pytest
from streamlit import config, net_util
from streamlit.web import bootstrap
from streamlit.web.server import server_util

from serve.headers import INLINE, fixed_headers, platform_page
from serve.platform_settings import LOOKUPS, WATCH, forbid_lookups, platform_options, settle_settings
from serve.settings import ServeSettings
from tests.conftest import ROOT


def test_every_setting_is_one_of_the_platform() -> None:
    """Of the type that it has there."""
    known = config.get_config_options()
    options = platform_options(ServeSettings(base_path="rekenmodel"))
    assert sorted(set(options) - set(known)) == []
    wrong = [
        name
        for name, value in options.items()
        if (not known[name].multiple if isinstance(value, list) else known[name].type is not type(value))
    ]
    assert wrong == []


def test_the_lookups_are_the_platforms_and_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of an origin calls just these two of that module; replaced, they ask nobody."""
    called = inspect.getsource(server_util.is_url_from_allowed_origins)
    assert called.count("net_util.") == len(LOOKUPS)
    for name in LOOKUPS:
        assert f"net_util.{name}" in called
        monkeypatch.setattr(net_util, name, getattr(net_util, name))  # put back in the end
    forbid_lookups()
    assert [getattr(net_util, name)() for name in LOOKUPS] == [None, None]


def test_a_lookup_that_is_gone_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server does not start without knowing that it asks nobody."""
    monkeypatch.delattr(net_util, LOOKUPS[0])
    with pytest.raises(AttributeError):
        forbid_lookups()


def test_settings_are_those_of_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread looks after the files of settings; a platform that begins to do so elsewhere stops the start."""
    assert f"    {WATCH}(" in inspect.getsource(bootstrap._prepare_asgi_app_run_context)
    watched: list[str] = []
    monkeypatch.setattr(bootstrap, "watch_file", lambda path, *_args, **_options: watched.append(path))
    monkeypatch.setattr(bootstrap, WATCH, getattr(bootstrap, WATCH))  # put back in the end
    getattr(bootstrap, WATCH)({})
    assert watched
    watched.clear()
    settle_settings()
    getattr(bootstrap, WATCH)({})
    assert watched == []
    monkeypatch.delattr(bootstrap, WATCH)
    with pytest.raises(AttributeError):
        settle_settings()


def test_the_platforms_page_has_the_inline_script_that_the_policy_names() -> None:
    """Just one; a page without any would have moved it where the policy does not look."""
    page = platform_page().read_text(encoding="utf-8")
    assert len(INLINE.findall(page)) == 1
    assert page.count("<script") == 2  # the other has an address


def test_frames_are_refused_unless_configured() -> None:
    """A configured origin stands in the policy, and the older header, which knows no origins, is gone."""
    closed, open_ = dict(fixed_headers()), dict(fixed_headers(["https://intranet.example.nl"]))
    assert closed[b"content-security-policy"].endswith(b"frame-ancestors 'none'")
    assert closed[b"x-frame-options"] == b"DENY"
    assert open_[b"content-security-policy"].endswith(b"frame-ancestors https://intranet.example.nl")
    assert b"x-frame-options" not in open_


def test_the_platform_alone_is_for_this_machine() -> None:
    """Its own settings bind it to loopback and trust no page around it."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["client"]["allowedOrigins"] == []
