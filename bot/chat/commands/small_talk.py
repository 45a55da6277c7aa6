"""What people say to a bot that is neither a command nor a question for the news: hello, thanks, what is new?"""

from __future__ import annotations

import re

from bot.chat.commands import words
from bot.chat.commands.words import en
from bot.chat.desk_protocol import Command

_ADDRESS = re.compile(r"(?:add\s+)?(https?://\S+)", re.IGNORECASE)
_MOST_WORDS = 10
LONGEST = 300
"""Characters: nobody says hello at length."""


def small_talk(text: str) -> Command | None:
    """Return the command of what is said so to a bot; None for what may be a question."""
    if len(text) > LONGEST:
        return None
    line = text.strip(" \t\n!.,?…").replace("’", "'")
    if words.GREETING.fullmatch(line) or en.ABOUT_US.fullmatch(line):
        return Command("help")
    if words.THANKS.fullmatch(line):
        return Command("thanks")
    if found := _ADDRESS.fullmatch(text.strip()):
        return Command("sources", {"do": "add" if text.strip()[:3].lower() == "add" else "offer", "source": found[1]})
    return _news(line)


def since_of(word: str) -> str:
    """Return how far back "yesterday" or "week" reaches; "" for another word."""
    return en.WHEN.get(word.lower(), "")


def _news(line: str) -> Command | None:
    """Return the command for a briefing that a line may be: "any news today?", "news about the flood"."""
    spoken, since = spanned(line)
    asked, topic = (*en.ABOUT_WHAT.split(spoken, maxsplit=1), "")[:2]
    new = en.NEW.match(asked.strip())
    rest = asked.strip()[new.end() :] if new else asked
    said = rest.lower().replace("'s", "").split()
    known = all(word in en.BESIDE or word in en.NEWS or word in en.BESIDE_WHEN for word in said)
    if not known or len(said) > _MOST_WORDS or not (new or any(word in en.NEWS for word in said)):
        return None
    return Command("brief", {key: value for key, value in (("since", since), ("topic", topic.strip())) if value})


def spanned(line: str) -> tuple[str, str]:
    """Return a line without what it says of when, and that as `brief` takes it: a span, a day, or since a day."""
    for pattern in (en.SPAN, en.SINCE_DAY, en.DAY, en.LATELY):
        if found := pattern.search(line):
            return f"{line[: found.start()]} {line[found.end() :]}", _since(pattern, found)
    return line, ""


def _since(pattern: re.Pattern[str], found: re.Match[str]) -> str:
    if pattern is en.SPAN:
        return f"{found[1]}{found[2][0].lower()}"
    named = found[1].lower()
    if pattern is en.SINCE_DAY:
        return f"{en.SINCE} {named}"
    return named if pattern is en.DAY else since_of(named)
