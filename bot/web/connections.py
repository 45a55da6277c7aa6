"""Connections to the web port: how many, and how long one may keep us waiting.

uvicorn bounds what a header may hold and how long a connection may stay idle after an answer; it waits for ever for a
header that comes a byte at a time, and for a body of which the rest never comes. So each is given its time here, and
where all places are taken the one that has kept us waiting longest makes room.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

IDLE_SECONDS = 15
HEADER_BYTES = 16 * 1024
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds a header may take, and a body; a route that reads a body gives up earlier, and says so."""

    header: float = 10.0
    body: float = 35.0


USUAL = Patience()


class PatientConnection(H11Protocol):
    """A connection that is closed when what it is to send does not come in time; `most` of them are open at once."""

    most = 100
    patience = USUAL

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - uvicorn's own
        super().__init__(*given, **named)
        self._awaited = ""
        self._since = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection; where there are too many, the one that is waited for longest is closed."""
        super().connection_made(transport)
        self._watch()
        if len(self.connections) > self.most:
            open_ones = (each for each in self.connections if isinstance(each, PatientConnection))
            waited_for = [each for each in open_ones if each._timer is not None]
            min(waited_for, key=lambda each: each._since, default=self).give_up()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, and wait for what is to come next."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request, or for the rest of one that was answered before its end."""
        super().on_response_complete()
        self._watch()

    def give_up(self) -> None:
        """Close the connection at once."""
        self._stop()
        self.connections.discard(self)
        self.transport.abort()

    def _watch(self) -> None:
        """Give what is awaited its time, from when it began to be: more bytes of it buy no more time."""
        state = str(self.conn.their_state)
        if state == self._awaited and self._timer is not None:
            return
        self._stop()
        seconds = {str(h11.IDLE): self.patience.header, str(h11.SEND_BODY): self.patience.body}.get(state)
        if seconds is not None and not self.transport.is_closing():
            self._awaited, self._since = state, self.loop.time()
            self._timer = self.loop.call_later(seconds, self._late)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

    def _late(self) -> None:
        self._timer = None
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.transport.write(_TOO_SLOW)  # a few bytes: they fit into the socket's buffer
        self.give_up()


def connection_class(most: int, patience: Patience) -> type[PatientConnection]:
    """Return the connections of a port that has `most` open at once."""
    return type("Connection", (PatientConnection,), {"most": most, "patience": patience})
