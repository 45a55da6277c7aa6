"""What is read in a channel: set for all of it, by somebody who manages it."""

from __future__ import annotations

from dataclasses import replace

from bot import language_names
from bot.desk.desk import Desk
from bot.desk.setup import channel_lookup
from bot.models import Channel
from bot.store.channels import channels
from bot.store.protocol import Connection


async def read_in(desk: Desk, place: Channel) -> str:
    """Return the code of the language that is read at a place; a thread reads what its channel does, "" for none."""
    channel = await channel_lookup.here(desk, place)
    if channel.language or not place.thread:
        return channel.language
    return (await channel_lookup.here(desk, replace(place, thread=""))).language


async def of_channel(desk: Desk, channel: Channel) -> str:
    """Return the code of the language that is read in a stored channel; in a thread of one, what that reads."""
    return channel.language or (await read_in(desk, channel) if channel.thread else "")


async def choose(desk: Desk, place: Channel, language: str) -> str:
    """Set what is read at a place, by a language's name, "" for the language of the sources; return its code.

    A UsageError suggests a name where none is known.
    """
    code = language_names.check_language(language)

    def work(db: Connection) -> None:
        channels.reads(db, channel_lookup.settled(db, desk, place).id, code)

    await desk.store.write(work)
    return code


def without_model(desk: Desk, *languages: str) -> bool:
    """Tell whether one of these languages is to be read here, and there is no model that could write it."""
    return desk.model is None and any(languages)
