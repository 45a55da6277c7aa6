"""Links: one spelling for one address."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

# Who sent the reader, never what is read. Names that sites also use for content (`id`, `ref`, `source`) stay.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok"
    r"|at_medium|at_campaign|at_custom\d|at_bbc_team|at_link_\w+|at_format|at_ptr_name|cmpid|ns_mchannel|ns_source"
    r"|ns_campaign|ns_linkname|ns_fee|ocid|smid|smtyp|xtor|ftag|guccounter|guce_referrer\w*|__twitter_impression"
    r"|_gl|_ga|wt_mc|wt\.mc_id|maca|cmp|ito|traffic_source|taid|syn-\w+)"
)
LONGEST = 2000
_LINE_BREAKS = re.compile(r"[\t\r\n]")
_PLAIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*/[!-~]*", re.ASCII)
"""An address in full, with a host that is one: most links, for which taking them apart would be most of the work."""


def canonical(url: str, base: str = "") -> str:
    """Return the one spelling of a web address, without tracking and fragment; "" for what is none."""
    url = absolute(url, base)
    if not url:
        return ""
    try:
        spelt = canonicalize_url(safe_url_string(url))
        parts = urlsplit(spelt)
        query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
        kept = urlencode(query) if len(query) != len(parse_qsl(parts.query, keep_blank_values=True)) else parts.query
        path = urlsplit(urljoin("http://host/", parts.path)).path if "/." in parts.path else parts.path
        place = _host(parts.netloc, parts.scheme)
        return urlunsplit((parts.scheme, place, path or "/", kept, "")) if place else ""
    except (ValueError, UnicodeError):
        return ""


def absolute(url: str, base: str = "") -> str:
    """Return a web address in full, otherwise as printed; "" for what is none (javascript:, mailto:, a broken one).

    What a terminal or a reader would not see as it is, is spelt with `%` (https://url.spec.whatwg.org/#url-parsing).
    """
    url = url.strip()
    if not url.isprintable():
        url = _spelt_out(url)
    if not url or len(url) > LONGEST:
        return ""
    if _PLAIN.fullmatch(url):
        return url
    try:
        joined = urljoin(base, url) if base and not url.startswith(("http://", "https://")) else url
        parts = urlsplit(joined)
        return joined if parts.scheme.lower() in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def _spelt_out(url: str) -> str:
    kept = _LINE_BREAKS.sub("", url)
    return "".join(each if each.isprintable() else quote(each, errors="replace") for each in kept)


def host(url: str) -> str:
    """Return the host of an address, without `www.`; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def place(url: str) -> str:
    """Return the host of an address, with its port where that is not its scheme's: whom a request bothers."""
    known = origin(url)
    name, _, port = known.partition("://")[2].rpartition(":")
    return name if port in ("80", "443") else f"{name}:{port}" if known else ""


@lru_cache(8192)
def origin(url: str) -> str:
    """Return `scheme://host:port` with the port that counts; "" where there is none."""
    try:
        parts = urlsplit(url.strip())
        name, port = parts.hostname, parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not name:
        return ""
    shown = f"[{name}]" if ":" in name else name
    return f"{scheme}://{shown}:{port or (443 if scheme == 'https' else 80)}"


def _host(netloc: str, scheme: str) -> str:
    # A link never carries who asked for it, and never the port that its scheme implies.
    place = netloc.rpartition("@")[2].lower()
    return place.removesuffix(":80" if scheme == "http" else ":443")
