"""A row that another program or a later version wrote over: its trouble is its own, is told, and goes when it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat import registry
from bot.config.settings import Settings
from bot.desk.setup import row_problems
from bot.ops.doctor import examine
from bot.store.opening import open_store
from bot.store.protocol import Connection
from tests.desk.channel_states import sql
from tests.desk.news import ALL, FERRY
from tests.desk.town import MONDAY, Clock, Person, Town

BRIEFINGS = {
    "201": ("zone = 'Mars/Base'", "unknown time zone 'Mars/Base'", "zone = 'UTC'"),
    "202": ("days = '1,mon'", "its days '1,mon' cannot be read", "days = '0,1,2'"),
    "203": ("at = '25:61'", "'25:61' is not a time of day", "at = '07:00'"),
    "204": ("state = 'dreaming'", "its state 'dreaming' is not known to this version", "state = 'active'"),
    "205": ("length = 'epic'", "its length 'epic' is not known to this version", "length = 'short'"),
}
"""What is written over of a channel's briefing, what is said of it, and what mends it."""
FOLLOWS = {
    "301": ("kind = 'place'", "its kind 'place' is not known to this version", "kind = 'topic'"),
    "302": ("zone = 'Mars/Base'", "unknown time zone 'Mars/Base'", "zone = 'UTC'"),
    "303": ("most = 'many'", "'many' is no number of alerts a day", "most = 5"),
    "304": ("quiet_from = 'dusk', quiet_until = 'dawn'", "'dusk' is not a time of day", "quiet_from = ''"),
    "305": ("what = ' '", "it names nothing to follow", "what = 'climate'"),
}
COMES_NEVERTHELESS = "205"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    assert registry.PLATFORMS
    with open_store(tmp_path / "store") as store:
        yield Town(store, Clock(), Settings(data=tmp_path / "store"))


async def diagnosed(town: Town) -> str:
    """What doctor says."""
    return "\n".join(f"{each.state} {each.message}" for each in await examine(town.desk.settings, town.clock))


def print_all(town: Town) -> None:
    town.prints(*(replace(each, published_at=town.clock() - timedelta(minutes=1)) for each in ALL))


def of(channel: str) -> str:
    return f"channel_id = (select id from channels where platform_id = '{channel}')"


async def test_briefings_of_bad_rows_hold_up_no_other_say_why_and_come_once_they_are_mended(town: Town) -> None:
    for channel in ("100", *BRIEFINGS):
        await town.person(channel).types("schedule 07:00 UTC")
    sql(town, *(f"update subscriptions set {bad} where {of(channel)}" for channel, (bad, _, _) in BRIEFINGS.items()))
    town.clock.wait(hours=1)
    print_all(town)
    for _ in range(3):
        await town.deliver()
    assert [bool(town.board.texts(each)) for each in ("100", *BRIEFINGS)] == [True, False, False, False, False, True]
    for channel, (_, problem, _) in BRIEFINGS.items():
        assert problem in await town.person(channel).types("status") and problem in await diagnosed(town)
        assert problem in await town.person(channel).types("schedule list")
    assert "does not come" not in await town.person("100").types("status")
    sql(town, *(f"update subscriptions set {mend} where {of(channel)}" for channel, (_, _, mend) in BRIEFINGS.items()))
    await town.deliver()
    for channel in BRIEFINGS:
        assert len(town.board.texts(channel)) == 1, "the slot that could not be made out is made up for, once"
        assert "does not come" not in await town.person(channel).types("status")
    assert "does not come" not in await diagnosed(town)


async def test_a_next_slot_that_is_no_time_is_reckoned_anew(town: Town) -> None:
    for channel in ("100", "101", "102"):
        await town.person(channel).types("schedule 07:00 UTC")
    sql(town,
        f"update subscriptions set next_slot_at = {2**62} where {of('100')}",
        f"update subscriptions set next_slot_at = {-(2**62)} where {of('101')}",
        f"update subscriptions set next_slot_at = 'soon' where {of('102')}",
    )  # fmt: skip
    assert await town.deliver() == []
    town.clock.wait(hours=1)
    print_all(town)
    await town.deliver()
    assert [len(town.board.texts(each)) for each in ("100", "101", "102")] == [1, 1, 1]


async def test_follows_of_bad_rows_hold_up_no_other_say_why_and_are_told_once_they_are_mended(town: Town) -> None:
    for channel in ("100", *FOLLOWS):
        await town.person(channel).types("follow climate now")
    sql(town, *(f"update follows set {bad} where {of(channel)}" for channel, (bad, _, _) in FOLLOWS.items()))
    print_all(town)
    for _ in range(2):
        await town.deliver()
    assert [bool(town.board.texts(each)) for each in ("100", *FOLLOWS)] == [True, *[False] * len(FOLLOWS)]
    for channel, (_, problem, _) in FOLLOWS.items():
        assert problem in await town.person(channel).types("status") and problem in await diagnosed(town)
        assert problem in await town.person(channel).types("follow")
    sql(town, *(f"update follows set {mend} where {of(channel)}" for channel, (_, _, mend) in FOLLOWS.items()))
    await town.deliver()
    assert [len(town.board.texts(each)) for each in FOLLOWS] == [1] * len(FOLLOWS)
    assert "is not told" not in await diagnosed(town)


