"""
The headers that every answer carries (docs/decisions/0015).

Scripts come from the server itself, or are one of the few inline ones whose hash stands in the policy; `blob:` is how
the platform loads the script of a component, and no text on a page can make such an address; `wasm-unsafe-eval` lets
the platform's reader of messages compile its arithmetic, and evaluates no script.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import streamlit

from dashboard import page

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
YEAR_SECONDS = 365 * 24 * 60 * 60
NO_USE = ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")

Header = tuple[bytes, bytes]


def platform_page() -> Path:
    """Return the platform's one page, which it serves at every address."""
    return Path(streamlit.__file__).parent / "static" / "index.html"


def inline_scripts() -> list[str]:
    """Return every inline script that a page may hold: the platform's own, and what the pages draw."""
    return [*INLINE.findall(platform_page().read_text(encoding="utf-8")), *page.scripts()]


def source_hash(script: str) -> str:
    """Name a script by its hash, as a policy does."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def content_policy(inline: Iterable[str], frame_ancestors: Iterable[str]) -> str:
    """Write the Content-Security-Policy: nothing from elsewhere, no inline script but these, no evaluated text."""
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", "blob:", "'wasm-unsafe-eval'", *sorted({source_hash(script) for script in inline})],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "frame-src": ["'none'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": list(frame_ancestors) or ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def fixed_headers(frame_ancestors: Iterable[str] = ()) -> list[Header]:
    """Return the headers of every answer but the one that only TLS gives."""
    ancestors = list(frame_ancestors)
    found = {
        "content-security-policy": content_policy(inline_scripts(), ancestors),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "permissions-policy": ", ".join(f"{name}=()" for name in NO_USE),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    if not ancestors:
        found["x-frame-options"] = "DENY"
    return [(name.encode("ascii"), value.encode("ascii")) for name, value in found.items()]


TRANSPORT: Header = (b"strict-transport-security", f"max-age={YEAR_SECONDS}".encode("ascii"))
"""Behind TLS only: browsers come back by TLS for a year."""


def dress(own: list[Header], fixed: list[Header], secure: bool) -> list[Header]:
    """Put the fixed headers in place of what an answer said of them; behind TLS its cookies are Secure."""
    added = [*fixed, TRANSPORT] if secure else fixed
    names = {name for name, _ in added}
    kept = [
        (name, _secured(value) if secure and name.lower() == b"set-cookie" else value)
        for name, value in own
        if name.lower() not in names
    ]
    return kept + added


def _secured(cookie: bytes) -> bytes:
    return cookie if b"; secure" in cookie.lower() else cookie + b"; Secure"
