"""An edition that a model plans: what it says holds where it can, and where it cannot the rules' edition stands."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from bot.models import PUBLIC, Briefing
from bot.store.channels import mutes
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.briefing.compose import PATIENCE, compose
from bot.summarize.briefing.gathering import Scope
from tests.model_server import Act, Body, ModelServer, author, do, fail, planned, prompt_of, say, say_text, stories_of
from tests.passing_time import let_pass
from tests.summarize.held import BEFORE, DAY, NOW, channel, cites_what_is_stored, claims_of, hold
from tests.summarize.test_edition import MEETING, OTHER_MATTER, article
from tests.summarize.test_writer import model

FERRY = article(
    4,
    "Ferry to Norwick sails again",
    "The ferry to Norwick sails again from Friday after a repair of its engine, harbour master Emil Varga said.",
    "A ticket costs four crowns.",
)
SHOPS = article(
    5,
    "Bakers lost half of their guests",
    "Bakers lost half of their guests this month, the trade office said, and they blame Emil Varga.",
    "It counts ninety shops in the old town, of which eleven closed.",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("plan")) as opened:
        hold(opened, *BEFORE, MEETING, OTHER_MATTER, FERRY, SHOPS)
        yield opened


async def brief(store: Store, server: ModelServer | None, patience: float = PATIENCE, language: str = "") -> Briefing:
    used = model(store, server, timeout=2 * PATIENCE) if server else None
    return await compose(store, used, Scope(PUBLIC, NOW - DAY, NOW), patience=patience, language=language)


def headed(briefing: Briefing) -> list[str]:
    return [story.headline for story in briefing.stories]


async def numbers(store: Store) -> dict[str, int]:
    """By which number each title is known to the planner."""
    with ModelServer(planned(author())) as server:
        await brief(store, server)
    return {title: number for number, title in stories_of(server.requests[0]).items()}


async def test_a_plan_gives_the_order_the_sections_and_the_lines(store: Store) -> None:
    known = await numbers(store)
    ferry, bridge, meeting = known[FERRY.title], known[OTHER_MATTER.title], known[MEETING.title]
    plan = planned(author(), sections=[[ferry], [bridge]], also=[[meeting]])
    with ModelServer(plan) as server:
        given = await brief(store, server)
    assert headed(given) == [FERRY.title, OTHER_MATTER.title]
    assert given.also[0].headline == MEETING.title
    assert {story.headline for story in given.also} == {MEETING.title, SHOPS.title}, "none is lost"
    assert sum("BEGIN STORIES" in prompt_of(body) for body in server.requests) == 1
    cites_what_is_stored(store, claims_of(given))


async def test_stories_that_a_plan_takes_for_one_affair_are_one_section_if_they_share_something(store: Store) -> None:
    known = await numbers(store)
    ferry, shops, bridge = known[FERRY.title], known[SHOPS.title], known[OTHER_MATTER.title]
    with ModelServer(planned(author(), sections=[[ferry, shops, bridge]])) as server:
        given = await brief(store, server)
    first, *others = given.stories
    assert set(first.sources) == {"Paper 4", "Paper 5"}, "a bridge shares nothing with a ferry"
    assert first.headline in (FERRY.title, SHOPS.title) and SHOPS.title not in {story.headline for story in others}
    assert OTHER_MATTER.title in {story.headline for story in (*others, *given.also)}
    cites_what_is_stored(store, claims_of(given))


BAD = {
    "one that is not there": say({"sections": [[99]], "also": []}),
    "one twice": say({"sections": [[1], [2, 1]], "also": []}),
    "one in both": say({"sections": [[1]], "also": [[1]]}),
    "none": say({"sections": [], "also": [[1]]}),
    "another form": say({"stories": ["1"]}),
    "no JSON": say_text("First the flood, then the strike."),
    "refused": lambda body: Act(
        b'{"choices": [{"message": {"role": "assistant", "content": null, "refusal": "I will not"}}]}'
    ),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_plan_that_does_not_hold_leaves_the_edition_of_the_rules(store: Store, name: str) -> None:
    told = "Mayor Bruno Kessel opened the new bridge at Linden on Tuesday before two hundred guests."

    def behave(body: Body) -> Act:
        return BAD[name](body) if stories_of(body) else author(told)(body)

    with ModelServer(behave) as server:
        given = await brief(store, server)
    plain = await brief(store, None)
    assert [story.story_id for story in given.stories] == [story.story_id for story in plain.stories]
    assert told in {claim.text for claim in claims_of(given) if claim.written_by == "model"}
    assert "away" not in given.notice


async def test_where_the_model_is_away_the_plan_is_all_that_it_is_asked_for(store: Store) -> None:
    with ModelServer(fail(401)) as server:
        given = await brief(store, server)
    assert len(server.requests) == 1 and given.notice and len(given.stories) > 2


async def test_a_reply_that_cannot_be_used_costs_its_story_and_no_other(store: Store) -> None:
    told = "Mayor Bruno Kessel opened the new bridge at Linden on Tuesday before two hundred guests."

    def behave(body: Body) -> Act:
        bad = MEETING.title in prompt_of(body) and not stories_of(body)
        return say_text("I would rather not.")(body) if bad else author(told)(body)

    with ModelServer(behave) as server:
        given = await brief(store, server)
    by = {story.headline: {claim.written_by for claim in story.claims} for story in given.stories}
    assert by[MEETING.title] == {"extractive"} and "model" in by[OTHER_MATTER.title]
    assert "replies" in given.notice


async def test_what_is_not_told_by_the_deadline_is_told_by_its_sources(store: Store) -> None:
    def behave(body: Body) -> Act:
        stuck = len(server.requests) > 2
        return do("hang")(body) if stuck else author(FERRY.text.split("\n")[1], least=0.0)(body)

    with ModelServer(behave) as server:
        writing = asyncio.create_task(brief(store, server))
        while len(server.requests) < 3 and not writing.done():  # noqa: ASYNC110 - the server is in another thread
            await asyncio.sleep(0.01)
        let_pass(PATIENCE)
        given = await writing
    assert "took too long" in given.notice
    assert len(given.stories) >= 3 and len(server.requests) == 3
    cites_what_is_stored(store, claims_of(given))


async def test_lines_that_are_not_put_into_the_language_by_the_deadline_stay_as_they_were(store: Store) -> None:
    translating = asyncio.Event()
    loop = asyncio.get_running_loop()

    def behave(body: Body) -> Act:
        if "BEGIN LINES" not in prompt_of(body):
            return author()(body)
        loop.call_soon_threadsafe(translating.set)
        return do("hang")(body)

    with ModelServer(behave) as server:
        writing = asyncio.create_task(brief(store, server, language="de"))
        await translating.wait()
        let_pass(2 * PATIENCE + 1)
        given = await writing
    assert "took too long" in given.notice
    assert given.stories and all(story.headline_foreign == "en" for story in given.stories)


async def test_without_any_time_the_sources_tell_all(store: Store) -> None:
    with ModelServer(author()) as server:
        given = await brief(store, server, patience=0.0)
    assert given.written_by == "extractive" and given.notice


async def test_what_is_muted_is_in_no_plan_and_takes_nothing_with_it(store: Store) -> None:
    hall = channel(store, "hall without ferries")
    store.write_now(lambda db: mutes.add(db, mutes.Mute(0, hall.id, "topic", "ferry"), now=NOW))
    with ModelServer(planned(author())) as server:
        scope = Scope(PUBLIC, NOW - DAY, NOW, channel_id=hall.id)
        given = await compose(store, model(store, server, timeout=2 * PATIENCE), scope)
    assert FERRY.title not in stories_of(server.requests[0]).values()
    told = " ".join([*headed(given), *(story.headline for story in given.also)])
    assert "Norwick" not in told and SHOPS.title in told
