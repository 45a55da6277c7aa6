"""What changes something is done once, though the process falls: that it was is noted in the same transaction."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.chat.commands.specs import may_change
from bot.chat.desk_protocol import Command, Reply, Request
from bot.chat.rendering.listings import headed
from bot.desk.desk import Desk
from bot.messages.catalogue import say
from bot.store.channels import questions
from bot.store.protocol import Work

_LISTS = {
    "schedule": Command("schedule", {"do": "list"}),
    "sources": Command("sources", {"do": "list"}),
    "follow": Command("follow"),
    "unfollow": Command("follow"),
    "mute": Command("mute"),
    "unmute": Command("mute"),
    "undo": Command("schedule", {"do": "list"}),
    "wish": Command("schedule", {"do": "list"}),
}
"""Commands that show what others change."""


def noting_changes(desk: Desk, request: Request) -> Desk:
    """Return the desk as a request may use it: what it changes is noted on its question, in the same transaction."""
    note = noted_change(request)
    return replace(desk, store=desk.store.beside(note)) if note else desk


def noted_change(request: Request) -> Work[object] | None:
    """Return what notes on a question that it changed something; None for one that changes nothing."""
    if may_change(request.command.name) is None:
        return None
    return partial(questions.note_change, platform=request.platform, event_id=request.event_id)


def as_it_stands(request: Request) -> Request:
    """Return what shows how it stands, in place of a request that was carried out before the process fell."""
    command = request.command
    confirmed = Command(command.name, {"what": command.option("what")})  # of `forget`: it names what is left
    return replace(request, command=_LISTS.get(command.name, confirmed)) if request.carried_out else request


def told_so(request: Request, reply: Reply) -> Reply:
    """Return a reply that says why it shows how it stands."""
    if not request.carried_out or not reply.parts:
        return reply
    return replace(reply, parts=[headed(reply.parts[0], say("commands.cut_off")), *reply.parts[1:]])
