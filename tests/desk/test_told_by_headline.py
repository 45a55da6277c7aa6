"""A headline in another language than its passages tells no more of them than a headline does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.models import Channel
from bot.store.channels import channels
from bot.store.deliveries import outbox
from bot.store.deliveries.written_deliveries import Cited, Draft, Order
from bot.store.protocol import Connection
from bot.summarize.briefing.compose import compose
from bot.summarize.briefing.gathering import Scope
from tests.desk.news import FERRY
from tests.desk.test_reading_language import GERMAN
from tests.desk.town import Town

HEADLINE = "Nach neun Wochen fährt die Fähre zwischen Norwick und Eastport wieder"
SAILS, HULL = "will sail again from Thursday", "The hull is as good as new"
FIRST = (0, FERRY.text.index("\n"))
SECOND = (FIRST[1] + 1, FERRY.text.rindex("\n"))


def told(town: Town, *claims: tuple[str, tuple[int, int]]) -> Channel:
    """Have a channel told some claims of the ferry, in one delivery."""
    hour = timedelta(hours=1)

    def send(db: Connection) -> Channel:
        hall = channels.add(db, "hall", "console", now=town.clock())
        outbox.enqueue(db, Order("briefing", "k", hall.id), now=town.clock())
        taken = outbox.claim(db, hall.id, "me", now=town.clock(), lasts=hour)
        assert taken
        draft = Draft(["{}"], [Cited(1, *span, 1, text) for text, span in claims])
        assert outbox.save(db, taken.id, "me", draft, now=town.clock())
        assert outbox.finish(db, taken.id, "me", now=town.clock())
        return hall

    return town.desk.store.write_now(send)


@pytest.mark.parametrize(
    ("claims", "news", "known"),
    [
        ([(HEADLINE, FIRST), (HEADLINE, SECOND)], HULL, SAILS),
        ([(HEADLINE, FIRST), (HEADLINE, SECOND), (GERMAN["will sail again"], FIRST)], HULL, SAILS),
        ([(HEADLINE, FIRST), (HEADLINE, SECOND), (GERMAN["The repair"], SECOND)], SAILS, HULL),
    ],
)
async def test_what_a_headline_rests_on_is_news_yet(
    town: Town, claims: list[tuple[str, tuple[int, int]]], news: str, known: str
) -> None:
    town.prints(FERRY)
    hall, now = told(town, *claims), town.clock()
    scope = Scope(hall.audience, now - timedelta(days=1), now + timedelta(minutes=1), channel_id=hall.id)
    read = str([story.claims for story in (await compose(town.desk.store, None, scope)).stories])
    assert news in read and known not in read
