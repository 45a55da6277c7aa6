"""How a wish is answered: done and to be taken back, or asked about with a button for each way to understand it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.chat.commands.context import Context
from bot.chat.commands.typing_hints import as_typed
from bot.chat.desk_protocol import Command, Reply
from bot.chat.rendering.parts import Action, Block, Run
from bot.chat.rendering.render import button_rows
from bot.messages.catalogue import say


class Choice(NamedTuple):
    """A way to go on: what stands on its button, and the words of the command that it gives."""

    label: str
    words: str


LONGEST_LABEL, LONGEST_WORDS, MOST = 40, 90, 10


def asking(context: Context, question: str, choices: Sequence[Choice], lines: Sequence[str] = ()) -> Reply:
    """Return a short question for the person alone, with a button for each answer; typed ones where there are none."""
    kept = [Choice(label[:LONGEST_LABEL], words) for label, words in choices if len(words) <= LONGEST_WORDS][:MOST]
    if context.limits.actions:
        actions = [Action("command", label, words=words) for label, words in kept]
        return context.lines([question, *lines], private=True, actions=actions)
    typed = [
        say("wishes.choice", label=label, typed=as_typed(context.request.place, words=words)) for label, words in kept
    ]
    return context.lines([question, *lines, *typed], private=True)


def undoable(reply: Reply) -> Reply:
    """Return a reply that says what was done; how it is taken back is told once that is kept."""
    return replace(reply, undoable=True)


def with_undo(context: Context, reply: Reply, number: int) -> Reply:
    """Return a reply with how what it tells of is taken back, by its number; 0: nothing changed."""
    if not reply.parts or not reply.undoable or not number:
        return reply
    last = reply.parts[-1]
    if context.limits.actions:
        rows = button_rows([Action("command", say("buttons.undo"), words=f"undo {number}")], context.limits)
        return replace(reply, parts=[*reply.parts[:-1], replace(last, blocks=(*last.blocks, *rows))])
    line = say("undo.typed", undo=as_typed(context.request.place, words="undo"))
    return replace(reply, parts=[*reply.parts[:-1], replace(last, blocks=(*last.blocks, Block("note", (Run(line),))))])


def instead(context: Context, name: str, options: Mapping[str, str]) -> Context:
    """Return the context of another command, by the same person in the same place."""
    command = Command(name, {key: value for key, value in options.items() if value})
    return replace(context, request=replace(context.request, command=command))
