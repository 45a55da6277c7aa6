"""The nouns: frozen values that every room passes on.

A span is always `[start, end)` in characters of a revision's text. A time is always an aware UTC datetime.
`revision_id` is 0 as long as a thing is not stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Span = tuple[int, int]
Writer = Literal["model", "extractive", "mixed"]
QuoteKind = Literal["direct", "indirect", "mixed"]
SourceKind = Literal["feed", "page", "sitemap", "folder", "webhook", "chat"]
Platform = Literal["console", "discord", "slack"]
ChannelKind = Literal["channel", "thread", "forum", "announcement", "direct"]
Turn = Literal["different", "gone", "again"]
DeliveryKind = Literal["briefing", "correction", "alert", "notice", "answer"]
DeliveryState = Literal["claimed", "written", "sending", "sent", "failed"]

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
    """A feed or page that is polled; `owner` as in `Audience`; `problem` is the last failure in words.

    `url` is what was added; it is read at `feed_url` where that is another address: the feed that its page names, or
    where it moved. `gap_s` is the usual time between two polls that brought news (0: not known yet).
    """

    id: int
    url: str
    kind: SourceKind = "feed"
    owner: str = ""
    title: str = ""
    topic: str = ""
    state: Literal["active", "paused", "gone"] = "active"
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

    @property
    def address(self) -> str:
        """Return where it is read."""
        return self.feed_url or self.url


@dataclass(frozen=True, slots=True)
class Article:
    """What was understood of one page, text or feed entry; not stored yet.

    `url` is the canonical link ("" where there is none), `source` the outlet's name, `language` an ISO 639-1
    code ("" where it is not known). `topic` is what its source is filed under. `paywalled`: the page says that its
    text is not all free; what it sends to everybody is here, and no more. `catalogue`: it stood in its source before
    that was added.
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


@dataclass(frozen=True, slots=True)
class Revision:
    """One stored state of an article; `seen_at` is when this state first came in."""

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


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage as a claim points to it: `text` is exactly the revision's text `[start:end]`.

    `paywalled`: its article is not all free to read.
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


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that may be posted, and what it rests on; `speaker` where it tells what somebody said."""

    text: str
    citations: tuple[Citation, ...]
    written_by: Literal["model", "extractive"] = "extractive"
    speaker: str | None = None


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


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model cost; `cost_usd` is None where a price is unknown."""

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = 0.0

    def __add__(self, other: Usage) -> Usage:
        """Return the sum; an unknown cost stays unknown."""
        cost = None if self.cost_usd is None or other.cost_usd is None else self.cost_usd + other.cost_usd
        return Usage(
            self.requests + other.requests,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            cost,
        )


@dataclass(frozen=True, slots=True)
class BriefedStory:
    """A story as a briefing tells it; `differences` are claims on which the outlets do not agree."""

    story_id: int
    headline: str
    claims: tuple[Claim, ...]
    sources: tuple[str, ...]
    status: Literal["new", "update", "told"] = "new"
    differences: tuple[Claim, ...] = ()
    headline_url: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Why an article was or was not told.

    `told`, `copy`, `told before`, `filter`, `budget`, `length`, `unproven`, or `less`: less of it was wished for.
    """

    article_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a channel gets; `read`, `copies` and `told_before` count articles; `notice` is a line on a degraded run."""

    title: str
    since: datetime
    until: datetime
    stories: tuple[BriefedStory, ...]
    written_by: Writer = "extractive"
    usage: Usage = Usage()
    read: int = 0
    copies: int = 0
    told_before: int = 0
    outlets: int = 0
    notice: str = ""
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """A claim that a channel was told, the passage it rests on, and the passage that stands there now.

    `again`: the article says once more what the channel was told first. `gone`: it does not say it any more, and
    `now` is what stands in that place.
    """

    claim: str
    told: Citation
    now: Citation
    kind: Turn = "different"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a channel is told of an article that changed after it was briefed; `told_at` is when that was."""

    told_at: datetime
    items: tuple[Corrected, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or a refusal with its reason and the nearest thing that is held; at most eight claims."""

    question: str
    answered: bool
    claims: tuple[Claim, ...] = ()
    nearest: tuple[Citation, ...] = ()
    written_by: Writer = "extractive"
    reason: str = ""
    usage: Usage = Usage()


@dataclass(frozen=True, slots=True)
class Channel:
    """Where briefings go; `platform_id` is the platform's own id of it, `server` of the server it is in.

    `thread` is a thread of the channel, where that is the place. `problem` says why nothing goes there.
    """

    id: int
    name: str
    platform: Platform
    platform_id: str = ""
    server: str = ""
    state: Literal["active", "paused"] = "active"
    problem: str = ""
    kind: ChannelKind = "channel"
    thread: str = ""

    @property
    def audience(self) -> Audience:
        """Return what this channel may see: everyone's sources, its server's, its own (promise 5)."""
        if self.platform == "console":
            return OPERATOR
        return Audience(("", self.home, f"{self.home}/{self.platform_id}"))

    @property
    def home(self) -> str:
        """Return the owner of what is added from here: the server, or the channel itself where there is none."""
        return f"{self.platform}:{self.server or self.platform_id}"


@dataclass(frozen=True, slots=True)
class Subscription:
    """When a channel is briefed, and about what. `at` is `HH:MM` in `zone`; `days` are 0 (Monday) to 6."""

    id: int
    channel_id: int
    at: str
    zone: str
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    topic: str = ""
    language: str = ""
    length: Literal["short", "normal", "long"] = "normal"
    state: Literal["active", "paused"] = "active"
    next_slot_at: datetime | None = None
    created_at: datetime | None = None
    ping: str = ""
    """A role or group that an admin chose to be called."""


FollowKind = Literal["topic", "speaker", "source", "story"]


@dataclass(frozen=True, slots=True)
class Follow:
    """What a channel follows. `what` is a topic or a name, or the title of the source or story `target_id`.

    `at_once`: it is told as soon as it is in, at most `most` times a local day of `zone`, not between `quiet_from`
    and `quiet_until` (`HH:MM`, "" for no quiet). Otherwise it comes first in briefings.
    """

    id: int
    channel_id: int
    kind: FollowKind
    what: str
    target_id: int | None = None
    at_once: bool = False
    most: int = 0
    quiet_from: str = ""
    quiet_until: str = ""
    zone: str = "UTC"
    seen_article: int = 0
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the outbox: something that a channel is to get, once. `key` is unique; `ping` as in Subscription."""

    id: int
    kind: DeliveryKind
    key: str
    channel_id: int
    state: DeliveryState
    subscription_id: int | None = None
    slot_at: datetime | None = None
    attempt: int = 0
    not_after: datetime | None = None
    created_at: datetime | None = None
    problem: str = ""
    ping: str = ""
    reply_to: str = ""
    """The platform's id of the message that it belongs under; "" where it stands alone."""
    reply_root: str = ""
    """The first message of that one's delivery."""


PartState = Literal["pending", "sending", "sent"]


@dataclass(frozen=True, slots=True)
class DeliveryPart:
    """One message of a delivery; `body` is what `chat.render` made of it, as JSON; `ordinal` counts from 1."""

    delivery_id: int
    ordinal: int
    body: str
    state: PartState = "pending"
    platform_id: str | None = None
