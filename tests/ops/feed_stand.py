"""A feed on loopback that answers as a test says."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Times</title>
<link>https://harbour.example/</link><description>News</description><item><title>The ferry</title><guid>1</guid>
<pubDate>Thu, 30 Dec 2021 04:00:00 GMT</pubDate><description>The ferry to Norwick sails again from Friday, the owner said.
</description></item></channel></rss>"""


@dataclass
class Stand:
    origin: str
    status: int = 200
    asked: int = 0


@contextmanager
def stand() -> Iterator[Stand]:
    """Serve the feed, with the stand's `status`, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/feed.xml"
            told.asked += found
            body = FEED if found else b""
            self.send_response(told.status if found else 404)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told = Stand(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
