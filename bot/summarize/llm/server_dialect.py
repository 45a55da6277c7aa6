"""What a server understands of the Chat Completions API, learnt from what it refuses.

OpenAI's newest models know `json_schema` and `max_completion_tokens` and refuse a `temperature`; older servers know
`json_object` and `max_tokens` only, or neither. Each refusal takes one thing back, for as long as the process lives.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.summarize.llm.protocol import PLAIN_TEXT, Prompt
from bot.summarize.llm.responses_api import as_responses

MAX_OUTPUT_TOKENS = 2_000
"""Room for the longest story with its thoughts; it makes the budget's reservation an upper bound."""
MORE_ROOM = 8_000
"""Room for a model that thinks longer than that, once it was cut off."""


@dataclass(slots=True)
class Dialect:
    """The form of a request: changes when the server refuses something."""

    response_format: str = "json_schema"  # then json_object, then ""
    limit_key: str = "max_tokens"  # or max_completion_tokens
    temperature: bool = True
    stream: bool = True
    room: int = MAX_OUTPUT_TOKENS
    responses: bool = False
    """The server speaks the Responses API alone."""
    told: bool = False
    """The schema is also told in the prompt, for a server or a model that does not keep to `response_format`."""

    def body(self, model: str, prompt: Prompt, schema: dict[str, Any], *, stream: bool = False) -> dict[str, Any]:
        """Return the request's body; with `stream`, it asks for the answer as it is being written."""
        free = schema is PLAIN_TEXT
        system = prompt.system + (_in_words(schema) if self.told and not free else "")
        body: dict[str, Any] = {
            "model": model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": prompt.user}],
            self.limit_key: self.room,
        }
        if self.temperature:
            body["temperature"] = 0
        if stream and self.stream and not self.responses:
            body |= {"stream": True, "stream_options": {"include_usage": True}}
        if self.response_format == "json_schema" and not free:
            form = {"name": prompt.name, "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        elif self.response_format and not free:
            body["response_format"] = {"type": self.response_format}
        return as_responses(body) if self.responses else body

    def give_way(self, complaint: str) -> bool:
        """Take back what the server complains about; False where nothing is left to take back."""
        if "max_completion_tokens" in complaint and self.limit_key == "max_tokens":
            self.limit_key = "max_completion_tokens"
        elif "temperature" in complaint and self.temperature:
            self.temperature = False
        elif "stream" in complaint and self.stream:
            self.stream = False
        else:
            return self.step_down()
        return True

    def step_down(self) -> bool:
        """Ask for the form of the reply in a plainer way; False where it is told in words alone already."""
        if not self.response_format:
            return False
        self.response_format = "json_object" if self.response_format == "json_schema" else ""
        self.told = True
        return True


def _in_words(schema: dict[str, Any]) -> str:
    return "\n\nReply with one JSON object and nothing else. It has the form of this JSON schema:\n" + json.dumps(
        schema, ensure_ascii=False
    )
