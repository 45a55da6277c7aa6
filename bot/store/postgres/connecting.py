"""Connections to a server, set up as every one of ours is, and kept open between transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from bot.errors import StoreError
from bot.store.postgres.address import Address
from bot.store.postgres.connection import Raw
from bot.store.postgres.failures import LOCK_SECONDS, Disconnected
from bot.store.postgres.outages import Watched
from bot.store.postgres.rows import adapt
from bot.store.postgres.schema import latest
from bot.store.postgres.side_by_side import introduce

AWAY_SECONDS = 10.0
"""How long a transaction waits for a server that is away: as long as one takes to start anew."""
_PREPARED = 1_000
"""Statements that a connection keeps prepared."""
_IDLE_SECONDS = 600.0


def connect(address: Address) -> Raw:
    """Return a connection of its own, set up as every one of ours is."""
    db: Raw = psycopg.connect(**address.parameters, autocommit=True)
    try:
        set_up(db)
    except BaseException:
        db.close()
        raise
    return db


def set_up(db: Raw) -> None:
    """Set a connection up.

    A commit waits for no disk, unless it says so: what a caller is told of outlives the process, not the server's
    power cut. A process that stands still, or is cut off, gives up what it holds, so that nobody waits for it for ever,
    and its connections are no more on the server's side soon after that. Plans are left
    to the server: with enable_seqscan off it read two tables against each other where it expected one row.
    """
    adapt(db)
    db.prepared_max = _PREPARED
    db.execute(
        "select set_config('synchronous_commit', 'off', false), set_config('timezone', 'UTC', false),"
        f" set_config('idle_in_transaction_session_timeout', '{LOCK_SECONDS}s', false),"
        f" set_config('lock_timeout', '{LOCK_SECONDS}s', false), set_config('jit', 'off', false),"
        " set_config('random_page_cost', '1.1', false), set_config('tcp_keepalives_idle', '30', false),"
        " set_config('tcp_keepalives_interval', '10', false), set_config('tcp_keepalives_count', '3', false)"
    )
    introduce(db, latest())


class Connections:
    """A pool of connections: broken ones are replaced, and who needs one while the server is away waits for a while."""

    def __init__(self, address: Address, most: int) -> None:
        self._refused = ""
        self._pool: ConnectionPool[Watched] = ConnectionPool(
            connection_class=Watched,
            kwargs={**address.parameters, "autocommit": True},
            min_size=1,
            max_size=most,
            max_idle=_IDLE_SECONDS,
            timeout=AWAY_SECONDS,
            num_workers=1,
            configure=self._set_up,
            open=False,
            name="store",
        )
        self._pool.open()

    @contextmanager
    def one(self) -> Iterator[Raw]:
        """Give a connection, and take it back."""
        try:
            db = self._pool.getconn()
        except PoolTimeout:
            if self._refused:
                raise StoreError(self._refused) from None
            raise Disconnected("the server is away. See that it runs and can be reached") from None
        except PoolClosed:
            raise StoreError("the store is closed") from None
        try:
            yield db
        finally:
            self._pool.putconn(db)

    def _set_up(self, db: Raw) -> None:
        try:
            set_up(db)
        except StoreError as error:
            self._refused = str(error)
            raise
        self._refused = ""

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()
