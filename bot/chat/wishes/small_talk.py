"""What people say to a bot that is neither a wish's words nor a question for the news: hello, thanks, what is new?"""

from __future__ import annotations

import re

from bot.chat.front import Wish

_GREETING = re.compile(
    r"(?:hello|hi|hey|hallo|moin|servus|hola|bonjour|bonsoir|salut|ciao|buongiorno|ol[aá]|hej|cze[sś][cć]|merhaba"
    r"|good (?:morning|day|evening)|guten (?:morgen|tag|abend)|buenos d[ií]as|bom dia|dzie[nń] dobry"
    r"|привіт|вітаю|привет|здравствуйте|доброго дня|добр(?:ий|ый) (?:день|ранок|вечір|вечер)"
    r"|你好|こんにちは|안녕하세요|مرحبا)"
    r"(?: there| readout)?",
    re.IGNORECASE,
)
_ABOUT_US = re.compile(
    r"(?:(?:hello|hi|hey)\W+)?(?:(?:who|what) are you|are you (?:there|a bot|human)|what (?:can|do) you (?:do|know)"
    r"|what can i (?:do|say|type|ask)(?: (?:for|you|here))*|how (?:do|does) (?:you|this|it) work"
    r"|how (?:do|can) i (?:start|begin|use (?:you|this|it)|set (?:you|this|it) up)|help(?: me)?(?: please)?"
    r"|set ?up|start|settings|config(?:ure)?|commands|menu|about|info)",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:(?:thanks?(?: you)?|thx|ty|cheers|danke|merci|gracias|grazie|obrigad[oa]|дякую|спасибо"
    r"|ok(?:ay)?|great|cool|nice|perfect|got it|good(?: bot)?|well done|bye|goodbye)\b"
    r"(?: (?:a lot|so much|very much|readout|all))?\W*)+",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"(?:what(?:'s| is| are|s) (?:new|up|going on|happening|the latest)|what(?:'s| has)? happened|anything new"
    r"|what did i miss|catch me up|what(?:'s| is| are) (?:in )?the (?:news|headlines))",
    re.IGNORECASE,
)
_NEWS = frozenset(
    "news headlines summary briefing brief digest update updates overview roundup summarise summarize".split()
)
_BESIDE = frozenset(
    "a an the my me us our your please give show send tell get want i can could you any some latest newest current new"
    " quick short daily morning evening what is are whats of for from in and all now".split()
)
_WHEN = {"today": "24h", "yesterday": "48h", "week": "7d", "weekend": "72h", "month": "30d", "lately": "72h"}
_BESIDE_WHEN = frozenset("this the last past so far days".split())
_ON = re.compile(r"\s+(?:about|on|regarding)\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:add\s+)?(https?://\S+)", re.IGNORECASE)
_MOST_WORDS = 10
LONGEST = 300
"""Characters: nobody says hello at length."""


def small_talk(text: str) -> Wish | None:
    """Return the wish of what is said so to a bot; None for what may be a question."""
    if len(text) > LONGEST:
        return None
    line = text.strip(" \t\n!.,?…").replace("’", "'")
    if _GREETING.fullmatch(line) or _ABOUT_US.fullmatch(line):
        return Wish("help")
    if _THANKS.fullmatch(line):
        return Wish("thanks")
    if found := _ADDRESS.fullmatch(text.strip()):
        return Wish("sources", {"do": "add" if text.strip()[:3].lower() == "add" else "offer", "source": found[1]})
    return _news(line)


def since_of(word: str) -> str:
    """Return how far back "yesterday" or "week" reaches; "" for another word."""
    return _WHEN.get(word.lower(), "")


def _news(line: str) -> Wish | None:
    """Return the wish for a briefing that a line may be: "any news today?", "news about the flood"."""
    asked, topic = (*_ON.split(line, maxsplit=1), "")[:2]
    new = _NEW.match(asked)
    words = (asked[new.end() :] if new else asked).lower().replace("'s", "").split()
    since = next((since_of(word) for word in words if word in _WHEN), "")
    known = all(word in _BESIDE or word in _NEWS or word in _WHEN or word in _BESIDE_WHEN for word in words)
    if not known or len(words) > _MOST_WORDS or not (new or any(word in _NEWS for word in words)):
        return None
    return Wish("brief", {key: value for key, value in (("since", since), ("topic", topic)) if value})
