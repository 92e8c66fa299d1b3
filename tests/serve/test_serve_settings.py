"""The settings of the server: what they may be, where they come from and how a wrong one is refused."""

from __future__ import annotations

import json
import socket
import subprocess
import sys

import pytest

from budget.core import SettingError, explain
from serve.settings import READERS, ServeSettings, read_settings
from tests.conftest import ROOT


def test_nothing_given_is_this_machine_alone() -> None:
    """Without settings the server listens to this machine only, believes no proxy and stands in no frame."""
    assert read_settings([], {}) == ServeSettings("localhost", 8501, False, (), "", (), ())
    assert read_settings([], dict.fromkeys(READERS, " ")) == ServeSettings()


def test_an_option_goes_before_its_variable() -> None:
    """Each setting is a variable or an option, with `=` or a space."""
    environment = {"PORT": "8502", "HOSTS": "rekenmodel.example.nl, *.example.nl", "HEADLESS": "True", "PATH": "x"}
    found = read_settings(["--port", "8503", "--base-path=/rekenmodel/", "--proxies=127.0.0.1,10.0.0.0/8"], environment)
    assert found == ServeSettings(
        "localhost", 8503, True, ("rekenmodel.example.nl", "*.example.nl"), "rekenmodel", ("127.0.0.1", "10.0.0.0/8")
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "\uff18\uff15"),
        ("HEADLESS", "yes"),
        ("HOSTS", "https://example.nl"),
        ("HOSTS", "*"),
        ("BASE_PATH", "a b"),
        ("BASE_PATH", "../x"),
        ("PROXIES", "*"),
        ("PROXIES", "proxy.example.nl"),
        ("FRAME_ANCESTORS", "*"),
        ("FRAME_ANCESTORS", "https://a.nl; script-src *"),
        ("ADDRESS", "local host"),
    ],
)
def test_what_a_setting_cannot_be_is_refused(name: str, text: str) -> None:
    """The message names the setting, gives an example and what was found, in both languages."""
    with pytest.raises(SettingError) as caught:
        read_settings([], {name: text})
    assert str(caught.value).startswith(f"{name}: expected something like {READERS[name][1]}, found ")
    assert explain(caught.value, "nl").startswith(f"{name}: verwacht iets als {READERS[name][1]}, gevonden ")


@pytest.mark.parametrize("arguments", [["--color=red"], ["8501"], ["--port"]])
def test_an_unknown_option_is_refused(arguments: list[str]) -> None:
    """So is a word that is no option, and an option without a value."""
    with pytest.raises(SettingError, match="expected"):
        read_settings(arguments, {})


@pytest.mark.slow
def test_a_wrong_call_ends_with_a_line() -> None:
    """The program says what is wrong and exits with 2; it does not start."""
    result = subprocess.run(
        [sys.executable, "-m", "serve", "--port=none"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert result.stderr.startswith("PORT: ")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.slow
def test_a_port_that_is_taken_is_logged() -> None:
    """The platform's own line is one of JSON too, by its pattern."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "serve", "--headless=true", "--address=127.0.0.1", f"--port={port}"]
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    lines = [json.loads(line) for line in result.stderr.splitlines()]
    assert [line.get("pattern") for line in lines] == [None, "Port %s is not available"]
