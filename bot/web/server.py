"""The one web application on its port."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute

from bot.config.sections import WebSettings
from bot.errors import ConfigError
from bot.logs import fault
from bot.web.connections import HEADER_BYTES, IDLE_SECONDS, USUAL, Patience, connection_class

log = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers: the service decides when to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _faulty(request: Request, error: Exception) -> JSONResponse:
    """Answer a request at which something nobody foresaw went wrong, with the reference in the log."""
    reference = fault(log, f"{request.method} {request.url.path}", error)
    return JSONResponse({"error": f"a fault of Readout's own ({reference})"}, status_code=500)


class WebServer:
    """Serves routes from `start` to `stop`; `port` is the one that was taken."""

    def __init__(self, settings: WebSettings, routes: Sequence[BaseRoute], patience: Patience = USUAL) -> None:
        self._settings = settings
        config = uvicorn.Config(
            Starlette(routes=list(routes), exception_handlers={Exception: _faulty}),
            http=connection_class(settings.connections, patience),
            ws="none",
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=HEADER_BYTES,
            timeout_keep_alive=IDLE_SECONDS,
        )
        self._server = _Server(config)
        self._serving: asyncio.Task[None] | None = None
        self.port = settings.port

    async def start(self) -> None:
        """Take the port and serve; a ConfigError where it is taken."""
        listener = self._listen()
        self.port = listener.getsockname()[1]
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]), name="web")

    async def stop(self) -> None:
        """Finish what is being answered, and give the port back."""
        self._server.should_exit = True
        if self._serving:
            await asyncio.gather(self._serving, return_exceptions=True)

    def _listen(self) -> socket.socket:
        host, port = self._settings.host, self._settings.port
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen(128)
        except OSError as error:
            listener.close()
            why = f"cannot listen on {host}:{port}: {error.strerror or error}"
            raise ConfigError(f"{why}. Set web.port (READOUT_WEB_PORT) to a free one") from None
        return listener
