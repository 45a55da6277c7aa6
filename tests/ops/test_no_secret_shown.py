"""A store full of what looks like secrets: none of it stands in the log, in the metrics, in errors, or where the operator is told."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

from scraped import origin, page
from service import Service, posted, run, surroundings

from tests.test_logs import SECRETS

AT = "2021-12-31T20:00:00Z"
SET = "moss-green-and-nothing-like-a-token"


def filled(data: Path) -> None:
    """Give each kind of row that is told of a secret-looking word."""
    for name in ("here", "operators"):
        run(data, "channels", "add", name, "--platform", "console", READOUT_NOW="2021-12-31T05:00:00Z")
    slot = ("--at", "08:00", "--zone", "Europe/Kyiv")
    run(data, "subscriptions", "add", "--channel", "here", *slot, READOUT_NOW="2021-12-31T05:00:00Z")
    with closing(sqlite3.connect(data / "readout.sqlite3")) as db, db:
        for secret in (*SECRETS, SET):
            for state, since in (("gone", 1), ("active", 1)):
                db.execute(
                    "insert into sources (url, kind, state, problem, failures, next_poll_at, interval_s, failing_since,"
                    " added_at) values (?, 'feed', ?, ?, 9, 1, 60, ?, 1)",
                    (f"https://me:{secret}@127.0.0.1:9/{state}?token={secret}", state, f"HTTP 401 for {secret}", since),
                )
            db.execute(
                "insert into channels (name, platform, state, problem, created_at) values (?, 'console', 'paused', ?, 1)",
                (f"c-{secret}", f"refused: Bearer {secret}"),
            )


def asked(service: Service, path: str) -> str:
    try:
        with urllib.request.urlopen(f"{origin(service)}{path}", timeout=60) as reply:
            return reply.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.read().decode()


def test_no_secret_is_shown(tmp_path: Path) -> None:
    data = tmp_path / "data"
    filled(data)
    environ = {"READOUT_OPERATOR_CHANNELS": "operators", "READOUT_LOG_LEVEL": "debug", "READOUT_INGEST_SECRET": SET}
    with Service(data, AT, **environ) as service:
        service.until(lambda: "resume" in json.dumps(posted(data)))
        service.until(lambda: 'outcome="failed"' in page(service))
        shown = [service.log.read_text(), page(service), asked(service, "/readyz"), asked(service, "/healthz")]
        shown.append(json.dumps(posted(data)))
        service.stop()
    command = [sys.executable, "-m", "bot", "doctor", "--data", str(data)]
    told = subprocess.run(command, capture_output=True, text=True, env=surroundings(data, **environ), cwd=data.parent)
    shown.append(told.stdout + told.stderr)
    assert "resume c-***" in shown[-2], "it was told of, with the secret masked"
    for number, text in enumerate(shown):
        assert not [secret for secret in (*SECRETS, SET) if secret in text], (number, text[:3000])
