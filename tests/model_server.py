"""A loopback server that speaks the Chat Completions API: real sockets, scripted behaviour.

    with ModelServer(say({"answerable": True, …})) as server:
        settings = ModelSettings(name="m", base_url=server.base_url)

A behaviour takes the request's body and gives an `Act`. Several behaviours are used one a request, the last for ever.
"""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """What the server does: a status, headers and body, and how the body comes."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    way: str = "whole"  # whole, hang (no answer), stall (half a body, then nothing), drop (half, then closed), slow


Behaviour = Callable[[Body], Act]


def completion(content: str, body: Body, *, usage: bool = True, finish: str = "stop") -> bytes:
    """A chat completion, or a stream of its chunks where the request asks for one."""
    counted = {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}
    whole = {"id": "c1", "object": "chat.completion", "created": 1, "model": body.get("model", "m")}
    if not body.get("stream"):
        message = {"role": "assistant", "content": content}
        whole |= {"choices": [{"index": 0, "message": message, "finish_reason": finish}]}
        return json.dumps(whole | ({"usage": counted} if usage else {})).encode()
    return stream(content, counted)


def stream(content: str, counted: Body | None = None) -> bytes:
    """The chunks of a streamed completion."""
    head = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    deltas = [
        {"delta": {"content": content[i : i + 7]}, "index": 0, "finish_reason": None} for i in range(0, len(content), 7)
    ]
    events = [head | {"choices": [delta]} for delta in deltas]
    events.append(head | {"choices": [{"delta": {}, "index": 0, "finish_reason": "stop"}]})
    events.append(head | {"choices": [], "usage": counted})
    return b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in events) + b"data: [DONE]\n\n"


def say(data: Body) -> Behaviour:
    """Answer with an object."""
    return lambda body: Act(completion(json.dumps(data), body))


def say_text(text: str, **more: Any) -> Behaviour:
    """Answer with any text."""
    return lambda body: Act(completion(text, body, **more))


def fail(status: int, message: str = "no", code: str | None = None, **headers: str) -> Behaviour:
    """Answer with an error; headers as `retry_after="1"`."""
    problem = json.dumps({"error": {"message": message, "type": "t", "code": code, "param": None}}).encode()
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return lambda body: Act(problem, status, {"Content-Type": "application/json", **named})


def do(way: str, text: str = "{}") -> Behaviour:
    """Hang, stall, drop, or come slowly, with part of an answer."""
    return lambda body: Act(completion(text, body), way=way)


class ModelServer:
    """The server, on a free port of 127.0.0.1, in threads; `requests` and `headers` (names in lower case) are what it was sent."""

    def __init__(self, *behaviours: Behaviour, path: str = "/chat/completions") -> None:  # noqa: C901 - the handler stands inside
        self.requests: list[Body] = []
        self.headers: list[dict[str, str]] = []
        self._behaviours = list(behaviours)
        self._over = threading.Event()
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                body = json.loads(self.rfile.read(length) or b"{}")
                if not self.path.endswith(path):
                    return self._give(Act(b"{}", 404))
                named = {name.lower(): value for name, value in self.headers.items()}
                return self._give(server._next(body, named))

            def _give(self, act: Act) -> None:
                if act.way == "hang":
                    server._over.wait(600)
                    return
                self.send_response(act.status)
                for name, value in act.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(act.body)))
                self.end_headers()
                self._send(act)

            def _send(self, act: Act) -> None:
                half = act.body[: len(act.body) // 2] if act.way != "whole" else act.body
                try:
                    self.wfile.write(half)
                    self.wfile.flush()
                    if act.way == "stall":
                        server._over.wait(600)
                    if act.way == "slow":
                        for at in range(len(half), len(act.body)):
                            if server._over.wait(0.2):
                                return
                            self.wfile.write(act.body[at : at + 1])
                            self.wfile.flush()
                    if act.way == "drop":
                        self.connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    self.close_connection = True

            def log_message(self, *args: Any) -> None:
                return

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def _next(self, body: Body, headers: dict[str, str]) -> Act:
        with self._lock:
            self.requests.append(body)
            self.headers.append(headers)
            behaviour = self._behaviours.pop(0) if len(self._behaviours) > 1 else self._behaviours[0]
        return behaviour(body)

    def __enter__(self) -> ModelServer:
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._over.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


_STORY = re.compile(r"^#(\d+) (.*?) · \d+ outlets? · ", re.M)
_PASSAGE = re.compile(r"^\[(\d+)\] (.*)$", re.M)
_FAILED = re.compile(r"^\((\d+)\) (.*)$", re.M)


def prompt_of(body: Body) -> str:
    """The user's part of a request."""
    return str(body["messages"][-1]["content"])


def passages_of(body: Body) -> dict[int, str]:
    """The numbered passages that a request holds."""
    return {int(number): text for number, text in _PASSAGE.findall(prompt_of(body))}


def stories_of(body: Body) -> dict[int, str]:
    """The titles of the numbered stories that a plan is asked for of; none in any other request."""
    return {int(number): title for number, title in _STORY.findall(prompt_of(body))}


def planned(behave: Behaviour, **plan: list[list[int]]) -> Behaviour:
    """A model that plans an edition so, each story by itself where no plan is given, and behaves otherwise as told."""

    def answer(body: Body) -> Act:
        numbers = stories_of(body)
        whole = plan or {"sections": [[number] for number in numbers]}
        return say({"sections": [], "also": []} | whole)(body) if numbers else behave(body)

    return answer


def author(*sentences: str, speaker: str = "", least: float = 0.5) -> Behaviour:
    """A model that knows some sentences and writes those that a passage it was given seems to say.

    It says them again when asked to write them once more. Honest with honest sentences, a liar with lies.
    """

    def write(body: Body) -> Act:
        given, prompt = passages_of(body), prompt_of(body)
        if numbers := stories_of(body):
            return say({"sections": [[number] for number in numbers], "also": []})(body)
        failed = {text: int(number) for number, text in _FAILED.findall(prompt)}
        if failed:
            found = [written(text, given, speaker) | {"replaces": number} for text, number in failed.items()]
            return Act(completion(json.dumps({"sentences": found}), body))
        found = [written(text, given, speaker) for text in sentences if _fit(text, given)[0] >= least]
        draft = {"headline": "", "answerable": bool(found), "sentences": found}
        return Act(completion(json.dumps(draft), body))

    return write


def written(text: str, given: dict[int, str], speaker: str = "") -> Body:
    """A sentence that cites the passage that it fits best."""
    number = _fit(text, given)[1]
    return {"text": text, "cites": [number] if number else [], "speaker": speaker}


def _fit(text: str, given: dict[int, str]) -> tuple[float, int]:
    words = set(re.findall(r"\w+", text.lower()))
    fits = [(len(words & set(re.findall(r"\w+", passage.lower()))) / len(words), n) for n, passage in given.items()]
    return max(fits, default=(0.0, 0))
