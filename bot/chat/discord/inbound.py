"""What people do on Discord, as requests to the desk: commands, menus, buttons and messages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.chat.commands.button_presses import pressed
from bot.chat.commands.parsing import parse
from bot.chat.commands.specs import BY_NAME
from bot.chat.desk_protocol import EVERY_RIGHT, NO_RIGHT, Command, Request, Rights
from bot.chat.discord.channels import place_of, rights_of
from bot.chat.discord.payloads import ROLES

Json = Mapping[str, Any]
_FILE = 11
_BEGINS_THREAD = 21
"""The kind of a thread's first message, which holds the one that the thread is on."""
MAX_FILE = 2_000_000


def from_interaction(interaction: discord.Interaction, thread: str | None = None) -> Request | None:
    """Return the request of a command, a menu or a button; None for what is none of ours."""
    command = _command(interaction)
    if command is None or interaction.channel is None:
        return None
    channel, permissions = _meant(interaction, command) or (interaction.channel, interaction.permissions)
    return Request(
        str(interaction.id),
        place_of(channel, interaction.guild_id, thread),
        command,
        person=str(interaction.user.id),
        rights=EVERY_RIGHT if interaction.guild_id is None else rights_of(permissions),
        private=interaction.guild_id is None,
        about=str(interaction.message.id) if interaction.message else "",
    )


def _meant(interaction: discord.Interaction, command: Command) -> tuple[Any, discord.Permissions] | None:
    """Return the channel that a command names as the one that it is about, and what the person may do there.

    In a forum nobody can type a command: it is named from another channel.
    """
    named, guild = command.option("in"), interaction.guild
    channel = guild.get_channel_or_thread(int(named)) if guild and named.isdigit() else None
    if channel is None or not isinstance(interaction.user, discord.Member):
        return None
    return channel, channel.permissions_for(interaction.user)


def _command(interaction: discord.Interaction) -> Command | None:
    data: Json = interaction.data or {}
    if interaction.type is discord.InteractionType.component:
        chosen = next(iter(data.get("values") or ()), None)
        name = str(data.get("custom_id") or "")
        if data.get("component_type") == ROLES:
            return pressed(f"{name}{chosen}") if chosen else None
        return pressed(name if chosen is None else str(chosen))
    if data.get("target_id"):
        return _about_message(data)
    if data.get("name") not in BY_NAME:
        return None
    words = (each for each in data.get("options") or () if not _is_file(each))
    options = {str(each["name"]): str(each.get("value", "")) for each in words}
    return Command(str(data["name"]), options)


def _is_file(option: Json) -> bool:
    return bool(option.get("type") == _FILE)


def _about_message(data: Json) -> Command | None:
    """Return the question that a message poses, which somebody wants to be held against the news."""
    message = ((data.get("resolved") or {}).get("messages") or {}).get(str(data["target_id"])) or {}
    embeds = (str(embed.get("description") or embed.get("title") or "") for embed in message.get("embeds") or ())
    text = _unmentioned(str(message.get("content") or "")) or " ".join(embeds)
    return Command("ask", {"question": text.strip()})


def attached(interaction: discord.Interaction) -> str:
    """Return the address of the file that came with a command; "" where none did, or one that is too big."""
    data: Json = interaction.data or {}
    ids = [str(each.get("value")) for each in data.get("options") or () if _is_file(each)]
    files = (data.get("resolved") or {}).get("attachments") or {}
    held = files.get(ids[0]) if ids else None
    return str(held["url"]) if held and int(held.get("size") or 0) <= MAX_FILE else ""


def focused(interaction: discord.Interaction) -> tuple[str, str]:
    """Return the option that somebody types into, and what is there so far."""
    data: Json = interaction.data or {}
    found: Json = next((each for each in data.get("options") or () if each.get("focused")), {})
    return str(found.get("name") or ""), str(found.get("value") or "")


def from_message(message: discord.Message, me: int, *, reads: bool) -> Request | None:
    """Return the request of a message, None where it is not for us.

    `reads`: the operator has switched the intent for message content on. Without it only direct messages, mentions and
    replies that call the bot have a text.
    """
    if message.author.bot or not _is_for_us(message, me, reads=reads):
        return None
    text = _unmentioned(message.content, me)
    if not text and not any(user.id == me for user in message.mentions):
        return None
    server = message.guild.id if message.guild else None
    return Request(
        str(message.id),
        place_of(message.channel, server),
        parse(text) if text else Command("help"),
        person=str(message.author.id),
        rights=EVERY_RIGHT if server is None else _rights(message),
        private=server is None,
        reply_to=str(message.id),
        about=str((message.reference and message.reference.message_id) or ""),
        history=_replied_to(message),
    )


def _replied_to(message: discord.Message) -> tuple[str, ...]:
    """Return what somebody else said that a message replies to: “is this true?” is of that."""
    replied = message.reference.resolved if message.reference else None
    if not isinstance(replied, discord.Message) or replied.author.bot:
        return ()
    return tuple(filter(None, (_unmentioned(replied.content),)))


def said_before(messages: Sequence[Json]) -> tuple[str, ...]:
    """Return what people said in a thread, oldest first, given its messages, newest first; what it is on, too."""
    told = list[str]()
    for each in reversed(messages):
        begun = (each.get("referenced_message") or {}) if each.get("type") == _BEGINS_THREAD else each
        if not (begun.get("author") or {}).get("bot"):
            told.append(_unmentioned(str(begun.get("content") or "")))
    return tuple(filter(None, told))


def opening(request: Request, thread: int) -> Request:
    """Return a request whose answer is given in a thread that was opened on the message that asked."""
    return replace(request, place=replace(request.place, thread=str(thread)))


def _is_for_us(message: discord.Message, me: int, *, reads: bool) -> bool:
    if message.guild is None or any(user.id == me for user in message.mentions):
        return True
    if not reads or message.mentions or message.role_mentions or message.mention_everyone:
        return False
    replied = message.reference.resolved if message.reference else None
    if message.reference:
        return isinstance(replied, discord.Message) and replied.author.id == me
    return isinstance(message.channel, discord.Thread) and message.channel.owner_id == me


def _rights(message: discord.Message) -> Rights:
    if not isinstance(message.author, discord.Member):
        return NO_RIGHT
    try:
        return rights_of(message.channel.permissions_for(message.author))
    except (discord.ClientException, AttributeError):  # a thread whose parent is not known
        return rights_of(message.author.guild_permissions)


def _unmentioned(text: str, me: int | None = None) -> str:
    """Return a text without calls: of the bot, or of anybody."""
    pattern = rf"<@!?{me}>" if me else r"<(?:@[!&]?|#)\d+>"
    return " ".join(re.sub(pattern, " ", text).split()) if me is None else re.sub(pattern, " ", text).strip()
