"""Components in messages: which may stand where, and what each needs.

https://docs.discord.com/developers/components/reference
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from discord_server.rules.texts import ATTACHED, WEB, Json, listed, objects, of, units

LAYOUT_FLAG = 1 << 15
"""IS_COMPONENTS_V2: without it a message has rows alone."""
ROW, BUTTON, SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 1, 2, 9, 10, 11, 12, 13, 14, 17
STRING, USERS, ROLES, MENTIONABLES, CHANNELS = 3, 5, 6, 7, 8
MENUS = (STRING, USERS, ROLES, MENTIONABLES, CHANNELS)
LINK, PREMIUM = 5, 6
ROWS, IN_ROW, IN_ALL = 5, 5, 40

_IN_CONTAINER = {ROW, TEXT, SECTION, GALLERY, SEPARATOR, FILE}
_ALLOWED = {
    "message": {ROW},
    "layout": {*_IN_CONTAINER, CONTAINER},
    "container": _IN_CONTAINER,
    "row": {BUTTON, *MENUS},
    "section": {TEXT},
    "accessory": {BUTTON, THUMBNAIL},
}
_DEFAULTS = {USERS: {"user"}, ROLES: {"role"}, CHANNELS: {"channel"}, MENTIONABLES: {"user", "role"}}
_INSIDE = {ROW: "row", SECTION: "section", CONTAINER: "container"}


def component_limits(pieces: list[Json], *, layout: bool) -> Iterator[str]:
    """Give what is wrong with a message's components; `layout`: it has the flag of the new ones."""
    held = list(placed(pieces, "layout" if layout else "message"))
    if layout and not pieces:
        yield "the flag of new components, and no component"
    if layout and len(held) > IN_ALL:
        yield f"more than {IN_ALL} components"
    if not layout and len(pieces) > ROWS:
        yield f"more than {ROWS} rows"
    for piece, place in held:
        if piece.get("type") not in _ALLOWED[place]:
            yield f"a component of type {piece.get('type')} may not stand in a {place}"
        yield from piece_limits(piece)
    yield from twice(piece for piece, _ in held)


def placed(pieces: Iterable[Json], place: str) -> Iterator[tuple[Json, str]]:
    """Give every component with where it stands."""
    for piece in pieces:
        yield piece, place
        inner = _INSIDE.get(piece.get("type") or 0)
        if inner:
            yield from placed(objects(piece, "components"), inner)
        if isinstance(piece.get("accessory"), dict):
            yield from placed([piece["accessory"]], "accessory")


def twice(pieces: Iterable[Json]) -> Iterator[str]:
    """Give the ids that stand twice."""
    counted = Counter((key, str(piece[key])) for piece in pieces for key in ("custom_id", "id") if piece.get(key))
    yield from (f"the {key} {value!r} stands twice" for (key, value), count in counted.items() if count > 1)


def piece_limits(piece: Json) -> Iterator[str]:
    """Give what is wrong with one component."""
    kind = piece.get("type")
    if kind == ROW:
        yield from _row(piece)
    elif kind == BUTTON:
        yield from _button(piece)
    elif kind in MENUS:
        yield from _menu(piece)
    elif kind == SECTION:
        yield from _counted(piece, "components", 1, 3)
        yield from _needs(piece, "accessory")
    elif kind == CONTAINER:
        yield from _counted(piece, "components", 1, IN_ALL)
    elif kind == GALLERY:
        yield from _counted(piece, "items", 1, 10)
        yield from _pictures(objects(piece, "items"))
    elif kind == THUMBNAIL:
        yield from _pictures([piece])
    elif kind == FILE and not ATTACHED.fullmatch(str(of(piece, "file").get("url"))):
        yield "a file is named as attachment://"
    elif kind == TEXT:
        yield from _needs(piece, "content")


def _row(row: Json) -> Iterator[str]:
    inside = objects(row, "components")
    yield from _counted(row, "components", 1, IN_ROW)
    if len(inside) > 1 and any(piece.get("type") != BUTTON for piece in inside):
        yield "a row holds five buttons or one menu"


def _button(button: Json) -> Iterator[str]:
    style = button.get("style")
    needed = {LINK: "url", PREMIUM: "sku_id"}.get(style or 0, "custom_id")
    refused = {"custom_id", "url", "sku_id"} - {needed} | ({"label", "emoji"} if style == PREMIUM else set())
    yield from _needs(button, needed)
    yield from (f"a button of style {style} has no {key}" for key in sorted(refused) if button.get(key))
    if style != PREMIUM and not button.get("label") and not button.get("emoji"):
        yield "a button without label and emoji"
    yield from _sized(button, "label", 80)
    yield from _sized(button, "custom_id", 100)
    if button.get("url") and (not WEB.fullmatch(str(button["url"])) or units(str(button["url"])) > 512):
        yield "a button's url is an http(s) address of at most 512"


def _menu(menu: Json) -> Iterator[str]:
    least, most = menu.get("min_values"), menu.get("max_values")
    yield from _needs(menu, "custom_id")
    yield from _sized(menu, "placeholder", 150)
    if isinstance(least, int) and least > (most if isinstance(most, int) else 1):
        yield "min_values over max_values"
    if menu.get("type") == STRING:
        yield from _counted(menu, "options", 1, 25)
    chosen = objects(menu, "default_values")
    if len(chosen) > (most if isinstance(most, int) else 1):
        yield "more default_values than max_values"
    if any(each.get("type") not in _DEFAULTS.get(menu.get("type") or 0, set()) for each in chosen):
        yield "a default value of another kind"


def _pictures(items: Iterable[Json]) -> Iterator[str]:
    for item in items:
        yield from _needs(of(item, "media"), "url")
        yield from _sized(item, "description", 1_024)


def _needs(piece: Json, key: str) -> Iterator[str]:
    if not piece.get(key):
        yield f"a component of type {piece.get('type')} needs {key}"


def _counted(piece: Json, key: str, least: int, most: int) -> Iterator[str]:
    if not least <= len(listed(piece, key)) <= most:
        yield f"a component of type {piece.get('type')} has {least} to {most} {key}"


def _sized(piece: Json, key: str, most: int) -> Iterator[str]:
    if units(str(piece.get(key) or "")) > most:
        yield f"a component's {key} over {most}"
