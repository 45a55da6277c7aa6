"""Hints at the command that does what somebody asked for in words of their own."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # What is typed stands in for the fields, as it is typed on the platform.
    "hints.question": "If it was a question for the news: {ask}",
    "hints.clock": "It is {moment:%a %d %b %Y, %H:%M} {zone}.",
    "hints.sources": "To read a source: {add}. To read one no longer: {remove}. What is read: {list}",
    "hints.following": "To follow something: {follow}, or to be told at once: {at_once}. To end it: {end}",
    "hints.topics": (
        "For less of a story, press “Less like this” under it. For a briefing about one thing alone: {alone}"
    ),
    "hints.forgetting": "To have what is kept of this channel deleted: {forget}",
    "hints.none_scheduled": "No briefing is scheduled here. To schedule one: {schedule}",
    "hints.which": "Which briefing do you mean? Say its number, which stands before it.",
    # It stands in a command where the number of a briefing goes.
    "hints.its_number": "NUMBER",
    "hints.pausing": "To pause a briefing: {pause}. To let it go on: {resume}. To end it: {end}",
    "hints.language_alone": ". It is then written in that language; for only articles in it, type {only}",
    "hints.change_so": "To change the briefing so: {change}{alone}",
    "hints.changing": "To change a briefing: {ways}. For another one: {schedule}",
}
