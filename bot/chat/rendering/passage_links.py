"""Links to the very passage that a citation means.

The format of `#:~:text=`: https://wicg.github.io/scroll-to-text-fragment/
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from bot.models import Citation
from bot.text.chat_links import is_message_link

MAX_URL = 1_500
WHOLE_CHARS = 90
END_WORDS = 5
END_CHARS = 60
_URL_SAFE = "!$%&'+,-./0-9:;=?@~A-Za-z_"
_UNSAFE = re.compile(f"[^{_URL_SAFE}]")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def _escaped(match: re.Match[str]) -> str:
    return quote(match[0].encode("utf-8", "replace"), safe="")


def web_address(url: str) -> str:
    """Return an http or https address in characters that no platform reads as markup, its fragment kept; "" otherwise.

    Brackets, `|`, quotes, backslashes, spaces and everything beyond ASCII are percent-encoded.
    """
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            return ""
        parts.port  # noqa: B018 - a bad one raises
        host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    except (ValueError, UnicodeError):
        return ""
    if not re.fullmatch(r"[A-Za-z0-9._:-]+|\[[0-9A-Fa-f:.]+\](:\d+)?", host):
        return ""
    rest = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    before_directive = parts.fragment.partition(":~:")[0].removesuffix(":~")  # half of the mark becomes all of it
    address = f"{parts.scheme}://{host}{_encoded(rest)}"
    address += f"#{_encoded(before_directive)}" if before_directive else ""
    return address if len(address) <= MAX_URL else ""


def _encoded(text: str) -> str:
    return _BAD_PERCENT.sub("%25", _UNSAFE.sub(_escaped, text))


def _directive(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="").replace("-", "%2D").replace("_", "%5F").replace("~", "%7E")


def _first_words(line: str) -> str:
    words = line.split()[:END_WORDS]
    while len(words) > 1 and len(" ".join(words)) > END_CHARS:
        words.pop()
    return " ".join(words)


def _last_words(line: str) -> str:
    words = line.split()[-END_WORDS:]
    while len(words) > 1 and len(" ".join(words)) > END_CHARS:
        words.pop(0)
    return " ".join(words)


def text_fragment(text: str) -> str:
    """Return the directive that finds a passage on its page: all of it, or how it begins and ends; "" for no text."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return ""
    whole = " ".join(text.split())
    if len(lines) == 1 and len(whole) <= WHOLE_CHARS:
        return f":~:text={_directive(whole)}"
    start, end = _first_words(lines[0]), _last_words(lines[-1])
    if len(start) > END_CHARS or len(end) > END_CHARS or len(start) + len(end) >= len(whole):
        return ""
    return f":~:text={_directive(start)},{_directive(end)}"


def without_directive(link: str) -> str:
    """Return a link without what finds the passage on its page: as a person would type it."""
    page, hash_sign, fragment = link.partition("#")
    kept = fragment.partition(":~:")[0]
    return page + (hash_sign + kept if kept else "")


def passage_link(citation: Citation) -> str:
    """Return the address of the cited passage; "" for a text that has none."""
    address = web_address(citation.url)
    fragment = "" if is_message_link(address) else text_fragment(citation.text)
    if not address or not fragment:
        return address
    linked = f"{address}{'' if '#' in address else '#'}{fragment}"
    return linked if len(linked) <= MAX_URL else address
