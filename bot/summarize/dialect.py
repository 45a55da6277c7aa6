"""What a server understands of the Chat Completions API, learnt from what it refuses.

OpenAI's newest models know `json_schema` and `max_completion_tokens` and refuse a `temperature`; older servers know
`json_object` and `max_tokens` only, or neither. Each refusal takes one thing back, for as long as the process lives.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.summarize.model import Prompt

MAX_OUTPUT_TOKENS = 2_000
"""Room for the longest story with its thoughts; it makes the budget's reservation an upper bound."""


@dataclass(slots=True)
class Dialect:
    """The form of a request: changes when the server refuses something."""

    response_format: str = "json_schema"  # then json_object, then ""
    limit_key: str = "max_tokens"  # or max_completion_tokens
    temperature: bool = True
    stream: bool = True
    told: bool = False
    """The schema is also told in the prompt, for a server or a model that does not keep to `response_format`."""

    def body(self, model: str, prompt: Prompt, schema: dict[str, Any], *, stream: bool = False) -> dict[str, Any]:
        """Return the request's body; with `stream`, it asks for the answer as it is being written."""
        system = prompt.system + (_in_words(schema) if self.told else "")
        body: dict[str, Any] = {
            "model": model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": prompt.user}],
            self.limit_key: MAX_OUTPUT_TOKENS,
        }
        if self.temperature:
            body["temperature"] = 0
        if stream and self.stream:
            body |= {"stream": True, "stream_options": {"include_usage": True}}
        if self.response_format == "json_schema":
            form = {"name": prompt.name, "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        elif self.response_format:
            body["response_format"] = {"type": self.response_format}
        return body

    def give_way(self, complaint: str) -> bool:
        """Take back what the server complains about; False where nothing is left to take back."""
        if "max_completion_tokens" in complaint and self.limit_key == "max_tokens":
            self.limit_key = "max_completion_tokens"
        elif "temperature" in complaint and self.temperature:
            self.temperature = False
        elif "stream" in complaint and self.stream:
            self.stream = False
        elif self.response_format:
            self.response_format = "json_object" if self.response_format == "json_schema" else ""
            self.told = True
        else:
            return False
        return True


def _in_words(schema: dict[str, Any]) -> str:
    return "\n\nReply with one JSON object and nothing else. It has the form of this JSON schema:\n" + json.dumps(
        schema, ensure_ascii=False
    )
