"""What people do on Slack, as requests to the desk: mentions, messages, commands, presses, shortcuts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.chat.commands.button_presses import pressed
from bot.chat.commands.parsing import parse
from bot.chat.commands.specs import ABOUT_CHANNELS
from bot.chat.desk_protocol import Command, Place, Request
from bot.chat.slack.plain_text import channel_in, plain
from bot.models import ChannelKind

Json = Mapping[str, Any]

_SETTINGS = ABOUT_CHANNELS
_TALK = frozenset(("ask", "brief", "quotes"))
"""What the next question in a thread may lean on."""
_OPML = (".opml", ".xml")


@dataclass(frozen=True, slots=True)
class SlackRequest:
    """A request, and how Slack wants it answered.

    `thread` is where the answer is posted; `response_url` takes an answer that only the person sees, also where the
    app is in no channel; `typed` is a command's text, which nobody else has seen; `file` the address of an attachment;
    `titled`: the thread is a conversation that Slack lists, and takes the question for its title.
    """

    request: Request
    thread: str | None = None
    response_url: str = ""
    typed: str = ""
    file: str = ""
    titled: bool = False


def from_message(envelope: Json, event: Json, team: str, own_id: str) -> SlackRequest | None:
    """Return what a mention or a direct message asks; None for what nobody wrote to us."""
    if event.get("bot_id") or event.get("subtype") not in (None, "file_share"):
        return None
    if event.get("user") in (None, "", own_id):  # our own, told without the bot that it is of
        return None
    text = plain(str(event.get("text") or ""), own_id)
    file = _attachment(event)
    command = Command("sources", {"do": "import"}) if file and not text else parse(text)
    command = _with_channel(command, str(event.get("text") or ""))
    if not text and not file:
        command = Command("help")
    ts, within = str(event.get("ts") or ""), str(event.get("thread_ts") or "")
    direct = event.get("channel_type") == "im" or str(event.get("channel", "")).startswith("D")
    request = Request(
        str(envelope.get("event_id") or ts),
        _place(str(event.get("channel") or ""), team, _kept_in(command, within, ts, direct=direct), direct=direct),
        command,
        person=str(event["user"]),
        private=direct,
        reply_to=ts or None,
        about=within,
    )
    return SlackRequest(request, thread=within or ts or None, file=file, titled=direct and _names_thread(event))


def _names_thread(event: Json) -> bool:
    """Tell whether a direct message gives its thread a title: the one that begins it, and each in an older assistant's.

    Only an agent is told with a message what else is open: https://docs.slack.dev/ai/migrating-to-agent-messaging
    """
    return not event.get("thread_ts") or "app_context" not in event


def _with_channel(command: Command, typed: str) -> Command:
    """Return a command about a source with the channel that was named: its id is gone from what is shown as typed."""
    named = channel_in(typed)
    if named and command.name == "sources":
        return replace(command, options={**command.options, "source": "", "channel": named})
    if named and command.name in ("follow", "unfollow"):
        return replace(command, options={**command.options, "what": f"<#{named}>"})
    return command


def _kept_in(command: Command, within: str, ts: str, *, direct: bool) -> str | None:
    """Return the thread that a command is about; most are about the channel, wherever in it they are typed."""
    if command.name in _SETTINGS:
        return None if direct else within or None  # every direct message stands in a thread: a conversation
    return within or ts or None if command.name in _TALK else None


def _place(channel: str, team: str, thread: str | None, *, direct: bool, name: str = "") -> Place:
    kind: ChannelKind = "direct" if direct else "thread" if thread else "channel"
    return Place("slack", channel, team, thread, kind, name)


def _attachment(event: Json) -> str:
    for file in event.get("files") or ():
        if str(file.get("name") or "").lower().endswith(_OPML):
            return str(file.get("url_private_download") or file.get("url_private") or "")
    return ""


def from_command(payload: Json, team: str) -> SlackRequest:
    """Return what `/readout …` asks."""
    text = plain(str(payload.get("text") or ""))
    channel = str(payload.get("channel_id") or "")
    direct = channel.startswith("D")
    name = "" if direct else str(payload.get("channel_name") or "")
    request = Request(
        str(payload.get("trigger_id") or ""),
        _place(channel, team, None, direct=direct, name="" if name in ("privategroup", "directmessage") else name),
        _with_channel(parse(text, command=True), str(payload.get("text") or "")),
        person=str(payload.get("user_id") or ""),
        private=direct,
    )
    who = str(payload.get("user_name") or "").strip()
    typed = f"{who}: {text}" if who else text
    return SlackRequest(request, response_url=str(payload.get("response_url") or ""), typed=typed)


def from_press(payload: Json, team: str) -> SlackRequest | None:
    """Return what a button of a message of ours asks; None for an action that is none of ours."""
    action: Json = next(iter(payload.get("actions") or ()), {})
    chosen: Json = action.get("selected_option") or action
    command = pressed(str(chosen.get("value") or ""))
    channel = str((payload.get("channel") or {}).get("id") or "")
    if command is None or not channel:
        return None
    container, message = payload.get("container") or {}, payload.get("message") or {}
    ts = str(container.get("message_ts") or message.get("ts") or "")
    within = str(container.get("thread_ts") or message.get("thread_ts") or "")
    hidden = bool(container.get("is_ephemeral"))
    thread = within or ("" if hidden else ts)
    direct = channel.startswith("D")
    kept = _kept_in(command, within, thread, direct=direct)
    request = Request(
        str(payload.get("trigger_id") or ""),
        _place(channel, team, kept, direct=direct, name=str((payload.get("channel") or {}).get("name") or "")),
        command,
        person=str((payload.get("user") or {}).get("id") or ""),
        private=direct,
        about=ts,
    )
    return SlackRequest(request, thread=thread or None, response_url=str(payload.get("response_url") or ""))


def from_shortcut(payload: Json, team: str) -> SlackRequest:
    """Return the question that a message poses, which somebody wants to be held against the news."""
    message, channel = payload.get("message") or {}, str((payload.get("channel") or {}).get("id") or "")
    ts = str(payload.get("message_ts") or message.get("ts") or "")
    thread = str(message.get("thread_ts") or ts) or None
    direct = channel.startswith("D")
    request = Request(
        str(payload.get("trigger_id") or ""),
        _place(channel, team, thread, direct=direct),
        Command("ask", {"question": plain(str(message.get("text") or ""))}),
        person=str((payload.get("user") or {}).get("id") or ""),
        private=direct,
        reply_to=ts or None,
    )
    return SlackRequest(request, thread=thread, response_url=str(payload.get("response_url") or ""))


def kept_with(asked: SlackRequest) -> dict[str, str]:
    """Return how a request is answered, as it is kept: without its response URL, which anybody could answer through."""
    return {"thread": asked.thread or "", "typed": asked.typed, "file": asked.file}


def from_kept(request: Request, how: Mapping[str, str]) -> SlackRequest:
    """Return what was asked as `kept_with` kept it; what is missing there counts as not given."""
    return SlackRequest(request, how.get("thread") or None, typed=how.get("typed", ""), file=how.get("file", ""))


def with_file(asked: SlackRequest, body: bytes) -> SlackRequest:
    """Return what was asked with the file that came with it."""
    request = asked.request
    command = replace(request.command, attachment=body)
    if command.name in ("ask", "wish"):  # a file with a word or two beside it is still a file to import
        command = Command("sources", {"do": "import"}, body)
    return replace(asked, request=replace(request, command=command))
