"""A `language` in a settings file of an earlier version: it chose the articles, and now names what is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.desk.setup.briefing_terms import identity
from bot.language_names import name_of
from bot.messages.catalogue import say
from bot.models import Subscription


def as_filter(asked: Subscription) -> Subscription:
    """Return a briefing of the settings as an earlier version read it."""
    return replace(asked, language="", only_language=asked.language)


def no_longer_filters(coming: Sequence[Subscription], going: Sequence[Subscription]) -> Iterator[str]:
    """Yield a line for each briefing of the settings that chose its articles by a language, and writes in it now.

    `going` are the rows as they were: once they are changed, nothing is said any more.
    """
    were = {(each.id, identity(each)) for each in going}
    for each in coming:
        if each.language and not each.only_language and (each.id, identity(as_filter(each))) in were:
            named = name_of(each.language)
            yield say("schedule.language_means_reader", at=each.at, zone=each.zone, code=each.language, language=named)
