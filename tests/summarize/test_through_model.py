"""Generated articles told and answered through a model over a real socket: the honest come out, no lie does."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.models import PUBLIC, Answer, Article, Briefing, Claim
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.answering.answer import answer
from bot.summarize.briefing.compose import compose
from bot.summarize.briefing.gathering import Scope
from tests.model_server import Act, Behaviour, Body, ModelServer, author, completion, do, fail, prompt_of, say, say_text
from tests.summarize.generated import Made, made
from tests.summarize.held import DAY, NOW, cites_what_is_stored, hold
from tests.summarize.newsroom import in_its_words
from tests.summarize.test_writer import draft, model, sentence

FEW, MANY = range(2), range(100, 160)


@dataclass
class Scribe:
    """A model that writes sentences it knows, and remembers which it wrote first."""

    behave: Behaviour
    wrote: list[str] = field(default_factory=list)

    def __call__(self, body: Body) -> Act:
        act = self.behave(body)
        said = json.loads(json.loads(act.body)["choices"][0]["message"]["content"])["sentences"]
        if "failed:" not in prompt_of(body):
            self.wrote += [item["text"] for item in said]
        return act


def opened(folder: Path, article: Made) -> Store:
    store = open_store(folder)
    hold(store, Article(article.text, title=article.title, url="https://a.example/1", language="en", published_at=NOW))
    return store


async def brief(store: Store, server: ModelServer, wait: float = 5.0) -> Briefing:
    until = NOW + timedelta(hours=1)
    return await compose(store, model(store, server, wait), Scope(PUBLIC, until - DAY, until), length="long")


async def ask(store: Store, server: ModelServer, question: str, wait: float = 5.0) -> Answer:
    return await answer(store, model(store, server, wait), question)


def told(briefing: Briefing) -> list[Claim]:
    return [claim for story in briefing.stories for claim in story.claims]


def bare(text: str) -> str:
    """A sentence without its marks: a full stop may have moved out of a quotation."""
    return " ".join(re.findall(r"\w+", text))


def by_model(claims: Sequence[Claim]) -> set[str]:
    return {bare(claim.text) for claim in claims if claim.written_by == "model"}


def wanted_of(scribe: Scribe, article: Made) -> set[str]:
    """What a model wrote in the source's own words: of what it words otherwise code proves nothing."""
    return {bare(text) for text in scribe.wrote} & {bare(text) for text in in_its_words(article.text, article.honest)}


async def honest_share(folder: Path, seeds: range) -> float:
    wrote = came = 0
    for seed in seeds:
        article = made(seed)
        store = opened(folder / str(seed), article)
        for part in (article.honest[::3], article.honest[1::3], article.honest[2::3]):
            scribe = Scribe(author(*part, least=0.8))
            with ModelServer(scribe) as server:
                given = await brief(store, server)
            cites_what_is_stored(store, told(given))
            out, wanted = by_model(told(given)), wanted_of(scribe, article)
            wrote, came = wrote + len(wanted), came + len(out & wanted)
            assert given.written_by == "model" or {bare(text) for text in scribe.wrote} - out
        store.close()
    assert wrote >= 3 * len(seeds)
    return came / wrote


async def test_an_honest_briefing_comes_out(tmp_path: Path) -> None:
    assert await honest_share(tmp_path, FEW) >= 0.95


@pytest.mark.slow
async def test_many_honest_briefings_come_out(tmp_path: Path) -> None:
    assert await honest_share(tmp_path, MANY) >= 0.95


async def honest_answers(folder: Path, seeds: range) -> None:
    wrote = came = 0
    for seed in seeds:
        article = made(seed)
        store = opened(folder / str(seed), article)
        for question, words in article.questions:
            scribe = Scribe(author(*(text for text in article.honest if words in text), least=0.5))
            with ModelServer(scribe) as server:
                given = await ask(store, server, question)
            assert server.requests and given.answered, question
            assert words in " ".join(claim.text for claim in given.claims)
            cites_what_is_stored(store, list(given.claims))
            out, wanted = by_model(given.claims), wanted_of(scribe, article)
            wrote, came = wrote + len(wanted), came + len(out & wanted)
        store.close()
    assert came >= 0.95 * wrote > 0


