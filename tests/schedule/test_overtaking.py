"""An alert and a briefing with the same news, while the platform is away: the news is told once, by what leaves first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.adapter_protocol import ABSENT, CANNOT_TELL, Found, PartKey, Sight, Target
from bot.chat.rendering.parts import Part
from bot.errors import ChatAway, TokenRefused
from bot.store.opening import open_store
from tests.desk.news import FERRY, LIBRARY
from tests.desk.town import Board, Clock, Person, Town

NEWS = "will sail again"


@dataclass
class Faulty(Board):
    """A platform that refuses, or takes a message and does not say so; its history may be read or not."""

    lost: bool = False
    history: bool = True
    keys: list[PartKey] = field(default_factory=list)

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        sent = await super().send(target, part, key)
        if self.lost:
            raise ChatAway("discord: no answer")
        return sent

    async def find(self, target: Target, key: PartKey, since: object = None) -> Found:
        del since
        seen = [n for n, (at, held, _) in enumerate(self.shown, 1) if (at, held) == (target, key)]
        if not self.history:
            return CANNOT_TELL
        return Found(Sight.FOUND, f"m{seen[0]}") if seen else ABSENT


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with open_store(tmp_path / "store") as store:
        made = Town(store, Clock())
        made.board = Faulty()
        yield made


async def settled(town: Town) -> Person:
    """Somebody whose channel is briefed at 07:00 and follows the ferry; it was briefed yesterday."""
    ann = town.person()
    await ann.types("schedule 07:00 UTC")
    await ann.types("follow ferry now")
    return ann


def breaks(town: Town) -> None:
    town.prints(replace(FERRY, published_at=town.clock() - timedelta(minutes=1)))


def told(town: Town) -> int:
    """How often the channel was told the news."""
    return sum(NEWS in text for text in town.board.texts("100"))


@pytest.mark.parametrize("refusal", [TokenRefused("discord: the token"), ChatAway("discord: away")])
async def test_what_an_alert_told_first_is_left_out_of_the_briefing_that_was_written_before(
    town: Town, refusal: Exception
) -> None:
    await settled(town)
    town.clock.wait(hours=1)
    town.prints(replace(LIBRARY, published_at=town.clock() - timedelta(hours=2)))
    breaks(town)
    town.desk.store.write_now(lambda db: db.execute("update follows set seen_article = 99"))
    town.board.refusal = refusal
    await town.deliver()
    town.desk.store.write_now(lambda db: db.execute("update follows set seen_article = 0"))
    town.desk.store.write_now(lambda db: db.execute("update outbox set not_before = not_before + 7200000000"))
    town.board.refusal = None
    town.clock.wait(minutes=40)
    await town.deliver()
    town.clock.wait(minutes=31)
    await town.deliver()
    assert told(town) == 1 and NEWS in town.board.texts("100")[0]
    town.clock.wait(hours=2)
    await town.deliver()
    assert told(town) == 1 and "telescopes" in town.board.texts("100")[-1], "the rest of the briefing comes"


async def test_a_briefing_that_may_have_arrived_is_settled_before_an_alert_tells_the_same(town: Town) -> None:
    await settled(town)
    town.clock.wait(hours=1)
    breaks(town)
    town.desk.store.write_now(lambda db: db.execute("update follows set seen_article = 99"))
    assert isinstance(town.board, Faulty)
    town.board.lost = True
    await town.deliver()
    assert told(town) == 1, "it arrived, and nobody knows"
    town.board.lost = False
    town.desk.store.write_now(lambda db: db.execute("update follows set seen_article = 0"))
    for _ in range(3):
        town.clock.wait(seconds=4)
        await town.deliver()
    assert told(town) == 1


async def test_an_alert_waits_for_no_briefing_that_never_gets_settled(town: Town) -> None:
    await settled(town)
    town.clock.wait(hours=1)
    town.prints(replace(LIBRARY, published_at=town.clock() - timedelta(minutes=1)))
    town.board.refusal = ChatAway("discord: away", retry_after=86_400)
    await town.deliver()
    town.board.refusal = None
    breaks(town)
    await town.deliver()
    assert told(town) == 0
    town.clock.wait(minutes=31)
    await town.deliver()
    assert told(town) == 1


async def test_what_a_briefing_told_first_is_in_no_alert_that_was_written_before(town: Town) -> None:
    await settled(town)
    breaks(town)
    town.board.refusal = TokenRefused("discord: the token")
    await town.deliver()
    town.desk.store.write_now(lambda db: db.execute("update outbox set not_before = not_before + 7200000000"))
    town.board.refusal = None
    town.clock.wait(hours=1)
    await town.deliver()
    assert told(town) == 1
    town.clock.wait(hours=2)
    await town.deliver()
    whole = "\n".join(town.board.texts("100"))
    assert [whole.count(words) for words in (NEWS, "as good as new", "a second ferry")] == [1, 1, 1]
