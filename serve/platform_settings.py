"""The platform's settings as the launcher gives them, and its functions that are replaced for good."""

from __future__ import annotations

from typing import Final

from streamlit import net_util
from streamlit.web import bootstrap

from serve.replaced import replace_for_good
from serve.settings import ServeSettings

MOST_MESSAGE_MB = 20
MOST_UPLOAD_MB = 5
MOST_STATE_MB = 5
LOOKUPS = ("get_external_ip", "get_internal_ip")
"""What the platform asks an outside host for, at a handshake from a foreign page."""
WATCH: Final = "_install_config_watchers"
"""How the platform begins to look, five times a second, whether one of its files of settings has changed."""


def platform_options(settings: ServeSettings) -> dict[str, object]:
    """Return the platform's settings by the names that it gives them."""
    secrets = {"secrets.files": [settings.login]} if settings.login else {}
    return secrets | {
        "server.address": settings.address,
        "server.port": settings.port,
        "server.baseUrlPath": settings.base_path,
        "server.headless": True,  # the launcher opens the browser itself
        "server.fileWatcherType": "none",
        "server.runOnSave": False,
        "server.enableCORS": True,
        "server.enableXsrfProtection": True,
        "server.enableStaticServing": False,
        "server.enableAgentApi": False,
        "server.enableWebsocketCompression": True,
        "server.maxUploadSize": MOST_UPLOAD_MB,
        "server.maxMessageSize": MOST_MESSAGE_MB,
        "server.maxWidgetStateSize": MOST_STATE_MB,
        "client.allowedOrigins": [],  # pages that may steer the calculator from around it; by default the maker's own
        "client.showErrorDetails": "none",
        "runner.postScriptGC": False,
        "browser.gatherUsageStats": False,
        "logger.hideWelcomeMessage": True,
        "global.developmentMode": False,
    }


def _not_asked() -> None:
    """Answer as the platform does when it cannot find out."""


def forbid_lookups() -> None:
    """Have the platform never ask an outside host for its own address. AttributeError when it has no such function."""
    replace_for_good((net_util, name, _not_asked) for name in LOOKUPS)


def settle_settings() -> None:
    """Have the settings stay what they are at the start. AttributeError when the platform does not watch its files."""
    replace_for_good([(bootstrap, WATCH, lambda _options: None)])
