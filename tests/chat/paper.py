"""A newspaper's feed on this machine."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Paper:
    """A newspaper's feed on this machine, which prints what it is told to."""

    def __init__(self) -> None:
        self.items: dict[str, list[tuple[str, str, str]]] = {}
        paper = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.strip("/").partition(".")[0]
                found = name in paper.items
                body = paper.feed(name).encode() if found else b""
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"

    def prints(self, feed: str, title: str, text: str, moment: str = "2021-12-31T05:50:00Z") -> None:
        self.items.setdefault(feed, []).append((title, text, moment))

    def feed(self, name: str) -> str:
        items = "".join(
            f"<item><title>{title}</title><link>{self.origin}/{name}/{number}</link>"
            f"<pubDate>{format_datetime(datetime.fromisoformat(moment).astimezone(UTC))}</pubDate>"
            f"<description>{text}</description></item>"
            for number, (title, text, moment) in enumerate(self.items[name])
        )
        return f"<rss version='2.0'><channel><title>{name.title()} Post</title><link>{self.origin}</link>{items}</channel></rss>"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
