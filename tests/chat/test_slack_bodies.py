"""Every body that Slack gets is valid and within its limits, nothing in it is live, and nothing is lost: for any text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
import slack_server
from chat_strategies import PROOF, nouns, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_server.limits import view_problems
from visible_text import INVISIBLE, allowed, page, parts_of, said, signs

from bot.chat.adapter_protocol import PartKey
from bot.chat.commands.button_presses import pressed
from bot.chat.desk_protocol import Overview, Place, Plan
from bot.chat.rendering.cleaning import clean
from bot.chat.slack.answering import _echo
from bot.chat.slack.home import home_views
from bot.chat.slack.payloads import LIMITS, body, marked_as, message
from bot.chat.slack.plain_text import plain
from bot.models import Answer, Briefing

FEW = settings(PROOF, max_examples=max(PROOF.max_examples, 100))
MANY = settings(PROOF, max_examples=max(PROOF.max_examples, 10_000))
DEAD = "rich_text rich_text_section rich_text_quote text context header plain_text actions button section".split()


def takes(noun: Briefing | Answer) -> None:
    parts = parts_of(noun, LIMITS)
    seen = ""
    for ordinal, part in enumerate(parts, 1):
        request = body(part, PartKey(12, ordinal, len(parts)))
        assert slack_server.limits(json.loads(json.dumps(request))) == []
        assert marked_as(request) == ("", 12, ordinal)
        assert not INVISIBLE.search(json.dumps(request, ensure_ascii=False))
        assert {page(link) for link in links(request["blocks"])} <= allowed(noun)
        assert '"mrkdwn", "' not in json.dumps(request["blocks"])
        seen += slack_server.shown(request["blocks"])
    assert not signs(said(noun)) - signs(seen)


def links(node: Any) -> Iterable[str]:
    """Give the links of blocks; anything that could be live fails."""
    if isinstance(node, list):
        for item in node:
            yield from links(item)
    elif isinstance(node, dict):
        # in rich text only links, users, channels, groups and broadcasts are live; in plain text nothing is
        assert node.get("type", "text") in DEAD or node["type"] == "link"
        assert node.get("emoji", False) is False
        if node.get("type") == "link":
            yield node["url"]
        elif node.get("type") == "button":
            assert "url" not in node
            assert pressed(node["value"]) or node["action_id"].startswith(home_views.CONTROL)
        for value in node.values():
            yield from links(value)


@FEW
@given(noun=nouns)
def test_slack_takes_every_body_and_nothing_in_it_is_live(noun: Briefing | Answer) -> None:
    takes(noun)


@pytest.mark.full
@pytest.mark.slow
@MANY
@given(noun=nouns)
def test_slack_takes_ten_thousand(noun: Briefing | Answer) -> None:
    takes(noun)


@PROOF
@given(names=st.lists(texts, min_size=1, max_size=40), zone=texts, direct=st.sampled_from(["D0000000001", ""]))
def test_slack_takes_every_home_and_form(names: list[str], zone: str, direct: str) -> None:
    place = Place("slack", "C1", "T1", "1.2", name=names[0])
    plans = [Plan(place, number, name, bool(number % 2), name) for number, name in enumerate(names)]
    follows = [(replace(place, channel_id=f"C{number % 9}"), name) for number, name in enumerate(names)]
    overview = Overview(tuple(plans), tuple(follows), names[0])
    view = home_views.home(
        overview, {f"C{number}": "x" for number in range(9)} | {"C1": names[0] or "x"}, direct, names[-1]
    )
    assert view_problems(json.loads(json.dumps(view))) == []
    assert not list(links(view["blocks"]))
    choices = [home_views.Choice(f"C{number}", name or "x") for number, name in enumerate(names)]
    form = home_views.form(choices, direct, clean(zone)[:40])
    assert view_problems(json.loads(json.dumps(form))) == []


@PROOF
@given(text=texts)
def test_what_somebody_typed_is_shown_and_never_live(text: str) -> None:
    echo = _echo(text)
    assert not echo or slack_server.limits(message(echo, "x")) == []
    assert not list(links(echo))
    assert plain(text, "U1") == plain(text, "U1").strip()