async def test_a_follow_that_fails_unforeseen_is_told_of_and_tried_again_after_a_while(town: Town) -> None:
    for channel in ("100", "306"):
        await town.person(channel).types("follow climate now")
    sql(town, f"update follows set what = x'636c696d617465' where {of('306')}")
    print_all(town)
    await town.deliver()
    assert town.board.texts("100") and not town.board.texts("306")
    problem = "is not told: a fault of Readout's own: "
    assert problem in await town.person("306").types("status") and problem in await diagnosed(town)
    assert town.desk.store.read_now(row_problems.count) == 1, "as /readyz counts it"
    sql(town, f"update follows set what = 'climate' where {of('306')}")
    await town.deliver()
    assert not town.board.texts("306"), "what nobody foresaw is not tried at every tick"
    town.clock.wait(minutes=6)
    await town.deliver()
    assert len(town.board.texts("306")) == 1 and problem not in await diagnosed(town)


async def test_a_bad_follow_stops_no_briefing_of_its_channel(town: Town) -> None:
    await town.person().types("schedule 07:00 UTC")
    await town.person().types("follow climate")
    await town.person("101").types("schedule 07:00 UTC")
    await town.person("101").types("follow climate")
    sql(town, f"update follows set kind = 'place' where {of('100')}",
        f"update follows set what = x'636c696d617465' where {of('101')}")  # fmt: skip
    town.clock.wait(hours=1)
    print_all(town)
    assert len(await town.deliver()) == 2


async def test_a_delivery_that_cannot_be_read_is_put_off_for_itself_alone(town: Town) -> None:
    for channel in ("100", "401"):
        await town.person(channel).types("schedule 07:00 UTC")
    await town.person("401").types("schedule 07:30 UTC about climate")
    town.clock.wait(hours=1)
    print_all(town)
    town.board.refusal = OSError("the wire is cut")
    await town.deliver()
    town.board.refusal = None
    sql(town, f"update outbox set state = 'claimed', request = '{{' where {of('401')}", "delete from parts")
    sql(town, f"update outbox set state = 'claimed' where not {of('401')}")
    town.clock.wait(minutes=31)
    await town.deliver()
    assert town.board.texts("100") and len(town.board.texts("401")) == 1, "the channel's next one comes"
    problem = "A briefing waits to be posted: what it is to tell cannot be read"
    assert problem in await town.person("401").types("status") and problem in await diagnosed(town)
    sql(town, f"update outbox set request = '{{}}' where {of('401')}")
    town.clock.wait(minutes=11)
    await town.deliver()
    assert len(town.board.texts("401")) == 2 and problem not in await diagnosed(town)


async def test_a_correction_that_cannot_be_made_out_holds_up_no_other(town: Town) -> None:
    for channel in ("100", "501"):
        await town.person(channel).types("schedule 07:00 UTC")
    town.clock.wait(hours=1)
    print_all(town)
    await town.deliver()
    bodies = town.desk.store.read_now(
        lambda db: [tuple(row) for row in db.execute("select body, delivery_id from parts")]
    )
    sql(town, f"update parts set body = '{{' where delivery_id in (select id from outbox where {of('501')})")
    town.clock.wait(hours=1)
    town.prints(replace(FERRY, text=FERRY.text.replace("from Thursday", "from Friday"), published_at=town.clock()))
    before = len(town.board.texts("501"))
    for _ in range(2):
        await town.deliver()
    assert "from Friday" in town.board.texts("100")[-1] and len(town.board.texts("501")) == before
    problem = f"Changes of {FERRY.url} are not told: a fault of Readout's own: JSONDecodeError (reference "
    assert problem in await town.person("501").types("status") and problem in await diagnosed(town)
    town.desk.store.write_now(lambda db: db.executemany("update parts set body = ? where delivery_id = ?", bodies))
    town.clock.wait(minutes=6)
    await town.deliver()
    assert "from Friday" in town.board.texts("501")[-1] and problem not in await diagnosed(town)


JSON = {
    "passages": "sentences", "quotes": "spans", "features": "terms", "changes": "gone", "outbox": "request",
    "parts": "body", "turns": "subject", "sources": "notes", "waiting": "fresh",
}  # fmt: skip
"""A column of each table that holds JSON."""


