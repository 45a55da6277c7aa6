"""What is said where somebody asked too much."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # who: one of the three below; time: limits.minutes
    "limits.asked": "{who} asked {size} questions within an hour. There is room again in {time}",
    "limits.you": "You have",
    "limits.channel": "This channel has",
    "limits.server": "This server has",
    "limits.minutes": {"one": "{n} minute", "other": "{n} minutes"},
    "limits.many_at_once": "Too much is asked here at once. Try again in a minute",
    "limits.too_far": "This asks for too much at once. Ask for less: a shorter time, or words that are rarer",
    "limits.tokens_spent": "today's model tokens of {over} are too few for another text. See limits.* in the settings",
    # ---- who has come to a limit; n: how many. After each stands limits.set_by, .fixed or .leaves_too_few
    "limits.has_sources": {"one": "{who} has {n:,} source,", "other": "{who} has {n:,} sources,"},
    "limits.has_briefings": {"one": "{who} has {n:,} briefing,", "other": "{who} has {n:,} briefings,"},
    "limits.has_follows": {"one": "{who} follows {n:,} thing,", "other": "{who} follows {n:,} things,"},
    "limits.has_asked": {
        "one": "{who} has asked {n:,} question within an hour,",
        "other": "{who} has asked {n:,} questions within an hour,",
    },
    "limits.has_spent": {"one": "{who} spent {n:,} token today,", "other": "{who} spent {n:,} tokens today,"},
    "limits.leaves_too_few": "which leaves too few of limits.{key} for another text",
    "limits.set_by": "the most that limits.{key} allows",
    "limits.fixed": "the most that one channel may have",
}
