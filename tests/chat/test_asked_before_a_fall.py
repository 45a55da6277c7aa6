"""SIGKILL at every step of a question's way: each is answered once, and what it changes is changed once."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from asked_questions import ALL, SENTENCES, connected, prepare, town
from model_server import Act, Behaviour, Body, ModelServer, author, completion, passages_of, written
from nursery import Nursery
from service import Running, is_stopped

STEPS = 210
"""So many steps it takes until all are answered; a few more or less, as things fall together."""
AT_ONCE = 3
LEASE = {"READOUT_SCHEDULE_LEASE_SECONDS": "4"}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("asked") / "store"
    prepare(data)
    return data


def fell(service: Running, holds: object) -> bool:
    """Wait until a service has fallen, or something holds; tell whether it fell."""
    end = time.monotonic() + 120
    while service.process.poll() is None and not holds():  # type: ignore[operator]
        assert time.monotonic() < end, service.log.read_text()
        time.sleep(0.1)
    gone = service.process.poll() is not None
    assert not gone or service.process.wait() == -signal.SIGKILL, service.log.read_text()
    return gone


def kill_at(nursery: Nursery, prepared: Path, folder: Path, point: str) -> bool:
    """Have everything asked, the service fall at a point and another take over; return whether it fell."""
    data, armed = Path(shutil.copytree(prepared, folder / "store")), folder / "armed"
    with town(data) as asked:
        environ = {**asked.discord.environ, **asked.slack.environ, **LEASE}
        with nursery.service(data, "", point=point, READOUT_ARMED=str(armed), **environ) as first:
            first.until(connected(asked))
            armed.touch()
            asked.ask()
            came = fell(first, asked.is_answered)
        asked.let_nonces_pass()
        with nursery.service(data, "", **environ) as second:
            try:
                second.until(asked.is_answered)
            except AssertionError:
                asked.check_each_once()  # says what is missing
                raise
            second.stop()
        asked.check_each_once()
    return came


@pytest.mark.slow
def test_a_fall_in_the_middle_of_seven_questions_leaves_none_unanswered(
    nursery: Nursery, prepared: Path, tmp_path: Path
) -> None:
    assert kill_at(nursery, prepared, tmp_path, "after:bot.chat.inbox.Inbox.written")


NAMED = {
    "a setting is made and not committed": "after:bot.store.channels.subscriptions.add",
    "a setting is committed and not told": "before:bot.chat.inbox.Inbox.written",
    "a thread is open and empty": "after:bot.chat.discord.sending.posting.Posting.open_thread",
    "posted on Discord and not noted": "after:bot.chat.discord.sending.posting.Posting.post",
    "posted on Slack and not noted": "after:bot.chat.slack.api_client.SlackCalls.post",
    "shown in answer to a command and not noted": "after:bot.chat.discord.answers.streaming_answer.Interacted._edit",
    "answered and not noted": "before:bot.chat.inbox.Inbox.answered",
}


@pytest.mark.slow
@pytest.mark.parametrize("point", NAMED)
def test_a_fall_where_it_is_hardest_to_know_what_arrived(
    nursery: Nursery, prepared: Path, tmp_path: Path, point: str
) -> None:
    assert kill_at(nursery, prepared, tmp_path, NAMED[point])


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(24, marks=pytest.mark.slow),
        pytest.param(150, marks=(pytest.mark.slow, pytest.mark.full)),
    ],
)
def test_kills_at_every_step_leave_nothing_unanswered_and_answer_nothing_twice(
    nursery: Nursery, prepared: Path, tmp_path: Path, count: int
) -> None:
    def once(number: int) -> bool:
        own = tmp_path / str(number)
        own.mkdir()
        came = kill_at(nursery, prepared, own, f"asked:{1 + number * STEPS // count}")
        shutil.rmtree(own)
        return came

    with ThreadPoolExecutor(AT_ONCE) as pool:
        came = sum(pool.map(once, range(count)))
    print(f"{count} falls, {came} of them in the middle of questions: 0 lost, 0 answered twice")
    assert came > count * 0.7


FROZEN = {
    "heard": f"stop-after:bot.chat.inbox.Inbox.take*{ALL - 2}",  # Slack waits until one is kept
    "written": f"stop-after:bot.chat.inbox.Inbox.written*{ALL}",
    "about to look": "stop-before:bot.chat.inbox.Inbox.check",
}
LEFT_ALONE = re.compile(r"not answered: it was not sent: its lease")


@pytest.mark.slow
@pytest.mark.parametrize("point", FROZEN)
def test_one_that_was_stopped_for_longer_than_its_lease_answers_nothing_any_more(
    nursery: Nursery, prepared: Path, tmp_path: Path, point: str
) -> None:
    data, armed = Path(shutil.copytree(prepared, tmp_path / "store")), tmp_path / "armed"
    with town(data) as asked:
        environ = {**asked.discord.environ, **asked.slack.environ, **LEASE}
        with ExitStack() as stack:
            stopping = {"point": FROZEN[point], "READOUT_ARMED": str(armed)}
            first = stack.enter_context(nursery.service(data, "", **stopping, **environ))
            first.until(connected(asked))
            armed.touch()
            asked.ask()
            first.until(lambda: is_stopped(first))
            second = stack.enter_context(nursery.service(data, "", **environ))
            second.until(lambda: {"mention", "direct"} <= {name for name, count in asked.shown().items() if count})
            os.kill(first.process.pid, signal.SIGCONT)
            first.until(lambda: LEFT_ALONE.search(first.log.read_text()))
            second.until(asked.is_answered)
            first.stop()
            second.stop()
        asked.check_each_once()


def falls_silent(body: Body) -> Act:
    """Begin to write the answer, and never end it."""
    items = [written(text, passages_of(body)) for text in (*SENTENCES[:2], SENTENCES[2] * 20)]
    return Act(completion(json.dumps({"headline": "", "answerable": True, "sentences": items}), body), way="stall")


@pytest.mark.slow
def test_an_answer_that_is_half_shown_is_completed_in_place(nursery: Nursery, prepared: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(prepared, tmp_path / "store"))
    again: list[Behaviour] = []

    def writes(body: Body) -> Act:
        return (again or [falls_silent])[-1](body)

    with town(data) as asked, ModelServer(writes) as model:
        told = {"READOUT_MODEL_NAME": "m", "READOUT_MODEL_BASE_URL": model.base_url}
        environ = {**asked.discord.environ, **asked.slack.environ, **LEASE, **told}
        with nursery.service(data, "", **environ) as first:
            first.until(connected(asked))
            asked.ask()
            shown_half = {"mention", "direct", "slash", "slack mention", "slack direct"}
            first.until(lambda: shown_half <= {name for name, count in asked.shown().items() if count})
            first.kill()
        asked.let_nonces_pass()
        again.append(author(*SENTENCES))
        with nursery.service(data, "", **environ) as second:
            second.until(asked.is_answered)
            second.stop()
        asked.check_each_once()
        assert asked.whole() == ALL - 1, "all but the setting hold the last sentence"
