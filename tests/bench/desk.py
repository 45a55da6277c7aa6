"""What the desk costs on invented news: taking articles in, searching, asking, briefing."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import READOUT, Cost, Row, cost, empty_folder

NAMES = "Adler Brandt Castellan Dorn Eckhart Falk Gallo Hansen Ibarra Jansson Keller Lund Moreau Novak Olsen".split()
THINGS = "harbour budget bridge strike railway hospital river census treaty satellite museum reservoir tariff".split()
VERBS = "opens delays rejects approves rebuilds inspects closes funds reviews expands".split()
NOW = "2021-12-31T08:00:00Z"


def invented(count: int) -> Iterator[str]:
    """Articles, one JSON object a line; the same ones each time."""
    chance = random.Random(20211231)
    for number in range(count):
        name, thing, verb = chance.choice(NAMES), chance.choice(THINGS), chance.choice(VERBS)
        sentences = [f"Minister {name} {verb} the {thing} of district {number % 97} at a cost of {number} million."]
        sentences += [
            f"“The {chance.choice(THINGS)} {chance.choice(VERBS)} the {chance.choice(THINGS)},” "
            f"said {chance.choice(NAMES)}. "
            f"The {chance.choice(THINGS)} of {chance.choice(NAMES)} has {chance.randrange(9000)} visitors."
            for _ in range(6)
        ]
        yield json.dumps(
            {
                "url": f"https://outlet-{number % 40}.example/{number}",
                "title": f"{name} {verb} {thing} {number}",
                "text": "\n\n".join(sentences),
                "published_at": f"2021-12-{30 - number % 20:02}T{number % 24:02}:00:00Z",
                "source": f"Outlet {number % 40}",
                "language": "en",
            },
            ensure_ascii=False,
        )


def rows(count: int = 1000, questions: int = 50) -> Iterator[Row]:
    """A store of `count` articles, filled, filled again, searched, asked and briefed."""
    environ = {"READOUT_NOW": NOW}
    with empty_folder() as folder:
        articles = _written(folder / "articles.jsonl", list(invented(count)))
        asked = _written(folder / "questions", [f"what did {NAMES[n % len(NAMES)]} say" for n in range(questions)])
        sought = _written(folder / "queries", [f"{THINGS[n % len(THINGS)]} visitors" for n in range(questions)])

        def run(*words: str, stdin: Path | None = None) -> Cost:
            return cost([*READOUT, *words, "--data", str(folder / "store")], stdin=stdin, environ=environ)

        bare = run("stories", "--json").cpu
        first, again = run("ingest", str(articles)), run("ingest", str(articles))
        yield Row(f"ingest of {count} articles", f"{first.wall:.1f} s, {first.cpu / count * 1000:.1f} ms CPU each")
        yield Row("  the same again", f"{again.wall:.1f} s, {again.cpu / count * 1000:.2f} ms CPU each")
        size = sum(file.stat().st_size for file in (folder / "store").iterdir())
        yield Row("  its store", f"{size / count / 1000:.1f} kB an article")
        for name, words, source in (("search", ("search",), sought), ("ask", ("ask",), asked)):
            used = run(*words, stdin=source)
            yield Row(name, f"{(used.cpu - bare) / questions * 1000:.1f} ms CPU each, {used.megabytes:.0f} MB")
        brief = run("brief", "--json", "--since", "24h")
        yield Row("brief, of the last 24 h", f"{brief.cpu:.2f} s CPU, {brief.megabytes:.0f} MB")


def _written(file: Path, lines: list[str]) -> Path:
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file
