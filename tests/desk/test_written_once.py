"""What a model wrote of the news is used again where it may be, costs nothing then, and is shown to nobody else."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.sections import LimitSettings, ModelSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.housekeeping import tidy
from bot.desk.limits.token_limits import channel_account, metered_for
from bot.models import Article, Briefing, Channel, Citation, Claim
from bot.store import forgetting, retention
from bot.store.limits import tokens_by_spender
from bot.store.news import sources
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.briefing.compose import compose
from bot.summarize.briefing.gathering import Scope
from bot.summarize.generation.keeping import Shelf
from bot.summarize.generation.second_reading.read_once import ReadOnce, read_what_is_new
from bot.summarize.generation.second_reading.second_reader import ChatReader
from bot.summarize.llm.factory import model_from
from bot.summarize.verification.claim_verifier import Doubt
from tests.desk.news import FERRY, ORCHARD
from tests.desk.town import Clock, Town
from tests.model_server import Act, Behaviour, Body, ModelServer, completion, passages_of, prompt_of, say_text
from tests.summarize.reading import asked_of, is_reading, knows, reads
from tests.summarize.test_writer import draft, sentence

ADVERBS = "calmly gladly proudly quietly plainly firmly briefly kindly warmly loudly softly boldly".split()
A, B = (Channel(0, "", "discord", f"{n}00", f"{n}") for n in (1, 2))


@dataclass
class Pen:
    """A model that says the first sentence with another adverb each time: code cannot tell, and its reader can."""

    said: list[str] = field(default_factory=list)

    def __call__(self, body: Body) -> Act:
        if is_reading(body):
            return reads(knows(*self.said))(body)
        number, day = next(
            (number, found[1])
            for number, text in passages_of(body).items()
            if (found := re.search(r"sail again from (\w+)", text))
        )
        adverb = f"{ADVERBS[len(self.said) % 12]} " * (1 + len(self.said) // 12)
        text = f"The ferry between Norwick and Eastport will {adverb}sail again from {day}, the harbour office said."
        self.said.append(text)
        return Act(completion(json.dumps(draft(sentence(text, number))), body))

    @property
    def written(self) -> int:
        return len(self.said)


@contextmanager
def newsroom(
    folder: Path, behave: Behaviour, limits: LimitSettings | None = None
) -> Iterator[tuple[Town, ModelServer]]:
    """A town whose desk has a model that writes and reads, and a shelf."""
    clock = Clock()
    with ModelServer(behave) as server, open_store(folder) as store:
        named = ModelSettings(name="m1", base_url=server.base_url, budget_tokens=10_000_000)
        model = model_from(named, store, clock)
        assert model
        town = Town(store, clock, Settings(model=named, limits=limits or LimitSettings()), model)
        town.desk.reader, town.desk.shelf = ChatReader(model), Shelf(store, clock)
        yield town, server


async def brief(desk: Desk, channel: Channel) -> Briefing:
    theirs, now = metered_for(desk, channel), desk.clock()
    scope = Scope(channel.audience, now - timedelta(days=1), now + timedelta(minutes=1))
    return await compose(desk.store, theirs.model, scope, reader=theirs.reader)


def told(briefing: Briefing) -> str:
    return " ".join(claim.text for story in briefing.stories for claim in story.claims)


def kept(store: Store) -> int:
    return int(store.read_now(lambda db: db.execute("select count(*) from written").fetchone())[0])


def is_writing(body: Body) -> bool:
    return not is_reading(body)


async def test_ten_channels_of_ten_servers_cost_what_one_does(tmp_path: Path) -> None:
    """All are due at the same time: one has it written and read, the others wait for that and take it."""
    with newsroom(tmp_path, Pen()) as (town, server):
        town.prints(FERRY)
        for n in range(10):
            await town.person(f"{n}01", f"{n}").types("schedule 07:00 UTC")
        town.clock.wait(hours=1)
        posted = await town.deliver()
        spent = await town.desk.store.read(
            lambda db: db.execute("select sum(input_tokens + output_tokens) from usage").fetchone()[0]
        )
        accounts = [channel_account(Channel(0, "", "discord", f"{n}01", f"{n}")) for n in range(10)]
        day = town.clock().date().isoformat()
        paid = await town.desk.store.read(lambda db: tokens_by_spender.spent(db, day, accounts))
    assert len(server.requests) == 2, "one that writes, one that reads"
    assert len([text for text in posted if "calmly sail" in text and "Written by" in text]) == 10
    assert spent == 300
    assert sorted(paid.values()) == [0] * 9 + [300], "what was kept charges nobody but who had it written"


async def test_what_is_kept_is_told_where_no_tokens_are_left(tmp_path: Path) -> None:
    with newsroom(tmp_path, Pen()) as (town, server):
        town.prints(FERRY)
        assert "calmly" in told(await brief(town.desk, A))
        town.desk.settings = replace_limits(town.desk.settings, channel_tokens=0)
        assert "calmly" in told(await brief(town.desk, B))
        assert len(server.requests) == 2


def replace_limits(settings: Settings, **limits: int) -> Settings:
    return settings.model_copy(update={"limits": LimitSettings(**limits)})


@pytest.mark.parametrize("change", ["correction", "removal", "another day", "another model"])
async def test_what_it_rests_on_is_another(tmp_path: Path, change: str) -> None:
    with newsroom(tmp_path, Pen()) as (town, _):
        town.prints(FERRY)
        await brief(town.desk, A)
        if change == "correction":
            town.prints(replace(FERRY, text=FERRY.text.replace("from Thursday", "from Friday")))
            assert kept(town.desk.store) == 0
        elif change == "removal":
            forgotten(town.desk.store, town)
            assert kept(town.desk.store) == 0
            town.prints(FERRY)
        elif change == "another day":
            town.clock.wait(hours=19)
        else:
            named = town.desk.settings.model.model_copy(update={"name": "m2"})
            town.desk.settings = town.desk.settings.model_copy(update={"model": named})
        again = told(await brief(town.desk, A))
    assert "gladly" in again and "calmly" not in again
    assert ("from Friday" in again) is (change == "correction")


def forgotten(store: Store, town: Town) -> None:
    before = town.clock() + timedelta(days=1)
    while store.write_now(lambda db: retention.prune(db, before)):
        pass


async def test_who_is_forgotten_takes_it_along(tmp_path: Path) -> None:
    with newsroom(tmp_path, Pen()) as (town, _):
        owner, store = A.home, town.desk.store
        town.prints(FERRY, owner=owner)
        await brief(town.desk, A)
        assert kept(store) == 2
        store.write_now(lambda db: forgetting.begin(db, [], owner, None, town.clock()))
        assert not (await brief(town.desk, A)).stories, "out of sight at once"
        while store.write_now(lambda db: forgetting.step(db, town.clock())):
            pass
        assert kept(store) == 0


async def test_a_source_that_is_removed_takes_it_along_and_age_does(tmp_path: Path) -> None:
    with newsroom(tmp_path, Pen()) as (town, _):
        store = town.desk.store
        source = town.reads("https://harbour.example/feed")
        town.prints(FERRY, source_id=source)
        await brief(town.desk, A)
        store.write_now(lambda db: sources.remove(db, source))
        assert kept(store) == 0
        assert "gladly" in told(await brief(town.desk, A))
        await tidy(town.desk)
        assert kept(store) == 2
        town.clock.wait(days=2, minutes=1)
        await tidy(town.desk)
        assert kept(store) == 0


async def test_a_verdict_is_asked_for_once_and_a_failed_one_is_never_kept(tmp_path: Path) -> None:
    pen, unusable = Pen(), iter([{"verdicts": []}, {"verdicts": []}])

    def reading(body: Body) -> Act:
        found = next(unusable, None) if is_reading(body) else None
        return Act(completion(json.dumps(found), body)) if found else pen(body)

    with newsroom(tmp_path, reading) as (town, server):
        town.prints(FERRY)
        assert "calmly" not in told(await brief(town.desk, A)), "its reading failed, twice"
        first = [body for body in server.requests if is_reading(body)]
        del server.requests[:]
        assert "calmly" in told(await brief(town.desk, A))
        asked = [one.text for body in server.requests if is_reading(body) for one in asked_of(body)]
        assert pen.said[0] in asked and first
        del server.requests[:]
        assert "calmly" in told(await brief(town.desk, B))
        assert not server.requests


async def test_what_a_reader_says_beside_a_private_passage_is_told_to_nobody_who_may_not_see_it(tmp_path: Path) -> None:
    """Its words on what everybody prints may be of what one server reads alone: both stood in one request."""

    def reading(body: Body) -> Act:
        aside = "that the apple blossom froze" if "blossom" in prompt_of(body) else ""
        return reads(knows(), missing=aside)(body)

    with newsroom(tmp_path, reading) as (town, server):
        town.prints(FERRY)
        town.prints(ORCHARD, owner=A.home)
        ours, theirs = doubt(town, FERRY), doubt(town, ORCHARD)
        first = await read_what_is_new(read_once_for(town, A), [ours, theirs])
        other = await read_what_is_new(read_once_for(town, B), [ours])
        again = await read_what_is_new(read_once_for(town, B), [ours])
    assert all("blossom" in reason for reason in first.reasons)
    assert "blossom" not in other.reasons[0] and other.reasons == again.reasons
    assert len(server.requests) == 2


def doubt(town: Town, article: Article) -> Doubt:
    """A claim that the first sentence of a stored article does not say."""
    query = "select revision_id from articles where url = ?"
    (revision,) = town.desk.store.read_now(lambda db: db.execute(query, (article.url,)).fetchone())
    end = article.text.index("\n")
    cited = Citation(revision, 0, end, article.text[:end], article.url, source=article.source, language="en")
    return Doubt(Claim(f"Nobody was glad of it: {article.title}.", (cited,), "model"))


def read_once_for(town: Town, channel: Channel) -> ReadOnce:
    reader = metered_for(town.desk, channel).reader
    assert isinstance(reader, ReadOnce)
    return reader


def failing(pen: Pen) -> Behaviour:
    """A model that has no reply at first, also when it is asked once more."""
    first = [say_text("no"), say_text("no")]

    def behave(body: Body) -> Act:
        return (first.pop() if first else pen)(body)

    return behave


async def test_what_is_told_without_the_model_is_not_kept_as_if_it_had_written_it(tmp_path: Path) -> None:
    with newsroom(tmp_path, failing(Pen())) as (town, _):
        town.prints(FERRY)
        first = await brief(town.desk, A)
        assert first.written_by == "extractive" and kept(town.desk.store) == 0
        assert (await brief(town.desk, A)).written_by != "extractive"
        assert (await brief(town.desk, B)).usage.requests == 0


async def test_who_waits_for_one_that_fails_asks_themselves(tmp_path: Path) -> None:
    pen = Pen()
    with newsroom(tmp_path, failing(pen)) as (town, _):
        town.prints(FERRY)
        both = await asyncio.gather(brief(town.desk, A), brief(town.desk, B))
    assert sorted(each.written_by for each in both) == ["extractive", "model"] and pen.written == 1


# ---------------------------------------------------------------- whose it is

WHO = {"everybody": "", "A": A.home, "B": B.home, "A's channel": f"{A.home}/{A.platform_id}"}
STEPS = st.one_of(
    st.tuples(st.just("prints"), st.sampled_from(sorted(WHO))),
    st.tuples(st.just("corrects"), st.sampled_from(sorted(WHO))),
    st.tuples(st.just("forgets"), st.sampled_from(["A", "B"])),
    st.tuples(st.just("briefs"), st.sampled_from(["A", "B"])),
)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with newsroom(tmp_path_factory.mktemp("village"), Pen()) as (town, _):
        yield town


@given(steps=st.lists(STEPS, min_size=3, max_size=8))
def test_nothing_that_was_written_for_one_is_shown_to_another_unless_all_of_it_is_everybodys(
    village: Town, steps: list[tuple[str, str]]
) -> None:
    """The same text, title and outlet in sources of two servers, of everybody and of one channel, in any order."""
    asyncio.run(_whose(village, steps))
    forgotten(village.desk.store, village)
    assert kept(village.desk.store) == 0


async def _whose(town: Town, steps: Sequence[tuple[str, str]]) -> None:
    first: dict[str, tuple[str, bool]] = {}
    for n, (what, who) in enumerate([*steps, ("briefs", "A"), ("briefs", "B")]):
        if what in ("prints", "corrects"):
            town.prints(_printed(who, n if what == "corrects" else 0), owner=WHO[who])
        elif what == "forgets":
            _forget(town, WHO[who])
        else:
            _held(first, who, await brief(town.desk, A if who == "A" else B))


def _printed(who: str, times: int) -> Article:
    day = ("Thursday", "Friday", "Saturday")[times % 3]
    return replace(
        FERRY, text=FERRY.text.replace("from Thursday", f"from {day}"), url=f"https://harbour.example/{len(who)}"
    )


def _forget(town: Town, owner: str) -> None:
    town.desk.store.write_now(lambda db: forgetting.begin(db, [], owner, None, town.clock()))
    while town.desk.store.write_now(lambda db: forgetting.step(db, town.clock())):
        pass


def _held(first: dict[str, tuple[str, bool]], who: str, briefing: Briefing) -> None:
    """Hold each sentence that a model wrote against whom it was written for, and from whose articles."""
    public = f"https://harbour.example/{len('everybody')}"
    for story in briefing.stories:
        for claim in story.claims:
            found = re.search(r"will (.+ly) sail", claim.text)
            if found is None or claim.written_by != "model":
                continue
            all_public = {cited.url for cited in (c for s in story.claims for c in s.citations)} == {public}
            writer, was_public = first.setdefault(found[1], (who, all_public))
            assert writer == who or (was_public and all_public)
            assert all(
                day in cited.text for cited in claim.citations for day in re.findall(r"from (\w+day)", claim.text)
            )
