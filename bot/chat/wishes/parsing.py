"""What people type to a wish: what begins with a slash or with a wish's own words is one, all else is a question."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

from bot.chat.front import Wish
from bot.chat.wishes.schedule_words import is_schedule, schedule_words
from bot.chat.wishes.small_talk import since_of, small_talk
from bot.chat.wishes.table import BY_NAME

Options = dict[str, str]

NEAR = 0.75
FEW = 4
"""Words: a longer line that begins like a wish may be a question."""

LONGEST = 500
"""Characters of a wish's words that are read: nobody asks for more, and noise stays cheap."""

_SLASHED = re.compile(r"/(?:readout\b\s*)?/?([a-z]*)\s*(.*)", re.DOTALL | re.IGNORECASE)
_FIRST = re.compile(r"([a-z]+)\b\s*(.*)", re.DOTALL | re.IGNORECASE)
_NAMED = re.compile(r"(?:(?<=\s)|^)([a-z]+)[:=](?:\"([^\"]*)\"|([^\s\"]+))", re.IGNORECASE)
_SPAN = re.compile(r"(?:the )?(?:last |past )?(\d+)\s*(m|h|d|w|min(?:ute)?s?|hours?|days?|weeks?)\b", re.IGNORECASE)
_LATELY = re.compile(r"(?:of |from |for |the |this |last |past )*(today|yesterday|week|weekend|month)\b", re.IGNORECASE)
_LEAD = re.compile(r"(?:about|on|for|of)\s+", re.IGNORECASE)
_QUIET = re.compile(r"\s*\bquiet\s+(off|none|\S+\s*[-–]\s*\S+)\s*$", re.IGNORECASE)
_MOST = re.compile(r"\s*\b(?:at\s+)?most\s+(\d{1,3})(?:\s+(?:a|per)\s+day)?\s*$", re.IGNORECASE)
_NOW = re.compile(r"\s*\bnow\s*$", re.IGNORECASE)
_KIND = re.compile(r"(topic|speaker|source|story)\s+(?=\S)", re.IGNORECASE)


def parse(text: str, *, command: bool = False) -> Wish:
    """Return the wish of a line; `ask` for what is none. `command`: the first word is a wish's name (`/readout …`).

    Any string is read; an unknown name after a slash is a wish of that name.
    """
    text = text.strip()
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        return _wish(slashed[1].lower(), slashed[2].strip())
    found = _FIRST.fullmatch(text)
    name, rest = (found[1].lower(), found[2].strip()) if found else ("", text)
    if command and (name in BY_NAME or not text):
        return _wish(name, rest)
    if name in BY_NAME and _is_meant(name, rest):
        return _wish(name, rest)
    if said := small_talk(text):
        return said
    if _is_slip(name, text, command=command):
        return Wish(name)
    return Wish("ask", {"question": text})


def _is_slip(name: str, text: str, *, command: bool) -> bool:
    """Tell whether the first word is a wish's name with a slip in it: alone, or before a few words of a command."""
    few = len(text.split()) <= (FEW if command else 1) and "?" not in text
    return bool(few and name and difflib.get_close_matches(name, BY_NAME, 1, NEAR))


def _wish(name: str, rest: str) -> Wish:
    if not name:
        return Wish("help")
    given = _GRAMMAR.get(name, _nothing)
    named, words = _named(name, rest if name == "ask" else rest[:LONGEST])
    return Wish(name, {key: value for key, value in {**given(words), **named}.items() if value})


def _named(name: str, rest: str) -> tuple[Options, str]:
    """Return the options that are named (`zone:Europe/Kyiv`), and the other words."""
    spec = BY_NAME.get(name)
    known = {option.name for option in spec.options} if spec else set()
    named: Options = {}

    def take(match: re.Match[str]) -> str:
        if match[1].lower() not in known:
            return match[0]
        named[match[1].lower()] = match[2] if match[2] is not None else match[3]
        return ""

    return named, " ".join(_NAMED.sub(take, rest).split()) if name != "ask" else rest


