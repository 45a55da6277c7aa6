"""What is set by a mention in a channel on Slack: everybody sees that it was done, who asked alone what is set."""

from __future__ import annotations

from pathlib import Path

from slack_server import ADMIN, BOT_USER, DIRECT, NEWS
from slackdesk import served

from bot.chat.desk_protocol import Reply, Request
from bot.chat.rendering import listings
from bot.chat.slack.payloads import LIMITS

TOLD = "Changed: 09:00 Europe/Kyiv daily, short."


async def changed(request: Request) -> Reply:
    del request
    return Reply(listings.notice(TOLD, LIMITS), undoable=True)


async def test_a_mention_is_confirmed_in_public_without_what_is_set(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        it.desk.answer = changed
        asked = await it.server.people.say(f"<@{BOT_USER}> make it 9", person=ADMIN)
        await it.until(lambda: it.server.texts(NEWS, asked))
        assert it.server.texts(NEWS, asked) == ["Done. What is set now is shown to who asked for it."]
        (whispered,) = it.server.workspace.ephemerals
        assert TOLD in str(whispered) and (whispered["user"], whispered["thread_ts"]) == (ADMIN, asked)


async def test_in_a_direct_message_it_is_told_in_one(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        it.desk.answer = changed
        asked = await it.server.people.say("make it 9", DIRECT, person=ADMIN)
        await it.until(lambda: it.server.texts(DIRECT, asked))
        assert it.server.texts(DIRECT, asked) == [TOLD] and not it.server.workspace.ephemerals
