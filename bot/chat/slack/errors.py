"""What Slack refuses, in our words: what it is and how it is mended.

https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

from __future__ import annotations

from typing import Any

from slack_sdk.errors import SlackApiError

from bot.errors import ChannelClosed, ChatAway, ChatError, TokenRefused

_TOKEN = frozenset(
    "invalid_auth not_authed account_inactive token_revoked token_expired not_allowed_token_type".split()
)
_AWAY = frozenset(
    "ratelimited rate_limited fatal_error internal_error service_unavailable request_timeout team_added_to_org".split()
)
_CLOSED = {
    "channel_not_found": "the channel is gone, or the bot is not in it. Check the id, and /invite the bot",
    "not_in_channel": "the bot is not in the channel. /invite it there",
    "is_archived": "the channel is archived. Unarchive it, or name another one",
    "restricted_action": "the workspace does not let the bot post there. Ask its admin",
    "restricted_action_read_only_channel": "the channel is read-only to the bot. Ask its admin",
    "restricted_action_thread_only_channel": "the channel takes only replies in threads. Name another one",
    "user_is_restricted": "the workspace does not let the bot post there. Ask its admin",
    "thread_not_found": "the thread is gone. Name another one",
    "cannot_reply_to_message": "the thread is closed. Name another one",
    "missing_scope": "the app lacks the scope {needed}. Add it under OAuth & Permissions and install the app again",
    "no_permission": "the app lacks a permission. Install it again with the manifest",
}
_PERMISSIONS = {"not_in_channel": "membership of the channel", "no_permission": "chat:write"}


def chat_error(error: SlackApiError) -> ChatError:
    """Return our error for a request that Slack refused."""
    response: Any = error.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
    data = getattr(response, "data", None)
    data = data if isinstance(data, dict) else {}
    code = str(data.get("error") or "")
    if code in _TOKEN:
        return TokenRefused(f"Slack does not accept the token ({code}). Install the app again, set SLACK_BOT_TOKEN")
    if code in _CLOSED:
        needed = str(data.get("needed") or "that it needs")
        permission = needed if code == "missing_scope" else _PERMISSIONS.get(code)
        return ChannelClosed(f"Slack: {_CLOSED[code].format(needed=needed)} ({code})", permission=permission)
    if status == 429 or status >= 500 or code in _AWAY or not code:
        return ChatAway(f"Slack answered {code or status}", retry_after=_retry_after(response))
    return ChatError(f"Slack refuses the message: {code} {_details(data)}".rstrip())


def _details(data: dict[str, Any]) -> str:
    messages = (data.get("response_metadata") or {}).get("messages") or data.get("errors") or ()
    return "; ".join(str(message) for message in messages)[:300]


def _retry_after(response: Any) -> float | None:  # noqa: ANN401 - of slack_sdk or aiohttp
    headers = getattr(response, "headers", None) or {}
    value = next((str(value) for name, value in headers.items() if name.lower() == "retry-after"), "")
    return float(value) if value.replace(".", "", 1).isdigit() else None