def _is_meant(name: str, rest: str) -> bool:
    """Tell whether words that begin with a wish's name are that wish and no question."""
    first = rest.partition(" ")[0].lower()
    meant: dict[str, bool] = {
        "brief": bool(_SPAN.match(rest) or _LATELY.match(rest) or first in ("about", "on")),
        "follow": True,
        "unfollow": True,
        "schedule": is_schedule(rest),
        "sources": first in _SOURCES,
        "quotes": first not in ("", "by", "from", "of") and "?" not in rest,
        "forget": first in ("channel", "server", "confirm"),
        "search": bool(rest) and "?" not in rest,
        "stories": bool(rest) and "?" not in rest,
    }
    return not rest or meant.get(name, False)


# ---------------------------------------------------------------- each wish's words


def _nothing(words: str) -> Options:
    del words
    return {}


def _brief(words: str) -> Options:
    span, lately = _SPAN.match(words), _LATELY.match(words)
    since = f"{span[1]}{span[2][0].lower()}" if span else since_of(lately[1]) if lately else ""
    found = span or lately
    topic = words[found.end() :].strip() if found else words
    return {"since": since, "topic": _LEAD.sub("", topic, count=1)}


def _ask(words: str) -> Options:
    return {"question": words}


def _search(words: str) -> Options:
    return {"words": words}


def _quotes(words: str) -> Options:
    said = re.sub(r"^(?:by|from|of)\s+", "", words, flags=re.IGNORECASE)
    speaker, _, about = f" {said} ".partition(" about ")
    return {"speaker": speaker.strip(), "about": about.strip()}


def _follow(words: str) -> Options:
    found: Options = {}
    while True:
        for name, pattern in (("quiet", _QUIET), ("most", _MOST), ("now", _NOW)):
            if (match := pattern.search(words)) and match.start():
                found[name] = match[1] if pattern.groups else "now"
                words = words[: match.start()].rstrip(" ,")
                break
        else:
            break
    kind = _KIND.match(words)
    return {**found, "kind": kind[1].lower() if kind else "", "what": words[kind.end() :] if kind else words}


def _unfollow(words: str) -> Options:
    kind = _KIND.match(words)
    return {"what": words[kind.end() :] if kind else words}


_SOURCES = ("list", "add", "remove", "pause", "resume", "check", "import", "export")


def _sources(words: str) -> Options:
    first, _, rest = words.partition(" ")
    if first.lower() not in _SOURCES:
        return {"do": "list" if not words else first.lower(), "source": rest.strip()}
    if first.lower() != "add":
        return {"do": first.lower(), "source": rest.strip()}  # a title may have several words
    source, _, topic = rest.strip().partition(" ")
    if not re.search(r"[./:#]|^(?:here|this)$", source, re.IGNORECASE):
        return {"do": first.lower(), "source": rest.strip()}  # no address: the reply names all of it
    return {"do": first.lower(), "source": source, "topic": _LEAD.sub("", topic.strip(), count=1)}


def _titled(words: str) -> Options:
    return {"story": _LEAD.sub("", words, count=1)}


def _what(words: str) -> Options:
    return {"what": words}


def _forget(words: str) -> Options:
    said = words.lower().split()
    return {
        "what": next((word for word in said if word in ("channel", "server")), ""),
        "confirm": "confirm" if "confirm" in said else "",
    }


def _story(words: str) -> Options:
    show, _, story = words.partition(" ")
    return {"show": show, "story": story.strip()}


_GRAMMAR: dict[str, Callable[[str], Options]] = {
    "brief": _brief,
    "ask": _ask,
    "quotes": _quotes,
    "follow": _follow,
    "unfollow": _unfollow,
    "schedule": schedule_words,
    "sources": _sources,
    "why": _what,
    "forget": _forget,
    "search": _search,
    "stories": _titled,
    "story": _story,
}
