"""Two servers behind nginx with the configuration of deploy/, on ports and paths of the test's own."""

from __future__ import annotations

import getpass
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, free_port
from tests.needs import NO_NGINX, find_nginx, skip_or_fail
from tests.serve.served import Served, fetch, serving

DEPLOY = ROOT / "deploy" / "nginx"
BASE = "/rekenmodel"
MAIN = """
daemon off;
user {user};
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/main.log;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/*.conf;
}}
"""
CERTIFICATE = [  # for this machine, of this day
    "openssl",
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-days",
    "1",
    "-subj",
    "/CN=localhost",
]
SERVE = ("-m", "serve", "--headless=true", "--base-path=rekenmodel", "--proxies=127.0.0.1", "--address=127.0.0.1")


@dataclass(frozen=True)
class Proxied:
    """nginx with its servers: the address of the calculator, and the folder of its logs."""

    url: str
    http: str
    folder: Path
    servers: tuple[Served, ...]

    def logged(self) -> str:
        """Return the log of requests and of faults."""
        return "".join((self.folder / name).read_text(encoding="utf-8") for name in ("access.log", "error.log"))

    def server_named(self, cookie: str) -> Served:
        """Return the server that answers a browser with this cookie, by the log of one request."""
        before = len((self.folder / "access.log").read_bytes())
        fetch(f"{self.url}/favicon.png", Cookie=f"rekenmodel_server={cookie}")
        time.sleep(0.1)  # the log is written after the answer
        line = (self.folder / "access.log").read_bytes()[before:].decode()
        port = re.findall(r'"server":"127\.0\.0\.1:(\d+)"', line)[-1]
        return next(server for server in self.servers if f":{port}/" in server.url)


@pytest.fixture(scope="session")
def nginx() -> str:
    """The path of nginx."""
    return find_nginx() or skip_or_fail(NO_NGINX, "REQUIRE_NGINX")


def configure(folder: Path, https: int, http: int, ports: list[int]) -> Path:
    """Write deploy's configuration with these ports, a certificate of the moment and the name localhost."""
    subprocess.run(
        [*CERTIFICATE, "-keyout", str(folder / "tls.key"), "-out", str(folder / "tls.crt")],
        check=True,
        capture_output=True,
    )
    changed = {
        "rekenmodel.example.nl": "localhost",
        "/etc/rekenmodel/": f"{folder}/",
        "/var/log/nginx/rekenmodel.log": f"{folder}/access.log",
        "/var/log/nginx/rekenmodel-error.log": f"{folder}/error.log",
        "/var/cache/nginx/rekenmodel": f"{folder}/cache",
        "listen 443": f"listen 127.0.0.1:{https}",
        "listen 80": f"listen 127.0.0.1:{http}",
        "https://localhost": f"https://localhost:{https}",
    }
    text = (DEPLOY / "rekenmodel.conf").read_text(encoding="utf-8")
    for old, new in changed.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "rekenmodel.conf").write_text(text, encoding="utf-8")
    upstream = (DEPLOY / "upstream.conf").read_text(encoding="utf-8")
    for old, port in zip(("8501", "8502"), ports, strict=True):
        upstream = upstream.replace(f"127.0.0.1:{old}", f"127.0.0.1:{port}")
    (folder / "upstream.conf").write_text(upstream, encoding="utf-8")
    main = folder / "nginx.main"
    main.write_text(MAIN.format(folder=folder, user=getpass.getuser()), encoding="utf-8")
    return main


@contextmanager
def behind_nginx(nginx: str, folder: Path) -> Iterator[Proxied]:
    """Start two servers, and nginx before them."""
    folder.chmod(0o755)
    https, http, *ports = (free_port() for _ in range(4))
    main = configure(folder, https, http, ports)
    with ExitStack() as stack:
        servers = tuple(stack.enter_context(serving(folder, SERVE, port, BASE)) for port in ports)
        command = [nginx, "-c", str(main), "-p", str(folder), "-e", str(folder / "main.log")]
        tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert tested.returncode == 0, tested.stderr
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        stack.callback(process.wait, 10)
        stack.callback(process.terminate)
        found = Proxied(f"https://localhost:{https}{BASE}", f"http://localhost:{http}{BASE}", folder, servers)
        deadline = time.monotonic() + 20
        while True:
            try:
                fetch(f"{found.url}/favicon.png")
                break
            except OSError:
                assert process.poll() is None, (folder / "main.log").read_text(encoding="utf-8")
                assert time.monotonic() < deadline, (folder / "main.log").read_text(encoding="utf-8")
                time.sleep(0.1)
        yield found


@pytest.fixture(scope="module")
def proxied(nginx: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    """Two servers behind nginx, for the tests of a module."""
    with behind_nginx(nginx, tmp_path_factory.mktemp("nginx")) as found:
        yield found
