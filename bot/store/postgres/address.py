"""The address of a store on a server: what may be said of it, and how it is connected to."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from bot.errors import StoreError

CONNECT_SECONDS = 10
_FORM = "READOUT_STORE is to be like postgresql://user:password@host:5432/database"


class Address:
    """Where a store is, made of an address that may hold a password: it is never shown."""

    def __init__(self, given: str) -> None:
        try:
            self._parts: dict[str, Any] = conninfo_to_dict(given)
        except psycopg.ProgrammingError:
            raise StoreError(f"the address of the store cannot be read. {_FORM}") from None

    @property
    def place(self) -> str:
        """Where it is, in words for people."""
        host, port = self._parts.get("host") or "localhost", self._parts.get("port") or 5432
        return f"postgresql://{host}:{port}/{self._parts.get('dbname') or self._parts.get('user') or ''}"

    @property
    def parameters(self) -> dict[str, Any]:
        """What it is connected by; what the address says comes before what is usual here."""
        return {
            "application_name": "readout",
            "connect_timeout": CONNECT_SECONDS,
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            "tcp_user_timeout": 60_000,
            **self._parts,
        }
