"""A Discord channel as a source of news, over the wire with `readout run` as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from discord_server import FORUM, GUILD, MEMBER, NEWS, OTHER_GUILD, OTHER_NEWS, UNREAD, DiscordProcess
from service import Service, run
from test_discord_story import Town

WIRE = "300000000000000021"
STAFF = "300000000000000022"
HARBOUR = (
    "The harbour of Eastport reopened on Sunday. Harbour master Ann Lee said that **14 ships** would sail by noon."
)
BOAT = "The pilot boat of Eastport ran aground on Monday, the coast guard said."
LOCK = "The lock of Eastport will stay shut until May, engineer Tom Reed said."
STRIKE = "The dockers of Eastport will strike on Friday, their union said."


@pytest.fixture
def discord(discord_description: Path) -> Iterator[DiscordProcess]:
    with DiscordProcess(discord_description) as server:
        server.call("allow_content")
        server.call("add_channel", WIRE, "wire")
        server.call("add_channel", STAFF, "staff", private=True)
        yield server
        assert server.get("problems") == []


class Plain(Town):
    """What people see, as it looks to them: without the signs that keep text from being markup."""

    def types(self, *given: Any, **named: Any) -> str:
        return super().types(*given, **named).replace("\\", "")


def _environ(discord: DiscordProcess) -> dict[str, str]:
    return {**discord.environ, "READOUT_DISCORD_MESSAGE_CONTENT": "true"}


def _service(data: Path, discord: DiscordProcess) -> Service:
    return Service(data, datetime.now(UTC).isoformat(), **_environ(discord))


def _up(discord: DiscordProcess, service: Service) -> None:
    service.until(lambda: discord.get("up") and discord.get("commands"))


def _texts(data: Path) -> str:
    return run(data, "stories", "--json")


@pytest.mark.slow
def test_what_people_write_in_a_channel_is_told_in_its_server_alone(tmp_path: Path, discord: DiscordProcess) -> None:
    data, town = tmp_path / "data", Plain(discord)
    discord.call("say", HARBOUR, WIRE, person=MEMBER)
    with _service(data, discord) as service:
        _up(discord, service)
        discord.call("join", OTHER_GUILD)

        # a member may not have a channel read; an admin may, from where they are
        wanted = {"do": "add", "channel": WIRE}
        assert "Only those who manage this channel may add sources" in town.types(
            "sources", wanted, NEWS, person=MEMBER
        )
        said = town.types("sources", {**wanted, "topic": "coast"}, NEWS)
        assert "Added: #wire, filed under coast. Only this server sees what is written there" in said
        link = f"https://discord.com/channels/{GUILD}/{WIRE}"
        for named in (wanted, {"do": "add", "source": link}, {"do": "add", "source": f"<#{WIRE}>"}):
            assert "#wire is read already" in town.types("sources", named, NEWS)
        for named in ("wire", "#Wire", link, f"{link}/1"):
            assert "Paused: #wire" in town.types("sources", {"do": "pause", "source": named}, NEWS)
            assert "Read again: #wire" in town.types("sources", {"do": "resume", "source": "1"}, NEWS)
        for named in ({"channel": STAFF}, {"source": f"https://discord.com/channels/{GUILD}/{STAFF}"}):
            assert "that channel is not read here" in town.types("sources", {"do": "remove", **named}, NEWS).lower()
        assert "Did you mean '#wire'" in town.types("sources", {"do": "remove", "source": "wirre"}, NEWS)
        assert "source #wire" in town.types("follow", {"what": f"<#{WIRE}>"}, NEWS)
        assert "source #wire" in town.types("unfollow", {"what": f"<#{WIRE}>"}, NEWS)
        assert "That channel is not read here" in town.types("follow", {"what": f"<#{STAFF}>"}, NEWS)

        # what stood there can be asked about, with a link to the message; what is for the bot is no news
        service.until(lambda: "reopened" in _texts(data))
        answer = town.types("ask", {"question": "what did Ann Lee say?"}, NEWS, person=MEMBER)
        assert "14 ships would sail by noon" in answer and f"https://discord.com/channels/{GUILD}/{WIRE}/" in answer
        assert ":~:" not in answer.split("discord.com", 1)[1].split(")", 1)[0]
        town.asks("what did the coast guard say about the pilot boat of Eastport?", WIRE)
        assert "couldn't find" in town.types("ask", {"question": "what did Ann Lee say?"}, OTHER_NEWS, person=MEMBER)

        # what is written now is news at once, a program's as well; what is edited is changed, what is deleted gone
        boat = discord.call("say", BOAT, WIRE, person=MEMBER)
        card = {"title": "Strike", "description": STRIKE, "url": "https://agency.example/strike"}
        discord.call("say", "", WIRE, person=MEMBER, embeds=[card])
        service.until(lambda: "pilot boat" in _texts(data) and "agency.example" in _texts(data))
        briefing = town.types("brief", {"since": "1h"}, NEWS, person=MEMBER)
        assert "ran aground" in briefing and "strike on Friday" in briefing
        discord.call("rewrite", boat, BOAT.replace("Monday", "Tuesday"), WIRE)
        service.until(lambda: "Tuesday" in run(data, "search", "pilot boat", "--json"))
        discord.call("unsay", boat, WIRE)
        service.until(lambda: "pilot boat" not in _texts(data))
        service.stop()

    # what was written while nobody listened is not lost
    discord.call("say", LOCK, WIRE, person=MEMBER)
    with _service(data, discord) as service:
        _up(discord, service)
        discord.call("say", "ok, thanks", WIRE, person=MEMBER)
        service.until(lambda: "lock of Eastport" in _texts(data))
        assert "#wire" in town.types("sources", {}, NEWS, person=MEMBER)
        assert "#wire" not in town.types("sources", {}, OTHER_NEWS, person=MEMBER)
        discord.until(lambda: "#wire" in discord.call("complete", "sources", "source", {"source": "#w"}, NEWS))
        assert "Removed: #wire" in town.types("sources", {"do": "remove", "channel": WIRE}, NEWS)
        service.stop()
    told = [json.loads(line) for line in _texts(data).splitlines()]
    assert len({each["url"] for story in told for each in story["articles"]}) == 3


def test_a_channel_that_not_everybody_may_read_is_read_for_itself(tmp_path: Path, discord: DiscordProcess) -> None:
    data, town = tmp_path / "data", Plain(discord)
    discord.call("say", HARBOUR, STAFF)
    for moment in ("never", "0001-01-01T00:00:00+23:00", "2026-01-01T00:00:00"):
        embed = {"url": "https://a.example/", "title": "Odd", "timestamp": moment, "type": "rich"}
        discord.call("say", BOAT, STAFF, embeds=[embed])
    with _service(data, discord) as service:
        _up(discord, service)
        refused = town.types("sources", {"do": "add", "channel": STAFF}, NEWS)
        assert "Not everybody may read #staff" in refused and "say /sources do:add source:here in it" in refused
        assert "Only this channel sees" in town.types("sources", {"do": "add", "source": "here"}, STAFF)
        service.until(lambda: "reopened" in _texts(data))
        assert "14 ships" in town.types("ask", {"question": "what did Ann Lee say?"}, STAFF)
        assert "couldn't find" in town.types("ask", {"question": "what did Ann Lee say?"}, NEWS)
        assert "#staff" not in town.types("sources", {}, NEWS)
        assert "Paused: #staff" in town.types("sources", {"do": "pause", "source": "#staff"}, STAFF)
        service.stop()


def test_a_channel_that_cannot_be_read_is_refused_with_what_mends_it(tmp_path: Path, discord: DiscordProcess) -> None:
    data, town = tmp_path / "data", Plain(discord)
    with Service(data, datetime.now(UTC).isoformat(), **discord.environ) as service:
        _up(discord, service)
        refused = town.types("sources", {"do": "add", "channel": WIRE}, NEWS)
        assert "Message Content Intent" in refused and "discord.message_content" in refused
        service.stop()
    with _service(data, discord) as service:
        _up(discord, service)
        assert "lacks Read Message History" in town.types("sources", {"do": "add", "channel": UNREAD}, NEWS)
        assert "only a text or announcement channel" in town.types("sources", {"do": "add", "channel": FORUM}, NEWS)
        assert "sees no such channel" in town.types("sources", {"do": "add", "channel": OTHER_NEWS}, NEWS)
        assert "Pick the channel from the list" in town.types("sources", {"do": "add", "source": "#nowhere"}, NEWS)

        # a permission that is taken away later is said where the sources are listed, and nothing is taken for deleted
        discord.call("say", HARBOUR, WIRE, person=MEMBER)
        town.types("sources", {"do": "add", "channel": WIRE}, NEWS)
        service.until(lambda: "reopened" in _texts(data))
        discord.call("permit", GUILD, bot=1 << 11, everyone=(1 << 10) | (1 << 11))
        discord.call("say", BOAT, WIRE, person=MEMBER)
        service.until(lambda: "lacks Read Message History" in run(data, "sources", "list"))
        assert "reopened" in _texts(data)
        service.stop()
