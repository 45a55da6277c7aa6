"""One worker of an installation, as a process: reads invented articles, stores and places them, and tells what it took.

`python -m tests.bench.ingest_worker FOLDER FIRST COUNT [ADDRESS]`; it begins when it is given a line.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.evidence.article_analysis import read
from bot.store.news import articles
from bot.store.opening import open_store
from bot.store.protocol import Connection, Store
from tests.bench.placing import AT_ONCE, BEGINNING, invented


def main(folder: str, first: int, count: int, address: str = "") -> None:
    """Open the store, wait for the line, and print a JSON object."""
    told = counted() if address else Counter[str]()
    every = list(islice(invented(first + count), first, None))
    with open_store(Path(folder), SecretStr(address) if address else None) as store:
        print("ready", flush=True)
        sys.stdin.readline()
        told.clear()
        begun, used = time.perf_counter(), time.process_time()
        for start in range(0, count, AT_ONCE):
            pairs = [(article, read(article)) for article in every[start : start + AT_ONCE]]
            store.write_now(partial(_put, pairs=pairs))
        seconds, cpu = time.perf_counter() - begun, time.process_time() - used
        found = {"articles": count, "seconds": seconds, "cpu": cpu, **told}
        print(json.dumps({**found, "reading": _reading(every[:AT_ONCE]) * count / min(AT_ONCE, count)}), flush=True)


def _put(db: Connection, pairs: list[Any]) -> None:
    articles.put_all(db, pairs, now=pairs[-1][0].published_at or BEGINNING)


def _reading(some: list[Any]) -> float:
    begun = time.process_time()
    for article in some:
        read(article)
    return time.process_time() - begun


def counted() -> Counter[str]:
    """Have the statements of this process counted, and how often it waits for what one gives."""
    from psycopg import Cursor

    told = Counter[str]()
    execute, executemany = Cursor.execute, Cursor.executemany

    def one(cursor: Any, *given: Any, **more: Any) -> Any:
        told["statements"] += 1
        return execute(cursor, *given, **more)

    def many(cursor: Any, query: Any, values: Any, **more: Any) -> Any:
        every = list(values)
        told["statements"] += len(every)
        return executemany(cursor, query, every, **more)

    Cursor.execute, Cursor.executemany = one, many  # type: ignore[method-assign]
    return told


def prepare(store: Store, held: int) -> None:
    """Let a store hold so many articles already."""
    from tests.bench.placing import fill

    fill(store, islice(invented(held), held))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
