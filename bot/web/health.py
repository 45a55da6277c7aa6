"""`GET /healthz`: whether the service does its work, for a container's health check."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


@dataclass(frozen=True, slots=True)
class Health:
    """How the service stands; `problems` are what an operator must see to, `notes` what is good to know."""

    problems: tuple[str, ...] = ()
    notes: dict[str, str | int | None] = field(default_factory=dict)


Examine = Callable[[], Awaitable[Health]]


def health_route(examine: Examine) -> Route:
    """Return the route: 200 where all is well, 503 with the problems otherwise; no secret and no news in it."""

    async def healthz(request: Request) -> JSONResponse:
        del request
        health = await examine()
        status = "ok" if not health.problems else "ill"
        body = {"status": status, "problems": list(health.problems), **health.notes}
        return JSONResponse(body, status_code=503 if health.problems else 200)

    return Route("/healthz", healthz, methods=["GET"])
