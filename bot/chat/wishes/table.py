"""The one table of wishes: Discord's commands, Slack's help and /help are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Completion = Literal["", "zone", "source", "speaker", "topic", "story", "followed", "subscription"]
"""What an option is completed from, as somebody types."""


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """An option of a wish. One with `choices` is one of them; a `role` or `channel` is the platform's id of one; a
    `file` comes as the wish's attachment.
    """

    name: str
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    complete: Completion = ""
    kind: Literal["text", "role", "channel", "file"] = "text"


@dataclass(frozen=True, slots=True)
class WishSpec:
    """A wish. `admin`: what it changes, only those may change who manage the channel; seeing it is for everyone.

    `example` is how it is typed; `private`: what it shows is for the person alone.
    """

    name: str
    help: str
    options: tuple[OptionSpec, ...] = ()
    admin: bool = False
    example: str = ""
    private: bool = False


_TOPIC = OptionSpec("topic", "only what is filed under it, or says it", complete="topic")
_ZONE = OptionSpec("zone", "a time zone, like Europe/Kyiv", complete="zone")

WISHES: tuple[WishSpec, ...] = (
    WishSpec(
        "brief",
        "a briefing of the last hours, now",
        (_TOPIC, OptionSpec("since", "how far back: 90m, 24h, 7d")),
        example="brief 24h climate",
    ),
    WishSpec(
        "ask",
        "what the news says about something",
        (OptionSpec("question", "what you want to know", required=True),),
        example="ask what did the minister say about the budget?",
    ),
    WishSpec(
        "quotes",
        "who said what, word for word",
        (
            OptionSpec("speaker", "who speaks", complete="speaker"),
            OptionSpec("about", "what about", complete="topic"),
        ),
        example="quotes the minister about the budget",
    ),
    WishSpec(
        "follow",
        "put a topic, speaker, source or story first in briefings, or be told of it at once",
        (
            OptionSpec("what", "the topic, speaker, source or story", complete="topic"),
            OptionSpec("kind", "what it is, where that is not plain", choices=("topic", "speaker", "source", "story")),
            OptionSpec("now", "be told as soon as the news is in", choices=("now", "later")),
            OptionSpec("most", "alerts a day at most"),
            OptionSpec("quiet", "when no alert comes, like 22:00-07:00, or off"),
            _ZONE,
        ),
        admin=True,
        example="follow climate now quiet 22:00-07:00 most 3",
    ),
    WishSpec(
        "unfollow",
        "follow something no longer",
        (OptionSpec("what", "what is followed", required=True, complete="followed"),),
        admin=True,
        example="unfollow climate",
    ),
    WishSpec(
        "schedule",
        "when this channel is briefed, and about what",
        (
            OptionSpec("time", "the time of day, like 08:00"),
            _ZONE,
            OptionSpec("days", "daily, weekdays, mon-fri or sat,sun"),
            _TOPIC,
            OptionSpec("length", "how long", choices=("short", "normal", "long")),
            OptionSpec("language", "only articles in this language, like en or de"),
            OptionSpec("ping", "a role to call with it", kind="role"),
            OptionSpec("do", "what to do", choices=("add", "list", "remove", "pause", "resume", "preview")),
            OptionSpec("number", "of the briefing to remove, pause, resume or preview", complete="subscription"),
        ),
        admin=True,
        example="schedule 08:00 Europe/Kyiv weekdays",
    ),
    WishSpec(
        "sources",
        "what is read",
        (
            OptionSpec(
                "do",
                "what to do",
                choices=("list", "add", "remove", "pause", "resume", "check", "import", "export"),
            ),
            OptionSpec("source", "an address, or a number of the list", complete="source"),
            OptionSpec("channel", "a channel here whose messages are to be read", kind="channel"),
            OptionSpec("topic", "what to file it under", complete="topic"),
            OptionSpec("file", "an OPML file to import", kind="file"),
        ),
        admin=True,
        example="sources add https://example.org/feed.xml",
    ),
    WishSpec(
        "why",
        "why something was or was not in the last briefing, or told at once",
        (OptionSpec("what", "words of it, or a story", complete="story"),),
        example="why flood",
        private=True,
    ),
    WishSpec("status", "the last and the next briefing, what fails, the model and its budget", private=True),
    WishSpec("help", "what can be asked for", private=True),
    WishSpec(
        "forget",
        "delete what is kept of this channel or of the whole server",
        (
            OptionSpec("what", "of what", choices=("channel", "server")),
            OptionSpec("confirm", "delete it, for good", choices=("confirm",)),
        ),
        admin=True,
        example="forget channel",
        private=True,
    ),
    WishSpec(
        "search",
        "the passages that fit best",
        (OptionSpec("words", "what to look for", required=True),),
        example="search harbour strike",
    ),
    WishSpec(
        "stories",
        "the stories at hand, or how one of them developed",
        (OptionSpec("story", "a story, or words of its title", complete="story"),),
        example="stories harbour strike",
    ),
)

BY_NAME = {spec.name: spec for spec in WISHES}
