"""Which addresses are one site: whoever runs one of them runs them all, as the public suffix list tells.

Domains under which anybody may have a name count as suffixes (https://publicsuffix.org, with its private part); where
people share a host, the path tells whose a page is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_BY_NAME = frozenset(
    """substack.com medium.com tumblr.com wordpress.com typepad.com livejournal.com ghost.io beehiiv.com hashnode.dev
    bearblog.dev buttondown.email posthaven.com svbtle.com micro.blog write.as dreamwidth.org blogspot.com libsyn.com
    over-blog.com canalblog.com hatenablog.com ameba.jp hypotheses.org mataroa.blog""".split()
)
"""Where everybody has a name of their own before the domain, though the list does not say so."""
_BY_PATH = frozenset(
    """medium.com github.com gitlab.com codeberg.org bitbucket.org raw.githubusercontent.com gist.githubusercontent.com
    gist.github.com feeds.feedburner.com feeds2.feedburner.com feeds.feedblitz.com dev.to t.me x.com twitter.com
    facebook.com instagram.com patreon.com telegra.ph write.as buttondown.com pastebin.com note.com vk.com
    ameblo.jp sourcehut.org""".split()
)
"""Where the first step of the path says whose a page is."""
_BY_LONGER_PATH = {
    "sites.google.com": 2,
    "storage.googleapis.com": 1,
    "cdn.jsdelivr.net": 2,
    "docs.google.com": 3,
    "rss.app": 2,
    "kill-the-newsletter.com": 2,
}
"""Where so many steps of the path do."""
_ONE_OUTLET = {
    "bbc.co.uk": "bbc.com",
    "bbci.co.uk": "bbc.com",
    "guardian.co.uk": "theguardian.com",
    "dw.de": "dw.com",
}
"""Domains of one outlet, each with the one that it is known by."""
_OF_ALL = frozenset({"www", "m", "amp", "mobile", "feeds", "rss"})
"""Names before a domain that are nobody's own."""
_BEFORE_THE_OWNER = frozenset({"feed", "feeds", "rss", "raw"})
_FEED_ENDING = re.compile(r"\.(?:rss|atom|xml|json)$")
_AMP_CACHE = ".cdn.ampproject.org"
_HOST = re.compile(r"[\w.:%-]+", re.ASCII)
_USER = re.compile(r"[@~][\w.-]+", re.ASCII)
"""Names a person on any host: `/@name`, `/~name`."""


@lru_cache(8192)
def site_of(url: str) -> str:
    """Return what names the site of a web address: its registrable domain, or its owner's part of a shared host.

    Given `https://feeds.vell.example/rss` that is `vell.example`, given `https://medium.com/@ann/a` it is
    `medium.com/@ann`. A host without a domain is a site with its port. "" for what is no web address.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    host = _ascii(host)
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return ""
    host, path = _unwrapped(host, parts.path)
    if _has_no_domain(host):
        shown = f"[{host}]" if ":" in host else host
        return shown if port in (None, 80 if parts.scheme == "http" else 443) else f"{shown}:{port}"
    return _named(host, [unquote(step) for step in path.split("/") if step])


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return host.lower()


def _unwrapped(host: str, path: str) -> tuple[str, str]:
    """Return host and path of the page that an address shows as it is kept by an AMP cache.

    https://developers.google.com/amp/cache/overview: in its subdomain a dash stands for a dot, two for a dash.
    """
    if host.endswith(_AMP_CACHE):
        shown = host.removesuffix(_AMP_CACHE).replace("--", "\0").replace("-", ".").replace("\0", "-")
        return (shown, path) if "." in shown else (host, path)
    return host, path


def _has_no_domain(host: str) -> bool:
    if "." not in host:
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _named(host: str, steps: list[str]) -> str:
    domain = _suffixes().privatesuffix(host)
    if not domain:  # the host is a suffix itself: whoever has a name on it has it in the path
        return _owned(host, steps, 1)
    bare, own = host.removeprefix("www."), host.removesuffix(domain).rstrip(".").rpartition(".")[2]
    domain = "blogspot.com" if domain.startswith("blogspot.") else _ONE_OUTLET.get(domain, domain)
    if bare in _BY_LONGER_PATH:
        return _owned(bare, steps, _BY_LONGER_PATH[bare])
    if domain in _BY_NAME and own and own not in _OF_ALL:
        return f"{domain}/@{own}" if domain == "medium.com" else f"{own}.{domain}"
    if bare in _BY_PATH:
        return _owned(bare, steps, 1)
    user = [step for step in steps[:2] if _USER.fullmatch(step)]
    return _owned(domain, user, 1) if user and steps[0] in (user[0], *_BEFORE_THE_OWNER) else domain


def _owned(host: str, steps: list[str], count: int) -> str:
    while len(steps) > 1 and steps[0].lower() in _BEFORE_THE_OWNER:
        steps = steps[1:]
    # it is shown beside names: nothing in it may look like one
    own = [quote(_FEED_ENDING.sub("", step).lower(), safe="@~+", errors="replace") for step in steps[:count]]
    return "/".join([host, *own])


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # 90 ms and 4 MB, for those who store news

    return PublicSuffixList(accept_unknown=True)
