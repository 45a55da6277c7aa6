"""Embeds: lengths, what must be there, addresses, colours and times."""

from __future__ import annotations

from typing import Any

from discord_rules.case import EDITED, cases

_FIELD = {"name": "n", "value": "v"}
_HTTP = "https://example.org/a.png"


def _embed(**fields: Any) -> dict[str, Any]:
    return {"embeds": [{"description": "d", **fields}]}


def _fields(*fields: Any) -> dict[str, Any]:
    return _embed(fields=list(fields))


_LIMITS = "resources/message#embed-object-embed-limits"
_FULL = {"description": "x" * 4096, "footer": {"text": "x" * 1904}}

EMBEDS = [
    *cases(
        _LIMITS,
        {
            "title over 256": _embed(title="x" * 257),
            "description over 4096": _embed(description="x" * 4097),
            "26 fields": _fields(*[_FIELD] * 26),
            "a field's name over 256": _fields({"name": "x" * 257, "value": "v"}),
            "a field's value over 1024": _fields({"name": "n", "value": "x" * 1025}),
            "footer over 2048": _embed(footer={"text": "x" * 2049}),
            "author over 256": _embed(author={"name": "x" * 257}),
            "over 6000 in one embed": {"embeds": [{**_FULL, "title": "x"}]},
            "over 6000 in all embeds": {"embeds": [_FULL, {"title": "x"}]},
            "over 6000 with the names of fields": {"embeds": [_FULL, {"fields": [_FIELD]}]},
            "over 6000 with authors": {"embeds": [_FULL, {"author": {"name": "a"}}]},
        },
    ),
    *cases(_LIMITS, {"title over 256 in an edit": _embed(title="x" * 257)}, EDITED, "PATCH"),
    *cases(
        "resources/message#create-message",
        {
            "eleven embeds": {"embeds": [{"title": "x"}] * 11},
            "embeds that are no list": {"embeds": {"title": "x"}},
            "an embed that is a text": {"embeds": ["x"]},
            "an embed with nothing in it": {"embeds": [{}]},
            "an embed of blanks": {"embeds": [{"description": "  \n "}]},
            "an embed that has a colour alone": {"embeds": [{"color": 1}]},
        },
    ),
    *cases(
        "resources/message#embed-object-embed-field-structure",
        {
            "a field without a name": _fields({"value": "v"}),
            "a field without a value": _fields({"name": "n"}),
            "a field with an empty name": _fields({"name": "", "value": "v"}),
            "a field with an empty value": _fields({"name": "n", "value": ""}),
            "a field with a blank name": _fields({"name": "  ", "value": "v"}),
            "a field with a blank value": _fields({"name": "n", "value": " \n "}),
            "fields that are no list": _embed(fields=_FIELD),
            "inline that is a word": _fields({**_FIELD, "inline": "beside"}),
        },
    ),
    *cases(
        "resources/message#embed-object-embed-author-structure",
        {
            "an author without a name": _embed(author={"url": _HTTP}),
            "an author's address by ftp": _embed(author={"name": "a", "url": "ftp://example.org/"}),
            "an author's address that is an attachment": _embed(author={"name": "a", "url": "attachment://a.png"}),
            "an author's icon that is a script": _embed(author={"name": "a", "icon_url": "javascript:alert(1)"}),
        },
    ),
    *cases(
        "resources/message#embed-object-embed-footer-structure",
        {
            "a footer without text": _embed(footer={"icon_url": _HTTP}),
            "a footer's icon by ftp": _embed(footer={"text": "f", "icon_url": "ftp://example.org/a.png"}),
            "a footer that is a text": _embed(footer="f"),
        },
    ),
    *cases(
        "resources/message#embed-object-embed-image-structure",
        {
            "an image without an address": _embed(image={"width": 3}),
            "an image that is data": _embed(image={"url": "data:image/png;base64,AA=="}),
            "an image that is a file": _embed(image={"url": "file:///etc/passwd"}),
            "an image that is no address": _embed(image={"url": "a.png"}),
            "a thumbnail by ftp": _embed(thumbnail={"url": "ftp://example.org/a.png"}),
            "a thumbnail without an address": _embed(thumbnail={}),
        },
    ),
    *cases(
        "resources/message#embed-object-embed-structure",
        {
            "an address by mailto": _embed(url="mailto:ada@example.org"),
            "an address that is none": _embed(url="example"),
            "a time in words": _embed(timestamp="yesterday"),
            "a time that is no ISO 8601": _embed(timestamp="31.12.2021 08:00"),
            "a day that there is not": _embed(timestamp="2021-13-41T08:00:00Z"),
            "a colour over FFFFFF": _embed(color=0x1000000),
            "a colour below 0": _embed(color=-1),
            "a colour in words": _embed(color="#3b6ea5"),
            "a title that is a list": _embed(title=["x"]),
        },
    ),
]

RIGHT_EMBEDS = [
    *cases(
        _LIMITS,
        {
            "everything at its limit": _embed(title="x" * 256, author={"name": "x" * 256}, footer={"text": "x" * 2048}),
            "25 fields": _fields(*[_FIELD] * 25),
            "a field at its limits": _fields({"name": "x" * 256, "value": "x" * 1024, "inline": True}),
            "6000 in all": {"embeds": [_FULL]},
            "blanks are trimmed": _embed(title=" " * 50 + "x" * 256 + "\n"),
            "ten embeds": {"embeds": [{"title": "x"}] * 10},
        },
    ),
    *cases(
        "resources/message#embed-object-embed-structure",
        {
            "a time": _embed(timestamp="2021-12-31T08:00:00.000Z"),
            "a time with a zone": _embed(timestamp="2021-12-31T08:00:00+02:00"),
            "white": _embed(color=0xFFFFFF),
            "addresses": _embed(url="http://example.org/", image={"url": _HTTP}, thumbnail={"url": _HTTP}),
            "an icon that is attached": _embed(footer={"text": "f", "icon_url": "attachment://a.png"}),
            "an author": _embed(author={"name": "a", "url": _HTTP, "icon_url": _HTTP}),
            "an image alone": {"embeds": [{"image": {"url": _HTTP}}]},
            "a title alone": {"embeds": [{"title": "x"}]},
        },
    ),
]
