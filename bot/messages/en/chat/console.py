"""The chat in the terminal."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    "console.closed": "the console is closed",
    "console.cannot_write": "{where}: {why}. Free the disk or name another folder with --data",
    "console.locked": "{where}: another process keeps it locked for {seconds:g} s. If it hangs or was stopped, end it",
    "console.waiting": "Reading and checking …",
    "console.greeting": "Ask about the news. /help lists what else there is; an empty line, Ctrl-D or Ctrl-C ends.",
}
