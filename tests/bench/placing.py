"""What an article costs all in all, read, quoted and placed, in a small store and in a large one."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate, islice
from typing import NamedTuple

import pytest

from bot.evidence.article_analysis import Reading, read
from bot.evidence.stories.clustering import terms
from bot.evidence.stories.near_duplicates import sketch
from bot.evidence.stories.similarity import weighted
from bot.language.sentences import passages
from bot.models import Article
from bot.store.news import articles
from bot.store.news.copies.sketch_index import Sketches
from bot.store.news.placing import story_lineage, story_terms
from bot.store.news.placing.arrivals import Arrival
from bot.store.news.placing.features import Features
from bot.store.news.placing.rare_terms import Postings
from bot.store.opening import open_store
from bot.store.protocol import Connection, Store
from tests.bench.feed_server import FIRST, VERBS
from tests.bench.measure import Row, empty_folder

BEGINNING = datetime(2021, 1, 1, tzinfo=UTC)
DAILY = 1000
"""Articles a day: a thousand feeds of an article each."""
WORDS = 40_000
MEASURED = 400
AT_ONCE = 20
"""Articles stored in one transaction, as a feed's are."""
BOUND = 4
"""Milliseconds of the processor, in the median."""
_SYLLABLES = [
    onset + rest
    for onset in "b br c cl d dr f fl g gr h l m n p pr r s st t tr v w".split()
    for rest in "al an ar el en er il in ol on or".split()
]


class Cost(NamedTuple):
    """Milliseconds of the processor that an article took, in the median."""

    reading: float
    placing: float

    @property
    def whole(self) -> float:
        return self.reading + self.placing


def invented(count: int) -> Iterator[Article]:
    """Articles as long as a feed's entries: words by Zipf's law, three articles to an event, one in ten a copy."""
    chance = random.Random(7)
    chances = list(accumulate(1 / (rank + 10) for rank in range(WORDS)))
    names = [_word(rank) for rank in range(WORDS)]
    event: list[str] = []
    title = text = ""
    for number in range(count):
        if number % 3 == 0:
            event = chance.choices(names, cum_weights=chances, k=30)
        if number % 10 or not text:
            words = [*event, *chance.choices(names, cum_weights=chances, k=24)]
            chance.shuffle(words)
            title, text = _told(words, chance)
        at = BEGINNING + timedelta(days=number / DAILY)
        yield Article(text, title, f"https://x.example/{number}", at, f"outlet {number % 40}", language="en")


def _word(rank: int) -> str:
    more, last = divmod(rank, len(_SYLLABLES))
    return _SYLLABLES[more % len(_SYLLABLES)] + _SYLLABLES[last]


def _told(words: list[str], chance: random.Random) -> tuple[str, str]:
    """Return a title and a text of some sentences, one of which quotes somebody."""
    who = f"{chance.choice(FIRST)} {words[0].capitalize()}"
    told = [
        f"The {one} {two} {chance.choice(VERBS)} the {three} of {four.capitalize()}"
        for one, two, three, four in zip(*[iter(words[2:])] * 4, strict=False)
    ]
    said = f"“{told[1]},” said {who}, who had {chance.choice(VERBS)} the {words[1]}."
    return told[0], " ".join(
        [f"{told[0]} after {chance.randrange(2, 400)} days.", said, *(f"{one}." for one in told[2:])]
    )


def costs(small: int, large: int, measured: int) -> tuple[Cost, Cost]:
    """What an article costs at two sizes of the store, with the commit of what it shares a transaction with."""
    with empty_folder() as folder, open_store(folder) as store:
        every = invented(large + measured)
        fill(store, islice(every, small))
        before = _median(_stored(store, islice(every, measured)))
        fill(store, islice(every, max(0, large - small - measured)))
        return before, _median(_stored(store, every))


def fill(store: Store, every: Iterator[Article]) -> None:
    """Store articles as they are held once they were read and placed, each event a story; who says what is left out."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(articles, "place_all", _put_beside)
        while some := list(islice(every, AT_ONCE * 50)):
            pairs = [(article, _taken(article)) for article in some]
            store.write_now(partial(_put, pairs=pairs))


def _put(db: Connection, pairs: list[tuple[Article, Reading]]) -> None:
    articles.put_all(db, pairs, now=pairs[-1][0].published_at or BEGINNING)


def _taken(article: Article) -> Reading:
    hashes, size = sketch(article.text)
    return Reading(passages(article.text, "en"), (), (), hashes, size, terms(article, "en"), "en")


def _put_beside(db: Connection, arrivals: Sequence[Arrival]) -> None:
    """Put articles into the stories of their events without looking for them: three that follow on one another."""
    sketches, counts = Sketches(db, ()), story_terms.Counts(db, ())
    features, postings = Features(db), Postings(db)
    for arrival in arrivals:
        key, at, vector = arrival.article_id, arrival.effective_at, weighted(arrival.reading.terms, {})
        if key % 3 == 1:
            story_lineage.new_story(db, "", arrival.title, at)
        db.execute("update articles set story_id = (select max(id) from stories) where id = ?", (key,))
        sketches.add(key, arrival.sketch)
        features.add(key, at, arrival.sketch, vector, weighed=True)
        postings.add(key, "", at, vector)
        counts.add(vector)
    sketches.write()
    counts.write()
    features.write()
    postings.write()


def _stored(store: Store, every: Iterator[Article]) -> list[Cost]:
    """Read articles and store them, and return what each took; of those that were stored together, the mean."""
    spent: list[Cost] = []
    while some := list(islice(every, AT_ONCE)):
        began, pairs, reading = time.process_time(), [], []
        for article in some:
            pairs.append((article, read(article)))
            reading.append(time.process_time())
        store.write_now(partial(_put, pairs=pairs))
        placed = 1000 * (time.process_time() - reading[-1]) / len(some)
        spent += [Cost(1000 * (end - start), placed) for start, end in zip([began, *reading], reading, strict=False)]
    return spent


def _median(spent: list[Cost]) -> Cost:
    return Cost(*(statistics.median(part) for part in zip(*spent, strict=True)))


def rows(small: int = 1_000, large: int = 100_000, measured: int = MEASURED) -> Iterator[Row]:
    """The cost in a store of a day, and in one of months."""
    length = statistics.median(len(article.text) for article in invented(100))
    before, after = costs(small, large, measured)
    yield Row(f"an article all in all, {small:,} held", _told_of(before), f"{BOUND} ms")
    yield Row(f"  with {large:,} held ({length:.0f} characters)", _told_of(after), f"{BOUND} ms")
    yield Row("  placing as a multiple", f"{after.placing / before.placing:.2f} x", "1.2 x")


def _told_of(cost: Cost) -> str:
    return f"{cost.whole:.1f} ms CPU: read {cost.reading:.1f}, placed {cost.placing:.1f}"
