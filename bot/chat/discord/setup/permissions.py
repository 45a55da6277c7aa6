"""The least that the bot asks of Discord, each with its reason; the README shows these tables.

https://docs.discord.com/developers/topics/permissions
"""

from __future__ import annotations

SCOPES = {
    "bot": "be a member of the server: post, and hear what calls it",
    "applications.commands": "offer slash commands, and “What does the news say?” on a message",
}
PERMISSIONS = {
    "View Channel": (1 << 10, "see the channels that it is to post in"),
    "Send Messages": (1 << 11, "post briefings and answers; in a forum, posts"),
    "Embed Links": (1 << 14, "show citations as links that unfold into no preview"),
    "Attach Files": (1 << 15, "give out the sources as an OPML file"),
    "Read Message History": (
        1 << 16,
        "see after a fall whether a briefing arrived, reply to a message, read a channel that is a source",
    ),
    "Create Public Threads": (1 << 35, "answer in a thread, and put the rest of a long briefing there"),
    "Send Messages in Threads": (1 << 38, "the same"),
}
INTENTS = {
    "GUILDS": "know channels and permissions, to name the one that is missing; know that it was put out of a server",
    "GUILD_MESSAGES": "hear messages that mention it or reply to it, and that a source was written to: others reach it "
    "without their text",
    "DIRECT_MESSAGES": "hear what is written to it directly",
    "MESSAGE_CONTENT": "only with `discord.message_content`: read channels that are sources, and follow-ups in its "
    "threads that do not mention it",
}
"""Of these, MESSAGE_CONTENT alone is privileged, and off."""

BITS = sum(bit for bit, _ in PERMISSIONS.values())
"""What the invitation asks for."""
