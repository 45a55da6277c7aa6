"""Embeds. https://docs.discord.com/developers/resources/message#embed-object"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from discord_server.rules.texts import WEB, WEB_OR_FILE, Json, objects, of, trimmed, units

EMBEDS = 10
IN_ALL = 6_000
TEXTS = {"title": 256, "description": 4_096}
FIELD = {"name": 256, "value": 1_024}
SHOWN = ("title", "description", "fields", "image", "thumbnail", "author", "footer")
_ADDRESSES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("author", "url", WEB),
    ("author", "icon_url", WEB_OR_FILE),
    ("footer", "icon_url", WEB_OR_FILE),
    ("image", "url", WEB_OR_FILE),
    ("thumbnail", "url", WEB_OR_FILE),
)


def embed_limits(embeds: list[Json]) -> Iterator[str]:
    """Give what is wrong with a message's embeds."""
    if len(embeds) > EMBEDS:
        yield f"more than {EMBEDS} embeds"
    if sum(map(_letters, embeds)) > IN_ALL:
        yield f"embeds over {IN_ALL} in all"
    for embed in embeds:
        yield from _lengths(embed)
        yield from _missing(embed)
        yield from _addresses(embed)
        yield from _time(embed)


def shows_nothing(embed: Json) -> bool:
    """Tell whether an embed has nothing that anybody sees."""
    told = (embed.get(key) for key in SHOWN)
    return not any(trimmed(each) if isinstance(each, str) else each for each in told)


def _letters(embed: Json) -> int:
    fields = [text for field in objects(embed, "fields") for text in (field.get("name"), field.get("value"))]
    told = [
        embed.get("title"),
        embed.get("description"),
        of(embed, "footer").get("text"),
        of(embed, "author").get("name"),
    ]
    return sum(units(trimmed(text)) for text in [*told, *fields])


def _lengths(embed: Json) -> Iterator[str]:
    for key, most in TEXTS.items():
        if units(trimmed(embed.get(key))) > most:
            yield f"an embed's {key} over {most}"
    if units(trimmed(of(embed, "footer").get("text"))) > 2_048:
        yield "a footer over 2048"
    if units(trimmed(of(embed, "author").get("name"))) > 256:
        yield "an author over 256"
    fields = objects(embed, "fields")
    if len(fields) > 25:
        yield "more than 25 fields"
    for field in fields:
        for key, most in FIELD.items():
            if units(trimmed(field.get(key))) > most:
                yield f"a field's {key} over {most}"


def _missing(embed: Json) -> Iterator[str]:
    for field in objects(embed, "fields"):
        for key in FIELD:
            if not trimmed(field.get(key)):
                yield f"a field needs a {key}"
    for key, needed in (("author", "name"), ("footer", "text"), ("image", "url"), ("thumbnail", "url")):
        if isinstance(embed.get(key), dict) and not trimmed(embed[key].get(needed)):
            yield f"an embed's {key} needs a {needed}"


def _addresses(embed: Json) -> Iterator[str]:
    if embed.get("url") and not WEB.fullmatch(str(embed["url"])):
        yield "an embed's url is no http(s) address"
    for key, name, scheme in _ADDRESSES:
        address = of(embed, key).get(name)
        if address and not scheme.fullmatch(str(address)):
            yield f"an embed's {key}.{name} has a scheme that is not taken"


def _time(embed: Json) -> Iterator[str]:
    if not embed.get("timestamp"):
        return
    try:
        datetime.fromisoformat(str(embed["timestamp"]))
    except ValueError:
        yield "an embed's timestamp is no ISO 8601"
