"""The components that need the flag IS_COMPONENTS_V2, and what may not stand beside them."""

from __future__ import annotations

from typing import Any

from discord_rules.case import cases

V2 = 1 << 15
_TEXT = {"type": 10, "content": "x"}
_MEDIA = {"media": {"url": "https://example.org/a.png"}}
_BUTTON = {"type": 2, "style": 2, "label": "b", "custom_id": "b"}


def _layout(*pieces: Any, **more: Any) -> dict[str, Any]:
    return {"flags": V2, "components": list(pieces), **more}


def _section(*texts: Any, **more: Any) -> dict[str, Any]:
    return _layout({"type": 9, "components": list(texts), "accessory": _BUTTON, **more})


def _container(*pieces: Any, **more: Any) -> dict[str, Any]:
    return _layout({"type": 17, "components": list(pieces), **more})


def _gallery(*items: Any) -> dict[str, Any]:
    return _layout({"type": 12, "items": list(items)})


_FLAG = "resources/message#create-message (IS_COMPONENTS_V2)"

LAYOUTS = [
    *cases(
        _FLAG,
        {
            "the flag beside content": _layout(_TEXT, content="x"),
            "the flag beside embeds": _layout(_TEXT, embeds=[{"title": "x"}]),
            "the flag beside stickers": _layout(_TEXT, sticker_ids=["100000000000000002"]),
            "the flag beside a poll": _layout(
                _TEXT, poll={"question": {"text": "q"}, "answers": [{"poll_media": {"text": "a"}}]}
            ),
            "the flag without components": {"flags": V2},
            "the flag with no component": _layout(),
        },
    ),
    *cases(
        "components/reference (To use this component in messages you must send the message flag)",
        {
            "a text display without the flag": {"components": [_TEXT]},
            "a container without the flag": {"components": [{"type": 17, "components": [_TEXT]}]},
            "a section without the flag": {"components": [{"type": 9, "components": [_TEXT], "accessory": _BUTTON}]},
            "a separator without the flag": {"content": "x", "components": [{"type": 14}]},
            "a gallery without the flag": {"content": "x", "components": [{"type": 12, "items": [_MEDIA]}]},
        },
    ),
    *cases(
        "components/reference (Messages allow up to 40 total components)",
        {
            "41 components": _layout(*[_TEXT] * 41),
            "41 components with those inside": _container(*[_TEXT] * 40),
        },
    ),
    *cases(
        "components/reference#section",
        {
            "a section of four texts": _section(*[_TEXT] * 4),
            "a section of no text": _section(),
            "a section without an accessory": _layout({"type": 9, "components": [_TEXT]}),
            "a section with a menu beside it": _section(_TEXT, accessory={"type": 5, "custom_id": "s"}),
            "a section with a button in it": _section({**_BUTTON, "custom_id": "c"}),
        },
    ),
    *cases(
        "components/reference#container",
        {
            "a container in a container": _container({"type": 17, "components": [_TEXT]}),
            "a container's colour over FFFFFF": _container(_TEXT, accent_color=0x1000000),
            "a bare button in a container": _container(_BUTTON),
            "a container without pieces": _layout({"type": 17}),
        },
    ),
    *cases(
        "components/reference#media-gallery",
        {
            "a gallery of eleven": _gallery(*[_MEDIA] * 11),
            "a gallery of none": _gallery(),
            "a picture's description over 1024": _gallery({**_MEDIA, "description": "x" * 1025}),
            "a picture without an address": _gallery({"media": {}}),
        },
    ),
    *cases(
        "components/reference#thumbnail",
        {
            "a thumbnail by itself": _layout({"type": 11, **_MEDIA}),
            "a thumbnail's description over 1024": _section(
                _TEXT, accessory={"type": 11, **_MEDIA, "description": "x" * 1025}
            ),
        },
    ),
    *cases(
        "components/reference#file",
        {"a file from elsewhere": _layout({"type": 13, "file": {"url": "https://example.org/a.pdf"}})},
    ),
    *cases(
        "components/reference#separator",
        {"a spacing of 3": _layout(_TEXT, {"type": 14, "spacing": 3})},
    ),
    *cases(
        "components/reference#button",
        {"a button by itself under the flag": _layout(_BUTTON)},
    ),
    *cases(
        "components/reference#text-display",
        {"a text display without a text": _layout({"type": 10})},
    ),
]

RIGHT_LAYOUTS = [
    *cases(
        "components/reference",
        {
            "40 components": _layout(*[_TEXT] * 40),
            "a container with a row, a text and a line": _container(
                _TEXT, {"type": 14, "spacing": 2}, {"type": 1, "components": [_BUTTON]}, accent_color=0xFFFFFF
            ),
            "a section of three texts": _section(*[_TEXT] * 3),
            "a section with a thumbnail": _section(_TEXT, accessory={"type": 11, **_MEDIA, "description": "x" * 1024}),
            "a gallery of ten": _gallery(*[_MEDIA] * 10),
        },
    ),
]
