"""The one table of commands: Discord's commands, Slack's help and /help are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.messages.catalogue import say
from bot.models import LENGTHS

Completion = Literal["", "zone", "source", "speaker", "topic", "story", "followed", "muted", "subscription"]
"""What an option is completed from, as somebody types."""


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """An option of a command. One with `choices` is one of them; a `role` or `channel` is the platform's id of one, and
    so is a `place`, where the command is to hold instead of here; a `file` comes as the command's attachment.
    """

    name: str
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    complete: Completion = ""
    kind: Literal["text", "role", "channel", "place", "file"] = "text"


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command. `admin`: what it changes, only those may change who manage the channel; seeing it is for everyone.
    `server`: what it changes for the whole server, only those who manage the server.

    `example` is how it is typed; `private`: what it shows is for the person alone.
    """

    name: str
    help: str
    options: tuple[OptionSpec, ...] = ()
    admin: bool = False
    server: bool = False
    example: str = ""
    private: bool = False


_TOPIC = OptionSpec("topic", say("commands.option_topic"), complete="topic")
_ZONE = OptionSpec("zone", say("commands.option_zone"), complete="zone")

COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec(
        "brief",
        say("commands.brief"),
        (_TOPIC, OptionSpec("since", say("commands.brief_since"))),
        example="brief 24h climate",
    ),
    CommandSpec(
        "ask",
        say("commands.ask"),
        (OptionSpec("question", say("commands.ask_question"), required=True),),
        example="ask what did the minister say about the budget?",
    ),
    CommandSpec(
        "quotes",
        say("commands.quotes"),
        (
            OptionSpec("speaker", say("commands.quotes_speaker"), complete="speaker"),
            OptionSpec("about", say("commands.quotes_about"), complete="topic"),
        ),
        example="quotes the minister about the budget",
    ),
    CommandSpec(
        "follow",
        say("commands.follow"),
        (
            OptionSpec("what", say("commands.follow_what"), complete="topic"),
            OptionSpec("kind", say("commands.follow_kind"), choices=("topic", "speaker", "source", "story")),
            OptionSpec("now", say("commands.follow_now"), choices=("now", "later")),
            OptionSpec("most", say("commands.follow_most")),
            OptionSpec("quiet", say("commands.follow_quiet")),
            _ZONE,
        ),
        admin=True,
        example="follow climate now quiet 22:00-07:00 most 3",
    ),
    CommandSpec(
        "unfollow",
        say("commands.unfollow"),
        (OptionSpec("what", say("commands.unfollow_what"), required=True, complete="followed"),),
        admin=True,
        example="unfollow climate",
    ),
    CommandSpec(
        "mute",
        say("commands.mute"),
        (OptionSpec("what", say("commands.mute_what"), complete="topic"),),
        admin=True,
        example="mute crypto",
    ),
    CommandSpec(
        "unmute",
        say("commands.unmute"),
        (OptionSpec("what", say("commands.unmute_what"), required=True, complete="muted"),),
        admin=True,
        example="unmute crypto",
    ),
    CommandSpec("undo", say("commands.undo"), admin=True, server=True),
    CommandSpec(
        "schedule",
        say("commands.schedule"),
        (
            OptionSpec("time", say("commands.schedule_time")),
            _ZONE,
            OptionSpec("days", say("commands.schedule_days")),
            _TOPIC,
            OptionSpec("length", say("commands.schedule_length"), choices=LENGTHS),
            OptionSpec("language", say("commands.schedule_language")),
            OptionSpec("only_language", say("commands.schedule_only_language")),
            OptionSpec("ping", say("commands.schedule_ping"), kind="role"),
            OptionSpec("in", say("commands.schedule_in"), kind="place"),
            OptionSpec("tag", say("commands.schedule_tag")),
            OptionSpec(
                "do",
                say("commands.what_to_do"),
                choices=("add", "change", "list", "remove", "pause", "resume", "preview"),
            ),
            OptionSpec("number", say("commands.schedule_number"), complete="subscription"),
        ),
        admin=True,
        example="schedule 08:00 Europe/Kyiv weekdays",
    ),
    CommandSpec(
        "language",
        say("commands.language"),
        (OptionSpec("language", say("commands.language_which")),),
        admin=True,
        example="language German",
    ),
    CommandSpec(
        "sources",
        say("commands.sources"),
        (
            OptionSpec(
                "do",
                say("commands.what_to_do"),
                choices=("list", "add", "find", "remove", "pause", "resume", "check", "import", "export"),
            ),
            OptionSpec("source", say("commands.sources_source"), complete="source"),
            OptionSpec("channel", say("commands.sources_channel"), kind="channel"),
            OptionSpec("topic", say("commands.sources_topic"), complete="topic"),
            OptionSpec("file", say("commands.sources_file"), kind="file"),
        ),
        admin=True,
        server=True,
        example="sources add https://example.org/feed.xml",
    ),
    CommandSpec(
        "why",
        say("commands.why"),
        (OptionSpec("what", say("commands.why_what"), complete="story"),),
        example="why flood",
        private=True,
    ),
    CommandSpec("status", say("commands.status"), private=True),
    CommandSpec("help", say("commands.help"), private=True),
    CommandSpec(
        "forget",
        say("commands.forget"),
        (
            OptionSpec("what", say("commands.forget_what"), choices=("channel", "server")),
            OptionSpec("confirm", say("commands.forget_confirm"), choices=("confirm",)),
        ),
        admin=True,
        server=True,
        example="forget channel",
        private=True,
    ),
    CommandSpec(
        "search",
        say("commands.search"),
        (OptionSpec("words", say("commands.search_words"), required=True),),
        example="search harbour strike",
    ),
    CommandSpec(
        "stories",
        say("commands.stories"),
        (OptionSpec("story", say("commands.stories_story"), complete="story"),),
        example="stories harbour strike",
    ),
)

BY_NAME = {spec.name: spec for spec in COMMANDS}
WISH = CommandSpec("wish", "", admin=True, server=True)
"""What is said in words of one's own: it stands in no menu."""
_SPECS = {**BY_NAME, WISH.name: WISH}
ABOUT_CHANNELS = frozenset(name for name, spec in _SPECS.items() if spec.admin)
"""Commands about a channel as a whole, wherever in it they are typed; they may change how it is set up."""


def may_change(name: str) -> CommandSpec | None:
    """Return a command, a wish too, that may change how a channel is set up; None for any other."""
    spec = _SPECS.get(name)
    return spec if spec and spec.admin else None
