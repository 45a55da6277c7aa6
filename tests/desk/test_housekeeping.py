"""What the night's housekeeping forgets: by age, and nothing that an answer rests on while that is kept."""

from __future__ import annotations

from bot.chat.rendering.parts import Part, part_to_json
from bot.desk import housekeeping
from bot.desk.news import taken_back
from bot.models import Channel, Citation, Claim
from bot.store.deliveries import posted_claims
from tests.desk.news import FERRY, ORCHARD
from tests.desk.town import Town


def titles(town: Town) -> set[str]:
    query = "select r.title from articles a join revisions r on r.id = a.revision_id"
    return town.desk.store.read_now(lambda db: {row["title"] for row in db.execute(query)})


async def a_night(town: Town) -> None:
    await housekeeping.tidy(town.desk)
    await housekeeping.keep_within(town.desk)


def set_up(town: Town, **schedule: int) -> None:
    settings = town.desk.settings
    update = {"schedule": settings.schedule.model_copy(update=schedule)}
    town.desk.settings = settings.model_copy(update=update)


async def test_articles_go_after_keep_days_but_what_an_answer_cites_with_the_answer(town: Town) -> None:
    set_up(town, keep_days=10, keep_question_days=20)
    town.prints(FERRY)
    revision = town.desk.store.read_now(lambda db: db.execute("select max(id) from revisions").fetchone()[0])
    town.prints(ORCHARD)
    claim = Claim(FERRY.text[:20], (Citation(revision, 0, 20, FERRY.text[:20]),), "model")
    place = Channel(0, "", "discord", "100", "1")
    reply = posted_claims.Reply(1, "p", place, "", [(claim, 0)], [part_to_json(Part(()))])
    town.desk.store.write_now(lambda db: posted_claims.keep_reply(db, reply, town.clock()))
    town.clock.wait(days=9)
    await a_night(town)
    assert titles(town) == {FERRY.title, ORCHARD.title}
    town.clock.wait(days=2)
    await a_night(town)
    assert titles(town) == {FERRY.title}
    assert await taken_back.named(town.desk, claim.text)
    town.clock.wait(days=10)
    await a_night(town)
    assert titles(town) == set()


async def test_what_was_posted_is_looked_through_for_as_long_as_it_is_kept(town: Town) -> None:
    set_up(town, keep_question_days=60)
    town.prints(FERRY)
    claim = Claim(FERRY.text[:20], (Citation(1, 0, 20, FERRY.text[:20]),), "model")
    place = Channel(0, "", "discord", "100", "1")
    reply = posted_claims.Reply(1, "p", place, "", [(claim, 0)], [part_to_json(Part(()))])
    town.desk.store.write_now(lambda db: posted_claims.keep_reply(db, reply, town.clock()))
    town.clock.wait(days=45)
    await housekeeping.tidy(town.desk)
    assert await taken_back.named(town.desk, claim.text)


async def test_the_sources_of_a_briefing_are_shown_when_its_articles_are_too_old_to_be_found(town: Town) -> None:
    set_up(town, keep_days=10, keep_question_days=5)
    ann = town.person()
    town.prints(FERRY, ORCHARD)
    await ann.types("schedule 07:00 UTC")
    town.clock.wait(hours=1)
    await town.deliver()
    key, part = next((key, part) for _, key, part in town.board.shown if part.actions)
    sources = await ann.presses("Sources", part, key)
    assert ORCHARD.title in sources
    town.clock.wait(days=11)
    await a_night(town)
    assert await ann.presses("Sources", part, key) == sources
    assert town.desk.store.read_now(lambda db: db.execute("select count(*) from passages").fetchone()[0]) == 0
