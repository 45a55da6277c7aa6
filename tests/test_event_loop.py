from __future__ import annotations

import asyncio
import sys

import pytest

from bot import event_loop


async def _kind() -> str:
    await asyncio.sleep(0)
    return type(asyncio.get_running_loop()).__module__.partition(".")[0]


def test_a_command_runs_on_the_quicker_loop_where_it_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("uvloop", reason="uvloop has no build for this machine")
    assert event_loop.run(_kind()) == "uvloop"
    monkeypatch.setitem(sys.modules, "uvloop", None)  # as on a system for which there is no build
    assert event_loop.run(_kind()) == "asyncio"


def test_what_fails_in_a_command_fails_out_of_it() -> None:
    async def fails() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        event_loop.run(fails())
