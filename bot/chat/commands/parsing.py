"""What people type: what begins with a slash or with a command's own words is one, all else is a question."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

from bot.chat.commands.schedule_parsing import is_language_line, is_schedule, schedule_words
from bot.chat.commands.small_talk import small_talk, spanned
from bot.chat.commands.specs import BY_NAME
from bot.chat.commands.words import en, en_aimed
from bot.chat.desk_protocol import Command

Options = dict[str, str]

NEAR = 0.75
SHORT = 3
"""Letters: of a shorter name a slip may be another word."""
FEW = 4
"""Words: a longer line that begins like a command may be a question."""

CONFIRMED = "wish:"
"""Before words that somebody was asked about, and confirmed."""
PERHAPS = "perhaps"
"""The option of a question that may be put to the desk: how much of it is of that. It is asked back where the news does
not answer it, PLAINLY without that; of LITTLE, only that is said shortly."""
LITTLE, PLAINLY = "little", "plainly"
LONGEST = 500
"""Characters of a command's words that are read: nobody asks for more, and noise stays cheap."""

_SLASHED = re.compile(r"/(?:readout\b\s*)?/?([a-z]*)\s*(.*)", re.DOTALL | re.IGNORECASE)
_FIRST = re.compile(r"([a-z]+)\b\s*(.*)", re.DOTALL | re.IGNORECASE)
_NAMED = re.compile(r"(?:(?<=\s)|^)([a-z_]+)[:=](?:\"([^\"]*)\"|([^\s\"]+))", re.IGNORECASE)
_KIND = re.compile(r"(topic|speaker|source|story)\s+(?=\S)", re.IGNORECASE)


def parse(text: str, *, command: bool = False) -> Command:
    """Return a line's command; `ask` for what is none. `command`: the first word is a command's name (`/readout …`).

    Any string is read; an unknown name after a slash is a command of that name.
    """
    from bot.chat.commands.wishes.doubt import second_opinion
    from bot.chat.commands.wishes.line import without_signs
    from bot.chat.commands.wishes.recognise import wished

    text = without_signs(text).strip()
    if not text:
        return Command("help" if command else "thanks")
    if text in ("?", "??", "???"):
        return Command("help")
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        return _command(slashed[1].lower(), slashed[2].strip())
    if (sure := text.removeprefix(CONFIRMED)) != text:
        return wished(sure.strip(), confirmed=True) or Command("ask", {"question": sure.strip()})
    name, rest = _first(text)
    if command and name in BY_NAME:
        return _typed(name, rest, text)
    if name in BY_NAME and _is_meant(name, rest):
        return _typed(name, rest, text)
    if said := small_talk(text) or second_opinion.kept(_mended(text, command=command) or wished(text), text):
        return said
    if _is_slip(name, text, command=command):
        return Command(name)
    perhaps = second_opinion.how_much_is_ours(text)
    return Command("ask", {"question": text, PERHAPS: perhaps} if perhaps else {"question": text})


def may_be_ours(command: Command) -> bool:
    """Tell whether a question may well be put to the desk, and be asked back."""
    return command.option(PERHAPS) not in ("", LITTLE)


def _first(text: str) -> tuple[str, str]:
    """Return the first word in small letters, and what follows it."""
    found = _FIRST.fullmatch(text)
    return (found[1].lower(), found[2].strip()) if found else ("", text)


def _typed(name: str, rest: str, text: str) -> Command:
    """Return a command as it was typed; what of it no option takes may be said in other words: every two hours."""
    from bot.chat.commands.wishes.recognise import wished

    made = _command(name, rest)
    if made.option("do") not in ("", "add"):
        return made
    if made.option("days") and "," in made.option("time"):
        return made if made.option("number") else _each_on_its_days(made, text)
    if not made.option("unread") or any(map(made.option, ("time", "ping", "tag", "in"))):
        return made
    said = wished(text)
    return said if said and said.option("do") in ("often", "two_schedules") else made


def _each_on_its_days(made: Command, text: str) -> Command:
    """Return a typed schedule of several hours: two of them where each hour has its days, with all terms."""
    from bot.chat.commands.wishes.recognise import wished

    said = wished(_ADD.sub("", text, count=1), confirmed=True)
    if said is None or said.option("do") != "two_schedules" or made.option("unread"):
        return made
    return Command("wish", {**said.options, **{name: made.options[name] for name in _TERMS if made.option(name)}})


_ADD = re.compile(r"(?<=schedule )\s*add\b", re.IGNORECASE)
"""The word is the command's; elsewhere it says of a day that it is one more."""
_TERMS = ("zone", "language", "only_language", "length", "topic", "ping", "tag", "in")
"""Options of a typed schedule that hold for each of its hours."""


def _mended(text: str, *, command: bool) -> Command | None:
    """Return the command of a line that begins with a slip in a command's name; None for any other."""
    from bot.chat.commands.wishes.line import read

    line = read(text)
    if line is None or not line.words or line.words[0].start or line.words[0].known == line.words[0].typed.lower():
        return None
    name, rest = _first(line.mended)
    meant = name in BY_NAME and (_is_meant(name, rest) if rest else len(name) > SHORT)
    if not meant or name in _NEVER_MENDED:
        return None
    typed = text[len(line.words[0].typed) :].strip()
    return _typed(name, rest if name == "schedule" else typed, text)


