"""The passages that a model writes from: by article, the newest first, as many of the best as there is room for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.clock import EPOCH
from bot.models import Citation, Length

MOST_PASSAGES = 40
STORY_BYTES: dict[Length, int] = {"short": 2_400, "normal": 3_600, "long": 6_000}
ANSWER_BYTES = 3_600
"""Bytes of all passages: four make a token of English, and nearly so of other languages, however many letters that is.
A story of three sentences and an answer of six never needed more; they are read three times over."""


def arranged(passages: Sequence[Citation], most: int = ANSWER_BYTES) -> tuple[Citation, ...]:
    """Return the passages as they are numbered: of those given, best first, as many as fit, then by article.

    All have `most` bytes together; what several print in the same words stands once. The newest article comes first;
    within one they stand as it prints them.
    """
    kept: list[Citation] = []
    room = most
    once: dict[str, Citation] = {}
    for each in passages[:MOST_PASSAGES]:
        once.setdefault(" ".join(each.text.split()).casefold(), each)
    for passage in once.values():
        room -= len(passage.text.encode())
        if room < 0 and kept:
            break
        kept.append(passage)
    newest = {each.revision_id: (each.published_at or EPOCH, -at) for at, each in reversed(list(enumerate(kept)))}
    order = sorted(newest, key=lambda revision: newest[revision], reverse=True)
    return tuple(sorted(kept, key=lambda each: (order.index(each.revision_id), each.start, each.end)))


def by_article(passages: Sequence[Citation], shown: Collection[Citation] = ()) -> list[dict[str, object]]:
    """Return the passages for a prompt: each article with its outlet, title and time, and its numbered passages.

    Only those `shown` are, under the numbers that they have among all; all, where none are named.
    """
    found: list[dict[str, object]] = []
    last = None
    for number, passage in enumerate(passages, 1):
        if shown and passage not in shown:
            continue
        if passage.revision_id != last or not found:
            last = passage.revision_id
            at = f"{passage.published_at:%A %-d %B %Y, %H:%M} UTC" if passage.published_at else ""
            about = " · ".join(filter(None, (passage.source, passage.title, at)))
            found.append({"about": about, "passages": []})
        held = found[-1]["passages"]
        assert isinstance(held, list)  # noqa: S101 - for the type checker
        held.append({"number": number, "text": passage.text})
    return found
