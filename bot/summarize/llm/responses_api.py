"""The Responses API for servers that speak it alone: requests and replies as those of the Chat Completions API.

https://platform.openai.com/docs/api-reference/responses
"""

from __future__ import annotations

from typing import Any

_ENDED = {"max_output_tokens": "length", "content_filter": "content_filter"}


def as_responses(body: dict[str, Any]) -> dict[str, Any]:
    """Return the request of a chat completion as one for a response, which the server is not to keep."""
    system, user = (message["content"] for message in body["messages"])
    request = {"model": body["model"], "instructions": system, "input": user, "store": False}
    for key in ("max_tokens", "max_completion_tokens"):
        if key in body:
            request["max_output_tokens"] = body[key]
    if "temperature" in body:
        request["temperature"] = body["temperature"]
    form = body.get("response_format")
    if form:
        request["text"] = {"format": {"type": form["type"], **form.get("json_schema", {})}}
    return request


def as_completion(response: dict[str, Any]) -> dict[str, Any]:
    """Return a response as a chat completion."""
    items = response.get("output")
    held = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    parts = [part for item in held if isinstance(item.get("content"), list) for part in item["content"]]
    said = [part for part in parts if isinstance(part, dict) and part.get("type") == "output_text"]
    declined = [part for part in parts if isinstance(part, dict) and part.get("type") == "refusal"]
    details = response.get("incomplete_details")
    reason = str(details.get("reason")) if isinstance(details, dict) else ""
    usage = response.get("usage")
    counted = usage if isinstance(usage, dict) else {}
    message = {"content": said, "refusal": "".join(str(part.get("refusal") or "") for part in declined)}
    return {
        "choices": [{"message": message, "finish_reason": _ENDED.get(reason, "stop")}] if parts or reason else [],
        "usage": {
            "prompt_tokens": counted.get("input_tokens"),
            "completion_tokens": counted.get("output_tokens"),
            "total_tokens": counted.get("total_tokens"),
        },
    }
