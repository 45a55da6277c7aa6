"""Text in the characters that every database and platform takes."""

from __future__ import annotations


def storable(text: str) -> str:
    """Return a text without null characters and halves of surrogate pairs, each replaced by one: spans stay."""
    if "\0" not in text and text.isascii():
        return text
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
