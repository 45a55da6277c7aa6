"""What Slack refuses, in our words: what it is and how it is mended.

https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

from __future__ import annotations

from typing import Any

from slack_sdk.errors import SlackApiError

from bot.errors import ChannelClosed, ChatAway, ChatError, MessageGone, TokenRefused
from bot.messages.catalogue import say

_TOKEN = frozenset(
    "invalid_auth not_authed account_inactive token_revoked token_expired not_allowed_token_type".split()
)
_AWAY = frozenset(
    "ratelimited rate_limited fatal_error internal_error service_unavailable request_timeout team_added_to_org".split()
)
_CLOSED = {
    "channel_not_found": "slack.closed_not_found",
    "not_in_channel": "slack.closed_not_in",
    "is_archived": "slack.closed_archived",
    "restricted_action": "slack.closed_no_posts",
    "restricted_action_read_only_channel": "slack.closed_read_only",
    "restricted_action_thread_only_channel": "slack.closed_threads_only",
    "user_is_restricted": "slack.closed_no_posts",
    "no_permission": "slack.closed_no_permission",
}
_THREAD = {
    "thread_not_found": "slack.thread_gone",
    "cannot_reply_to_message": "slack.thread_closed",
}


_MESSAGE = {
    "message_not_found": "slack.message_gone",
    "cant_update_message": "slack.message_fixed",
    "edit_window_closed": "slack.message_fixed",
}


class StillStreaming(ChatError):
    """A message is streamed at the moment: it is changed once that has ended."""


class ThreadGone(ChannelClosed):
    """The message that a thread stands under is deleted, or the thread is closed; its channel may be open."""


def chat_error(error: SlackApiError) -> ChatError:
    """Return our error for a request that Slack refused."""
    response: Any = error.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
    data = getattr(response, "data", None)
    data = data if isinstance(data, dict) else {}
    code = str(data.get("error") or "")
    if code in _TOKEN:
        return TokenRefused(say("slack.token_not_accepted", code=code))
    if code in _THREAD:
        return ThreadGone(say("slack.error", reason=say(_THREAD[code]), code=code))
    if code in _MESSAGE:
        kind = MessageGone if code == "message_not_found" else ChatError
        return kind(say("slack.error", reason=say(_MESSAGE[code]), code=code))
    if code == "streaming_state_conflict":
        return StillStreaming(say("slack.error", reason=say("slack.still_streaming"), code=code))
    if code in _CLOSED or code == "missing_scope":
        return _closed(code, str(data.get("needed") or say("slack.scope_it_needs")))
    if status == 429 or status >= 500 or code in _AWAY or not code:
        return ChatAway(say("slack.status", status=code or status), retry_after=_retry_after(response))
    return ChatError(say("slack.refuses", code=code, details=_details(data)).rstrip())


def _closed(code: str, needed: str) -> ChannelClosed:
    lacked = {"missing_scope": needed, "not_in_channel": say("slack.membership"), "no_permission": "chat:write"}
    reason = say("slack.lacks_scope", needed=needed) if code == "missing_scope" else say(_CLOSED[code])
    return ChannelClosed(say("slack.error", reason=reason, code=code), permission=lacked.get(code))


def _details(data: dict[str, Any]) -> str:
    messages = (data.get("response_metadata") or {}).get("messages") or data.get("errors") or ()
    return "; ".join(str(message) for message in messages)[:300]


def _retry_after(response: Any) -> float | None:  # noqa: ANN401 - of slack_sdk or aiohttp
    headers = getattr(response, "headers", None) or {}
    value = next((str(value) for name, value in headers.items() if name.lower() == "retry-after"), "")
    return float(value) if value.replace(".", "", 1).isdigit() else None
