"""Slack: what leaves as Block Kit, what comes in as events, commands and presses, and the connection between."""
