"""Fifty questions about forty real articles, as a strong model and a second reader apart from it answered them once.

`recorded_fifty.json` holds no text of the articles: these are built from the data sets beside the repository, and what
the writer cited and the reader copied stands as [article, start, end]. So do parts of a sentence that an article prints;
`gold` names the articles that answer. The denial of a question's premise stands in the words that it is put in now.
A claim of which nothing was recorded is judged by whether a passage has it.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config.sections import ModelSettings, VerifierSettings
from bot.models import Answer, Article
from bot.store.opening import open_store
from bot.summarize.answering.answer import answer
from bot.summarize.generation.second_reading.readers import reader_from
from bot.summarize.llm.factory import model_from
from tests.model_server import Act, Behaviour, Body, ModelServer, passages_of, prompt_of, say
from tests.summarize.held import cites_what_is_stored, hold
from tests.summarize.reading import Asked, asked_of, exam_labels, is_reading, verdict

pytestmark = [pytest.mark.shared, pytest.mark.slow]

RECORDED = json.loads(Path(__file__).with_name("recorded_fifty.json").read_text(encoding="utf-8"))
FIRST = datetime(2026, 9, 30, tzinfo=UTC)
EVENING = FIRST + timedelta(hours=22)


def forty(shared: Path) -> list[Body]:
    """The articles as a file to import has them, each without its title above the text, in the order of their numbers."""
    with gzip.open(shared / "data/quotes/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = {row["id"]: row for row in map(json.loads, lines)}
    return [
        {
            "url": address(name),
            "title": rows[name]["title"],
            "text": rows[name]["text"].removeprefix(rows[name]["title"]).removeprefix("."),
            "source": RECORDED["outlets"][name.partition("_")[0]],
            "published_at": f"{FIRST + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}",
        }
        for name, minutes in RECORDED["articles"]
    ]


def address(name: str) -> str:
    return f"https://{name.partition('_')[0]}.example/{name}"


def digest(articles: Sequence[Body]) -> str:
    each = ("{url} {source} {published_at} {title}\n{text}".format(**one) for one in articles)
    return hashlib.sha256("\n".join(each).encode()).hexdigest()


def article(item: Body) -> Article:
    return Article(**item | {"published_at": datetime.fromisoformat(item["published_at"])})


class Replay:
    """The model and the reader as they were, for the prompts that they are sent now."""

    def __init__(self, articles: Sequence[Body]) -> None:
        self._articles = articles
        self._asked = {item["question"]: item for item in RECORDED["questions"]}
        items = list(self._asked.values())
        self._rewrites = {self._said(one["failed"]): one for item in items for one in item.get("rewrites", ())}
        self._verdicts = {self._said(one["claim"]): one for item in items for one in item.get("verdicts", ())}

    def __call__(self, body: Body) -> Act:
        user = prompt_of(body)
        if is_reading(body):
            return say({"verdicts": [self._verdict(asked) for asked in asked_of(body)]})(body)
        if sought := re.search(r"QUESTION TO SEARCH FOR \(data\): (.*)", user):
            nothing = {"question": sought[1], "queries": [], "since": "", "until": ""}
            return say(self._asked[sought[1]].get("searched", nothing))(body)
        if question := re.search(r"QUESTION \(data\): (.*)", user):
            return self._drafted(question[1])(body)
        failed = {int(number): text for number, text in re.findall(r"^\((\d+)\) (.*)$", user, re.M)}
        known = {number: self._rewrites[text] for number, text in failed.items() if text in self._rewrites}
        return say({"sentences": [self._sentence(one, body) | {"replaces": n} for n, one in known.items()]})(body)

    def _drafted(self, question: str) -> Behaviour:
        wrote = self._asked[question].get("answer", {"headline": "", "answerable": False, "sentences": []})
        return lambda body: say(wrote | {"sentences": [self._sentence(one, body) for one in wrote["sentences"]]})(body)

    def _sentence(self, item: Body, body: Body) -> Body:
        """A sentence with the numbers that its passages have now; one that is not shown is left out."""
        numbers = {text: number for number, text in passages_of(body).items()}
        cited = [numbers[text] for text in map(self._printed, item["cites"]) if text in numbers]
        return {"text": self._said(item["text"]), "cites": cited, "speaker": item["speaker"]}

    def _verdict(self, asked: Asked) -> Body:
        recorded = self._verdicts.get(asked.text)
        if asked.verbatim or not recorded:
            return verdict(asked, exam_labels().get(asked.text, asked.verbatim))
        copied = [text for text in map(self._printed, recorded["stretches"]) if any(text in p for p in asked.passages)]
        return verdict(asked, recorded["supported"], stretches=copied, missing=recorded.get("missing", ""))

    def _said(self, text: str | list[str | list[int]]) -> str:
        parts = [text] if isinstance(text, str) else text
        return "".join(part if isinstance(part, str) else self._printed(part) for part in parts)

    def _printed(self, place: Sequence[int]) -> str:
        number, start, end = place
        return " ".join(self._articles[number]["text"][start:end].split())


async def _all_answered(folder: Path, articles: list[Body]) -> list[Answer]:
    with ModelServer(Replay(articles)) as server, open_store(folder) as store:
        hold(store, *map(article, articles), now=EVENING)
        named = ModelSettings(
            name="writer",
            base_url=server.base_url,
            budget_tokens=10_000_000,
            verifier=VerifierSettings(name="reader"),
        )
        model = model_from(named, store, lambda: EVENING)
        reader = reader_from(named, model, store, lambda: EVENING)
        assert model and reader
        given = [await answer(store, model, item["question"], reader=reader) for item in RECORDED["questions"]]
        cites_what_is_stored(store, [claim for one in given for claim in one.claims])
        return given


@pytest.fixture(scope="module")
def articles(shared: Path) -> list[Body]:
    return forty(shared)


@pytest.fixture(scope="module")
def answers(articles: list[Body], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Body, Answer]]:
    given = asyncio.run(_all_answered(tmp_path_factory.mktemp("fifty"), articles))
    return list(zip(RECORDED["questions"], given, strict=True))


def is_right(item: Body, given: Answer) -> bool:
    """Whether it is answered, with one of the words of the right answer, from an article that holds it."""
    text = " ".join(claim.text for claim in given.claims).casefold()
    cited = {place.url for claim in given.claims for place in claim.citations}
    gold = {address(RECORDED["articles"][number][0]) for number in item["gold"]}
    return given.answered and any(word.casefold() in text for word in item["words"]) and bool(cited & gold)


def test_the_articles_are_those_that_were_asked_about(articles: list[Body]) -> None:
    assert len(articles) == 40
    assert digest(articles) == RECORDED["digest"]


def test_what_the_articles_say_is_answered_right_and_cited(answers: list[tuple[Body, Answer]]) -> None:
    held = [(item, given) for item, given in answers if item["answerable"]]
    wrong = [item["question"] for item, given in held if not is_right(item, given)]
    assert len(held) == 30
    assert len(held) - len(wrong) >= 26, wrong


def test_what_the_articles_do_not_say_is_refused(answers: list[tuple[Body, Answer]]) -> None:
    others = [(item, given) for item, given in answers if not item["answerable"]]
    answered = [item["question"] for item, given in others if given.answered]
    assert len(others) == 20
    assert len(answered) <= 1, answered
    assert all(given.reason for _, given in others if not given.answered)
