"""The states that a channel may be in: set up by what people type, and damaged as another program would do it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.store.channels import channels
from bot.store.protocol import Connection
from tests.desk.news import ALL, FERRY
from tests.desk.town import Person, Town

State = Callable[[Town, Person], Awaitable[None]]
ADDRESS = "https://harbour.example/feed"


def sql(town: Town, *statements: str) -> None:
    """Do what another program, or another version, did to the store."""

    def work(db: Connection) -> None:
        for statement in statements:
            db.execute(statement)

    town.desk.store.write_now(work)


async def nothing(town: Town, person: Person) -> None:
    """Nobody has ever asked for anything here."""


async def no_briefing(town: Town, person: Person) -> None:
    """Things are followed, and nothing is scheduled."""
    await person.types("/follow climate")
    await person.types("/follow Ann Lee now quiet 22:00-07:00 most 3")


async def one(town: Town, person: Person) -> None:
    await person.types("/schedule 08:00 UTC")


async def several_at_one_moment(town: Town, person: Person) -> None:
    await person.types("/schedule 08:00 UTC")
    await person.types("/schedule 08:00 UTC about climate")
    await person.types("/schedule 09:00 Europe/Berlin weekdays short")


async def paused(town: Town, person: Person) -> None:
    await one(town, person)
    await person.types("/schedule pause")


async def closed(town: Town, person: Person) -> None:
    """The channel was closed to the bot."""
    await several_at_one_moment(town, person)
    town.desk.store.write_now(lambda db: channels.pause(db, 1, "#news: View Channel is missing. Grant it"))


async def told(town: Town, person: Person) -> None:
    """A briefing and an alert were posted, and questions asked; the news goes on."""
    await person.types("/schedule 08:00 UTC")
    await person.types("/follow climate now")
    town.reads(ADDRESS)
    town.clock.wait(minutes=5)
    town.prints(*(replace(each, published_at=town.clock()) for each in ALL), source_id=1)
    await town.deliver()
    town.clock.wait(hours=3)
    await town.deliver()
    await person.types("what did Ann Lee say about the ferry?")
    changed = replace(FERRY, text=FERRY.text.replace("4.2 million", "5.2 million"), published_at=town.clock())
    town.prints(changed, source_id=1)


async def failing(town: Town, person: Person) -> None:
    """What is read cannot be read, and what is due cannot be posted."""
    await told(town, person)
    sql(town, "update sources set failures = 3, problem = 'no answer', failing_since = 1")
    await person.types("/schedule 10:00 UTC")
    town.clock.wait(hours=20)
    town.board.refusal = OSError("the wire is cut")
    await town.deliver()


async def gone(town: Town, person: Person) -> None:
    """Its source is gone, its stories lost their articles, and the last briefing was given up."""
    await told(town, person)
    sql(
        town,
        "update sources set state = 'gone', problem = 'gone (410)'",
        "update outbox set state = 'failed', problem = 'missed'",
        "update articles set story_id = null",
    )


BAD_ROWS: dict[str, list[str]] = {
    "zone": ["update subscriptions set zone = 'Mars/Base'"],
    "zone of a folder": ["update subscriptions set zone = 'Europe'"],
    "days": ["update subscriptions set days = 'mon-fri'"],
    "no days": ["update subscriptions set days = ''"],
    "hour": ["update subscriptions set at = '25:61'"],
    "length": ["update subscriptions set length = 'epic', language = 'Elvish'"],
    "state of a briefing": ["update subscriptions set state = 'dreaming'"],
    "next slot": [f"update subscriptions set next_slot_at = {-(2**62)}, created_at = {2**62}"],
    "kind of a follow": ["update follows set kind = 'place'"],
    "phrase": ["update follows set what = ''"],
    "odd phrase": ["update follows set what = '\" NEAR( -* ' || char(0) || ' OR'"],
    "zone of a follow": ["update follows set zone = 'Mars/Base', quiet_from = '22:00', quiet_until = '07:00'"],
    "quiet hours": ["update follows set quiet_from = 'dusk', quiet_until = 'dawn'"],
    "number of alerts": ["update follows set most = 'many', seen_article = 0, target_id = 'x'"],
    "requests": ["update outbox set request = '{'"],
    "requests of another kind": ["update outbox set request = '[1]'"],
    "kind of a delivery": ["update outbox set kind = 'song', state = 'claimed'"],
    "state of a delivery": ["update outbox set state = 'humming'"],
    "parts": ["update parts set body = '{', state = 'pending'", "update outbox set state = 'written'"],
    "ids of messages": ["update parts set platform_id = '\u00b2not an id'", "update outbox set reply_to = 'x\u00b2'"],
    "remembered questions": ["update turns set subject = 'null'"],
    "garbled questions": ["update turns set subject = '{'"],
    "address of a source": ["update sources set url = 'http://[::1', feed_url = 'http://[bad'"],
    "no address": ["update sources set url = ''"],
    "kind of a source": ["update sources set kind = 'telepathy'"],
    "kind chat": ["update sources set kind = 'chat', url = 'chat:'"],
    "kind folder": ["update sources set kind = 'folder'"],
    "state of a source": ["update sources set state = 'asleep'"],
    "numbers of a source": [
        "update sources set failures = 'x', interval_s = 'x', next_poll_at = 'x', last_ok_at = 'x'"
    ],
    "notes of a source": ["update sources set notes = '{', entries = x'010203'"],
    "stories without articles": ["update articles set story_id = null"],
    "stories of nothing": ["update articles set story_id = null", "delete from features", "delete from sketches"],
    "sentences of passages": ["update passages set sentences = '{'"],
    "spans of quotes": ["update quotes set spans = 'x', kind = 'sung'"],
    "terms": ["update features set terms = '{'"],
    "changes": ["update changes set gone = '{', different = '[1]', added = ''"],
    "decisions": ["update decisions set reason = 'whim'"],
    "verdicts": [
        "insert into feedback (channel_id, story_id, person, verdict, given_at)"
        " values (1, 1, 'ann', 'meh', 1), (1, 99, 'ann', 'less', 1)"
    ],
    "kind of a channel": ["update channels set kind = 'hologram'"],
    "state of a channel": ["update channels set state = 'frozen'"],
    "languages": ["update revisions set language = 'xx-Klingon'"],
    "copies": ["update articles set duplicate_of = id"],
}
"""What was written over where a channel was told news, by what it is."""

STATES: dict[str, State] = {
    each.__name__.replace("_", " "): each
    for each in (nothing, no_briefing, one, several_at_one_moment, paused, closed, told, failing, gone)
}
