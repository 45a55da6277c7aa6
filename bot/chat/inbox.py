"""What was heard: each event is acted on once, and each question kept until its answer stands where it was asked.

A question is kept in the transaction that marks its event as heard, and forgotten once it is answered. What a process
left unanswered as it fell, whoever holds the platform's connection next asks again.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zlib import crc32

from bot.chat.adapter_protocol import ENDLESS, Lease
from bot.chat.desk_protocol import Command, Place, Reply, Request, Rights
from bot.chat.rendering.parts import part_from_json, part_to_json
from bot.clock import Clock
from bot.errors import ChatAway, ChatError, LeaseOver, ReadoutError, StoreError, TokenRefused
from bot.logs import fault
from bot.logs.context import traced
from bot.models import Platform
from bot.store.channels import conversations, inbound_events, questions
from bot.store.channels.questions import OpenQuestion
from bot.store.deliveries import posted_claims
from bot.store.protocol import Connection, Store

log = logging.getLogger(__name__)

FRESH = timedelta(minutes=15)
"""So long after it was asked a question is still answered: as long as Discord shows that an answer is coming."""
MOST_TRIES = 2
"""So often a question is asked again; after that it may be what the process falls over, and is told so."""

LOOK_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Heard:
    """A request, and how its platform answers it (`how`: ids and flags, never a token).

    `again`: it was left unanswered, and some of its answer may have been posted since `at`, when it was heard; `reply`
    is that answer, where it was written.
    `hopeless`: it was asked again so often that it is not fulfilled any more.
    """

    request: Request
    how: Mapping[str, str] = field(default_factory=dict)
    again: bool = False
    at: datetime | None = None
    reply: Reply | None = None
    hopeless: bool = False


class Inbox:
    """Remembers in the store, so also over restarts and for other processes. It is the lease on what is answered.

    `lease` is this process's hold on the platform's connection: another one that has it answers what is open. `hears`
    tells of which servers that connection hears, where there are several; "" is for what is of none.
    """

    def __init__(
        self, store: Store, clock: Clock, lease: Lease = ENDLESS, hears: Callable[[str], bool] = lambda _: True
    ) -> None:
        self._store = store
        self._clock = clock
        self._hears = hears
        self.lease = lease
        self._under_way: set[tuple[Platform, str]] = set()

    def check(self) -> None:
        """Raise LeaseOver where another process may answer by now."""
        self.lease.check()

    async def keep_looking(self, ask_again: Callable[[], Awaitable[None]]) -> None:
        """Have what is left unanswered asked again, from time to time, while this process has the connection.

        Another process may have kept a question as it went on after it was stopped; an answer may not have left.
        """
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                self.check()
                await ask_again()
            except LeaseOver:
                continue  # whoever has the connection looks
            except ReadoutError as error:
                log.warning("what is left unanswered cannot be seen: %s", error)
            except Exception as error:
                fault(log, "what is left unanswered cannot be seen", error)

    async def first_time(self, platform: Platform, event_id: str) -> bool:
        """Mark an event that asks nothing as heard; tell whether it had not been."""
        now = self._clock()
        return await self._store.write(lambda db: inbound_events.first_time(db, platform, event_id, now), synced=True)

    async def unheard(self, platform: Platform, event_ids: Sequence[str]) -> set[str]:
        """Return those of some events that were not heard."""
        if not event_ids:
            return set()
        return await self._store.read(partial(inbound_events.unseen, platform=platform, event_ids=event_ids))

    async def direct_conversations(self, platform: Platform) -> list[str]:
        """Return the ids of the direct conversations in which something was asked lately, the latest first."""
        return await self._store.read(partial(conversations.direct, platform=platform))

    @property
    def fresh_since(self) -> datetime:
        """Since when something must have been asked to be answered still."""
        return self._clock() - FRESH

    async def take(self, heard: Heard) -> bool:
        """Mark the event of a question as heard, and keep it until `answering` ends; False where it was before."""
        request, now, kept = heard.request, self._clock(), _to_json(heard)
        key, place = (request.platform, request.event_id), _place_of(request)
        if key in self._under_way:
            return False

        def work(db: Connection) -> bool:
            new = inbound_events.first_time(db, *key, now)
            if new:
                questions.keep(db, *key, place, kept, now)
            return new

        self._under_way.add(key)
        new = False
        try:
            new = await self._store.write(work, synced=True)
        finally:
            if not new:
                self._under_way.discard(key)
        return new

    async def unanswered(self, platform: Platform) -> list[Heard]:
        """Return what was left unanswered and may still be answered; what is too old or cannot be read is dropped."""

        def left(db: Connection) -> list[OpenQuestion]:
            return [
                each
                for each in questions.every(db, platform)
                if (platform, each.event_id) not in self._under_way and self._hears(_server_of(each))
            ]

        def work(db: Connection) -> list[OpenQuestion]:
            held = left(db)
            for each in held:
                questions.note_try(db, platform, each.event_id)
            return held

        if not await self._store.read(left):
            return []
        found = [await self._open(platform, each) for each in await self._store.write(work, synced=True)]
        return [each for each in found if each]

    async def _open(self, platform: Platform, held: OpenQuestion) -> Heard | None:
        if (platform, held.event_id) in self._under_way:  # another look was sooner
            return None
        age = self._clock() - held.heard_at
        heard = self._from_json(held)
        if heard is None or abs(age) > FRESH:
            log.warning("%s: a question is left unanswered: it is %d min old", platform, age.total_seconds() // 60)
            await self._store.write(partial(questions.answered, platform=platform, event_id=held.event_id))
            return None
        log.info("%s: %s is asked again: it was left unanswered", platform, heard.request.command.name)
        self._under_way.add((platform, held.event_id))
        return heard

    @asynccontextmanager
    async def answering(self, request: Request) -> AsyncIterator[None]:
        """Forget a question once the block has answered it, or has found that it cannot be.

        It stays where the block is cut off or the platform is away: it is asked again.
        """
        try:
            with traced("question", _number(request)):
                yield
        except ReadoutError as error:
            if isinstance(error, ChatError) and not isinstance(error, (ChatAway, TokenRefused)):
                await self.answered(request)
            else:
                note = partial(questions.note_away, platform=request.platform, event_id=request.event_id)
                with suppress(StoreError):
                    await self._store.write(note)
            raise
        except Exception:
            await self.answered(request)
            raise
        else:
            await self.answered(request)
        finally:
            self._under_way.discard((request.platform, request.event_id))

    async def answered(self, request: Request) -> None:
        """Forget a question, with its words."""
        await self._store.write(partial(questions.answered, platform=request.platform, event_id=request.event_id))
        self._under_way.discard((request.platform, request.event_id))

    async def written(self, request: Request, reply: Reply) -> None:
        """Keep an answer that is about to be posted, so that the same one is completed after a fall.

        One with a file is not kept: a list of sources is as soon made again.
        """
        if reply.file is None and reply.parts:
            kept = {"parts": list(map(part_to_json, reply.parts)), "private": reply.private, "turn": reply.turn}
            note = partial(questions.note_reply, platform=request.platform, event_id=request.event_id)
            await self._store.write(partial(note, reply=json.dumps(kept)))

    def _from_json(self, held: OpenQuestion) -> Heard | None:
        try:
            told = json.loads(held.asked)
            request = _request(told["request"], carried_out=held.changed)
            reply = self._reply(request.platform, json.loads(held.reply)) if held.reply else None
            return Heard(request, dict(told["how"]), True, held.heard_at, reply, held.tries >= MOST_TRIES)
        except (ValueError, TypeError, KeyError, AttributeError) as error:  # an older or newer version's
            log.warning("a question that was left unanswered cannot be read: %s", error)
            return None

    def _reply(self, platform: Platform, told: dict[str, Any]) -> Reply:
        turn = int(told["turn"])

        async def carried(message_id: str) -> None:
            def note(db: Connection) -> None:
                conversations.carried_by(db, platform, message_id, turn)
                posted_claims.carried_by(db, platform, message_id, turn)

            await self._store.write(note)

        return Reply([*map(part_from_json, told["parts"])], bool(told["private"]), posted=carried, turn=turn)


def _number(request: Request) -> str:
    """Return by what a question is known in the log: the same after a fall."""
    return f"{crc32(f'{request.platform} {request.event_id}'.encode()):08x}"


def _place_of(request: Request) -> str:
    place = request.place
    return f"{conversations.place_of(place.channel)}{place.thread or ''}"


def _server_of(held: OpenQuestion) -> str:
    """Return the server where a question was asked; "" where that cannot be read."""
    try:
        return str(json.loads(held.asked)["request"]["place"]["server_id"])
    except (ValueError, TypeError, KeyError):
        return ""


def _to_json(heard: Heard) -> str:
    told = asdict(heard.request)
    told["command"].pop("attachment")  # it is fetched again where the platform can
    return json.dumps({"request": told, "how": dict(heard.how)})


def _request(told: dict[str, Any], *, carried_out: bool) -> Request:
    made: dict[str, Any] = {
        "place": Place(**told["place"]),
        "command": Command(**told["command"]),
        "rights": Rights(**told["rights"]),
        "history": tuple(told["history"]),
        "carried_out": carried_out,
    }
    return Request(**(told | made))
