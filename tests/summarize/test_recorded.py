"""A strong model and a second reader apart from it, as they wrote and judged over the wire: replayed on the seeds.

`recorded.json` holds what each said, with passages by their text: of the edition by the titles of its stories, of
stories by the title that they were given, of answers and of what to search for by the question, of verdicts by the claim. A claim that is planted is judged by whether a passage has it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config.sections import ModelSettings
from bot.models import OPERATOR, Answer, Briefing, Claim
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.answering.answer import answer
from bot.summarize.briefing.compose import compose
from bot.summarize.briefing.gathering import Scope
from bot.summarize.generation.second_reading.readers import reader_from
from bot.summarize.llm.factory import model_from
from tests.model_server import Act, Body, ModelServer, passages_of, prompt_of, say, stories_of
from tests.summarize.held import cites_what_is_stored, hold
from tests.summarize.reading import Asked, asked_of, exam_labels, is_reading, verdict
from tests.summarize.test_week import seeds

HERE = Path(__file__).parent
RECORDED = json.loads((HERE / "recorded.json").read_text(encoding="utf-8"))
MORNING = datetime(2021, 12, 31, 6, tzinfo=UTC)
PRONOUNS = re.compile(r"(?:He|She|It|They|His|Her|Its|Their)\b")
NOT_HELD = (
    "Why did the mayor of Marden resign?",
    "What does Macron think of the call?",
    "Did Putin threaten to invade Ukraine?",
)
ANSWERS = {
    "Wie lange dauerte das Telefonat zwischen Biden und Putin?": "50 minutes",
    "How high did the river get in Marden and how many people had to leave?": "4.7 metres",
    "Qu'a dit Ouchakov sur les sanctions ?": "“colossal mistake”",
    "Did Biden promise Putin to send weapons to Ukraine?": "does not intend",
    "Who is Emil Varga?": "harbour master",
    "Compare what the White House and the Kremlin say about the call.": "satisfied with the conversation",
    "Wann tagt der NATO-Russland-Rat?": "January 12",
    "Combien de personnes ont quitté leurs maisons à Marden ?": "About 600 people",
    "Is the strike in Port Ellery over, and what did the dockers get?": "6 percent",
}


def replayed(body: Body) -> Act:
    """Answer as the one did who was asked then."""
    user = prompt_of(body)
    if listed := stories_of(body):
        numbers = {title: number for number, title in listed.items()}
        return say(
            {part: [[numbers[title] for title in one] for one in said] for part, said in RECORDED["plan"].items()}
        )(body)
    if is_reading(body):
        return say({"verdicts": [_verdict(asked) for asked in asked_of(body)]})(body)
    if failed := re.findall(r"^\((\d+)\) (.*)$", user, re.M):
        known = [(int(n), RECORDED["rewrites"].get(text)) for n, text in failed]
        return say({"sentences": [_sentence(item, body) | {"replaces": n} for n, item in known if item]})(body)
    if sought := re.search(r"QUESTION TO SEARCH FOR \(data\): (.*)", user):
        return say(
            {"question": sought[1], "queries": RECORDED["searches"].get(sought[1], []), "since": "", "until": ""}
        )(body)
    if question := re.search(r"QUESTION \(data\): (.*)", user):
        wrote = RECORDED["answers"][question[1]]
        drafted = {"headline": "", "answerable": wrote["answerable"]}
    else:
        title = re.search(r"The article is titled: (.*)", user)
        assert title
        wrote = RECORDED["stories"][title[1]]
        drafted = {"headline": wrote["headline"], "answerable": True}
    return say(drafted | {"sentences": [_sentence(item, body) for item in wrote["sentences"]]})(body)


def _sentence(item: Body, body: Body) -> Body:
    numbers = {text: number for number, text in passages_of(body).items()}
    cites = [numbers[text] for text in item["passages"] if text in numbers]
    return {"text": item["text"], "cites": cites, "speaker": item["speaker"]}


def _verdict(asked: Asked) -> Body:
    recorded = RECORDED["verdicts"].get(asked.text)
    if recorded and not asked.verbatim:
        return recorded | {"number": asked.number}
    return verdict(asked, exam_labels().get(asked.text, asked.verbatim))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("recorded"))
    hold(opened, *seeds(), now=MORNING)
    yield opened
    opened.close()


async def _with_model(store: Store, question: str = "") -> Briefing | Answer:
    with ModelServer(replayed) as server:
        named = ModelSettings(name="m1", base_url=server.base_url, budget_tokens=10_000_000)
        model = model_from(named, store, lambda: MORNING)
        assert model
        reader = reader_from(named, model, store, lambda: MORNING)
        if question:
            return await answer(store, model, question, reader=reader)
        scope = Scope(OPERATOR, MORNING - timedelta(days=1), MORNING)
        return await compose(store, model, scope, reader=reader)


async def test_a_strong_model_writes_the_seeds_briefing_in_its_own_words(store: Store) -> None:
    given = await _with_model(store)
    assert isinstance(given, Briefing)
    assert len(given.stories) == 3, "the telephone call is one section"
    claims = [claim for story in given.stories for claim in story.claims]
    theirs = [claim for claim in claims if claim.written_by == "model"]
    assert len(theirs) >= 0.85 * len(claims)
    assert copied(theirs) <= 0.4
    assert not any(PRONOUNS.match(claim.text) for claim in claims)
    assert [story.headline for story in given.stories] == [
        RECORDED["stories"][title]["headline"] for title in list(RECORDED["stories"])[:3]
    ]
    cites_what_is_stored(store, claims)


@pytest.mark.parametrize("question", ANSWERS)
async def test_what_is_held_is_answered_in_whatever_language_it_is_asked(store: Store, question: str) -> None:
    given = await _with_model(store, question)
    assert isinstance(given, Answer) and given.answered and given.written_by == "model"
    assert ANSWERS[question] in " ".join(claim.text for claim in given.claims)
    cites_what_is_stored(store, list(given.claims))


@pytest.mark.parametrize("question", NOT_HELD)
async def test_what_is_not_held_is_refused(store: Store, question: str) -> None:
    given = await _with_model(store, question)
    assert isinstance(given, Answer) and not given.answered and given.reason


def copied(claims: list[Claim]) -> float:
    """The share of the claims' words, outside quotation marks, in runs of six or more that a cited passage has."""
    marked = total = 0
    for claim in claims:
        runs = {
            tuple(said[at : at + 6])
            for cited in claim.citations
            for said in [words(cited.text)]
            for at in range(len(said) - 5)
        }
        mine = words(re.sub(r"“[^”]*”", "", claim.text))
        inside = {at + n for at in range(len(mine) - 5) if tuple(mine[at : at + 6]) in runs for n in range(6)}
        marked, total = marked + len(inside), total + len(mine)
    return marked / max(1, total)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
