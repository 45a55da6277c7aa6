"""What comes in, and what it says: sources, articles, passages, quotes, stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Span = tuple[int, int]
SourceState = Literal["active", "paused", "gone"]
QuoteKind = Literal["direct", "indirect", "mixed"]
Voucher = Literal["operator", "site", "feed", "page", "sender"]
"""How it is known whose words a text is.

`site`: its source is read at the site of its link; `feed`: that site names the source as its feed; `page`: it was read
from the page at its link, to which somebody else pointed; `operator`: the operator vouches. `sender`: none of these, so
that they are the words of whoever sent them.
"""
CITATION_SENTENCES = 3
"""A citation's span is one to three sentences long (promise 1) …"""
CITATION_CHARS = 600
"""… and at most this many characters."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who asks, as the owners whose sources may be seen; `None`: the operator, who sees everything (promise 5).

    An owner is `""` (everyone), a server (`discord:123`), or one channel of it (`discord:123/456`). With `stories`,
    only what is told in them is looked at.
    """

    owners: tuple[str, ...] | None = None
    stories: tuple[int, ...] | None = None


OPERATOR = Audience(None)
PUBLIC = Audience(("",))


@dataclass(frozen=True, slots=True)
class Source:
    """Where news comes from; `kind` names what reads it, `owner` as in `Audience`, `problem` the last failure.

    `url` is what was added; it is read at `feed_url` where that is another address: the feed that its page names, or
    where it moved. `gap_s` is the usual time between two polls that brought news (0: not known yet).
    """

    id: int
    url: str
    kind: str = "feed"
    owner: str = ""
    title: str = ""
    topic: str = ""
    state: SourceState = "active"
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    failures: int = 0
    problem: str = ""
    next_poll_at: datetime | None = None
    last_ok_at: datetime | None = None
    interval_s: int = 1800
    feed_url: str = ""
    moved_to: str = ""
    moved_polls: int = 0
    failing_since: datetime | None = None
    gap_s: int = 0
    last_new_at: datetime | None = None
    added_at: datetime | None = None
    configured: bool | None = False
    """Whether it stands in the settings; None where that is not known."""
    outlet: str = ""
    """The hosts of the outlets that it speaks for because the operator says so, with spaces between; `*`: for all."""
    named_by: str = ""
    """The sites whose pages name it as their feed, with spaces between."""

    @property
    def address(self) -> str:
        """Return where it is read."""
        return self.feed_url or self.url


@dataclass(frozen=True, slots=True)
class Provenance:
    """Whose words a text is (promise 1): an outlet's are those that come from it.

    `site` is where whoever speaks is at home, as `site_of` names it, or what a place without an address is called.
    `sender` tells senders apart where they have sent the words themselves; "" where the outlet of the link speaks.
    """

    known_by: Voucher
    site: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """What was understood of one page, text or feed entry; not stored yet.

    `url` is the canonical link ("" where there is none), `source` the outlet's name, `language` an ISO 639-1
    code ("" where it is not known). `topic` is what its source is filed under. `paywalled`: the page says that its
    text is not all free; what it sends to everybody is here, and no more. `catalogue`: it stood in its source before
    that was added. `excerpt`: only what its feed teases with, because its page did not give more. `provenance`: None
    where that is for its source to tell; without a source, the operator vouches. `entry`: what stands for the id that
    its source prints it under, 64 bits, where that has one.
    """

    text: str
    title: str = ""
    url: str = ""
    published_at: datetime | None = None
    source: str = ""
    author: str = ""
    language: str = ""
    topic: str = ""
    paywalled: bool = False
    catalogue: bool = False
    excerpt: bool = False
    provenance: Provenance | None = None
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One stored state of an article; `seen_at` is when this state first came in.

    `source` is the outlet's name, with its site where another that the owner sees bears the same; `sent`: they are the
    words of whoever sent them, and not of the outlet that `url` leads to.
    """

    id: int
    article_id: int
    url: str
    title: str
    text: str
    source: str
    author: str
    language: str
    published_at: datetime | None
    seen_at: datetime
    story_id: int | None = None
    duplicate_of: int | None = None
    """The article id that this one copies."""
    topic: str = ""
    owner: str = ""
    paywalled: bool = False
    sent: bool = False

    def cite(self, span: Span) -> Citation:
        """Return the citation of a span of the text."""
        start, end = span
        return Citation(
            revision_id=self.id,
            start=start,
            end=end,
            text=self.text[start:end],
            url=self.url,
            title=self.title,
            source=self.source,
            published_at=self.published_at,
            paywalled=self.paywalled,
            language=self.language,
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """One to three sentences of one paragraph (see `CITATION_*`); `sentences` are spans of the revision's text."""

    start: int
    end: int
    text: str
    sentences: tuple[Span, ...] = ()
    revision_id: int = 0


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or body that speaks: its fullest name in the article, the role given to it, its other forms."""

    name: str
    role: str = ""
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Something said. `text` is the revision's text `[start:end]`, the hull of `spans`.

    `speaker` is whom the words belong to (None: unnamed or unknown), `speaker_as_written` the words of the
    quote's own sentence, `via` the one who passes them on (Ushakov, for what Putin told Biden), `addressee`
    whom it was said to. `context` is the sentence or sentences that hold quote and attribution: what is cited.
    `found_by`: the model, if it, or its speaker, is none that the rules found.
    """

    text: str
    kind: QuoteKind
    start: int
    end: int
    spans: tuple[Span, ...]
    context: Span
    speaker: str | None = None
    speaker_as_written: str | None = None
    speaker_role: str = ""
    via: str | None = None
    addressee: str | None = None
    cue: str | None = None
    revision_id: int = 0
    found_by: Literal["rules", "model"] = "rules"


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage as a claim points to it: `text` is exactly the revision's text `[start:end]`.

    `paywalled`: its article is not all free to read. `language` is the article's, "" where that is not known.
    """

    revision_id: int
    start: int
    end: int
    text: str
    url: str = ""
    title: str = ""
    source: str = ""
    published_at: datetime | None = None
    paywalled: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A stored quote with the article that it stands in; `citation` spans the quote's context.

    `carried`: where other articles print the same statement, in order of time.
    """

    quote: Quote
    citation: Citation
    carried: tuple[Citation, ...] = ()

    @property
    def outlets(self) -> tuple[str, ...]:
        """Return who printed it, each once, the first first; an article of no named outlet by its address."""
        return tuple(dict.fromkeys(item.source or item.url for item in (self.citation, *self.carried)))


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found; a higher score is better."""

    passage: Passage
    score: float
    citation: Citation
    language: str = ""


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article as a story lists it; `duplicate_of` is the url of the article that it copies."""

    article_id: int
    revision_id: int
    url: str
    title: str
    source: str
    published_at: datetime | None
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell one event; `former_ids` are those of stories that turned out to be this one."""

    id: int
    title: str
    first_seen: datetime
    last_seen: datetime
    articles: tuple[StoryArticle, ...]
    former_ids: tuple[int, ...] = ()
