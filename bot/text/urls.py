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
# Which visit this is: Java and PHP servers put it into every link that they print.
_SESSION = re.compile(r"jsessionid|phpsessid|aspsessionid\w*|cfid|cftoken", re.I)
_SESSION_NUMBER = re.compile(
    r"(?:\w*sess(?:ion)?(?:_?id)?|sid|zenid|oscsid)=(?:[0-9a-f]{16,}|(?=[a-z]*\d)[0-9a-z_-]{20,})", re.I
)
"""A session's number under a name that many programs give it: a short one may say what is read."""
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/;]*", re.I)
# Names that sites use for content too, and here for where the link stands: `?source=rss-1a2b`, `?partner=rss&emc=rss`.
_PLACE = re.compile(r"source|src|ref|from|via|mod|partner|emc|cmp|feedtype", re.I)
_IN_FEED = re.compile(r"rss(?:$|\W|_)", re.I)
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
        printed = parse_qsl(parts.query, keep_blank_values=True)
        query = [pair for pair in printed if not _is_tracking(*pair)]
        kept = urlencode(query) if len(query) != len(printed) else parts.query
        path = _SESSION_IN_PATH.sub("", parts.path) if ";" in parts.path else parts.path
        path = urlsplit(urljoin("http://host/", path)).path if "/." in path else path
        netloc = _host(parts.netloc, parts.scheme)
        return urlunsplit((parts.scheme, netloc, path or "/", kept, "")) if netloc else ""
    except (ValueError, UnicodeError):
        return ""


def _is_tracking(name: str, value: str) -> bool:
    """Tell whether a part of a query says how a reader comes here, not what is read."""
    if _TRACKING.fullmatch(name) or _SESSION.fullmatch(name) or _SESSION_NUMBER.fullmatch(f"{name}={value}"):
        return True
    return _PLACE.fullmatch(name) is not None and _IN_FEED.match(value) is not None


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


def host_and_port(url: str) -> str:
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
    shown = netloc.rpartition("@")[2].lower()
    return shown.removesuffix(":80" if scheme == "http" else ":443")