async def test_an_honest_answer_comes_out(tmp_path: Path) -> None:
    await honest_answers(tmp_path, FEW)


@pytest.mark.slow
async def test_many_honest_answers_come_out(tmp_path: Path) -> None:
    await honest_answers(tmp_path, MANY)


async def lies_that_come_out(folder: Path, seeds: range) -> list[tuple[str, str, str]]:
    """Tell every lie through a briefing and an answer; return those that come out, with the way they took."""
    found = []
    for seed in seeds:
        article = made(seed)
        store = opened(folder / str(seed), article)
        for begin in range(0, len(article.lies), 9):
            part = article.lies[begin : begin + 9]
            texts = {text: kind for kind, text in part}
            with ModelServer(author(*texts, least=0.0)) as server:
                given = await brief(store, server)
            assert server.requests
            cites_what_is_stored(store, told(given))
            found += [(texts[c.text], c.text, "brief") for c in told(given) if c.text in texts]
            found += [("headline", s.headline, "brief") for s in given.stories if s.headline in texts]
            for question, _ in article.questions[:2]:
                with ModelServer(author(*texts, least=0.0)) as server:
                    answered = await ask(store, server, question)
                assert server.requests and answered.written_by == "extractive"
                cites_what_is_stored(store, list(answered.claims))
                found += [(texts[c.text], c.text, "ask") for c in answered.claims if c.text in texts]
        store.close()
    return found


async def test_no_lie_comes_out_of_a_briefing_or_an_answer(tmp_path: Path) -> None:
    assert not await lies_that_come_out(tmp_path, range(1))


@pytest.mark.slow
async def test_no_lie_of_many_comes_out(tmp_path: Path) -> None:
    assert not await lies_that_come_out(tmp_path, range(200, 240))


async def test_passages_that_do_not_exist_are_no_evidence(tmp_path: Path) -> None:
    article = made(1)
    store = opened(tmp_path, article)
    for cites in ([99], [0], [-1], [1, 99], []):
        with ModelServer(say(draft(sentence(article.honest[0], *cites)))) as server:
            given, answered = await brief(store, server), await ask(store, server, article.questions[0][0])
        claims = [*told(given), *answered.claims]
        assert claims and all(claim.written_by == "extractive" for claim in claims)
        cites_what_is_stored(store, claims)
    store.close()


async def test_what_another_says_is_no_answer_for_the_one_who_was_asked(tmp_path: Path) -> None:
    article = made(2)
    store = opened(tmp_path, article)
    asked, other = article.people[1], article.people[2]
    theirs = next(text for text in article.honest if text.startswith(f"{other} called"))
    for speaker in ("", other, asked):
        with ModelServer(author(theirs, speaker=speaker, least=0.0)) as server:
            given = await ask(store, server, f"What did {asked} say?")
        assert given.answered and all(theirs != claim.text for claim in given.claims), speaker
    store.close()


FAILURES = {
    "broken JSON": say_text('{"headline": "x", "sentences": ['),
    "429": fail(429, retry_after="30"),
    "500": fail(500),
    "stalled": do("stall", "x" * 100),
    "hang": do("hang"),
    "huge": say_text("x" * 2_000_000),
    "another form": lambda body: Act(completion(json.dumps({"answer": "The council fell."}), body)),
}


@pytest.mark.parametrize("name", FAILURES)
async def test_a_model_that_fails_is_done_without_and_it_says_so(tmp_path: Path, name: str) -> None:
    article = made(3)
    store = opened(tmp_path, article)
    with ModelServer(FAILURES[name]) as server:
        given = await brief(store, server, wait=0.7)
        answered = await ask(store, server, article.questions[0][0], wait=0.7)
    assert server.requests
    assert given.written_by == "extractive" and given.notice
    assert answered.answered and answered.written_by == "extractive"
    cites_what_is_stored(store, [*told(given), *answered.claims])
    store.close()


def test_generated_articles_differ() -> None:
    assert len({made(seed).text for seed in MANY}) == len(MANY)
