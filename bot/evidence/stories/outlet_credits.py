"""Whom an article credits with its news: "Reuters reported", "told the Bell", "according to AFP", "OSLO (AP) —"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

from bot.language.registry import pack_of, packs
from bot.language.sentences import around, sentences
from bot.language.speech.credits import Credits
from bot.models import Span

CreditKind = Literal["text", "wire"]

KNOWN = frozenset(
    """reuters bloomberg afp dpa tass interfax xinhua ansa efe kyodo yonhap anadolu ukrinform unian belta pap ntb tt apa
    ptk upi ap bbc cnn nbc cbs abc npr pbs cnbc msnbc itv cbc rte zdf ard rai nhk cctv voa rfe""".split()
)
"""Agencies and broadcasters whose name alone does not say that they are one; others say it, or are held."""
_SIGNED = re.compile(r"(?:^|\n|[.!?…][\"”’]?\s)\s*(?:[—–-]|--|©|\()\s*(?P<name>[A-Z][\w ]{1,24}?)\)?\s*$")
"""What ends the article: nothing but an agency's name."""
_LAST_LINE = 60
"""Characters at the end that are looked at for it."""
_DATELINE = re.compile(r"\s*[A-ZÀ-Þ][^\n()]{1,60}\((?P<name>[A-Z][\w.& ]{1,24})\)\s*(?:—|–|--?)\s")
_SITE = re.compile(r"(?<=\S) \([^\s()]+\.[^\s()]+\)$")
"""What tells an outlet from its namesakes: “Valley Courier (valley.example)”. Nobody who credits it says that."""
_INITIAL = re.compile(r"\b([A-Z])\.")
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


def credits(text: str, language: str, held: Collection[str] = ()) -> tuple[Credit, ...]:
    """Return the outlets that an article credits, in order; `held` are names of outlets that are known to be such.

    What stands in quotation marks is somebody's talk of the press.
    """
    rules = pack_of(language).credits
    known = (KNOWN - _others(text, rules)) | {_plain(name) for name in held}
    said = pack_of(language).quotation_marks.quoted(text)
    found = [
        credit
        for credit in (*_wires(text, known, rules), *_mentions(text, language, known, rules))
        if credit.kind == "wire" or not _inside(credit.span[0], said)
    ]
    return tuple(sorted(found, key=lambda credit: credit.span))


def _others(text: str, rules: Credits) -> set[str]:
    """Return the initials that a text explains as those of somebody who is no press."""
    spelt = ((match[1].split(), match["short"]) for match in rules.spelt_out.finditer(text))
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
        for first, second in ((mine, theirs), (_without_edition(mine), theirs), (mine, _without_edition(theirs)))
    )


def _without_edition(name: str) -> str:
    """Return a name without what an outlet of any language puts behind it: “BBC News”."""
    head, _, last = name.rpartition(" ")
    return head.rstrip() if any(last in pack.credits.editions for pack in packs()) and head[-1:].isalnum() else name


def _shortens(short: str, long: str) -> bool:
    """Tell whether a name is another's initials (“ap”), or it without spaces or as a host (“thebell.example”)."""
    words = long.split()
    initials = "".join(word[0] for word in words) if len(words) > 1 else ""
    host = long.removeprefix("www.").partition(".")[0] if "." in long else ""
    squeezed = short.replace(" ", "")
    return bool(squeezed) and squeezed in (initials, long.replace(" ", ""), host, host.removeprefix("the"))


def _wires(text: str, known: Collection[str], rules: Credits) -> Iterator[Credit]:
    end = len(text.rstrip())
    for match in (_DATELINE.match(text), _SIGNED.search(text, max(0, end - _LAST_LINE), end)):
        signed = match is not None and match.re is _SIGNED  # “— Mary Post” wrote it herself
        if match and (_plain(match["name"]) in known or (not signed and _is_outlet(match["name"], known, rules))):
            yield Credit(match["name"], match.span("name"), match.span("name"), "wire")


def _mentions(text: str, language: str, known: Collection[str], rules: Credits) -> Iterator[Credit]:
    spans: tuple[Span, ...] = ()
    for pattern in rules.credited:
        for match in pattern.finditer(text):
            end, begin = match.end("name"), _begin(match["name"], known, rules)
            start, run = match.start("name") + begin, match["name"][begin:]
            named = rules.named_so.search(text, max(0, start - 16), start) or rules.followed.match(text, end)
            name = _outlet_in(run, known, rules) or (run if named else "")
            if name and name not in rules.no_names and not _is_person(text, name, start, rules):
                spans = spans or sentences(text, language)
                yield Credit(name, (start, start + len(name)), around(text, start, end, spans))


def _is_person(text: str, name: str, start: int, rules: Credits) -> bool:
    """Tell whether a name is that of somebody, by the title before it or the trade behind it: “Judge Emily Post”."""
    words = name.casefold().split()
    trade = rules.by_trade.match(text, start + len(name))
    return (len(words) > 2 and words[0] in rules.callings) or bool(trade and trade["noun"].casefold() in rules.callings)


def _outlet_in(run: str, known: Collection[str], rules: Credits) -> str:
    """Return the outlet that a run of capitalised words begins with: "CNN" of "CNN Monday"; "" if none."""
    words = list(re.finditer(r"\S+", run))
    return next((run[: word.end()] for word in reversed(words) if _is_outlet(run[: word.end()], known, rules)), "")


def _begin(run: str, known: Collection[str], rules: Credits) -> int:
    """Return where the outlet begins in a run: behind “As the”, and behind whoever speaks for it: “Ann Bell of CNN”."""
    opened = rules.opening.match(run)
    begin = opened.end() if opened else 0
    of = rules.speaks_for.search(run, begin)
    if of and _outlet_in(run[of.end() :], known, rules) and len(run[begin : of.start()].split()) > 1:
        return of.end()
    return begin


def _is_outlet(name: str, known: Collection[str], rules: Credits) -> bool:
    plain = _plain(name)
    return plain in known or (" " in plain and plain.rsplit(" ", 1)[-1] in rules.last_words)


def _plain(name: str) -> str:
    bare = _SITE.sub("", name)
    return re.sub(r"^the ", "", " ".join(_INITIAL.sub(r"\1", bare).casefold().split()))
