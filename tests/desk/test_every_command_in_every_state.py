"""Every command in every state of a channel, on the console, Discord and Slack: no error that nobody foresaw.

The commands are made from the table that the platforms' menus are made from: whoever adds one has it swept.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.chat import registry
from bot.chat.adapter_protocol import PartKey
from bot.chat.commands import COMMANDS, parse
from bot.chat.commands.button_presses import pressed
from bot.chat.commands.front_desk import DeskFront
from bot.chat.commands.specs import CommandSpec, OptionSpec
from bot.chat.console.adapter import LIMITS
from bot.chat.desk_protocol import EVERY_RIGHT, Command, Place, Request, say_nothing
from bot.chat.replying import reply_to
from bot.cli import cli
from bot.errors import ReadoutError
from bot.store.opening import open_store
from tests.desk.channel_states import BAD_ROWS, STATES, State, sql
from tests.desk.town import Clock, Person, Town

PLACES = (
    Place("console", "terminal", name="terminal"),
    Place("discord", "100", "1", name="news"),
    Place("slack", "C100", "T1", name="news"),
)
SAID = ("stop", "change it to 9", "only weekdays", "shorter please", "what time is it?", "when is the next one?", "hello",
        "resume", "add bbc.com", "and what did she say to that?", "thanks", "what is new?")  # fmt: skip
VALUES = {
    "topic": "climate", "question": "what did Ann Lee say about the ferry?", "speaker": "Lee", "about": "ferry",
    "words": "ferry", "story": "ferry", "since": "7d", "time": "09:30", "days": "weekdays", "zone": "Europe/Kyiv",
    "language": "German", "length": "short", "ping": "77", "number": "1", "source": "1", "channel": "555",
    "most": "2", "quiet": "22:00-07:00", "confirm": "confirm",
}  # fmt: skip
"""What a person may fill in, by option."""


def commands() -> list[Command]:
    """Every command bare, with its example, with each option alone, and with each choice and another option."""
    made = [command for spec in COMMANDS for command in _of(spec)]
    typed = [parse(f"/{spec.example}") for spec in COMMANDS if spec.example] + [parse(line) for line in SAID]
    buttons = [pressed(f"ro:{show}:1:1:1") for show in ("more", "sources", "quotes", "less")]
    buttons += [pressed(f"ro:{name}") for name in ("wrong:1:1:1", "wrong:0:1:0", "retract:1.1", "retract:a1.other")]
    return [*made, *typed, *filter(None, buttons)]


def _of(spec: CommandSpec) -> Iterator[Command]:
    yield Command(spec.name)
    for option in spec.options:
        for value in _values(spec, option):
            yield Command(spec.name, {option.name: value})
            if option.choices:
                others = [each for each in spec.options if each.name != option.name]
                yield from (Command(spec.name, {option.name: value, o.name: _values(spec, o)[0]}) for o in others)


def _values(spec: CommandSpec, option: OptionSpec) -> Sequence[str]:
    if option.choices:
        return [each for each in option.choices if (spec.name, each) != ("sources", "check")]  # it asks the network
    return (VALUES.get(option.name, "climate" if spec.name != "sources" else "1"),)


class Sweep:
    """A channel in a store that is put back after each command."""

    def __init__(self, folder: Path, place: Place) -> None:
        self.place = place
        self.store = open_store(folder)
        preview = registry.PLATFORMS[place.platform].preview()
        self.limits, self.body = preview or (LIMITS, None)
        self.file = sqlite3.connect(self.store.path)
        self.events = itertools.count()
        self.empty, self.told = self.saved(), self.saved()
        self.town = Town(self.store, Clock())

    async def begin(self) -> None:
        """Have news told once: what is damaged is damaged then."""
        await self.enter(STATES["told"])
        self.told, self.then = self.saved(), self.town.clock.now

    def saved(self) -> sqlite3.Connection:
        copy = sqlite3.connect(":memory:")
        self.file.backup(copy)
        return copy

    async def enter(self, state: State | Sequence[str]) -> None:
        """Bring the channel into a state: what people did, or what was written over where it was told news."""
        (self.empty if callable(state) else self.told).backup(self.file)
        self.town = Town(self.store, Clock() if callable(state) else Clock(self.then))
        if callable(state):
            await state(self.town, Person(self.town, self.place))
        else:
            sql(self.town, *state)
        self.town.front = DeskFront(self.town.desk, self.limits)

    async def wrong(self, name: str, state: State | Sequence[str], asked: Sequence[Command]) -> list[str]:
        """Return the commands that go wrong in a state."""
        await self.enter(state)
        saved, wrong = self.saved(), []
        for command in asked:
            said = await self.ask(command)
            if "Something went wrong" in said or not said:
                wrong.append(f"{name} · {self.place.platform} · {command.name} {dict(command.options)}: {said}")
            saved.backup(self.file)
        saved.close()
        await self.town.front.overview(self.place.platform, self.place.server_id)
        await self.town.front.suggest(self.place)
        return wrong

    async def ask(self, command: Command) -> str:
        """Have a command done, shown as its platform shows it; return what it said."""
        request = Request(f"e{next(self.events)}", self.place, command, "ann", rights=EVERY_RIGHT)
        reply = await reply_to(request, self.town.front.respond, self.limits, say_nothing)
        if self.body:
            for ordinal, part in enumerate(reply.parts, 1):
                assert self.body(part, PartKey(1, ordinal, len(reply.parts)))
        for option in command.options:
            await self.town.front.complete(request, option, "a")
        return "\n".join(part.text for part in reply.parts)

    def close(self) -> None:
        for each in (self.empty, self.told, self.file, self.store):
            each.close()


FIRST, *OTHERS = PLACES


@pytest.fixture(
    params=[FIRST, *(pytest.param(each, marks=pytest.mark.slow) for each in OTHERS)],
    ids=[each.platform for each in PLACES],
)
async def sweep(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Sweep]:
    made = Sweep(tmp_path / "store", request.param)
    await made.begin()
    yield made
    made.close()


ALL_STATES: dict[str, State | Sequence[str]] = {**STATES, **{f"bad {name}": rows for name, rows in BAD_ROWS.items()}}


async def test_no_command_meets_an_error_that_nobody_foresaw(sweep: Sweep, caplog: pytest.LogCaptureFixture) -> None:
    """Every forty-first pair of a command and a state, others on each platform; `slow` has them all."""
    caplog.set_level(logging.ERROR, "bot.chat")
    asked, turn, wrong = commands(), PLACES.index(sweep.place), []
    for at, (name, state) in enumerate(ALL_STATES.items()):
        some = [command for number, command in enumerate(asked) if (number + at * len(asked)) % 41 == turn * 13]
        wrong += await sweep.wrong(name, state, some)
    assert not wrong, caplog.text


@pytest.mark.slow
@pytest.mark.parametrize("named", ALL_STATES)
async def test_every_command_in_every_state_on_every_platform(
    sweep: Sweep, named: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "bot.chat")
    wrong = await sweep.wrong(named, ALL_STATES[named], commands())
    assert not wrong, caplog.text


ON_THE_COMMAND_LINE = (
    "sources list", "sources export", "channels list", "subscriptions list", "subscriptions preview 1", "doctor", "brief",
    "brief --channel news", "stories", "stories ferry", "quotes --speaker Lee", "search ferry", "ask who", "sources resume 1",
    "sources remove 1", "channels resume news", "subscriptions remove 1", "channels remove news",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("named", ALL_STATES)
@pytest.mark.parametrize("sweep", PLACES[1:2], indirect=True, ids=["discord"])
async def test_every_command_of_the_command_line_in_every_state(
    sweep: Sweep, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_NOW", "2026-03-02T09:10:00Z")
    await sweep.enter(ALL_STATES[named])
    for words in ON_THE_COMMAND_LINE:
        line = [*words.split(), "--data", str(sweep.store.path.parent)]
        done = await asyncio.to_thread(CliRunner().invoke, cli, line)
        assert done.exception is None or isinstance(done.exception, (SystemExit, ReadoutError)), words
