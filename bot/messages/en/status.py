"""How things stand for a channel."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- the last briefing
    "status.none_yet": "Last briefing: none yet",
    "status.last": "Last {kind}: {moment:%a %d %b, %H:%M} {zone}",
    "status.last_failed": "Last {kind}: not sent · {problem}",
    # Why a briefing was not sent.
    "status.missed_until": "missed: it could not be sent before {until:%Y-%m-%d %H:%M} UTC",
    "status.missed_later": "missed: a later slot came before this one could be delivered",
    "status.missed_late": "missed: more than {catch_up} late (schedule.catch_up_hours)",
    # ---- the next briefing
    "status.none_scheduled": "Next briefing: none is scheduled",
    "status.next": "Next briefing: {moment:%a %d %b, %H:%M} {zone}",
    # Of several at one moment; briefing: what it is, as `schedule` lists it.
    "status.next_of_several": "Next briefing: {moment:%a %d %b, %H:%M} {zone} · {number}  {briefing}",
    "status.paused": "Paused: {problem}. `schedule` with a time resumes it",
    # ---- what is read
    "status.muted": "Muted: {what}",
    "status.sources": "Sources: {sources}, {failing} failing",
    "status.no_sources": "Sources: none is read yet",
    "status.more": "… and {n} more",
    # ---- the language
    "status.reads": "Language: {languages}",
    # ---- what was posted and may be wrong
    "status.reported": {
        "one": "Reported as wrong: {n} post. “Wrong?” under it shows what may be taken back",
        "other": "Reported as wrong: {n} posts. “Wrong?” under them shows what may be taken back",
    },
    "status.not_changed": "A message still says what was taken back: {problem}",
    # ---- the model
    "status.another_process": "another process holds the connection",
    "status.some_connected": "connected over {held} of {all} connections; other processes hold the rest",
    "status.no_model": "Model: none; the sources' own sentences are used",
    "status.tokens_here": ", {spent:,} of {allowed:,} here",
    "status.model": "Model: {model}, {tokens:,} of {budget:,} tokens today{mine}",
    "status.model_trouble": " · {why}",
    "status.model_away": "it does not answer at the moment; the sources' own sentences are used",
    # keys: names of settings
    "status.from_next_start": "from the next start on: {keys}",
}
