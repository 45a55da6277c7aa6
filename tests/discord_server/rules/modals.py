"""Forms that an interaction is answered with.

https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from discord_server.rules.components import MENUS, ROW, TEXT, twice
from discord_server.rules.texts import Json, objects, trimmed, units

LABEL, INPUT, UPLOAD, RADIO, BOXES, BOX = 18, 4, 19, 21, 22, 23
_ASKING = (INPUT, UPLOAD, RADIO, BOXES, BOX, *MENUS)
PIECES = 5


def modal_limits(data: Any) -> list[str]:
    """What Discord refuses in a form."""
    if not isinstance(data, dict):
        return ["a form is an object"]
    pieces = objects(data, "components")
    found = [] if 1 <= len(pieces) <= PIECES else [f"a form has 1 to {PIECES} pieces"]
    for key, most in (("title", 45), ("custom_id", 100)):
        if not 1 <= units(trimmed(data.get(key))) <= most:
            found.append(f"a form's {key} has 1 to {most} characters")
    asked = [*_asked(pieces)]
    return [*found, *(problem for piece in pieces for problem in _piece(piece)), *twice(asked)]


def _asked(pieces: list[Json]) -> Iterator[Json]:
    for piece in pieces:
        inside = [piece["component"]] if isinstance(piece.get("component"), dict) else objects(piece, "components")
        yield from inside


def _piece(piece: Json) -> Iterator[str]:
    kind = piece.get("type")
    if kind not in (LABEL, TEXT, ROW):
        yield f"a component of type {kind} may not stand in a form"
    inside = [*_asked([piece])]
    fitting = _ASKING if kind == LABEL else (INPUT,)
    if any(each.get("type") not in fitting for each in inside):
        yield "a component that may not stand under a label"
    for each in inside:
        if each.get("disabled"):
            yield "a form has nothing that is disabled"
        if each.get("required", True) and each.get("min_values") == 0:
            yield "what is required has a min_values of 1 at least"
