"""A year of mornings, simulated: the store's size levels off, and nothing that a channel was told of is gone."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from test_delivery import Platform_, subscribed

from bot.config.sections import ScheduleSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.housekeeping import keep_within, tidy
from bot.evidence.article_analysis import read
from bot.models import Article
from bot.schedule.delivery import Deliveries
from bot.store.deliveries import outbox
from bot.store.news import articles
from bot.store.opening import open_store
from bot.store.protocol import Connection
from tests.bench.feed_server import CHANCES, FIRST, VERBS, WORDS

BEGINNING = datetime(2026, 1, 1, 5, 0, tzinfo=UTC)
CITED = (
    "select count(*) from articles a where exists (select 1 from revisions r where r.article_id = a.id and {})".format(
        "(r.id in (select revision_id from told) or r.id in (select revision_id from cited))"
    )
)


@dataclass
class Year:
    """A desk whose days pass at will: each brings articles, a briefing and the night's housekeeping."""

    desk: Desk
    now: datetime = BEGINNING
    platform: Platform_ = field(default_factory=Platform_)
    used: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    async def day(self, feeds: int) -> None:
        self.now += timedelta(days=1)
        stories = [self._article(number) for number in range(feeds)]
        pairs = [(article, read(article)) for article in stories]
        await self.desk.store.write(lambda db: articles.put_all(db, pairs, now=self.now))
        self.now += timedelta(hours=3, minutes=1)
        deliveries = Deliveries(self.desk, lambda _: self.platform)
        await deliveries.run_due()
        await deliveries.settle()
        await tidy(self.desk)
        await keep_within(self.desk)
        await self.desk.store.put_log_away()
        self.now -= timedelta(hours=3, minutes=1)
        self.used.append(await self.desk.store.used())
        self.held.append(self.count("select count(*) from articles"))

    def count(self, query: str) -> int:
        return self.desk.store.read_now(lambda db: int(db.execute(query).fetchone()[0]))

    def _article(self, site: int) -> Article:
        day = (self.now - BEGINNING).days
        words = [*self.chance.choices(WORDS, CHANCES, k=36)]
        who, place = f"{self.chance.choice(FIRST)} {words[0].capitalize()}", words[1].capitalize()
        verb = self.chance.choice(VERBS)
        text = (
            f"The {words[2]} {words[3]} {verb} the {words[4]} of {place} on day {day}. {who} said the {words[5]} had "
            f"{self.chance.choice(VERBS)} {day + site} {words[6]}. “The {words[7]} {verb} the {words[8]},” said {who}. "
            + " ".join(
                f"The {one} {self.chance.choice(VERBS)} the {other}."
                for one, other in zip(words[9::2], words[10::2], strict=False)
            )
        )
        url = f"https://outlet-{site}.example/{day}"
        return Article(
            text, title=f"The {words[2]} {verb} the {words[4]}", url=url, published_at=self.now, source=f"o{site}"
        )


async def passed(folder: Path, days: int, feeds: int, keep: int, most: int = 10_000) -> Year:
    schedule = ScheduleSettings(keep_days=keep, keep_question_days=min(keep, 5), keep_megabytes=most)
    store = open_store(folder)
    desk = Desk(store, Settings(data=folder, schedule=schedule), lambda: year.now)
    year = Year(desk)
    subscribed(desk, "here")
    for _ in range(days):
        await year.day(feeds)
    return year


async def _levels_off(year: Year, keep: int) -> None:
    cited = year.count(CITED)
    assert 0 < cited < len(year.used) * year.held[0] * 0.6, "much of what comes in is told nobody"
    assert year.held[-1] <= year.held[keep] + cited, "what is held is the window, and what was told"
    an_article = year.used[keep] / year.held[keep]
    assert year.used[-1] <= 1.25 * an_article * year.held[-1], "nothing else grows with the days"
    file, log = year.desk.store.sizes().values()
    assert file <= year.used[-1] + 8_000_000 and log == 0, "what is free is given back, and the log is put away"
    assert await year.desk.store.problem() == ""


def _nothing_told_is_gone(year: Year) -> None:
    def check(db: Connection) -> list[str]:
        wrong = []
        for table in ("told", "cited"):
            rows = db.execute(
                f"select t.start_at, t.end_at, r.text from {table} t left join revisions r on r.id = t.revision_id"
            ).fetchall()
            wrong += [table for start, end, text in rows if not text or not text[start:end].strip()]
        return wrong

    assert year.desk.store.read_now(check) == []
    sent = [each for each in year.desk.store.read_now(lambda db: list(outbox.every(db, 1000))) if each.state == "sent"]
    assert len(sent) == len({each.slot_at for each in sent}) == len(year.used), "each morning was briefed, once"


@pytest.mark.parametrize(
    ("days", "feeds", "keep"),
    [
        (12, 24, 4),
        pytest.param(90, 30, 20, marks=[pytest.mark.slow, pytest.mark.full]),
        pytest.param(365, 300, 60, marks=[pytest.mark.slow, pytest.mark.full]),
    ],
)
async def test_the_store_levels_off_and_nothing_told_is_gone(tmp_path: Path, days: int, feeds: int, keep: int) -> None:
    year = await passed(tmp_path, days, feeds, keep)
    await _levels_off(year, keep)
    _nothing_told_is_gone(year)
    year.desk.store.close()


async def test_a_store_that_is_too_large_loses_the_oldest_first(tmp_path: Path) -> None:
    year = await passed(tmp_path, days=10, feeds=30, keep=300, most=1)
    uncited = (
        "select min(first_seen_at) from articles where id not in (select article_id from revisions where id in ({}))"
    )
    oldest = year.count(uncited.format("select revision_id from told union select revision_id from cited"))
    days = (year.now - datetime.fromtimestamp(oldest / 1e6, UTC)).days
    assert days <= 6, "down to what answers may cite, and no further"
    assert year.count("select count(*) from articles where first_seen_at > 0") >= 5 * 30
    _nothing_told_is_gone(year)
    year.desk.store.close()
