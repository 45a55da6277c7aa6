"""`GET /healthz` and `GET /readyz`: whether the service is alive, and whether it is of use."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


@dataclass(frozen=True, slots=True)
class Health:
    """How the service stands; `problems` are what an operator must see to, `notes` what is good to know.

    `words` call it where there is no problem, and where there is one.
    """

    problems: tuple[str, ...] = ()
    notes: dict[str, str | int | None] = field(default_factory=dict)
    words: tuple[str, str] = ("ok", "ill")


Examine = Callable[[], Awaitable[Health]]


def health_route(path: str, examine: Examine) -> Route:
    """Return a route: 200 where all is well, 503 with the problems otherwise; no secret and no news in it."""

    async def answer(request: Request) -> JSONResponse:
        del request
        health = await examine()
        body = {"status": health.words[bool(health.problems)], "problems": list(health.problems), **health.notes}
        return JSONResponse(body, status_code=503 if health.problems else 200)

    return Route(path, answer, methods=["GET"])
