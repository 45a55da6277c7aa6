"""A Slack for loopback, and the people in it: `SlackServer` in this process, `SlackProcess` in one of its own."""

from __future__ import annotations

from slack_server.limits import limits
from slack_server.process import SlackProcess
from slack_server.server import Fault, SlackServer
from slack_server.shapes import units
from slack_server.shown import shown
from slack_server.workspace import (
    ADMIN,
    ARCHIVED,
    BOT,
    BOT_USER,
    DIRECT,
    NEWS,
    OUTSIDE,
    PERSON,
    SECOND,
    TEAM,
    UNINVITED,
)

__all__ = [
    "ADMIN",
    "ARCHIVED",
    "BOT",
    "BOT_USER",
    "DIRECT",
    "NEWS",
    "OUTSIDE",
    "PERSON",
    "SECOND",
    "TEAM",
    "UNINVITED",
    "Fault",
    "SlackProcess",
    "SlackServer",
    "limits",
    "shown",
    "units",
]