_NEVER_MENDED = ("follow", "unfollow", "mute", "unmute", "undo", "forget")
"""What is not to be done by a slip."""


def _is_slip(name: str, text: str, *, command: bool) -> bool:
    """Tell whether the first word is a command's name with a slip in it: alone, or before a few words of a command."""
    few = len(text.split()) <= (FEW if command else 1) and "?" not in text
    return bool(few and name and difflib.get_close_matches(name, BY_NAME, 1, NEAR))


def _command(name: str, rest: str) -> Command:
    if not name:
        return Command("help")
    read = _GRAMMAR.get(name)
    named, words = _named(name, rest if name == "ask" else rest[:LONGEST])
    return Command(name, {key: value for key, value in {**(read(words) if read else {}), **named}.items() if value})


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
    """Tell whether words that begin with a command's name are that command and no question."""
    first = rest.partition(" ")[0].lower()
    if (option := _NAMED.match(rest)) and option[1].lower() in {each.name for each in BY_NAME[name].options}:
        return True
    meant: dict[str, bool] = {
        "brief": bool(spanned(rest)[1] or first in en.ON_WHAT),
        "follow": _names_something(rest),
        "mute": _names_something(rest),
        "unmute": not rest.startswith(":"),
        "unfollow": not rest.startswith(":"),
        "undo": rest.isdigit(),
        "schedule": is_schedule(rest),
        "language": is_language_line(rest),
        "sources": first in _SOURCES,
        "quotes": first not in ("", *en.BY) and "?" not in rest,
        "forget": first in ("channel", "server", "confirm"),
        "search": bool(rest) and "?" not in rest,
        "stories": bool(rest) and "?" not in rest,
    }
    return not rest or meant.get(name, False)


def _names_something(rest: str) -> bool:
    """Tell whether words name something to be followed or muted, and tell or ask nothing: “the money: who paid?”"""
    said = rest.lower().split()
    told = bool(said) and (said[0] in en.TOLD_OF or not en.WAS.isdisjoint(said))
    also = bool(en_aimed.ENDS_SENTENCE.search(rest.partition(" quiet ")[0]))
    return "?" not in rest and ": " not in rest and not rest.startswith((":", "-")) and not told and not also


# ---------------------------------------------------------------- each command's words


def _brief(words: str) -> Options:
    before = re.match(r"\S+(?: \S+){0,4}", words)
    rest, since = spanned(before[0]) if before else ("", "")
    topic = " ".join(f"{rest} {words[before.end() :] if before else ''}".split()) if since else words
    return {"since": since, "topic": en.ON.sub("", topic, count=1)}


def _ask(words: str) -> Options:
    return {"question": words}


def _search(words: str) -> Options:
    return {"words": words}


def _quotes(words: str) -> Options:
    first, _, rest = words.partition(" ")
    said = rest if first.lower() in en.BY else words
    speaker, _, about = f" {said} ".partition(f" {en.ABOUT} ")
    return {"speaker": speaker.strip(), "about": about.strip()}


def _follow(words: str) -> Options:
    found: Options = {}
    while True:
        for name, pattern in (("quiet", en.QUIET), ("most", en.MOST), ("now", en.NOW)):
            if (match := pattern.search(words)) and match.start():
                found[name] = match[1] if pattern.groups else "now"
                words = words[: match.start()].rstrip(" ,")
                break
        else:
            break
    if words.strip().lower() in en.LISTED:
        return {}
    kind = _KIND.match(words)
    return {**found, "kind": kind[1].lower() if kind else "", "what": words[kind.end() :] if kind else words}


def _unfollow(words: str) -> Options:
    kind = _KIND.match(words)
    return {"what": words[kind.end() :] if kind else words}


_SOURCES = ("list", "add", "find", "remove", "pause", "resume", "check", "import", "export")


def _sources(words: str) -> Options:
    first, _, rest = words.partition(" ")
    if first.lower() not in _SOURCES:
        return {"do": "list" if not words else first.lower(), "source": rest.strip()}
    if first.lower() != "add":
        return {"do": first.lower(), "source": rest.strip()}  # a title may have several words
    source, _, topic = rest.strip().partition(" ")
    if not re.search(r"[./:#]", source) and source.lower() not in en.HERE:
        return {"do": first.lower(), "source": rest.strip()}  # no address: the reply names all of it
    return {"do": first.lower(), "source": source, "topic": en.ON.sub("", topic.strip(), count=1)}


def _titled(words: str) -> Options:
    return {"story": en.ON.sub("", words, count=1)}


def _language(words: str) -> Options:
    return {"language": words}


def _what(words: str) -> Options:
    return {"what": words}


def _undo(words: str) -> Options:
    return {"change": words if words.isascii() and words.isdigit() and len(words) < 16 else ""}


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
    "mute": _what,
    "unmute": _what,
    "undo": _undo,
    "schedule": schedule_words,
    "language": _language,
    "sources": _sources,
    "why": _what,
    "forget": _forget,
    "search": _search,
    "stories": _titled,
    "story": _story,
}
