"""A server that is away is told of in a line when that begins, and in one when it is over: the pools that try to reach
it say so at each try, each for itself.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from functools import cache
from typing import Any, Self

import psycopg

from bot.store.postgres.failures import reason_of

log = logging.getLogger(__name__)
logging.getLogger("psycopg").setLevel(logging.ERROR)


class Outage:
    """Whether a server can be reached, by those of this process that try to."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._since: float | None = None
        self._one_at_a_time = threading.Lock()

    def begins(self, error: Exception) -> None:
        """Note that it could not be reached; tell so, if it could before."""
        with self._one_at_a_time:
            if self._since is None:
                self._since = time.monotonic()
                log.warning("the store's server %s is away, and tried again: %s", self._place, reason_of(error))

    def is_over(self) -> None:
        """Note that it was reached; tell so, if it could not be before."""
        with self._one_at_a_time:
            if self._since is not None:
                log.warning("the store's server %s is back after %.0f s", self._place, time.monotonic() - self._since)
                self._since = None


class Watched(psycopg.Connection[Any]):
    """A connection of a pool whose outages are told."""

    @classmethod
    def connect(cls, conninfo: str = "", **kwargs: Any) -> Self:  # noqa: ANN401 - whatever a pool gives
        """Connect as psycopg does."""
        outage = _outage_of(kwargs)
        try:
            made = super().connect(conninfo, **kwargs)
        except psycopg.OperationalError as error:
            outage.begins(error)
            raise
        outage.is_over()
        return made


class WatchedAsync(psycopg.AsyncConnection[Any]):
    """The same, for asynchronous code."""

    @classmethod
    async def connect(cls, conninfo: str = "", **kwargs: Any) -> Self:  # noqa: ANN401 - whatever a pool gives
        """Connect as psycopg does."""
        outage = _outage_of(kwargs)
        try:
            made = await super().connect(conninfo, **kwargs)
        except psycopg.OperationalError as error:
            outage.begins(error)
            raise
        outage.is_over()
        return made


def _outage_of(parameters: Mapping[str, Any]) -> Outage:
    return _at(f"{parameters.get('host') or 'localhost'}:{parameters.get('port') or 5432}")


@cache
def _at(place: str) -> Outage:
    return Outage(place)
