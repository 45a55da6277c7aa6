"""Calls of Slack's Web API, right and wrong, each wrong one with the documented rule that it breaks.

Written from Slack's reference (docs.slack.dev) and the descriptions in the types of its node SDK. Each wrong call is a
right one with one thing changed, so whatever refuses it refuses that change.
"""

from __future__ import annotations

from slack_calls.calls import Call
from slack_calls.elements import ELEMENTS
from slack_calls.layout import LAYOUT
from slack_calls.messages import MESSAGES
from slack_calls.rich_text import RICH_TEXT
from slack_calls.right import RIGHT
from slack_calls.streams import STREAMS
from slack_calls.views import VIEWS

WRONG: tuple[Call, ...] = (*LAYOUT, *ELEMENTS, *RICH_TEXT, *MESSAGES, *VIEWS, *STREAMS)

__all__ = ["RIGHT", "WRONG", "Call"]
