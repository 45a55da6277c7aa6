"""WHERE: everything that a chat platform can tell apart."""

from bot.chat import registry

__all__ = ["registry"]
