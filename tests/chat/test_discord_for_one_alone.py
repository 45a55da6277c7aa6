"""What is for one person alone on Discord: everybody sees a line, its button opens the answer to who presses it."""

from __future__ import annotations

from pathlib import Path

from discord_server.payloads import BOT, DIRECT

from bot.chat.desk_protocol import Reply, Request, Say
from bot.chat.discord.payloads import LIMITS
from bot.chat.rendering import listings
from tests.chat.discorddesk import stage


async def _which(request: Request, say: Say) -> Reply:
    del say
    return Reply(listings.notice(f"Which one, for {request.command.name}?", LIMITS), private=True)


async def test_a_question_back_is_opened_by_a_press_and_a_bare_mention_is_help(
    tmp_path: Path, discord_description: Path
) -> None:
    async with stage(tmp_path, discord_description) as it:
        it.desk.answer = _which
        it.server.say(f"<@{BOT}> onyl weekends plaese")
        await it.until(lambda: "for you alone" in " ".join(it.server.texts()))
        assert "Which one" not in " ".join(it.server.texts())
        shown = it.server.shown()[-1]
        assert await it.answered(it.server.press(shown["id"], "Open")) == ["Which one, for wish?"]
        said, opened = it.desk.asked[0], it.desk.asked[1]
        assert opened.command.options == {**said.command.options, "opened": said.person}
        it.server.say(f"<@{BOT}>")
        await it.until(lambda: "Which one, for help?" in " ".join(it.server.texts()))
        it.server.say("only weekends", DIRECT)
        await it.until(lambda: "Which one, for wish?" in " ".join(it.server.texts(DIRECT)))
