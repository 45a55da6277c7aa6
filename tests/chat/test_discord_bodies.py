"""Discord's messages of any news: valid, within every limit, nothing live but links to what is cited, nothing lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chat_strategies import PROOF, nouns, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from service import run
from visible_text import INVISIBLE, allowed, page, parts_of, said, signs

from bot.chat.adapter_protocol import PartKey
from bot.chat.discord import payloads as discord_body
from bot.chat.discord.commands import commands
from bot.chat.discord.payloads import LIMITS, MAX_THREAD_NAME, thread_name, title, units
from bot.chat.discord.setup import permissions
from bot.chat.rendering import listings
from bot.chat.rendering.parts import Action, Part
from bot.models import Answer, Briefing

STORE = "0badf00d"
TOP = Path(__file__).parents[2]
Check = Callable[[dict[str, Any]], list[str]]
HEALTH = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def _times(count: int) -> settings:
    return settings(max_examples=count, suppress_health_check=HEALTH)


@pytest.mark.parametrize(
    "count",
    [
        PROOF.max_examples,
        pytest.param(500, marks=pytest.mark.slow),
        pytest.param(10_000, marks=(pytest.mark.slow, pytest.mark.full)),
    ],
)
def test_any_news_is_taken_by_discord_and_nothing_in_it_is_live(discord_check: Check, count: int) -> None:
    @_times(count)
    @given(noun=nouns, delivery=st.integers(0, 2**40))
    def holds(noun: Briefing | Answer, delivery: int) -> None:
        _hold(discord_check, noun, delivery)

    holds()


def _hold(check: Check, noun: Briefing | Answer, delivery: int) -> None:
    parts = parts_of(noun, LIMITS)
    seen = ""
    for ordinal, part in enumerate(parts, 1):
        key = PartKey(delivery, ordinal, len(parts), store=STORE)
        body = discord_body.body(part, key)
        assert check(json.loads(json.dumps(body))) == []
        assert discord_body.marked_as(body) == (key.mark if delivery else None)
        assert bool(body.get("content")) == (ordinal == 1)
        assert not _LIVE.search(re.sub(r"\\.", "", body.get("content", "")))
        (embed,) = body["embeds"]
        assert not INVISIBLE.search(json.dumps(body, ensure_ascii=False))
        shown, links = _as_discord_shows(embed["description"])
        assert {page(link) for link in links} <= allowed(noun)
        assert len(title(part).encode("utf-16-le")) // 2 <= MAX_THREAD_NAME
        seen += shown + (embed.get("footer") or {}).get("text", "")
    assert not signs(said(noun)) - signs(seen)


@_times(300)
@given(text=texts, labels=st.lists(texts, min_size=1, max_size=5))
def test_any_line_with_any_buttons_is_taken(discord_check: Check, text: str, labels: list[str]) -> None:
    actions = [Action("command", label, words=f"ask {label}") for label in labels]
    for part in listings.notice(text or "x", LIMITS, actions):
        assert discord_check(discord_body.body(part, PartKey(3, 1, 1), ping="42")) == []


@_times(300)
@given(text=texts)
def test_a_thread_has_a_name_that_calls_nobody(text: str) -> None:
    name = thread_name(text)
    assert 1 <= units(name) <= MAX_THREAD_NAME
    assert "\n" not in name
    assert not re.search(r"@(?!\u200b)", name)


def test_only_the_role_that_an_admin_chose_is_called() -> None:
    part = listings.notice("@everyone <@&7>", LIMITS)[0]
    body = discord_body.body(part, PartKey(1, 1, 1), ping="42")
    assert body["content"].startswith("<@&42> ")
    assert not _LIVE.search(body["content"].removeprefix("<@&42> "))
    assert body["allowed_mentions"] == {"parse": [], "roles": ["42"]}
    assert discord_body.body(part, PartKey(1, 1, 1))["allowed_mentions"] == {"parse": []}


def test_a_part_without_a_story_s_button_says_in_its_footer_which_it_is() -> None:
    plain = Part(listings.notice("Hello", LIMITS)[0].blocks)
    body = discord_body.body(plain, PartKey(12, 2, 3, store=STORE))
    assert body["embeds"][0]["footer"]["text"].endswith(f"readout 12 · 2/3 · {STORE}")
    assert discord_body.marked_as(body) == (STORE, 12, 2)
    assert discord_body.marked_as(discord_body.body(plain, PartKey(0, 1, 1))) is None


def test_every_command_is_described_and_no_limit_is_passed() -> None:
    from discord_server.rules import command_limits

    made = commands()
    assert command_limits(made) == []
    assert all(option["description"] for command in made for option in command.get("options") or ())


def test_the_readme_gives_each_scope_permission_and_intent_its_reason() -> None:
    rows = [f"| scope `{name}` | {why} |" for name, why in permissions.SCOPES.items()]
    rows += [f"| permission {name} | {why} |" for name, (_, why) in permissions.PERMISSIONS.items()]
    rows += [f"| intent `{name}` | {why} |" for name, why in permissions.INTENTS.items()]
    readme = (TOP / "README.md").read_text(encoding="utf-8").split("\n")
    assert [row for row in rows if row not in readme] == []


def test_brief_as_discord_prints_the_bodies_that_a_channel_gets(discord_check: Check, tmp_path: Path) -> None:
    now = {"READOUT_NOW": "2021-12-31T06:00:00Z"}
    run(tmp_path / "data", "ingest", *map(str, sorted((TOP / "seeds/articles").glob("*.jsonl"))), **now)
    printed = [json.loads(line) for line in run(tmp_path / "data", "brief", "--as", "discord", **now).splitlines()]
    assert len(printed) > 1
    assert [problem for body in printed for problem in discord_check(body)] == []
    assert any(piece["label"] == "Who said what" for row in printed[0]["components"] for piece in row["components"])


# ---------------------------------------------------------------- what a reader sees


_TOKEN = re.compile(
    r"\\(?P<escaped>[^\w\s]|_)"
    r"|\[(?P<label>(?:\\.|[^\[\]\\])*)\]\((?P<link>https?://[^\s()<>|\\]+)\)"
    r"|(?P<bold>\*\*)"
    r"|(?P<plain>[^\\*_~`|<>\[\]]+)",  # a code fence is no fence where its signs are escaped
    re.DOTALL,
)
_LIVE = re.compile(r"@(?:everyone|here|[!&]?\d)|://|:\w+:", re.IGNORECASE)
_LINE_MARKS = re.compile(r"(?:\u2068)?(?:#{1,3} |-# |[-+*] |>|\d+\. )")


def _as_discord_shows(description: str) -> tuple[str, list[str]]:
    """Read markdown as Discord does; every live sign that is not ours fails. Returns what is seen, and the links."""
    seen: list[str] = []
    links: list[str] = []
    for line in description.split("\n"):
        rest = line.removeprefix("> ")
        assert not _LINE_MARKS.match(rest), line
        at = 0
        while at < len(rest):
            token = _TOKEN.match(rest, at)
            assert token, rest[at : at + 40]
            assert not _LIVE.search(token["plain"] or ""), rest[at : at + 40]
            seen.append(token["escaped"] or (token["label"] or "").replace("\\", "") or token["plain"] or "")
            links += [token["link"]] if token["link"] else []
            at = token.end()
    return "".join(seen), links
