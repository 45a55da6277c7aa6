"""Who leads a group of copies: a text's original is its outlet's own, and seen by all who see its copies.

So nobody hides an outlet's words by sending them under its link, or under another (promise 1); and what a server's own
source brings of what everybody reads is one article with that, while nobody else learns that it brings it (promise 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence.stories.near_duplicates import Sketch, brings_nothing, original
from bot.store.news.copies import sketch_index
from bot.store.news.copies.sketch_index import Printed
from bot.store.protocol import Connection, Row
from bot.store.where_clauses import one_of


@dataclass(frozen=True, slots=True)
class Copies:
    """What an article that arrives has to do with others: the original that leads it, and originals that it leads.

    `equal`: either may lead the other, so that the first of the two is the original.
    """

    leader: int | None = None
    equal: bool = False
    led: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Printer:
    """Who prints an article, and where: whose it is, its address, and who sent it, if that is not its outlet."""

    owner: str
    url: str
    sender: str

    @property
    def sent(self) -> bool:
        """Whether its words are those of somebody who is not its outlet."""
        return self.sender != ""


def copies_of(
    db: Connection, article_id: int, mine: Printer, sketch: Sketch, shared: dict[int, int], *, has_twins: bool
) -> Copies:
    """Return what an article has to do with those that print its text, and with itself from other owners.

    Of other owners: what all see who see it leads it, and what only some of them see it leads, where the copy brings
    nothing that the original does not; a server's own article that says more is news there. Where the one that would
    lead was sent by somebody, and the other is its outlet's own, they stay apart. `shared`: how many of its hashes
    other articles have.
    """
    owner, sent = mine.owner, mine.sent
    twins = _twins(db, mine) if has_twins else []
    led = [row["id"] for row in twins if row["duplicate_of"] is None and _sees(row["owner"], owner)]
    above = next((row for row in twins if _sees(owner, row["owner"])), None)
    if above is not None:
        return Copies(above["duplicate_of"] or above["id"], led=tuple(led))
    printed = sketch_index.printing(
        db, article_id, lambda other: other == owner or _sees(owner, other) or _sees(other, owner), shared
    )
    led += [each.root for each in printed if _is_led(each, owner, sketch, sent=sent)]
    shown = [each for each in printed if each.owner == owner or _sees(owner, each.owner)]
    wider = [each for each in shown if each.root_owner != owner and (sent or not each.root_sent)]
    leader, equal = min((each.root for each in wider if brings_nothing(sketch, each.sketch)), default=None), False
    if leader is None:
        leader, equal = _same_text(sketch, [each for each in shown if each.root_owner == owner], sent=sent)
    return Copies(leader, equal, tuple(led))


def _is_led(other: Printed, owner: str, sketch: Sketch, *, sent: bool) -> bool:
    """Tell whether an article is led by one of an owner that prints its text."""
    if other.is_copy:
        return False
    if other.owner == owner:
        return other.sent and not sent and _is_copy(other, sketch)
    return _sees(other.owner, owner) and (other.sent or not sent) and brings_nothing(other.sketch, sketch)


def _same_text(sketch: Sketch, printed: Sequence[Printed], *, sent: bool) -> tuple[int | None, bool]:
    """Return the original of a text, an outlet's own before one that somebody sent, and whether that stands alike.

    What somebody sent does not tell that two outlets' own are one: it may be put together of both.
    """
    own = original(sketch, ((each.root, each.sketch) for each in printed if not each.sent))
    if own is not None or not sent:
        return own, not sent
    led = original(sketch, ((each.root, each.sketch) for each in printed if each.root_sent))
    if led is not None:
        return led, True
    return original(sketch, ((each.root, each.sketch) for each in printed)), False


def _is_copy(other: Printed, sketch: Sketch) -> bool:
    return original(sketch, [(other.root, other.sketch)]) is not None


def addresses_of_others(db: Connection, every: Sequence[Printer]) -> set[str]:
    """Return under which of the addresses of some articles others have one too."""
    owners = {each.url: each.owner for each in every}
    rows = db.tuples(f"select url, owner from articles where {one_of('url', owners)}", tuple(owners))
    return {url for url, owner in rows if owner != owners[url]}


def _twins(db: Connection, mine: Printer) -> list[Row]:
    """Return the same article, by address and who speaks, as other owners have it, the widest first."""
    return db.execute(
        "select id, owner, duplicate_of from articles where url = ? and sender = ? and owner <> ? order by owner, id",
        (mine.url, mine.sender, mine.owner),
    ).fetchall()


def _sees(owner: str, other: str) -> bool:
    """Tell whether whoever sees an owner's articles sees another's too: everybody's, or its server's."""
    return owner != other and (other == "" or owner.startswith(f"{other}/"))
