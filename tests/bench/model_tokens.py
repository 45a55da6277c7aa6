"""What a briefing of 150 articles costs of a model, in tokens: planned, written, read, written anew and read again.

The model is scripted: it writes three sentences a story in about its passages' words, of which one in six is wrong at
first, and reads as a reader does that copies what says a claim. Four bytes count as a token, the form of the reply too.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.config.sections import ModelSettings
from bot.models import PUBLIC, Article, Briefing
from bot.store.opening import open_store
from bot.summarize.answering.answer import answer
from bot.summarize.briefing.compose import compose
from bot.summarize.briefing.gathering import Scope
from bot.summarize.generation.second_reading.readers import reader_from
from bot.summarize.llm.factory import model_from
from tests.bench.measure import Row, empty_folder
from tests.model_server import Act, Body, ModelServer, completion, passages_of, prompt_of, stories_of
from tests.summarize.generated import made
from tests.summarize.held import NOW, hold
from tests.summarize.reading import asked_of, exam_labels, is_reading, verdict

REAL = Path(__file__).parents[3] / "shared/data/stories"
COUNT = 150
MOST_IN, MOST_OUT = 20_000, 4_000
ANSWER_IN, ANSWER_AGAIN = 3_000, 5_000
WRONG_EVERY = 6
_FAILED = re.compile(r"^\((\d+)\) (.*)$", re.M)


@dataclass
class Scribe:
    """Plans, writes and reads, and counts what that takes; the exam, which is sat once for ever, is not counted."""

    given: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    wrote: int = 0

    def __call__(self, body: Body) -> Act:
        kind, reply = self._reply(body)
        content = json.dumps(reply, ensure_ascii=False)
        said = "".join(str(message["content"]) for message in body["messages"])
        self.given[kind] += _tokens(said) + _tokens(json.dumps(body["response_format"]))
        self.taken[kind] += _tokens(content)
        self.asked[kind] += 1
        return Act(completion(content, body))

    def _reply(self, body: Body) -> tuple[str, Body]:
        if numbers := list(stories_of(body)):
            return "plan", {"sections": [[n] for n in numbers[:5]], "also": [[n] for n in numbers[5:11]]}
        if is_reading(body):
            claims, exam = asked_of(body), exam_labels()
            sat = sum(each.text in exam for each in claims) > 2
            said = [verdict(each, exam.get(each.text, self._says(each.text, each.passages))) for each in claims]
            return "exam" if sat else "verify", {"verdicts": said}
        if failed := _FAILED.findall(prompt_of(body)):
            return "rewrite", {"sentences": [self._again(int(n), text, body) for n, text in failed]}
        return "story", self._story(body)

    def _story(self, body: Body) -> Body:
        passages = sorted(passages_of(body).items(), key=lambda item: -len(item[1]))[:3]
        written = [self._sentence(number, text) for number, text in passages]
        return {"headline": _reworded(passages[0][1], 11), "answerable": True, "sentences": written}

    def _sentence(self, number: int, text: str) -> Body:
        self.wrote += 1
        wrong = " in 1066" if self.wrote % WRONG_EVERY == 0 else ""
        return {"text": f"{_reworded(text, 24)}{wrong}.", "cites": [number], "speaker": ""}

    def _again(self, number: int, text: str, body: Body) -> Body:
        sentence = text.replace(" in 1066", "")
        cites = [n for n, said in passages_of(body).items() if self._says(sentence, (said,))][:1]
        return {"replaces": number, "text": sentence, "cites": cites, "speaker": ""}

    def _says(self, claim: str, passages: Sequence[str]) -> bool:
        words = claim.rstrip(".").removeprefix("It is told: ")
        return any(words in text for text in passages)


def _reworded(text: str, most: int) -> str:
    """A sentence that code takes for doubtful, of about so many words of a passage."""
    return "It is told: " + " ".join(text.split()[:most]).rstrip(".,;:")


def _tokens(text: str) -> int:
    return len(text.encode()) // 4 + 1


def real_articles() -> list[Article]:
    """Articles of one set of 32 events by three outlets each and of a wider one, as if all were of one day."""
    found: list[Article] = []
    for name in ("dated.jsonl.gz", "undated.jsonl.gz"):
        with gzip.open(REAL / name, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        found += [_of_the_day(row, n) for n, row in enumerate(rows[: COUNT - len(found)], len(found))]
    return found


def _of_the_day(row: dict[str, str], number: int) -> Article:
    host = row["url"].split("/")[2]
    at = NOW - timedelta(minutes=9 * number + 1)
    return Article(row["text"], row.get("title", ""), row["url"], source=host, language="en", published_at=at)


def invented_articles() -> list[Article]:
    """As many invented ones: each town's decision is told by up to three outlets."""
    found = []
    for number in range(COUNT):
        news, part = made(900 + number // 3), number % 3
        lines = news.text.split("\n")
        text = "\n".join(lines if not part else [*lines[part:], *made(2_000 + number).text.split("\n")[3:]])
        url = f"https://paper{part}.example/{number}"
        at = NOW - timedelta(minutes=9 * number + 1)
        found.append(Article(text, news.title, url, source=f"Paper {part}", language="en", published_at=at))
    return found


async def briefed(articles: Sequence[Article], folder: Path) -> tuple[Briefing, Scribe]:
    """Brief a store of these articles with a scripted model and reader."""
    scribe = Scribe()
    with open_store(folder) as store, ModelServer(scribe) as server:
        hold(store, *articles)
        named = ModelSettings(name="m", base_url=server.base_url, budget_tokens=10_000_000)
        model = model_from(named, store, _now)
        reader = reader_from(named, model, store, _now)
        given = await compose(store, model, Scope(PUBLIC, NOW - timedelta(days=2), NOW), reader=reader)
    return given, scribe


async def asked(articles: Sequence[Article], folder: Path, questions: int = 12) -> list[tuple[int, int]]:
    """Ask who and what titles tell of, and return the tokens in of each answer with how often it was written anew."""
    found = []
    scribe = Scribe()
    with open_store(folder) as store, ModelServer(scribe) as server:
        hold(store, *articles)
        named = ModelSettings(name="m", base_url=server.base_url, budget_tokens=10_000_000)
        model = model_from(named, store, _now)
        reader = reader_from(named, model, store, _now)
        for article in articles[::8][:questions]:
            scribe.given.clear()
            scribe.asked.clear()
            await answer(store, model, f"What is known of this: {article.title}?", reader=reader)
            found.append((cost(scribe)[0], scribe.asked["rewrite"]))
    return found


def _now() -> datetime:
    return NOW


def cost(scribe: Scribe) -> tuple[int, int]:
    """The tokens in and out of one briefing."""
    kinds = [kind for kind in scribe.given if kind != "exam"]
    return sum(scribe.given[kind] for kind in kinds), sum(scribe.taken[kind] for kind in kinds)


def rows(articles: Sequence[Article] | None = None) -> Iterator[Row]:
    """What a briefing takes, in all and by the kind of request."""
    sets = {"real": real_articles} if REAL.exists() else {}
    for name, source in ({"invented": invented_articles} | sets).items():
        with empty_folder() as folder:
            given, scribe = asyncio.run(briefed(articles or source(), folder))
        told_in, told_out = cost(scribe)
        sections = f"{len(given.stories)} sections, {len(given.also)} lines"
        yield Row(f"briefing of {COUNT} {name} articles", f"{told_in:,} tokens in", f"{MOST_IN:,}")
        yield Row("  written", f"{told_out:,} tokens out; {sections}", f"{MOST_OUT:,}")
        for kind, times in scribe.asked.items():
            yield Row(f"  {kind}", f"{times} times, {scribe.given[kind]:,} in, {scribe.taken[kind]:,} out")
        with empty_folder() as folder:
            takes = asyncio.run(asked(articles or source(), folder))
        plain = [tokens for tokens, again in takes if not again]
        again = [tokens for tokens, again in takes if again]
        yield Row("answer, at most", f"{max(plain, default=0):,} tokens in", f"{ANSWER_IN:,}")
        yield Row("  with a rewrite", f"{max(again, default=0):,} tokens in", f"{ANSWER_AGAIN:,}")
