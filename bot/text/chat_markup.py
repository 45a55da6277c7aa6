"""What chat programs put into a line that somebody types: shortcodes, links with a label, bold."""

from __future__ import annotations

import re

_LABELLED = re.compile(r"<[^<>|\s]+\|([^<>|]+)>|\[([^\[\]]+)\]\([^()\s]+\)")
"""Slack's <address|label> and <#channel|name>, and a link as Markdown has it: the label is what was said."""
_CALLED = re.compile(r"<(?:[@#!][^<>\s]*|a?:\w+:\d+|https?://[^<>\s]+)>")
"""Mentions, emoji of a server's own, addresses alone."""
_SHORTCODE = re.compile(r"(?<![\w:]):(?=[\w+'-]*[a-z+])[\w+'-]{2,40}:(?![\w:])", re.IGNORECASE)
_MARKED = re.compile(r"(?<![\w*_~`])(\*{1,3}|_{1,3}|~{1,2}|`{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*_~`])")
_QUOTED = re.compile(r"^\s*(?:>\s*)+", re.MULTILINE)


def without_chat_markup(text: str) -> str:
    """Return a line as its words alone; one that has no markup as it is."""
    text = _LABELLED.sub(lambda found: found[1] or found[2], text)
    text = _SHORTCODE.sub(" ", _CALLED.sub(" ", text))
    before = ""
    while before != text:
        before, text = text, _MARKED.sub(r"\2", text)
    return _QUOTED.sub("", text).strip() if text.lstrip().startswith(">") else text.strip()
