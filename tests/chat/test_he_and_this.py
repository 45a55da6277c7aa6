"""“He” and “this” among people in a thread are of what they said before, on both platforms and over the wire."""

from __future__ import annotations

from pathlib import Path

from discord_server import BOT, DiscordProcess
from discord_server import NEWS as DISCORD_NEWS
from service import Service, run
from slack_server import BOT_USER, SlackProcess
from slack_server import NEWS as SLACK_NEWS

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
NOW = "2021-12-31T05:30:00Z"
BEGUN = "Ushakov spoke to the reporters again"
SAID = "he is harsh as ever"
ASKED = "what did he say about sanctions?"
QUOTED = "colossal mistake"


def _with_news(data: Path) -> Path:
    run(data, "ingest", str(SEEDS / "call-of-30-december.jsonl"), READOUT_NOW=NOW)
    return data


def test_he_in_a_thread_on_discord_is_whom_people_spoke_of(tmp_path: Path, discord_description: Path) -> None:
    data = _with_news(tmp_path / "data")
    with DiscordProcess(discord_description) as discord, Service(data, NOW, **discord.environ) as service:
        service.until(lambda: discord.get("up") and discord.get("commands"))
        begun = discord.call("say", BEGUN)
        thread = discord.call("begin_thread", begun, "The call")
        discord.call("say", SAID, thread)
        discord.call("say", f"<@{BOT}> {ASKED}", thread)
        told = discord.until(lambda: discord.call("texts", thread))
        assert QUOTED in " ".join(told)
        claim = discord.call("say", "Putin told Biden that sanctions would be a colossal mistake")
        discord.call("say", f"<@{BOT}> who said this?", reply_to=claim)
        discord.until(lambda: "Ushakov" in " ".join(discord.call("texts_with_threads", DISCORD_NEWS)[-1:]))
        service.stop()
        assert discord.get("problems") == []


def test_he_in_a_thread_on_slack_is_whom_people_spoke_of(tmp_path: Path) -> None:
    data = _with_news(tmp_path / "data")
    with SlackProcess(now=NOW) as slack, Service(data, NOW, **slack.environ) as service:
        begun = slack.act("say", BEGUN)
        slack.act("say", SAID, thread=begun)
        slack.act("say", f"<@{BOT_USER}> {ASKED}", thread=begun)
        told = slack.until(lambda: slack.texts(SLACK_NEWS, begun)[-1:])
        assert QUOTED in " ".join(told)
        service.stop()
        assert slack.see()["problems"] == []
