"""What Slack takes and this app never means to send: text from outside that is live, previews, what nobody is notified of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from slack_server.shapes import units

Json = dict[str, Any]

MOST_TEXT = 4_000
"""https://docs.slack.dev/reference/methods/chat.postMessage#truncating: keep a text below 4,000."""
_MENTION = re.compile(r"<[!@#]")
_MARKUP = re.compile(r"<|>|&(?!amp;|lt;|gt;)|@(?=\w)")


def unmeant(body: Json) -> list[str]:
    """Return what this app never means to send in a message."""
    text = str(body.get("text") or "")
    found = [] if text else ["no text for notifications"]
    if units(text) > MOST_TEXT:
        found.append(f"text over {MOST_TEXT:,}")
    if _MARKUP.search(text):
        found.append("live_mention: live markup in the text for notifications")
    if body.get("unfurl_links") is not False or body.get("unfurl_media") is not False:
        found.append("previews are not suppressed")
    return [*found, *live(body.get("blocks")), *live(body.get("attachments"))]


def live(node: Any) -> Iterator[str]:
    """Give what calls somebody in blocks: https://docs.slack.dev/messaging/formatting-message-text#special-mentions."""
    if isinstance(node, list):
        for each in node:
            yield from live(each)
    elif isinstance(node, dict):
        kind, text = node.get("type"), node.get("text")
        if kind in ("broadcast", "user"):
            yield f"live_mention: a run of type {kind}"
        if kind == "mrkdwn" and isinstance(text, str) and _MENTION.search(text):
            yield "live_mention: in markup"
        for each in node.values():
            yield from live(each)
