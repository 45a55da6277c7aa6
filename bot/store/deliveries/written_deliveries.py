"""What is put into the outbox: what a channel is to get, and what was written of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.models import Decision, DeliveryKind
from bot.store.news.corrections import StandingCorrection


@dataclass(frozen=True, slots=True)
class Cited:
    """A span that a written delivery rests on; it becomes told when the delivery is sent."""

    revision_id: int
    start: int
    end: int
    story_id: int | None = None
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A delivery as it was written: its parts as JSON, what it cites, and why each article is in it or not."""

    parts: Sequence[str]
    cited: Sequence[Cited] = ()
    decisions: Sequence[Decision] = ()
    since: datetime | None = None
    until: datetime | None = None
    corrected: Sequence[StandingCorrection] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """Something that a channel is to get; `key` makes it this and no other, `request` says what to write."""

    kind: DeliveryKind
    key: str
    channel_id: int
    subscription_id: int | None = None
    slot: datetime | None = None
    not_after: datetime | None = None
    topic: str = ""
    request: dict[str, Any] = field(default_factory=dict)
    reply_to: str = ""
    reply_root: str = ""
