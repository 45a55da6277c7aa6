"""Discord's own manner: threads, forums, announcements, direct messages, buttons, menus, permissions, files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from discord_server import ANNOUNCEMENTS, BOT, DIRECT, FORUM, GUILD, HUSHED, MEMBER, NEWS, PERSON
from discord_server.world import ADMINISTRATOR, LEAST, MANAGE_CHANNELS, MANAGE_GUILD, OPEN_THREADS, PEOPLE
from discorddesk import Stage, stage

from bot.chat.adapter_protocol import PartKey, Sight, Target
from bot.chat.desk_protocol import EVERY_RIGHT, NO_RIGHT, File, Reply, Request, Rights, Say
from bot.chat.discord.commands import MENU, commands, same_commands
from bot.chat.discord.payloads import LIMITS
from bot.chat.rendering import listings
from bot.chat.rendering.parts import Action, Part
from bot.errors import ChannelClosed, Forbidden

BRIEFING = 7


def parts(count: int) -> list[Part]:
    return [listings.notice(f"Part {number}", LIMITS)[0] for number in range(1, count + 1)]


@pytest.fixture
async def town(tmp_path: Path, discord_description: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, discord_description) as made:
        yield made


@pytest.fixture
async def reader(tmp_path: Path, discord_description: Path) -> AsyncIterator[Stage]:
    """A town whose operator has switched the privileged intent on."""
    async with stage(tmp_path, discord_description, reads=True) as made:
        yield made


async def deliver(town: Stage, target: Target, what: Sequence[Part]) -> list[str]:
    posted: list[str] = []
    for ordinal, part in enumerate(what, 1):
        key = PartKey(BRIEFING, ordinal, len(what), posted[0] if posted else "")
        posted.append(await town.adapter.send(target, part, key))
    return posted


async def found(town: Stage, target: Target, ordinal: int, total: int, first: str = "") -> Sight:
    return (await town.adapter.find(target, PartKey(BRIEFING, ordinal, total, first))).sight


# ---------------------------------------------------------------- deliveries


async def test_a_change_in_a_thread_that_is_archived_opens_it_and_one_that_is_locked_says_so(town: Stage) -> None:
    here, what = Target("discord", NEWS), parts(2)
    posted = await deliver(town, here, what)
    key = PartKey(BRIEFING, 2, len(what), posted[0])
    town.server.world.channels[posted[0]].archived = True
    await town.adapter.edit(here, posted[1], what[0], key)
    assert not town.server.world.channels[posted[0]].archived
    town.server.lock(posted[0])
    with pytest.raises(ChannelClosed):
        await town.adapter.edit(here, posted[1], what[0], key)


async def test_a_long_briefing_goes_on_in_a_thread_and_each_part_is_found_again(town: Stage) -> None:
    here = Target("discord", NEWS)
    posted = await deliver(town, here, parts(3))
    assert town.server.texts(NEWS) == ["Part 1"]
    (thread,) = town.server.threads(NEWS)
    assert thread == posted[0]
    assert town.server.texts(thread) == ["Part 2", "Part 3"]
    assert [await found(town, here, n, 3, posted[0]) for n in (1, 2, 3)] == [Sight.FOUND] * 3
    assert await found(town, here, 4, 4, posted[0]) is Sight.ABSENT


async def test_where_no_thread_may_be_opened_all_stays_in_the_channel(town: Stage) -> None:
    town.server.permit(bot=LEAST & ~OPEN_THREADS, everyone=PEOPLE & ~OPEN_THREADS)
    town.server.say("heard?", DIRECT)  # whoever answers this has heard what came before it
    await town.until(lambda: town.server.texts(DIRECT))
    posted = await deliver(town, Target("discord", NEWS), parts(2))
    assert town.server.texts(NEWS) == ["Part 1", "Part 2"]
    assert await found(town, Target("discord", NEWS), 2, 2, posted[0]) is Sight.FOUND


async def test_in_a_forum_each_briefing_is_a_post(town: Stage) -> None:
    there = Target("discord", FORUM, server_id=GUILD)
    posted = await deliver(town, there, parts(2))
    (post,) = town.server.threads(FORUM)
    assert (town.server.name(post), town.server.texts(post)) == ("Part 1", ["Part 1", "Part 2"])
    assert await found(town, there, 1, 2) is Sight.FOUND
    assert await found(town, there, 2, 2, posted[0]) is Sight.FOUND
    assert (await town.adapter.find(there, PartKey(8, 1, 2))).sight is Sight.ABSENT


async def test_in_an_announcement_channel_it_is_published(town: Stage) -> None:
    await deliver(town, Target("discord", ANNOUNCEMENTS), parts(2))
    assert town.server.texts(ANNOUNCEMENTS) == ["Part 1", "Part 2"]
    await town.until(lambda: all(m["flags"] & 1 for m in town.server.shown(ANNOUNCEMENTS)))


async def test_a_role_is_called_by_the_first_part_alone(town: Stage) -> None:
    await deliver(town, Target("discord", NEWS, ping="42"), parts(2))
    first, second = town.server.bodies[-3], town.server.bodies[-1]
    assert (first["content"], first["allowed_mentions"]) == ("<@&42> Part 1", {"parse": [], "roles": ["42"]})
    assert "content" not in second


async def test_a_correction_stands_under_what_it_corrects(town: Stage) -> None:
    posted = await deliver(town, Target("discord", NEWS), parts(3))
    under = Target("discord", NEWS, reply_to=posted[2], reply_root=posted[0])
    await town.adapter.send(under, parts(1)[0], PartKey(9, 1, 1))
    assert town.server.shown(posted[0])[-1]["message_reference"]["message_id"] == posted[2]
    alone = await town.adapter.send(Target("discord", HUSHED[:-1] + "4"), parts(1)[0], PartKey(10, 1, 1))
    await town.adapter.send(
        Target("discord", ANNOUNCEMENTS, reply_to=alone, reply_root=alone), parts(1)[0], PartKey(11, 1, 1)
    )
    assert town.server.shown(ANNOUNCEMENTS)[-1]["message_reference"]["message_id"] == alone


async def test_a_missing_permission_is_named_with_where_it_is_set(town: Stage) -> None:
    with pytest.raises(
        ChannelClosed, match=r"may not Send Messages in #hushed\. Allow it under Edit Channel"
    ) as raised:
        await town.adapter.send(Target("discord", HUSHED), parts(1)[0], PartKey(1, 1, 1))
    assert raised.value.permission == "Send Messages"
    assert not any(HUSHED in each for each in town.server.requests)  # asked of nobody: it counts as invalid there
    with pytest.raises(ChannelClosed, match="is not the id of a channel"):
        await town.adapter.send(Target("discord", "general"), parts(1)[0], PartKey(1, 1, 1))


# ---------------------------------------------------------------- what people ask


async def test_a_slash_answer_has_a_thread_and_the_rest_goes_there(town: Stage) -> None:
    async def long(request: Request, say: Say) -> Reply:
        return Reply(parts(3))

    town.desk.answer = long
    named = town.server.command("ask", {"question": "what happened?"}, person=MEMBER)
    assert await town.answered(named) == ["Part 1"]
    await town.until(lambda: town.server.threads(NEWS) and len(town.server.texts(town.server.threads(NEWS)[0])) == 2)
    (thread,) = town.server.threads(NEWS)
    assert town.server.name(thread) == "what happened?"
    assert town.desk.asked[0].place.thread == thread == town.server.answers(named)[0]["id"]


async def test_an_answer_grows_as_it_is_proved(town: Stage) -> None:
    more = asyncio.Event()

    async def slow(request: Request, say: Say) -> Reply:
        await say(parts(1))
        await more.wait()
        return Reply([listings.notice("Part 1 and 2", LIMITS)[0]])

    town.desk.answer = slow
    named = town.server.command("ask", {"question": "x"})
    asked = town.server.say(f"<@{BOT}> what happened?")
    assert await town.answered(named) == ["Part 1"]
    await town.until(lambda: asked in town.server.threads(NEWS) and town.server.texts(asked) == ["Part 1"])
    more.set()
    await town.until(lambda: town.server.texts(asked) == ["Part 1 and 2"])
    await town.until(lambda: town.server.answer_texts(named) == ["Part 1 and 2"])


async def test_setting_up_errors_and_buttons_are_for_one_person_s_eyes(town: Stage) -> None:
    async def refuse(request: Request, say: Say) -> Reply:
        if request.command.name in ("brief", "story"):
            raise Forbidden("Ask an admin")
        return Reply(listings.notice("Done", LIMITS, [Action("more", "1 More", 5)]))

    town.desk.answer = refuse
    done = town.server.command("schedule", {"time": "08:00"}, person=MEMBER)
    assert await town.answered(done) == ["Done"]
    failed = town.server.command("brief", person=MEMBER)
    assert await town.answered(failed) == ["Ask an admin"]
    button = town.server.press(town.server.answers(done)[0]["id"], "1 More")
    assert await town.answered(button) == ["Ask an admin"]
    assert town.server.texts(NEWS) == []
    assert all(m["flags"] & 64 for each in (done, failed, button) for m in town.server.answers(each))
    assert [request.rights.channel for request in town.desk.asked] == [False, False, True]


async def test_what_is_typed_into_an_option_is_completed(town: Stage) -> None:
    choices = await town.server.complete("schedule", "zone", {"zone": "ky"})
    assert choices[0] == "zone ky 0" and len(choices) == 25


async def test_a_message_is_held_against_the_news_by_its_menu(town: Stage) -> None:
    said = town.server.say("<@&7> The harbour is closed, they say", person=MEMBER)
    named = town.server.menu(MENU, said, person=PERSON)
    assert await town.answered(named) == ["I hold nothing on ask The harbour is closed, they say"]
    assert town.server.answers(named)[0]["flags"] & 64


async def test_what_somebody_may_change_is_looked_at_each_time(town: Stage) -> None:
    for n, (more, rights) in enumerate(
        (
            (MANAGE_CHANNELS, Rights(channel=True)),
            (MANAGE_GUILD, EVERY_RIGHT),
            (ADMINISTRATOR, EVERY_RIGHT),
            (0, NO_RIGHT),
        )
    ):
        town.server.permit(everyone=PEOPLE | more)
        town.server.command("schedule", {"time": f"0{n}:00"}, person=MEMBER)
        await town.until(lambda n=n: len(town.desk.asked) > n)
        assert town.desk.asked[-1].rights == rights


async def test_direct_messages_need_no_mention(town: Stage) -> None:
    town.server.say("what about the tides?", DIRECT)
    await town.until(lambda: town.server.texts(DIRECT) == ["I hold nothing on ask what about the tides?"])
    request = town.desk.asked[0]
    assert (request.place.kind, request.private, request.rights.channel) == ("direct", True, True)


async def test_without_the_privileged_intent_only_what_calls_the_bot_is_read(town: Stage) -> None:
    asked = town.server.say(f"<@{BOT}> the match")
    await town.until(lambda: asked in town.server.threads(NEWS) and town.server.texts(asked))
    town.server.say("and who won?", asked)
    town.server.say("nothing to you", NEWS)
    ours = town.server.shown(asked)[0]["id"]
    town.server.say("and what was the score?", asked, reply_to=ours)
    await town.until(lambda: len(town.desk.asked) == 2)
    await asyncio.sleep(0.2)
    assert [r.command.option("question") for r in town.desk.asked] == ["the match", "and what was the score?"]
    assert town.desk.asked[1].about == ours
    assert town.desk.asked[1].place.thread == asked


async def test_with_it_plain_follow_ups_in_our_threads_are_read_and_talk_among_people_is_not(reader: Stage) -> None:
    town = reader
    asked = town.server.say(f"<@{BOT}> the match")
    await town.until(lambda: asked in town.server.threads(NEWS) and town.server.texts(asked))
    town.server.say("and who won?", asked)
    await town.until(lambda: len(town.desk.asked) == 2)
    theirs = town.server.say("nothing to you", NEWS)
    town.server.say("nor this", asked, reply_to=theirs)
    await asyncio.sleep(0.2)
    assert [r.command.option("question") for r in town.desk.asked] == ["the match", "and who won?"]


async def test_a_file_comes_in_and_goes_out(town: Stage) -> None:
    async def exchange(request: Request, say: Say) -> Reply:
        name = (request.command.attachment or b"none").decode()
        return Reply(listings.notice("Here", LIMITS), private=True, file=File("sources.opml", f"<{name}>".encode()))

    town.desk.answer = exchange
    town.server.attach("mine.opml", b"opml")
    named = town.server.command("sources", {"do": "import", "file": "mine.opml"})
    assert await town.answered(named) == ["Here"]
    assert town.server.files["sources.opml"] == b"<opml>"
    assert town.server.answers(named)[0]["attachments"][0]["filename"] == "sources.opml"


# ---------------------------------------------------------------- places that come and go


async def test_a_server_that_is_left_is_told_an_outage_is_not(town: Stage) -> None:
    town.server.outage(GUILD)
    town.server.outage(GUILD, over=True)
    await asyncio.sleep(0.2)
    assert town.desk.servers_left == []
    town.server.leave(GUILD)
    await town.until(lambda: town.desk.servers_left == [GUILD])


async def test_a_channel_that_is_deleted_is_told(town: Stage) -> None:
    town.server.remove_channel(NEWS)
    await town.until(lambda: [place for place, _ in town.desk.places_closed] == [NEWS])
    assert "gone" in town.desk.places_closed[0][1]


def test_commands_that_discord_gives_back_are_the_same_and_a_change_is_seen() -> None:
    ours: list[dict[str, Any]] = commands()
    theirs = json.loads(json.dumps(ours))
    for command in theirs:
        command |= {"id": "1", "version": "2", "nsfw": False, "default_member_permissions": None}
        command.setdefault("description", "")
    assert same_commands(ours, theirs)
    theirs[0]["options"][0]["required"] = True
    assert not same_commands(ours, theirs)
    assert not same_commands(ours[1:], [*theirs[1:], {"name": "old", "type": 1}])
