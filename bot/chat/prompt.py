"""A prompt in the terminal that takes the same wishes and questions as the platforms."""

from __future__ import annotations

import asyncio
import secrets
import sys
from typing import TextIO

from bot.chat.console import LIMITS, show_parts, write
from bot.chat.front import Place, Request
from bot.chat.replying import reply_to
from bot.chat.wishes import parse, responder
from bot.desk.office import Desk

GREETING = "Ask about the news. /help lists what else there is; an empty line or Ctrl-D ends.\n"
PROMPT = "> "
TERMINAL = Place("console", "terminal", name="terminal")


async def converse(desk: Desk, given: TextIO = sys.stdin, shown: TextIO = sys.stdout) -> None:
    """Answer one line after another until the input ends, or a person at a terminal enters an empty line.

    From a pipe an empty line is passed over, and each question is shown above its answer.
    """
    live = given.isatty() and shown.isatty()
    respond = responder(desk, LIMITS)
    if live:
        write(shown, GREETING)
    while line := await _line(given, shown, live=live):
        words = line.strip()
        if not words and live:
            return
        if not words:
            continue
        if not live:
            write(shown, f"{PROMPT}{words}\n")
        request = Request(secrets.token_hex(8), TERMINAL, parse(words), manages=True, private=True)
        show_parts((await reply_to(request, respond, LIMITS)).parts, shown)


async def _line(given: TextIO, shown: TextIO, *, live: bool) -> str:
    """Return the next line with its end; "" where there is none. Bytes that are no text are replaced."""
    if live:
        import readline  # noqa: F401 - gives `input` its history and its editing

        try:
            return await asyncio.to_thread(input, PROMPT) + "\n"
        except EOFError:
            write(shown, "\n")
            return ""
    raw = getattr(given, "buffer", None)
    if raw is None:
        return await asyncio.to_thread(given.readline)
    line: bytes = await asyncio.to_thread(raw.readline)
    return line.decode("utf-8", "replace")