@pytest.mark.parametrize("damage", ['{"half', "7", "[[[" * 20_000], ids=["cut", "other", "deep"])
async def test_rows_of_damaged_json_are_counted_by_doctor_and_read_around(town: Town, damage: str) -> None:
    ann = town.person()
    await ann.types("schedule 07:00 UTC")
    source = town.reads("https://a.example/feed")
    town.clock.wait(hours=1)
    print_all(town)
    await town.deliver()
    town.prints(replace(FERRY, text=FERRY.text.replace("from Thursday", "from Friday"), published_at=town.clock()))
    await ann.types("What did Ann Lee say?")
    town.desk.store.write_now(
        lambda db: db.execute("insert into waiting (source_id, newest_at, fresh) values (?, 0, '{}')", (source,))
    )
    assert "damaged (" not in await diagnosed(town)
    held = {table: town.desk.store.read_now(lambda db, t=table: count(db, t)) for table in JSON}
    assert all(held.values()), held

    def spoil(db: Connection) -> None:
        for table, column in JSON.items():
            db.execute(f"update {table} set {column} = ?", (damage,))

    town.desk.store.write_now(spoil)
    told = [line for line in (await diagnosed(town)).splitlines() if "damaged (" in line]
    for table, column in JSON.items():
        row = "1 row of {} is" if held[table] == 1 else f"{held[table]} rows of {{}} are"
        (line,) = [each for each in told if f" {row.format(table)} damaged ({column})" in f" {each}"]
        assert line.startswith("warn ") and "readout restore FILE" in line
    assert "hull is as good as new" in await ann.types("quotes Lee")
    assert FERRY.title in await ann.types("stories")
    assert "telescope" in await ann.types("What does the library of Osterby lend?")
    town.prints(replace(ALL[-1], url="https://other.example/1", published_at=town.clock()))
    town.clock.wait(days=1)
    assert await town.deliver()


def count(db: Connection, table: str) -> int:
    return int(db.execute(f"select count(*) from {table}").fetchone()[0])


async def test_channels_of_a_later_version_are_named(town: Town) -> None:
    for channel in ("100", "601", "602"):
        await town.person(channel).types("schedule 07:00 UTC")
    sql(town, "update channels set platform = 'carrier-pigeon' where platform_id = '601'",
        "update channels set state = 'frozen' where platform_id = '602'")  # fmt: skip
    town.clock.wait(hours=1)
    print_all(town)
    await town.deliver()
    assert town.board.texts("100")
    said = await diagnosed(town)
    assert "bad discord:601: 'carrier-pigeon' is no platform of this version. Update Readout, or remove it" in said
    assert "its state 'frozen' is not known to this version" in said
    assert "its state 'frozen'" in await town.person("602").types("status")


async def test_sources_of_bad_rows_are_named_and_mended_ones_are_not(town: Town) -> None:
    for name in ("kind", "state", "address", "numbers"):
        town.reads(f"https://{name}.example/feed")
    sql(town,
        "update sources set kind = 'telepathy' where id = 1",
        "update sources set state = 'asleep' where id = 2",
        "update sources set url = 'http://[::1', problem = 'no address' where id = 3",
        "update sources set failures = 'x', interval_s = 'x', next_poll_at = 'x', added_at = -9e18 where id = 4",
    )  # fmt: skip
    problems = ("no reader for its kind", "its state 'asleep' is not known", "http://[::1: no address")
    said, status = await diagnosed(town), await town.person().types("status")
    assert all(each in said for each in problems) and "Sources: 4, 3 failing" in status
    assert all(each.split(": ")[-1] in status for each in problems)
    sql(town, "update sources set kind = 'feed', state = 'active', problem = ''")
    assert "Sources: 4, 0 failing" in await town.person().types("status")


async def test_status_names_every_briefing_that_comes_at_one_moment(town: Town) -> None:
    ann = town.person()
    for words in ("08:00 UTC", "09:00 Europe/Berlin about climate", "12:00 UTC"):
        await ann.types(f"schedule {words}")
    lines = [line for line in (await ann.types("status")).splitlines() if line.startswith("Next")]
    assert lines == [
        "Next briefing: Mon 02 Mar, 08:00 UTC · 1 08:00 UTC daily",
        "Next briefing: Mon 02 Mar, 09:00 Europe/Berlin · 2 09:00 Europe/Berlin daily about climate",
    ]


@pytest.mark.parametrize(("words", "changed"), [("change it to 9", "09:00"), ("make it shorter", "short")])
async def test_of_several_briefings_the_one_replied_to_is_meant_and_otherwise_it_is_asked_for(
    town: Town, words: str, changed: str
) -> None:
    ann: Person = town.person()
    await ann.types("schedule 07:00 UTC about climate")
    await ann.types("schedule 07:30 UTC")
    told = await ann.types(words)
    assert "Which briefing do you mean?" in told and [each.label[:1] for each in ann.buttons] == ["1", "2"]
    town.clock.wait(minutes=95)
    print_all(town)
    await town.deliver()
    assert town.clock() > MONDAY
    second = next(
        f"m{n}" for n, (_, _, part) in enumerate(town.board.shown, 1) if "climate" not in part.text.splitlines()[0]
    )
    told = await ann.types(words, about=second)
    assert "Which" not in told
    (first, other) = (await ann.types("schedule list")).splitlines()[-2:]
    assert changed in other and changed not in first
