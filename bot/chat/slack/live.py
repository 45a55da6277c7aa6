"""An answer on its way: shown as far as it is proved, streamed where the place allows it, changed in place where not.

Only whole blocks are streamed, as blocks: streamed markdown would make text from outside live.
https://docs.slack.dev/reference/methods/chat.startStream
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.chat.adapter import PartKey
from bot.chat.parts import Part
from bot.chat.slack.body import Element, blocks, body
from bot.chat.slack.calls import SlackCalls
from bot.errors import ChatError

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Live:
    """Shows an answer in a thread of a channel; `person` and `team` are whom a stream is for."""

    calls: SlackCalls
    channel: str
    thread: str | None
    person: str
    team: str
    _ts: str = ""
    _streaming: bool = False
    _shown: list[Element] = field(default_factory=list)
    _failed: bool = False

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
            self._failed = True

    async def _stream(self, ready: list[Element]) -> None:
        chunk = {"chunks": [{"type": "blocks", "blocks": ready[len(self._shown) :]}]}
        if self._ts:
            await self.calls.stream("chat.appendStream", {"channel": self.channel, "ts": self._ts, **chunk})
        else:
            who = {"recipient_user_id": self.person, "recipient_team_id": self.team}
            where = {"channel": self.channel, "thread_ts": self.thread, **who}
            self._ts = await self.calls.stream("chat.startStream", where | chunk)
            self._streaming = True
        self._shown = ready

    async def finish(self, parts: Sequence[Part], above: Sequence[Element] = ()) -> list[str]:
        """Show the whole answer, one message a part, and return their ts. `above` stands over the first."""
        sent: list[str] = []
        for ordinal, part in enumerate(parts, 1):
            request = body(part, _key(ordinal, parts))
            if ordinal == 1 and self._ts:
                await self._end(request)
                sent.append(self._ts)
                continue
            if ordinal == 1 and above:
                request["blocks"] = [*above, *request["blocks"]]
            thread = self.thread or (sent[0] if sent else None)
            sent.append(await self.calls.post(self.channel, request, thread))
        return sent

    async def _end(self, request: Element) -> None:
        """Stop the stream with what is left; where that fails, or more was shown than holds, set the message anew."""
        whole: list[Element] = request["blocks"]
        same = whole[: len(self._shown)] == self._shown
        rest = whole[len(self._shown) :] if same else []
        chunks = {"chunks": [{"type": "blocks", "blocks": rest}]} if rest else {}
        try:
            await self.calls.stream("chat.stopStream", {"channel": self.channel, "ts": self._ts, **chunks})
            if same:
                return
        except ChatError as error:
            log.info("slack: the stream did not end: %s", error)
        await self.calls.update(self.channel, self._ts, request)

    async def abandon(self) -> None:
        """Take back what was shown: the answer goes to the person alone."""
        if self._ts:
            await self.calls.call("chat.delete", {"channel": self.channel, "ts": self._ts})


def _key(ordinal: int, parts: Sequence[Part]) -> PartKey:
    return PartKey(0, ordinal, len(parts))
