"""Something posted is wrong: who may say so, what becomes of the message, and that it is never told again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.desk_protocol import NO_RIGHT, Command
from bot.chat.rendering import taken_back as shown
from bot.chat.rendering.parts import Block, Part, Run, part_to_json
from bot.desk.news import lookups, retraction_list, taken_back
from bot.errors import ChannelClosed, ChatAway, ChatError, MessageGone, TokenRefused
from bot.models import Article, Channel, ChannelKind, Citation, Claim
from bot.models.taken_back import Posted, PostedClaim
from bot.store.deliveries import posted_claims
from bot.store.deliveries import taken_back as rows
from tests.desk.news import FERRY
from tests.desk.town import LIMITS, Person, Town

FARE = "The fare from Norwick to Eastport rises to 14 crowns in April."
HULL = "The hull of the old ferry was sold to a yard in Lund for 300,000 crowns."
NEWS = Article(
    text=f"{FARE} {HULL}\n\nThe ferry to Norwick sails again from Friday, and the hull is towed away on Monday.",
    title="Norwick's ferry sails again",
    url="https://coast.example/ferry",
    source="Coast Ledger",
)


async def briefed(town: Town, *channels: Person) -> None:
    """Let the channels have a briefing on the ferry."""
    town.prints(replace(NEWS, published_at=town.clock()))
    for person in channels:
        assert "07:00" in await person.types("schedule 07:00 UTC")
    town.clock.wait(hours=1)
    assert all(HULL in text for text in await town.deliver())


async def pressed(town: Town, person: Person, label: str = "Wrong?", message: int = -1) -> str:
    _, key, part = town.board.shown[message]
    return await person.presses(label, part, key)


async def took_back(town: Town, person: Person, words: str) -> None:
    """Have somebody who manages the channel take back the sentence that holds some words."""
    listed = await pressed(town, person)
    number = next(line.split()[0] for line in listed.splitlines() if words in line)
    assert "Taken back" in await person.presses(f"Take back {number}")


async def claim_of(town: Town, words: str) -> tuple[Posted, PostedClaim]:
    (found,) = await taken_back.named(town.desk, words)
    return found


async def test_a_members_press_is_a_report_that_the_manager_and_the_operator_see(town: Town) -> None:
    ann, bob = town.person(), town.person(name="bob", rights=NO_RIGHT)
    await briefed(town, ann)
    for _ in range(2):
        assert "Thank you" in await pressed(town, bob)
        assert bob.read.private and not bob.buttons
    assert "Reported as wrong: 1 post" in await ann.types("status")
    assert "Reported as wrong" not in await town.person("200", "2").types("status"), "another server's are its own"
    (record,) = await retraction_list.listed(town.desk, 5)
    assert record["reported"] == 1
    assert not await town.deliver() and not town.board.edits, "nothing was changed by it"
    assert await taken_back.put_aside(town.desk, record["post"]) == 1
    assert "Reported as wrong" not in await ann.types("status")


async def test_who_manages_the_channel_has_a_sentence_struck_out_in_place(town: Town) -> None:
    ann, bob = town.person(), town.person(name="bob", rights=NO_RIGHT)
    await briefed(town, ann)
    await pressed(town, bob)
    await took_back(town, ann, HULL)
    for _ in range(2):
        assert await town.deliver() == []
    ((message, key, part),) = town.board.edits
    _, posted_key, posted = town.board.shown[0]
    assert message == "m1" and key.mark == posted_key.mark
    struck = [run.text for block in part.blocks for run in block.runs if run.style == "struck"]
    assert struck == [HULL]
    assert "[Taken back on Mon 2 Mar 2026 by those who manage this channel]" in part.text
    assert part.actions == posted.actions
    assert FARE in part.text and part.text.count("[1]") == posted.text.count("[1]")
    assert "Reported as wrong" not in await ann.types("status")


async def test_two_sentences_of_one_message_are_taken_back_one_after_the_other(town: Town) -> None:
    ann = town.person()
    await briefed(town, ann)
    await took_back(town, ann, HULL)
    town.board.refusal = ChatAway("the platform is away")
    await town.deliver()
    await took_back(town, ann, FARE)
    town.board.refusal = None
    for _ in range(3):
        town.clock.wait(minutes=15)
        await town.deliver()
    last = town.board.edits[-1][2]
    assert {run.text for block in last.blocks for run in block.runs if run.style == "struck"} == {HULL, FARE}
    assert "was taken back before" in await _again(town, ann)


async def _again(town: Town, person: Person) -> str:
    listed = await pressed(town, person)
    number = next(line.split()[0] for line in listed.splitlines() if HULL in line)
    return await person.presses(f"Take back {number}")


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (ChatError("Discord: the message may not be changed"), "the message may not be changed"),
        (ChannelClosed("Discord: the thread is archived"), "the thread is archived"),
    ],
)
async def test_a_message_that_can_be_changed_no_more_is_told_of_and_pauses_nothing(
    town: Town, refusal: Exception, told: str
) -> None:
    ann = town.person()
    await briefed(town, ann)
    await took_back(town, ann, HULL)
    town.board.refusal = refusal
    await town.deliver()
    town.board.refusal = None
    status = await ann.types("status")
    assert f"A message still says what was taken back: Discord: {told.removeprefix('Discord: ')}" in status
    assert "Paused" not in status


async def test_of_a_message_that_was_deleted_nothing_is_left_to_change(town: Town) -> None:
    ann = town.person()
    await briefed(town, ann)
    await took_back(town, ann, HULL)
    town.board.refusal = MessageGone("Discord: the message is gone")
    await town.deliver()
    town.board.refusal = None
    assert "taken back" not in await ann.types("status") and HULL not in await ann.types("brief 7d")


async def test_a_missing_permission_is_waited_for(town: Town) -> None:
    ann = town.person()
    await briefed(town, ann)
    await took_back(town, ann, HULL)
    town.board.refusal = ChannelClosed("Discord: may not", permission="View Channel")
    await town.deliver()
    assert "may not" in await ann.types("status") and not town.board.edits
    town.board.refusal = None
    town.clock.wait(minutes=15)
    await town.deliver()
    assert len(town.board.edits) == 1


async def test_a_change_whose_answer_is_lost_is_made_again_and_is_the_same(town: Town) -> None:
    ann = town.person()
    await briefed(town, ann)
    await took_back(town, ann, HULL)
    town.board.answers_lost.append(ChatAway("the connection broke"))
    for _ in range(3):
        await town.deliver()
        town.clock.wait(minutes=15)
    first, second = (part for _, _, part in town.board.edits)
    assert first == second and "was taken back" not in await ann.types("status")


@pytest.mark.parametrize(
    ("kind", "text", "refused_elsewhere"),
    [
        ("channel", "A yard in Lund paid 300,000 crowns for the ferry's old hull.", True),
        ("channel", HULL, False),
        ("direct", "A yard in Lund paid 300,000 crowns for the ferry's old hull.", False),
    ],
)
async def test_what_a_model_wrote_is_refused_for_everybody_what_a_source_prints_is_not(
    town: Town, kind: ChannelKind, text: str, refused_elsewhere: bool
) -> None:
    """In direct messages everybody manages: what they take back there they take back for themselves."""
    town.prints(NEWS)
    revision = town.desk.store.read_now(lambda db: db.execute("select max(id) from revisions").fetchone()[0])
    start = NEWS.text.index(HULL)
    claim = Claim(text, (Citation(revision, start, start + len(HULL), HULL),), "model")
    place = Channel(0, "", "discord", "100", "1" if kind == "channel" else "", kind=kind)
    reply = posted_claims.Reply(1, "p", place, "", [(claim, 0)], [part_to_json(Part(()))])
    town.desk.store.write_now(lambda db: posted_claims.keep_reply(db, reply, town.clock()))
    posted, _ = await claim_of(town, text)
    await taken_back.take_back(town.desk, posted, 1, by="manager")
    for audience, refused in ((place.audience, True), (town.person("200", "2").place.audience, refused_elsewhere)):
        held = await town.desk.store.read(partial(rows.standing, audience=audience))
        assert retraction_list.refusing.taken_back(held).holds(claim) is refused


async def test_what_was_taken_back_is_told_neither_in_briefings_nor_in_answers(town: Town) -> None:
    ann, eve = town.person(), town.person("200", "2")
    await briefed(town, ann)
    posted, claim = await claim_of(town, HULL)
    await taken_back.take_back(town.desk, posted, claim.number, by="operator", reason="never sold", everywhere=True)
    await town.deliver()
    for person in (ann, eve):
        assert HULL not in await person.types("brief 7d")
        assert HULL not in await person.types("For how much was the hull of the old ferry sold?")
    briefing = await lookups.brief(town.desk, since=timedelta(days=7))
    assert briefing.stories and HULL not in str(briefing.stories), "another sentence is told in its place"
    assert "by the operator: never sold]" in town.board.edits[-1][2].text


async def test_a_source_that_says_the_same_elsewhere_is_another_claim(town: Town) -> None:
    ann = town.person()
    await briefed(town, ann)
    posted, claim = await claim_of(town, FARE)
    await taken_back.take_back(town.desk, posted, claim.number, by="operator", everywhere=True)
    held = await town.desk.store.read(rows.every)
    refused = retraction_list.refusing.taken_back(held)
    other = replace(claim.claim.citations[0], text="The council voted: 14 crowns from April on.", revision_id=99)
    assert refused.holds(claim.claim) and not refused.holds(replace(claim.claim, citations=(other,)))


async def test_a_manager_speaks_for_their_own_server_of_what_a_source_prints(town: Town) -> None:
    ann, eve = town.person(), town.person("200", "2")
    await briefed(town, ann, eve)
    _, key, part = next(each for each in town.board.shown if each[0].platform_id == "100")
    listed = await ann.presses("Wrong?", part, key)
    number = next(line.split()[0] for line in listed.splitlines() if HULL in line)
    await ann.presses(f"Take back {number}")
    await town.deliver()
    assert len(town.board.edits) == 1, "the other server's message stands"
    assert HULL not in await ann.types("brief 7d") and HULL in await eve.types("brief 7d")
    assert "not held" in await eve.presses("Wrong?", part, key), "another server's message is none here"
    posted, claim = await claim_of(town, HULL)
    await taken_back.take_back(town.desk, posted, claim.number, by="operator", everywhere=True)
    await town.deliver()
    assert HULL not in await eve.types("brief 7d") and len(town.board.edits) == 2


async def test_a_members_forged_press_takes_nothing_back(town: Town) -> None:
    ann, bob = town.person(), town.person(name="bob", rights=NO_RIGHT)
    await briefed(town, ann)
    await pressed(town, ann)
    bob.read = ann.read
    assert "Only those who manage this channel" in await bob.presses("Take back 1")
    assert await town.desk.store.read(rows.every) == []


async def test_an_answer_is_taken_back_by_its_message(town: Town) -> None:
    ann = town.person()
    town.prints(FERRY, replace(NEWS, published_at=town.clock()))
    await ann.types("For how much was the hull of the old ferry sold?")
    assert HULL in ann.text and [each.label for each in ann.buttons] == ["Wrong?"]
    await ann.read.posted("answer-1")
    wrong = replace(ann, read=ann.read)
    assert HULL in await wrong.commands(Command("wrong", {"story": "0", "delivery": "0"}), about="answer-1")
    await wrong.presses("Take back 1")
    await town.deliver()
    ((message, key, part),) = town.board.edits
    assert message == "answer-1" and key.delivery_id == 0 and "Taken back" in part.text
    assert HULL not in await ann.types("For how much was the hull of the old ferry sold?")
    lost = Command("wrong", {"story": "0", "delivery": "0"})
    assert "not held any more" in await wrong.commands(lost, about="unheard-of")


async def test_a_delivery_that_has_not_left_is_written_without_it(town: Town) -> None:
    ann = town.person()
    town.prints(replace(NEWS, published_at=town.clock()))
    await ann.types("schedule 07:00 UTC")
    town.clock.wait(hours=1)
    town.board.refusal = TokenRefused("the token is not accepted")
    await town.deliver()
    posted, claim = await claim_of(town, HULL)
    await taken_back.take_back(town.desk, posted, claim.number, by="operator", everywhere=True)
    town.board.refusal = None
    town.clock.wait(minutes=15)
    (text,) = await town.deliver()
    assert FARE in text and HULL not in text


async def test_an_article_that_changes_does_not_bring_back_what_was_taken_back(town: Town) -> None:
    ann = town.person()
    await briefed(town, ann)
    await took_back(town, ann, HULL)
    await town.deliver()
    town.prints(replace(NEWS, text=NEWS.text.replace("300,000", "400,000")))
    town.clock.wait(minutes=5)
    assert not any("300,000" in text for text in [*await town.deliver(), *await town.deliver()])


async def test_forgetting_a_server_forgets_what_was_taken_back_and_reported_there(town: Town) -> None:
    ann, bob = town.person(), town.person(name="bob", rights=NO_RIGHT)
    await briefed(town, ann)
    await pressed(town, bob)
    await ann.types("brief 7d")
    await took_back(town, ann, HULL)
    assert "1 sentence that was taken back" in await ann.types("forget server")
    await ann.types("forget server confirm")

    def left(db: object) -> int:
        tables = ("taken_back", "posted_replies", "reports")
        return sum(db.execute(f"select count(*) from {each}").fetchone()[0] for each in tables)  # type: ignore[attr-defined]

    assert await town.desk.store.read(left) == 0


async def test_a_claim_is_named_by_number_link_or_words(town: Town) -> None:
    ann = town.person()
    await briefed(town, ann)
    posted, claim = await claim_of(town, "hull of the OLD ferry")
    assert claim.claim.text == HULL
    assert await taken_back.named(town.desk, f"{posted.ref}.{claim.number}") == [(posted, claim)]
    assert await taken_back.named(town.desk, "nothing of the kind") == []
    link = "https://discord.com/channels/1/100/77"
    await town.desk.store.write(lambda db: db.execute("update parts set platform_id = '77'"))
    assert HULL in [each.claim.text for _, each in await taken_back.named(town.desk, link)]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)


@given(st.lists(WORDS, min_size=1, max_size=4), st.integers(0, 3), WORDS)
def test_striking_out_changes_no_other_word(before: list[str], at: int, after: str) -> None:
    runs = [Run(f" {text}") for text in before]
    claim = Run(f" {HULL}")
    where = min(at, len(runs))
    blocks = [
        Block("text", (*runs[:where], claim, Run(" [1]", link="https://x.example"), *runs[where:], Run(f" {after}")))
    ]
    part = shown.struck(Part(tuple(blocks)), HULL, "Taken back", LIMITS)
    words = "".join(run.text for block in part.blocks for run in block.runs)
    assert words.replace(" [Taken back]", "", 1) == "".join(run.text for run in blocks[0].runs)
    struck = [run.text for block in part.blocks for run in block.runs if run.style == "struck"]
    assert struck == [HULL] or (HULL in "".join(before) + after)


def test_where_there_is_no_room_the_notice_stands_in_place_of_the_sentence() -> None:
    tight = replace(LIMITS, part=len(FARE) + len(HULL) + 5)
    part = Part((Block("text", (Run(FARE), Run(f" {HULL}"))),))
    changed = shown.struck(part, HULL, "Taken back", tight)
    assert changed.text.split() == f"{FARE} [Taken back]".split()
