"""nginx before several processes of the service, as `deploy/nginx.conf` sets it up: with other addresses, and no TLS."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "nginx.conf"
_OWN = "daemon off; pid {0}/nginx.pid; error_log stderr;\n"
_PLACES = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
START_SECONDS = 60


@contextmanager
def proxy(folder: Path, ports: Sequence[int]) -> Iterator[int]:
    """Run nginx before some ports of 127.0.0.1; give the port that it takes requests on."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        pytest.skip("no nginx here")
    folder.mkdir()
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        front = int(held.getsockname()[1])
    file = folder / "nginx.conf"
    file.write_text(_here(CONFIGURATION.read_text(encoding="utf-8"), folder, front, ports), encoding="utf-8")
    running = subprocess.Popen([program, "-e", "stderr", "-p", str(folder), "-c", str(file)])
    try:
        _until_it_listens(running, front)
        yield front
    finally:
        running.terminate()
        running.wait(START_SECONDS)


def _here(text: str, folder: Path, front: int, ports: Sequence[int]) -> str:
    servers = iter(ports)
    text = re.sub(r"server \S+:8710", lambda _: f"server 127.0.0.1:{next(servers)}", text)
    assert next(servers, None) is None, "as many as the file names"
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{front}")
    text = re.sub(r"^ *ssl_.*\n", "", text, flags=re.MULTILINE)
    kept = "".join(f"    {place}_temp_path {folder}/{place};\n" for place in _PLACES)
    return _OWN.format(folder) + text.replace("http {\n", f"http {{\n    access_log off;\n{kept}", 1)


def _until_it_listens(running: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(START_SECONDS * 10):
        assert running.poll() is None, "nginx ended"
        with socket.socket() as knocks:
            if knocks.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("nginx does not listen")
