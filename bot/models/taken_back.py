"""What was posted and may be wrong: claims as they were posted, and those that were taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.models.channels import Channel, DeliveryPart
from bot.models.claims import Claim

TakenBy = Literal["operator", "manager"]


@dataclass(frozen=True, slots=True)
class Retraction:
    """A claim that was taken back. `owner`: who is not told it again, "" for everybody.

    `place` is the channel where a manager took it back, named as an owner.
    """

    id: int
    claim: Claim
    owner: str
    taken_by: TakenBy
    place: str
    reason: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class PostedClaim:
    """A claim of something posted; `number` counts from 1 within it, `story_id` is 0 for none.

    `owned`: who may see all that it cites, "" where everybody may.
    """

    number: int
    claim: Claim
    story_id: int = 0
    owned: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """A delivery, or a reply, as it was posted: its claims, and its messages as they stand now.

    `ref` names it: a delivery's number, or "a" and a reply's. `room` is the thread that its messages may stand in, ""
    where there is none. `under_way`: some of it is not posted yet.
    """

    ref: str
    channel: Channel
    posted_at: datetime
    claims: tuple[PostedClaim, ...]
    messages: tuple[DeliveryPart, ...]
    room: str = ""
    store: str = ""
    ping: str = ""
    under_way: bool = False

    @property
    def delivery_id(self) -> int:
        """The number of the delivery; 0 for a reply."""
        return int(self.ref) if self.ref.isdigit() else 0


@dataclass(frozen=True, slots=True)
class Report:
    """How many people said that something posted is wrong; `story_id` is 0 where they named no story."""

    ref: str
    story_id: int
    people: int
