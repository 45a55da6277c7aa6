"""An answer on its way: shown as far as it is proved, streamed where the place allows it, changed in place where not.

Only whole blocks are streamed, as blocks: streamed markdown would make text from outside live.
https://docs.slack.dev/reference/methods/chat.startStream
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from bot.chat.adapter_protocol import Lease, PartKey
from bot.chat.rendering.listings import headed
from bot.chat.rendering.parts import Part
from bot.chat.slack.api_client import SlackCalls
from bot.chat.slack.errors import StillStreaming, ThreadGone
from bot.chat.slack.payloads import Element, answer_mark, answer_name, blocks, body, named
from bot.chat.slack.shown_before import ShownBefore
from bot.errors import ChatAway, ChatError, LeaseOver
from bot.messages.catalogue import say

log = logging.getLogger(__name__)


@dataclass(slots=True)
class LiveAnswer:
    """Shows an answer in a thread of a channel; `person` and `team` are whom a stream is for.

    `event` is what it answers; everything leaves only while the `lease` holds. `look` tells what is shown of it.
    """

    calls: SlackCalls
    lease: Lease
    event: str
    channel: str
    thread: str | None
    person: str
    team: str
    look: Callable[[], Awaitable[ShownBefore]]
    _before: ShownBefore = field(default_factory=ShownBefore)
    _ts: str = ""
    _shown: list[Element] = field(default_factory=list)
    _failed: bool = False
    _unsure: bool = False
    """Whether something was sent of which it is not known whether it arrived."""

    def go_on(self, before: ShownBefore) -> None:
        """Complete what is shown already: it is put in place whole, and streamed no further."""
        self._before, self._ts, self._failed = before, before.begun, True

    async def show(self, parts: Sequence[Part]) -> None:
        """Show what is proved so far. What does not arrive now arrives with the whole answer."""
        if not parts or not self.thread or self._failed:
            return
        ready = blocks(parts[0], _key(1, parts))
        ready = ready if len(parts) > 1 else ready[:-1]  # the last block may still grow
        if len(ready) <= len(self._shown) or ready[: len(self._shown)] != self._shown:
            return
        try:
            await self._stream(ready)
        except ChatError as error:
            log.info("slack: not streamed: %s", error)
            self._failed, self._unsure = True, isinstance(error, ChatAway)

    async def _stream(self, ready: list[Element]) -> None:
        fresh = ready[len(self._shown) :]
        if self._ts:
            told = {"channel": self.channel, "ts": self._ts, **_chunks(fresh)}
            shown = await self.calls.stream("chat.appendStream", told, self.lease)
        else:
            who = {"recipient_user_id": self.person, "recipient_team_id": self.team}
            where = {"channel": self.channel, "thread_ts": self.thread, **who}
            fresh = [fresh[0] | {"block_id": answer_name(self.event)}, *fresh[1:]]
            shown = self._ts = await self.calls.stream("chat.startStream", where | _chunks(fresh), self.lease)
        if shown:
            self._shown = ready

    async def finish(self, parts: Sequence[Part], above: Sequence[Element] = ()) -> list[str]:
        """Show the whole answer, one message a part, and return their ts. `above` stands over the first."""
        sent: list[str] = []
        if self._unsure and not self._ts:
            self.go_on(await self.look())
            if parts and not self._before.certain:
                parts = [headed(parts[0], say("briefing.may_repeat")), *parts[1:]]
        for ordinal, part in enumerate(parts, 1):
            request = body(part, _key(ordinal, parts)) | {"metadata": answer_mark(self.event, ordinal)}
            if ordinal in self._before.parts:
                sent.append(self._before.parts[ordinal])
                continue
            if ordinal == 1 and self._ts:
                await self._end(request)
                sent.append(self._ts)
                continue
            if ordinal == 1 and above:
                request["blocks"] = [*above, *request["blocks"]]
            request = named(request, answer_name(self.event, ordinal))
            sent.append(await self._post(request, sent[0] if sent else None))
        return sent

    async def _post(self, request: Element, first: str | None) -> str:
        """Post in the thread, or under the answer's first message; in the channel where that is gone."""
        try:
            return await self.calls.post(self.channel, request, self.thread or first, self.lease, urgent=True)
        except ThreadGone as error:
            log.info("slack: answered in the channel: %s", error)
            self.thread = None
        return await self.calls.post(self.channel, request, lease=self.lease, urgent=True)

    async def _end(self, request: Element) -> None:
        """Stop the stream with what is left; where that fails, or it shows anything else, set the message anew."""
        whole: list[Element] = request["blocks"]
        same = not self._unsure and bool(self._shown) and whole[: len(self._shown)] == self._shown
        rest = whole[len(self._shown) :] if same else []
        chunks = _chunks(rest) if rest else {}
        metadata = {"metadata": request["metadata"]} if same else {}
        if await self._stopped(chunks | metadata) and same:
            return
        anew = named(request, answer_name(self.event, 1))
        try:
            await self.calls.update(self.channel, self._ts, anew, self.lease)
        except StillStreaming:  # the stop was lost on its way there
            await self._stopped({})
            await self.calls.update(self.channel, self._ts, anew, self.lease)

    async def _stopped(self, last: Element) -> bool:
        """Stop the stream with the last that it shows; False where that is not known to be done."""
        try:
            await self.calls.end_stream({"channel": self.channel, "ts": self._ts, **last}, self.lease)
        except LeaseOver:
            raise
        except ChatError as error:
            log.info("slack: the stream did not end: %s", error)
            return False
        return True

    async def abandon(self) -> None:
        """Take back what was shown: the answer goes to the person alone."""
        if self._ts:
            await self.calls.call("chat.delete", {"channel": self.channel, "ts": self._ts})


def _chunks(fresh: list[Element]) -> Element:
    return {"chunks": [{"type": "blocks", "blocks": fresh}]}


def _key(ordinal: int, parts: Sequence[Part]) -> PartKey:
    return PartKey(0, ordinal, len(parts))
