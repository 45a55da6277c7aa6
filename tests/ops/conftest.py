"""A platform on loopback that knows one good token, and the command line run with it."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from nursery import of_this_process

GOOD = "good-token"
TOP = Path(__file__).resolve().parents[2]
Result = subprocess.CompletedProcess[str]


def reply(path: str, authorization: str, form: str) -> tuple[int, dict[str, Any]]:
    """What Discord, Slack or a model's server says to one request."""
    good = authorization in (f"Bot {GOOD}", f"Bearer {GOOD}")
    discord = {
        "/discord/users/@me": (200, {"id": "42", "username": "desk-bot"}),
        "/discord/channels/77": (200, {"id": "77", "name": "news"}),
        "/discord/channels/88": (403, {"message": "Missing Access", "code": 50001}),
    }
    if path.startswith("/discord/"):
        return discord.get(path, (404, {"message": "Unknown Channel"})) if good else (401, {"message": "401"})
    slack: dict[str, dict[str, Any]] = {
        "/slack/auth.test": {"ok": True, "user_id": "U1", "user": "desk", "team": "Harbour"},
        "/slack/apps.connections.open": {"ok": True, "url": "wss://unused.example"},
    }
    if path == "/slack/conversations.info":
        found = {"ok": True, "channel": {"name": "news"}} if "channel=C77" in form else None
        slack[path] = found or {"ok": False, "error": "missing_scope", "needed": "channels:read"}
    if path.startswith("/slack/"):
        return 200, slack[path] if good else {"ok": False, "error": "invalid_auth"}
    if path == "/model/chat/completions":
        return model_reply(json.loads(form), good=good)
    return 500, {}


def model_reply(body: dict[str, Any], *, good: bool) -> tuple[int, dict[str, Any]]:
    if not good:
        return 401, {"error": {"message": "The key is of no account here"}}
    if body["model"] != "small":
        return 404, {"error": {"message": f"The model {body['model']} was retired in May"}}
    message = {"role": "assistant", "content": '{"word": "here"}'}
    return 200, {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        form = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        status, body = reply(self.path, self.headers.get("Authorization", ""), form)
        raw = json.dumps(body, separators=(",", ":")).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def platform() -> Iterator[str]:
    """The address of a server that is Discord, Slack and a model at once."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def readout(tmp_path: Path, platform: str) -> Callable[..., Result]:
    """Runs the command in a clean environment with that server, far from the repository and with no terminal."""

    def run(*words: str, stdin: str = "", **environ: str) -> Result:
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        there = {
            "READOUT_DISCORD_API_URL": f"{platform}/discord",
            "READOUT_SLACK_API_URL": f"{platform}/slack",
            "READOUT_DATA": str(tmp_path / "store"),
        }
        around = {**kept, **there, "PYTHONPATH": str(TOP), **environ}
        done = of_this_process().command(words, around, tmp_path, stdin)
        assert "Traceback" not in done.stderr + done.stdout, done.stderr
        return done

    return run
