"""Nouns to messages that every platform understands. Pure."""
