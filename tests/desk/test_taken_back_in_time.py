"""What is taken back while it is written, while it is posted, or while the platform is away, is not told for all that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.chat.commands.front_desk import DeskFront
from bot.chat.rendering.parts import Limits, Run
from bot.desk.desk import Desk
from bot.desk.news import lookups, taken_back
from bot.errors import ChannelClosed
from bot.models import Answer, Briefing, Citation, Claim
from bot.models.taken_back import Retraction
from bot.store.deliveries import outbox, posted_claims
from bot.store.deliveries import taken_back as rows
from tests.desk.news import FERRY
from tests.desk.test_taken_back import FARE, HULL, NEWS, briefed, claim_of, took_back
from tests.desk.test_written_once import Pen, newsroom
from tests.desk.town import LIMITS, Town
from tests.model_server import Act, Body
from tests.summarize.reading import is_reading

ASKED = "For how much was the hull of the old ferry sold?"
BRIEFED = partial(lookups.brief, since=timedelta(days=1))
ANSWERED = partial(lookups.ask, question="When does the ferry sail again?")


async def test_a_reply_that_is_still_being_posted_is_changed_when_it_has_come(town: Town) -> None:
    ann = town.person()
    town.prints(NEWS)
    await ann.types(ASKED)
    reply = ann.read
    await took_back_by_operator(town)
    await town.deliver()
    assert not town.board.edits
    assert reply.posted
    await reply.posted("answer-1")
    town.clock.wait(minutes=1)
    await town.deliver()
    ((message, _, part),) = town.board.edits
    assert message == "answer-1" and "Taken back" in part.text


async def test_a_reply_that_never_came_is_not_waited_for(town: Town) -> None:
    ann = town.person()
    town.prints(NEWS)
    await ann.types(ASKED)
    await took_back_by_operator(town)
    await town.deliver()
    town.clock.wait(hours=2)
    await town.deliver()
    assert not town.board.edits and "taken back" not in await ann.types("status")
    assert await open_rows(town) == 0


async def test_a_missing_permission_is_waited_for_seven_days(town: Town) -> None:
    ann = town.person()
    await briefed(town, ann)
    await took_back(town, ann, HULL)
    town.board.refusal = ChannelClosed("Discord: may not", permission="View Channel")
    for _ in range(60):
        town.clock.wait(minutes=15)
        await town.deliver()
    town.board.refusal = None
    town.clock.wait(minutes=15)
    await town.deliver()
    assert len(town.board.edits) == 1


async def test_after_seven_days_a_missing_permission_is_told_of(town: Town) -> None:
    ann = town.person()
    await briefed(town, ann)
    await took_back(town, ann, HULL)
    town.board.refusal = ChannelClosed("Discord: may not", permission="View Channel")
    await town.deliver()
    town.clock.wait(days=7, minutes=15)
    await town.deliver()
    assert "A message still says what was taken back" in await ann.types("status")


def taking_back(town: Town, text: str, words: str = HULL) -> Callable[[], None]:
    """Return what takes a sentence back, once, as the operator does in another process."""
    start = NEWS.text.index(words)
    claim = Claim(text, (Citation(1, start, start + len(words), words),))
    left = [Retraction(0, claim, "", "operator", "", "", town.clock())]
    return lambda: town.desk.store.write_now(lambda db: rows.add(db, left.pop()) and None) if left else None


def shown_by(take_back: Callable[[], None]) -> Limits:
    """Return the limits of a platform where a sentence is taken back as soon as it is to be shown."""

    def cost(run: Run) -> int:
        if HULL in run.text:
            take_back()
        return LIMITS.cost(run)

    return replace(LIMITS, cost=cost)


async def test_a_briefing_that_is_written_as_a_sentence_is_taken_back_does_not_tell_it(town: Town) -> None:
    ann = town.person()
    town.prints(replace(NEWS, published_at=town.clock()))
    await ann.types("schedule 07:00 UTC")
    town.clock.wait(hours=1)
    town.board.limits = shown_by(taking_back(town, HULL))
    (text,) = await town.deliver()
    assert FARE in text and HULL not in text


@pytest.mark.parametrize("asked", ["brief 7d", ASKED])
async def test_a_reply_that_is_shown_as_a_sentence_is_taken_back_does_not_tell_it(town: Town, asked: str) -> None:
    ann = town.person()
    town.prints(replace(NEWS, published_at=town.clock()))
    town.front = DeskFront(town.desk, shown_by(taking_back(town, HULL)))
    assert HULL not in await ann.types(asked)


@pytest.mark.parametrize("look", [BRIEFED, ANSWERED])
async def test_what_a_model_writes_as_it_is_taken_back_is_not_told(
    tmp_path: Path, look: Callable[[Desk], Awaitable[Briefing | Answer]]
) -> None:
    pen = Pen()

    def behave(body: Body) -> Act:
        act = pen(body)
        if pen.said and is_reading(body):
            take_back(pen.said[-1])
        return act

    with newsroom(tmp_path, behave) as (town, _):
        town.prints(FERRY)

        def take_back(text: str) -> None:
            claim = Claim(text, (Citation(1, 0, len(FERRY.text), FERRY.text),), "model")
            made = Retraction(0, claim, "", "operator", "", "", town.clock())
            town.desk.store.write_now(lambda db: rows.add(db, made))

        found = await look(town.desk)
    assert pen.said and pen.said[-1] not in str(found)


async def test_what_a_model_wrote_is_not_used_again_when_a_sentence_of_its_article_is_taken_back(
    tmp_path: Path,
) -> None:
    with newsroom(tmp_path, Pen()) as (town, _):
        town.prints(FERRY)
        ann = town.person()
        assert "calmly" in await ann.types("brief 1d")
        ((posted, claim),) = await taken_back.named(town.desk, "will calmly sail again")
        await taken_back.take_back(town.desk, posted, claim.number, by="operator", everywhere=True)
        read = await ann.types("brief 1d")
    assert "gladly" in read and "calmly" not in read


async def test_what_a_forgotten_server_took_back_for_everybody_stays_taken_back(tmp_path: Path) -> None:
    with newsroom(tmp_path, Pen()) as (town, _):
        town.prints(FERRY)
        ann, eve = town.person(), town.person("200", "2")
        await ann.types("brief 1d")
        ((posted, claim),) = await taken_back.named(town.desk, "will calmly sail again")
        await taken_back.take_back(town.desk, posted, claim.number, by="manager", reason="we saw it")
        await ann.types("forget server confirm")
        (left,) = await town.desk.store.read(partial(rows.standing, audience=eve.place.audience))
    assert left.claim.text == claim.claim.text and (left.place, left.reason) == ("", "")


async def test_a_line_that_was_cut_takes_its_whole_sentence_back(town: Town) -> None:
    ann, line = town.person(), f"{HULL[:50]}…"
    await briefed(town, ann)
    posted, claim = await claim_of(town, HULL)
    elsewhere = posted_claims.Reply(
        1, "p", replace(posted.channel, platform_id="300"), "", [(replace(claim.claim, text=line), 0)], ["{}"]
    )
    town.desk.store.write_now(lambda db: posted_claims.keep_reply(db, elsewhere, town.clock()))
    cut, _ = await claim_of(town, line)
    await taken_back.take_back(town.desk, cut, 1, by="operator", everywhere=True)
    await town.deliver()
    ((_, _, part),) = town.board.edits
    assert [run.text for block in part.blocks for run in block.runs if run.style == "struck"] == [HULL]
    assert HULL not in await ann.types("brief 7d")


async def took_back_by_operator(town: Town) -> None:
    posted, claim = await claim_of(town, HULL)
    await taken_back.take_back(town.desk, posted, claim.number, by="operator", everywhere=True)


async def open_rows(town: Town) -> int:
    return await town.desk.store.read(outbox.open_count)
