"""Who tells a story independently: not who prints a copy, nor who only passes on what another outlet reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from bot.evidence.stories.outlet_credits import Credit, credits, same_outlet
from bot.language.registry import pack_of
from bot.models import Revision

LEAST = 3
"""Words of a quotation below which it is a term and no statement."""


def outlet(revision: Revision) -> str:
    """Return the name of an article's outlet: as given, or its host."""
    return revision.source or (urlsplit(revision.url).hostname or "").removeprefix("www.") or "unnamed"


@dataclass(frozen=True, slots=True)
class Voices:
    """Who tells a story: `own` are the outlets that do so independently, those that are only credited among them.

    `credited` is whom each article relies on, by its id, where it adds nothing of its own.
    """

    own: tuple[str, ...]
    credited: Mapping[int, str] = field(default_factory=dict)


def voices(revisions: Sequence[Revision]) -> Voices:
    """Return who tells a story, from its articles without copies, in the order of time.

    An article relies on the outlet that it credits if it is that agency's own text, or adds no quotation and no number
    to the sentences that credit it and to what was held of others before. What somebody sends under an outlet's link
    relies on that outlet's article, where it is among them. Two that rely on one outlet are one voice.
    """
    outlets = tuple(dict.fromkeys(map(outlet, revisions)))
    if len(outlets) < 2:
        return Voices(outlets)
    relies = {item.id: name for at, item in enumerate(revisions) if (name := _relied_on(item, revisions, at, outlets))}
    free = {outlet(item) for item in revisions if item.id not in relies}
    own = [name for name in outlets if name in free]
    for name in relies.values():
        if not _among(name, (*own, *outlets)):  # one that is held speaks for itself, or for whom it relies on
            own.append(name)
    return Voices(tuple(own) or outlets[:1], relies)


def credited_by(item: Revision, outlets: Sequence[str]) -> tuple[str, ...]:
    """Return the outlets that an article credits, each once and as it is printed first; never its own."""
    found: list[str] = []
    for credit in _credits(item, outlets):
        if not _among(credit.name, found):
            found.append(credit.name)
    return tuple(found)


def _credits(item: Revision, outlets: Sequence[str]) -> list[Credit]:
    found = _credits_in(item.text, item.language, tuple(outlets))
    return [each for each in found if not same_outlet(each.name, outlet(item))]


_credits_in = lru_cache(maxsize=256)(credits)
"""Of one minute's news many channels are told; with each, its article's text is held."""


def _among(name: str, outlets: Iterable[str]) -> bool:
    return any(same_outlet(name, other) for other in outlets)


def _relied_on(item: Revision, every: Sequence[Revision], at: int, outlets: Sequence[str]) -> str:
    """Return the outlet that an article relies on; "" where it tells something of its own, or credits nobody."""
    if item.sent and (linked := next((each for each in every if each.url == item.url and not each.sent), None)):
        return outlet(linked)
    if not (found := _credits(item, outlets)):
        return ""
    wire = next((each.name for each in found if each.kind == "wire"), "")
    names = {each.name for each in found}
    before = [
        other
        for n, other in enumerate(every)
        if n < at or (n > at and any(same_outlet(outlet(other), name) for name in names))
    ]
    return wire or ("" if _adds(item, found, before) else found[0].name)


def _adds(item: Revision, found: Sequence[Credit], others: Sequence[Revision]) -> bool:
    """Tell whether an article has a quotation or a number that is neither credited nor in the others."""
    held = [_read(f"{other.title}\n{other.text}", other.language) for other in others]
    for start, end in pack_of(item.language).quotation_marks.quoted(item.text):
        said = _even(item.text[start:end]).rstrip(".,!?;:…")
        if len(said.split()) >= LEAST and not _credited(start, found) and not any(said in text for text, _ in held):
            return True
    known = {figure for _, figures in held for figure in figures}
    return any(figure not in known for at, figure in _figures(item.text, item.language) if not _credited(at, found))


@lru_cache(maxsize=512)
def _read(text: str, language: str) -> tuple[str, frozenset[str]]:
    """Return a text as another's quotations are looked for in it, and its numbers."""
    return _even(text), frozenset(figure for _, figure in _figures(text, language))


def _figures(text: str, language: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers that are printed in digits, each with where it stands; “two” may count anything."""
    spans = pack_of(language).spans
    for start, end in spans.numbers(text):
        figure = spans.figure(text[start:end])
        if figure and text[start].isdigit():
            yield start, figure


def _credited(at: int, found: Sequence[Credit]) -> bool:
    return any(credit.sentence[0] <= at < credit.sentence[1] for credit in found)


def _even(text: str) -> str:
    """Return a text in small letters, with one kind of space and mark: as two outlets print the same words."""
    return " ".join(text.casefold().replace("’", "'").replace("“", '"').replace("”", '"').split())
