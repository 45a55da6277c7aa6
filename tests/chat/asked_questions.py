"""Questions in every way that they are asked on Discord and Slack, at once; and what became of each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from discord_server import BOT, DIRECT, MEMBER, NEWS, PERSON, DiscordProcess
from service import run
from slack_server import NEWS as SLACK_NEWS
from slack_server import SlackProcess
from slack_server.workspace import BOT_USER
from slack_server.workspace import DIRECT as SLACK_DIRECT

ALL = 7
"""So many things are asked at once."""
LOADING = 1 << 7
QUESTION = "what happened to the ferry?"
ANSWER = "sank at its berth"
SENTENCES = (
    "The ferry to Norwick sank at its berth on Friday, its owner said.",
    "Nobody was on board of the ferry to Norwick.",
    "Divers will look at the hull of the ferry on Monday.",
)


def prepare(data: Path) -> None:
    """Make a store that can answer the question, and that remembers a direct conversation."""
    soon = datetime.now(UTC) - timedelta(hours=1)
    told = {"title": "The ferry sank", "text": " ".join(SENTENCES)}
    news = data.parent / "news.jsonl"
    news.write_text(json.dumps({**told, "url": "https://harbour.example/1", "published_at": soon.isoformat()}) + "\n")
    run(data, "ingest", str(news))
    with closing(sqlite3.connect(data / "readout.sqlite3")) as db, db:
        place = f"discord:{DIRECT}/{DIRECT}/@{PERSON}"
        db.execute(
            "insert into turns (place, person, question, subject, asked_at) values (?, ?, 'hello', '{}', ?)",
            (place, PERSON, int(soon.timestamp() * 1e6)),
        )


def rows(data: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(data / "readout.sqlite3", timeout=30)) as db:
        return db.execute(statement).fetchall()


@dataclass
class Town:
    """Both platforms, and what was asked on them."""

    discord: DiscordProcess
    slack: SlackProcess
    data: Path
    asked: dict[str, Any] = field(default_factory=dict)
    _typing: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(8))
    _acts: list[Future[Any]] = field(default_factory=list)

    def ask(self) -> None:
        """Have everything asked at once: nobody waits for whether it was heard."""
        discord = self.discord
        self.asked["mention"] = discord.call("say", f"<@{BOT}> {QUESTION}", NEWS, person=MEMBER)
        self.asked["direct"] = discord.call("say", QUESTION, DIRECT)
        self.asked["slash"] = discord.call("command", "ask", {"question": QUESTION}, NEWS, person=MEMBER)
        self.asked["setting"] = discord.call("command", "schedule", {"time": "08:00", "zone": "Europe/Kyiv"}, NEWS)
        for channel, text in ((SLACK_NEWS, f"<@{BOT_USER}> {QUESTION}"), (SLACK_DIRECT, QUESTION)):
            self._acts.append(self._typing.submit(self.slack.act, "say", text, channel))
        self.command = self._typing.submit(self.slack.act, "command", f"ask {QUESTION}", SLACK_NEWS)

    def let_nonces_pass(self) -> None:
        """Have Discord forget what it knows repeated messages by: what was posted has to be found."""
        for channel in (NEWS, DIRECT, *self.discord.call("threads", NEWS)):
            self.discord.call("world.pass_nonce_window", channel)

    def close(self) -> None:
        self._typing.shutdown(wait=False, cancel_futures=True)

    # ------------------------------------------------------------ what became of it

    def shown(self) -> dict[str, int]:
        """How often each was answered."""
        discord, mention, direct = self.discord, self.asked["mention"], self.asked["direct"]
        inside = self._texts(mention) if mention in discord.call("threads", NEWS) else []
        spoken = [m for m in self._messages(NEWS) if not m["flags"] & LOADING]
        under = [m for m in spoken if _answers(m) == mention]
        replies = [m for m in self._messages(DIRECT) if _answers(m) == direct]
        return {
            "mention": _count(inside) + _count(map(_text, under)),
            "direct": _count(map(_text, replies)),
            "slash": _count(map(_text, (m for m in spoken if not _answers(m)))),
            "setting": self._setting_shown(),
            "slack mention": self._on_slack(SLACK_NEWS, threads=True),
            "slack direct": self._on_slack(SLACK_DIRECT, threads=True),
            "slack command": self._on_slack(SLACK_NEWS, threads=False),
        }

    def _setting_shown(self) -> int:
        texts = self.discord.call("answer_texts", self.asked["setting"])
        told = [_text(m) for m in self._messages(DIRECT) if not _answers(m)]
        return sum("08:00 Europe/Kyiv" in text for text in [*texts, *told])

    def _messages(self, channel: str) -> list[dict[str, Any]]:
        return [m for m in self.discord.call("shown", channel) if m["author"]["id"] == BOT]

    def _texts(self, channel: str) -> list[str]:
        return list(self.discord.call("texts", channel))

    def _on_slack(self, channel: str, *, threads: bool) -> int:
        held = self.slack.see()["messages"].get(channel, [])
        return sum(
            bool(m.get("bot_id")) and ANSWER in json.dumps(m) and bool(m.get("thread_ts")) == threads for m in held
        )

    def whole(self) -> int:
        """How many messages hold the last sentence of the article."""
        rooms = [NEWS, DIRECT, *self.discord.call("threads", NEWS)]
        texts = [text for room in rooms for text in self._texts(room)]
        held = self.slack.see()["messages"]
        texts += [
            json.dumps(m) for channel in (SLACK_NEWS, SLACK_DIRECT) for m in held.get(channel, []) if m.get("bot_id")
        ]
        return sum("Divers" in text for text in texts)

    def failed(self) -> set[str]:
        """What its platform itself tells the person to have failed: they do it again."""
        gone = {name for name in ("slash", "setting") if self._has_failed(self.asked[name])}
        return gone | (set() if self.command.done() and not self.command.exception() else {"slack command"})

    def _has_failed(self, interaction: str) -> bool:
        """Tell whether Discord had no first answer, or says that one is coming until it says that none came."""
        waiting = self.discord.call("answers", interaction)
        never = bool(waiting) and bool(waiting[0]["flags"] & LOADING) and not rows(self.data, "select 1 from questions")
        return never or not self.discord.call("callback", interaction)

    def is_answered(self) -> bool:
        """Tell whether nothing is open any more."""
        missing = {name for name, count in self.shown().items() if not count}
        return missing <= self.failed() and not rows(self.data, "select 1 from questions")

    def check_each_once(self) -> None:
        shown, failed = self.shown(), self.failed()
        wrong = {name: n for name, n in shown.items() if n > 1 or (n == 0 and name not in failed)}
        assert not wrong, f"{shown}, failed: {failed}"
        scheduled = rows(self.data, "select count(*) from subscriptions")[0][0]
        assert scheduled <= 1 and (scheduled or "setting" in failed)
        assert self.discord.get("problems") == [] and self.slack.see()["problems"] == []


@contextmanager
def town(data: Path) -> Iterator[Town]:
    with DiscordProcess(limited=False) as discord, SlackProcess(paced=False) as slack:
        made = Town(discord, slack, data)
        try:
            yield made
        finally:
            made.close()


def connected(made: Town) -> Callable[[], bool]:
    """What tells whether a service listens on both."""
    return lambda: bool(made.discord.get("up") and made.discord.get("commands") and made.slack.see()["connections"])


def _count(texts: Any) -> int:
    return sum(ANSWER in text for text in texts)


def _text(message: dict[str, Any]) -> str:
    return json.dumps([message["content"], message["embeds"]])


def _answers(message: dict[str, Any]) -> str:
    return str((message.get("message_reference") or {}).get("message_id") or "")
