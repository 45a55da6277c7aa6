"""The one web application on its port."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.errors import ConfigError
from bot.settings import WebSettings


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers: the service decides when to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class WebServer:
    """Serves routes from `start` to `stop`; `port` is the one that was taken."""

    def __init__(self, settings: WebSettings, routes: Sequence[BaseRoute]) -> None:
        self._settings = settings
        config = uvicorn.Config(
            Starlette(routes=list(routes)), log_config=None, access_log=False, lifespan="off", server_header=False
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
            why = error.strerror or error
            raise ConfigError(
                f"cannot listen on {host}:{port}: {why}. Set web.port (READOUT_WEB_PORT) to a free one"
            ) from None
        return listener
