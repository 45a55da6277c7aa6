"""What a channel was told, and which story that is once the news has moved."""

from __future__ import annotations

from datetime import timedelta

from arrivals import NOON, arrive, where

from bot.models import Channel
from bot.store import full_text_search, retention
from bot.store.channels import channels
from bot.store.deliveries import outbox, told
from bot.store.deliveries.written_deliveries import Cited, Draft, Order
from bot.store.news import revisions
from bot.store.protocol import Connection, Store

ROAD = [f"road{n}" for n in range(10)]
DAM = [f"dam{n}" for n in range(10)]
HOUR = timedelta(hours=1)


def channel(store: Store) -> Channel:
    return store.write_now(lambda db: channels.add(db, "hall", "console", now=NOON))


def deliver(store: Store, to: Channel, revision_id: int, story_id: int, key: str = "k") -> None:
    def send(db: Connection) -> None:
        outbox.enqueue(db, Order("briefing", key, to.id), now=NOON)
        taken = outbox.claim(db, to.id, "me", now=NOON, lasts=HOUR)
        assert taken
        cited = [Cited(revision_id, 0, 9, story_id, "It is so.")]
        assert outbox.save(db, taken.id, "me", Draft(["{}"], cited), now=NOON)
        assert outbox.finish(db, taken.id, "me", now=NOON)

    store.write_now(send)


def test_what_was_cited_is_told_once_it_is_sent(store: Store) -> None:
    stored, hall = arrive(store, "road", ROAD), channel(store)
    deliver(store, hall, stored.revision_id, where(store, "road").id)
    (item,) = store.read_now(lambda db: told.claims(db, hall.id, NOON - HOUR))
    assert (item.revision_id, item.start, item.end, item.claim) == (stored.revision_id, 0, 9, "It is so.")
    assert item.story_id == where(store, "road").id
    assert not store.read_now(lambda db: told.claims(db, hall.id, NOON + HOUR)), "older than was asked"
    assert not store.read_now(lambda db: told.claims(db, hall.id + 1, NOON - HOUR)), "another channel"


def test_what_was_told_of_a_merged_story_was_told_of_the_story_that_it_is_now(store: Store) -> None:
    hall = channel(store)
    for key, words in (("road", ROAD), ("dam", DAM)):
        deliver(store, hall, arrive(store, key, words).revision_id, where(store, key).id, key)
    arrive(store, "both", [*ROAD[:6], *DAM[:6]])
    found = store.read_now(lambda db: told.claims(db, hall.id, NOON - HOUR))
    assert [item.story_id for item in found] == [where(store, "both").id] * 2


def test_what_a_channel_was_told_is_not_forgotten(store: Store) -> None:
    long_ago = NOON - timedelta(days=99)
    stored = arrive(store, "road", ROAD, at=long_ago, seen=long_ago)
    arrive(store, "dam", DAM, at=long_ago, seen=long_ago)
    text = store.read_now(lambda db: revisions.revision(db, stored.revision_id)).text
    deliver(store, channel(store), stored.revision_id, where(store, "road").id)
    store.write_now(lambda db: retention.prune(db, NOON))
    assert where(store, "road")
    kept = store.read_now(lambda db: revisions.revision(db, stored.revision_id))
    assert kept and kept.text == text[:9], "what is cited stands where it stood, and what comes after it is gone"
    assert not store.read_now(lambda db: full_text_search.search(db, "road1")), "it answers nothing any more"
    assert store.write_now(lambda db: retention.prune(db, NOON)) == 0
