"""Whom an article credits with its news: "Reuters reported", "told the Bell", "according to AFP", "OSLO (AP) —"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

from bot.evidence.cues import PEOPLE, ROLES
from bot.evidence.marks import quoted
from bot.evidence.passages import around, sentences
from bot.models import Span

CreditKind = Literal["text", "wire"]

KNOWN = frozenset(
    """reuters bloomberg afp dpa tass interfax xinhua ansa efe kyodo yonhap anadolu ukrinform unian belta pap ntb tt apa
    ptk upi ap bbc cnn nbc cbs abc npr pbs cnbc msnbc itv cbc rte zdf ard rai nhk cctv voa rfe""".split()
)
"""Agencies and broadcasters whose name alone does not say that they are one; others say it, or are held."""
_LAST = frozenset(
    """times post news journal herald tribune guardian gazette telegraph chronicle press observer courier mirror
    dispatch examiner inquirer globe broadcasting television tv radio magazine newspaper agency newswire weekly
    monthly""".split()
)
"""Last words of the names of outlets."""
_KIND = (
    r"(?:news\s+(?:agency|website|site|channel|network|service)|newspaper|magazine|broadcaster|newswire|daily|weekly)"
)
_WORD = r"[A-ZÀ-ÖØ-Þ][\w.&’'-]{0,30}[\w&](?![\w&])|[A-Z](?!\w)"
_NAME = rf"(?P<name>(?:{_WORD})(?:[ \u00a0](?:(?:of(?: the)?|and|de|the|&)[ \u00a0])?(?:{_WORD})){{0,4}})"
_THE = r"(?:[Tt]he[ \u00a0]+)?"
_BEFORE = rf"(?:{_KIND}\s+)?"
_CREDITED = (
    rf"\b(?:[Aa]ccording\s+to|[Rr]eported\s+by|[Tt]old|[Cc]iting|[Ii]nterview(?:ed)?\s+(?:with|by)|[Qq]uoted\s+by|"
    rf"[Aa]s\s+seen\s+by|[Oo]btained\s+by|[Rr]eviewed\s+by)\s+{_THE}{_BEFORE}{_NAME}",
    rf"\b{_THE}{_BEFORE}{_NAME}(?:\s+\([A-Z]{{2,6}}\))?(?:\s+{_KIND})?(?:\s+(?:first|also|previously|earlier|has|had|on\s+[A-Z]\w+day)){{0,2}}"
    rf"\s+(?:reported|reports|contributed)\b",
)
_CREDITS = tuple(re.compile(pattern) for pattern in _CREDITED)
_SIGNED = re.compile(r"(?:^|\n|[.!?…][\"”’]?\s)\s*(?:[—–-]|--|©|\()\s*(?P<name>[A-Z][\w ]{1,24}?)\)?\s*$")
"""What ends the article: nothing but an agency's name."""
_LAST_LINE = 60
"""Characters at the end that are looked at for it."""
_DATELINE = re.compile(r"\s*[A-ZÀ-Þ][^\n()]{1,60}\((?P<name>[A-Z][\w.& ]{1,24})\)\s*(?:—|–|--?)\s")
_EDITION = re.compile(r"(?<=\w)\s+(?:news|online|international|world|service|uk|us|usa|english|live|digital)$")
"""What an outlet puts behind its name: “BBC News”."""
_INITIAL = re.compile(r"\b([A-Z])\.")
_OPENING = re.compile(r"(?:As|When|While|After|Since|But|And|In|What|Although|Though)\s+(?:the\s+)?(?=[A-Z])")
"""Words that open a sentence before a name, and are none of it."""
_SPEAKS_FOR = re.compile(r"\sof\s(?:the\s)?")
_CALLINGS = ROLES - PEOPLE
_NO_NAMES = frozenset(("The", "A", "An", "This", "That", "One"))
_NAMED_SO = re.compile(rf"{_KIND}\s*$")
_FOLLOWED = re.compile(rf"\s+{_KIND}\b(?!\s+(?:data|[a-z]+s)\b)")
"""… but for “the ministry's weekly figures”."""
_BY_TRADE = re.compile(r",\s+an?\s+(?:[\w-]+\s+){0,3}?(?P<noun>[\w-]+)(?:\s+(?:of|from|in|at)\s+[^,.\n]{1,40})?[,.]")
"""“According to Bill Herald, a farmer, …”: a person of that name."""
_SPELT_OUT = re.compile(r"\b((?:[A-ZÀ-Þ][\w’'-]{0,30}[ ](?:(?:of|for|and|the)[ ])?){2,7})\((?P<short>[A-Z]{2,6})\)")
"""Initials that an article explains: “the Advanced Placement (AP) courses” are no agency's."""
_PRESSES = re.compile(r"press|pras|agen|news|broad|radio|tele|media|wire|cable|public", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet that an article credits: its `name` at `span`, and the sentence around it.

    `kind` is `wire` where the article is the outlet's own text, by its dateline or its last line.
    """

    name: str
    span: Span
    sentence: Span
    kind: CreditKind = "text"


def credits(text: str, held: Collection[str] = ()) -> tuple[Credit, ...]:
    """Return the outlets that an article credits, in order; `held` are names of outlets that are known to be such.

    What stands in quotation marks is somebody's talk of the press.
    """
    known = (KNOWN - _others(text)) | {_plain(name) for name in held}
    said = quoted(text)
    found = [
        credit
        for credit in (*_wires(text, known), *_mentions(text, known))
        if credit.kind == "wire" or not _inside(credit.span[0], said)
    ]
    return tuple(sorted(found, key=lambda credit: credit.span))


def _others(text: str) -> set[str]:
    """Return the initials that a text explains as those of somebody who is no press."""
    spelt = ((match[1].split(), match["short"]) for match in _SPELT_OUT.finditer(text))
    return {
        short.casefold()
        for words, short in spelt
        if "".join(word[0] for word in words if word[0].isupper()).endswith(short)
        and not _PRESSES.search(" ".join(words))
    }


def _inside(at: int, spans: Sequence[Span]) -> bool:
    before = bisect_right(spans, at, key=itemgetter(0)) - 1
    return before >= 0 and at < spans[before][1]


def same_outlet(one: str, other: str) -> bool:
    """Tell whether two names mean one outlet: with or without “The” or its edition, by its initials or its address."""
    mine, theirs = _plain(one), _plain(other)
    return any(
        first == second or _shortens(first, second) or _shortens(second, first)
        for first, second in ((mine, theirs), (_EDITION.sub("", mine), theirs), (mine, _EDITION.sub("", theirs)))
    )


def _shortens(short: str, long: str) -> bool:
    """Tell whether a name is another's initials (“ap”), or it without spaces or as a host (“thebell.example”)."""
    words = long.split()
    initials = "".join(word[0] for word in words) if len(words) > 1 else ""
    host = long.removeprefix("www.").partition(".")[0] if "." in long else ""
    squeezed = short.replace(" ", "")
    return bool(squeezed) and squeezed in (initials, long.replace(" ", ""), host, host.removeprefix("the"))


def _wires(text: str, known: Collection[str]) -> Iterator[Credit]:
    end = len(text.rstrip())
    for match in (_DATELINE.match(text), _SIGNED.search(text, max(0, end - _LAST_LINE), end)):
        signed = match is not None and match.re is _SIGNED  # “— Mary Post” wrote it herself
        if match and (_plain(match["name"]) in known or (not signed and _is_outlet(match["name"], known))):
            yield Credit(match["name"], match.span("name"), match.span("name"), "wire")


def _mentions(text: str, known: Collection[str]) -> Iterator[Credit]:
    spans: tuple[Span, ...] = ()
    for pattern in _CREDITS:
        for match in pattern.finditer(text):
            end, begin = match.end("name"), _begin(match["name"], known)
            start, run = match.start("name") + begin, match["name"][begin:]
            named = _NAMED_SO.search(text, max(0, start - 16), start) or _FOLLOWED.match(text, end)
            name = _outlet_in(run, known) or (run if named else "")
            if name and name not in _NO_NAMES and not _is_person(text, name, start):
                spans = spans or sentences(text)
                yield Credit(name, (start, start + len(name)), around(text, start, end, spans))


def _is_person(text: str, name: str, start: int) -> bool:
    """Tell whether a name is that of somebody, by the title before it or the trade behind it: “Judge Emily Post”."""
    words = name.casefold().split()
    trade = _BY_TRADE.match(text, start + len(name))
    return (len(words) > 2 and words[0] in _CALLINGS) or bool(trade and trade["noun"].casefold() in _CALLINGS)


def _outlet_in(run: str, known: Collection[str]) -> str:
    """Return the outlet that a run of capitalised words begins with: "CNN" of "CNN Monday"; "" if none."""
    words = list(re.finditer(r"\S+", run))
    return next((run[: word.end()] for word in reversed(words) if _is_outlet(run[: word.end()], known)), "")


def _begin(run: str, known: Collection[str]) -> int:
    """Return where the outlet begins in a run: behind “As the”, and behind whoever speaks for it: “Ann Bell of CNN”."""
    opened = _OPENING.match(run)
    begin = opened.end() if opened else 0
    of = _SPEAKS_FOR.search(run, begin)
    if of and _outlet_in(run[of.end() :], known) and len(run[begin : of.start()].split()) > 1:
        return of.end()
    return begin


def _is_outlet(name: str, known: Collection[str]) -> bool:
    plain = _plain(name)
    return plain in known or (" " in plain and plain.rsplit(" ", 1)[-1] in _LAST)


def _plain(name: str) -> str:
    return re.sub(r"^the ", "", " ".join(_INITIAL.sub(r"\1", name).casefold().split()))
