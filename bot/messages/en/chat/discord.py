"""What is said on Discord, and of it."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    "discord.for_you_alone": "That is for you alone to see.",
    # ---- people
    "discord.welcome": (
        "Readout is here. An admin sets it up: /sources do:add with a site's address, then /schedule time:08:00 "
        "zone:Europe/Kyiv days:weekdays in the channel that is to be briefed. Anybody may /ask. /help lists the rest."
    ),
    "discord.welcome_back": "Readout is here again. What was set up before was kept, and goes on. /status shows it.",
    "discord.and": " and ",
    "discord.no_tag": "Discord: a post in this forum needs a tag that is there. Choose one with /schedule tag:",
    "discord.rest": "The rest of this briefing",
    "discord.rest_of_answer": "The rest of this answer",
    "discord.file_elsewhere": "that file does not lie with Discord: attach it to the command",
    "discord.file_not_given": "Discord did not give the file. Attach it again",
    # ---- a channel is closed
    "discord.may_not": (
        "Discord: the bot may not {permission} in {where}{told}. Allow it under Edit Channel › Permissions"
    ),
    # Where, in the errors below, where its name is not known.
    "discord.the_channel": "the channel",
    "discord.channel_name": "#{channel}",
    "discord.closed": "Discord: {reason}. Name another one, or open it again",
    "discord.closed_gone": "the channel is gone",
    "discord.closed_archived": "the thread is archived",
    "discord.closed_locked": "the thread is locked",
    "discord.channel_gone": "Discord: {where} is gone, or the bot was never in it. Check the id and invite the bot",
    "discord.no_direct_messages": (
        "Discord: the person takes no direct messages from the bot. They allow them under Privacy Settings"
    ),
    "discord.channel_deleted": "Discord: the channel is gone. Name another one",
    "discord.thread_deleted": "Discord: the thread is gone. Name another place",
    "discord.thread_locked": "Discord: the thread is archived and locked. Open it again",
    "discord.no_channel_id": "Discord: {id!r} is not the id of a channel. Copy it with Developer Mode on",
    # ---- a channel is read
    "discord.no_such_channel": "Discord: the bot sees no such channel in this server. Let it in, or name another",
    "discord.no_text_channel": "Discord: only a text or announcement channel can be read, no forum, thread or voice",
    "discord.no_text_of_messages": (
        "Discord gives the bot no text of messages that are not for it. Switch Message Content Intent on in the "
        "developer portal, page Bot, and set discord.message_content to true"
    ),
    "discord.lacks": "Discord: the bot lacks {lacking}. Set it {where}",
    # A part of discord.lacks.
    "discord.where_to_set": "in #{channel}, Edit Channel, Permissions",
    # ---- Discord refuses, or is away
    "discord.no_message_content": (
        "Discord does not give the bot the content of messages. Switch Message Content Intent on in the developer "
        "portal, page Bot, or set discord.message_content to false"
    ),
    "discord.more_shards": "Discord wants the bot over {shards} connections, and gets them now",
    "discord.gateway_dropped": "the gateway's connection dropped",
    "discord.token_refused": (
        "Discord does not accept the token. Make a new one in the developer portal, set DISCORD_TOKEN"
    ),
    "discord.too_many_refused": "Discord refused too many requests; more of them would get us banned",
    "discord.asks_to_wait": "Discord asks to wait",
    "discord.no_answer": "Discord did not answer within {seconds:g} s",
    "discord.unreachable": "Discord could not be reached: {error}",
    "discord.no_list": "Discord answered with something that is no list of messages",
    "discord.stale_token": "Discord: the token of the interaction is over",
    "discord.error": "Discord: {text}",
    "discord.message_gone": "Discord: the message is gone",
    "discord.token_not_accepted": "Discord does not accept the token. Make a new one in the developer portal",
    "discord.status": "Discord answered {status}",
    "discord.front_door": "Discord's front door answered 403: too many bad requests, or a proxy on the way",
    "discord.refuses": "Discord refuses the message: {code} {text}",
    "discord.no_message": "Discord answered with something that is no message",
}
