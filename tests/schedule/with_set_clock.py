"""`readout run` with a clock that stands where a file says: `with_set_clock.py run`, the file in READOUT_TEST_CLOCK."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from bot.app import run_service
from bot.chat.registry import settings_class
from bot.config.loading import load
from bot.event_loop import run
from bot.logs import start_log


def clock() -> datetime:
    return datetime.fromisoformat(Path(os.environ["READOUT_TEST_CLOCK"]).read_text(encoding="utf-8"))


if __name__ == "__main__":
    settings = load(None, os.environ, settings_class())
    start_log("info")
    run(run_service(settings, clock))
