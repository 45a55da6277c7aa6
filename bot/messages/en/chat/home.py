"""Slack's App Home and its form."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- the tab
    "home.title": "Readout",
    "home.about": (
        "What is briefed where, in the channels that you are in. Ask me anything in the tab Messages, or mention me "
        "in a channel. /readout help lists what else there is."
    ),
    "home.only_for_you": "Only for you",
    "home.none_scheduled": "No briefing is scheduled yet.",
    "home.more_briefings": "… and {n} more: /readout schedule list, in their channels",
    "home.follows": "Follows: {followed}",
    "home.sources_read": {
        "one": "{n:,} source read here{paused}. /readout sources lists them.",
        "other": "{n:,} sources read here{paused}. /readout sources lists them.",
    },
    # A part of home.sources_read.
    "home.of_them_paused": ", {n:,} of them paused",
    "home.none_read": "No source is read yet: /readout sources add ADDRESS",
    "home.sources": "Sources",
    "home.source_paused": "paused",
    "home.more_sources": "… and {n} more: /readout sources",
    # ---- its buttons
    "home.add_briefing": "Add a briefing",
    "home.add_source": "Add a source",
    "home.edit": "Edit",
    "home.remove": "Remove",
    "home.remove_question": "Remove this briefing?",
    "home.remove_source_question": "Remove this source?",
    "home.keep": "Keep",
    # ---- the form
    "home.direct": "Only me, as a direct message",
    "home.add": "Add",
    "home.cancel": "Cancel",
    "home.where": "Where",
    "home.time": "Time",
    "home.zone": "Time zone",
    "home.days": "Days",
    "home.topic": "Topic",
    "home.length": "Length",
    "home.nowhere": "I am in none of your channels yet. /invite me into one, then add its briefing here.",
    "home.close": "Close",
    # ---- the form that changes one
    "home.edit_briefing": "Edit the briefing",
    "home.save": "Save",
    "home.topic_if_any": "Topic, if not everything",
    "home.ping": "User group to call, by its ID",
    "home.ping_is_a_group": "A ping calls a user group by its ID, like S0123ABCD: see the group's page under People.",
    "home.language": "Language, if not as printed",
    "home.leave_out": "Leave out, with commas between",
    # ---- the form that adds a source
    "home.source_address": "Its address, or its name",
    "home.source_topic": "Topic to file it under",
    "home.source_hint": (
        "A feed, a site, or a well-known name such as bbc. What came of it is told at the top of your home."
    ),
    "home.gone": "That briefing is gone.",
    "home.not_yours": "Only those who manage the channel may change its briefings.",
}
