"""What is wrong with a row of the store: another program, or a later version, wrote it."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    "rows.channel": "This channel gets nothing: {problem}",
    "rows.briefing": "Briefing {number} does not come as it should: {problem}",
    "rows.follow": "Followed {kind} {what} is not told: {problem}",
    "rows.correction": "Changes of {address} are not told: {problem}",
    "rows.delivery": "A {kind} waits to be posted: {problem}",
    # Each stands after the name of what it is a problem of.
    "rows.unknown_state": "its state {state!r} is not known to this version. Update Readout, or remove it",
    "rows.unknown_kind": "its kind {kind!r} is not known to this version. Update Readout, or remove it",
    "rows.unknown_length": "its length {length!r} is not known to this version: it is written at normal length",
    "rows.unknown_platform": "{platform!r} is no platform of this version. Update Readout, or remove it",
    "rows.no_days": "its days {days!r} cannot be read. Change them, or remove it",
    "rows.nothing_followed": "it names nothing to follow. Remove it",
    "rows.no_number": "{value!r} is no number of alerts a day. Follow it anew",
    "rows.unreadable_request": "what it is to tell cannot be read: its row is damaged",
}
