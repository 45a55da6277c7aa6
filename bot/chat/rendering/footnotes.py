"""The numbers of what a message cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.chat.rendering.cleaning import clean
from bot.chat.rendering.parts import Run
from bot.chat.rendering.passage_links import passage_link
from bot.messages.catalogue import say
from bot.models import Citation


@dataclass(slots=True)
class Notes:
    """The numbers of what is cited: one an article, from 1, in the order of first use.

    What others say under an outlet's link is not its article.
    """

    _numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, citations: Iterable[Citation]) -> Iterator[Run]:
        """Give a claim's citations as numbers, each once, linked to the first passage of its article."""
        seen: set[int] = set()
        for citation in citations:
            number = self._numbers.setdefault(_article(citation), len(self._numbers) + 1)
            if number not in seen:
                yield Run(f"{'' if seen else ' '}[{number}]", "plain", passage_link(citation), where(citation))
                seen.add(number)


def _article(citation: Citation) -> str:
    """Return what tells an article from others: its link, and who speaks there."""
    return f"{citation.url or citation.revision_id}|{citation.source}{'' if citation.url else f'|{citation.title}'}"


def where(citation: Citation) -> str:
    """Return what a footnote says of a citation: who prints it, under which title."""
    paid = say("sources.paywall") if citation.paywalled else ""
    return " · ".join(part for part in (clean(citation.source), clean(citation.title), paid) if part)
