"""What messages say, without their platforms' marks: pairs are taken out, what is no mark stays word for word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.discord.plain_text import plain
from bot.chat.slack.plain_text import prose


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**Mayor** _resigns_ ~~today~~ `now`", "Mayor resigns today now"),
        ("***Both*** __under__ *one*", "Both under one"),
        ("about ~50% of 3 * 4 * 5, snake_case_name and 2*3", "about ~50% of 3 * 4 * 5, snake_case_name and 2*3"),
        ("# Head\n> quoted\n-# small", "Head\nquoted\nsmall"),
        ("<@123456789012345678> told <#123456789012345678>, <@&123456789012345678>", "@somebody told #channel, @role"),
        ("see [the page](https://a.example/x_y) <https://b.example/_c_>", "see the page https://b.example/_c_"),
        ("the killer is ||the butler|| <:smile:123456789012345678>", "the killer is … :smile:"),
        ("```py\nprint(1)\n```", "print(1)"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
    ],
)
def test_what_a_message_on_discord_says(written: str, said: str) -> None:
    assert plain(written)[0] == said


def test_an_address_that_words_hide_is_told_apart() -> None:
    assert plain("[here](https://a.example/x)") == ("here", ("https://a.example/x",))
    assert prose("<https://a.example/x|here> and <https://b.example/y>") == (
        "here and https://b.example/y", ("https://a.example/x",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("*Mayor* _resigns_ ~today~ `now`", "Mayor resigns today now"),
        ("about ~50% of 3 * 4 * 5 &amp; snake_case_name", "about ~50% of 3 * 4 * 5 & snake_case_name"),
        ("<@U012AB3CD> told <#C012AB3CD|wire> <!here> <!subteam^S1|@editors>", "@somebody told #wire @here @editors"),
        ("&gt; quoted &lt;b&gt;", "quoted <b>"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
    ],
)
def test_what_a_message_on_slack_says(written: str, said: str) -> None:
    assert prose(written)[0] == said


@given(st.text(st.sampled_from("*_~`|<>@#![]():/ahtps.1\n &;")) | st.text())
def test_no_message_is_too_odd(written: str) -> None:
    assert isinstance(plain(written)[0], str)
    assert isinstance(prose(written)[0], str)
