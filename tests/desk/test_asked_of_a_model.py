"""Questions that a model answers: what it is asked for and how often, until the first sentence is shown and to the end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from bot.config.sections import ModelSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.news.ask import Asked, ask
from bot.models import Answer, Channel, Claim
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.generation.second_reading.readers import reader_from
from bot.summarize.llm.factory import model_from
from tests.model_server import (
    Act,
    Behaviour,
    Body,
    ModelServer,
    completion,
    passages_of,
    prompt_of,
    say,
    say_text,
    written,
)
from tests.summarize.held import ALL, NOW, channel, cites_what_is_stored, hold
from tests.summarize.reading import is_reading, knows, reads

FOUND = "Toren wants the drivers to vote on the agreement on March 15."
ALSO = "Mayor Bruno Kessel holds that the city has no money for shorter shifts."
LIE = "The talks in the old customs house took 91 hours."
MENDED = "The talks in the old customs house took 19 hours."
SEARCH = "QUESTION TO SEARCH FOR"


@dataclass
class Mind:
    """A model that plans searches, writes what it is told to, mends what failed, and knows what is so."""

    sentences: Sequence[str]
    search: Body = field(default_factory=dict)
    headline: str = ""
    answerable: bool = True
    denied: Sequence[str] = ()

    def __call__(self, body: Body) -> Act:
        prompt = prompt_of(body)
        if is_reading(body):
            return reads(knows(FOUND, ALSO, MENDED, *self.denied))(body)
        if SEARCH in prompt:
            return say({"question": "", "queries": [], "since": "", "until": ""} | self.search)(body)
        if "failed: " in prompt:
            return say({"sentences": [written(MENDED, passages_of(body)) | {"replaces": 3}]})(body)
        items = [written(text, passages_of(body)) for text in self.sentences]
        draft = {"headline": self.headline, "answerable": self.answerable, "sentences": items}
        return Act(completion(json.dumps(draft), body))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("asked")) as opened:
        hold(opened, *ALL)
        yield opened


@dataclass
class Thread:
    """A thread in which is asked; `shown` is after how many requests something was, and what."""

    desk: Desk
    server: ModelServer
    place: Channel
    shown: list[tuple[int, str]] = field(default_factory=list)
    before: int = 0

    async def asks(self, question: str) -> Answer:
        self.shown.clear()
        self.before = len(self.server.requests)

        async def told(claims: Sequence[Claim]) -> None:
            self.shown.append((self.taken, claims[0].text))

        return (await ask(self.desk, self.place, Asked(question, "ann", "t1"), told)).answer

    @property
    def taken(self) -> int:
        return len(self.server.requests) - self.before


async def thread(store: Store, server: ModelServer) -> Thread:
    named = ModelSettings(name="m1", base_url=server.base_url, budget_tokens=10_000_000)
    model = model_from(named, store, lambda: NOW)
    reader = reader_from(named, model, store, lambda: NOW)
    assert reader
    await reader.sit()
    settings = Settings(data=store.path.parent, model=named)
    return Thread(Desk(store, settings, lambda: NOW, model, reader=reader), server, channel(store, f"hall {uuid4()}"))


async def test_a_follow_up_that_rules_cannot_resolve_takes_three_requests_to_its_first_sentence_and_five_in_all(
    store: Store,
) -> None:
    mind = Mind(
        [FOUND, ALSO, LIE],
        {
            "question": "Why does Ilka Toren think so?",
            "queries": ["Toren drivers vote agreement", "Kessel shorter shifts"],
        },
    )
    with ModelServer(mind) as server:
        room = await thread(store, server)
        await room.asks("What did Toren say about the vote?")
        given = await room.asks("Why does she think so?")
        assert room.shown[0] == (3, FOUND) and room.taken == 5
        asked = [prompt_of(body) for body in server.requests[-5:]]
    assert [claim.text for claim in given.claims] == [FOUND, ALSO, MENDED]
    assert SEARCH in asked[0] and "asked: What did Toren say about the vote?" in asked[0]
    assert "Languages of the articles: English" in asked[0]
    assert "Why does Ilka Toren think so?" in asked[1] and "QUESTION (data): Why does she think so?" in asked[1]
    cites_what_is_stored(store, list(given.claims))


async def test_a_question_of_which_rules_know_what_to_look_for_is_not_turned_into_a_search(store: Store) -> None:
    with ModelServer(Mind([FOUND])) as server:
        room = await thread(store, server)
        given = await room.asks("When do the drivers of Velmora vote?")
        assert room.taken == 2 and given.written_by == "model"
        await room.asks("What did Bruno Kessel say?")
        await room.asks("and what did Toren say to that?")
        assert not any(SEARCH in prompt_of(body) for body in server.requests)
        assert "answered: " in prompt_of(
            next(b for b in reversed(server.requests) if "QUESTION (data)" in prompt_of(b))
        )


async def test_a_question_in_another_language_is_looked_for_in_that_of_the_news(store: Store) -> None:
    question = "Wann stimmen die Fahrer über ihren Vertrag ab?"
    mind = Mind([FOUND], {"question": question, "queries": ["drivers vote agreement", "Velmora union vote"]})
    with ModelServer(mind) as server:
        room = await thread(store, server)
        given = await room.asks(question)
        assert SEARCH in prompt_of(server.requests[room.before]) and room.taken == 3
        told = str(server.requests[room.before + 1]["messages"][0]["content"])
    assert [claim.text for claim in given.claims] == [FOUND] and "Write in German" in told
    cites_what_is_stored(store, list(given.claims))


@pytest.mark.parametrize(
    ("search", "answered"),
    [
        ({"queries": ["drivers vote agreement"], "since": "2026-03-01", "until": "2026-03-31"}, True),
        ({"queries": ["drivers vote agreement"], "since": "2027-01-01"}, False),
        ({"queries": ["drivers vote agreement"], "since": "last week", "until": "?"}, True),
        ({"queries": ["drivers vote agreement"], "since": "0001-01-01", "until": "9999-12-31"}, True),
        ({"queries": ["zzz qqq"]}, False),
        ({"queries": []}, False),
    ],
)
async def test_a_search_keeps_to_its_time_and_may_find_nothing(store: Store, search: Body, answered: bool) -> None:
    with ModelServer(Mind([FOUND], search)) as server:
        given = await (await thread(store, server)).asks("Wann stimmen die Fahrer über ihren Vertrag ab?")
    assert given.answered is answered
    assert given.claims or given.reason


async def test_whose_words_are_asked_for_is_told_by_the_search_where_only_the_conversation_says_it(
    store: Store,
) -> None:
    mind = Mind([FOUND], {"question": "What did Ilka Toren say about the vote?", "queries": ["Toren drivers vote"]})
    with ModelServer(mind) as server:
        room = await thread(store, server)
        await room.asks("How long did the talks in the customs house last?")
        given = await room.asks("What did she say about it?")
        assert any(SEARCH in prompt_of(body) for body in server.requests)
    assert [claim.text for claim in given.claims] == [FOUND]


@pytest.mark.parametrize("broken", [say_text("I cannot say"), say({"queries": "x"})])
async def test_a_search_that_cannot_be_used_leaves_the_question_to_the_rules(store: Store, broken: Behaviour) -> None:
    mind = Mind([FOUND])

    def behave(body: Body) -> Act:
        return broken(body) if SEARCH in prompt_of(body) else mind(body)

    with ModelServer(behave) as server:
        room = await thread(store, server)
        await room.asks("What did Toren say about the vote?")
        given = await room.asks("Why does she think so?")
    assert given.answered and given.claims


async def test_a_premise_that_the_sources_deny_is_named(store: Store) -> None:
    premise = "the drivers have voted already"
    with ModelServer(Mind([FOUND], headline=premise, denied=[f"This is wrong: {premise}."])) as server:
        given = await (await thread(store, server)).asks("Why did the drivers of Velmora reject the agreement?")
    assert given.answered and "otherwise" in given.reason
    with ModelServer(Mind([FOUND], headline="the talks were long")) as server:
        room = await thread(store, server)
        given = await room.asks("Why did the drivers of Velmora reject the agreement?")
    assert not given.answered and "otherwise" not in given.reason, "what tells of another thing denies nothing"


async def test_what_the_model_finds_in_nothing_is_refused_with_the_closest_passages(store: Store) -> None:
    with ModelServer(Mind([], answerable=False)) as server:
        given = await (await thread(store, server)).asks("Why did the drivers of Velmora buy a ship?")
    assert not given.answered and given.nearest and given.reason
