"""
The settings of the server, from the command line and the environment: each has a variable and an option of one name.

An empty variable counts as none, so that a unit or compose file may name them all.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from budget.core import SettingError

ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5})?")
HOST = re.compile(r"(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
BASE_PATH = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")
ADDRESS = re.compile(r"[A-Za-z0-9.:-]+")
BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True)
class ServeSettings:
    """What an administrator chooses; everything else about the server is fixed."""

    address: str = "localhost"
    port: int = 8501
    headless: bool = False
    hosts: tuple[str, ...] = ()  # names by which the server may be asked, besides its own and any IP address
    base_path: str = ""  # without slashes at the ends
    proxies: tuple[str, ...] = ()  # addresses of which X-Forwarded-Proto and -For are believed
    frame_ancestors: tuple[str, ...] = ()  # origins that may show the calculator in a frame
    login: str = ""  # the file with the login; its words are the platform's


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if not 1 <= number <= 65535:
        raise ValueError
    return number


def _one(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError
        return text

    return read


def _several(one: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    return lambda text: tuple(one(part) for part in re.split(r"[\s,]+", text.strip(" ,")))


def _network(text: str) -> str:
    return str(ipaddress.ip_network(text)) if "/" in text else str(ipaddress.ip_address(text))


def _file(text: str) -> str:
    if not Path(text).is_file():
        raise ValueError
    return text


def _boolean(text: str) -> bool:
    try:
        return BOOLEANS[text.lower()]
    except KeyError:
        raise ValueError from None


def _base_path(text: str) -> str:
    stripped = text.strip("/")
    return _one(BASE_PATH)(stripped) if stripped else ""


READERS: dict[str, tuple[Callable[[str], object], str]] = {
    "ADDRESS": (_one(ADDRESS), "localhost, 0.0.0.0"),
    "PORT": (_port, "8501"),
    "HEADLESS": (_boolean, "true, false"),
    "HOSTS": (_several(_one(HOST)), "rekenmodel.example.nl, *.example.nl"),
    "BASE_PATH": (_base_path, "rekenmodel"),
    "PROXIES": (_several(_network), "127.0.0.1, 10.0.0.0/8"),
    "LOGIN": (_file, "/etc/rekenmodel/login.toml"),
    "FRAME_ANCESTORS": (_several(_one(ORIGIN)), "https://intranet.example.nl"),
}
"""For each variable: what reads it (ValueError for what it cannot be), and examples of what it may be."""


def read_settings(arguments: Sequence[str], environment: Mapping[str, str]) -> ServeSettings:
    """
    Read `--port=8502` or `--port 8502` and the variable PORT; an option goes before its variable.

    Raises SettingError, which names the setting, what it may be and what was found.
    """
    found = {name: environment.get(name, "") for name in READERS} | _options(arguments)
    values: dict[str, object] = {}
    for name, (reader, examples) in READERS.items():
        text = found[name].strip()
        if not text:
            continue
        try:
            values[name.lower()] = reader(text)
        except ValueError:
            raise SettingError("serve_setting_unreadable", name=name, examples=examples, found=text) from None
    return ServeSettings(**values)  # type: ignore[arg-type]  # each reader gives what its field holds


def _options(arguments: Sequence[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        option, equals, value = rest.pop(0).partition("=")
        name = option.removeprefix("--").replace("-", "_").upper()
        if not option.startswith("--") or name not in READERS:
            options = ", ".join(f"--{known.lower().replace('_', '-')}" for known in READERS)
            raise SettingError("serve_option_unknown", found=option, options=options)
        if not equals:
            if not rest:
                raise SettingError("serve_setting_unreadable", name=name, examples=READERS[name][1], found="")
            value = rest.pop(0)
        given[name] = value
    return given
