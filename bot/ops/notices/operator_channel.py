"""The operator's channel: what they must see to is told there once, as soon as it is seen.

Nothing of the way there is in the store but the note that it was told: the channels are known from before, and what is
told goes out at once, by no outbox. Of several channels it is the first whose platform is well.
"""

from __future__ import annotations

import contextlib
import logging
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from bot.chat.adapter_protocol import ChatAdapter
from bot.clock import EPOCH
from bot.config.loading import secrets_of
from bot.desk.desk import Desk
from bot.errors import StoreError
from bot.logs.masking import Masking
from bot.models import Channel
from bot.ops.notices.operator_message import MOST_TRIES, OperatorMessage, pause_after
from bot.ops.readiness import Readiness
from bot.schedule.delivery import AdapterOf
from bot.schedule.platform_connection import PlatformConnection
from bot.store.channels import channels
from bot.store.deliveries import operator_notices
from bot.store.troubles import Trouble, in_store

log = logging.getLogger(__name__)

EVERY = 15.0
"""Seconds between two looks."""
TOKENS_EVERY = 900.0
"""Seconds between two looks whether tokens are still accepted."""
LASTS = 4
"""Looks in a row at which what is not certain must be seen, and a channel not be reached."""
MOST_LINES = 20


class OperatorChannel:
    """Looks for troubles and tells of them; `readiness` sees those of the store and the disk."""

    def __init__(
        self, desk: Desk, readiness: Readiness, connections: Sequence[PlatformConnection], adapter_of: AdapterOf
    ) -> None:
        self._desk = desk
        self._readiness = readiness
        self._connections = connections
        self._adapter_of = adapter_of
        self._masked = Masking(secrets_of(desk.settings))
        self._channels: dict[str, Channel] = {}
        self._seen: dict[str, int] = {}
        self._told: dict[str, datetime] = {}
        self._logged: set[str] = set()
        self._away: Counter[str] = Counter()
        self._refused: list[Trouble] = []
        self._message: OperatorMessage | None = None
        """What may have arrived, and is not known to."""
        self._number = 0
        self._failed = 0
        self._not_before = EPOCH

    async def remember(self) -> None:
        """Read which channels there are, so that they are known where the store cannot be read later."""
        self._channels = {each.name: each for each in await self._desk.store.read(channels.every)}

    async def try_tokens(self) -> None:
        """Ask each platform whether it still accepts its token: one that was revoked may else be noticed at a slot."""
        self._refused = [
            Trouble(f"token:{each.name}:{number}", f"{each.name}: {finding.message}")
            for each in self._connections
            if each.held() is not None
            for number, finding in enumerate(await each.platform.check(self._desk.settings, used=False))
            if finding.state == "bad"
        ]

    async def look_if_first(self) -> None:
        """Do `look` where the first of the operator's channels is reached from here, whichever process else looks."""
        with contextlib.suppress(StoreError):  # then go by what is remembered
            await self.remember()
        first = next((self._channels.get(name) for name in self._desk.settings.operator.channels), None)
        if first is not None and self._adapter_of(first) is not None:
            await self.look()

    async def look(self) -> None:
        """Tell of what was not told of yet."""
        found = {each.key: each for each in await self._troubles() if self._is_certain(each)}
        self._log(found)
        ways = list(self._ways())
        if not ways or self._desk.clock() < self._not_before:
            return
        message = self._message or await self._next(found)
        if message:
            await self._send(message, ways)

    async def _next(self, found: Mapping[str, Trouble]) -> OperatorMessage | None:
        fresh = await self._claim(found)
        if not fresh:
            return None
        now = self._desk.clock()
        self._number = max(self._number + 1, int(now.timestamp()))
        lines = self._lines([found[key] for key in sorted(fresh)])
        return OperatorMessage(frozenset(fresh), lines, self._number, now)

    async def _send(self, message: OperatorMessage, ways: Sequence[tuple[Channel, ChatAdapter]]) -> None:
        """Send it; one that may have arrived goes on as this message, one that did not is claimed anew, both later."""
        if await message.send(ways):
            self._message, self._failed = None, 0
            return
        self._not_before = self._desk.clock() + pause_after(self._failed)
        self._failed += 1
        self._message = message if message.in_doubt and message.tries < MOST_TRIES else None
        if not message.in_doubt:
            await self._give_back(message.keys)

    async def _troubles(self) -> list[Trouble]:
        troubles = [
            Trouble(line.partition(":")[0], line) for line in await self._readiness.of_store_and_disk()
        ] + self._refused
        troubles += [
            Trouble(f"platform:{each.name}", f"{each.name}: {each.state}. `readout doctor` tries it", certain=False)
            for each in self._connections
            if not each.healthy
        ]
        try:
            await self.remember()
            work = partial(in_store, model=self._desk.settings.model, now=self._desk.clock())
            troubles += await self._desk.store.read(work)
        except StoreError as error:
            troubles.append(Trouble("store", f"store: {error}", certain=False))
        self._seen = {each.key: self._seen.get(each.key, 0) + 1 for each in troubles}
        return troubles

    def _is_certain(self, trouble: Trouble) -> bool:
        return trouble.certain or self._seen[trouble.key] >= LASTS

    def _log(self, found: Mapping[str, Trouble]) -> None:
        for key in found.keys() - self._logged:
            log.warning("for the operator: %s", found[key].line)
        self._logged = set(found)

    def _ways(self) -> Iterator[tuple[Channel, ChatAdapter]]:
        """Yield the operator's channels that can be reached from here, in the operator's order.

        One that cannot be for a moment, as at the start, is waited for.
        """
        for name in self._desk.settings.operator.channels:
            channel = self._channels.get(name)
            adapter = self._adapter_of(channel) if channel else None
            if channel and adapter and adapter.healthy:
                self._away[name] = 0
                yield channel, adapter
                continue
            self._away[name] += 1
            if self._away[name] < LASTS:
                return

    async def _claim(self, keys: Collection[str]) -> set[str]:
        """Return what nobody told of: by the store, or by what is remembered here where that cannot be written."""
        now = self._desk.clock()
        self._told = {k: at for k, at in self._told.items() if k in keys or now - at < operator_notices.AGAIN_AFTER}
        untold = [key for key in keys if key not in self._told]
        try:
            fresh = await self._desk.store.write(partial(operator_notices.claim, keys=tuple(keys), now=now))
            fresh &= set(untold)
        except StoreError:
            fresh = set(untold)
        self._told |= dict.fromkeys(keys, now)
        return fresh

    async def _give_back(self, keys: Collection[str]) -> None:
        for key in keys:
            self._told.pop(key, None)
        try:
            await self._desk.store.write(partial(operator_notices.give_back, keys=tuple(keys)))
        except StoreError as error:
            log.debug("what was not told is not noted: %s", error)

    def _lines(self, troubles: Sequence[Trouble]) -> list[str]:
        lines = [self._masked(each.line) for each in troubles[:MOST_LINES]]
        if len(troubles) > MOST_LINES:
            lines.append(f"and {len(troubles) - MOST_LINES} more. `readout doctor` and /readyz say all")
        return lines
