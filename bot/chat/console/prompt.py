"""A prompt in the terminal that takes the same commands and questions as the platforms."""

from __future__ import annotations

import asyncio
import secrets
import sys
from collections.abc import Coroutine, Iterator
from typing import Any, TextIO, TypeVar

from bot import event_loop
from bot.chat.commands import parse, responder
from bot.chat.console.adapter import LIMITS, show_parts, write
from bot.chat.desk_protocol import EVERY_RIGHT, Place, Request
from bot.chat.replying import reply_to
from bot.desk.desk import Desk
from bot.messages.catalogue import say

T = TypeVar("T")
PROMPT = "> "
PATIENCE = 0.7
"""Seconds until a person is shown that something is under way."""
TERMINAL = Place("console", "terminal", name="terminal")


def converse(desk: Desk, given: TextIO = sys.stdin, shown: TextIO = sys.stdout) -> None:
    """Answer one line after another until the input ends, or a person at a terminal has had enough.

    An empty line ends it there, and so does Ctrl-C; during an answer or behind words Ctrl-C takes back only those.
    From a pipe an empty line is passed over, and each question is shown above its answer.
    """
    live = given.isatty() and shown.isatty()
    respond = responder(desk, LIMITS)
    if live:
        write(shown, say("console.greeting") + "\n")
    # Lines are read outside of the loop: a thread that waits for one could not be called off.
    with event_loop.runner() as loop:
        for words in _entered(given, shown, live=live):
            request = Request(secrets.token_hex(8), TERMINAL, parse(words), rights=EVERY_RIGHT, private=True)
            try:
                answer = reply_to(request, respond, LIMITS)
                show_parts(loop.run(_shown_waiting(answer, shown) if live else answer).parts, shown)
            except KeyboardInterrupt:
                if not live:
                    raise
                write(shown, "\n")


async def _shown_waiting(work: Coroutine[Any, Any, T], shown: TextIO) -> T:
    """Do the work; show that it goes on where it takes a while, and take that back before the answer."""
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if done:
            return task.result()
        sign = say("console.waiting")
        write(shown, sign)
        try:
            return await task
        finally:
            write(shown, f"\r{' ' * len(sign)}\r")
    finally:
        task.cancel()
        await asyncio.wait({task})


def _entered(given: TextIO, shown: TextIO, *, live: bool) -> Iterator[str]:
    """Yield the lines that ask something."""
    while line := _typed(shown) if live else _piped(given):
        words = line.strip()
        if not words and live:
            return
        if words and not live:
            write(shown, f"{PROMPT}{words}\n")
        if words:
            yield words


def _typed(shown: TextIO) -> str:
    """Return what a person enters, with its end; "" when they leave. Ctrl-C behind words takes the words back."""
    import readline  # gives `input` its history and its editing

    while True:
        try:
            return input(PROMPT) + "\n"
        except EOFError:
            left = True
        except KeyboardInterrupt:
            left = not readline.get_line_buffer()
        write(shown, "\n")
        if left:
            return ""


def _piped(given: TextIO) -> str:
    """Return the next line with its end; "" where there is none. Bytes that are no text are replaced."""
    raw = getattr(given, "buffer", None)
    if raw is None:
        return given.readline()
    line: bytes = raw.readline()
    return line.decode("utf-8", "replace")
