"""The server as a process of its own, and the handle by which a test acts in it."""

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
AT_WORK = "Reading the news…"
"""What is shown where an answer takes its time: on a busy machine, and on no other."""


class SlackProcess:
    """Starts `python -m slack_server`; `act` is a gesture of its people, the rest is what is to be seen.

    `now`: the time that it shows (READOUT_NOW), so that its messages are as old as the app's clock says.
    `recipe`: the name of a server that differs (recipes.py).
    `earlier`: the app was made before summer 2026, and has the older assistant; else the manifest that we ship makes it.
    """

    def __init__(self, now: str = "", *, paced: bool = True, earlier: bool = False, recipe: str = "") -> None:
        environ = {**os.environ, "PYTHONPATH": f"{TESTS}:{TESTS.parent}"} | ({"READOUT_NOW": now} if now else {})
        command = [sys.executable, "-m", "slack_server", *(["--paced"] if paced else [])]
        command += [*(["--earlier"] if earlier else []), *([f"--{recipe}"] if recipe else [])]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ)
        assert self._process.stdout
        told = json.loads(self._process.stdout.readline())
        self.api_url: str = told["api_url"]
        self._control: str = told["control"]
        self.environ = {
            "SLACK_BOT_TOKEN": told["bot_token"],
            "SLACK_APP_TOKEN": told["app_token"],
            "READOUT_SLACK_API_URL": self.api_url,
        }
        self.signing_secret: str = told["signing_secret"]

    def __enter__(self) -> SlackProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(60)
        if self._process.stdout:
            self._process.stdout.close()

    def act(self, gesture: str, *given: Any, **named: Any) -> Any:
        """Have a person do something: `say`, `command`, `press`, `invite`, … (see people.py)."""
        return self._ask("act", {"gesture": gesture, "given": given, "named": named})

    def see(self) -> dict[str, Any]:
        """Return all that can be seen: messages, ephemerals, homes, responses, problems, calls."""
        seen: dict[str, Any] = self._ask("see", {})
        return seen

    def texts(self, channel: str, thread: str | None = None) -> list[str]:
        """Return what the app's messages in a channel, or in a thread of it, say."""
        found: list[str] = self._ask("texts", {"channel": channel, "thread": thread})
        return found

    def seen(self, response: str) -> list[str]:
        """Return what only the person saw to whom a command or button was answered, once there is an answer."""
        found: list[str] = self._ask("seen", {"response": response})
        return [text for text in found if text != AT_WORK]

    def until(self, holds: Callable[[], Any], seconds: float = 120.0) -> Any:
        """Wait until something holds and return it; fail with all that is to be seen where it never does."""
        end = time.monotonic() + seconds
        while not (found := holds()):
            assert time.monotonic() < end, json.dumps(self.see(), ensure_ascii=False, indent=1)[-6_000:]
            time.sleep(0.05)
        return found

    def _ask(self, what: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(f"{self._control}/{what}", json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=120) as response:
            told = json.load(response)
        assert "error" not in told, told["error"]
        return told["told"]
