"""Whose news it is (promise 5): nothing of one server's sources appears in anything that is said in another."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat.commands import COMMANDS, CommandSpec
from bot.chat.desk_protocol import Command, Reply
from bot.config.sections import LimitSettings
from bot.config.settings import Settings
from bot.models import Article
from bot.store.news import articles
from bot.store.opening import open_store
from tests.desk.news import FERRY, LIBRARY, ORCHARD
from tests.desk.town import MONDAY, Clock, Person, Town, owner_of

_strangers = itertools.count(1)
SECRET = "zq"
"""Stands in everything of the other server, and in nothing else."""


def secret(number: int) -> Article:
    """An article of the other server: its own words, and half of a public one, copied."""
    return Article(
        f"""The zqmayor {number} of Zqtown sold the zqferry on Monday, zqclerk Zqara Zqold said. "The zqhull is rotten," said Zqara Zqold.
{FERRY.text}""",
        title=f"Zqtown sells ferry {number} between Norwick and Eastport",
        url=f"https://zqpaper{number}.example/ferry",
        source=f"Zqpaper {number}",
        topic="zqtopic",
        published_at=MONDAY - timedelta(minutes=20 + number),
    )


def copy_of(article: Article, number: int) -> Article:
    return replace(article, url=f"https://zqmirror{number}.example/copy", source="Zqmirror")


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        boundless = LimitSettings(person_hourly=10**6, channel_hourly=10**6, server_hourly=10**6)
        made = Town(store, Clock(), Settings(limits=boundless))
        for number in range(3):
            other = owner_of("2")
            made.reads(f"https://zqpaper{number}.example/feed", other, title=f"Zqpaper {number}", topic="zqtopic")
            made.prints(secret(number), copy_of(ORCHARD, number), owner=other if number else f"{other}/200")
        made.reads("https://harbour.example/feed", title="Harbour Times", topic="sea")
        made.prints(FERRY, ORCHARD, LIBRARY)
        made.prints(copy_of(LIBRARY, 9), owner=owner_of("2"))
        asyncio.run(live(made))
        yield made


async def live(town: Town) -> None:
    """Let the other server ask, follow and be briefed: its messages are `m-secret` and `m1`."""
    friend = town.person("200", "2")
    assert "zqhull" in (await friend.types("What did Zqara Zqold say?")).casefold()
    await friend.read.posted("m-secret")
    await friend.types("follow Zqara Zqold now")
    await friend.types("schedule 06:10 UTC")
    town.clock.wait(minutes=10)
    assert SECRET in "".join(await town.deliver()).casefold()


def shown(reply: Reply) -> str:
    """Everything that a reply carries: texts, links, labels, buttons, files."""
    runs = [run for part in reply.parts for block in part.blocks for run in block.runs]
    seen = [f"{run.text} {run.link} {run.about}" for run in runs]
    seen += [f"{action.label} {action.words}" for part in reply.parts for action in part.actions]
    return "\n".join([*seen, reply.file.body.decode() if reply.file else ""]).casefold()


WORDS = st.one_of(
    st.sampled_from(
        [
            "",
            "ferry",
            "Norwick",
            "zqtopic",
            "Zqara Zqold",
            "Zqpaper 1",
            "https://zqpaper1.example/feed",
            "What did Zqara Zqold say?",
            "Who sold the ferry?",
            "the hull",
            "climate",
            "24h",
            "7d",
            *(str(n) for n in range(1, 12)),
        ]
    ),
    st.text(max_size=12),
)
NAMES = [*(spec.name for spec in COMMANDS), "story", "wrong", "retract"]
OPTIONS = sorted(
    {option.name for spec in COMMANDS for option in spec.options} - {"confirm"}
    | {"story", "show", "delivery", "posted"}
)
DOINGS = (
    "list",
    "remove",
    "pause",
    "resume",
    "export",
    "preview",
    "more",
    "sources",
    "quotes",
    "less",
    "now",
    "server",
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(NAMES),
    options=st.dictionaries(st.sampled_from(OPTIONS), st.one_of(WORDS, st.sampled_from(DOINGS)), max_size=5),
    about=st.sampled_from(["", "m-secret", "m1"]),
)
async def test_no_command_shows_anything_of_another_server(
    town: Town, name: str, options: dict[str, str], about: str
) -> None:
    if options.get("do") in ("add", "check", "import") or (name == "sources" and "do" not in options):
        options = {**options, "do": "list"}  # the network is not asked here
    number = next(_strangers)  # each time another, who has typed nothing before
    stranger = town.person(f"9{number}", "1", name=f"bob{number}")
    await stranger.commands(Command(name, options), about=about)
    typed = "\n".join(options.values()).casefold()
    found = shown(stranger.read)
    for line in found.splitlines():
        echoed = [word for word in line.split() if SECRET in word and word.strip("“”'\",.:!?()`-…·") not in typed]
        assert not echoed, (name, options, line)


@pytest.mark.parametrize("spec", COMMANDS, ids=lambda spec: spec.name)
async def test_no_option_is_completed_from_another_server(town: Town, spec: CommandSpec) -> None:
    stranger, friend = town.person("100", "1"), town.person("200", "2")
    for option in spec.options:
        for typed in ("", "zq", "f"):
            assert SECRET not in "".join(await stranger.completes(spec.name, option.name, typed)).casefold()
    if spec.name == "quotes":
        assert await friend.completes("quotes", "speaker", "zq") == ["Zqara Zqold"]


async def test_the_other_server_sees_its_own_news_and_its_channels_only_theirs(town: Town) -> None:
    inside, beside = town.person("200", "2"), town.person("201", "2")
    assert "zqpaper 0" in (await inside.types("stories")).casefold()
    assert "zqpaper 1" in (await beside.types("stories")).casefold()
    assert "zqpaper 0" not in beside.text.casefold()
    assert "zqpaper" in (await beside.types("sources")).casefold()


async def test_a_copy_elsewhere_leaves_no_trace(town: Town) -> None:
    stranger = town.person("100", "1")
    stories = await town.desk.store.read(articles.stories)
    library = next(
        each for each in stories if each.title == LIBRARY.title and each.articles[0].source == LIBRARY.source
    )
    await stranger.commands(Command("story", {"show": "sources", "story": str(library.id)}))
    assert "osterby.example" in shown(stranger.read) and SECRET not in shown(stranger.read)
    assert "copy" not in shown(stranger.read)


async def test_a_story_of_another_server_is_none_by_its_number(town: Town) -> None:
    stranger: Person = town.person("100", "1")
    stories = await town.desk.store.read(articles.stories)
    for each in stories:
        if SECRET not in each.title.casefold():
            continue
        for show in ("more", "sources", "quotes", "less"):
            await stranger.commands(Command("story", {"show": show, "story": str(each.id)}))
            assert "not held any more" in stranger.text
