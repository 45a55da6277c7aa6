"""What is taken back while it is written, while it is posted, or while the platform is away, is not told for all that."""

from __future__ import annotations

from bot.desk.news import taken_back
from bot.errors import ChannelClosed
from bot.store.deliveries import outbox
from tests.desk.test_taken_back import HULL, NEWS, briefed, claim_of, took_back
from tests.desk.town import Town

ASKED = "For how much was the hull of the old ferry sold?"


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


async def took_back_by_operator(town: Town) -> None:
    posted, claim = await claim_of(town, HULL)
    await taken_back.take_back(town.desk, posted, claim.number, by="operator", everywhere=True)


async def open_rows(town: Town) -> int:
    return await town.desk.store.read(outbox.open_count)
