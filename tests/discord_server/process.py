"""The server as a process of its own, and the hand that moves the people in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
HEADER = "X-Loopback-Control"


class DiscordProcess:
    """A Discord in its own process. `call` does what a method of DiscordServer does; `get` reads an attribute."""

    def __init__(self, description: Path | None = None, *, limited: bool = True) -> None:
        words = [*(["--description", str(description)] if description else []), *([] if limited else ["--unlimited"])]
        environ = {**os.environ, "PYTHONPATH": str(TESTS)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "discord_server", *words], stdout=subprocess.PIPE, env=environ, text=True
        )
        assert self.process.stdout is not None
        told = json.loads(self.process.stdout.readline())
        self.origin, self.token = told["origin"], told["token"]
        self.api_url, self.gateway_url = told["api_url"], told["gateway_url"]

    def __enter__(self) -> DiscordProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    @property
    def environ(self) -> dict[str, str]:
        """What points `readout run` at it."""
        return {
            "DISCORD_TOKEN": self.token,
            "READOUT_DISCORD_API_URL": self.api_url,
            "READOUT_DISCORD_GATEWAY_URL": self.gateway_url,
        }

    def call(self, method: str, *args: Any, **keywords: Any) -> Any:
        """Do something in it; an AssertionError there is one here."""
        body = json.dumps({"do": method, "args": args, "keywords": keywords}).encode()
        request = urllib.request.Request(f"{self.origin}/loopback", body, {HEADER: "1"})
        with urllib.request.urlopen(request, timeout=120) as reply:
            told = json.load(reply)
        assert "failed" not in told, told["failed"]
        return told["value"]

    def get(self, name: str) -> Any:
        """Read something of it, by a dotted name."""
        return self.call("get", name)

    def until(self, holds: Callable[[], Any], seconds: float = 120.0) -> Any:
        """Wait until something holds, and return it."""
        end = time.monotonic() + seconds
        while not (value := holds()):
            assert time.monotonic() < end, f"nothing after {seconds:g} s; asked of it: {self.get('requests')[-20:]}"
            time.sleep(0.05)
        return value
