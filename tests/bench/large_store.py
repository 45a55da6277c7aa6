"""A store of very many invented articles, written row by row: to read a hundred thousand would take minutes.

What only placing reads (sketches, terms of stories) is left out.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import to_micros
from bot.store.opening import open_store
from bot.store.protocol import Connection, Store

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
DAYS = 20
"""The time that the articles are of: evenly, up to `NOW`."""
TO_A_STORY = 3
AT_ONCE = 5000
NAMES = "Adler Brandt Castellan Dorn Eckhart Falk Gallo Hansen Ibarra Jansson Keller Lund Moreau Novak Olsen".split()
THINGS = "harbour budget bridge strike railway hospital river census treaty satellite museum reservoir tariff".split()
VERBS = "opens delays rejects approves rebuilds inspects closes funds reviews expands".split()
_ROWS = {
    "stories": "id, owner, title, first_seen_at, last_seen_at",
    "articles": "id, owner, url, source, first_seen_at, story_id, revision_id",
    "revisions": "id, article_id, text_hash, title, text, language, published_at, seen_at, effective_at",
    "passages": "id, revision_id, start_at, end_at, sentences",
    "quotes": "revision_id, kind, start_at, end_at, spans, context_start, context_end, speaker, speaker_key, cue",
}


@dataclass(slots=True)
class _Written:
    """Rows by table, in the order of their columns; `index` is what the full-text index is given."""

    rows: dict[str, list[Sequence[Any]]] = field(default_factory=lambda: {name: [] for name in _ROWS})
    index: list[tuple[int, str, str]] = field(default_factory=list)

    def put(self, db: Connection) -> None:
        for table, columns in _ROWS.items():
            marks = ", ".join("?" * (columns.count(",") + 1))
            db.executemany(f"insert into {table} ({columns}) values ({marks})", self.rows[table])
        db.passages.add(self.index)


def fill(folder: Path, count: int, owner: str = "") -> None:
    """Make a store of `count` articles in a folder; the same one each time."""
    with open_store(folder) as store:
        fill_store(store, count, owner)


def fill_store(store: Store, count: int, owner: str = "") -> None:
    """Have an empty store hold these articles."""
    chance = random.Random(20260302)
    for first in range(0, count, AT_ONCE):
        written = _Written()
        for number in range(first, min(first + AT_ONCE, count)):
            _add(written, chance, number, count, owner)
        store.write_now(written.put)


def _add(written: _Written, chance: random.Random, number: int, count: int, owner: str) -> None:
    at = NOW - timedelta(days=DAYS) * (1 - number / count)
    micros, pick, rows, key = to_micros(at), chance.choice, written.rows, number + 1
    name, thing, district = pick(NAMES), pick(THINGS), chance.randrange(2000)
    title = f"{name} {pick(VERBS)} the {thing} of district {district}"
    fact = f"Minister {name} {pick(VERBS)} the {thing} of district {district} at a cost of {number} million."
    said = f"“The {pick(THINGS)} {pick(VERBS)} the {pick(THINGS)},” said {name}."
    more = f"The {pick(THINGS)} of {pick(NAMES)} has {chance.randrange(9000)} visitors. The {pick(THINGS)} has none."
    text = f"{fact}\n\n{said}\n\n{more}"
    story = number // TO_A_STORY + 1
    if number % TO_A_STORY == 0:
        rows["stories"].append((story, owner, title, micros, micros))
    url = f"https://outlet-{number % 40}.example/{number}"
    rows["articles"].append((key, owner, url, f"Outlet {number % 40}", micros, story, key))
    rows["revisions"].append((key, key, str(number), title, text, "en", micros, micros, micros))
    start = 0
    for place, passage in enumerate((fact, said, more)):
        end = start + len(passage)
        passage_id = (micros // 60_000_000 << 20) + number % 4096 * 8 + place
        rows["passages"].append((passage_id, key, start, end, f"[[{start},{end}]]"))
        written.index.append((passage_id, passage, title))
        start = end + 2
    begin, end = len(fact) + 2, len(fact) + 2 + len(said)
    quoted = (begin, begin + said.index("”") + 1)
    spans = f"[[{quoted[0]},{quoted[1]}]]"
    rows["quotes"].append((key, "direct", *quoted, spans, begin, end, name, name.lower(), "said"))
