"""Ctrl-C, Ctrl-D, SIGINT and a terminal that goes away: whatever waits ends, at once, and without a traceback."""

from __future__ import annotations

import http.server
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.model_server import Act, Body, ModelServer, do, fail
from tests.terminal import CTRL_C, CTRL_D, RUB_OUT, Terminal, readout, without_uvloop

NOW = "2021-12-31T06:00:00Z"
STOPPED = 130
SEEDS = Path(__file__).parents[1] / "seeds/articles"
QUESTION = "what did Ushakov say\n"


BOTH_LOOPS = pytest.mark.parametrize("path", [pytest.param("uvloop", marks=pytest.mark.slow), "asyncio"], indirect=True)
"""The loop that a test of one of them would not be on stays in the quick ones."""


@pytest.fixture(params=["uvloop", pytest.param("asyncio", marks=pytest.mark.slow)])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """What goes before the command's path, so that it runs on one event loop or the other."""
    if request.param == "asyncio":
        return without_uvloop(tmp_path / "path")
    pytest.importorskip("uvloop", reason="uvloop has no build for this machine")
    return ""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with something to be asked about."""
    held = tmp_path_factory.mktemp("news") / "store"
    readout(held, "ingest", *map(str, sorted(SEEDS.glob("*.jsonl"))), READOUT_NOW=NOW)
    return held


@pytest.mark.parametrize(
    "way", ["Ctrl-C", *(pytest.param(way, marks=pytest.mark.slow) for way in ("Ctrl-D", "SIGINT", "an empty line"))]
)
def test_an_empty_prompt_is_left_by_one_key(data: Path, path: str, way: str) -> None:
    with Terminal(data, "chat", path=path) as terminal:
        terminal.until("> ")
        if way == "SIGINT":
            terminal.signals()
        else:
            terminal.types({"Ctrl-C": CTRL_C, "Ctrl-D": CTRL_D}.get(way, "\n"))
        assert terminal.ends() == 0
    assert "Traceback" not in terminal.screen and "Aborted" not in terminal.screen


def test_ctrl_c_takes_back_the_words_that_were_typed_and_then_leaves(data: Path, path: str) -> None:
    with Terminal(data, "chat", path=path) as terminal:
        terminal.until("> ")
        terminal.types("what did")
        terminal.until("what did")
        terminal.types(CTRL_C)
        terminal.until("> ", times=2)
        terminal.types("/help\n")
        terminal.until("schedule")
        terminal.until("\n> ", times=3)
        terminal.types("no" + RUB_OUT * 2 + CTRL_C)
        assert terminal.ends() == 0
    assert "Traceback" not in terminal.screen


@BOTH_LOOPS
def test_ctrl_c_during_an_answer_calls_that_answer_off_and_no_more(news: Path, path: str) -> None:
    with ModelServer(do("hang")) as server:
        model = {"READOUT_MODEL": "m", "OPENAI_BASE_URL": server.base_url}
        with Terminal(news, "chat", path=path, READOUT_NOW=NOW, **model) as terminal:
            for count in (1, 2):
                terminal.until("> ", times=count)
                terminal.types(QUESTION)
                terminal.wait_for(lambda count=count: len(server.requests) >= count)  # type: ignore[misc]
                terminal.types(CTRL_C)
            terminal.until("> ", times=3)
            terminal.types("/sources list\n")
            terminal.until("> ", times=4)
            assert "source" in terminal.screen.rpartition("/sources list")[2]
            terminal.types(CTRL_C)
            assert terminal.ends() == 0
    assert "Traceback" not in terminal.screen


def test_ctrl_c_ends_an_answer_that_was_asked_for_from_the_shell(news: Path, path: str) -> None:
    with ModelServer(do("hang")) as server:
        model = {"READOUT_MODEL": "m", "OPENAI_BASE_URL": server.base_url}
        for words in (("ask", QUESTION.strip()), ("brief",)):
            asked = len(server.requests)
            with Terminal(news, *words, path=path, READOUT_NOW=NOW, **model) as terminal:
                terminal.wait_for(lambda asked=asked: len(server.requests) > asked)  # type: ignore[misc]
                terminal.types(CTRL_C)
                assert terminal.ends() == STOPPED
            assert "Traceback" not in terminal.screen and "Aborted" not in terminal.screen


@pytest.fixture
def silent() -> Iterator[tuple[str, threading.Event]]:
    """A site that takes a request for its feed and does not answer; the event says that it was asked."""
    asked, over = threading.Event(), threading.Event()

    class Silent(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self.send_error(404)
                return
            asked.set()
            over.wait(600)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    over.set()
    server.shutdown()
    server.server_close()


def test_ctrl_c_ends_a_round_of_polls(
    data: Path, path: str, silent: tuple[str, threading.Event], tmp_path: Path
) -> None:
    origin, asked = silent
    feeds = tmp_path / "feeds.txt"
    feeds.write_text(f"{origin}/feed.xml\n")
    readout(data, "sources", "import", str(feeds))
    with Terminal(data, "poll", path=path, READOUT_ALLOW_ORIGINS=origin) as terminal:
        assert asked.wait(120)
        terminal.types(CTRL_C)
        assert terminal.ends() == STOPPED
    assert "Traceback" not in terminal.screen


@BOTH_LOOPS
def test_ctrl_c_ends_the_service_in_order(data: Path, path: str) -> None:
    with Terminal(data, "run", path=path, READOUT_WEB_PORT="0") as terminal:
        terminal.until("serving")
        terminal.types(CTRL_C)
        assert terminal.ends() == 0
    assert "bot.app: stopped" in terminal.screen and "Traceback" not in terminal.screen


def test_a_terminal_that_goes_away_ends_the_service_in_order(data: Path, path: str) -> None:
    with Terminal(data, "run", path=path, READOUT_WEB_PORT="0", READOUT_LOG_LEVEL="info") as terminal:
        terminal.until("serving")
        terminal.goes_away()
        assert terminal.ends() == 0, "SIGHUP alone would have ended it at once"


def test_sighup_with_the_terminal_still_there_reads_the_settings_again(data: Path, path: str) -> None:
    with Terminal(data, "run", path=path, READOUT_WEB_PORT="0") as terminal:
        terminal.until("serving")
        terminal.signals(signal.SIGHUP)
        terminal.until("the settings were read again")
        terminal.types(CTRL_C)
        assert terminal.ends() == 0


def test_a_shell_that_goes_with_its_terminal_ends_the_service_in_order(data: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = f"exec 2>{log}; {sys.executable} -m bot run"
    with Terminal(data, program=("/bin/sh", "-c", f"{command}; true"), READOUT_WEB_PORT="0") as terminal:
        terminal.wait_for(lambda: log.exists() and "serving" in log.read_text())
        terminal.goes_away()
        terminal.wait_for(lambda: "bot.app: stopped" in log.read_text())
    assert "Traceback" not in log.read_text()


@pytest.mark.parametrize(
    ("words", "typed", "shown"),
    [
        (("setup", "--config", "new.yaml"), "", "Where do briefings go"),
        (("ask",), "who?\n", "answered"),
    ],
)
def test_ctrl_c_ends_a_command_that_waits_for_words(data: Path, words: tuple[str, ...], typed: str, shown: str) -> None:
    with Terminal(data, *words) as terminal:
        terminal.types(typed)
        terminal.until(shown)
        terminal.types(CTRL_C)
        assert terminal.ends() == STOPPED
    assert not (data.parent / "new.yaml").exists()
    assert "Traceback" not in terminal.screen and "Aborted" not in terminal.screen


def test_waiting_is_shown_and_no_log_line_stands_in_a_conversation(news: Path) -> None:
    asked = threading.Event()

    def refuses_late(body: Body) -> Act:
        asked.wait(120)
        return fail(401, "who are you")(body)

    with ModelServer(refuses_late) as server:
        there = {"READOUT_MODEL": "m", "OPENAI_BASE_URL": server.base_url, "READOUT_NOW": NOW}
        with Terminal(news, "chat", **there) as terminal:
            terminal.until("> ")
            terminal.types(QUESTION)
            terminal.until("Reading and checking …")
            asked.set()
            terminal.until("[5] The Harbour Times")
            terminal.types("\n")
            assert terminal.ends() == 0
    assert "who are you" not in terminal.screen and "WARNING" not in terminal.screen and "INFO" not in terminal.screen
    assert "who are you" in (news / "chat.log").read_text(encoding="utf-8")
    assert (news / "chat.log").stat().st_mode & 0o077 == 0
