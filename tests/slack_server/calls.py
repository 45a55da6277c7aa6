"""How a call is taken: its arguments, its scope, and where it is meant for.

https://docs.slack.dev/apis/web-api#responses
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from slack_server.limits import Refusal
from slack_server.manifest import App
from slack_server.recipes import SLACK, Recipe
from slack_server.workspace import BOT_USER, Json, Place, Workspace

STRUCTURED = {
    "attachments": "invalid_attachments",
    "blocks": "invalid_blocks_format",
    "chunks": "invalid_chunks",
    "loading_messages": "invalid_arguments",
    "metadata": "invalid_metadata_format",
    "prompts": "invalid_arguments",
    "view": "invalid_arguments",
}
"""Arguments that are JSON, and the error where one is not."""
TS = re.compile(r"\d{1,12}\.\d{1,6}")
MOMENT = re.compile(r"\d{1,12}(\.\d{1,6})?")


class Refused(Exception):
    """`ok: false`, with the error's code and what else belongs to it."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}


@dataclass(frozen=True)
class Method:
    """What is known of a method. `scopes`: any one of them is enough."""

    work: Callable[[Any, Json], Json]
    required: str = ""
    optional: str = ""
    scopes: str = ""
    tier: int = 0


class Calls:
    """Carries calls out; `problems` gathers every body that Slack would refuse, or that this app never means to send."""

    known: ClassVar[dict[str, Method]] = {}

    def __init__(self, workspace: Workspace, app: App, recipe: Recipe = SLACK) -> None:
        self.workspace = workspace
        self.recipe = recipe
        self.install(app)
        self.used_scopes: set[str] = set()
        self.problems: list[str] = []
        self.bodies: list[Json] = []
        self.on_post: Callable[[Json], None] = lambda _: None

    def install(self, app: App) -> None:
        """Have another app in the place of this one."""
        self.scopes = app.scopes
        self._agent = app.agent

    def call(self, name: str, given: Json) -> Json:
        """Return what a method answers."""
        try:
            return {"ok": True, **self._checked(name, given)}
        except Refused as error:
            return error.answer

    def _checked(self, name: str, given: Json) -> Json:
        method = self.known.get(name)
        if method is None:
            self.problems.append(f"unknown method {name}")
            raise Refused("unknown_method")
        self._arguments(name, method, given)
        wanted = set(method.scopes.split())
        if wanted and not wanted & self.scopes:
            raise self._lacking(method.scopes.split()[0])
        self.used_scopes |= wanted & self.scopes
        return method.work(self, {key: _decoded(key, value) for key, value in given.items()})

    def _arguments(self, name: str, method: Method, given: Json) -> None:
        # slack-bolt adds the team to every call
        known = {*method.required.split(), *method.optional.split(), "token", "team_id"}
        if unknown := set(given) - known:
            raise self._wrong(f"{name}: unknown arguments {sorted(unknown)}")
        if missing := [key for key in method.required.split() if given.get(key) in (None, "", [])]:
            raise self._wrong(f"{name}: {missing} missing")
        if nested := [key for key in given if key not in STRUCTURED and isinstance(given[key], (list, dict))]:
            raise self._wrong(f"{name}: {nested} are no objects")

    def _wrong(self, problem: str) -> Refused:
        self.problems.append(problem)
        return Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] {problem}"]})

    def _lacking(self, scope: str) -> Refused:
        return Refused("missing_scope", needed=scope, provided=",".join(sorted(self.scopes)))

    def _refuse(self, refusals: Iterator[Refusal]) -> None:
        """Refuse what there is a reason for: the first is told, with each place."""
        for error, found in refusals:
            self.problems.append(f"{error}: {'; '.join(map(str, found))}")
            told = [f"[ERROR] {each}" for each in found]
            raise Refused(error, errors=[str(each) for each in found], response_metadata={"messages": told})

    def _place(self, channel: object, *, to_post: bool = False) -> Place:
        place = self.workspace.places.get(str(channel))
        if place is None or (place.kind == "group" and BOT_USER not in place.members):
            raise Refused("channel_not_found")
        if to_post and place.archived:
            raise Refused("is_archived")
        if to_post and BOT_USER not in place.members:
            raise Refused("not_in_channel")
        return place

    def _readable(self, channel: object, what: str) -> Place:
        place = self._place(channel)
        prefix = {"channel": "channels", "group": "groups", "im": "im"}[place.kind]
        if f"{prefix}:{what}" not in self.scopes:
            raise self._lacking(f"{prefix}:{what}")
        self.used_scopes.add(f"{prefix}:{what}")
        if what == "history" and BOT_USER not in place.members:
            raise Refused("not_in_channel")
        return place


def _decoded(key: str, value: Any) -> Any:
    """Return an argument that is JSON as what it holds: slack-sdk sends it as a string in some methods."""
    if key not in STRUCTURED or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise Refused(STRUCTURED[key]) from None


def paged(found: list[Any], given: Json) -> tuple[list[Any], str]:
    """Return a page of what was found, and the cursor of the next."""
    limit, cursor = str(given.get("limit") or 100), str(given.get("cursor") or 0)
    if not cursor.isascii() or not cursor.isdigit():
        raise Refused("invalid_cursor")
    if not limit.isascii() or not limit.isdigit() or not 0 < int(limit) < 1_000:
        raise Refused("invalid_limit")
    end = int(cursor) + int(limit)
    return found[int(cursor) : end], str(end) if len(found) > end else ""
