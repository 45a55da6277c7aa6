"""Values of settings that are checked as they are read: zones, times, addresses, cron lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator

from bot import language_names, slot_times
from bot.errors import UsageError
from bot.models import workers


def _checked(check: Callable[[str], Any], *, kept: bool = False) -> AfterValidator:
    """Make a check such as one of `slot_times` one of the settings; an empty value is left to the default.

    `kept`: as it was written.
    """

    def validate(value: str) -> str:
        try:
            found = check(value) if value else value
        except UsageError as error:
            raise ValueError(str(error)) from None
        return value if kept else str(found)

    return AfterValidator(validate)


def _cron(line: str) -> str:
    from apscheduler.triggers.cron import CronTrigger

    try:
        CronTrigger.from_crontab(line, timezone="UTC")
    except ValueError as error:
        raise UsageError(f"{line!r} is not a cron line: {error}. Write five fields, like 17 3 * * *") from None
    return line


def _server(url: str, schemes: tuple[str, ...] = ("http", "https")) -> str:
    try:
        parts = urlsplit(url.strip())
        held = parts.scheme in schemes and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        held = None
    if not held:
        raise UsageError(f"{url!r} is no server's address. Write it like {schemes[-1]}://host:port")
    return url.strip()


_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)*[\w-]+(?:\.[\w-]+|:\d+)(?:/\S*)?|localhost")


def _origin(url: str) -> str:
    parts = urlsplit(_server(url))
    if parts.path.rstrip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise UsageError(f"{url!r} is more than an origin. Write scheme://host:port and nothing after it")
    return url.strip()


def _hosts(printed: str) -> str:
    hosts = printed.replace(",", " ").split()
    for each in hosts:
        if each != "*" and not _HOST.fullmatch(each):
            raise UsageError(f"{printed!r} names no host. Write those of the outlet's articles, like bbc.com, or *")
    return " ".join(hosts)


def _roles(text: str) -> str:
    return workers.printed(workers.named(text))


Zone = Annotated[str, _checked(slot_times.check_zone)]
TimeOfDay = Annotated[str, _checked(slot_times.wall_time)]
Days = Annotated[str, _checked(slot_times.parse_days, kept=True)]
Language = Annotated[str, _checked(language_names.check_language)]
Quiet = Annotated[str, _checked(slot_times.quiet_hours, kept=True)]
Hosts = Annotated[str, _checked(_hosts)]
Roles = Annotated[str, _checked(_roles)]
Cron = Annotated[str, _checked(_cron)]
ServerUrl = Annotated[str, _checked(_server)]
GatewayUrl = Annotated[str, _checked(lambda url: _server(url, ("ws", "wss")))]
Origin = Annotated[str, _checked(_origin)]
