"""HTML of feeds: made safe to show, or turned into text that keeps its paragraphs."""

from __future__ import annotations

import html
import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bot.ingest.pages.hidden_text import is_hidden
from bot.text.visible import one_line, visible

if TYPE_CHECKING:
    from lxml import etree
    from lxml import html as lxml_html

_TAG = re.compile(r"<[a-zA-Z/!?]")
# HTML by the names of tags that a title may be set in; whatever else stands in angle brackets is what it is about.
_SET_IN_TITLES = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|br|cite|code|data|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|mark|nobr|p|q|s|samp|small"
    r"|span|strike|strong|sub|sup|svg|time|tt|u|var|wbr)(?:\s[^<>]*|\s*/)?>|<!--.*?-->",
    re.I | re.S,
)
_ACTIVE = re.compile(r"<(script|style|iframe|object|noscript|math|svg)\b[^<>]*>.*?</\1\s*>", re.I | re.S)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_BLOCKS = frozenset(
    "address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_SKIPPED = frozenset("script style template iframe object embed svg select button form noscript head title".split())
# Classes of what publishing programs put beside the text: buttons to share and subscribe, Drupal's fields of a page.
_BESIDE = frozenset(
    "sharedaddy jp-relatedposts feedflare addtoany_share_save_container subscription-widget subscription-widget-wrap "
    "subscription-widget-wrap-editor button-wrapper field--name-title field--name-uid field--name-created".split()
)
_PAIR = re.compile(r"<(p|div|b|i|u|s|a|em|strong|span|small|font|sup|sub|cite|h[1-6])\b[^<>]*>.*?</\1>", re.I | re.S)
"""HTML for certain: `<vector>` alone may be what a text is about."""
_SPACES = re.compile(r"[ \t\r\f\v\n]+")
_LINKS = ("href", "src", "cite")
_RELATIVE = re.compile(r"""\b(?:href|src|cite)\s*=\s*+(?:["']\s*+)?+(?![a-z][a-z0-9+.-]*:|["'#\s])""", re.I)
_TITLE_CHARS = 10_000
"""Of a title as printed that are read: tags within tags cost their sanitiser the square of their number."""


def sanitised(fragment: str, base: str = "") -> str:
    """Return HTML without anything active, its relative links made full against `base`."""
    if not _TAG.search(fragment):
        return fragment
    relative = bool(base) and _RELATIVE.search(fragment)
    import nh3  # where a feed is read, and not where its entries are handed on

    clean = nh3.clean(fragment, attribute_filter=partial(_joined, base)) if relative else nh3.clean(fragment)
    # What has only foreign markup (MathML, SVG) is dropped whole; its words are not.
    return clean if clean.strip() else html.escape(_words(fragment), quote=False)


def _words(fragment: str) -> str:
    from lxml import etree

    root = parsed(fragment)
    if root is None:
        return ""
    etree.strip_elements(root, "script", "style", "iframe", "object", "embed", with_tail=False)
    return one_line(" ".join(str(text) for text in root.itertext()))


def _joined(base: str, tag: str, name: str, value: str) -> str:
    del tag
    if name not in _LINKS:
        return value
    try:
        return urljoin(base, value)
    except ValueError:
        return value


def title_text(fragment: str) -> str:
    """Return a title as plain text, whether printed as text, as HTML or as HTML that was escaped once too often."""
    fragment = fragment[:_TITLE_CHARS]
    if "<" in fragment:
        fragment = _unset(fragment)
    if "&" not in fragment:
        return one_line(fragment)
    text = html.unescape(fragment)
    if _PAIR.search(text):
        text = html.unescape(_unset(text))
    return one_line(html.unescape(text) if _ENTITY.search(text) else text)


def _unset(title: str) -> str:
    """Return a title without the tags that it is set in; `if a<b then` and `the <template> element` stay as printed."""
    return _SET_IN_TITLES.sub("", _ACTIVE.sub("", title))


def text_of(fragment: str) -> str:
    """Return the text of HTML, a line a block; text without tags comes back as it is, its entities resolved."""
    if not _TAG.search(fragment):
        if not _ENTITY.search(fragment):
            return visible(fragment)
        fragment = html.unescape(fragment)
        fragment = html.unescape(fragment) if _ENTITY.search(fragment) else fragment
        if not _PAIR.search(fragment):
            return visible(fragment)
    root = parsed(fragment)
    return "" if root is None else text_of_tree(root)


def parsed(fragment: str) -> lxml_html.HtmlElement | None:
    """Return the tree of HTML, or None where there is nothing in it; comments and instructions are left out."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        return lxml_html.document_fromstring(fragment.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def text_of_tree(root: lxml_html.HtmlElement) -> str:
    """Return the text under an element, a line a block."""
    from lxml import etree

    pieces: list[str] = []
    skipped: etree._Element | None = None
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if skipped is not None and skipped is not node:
            continue
        if event == "start":
            skipped = node if tag in _SKIPPED or _is_no_text(node) else None
            pieces += ["\n"] if tag in _BLOCKS else []
            pieces += [_SPACES.sub(" ", node.text)] if node.text and skipped is None else []
        else:
            skipped = None
            pieces += ["\n"] if tag in _BLOCKS else []
            pieces += [_SPACES.sub(" ", node.tail)] if node.tail and node is not root else []
    lines = (" ".join(line.split(" ")).strip() for line in "".join(pieces).split("\n"))
    return visible("\n".join(_SPACES.sub(" ", line) for line in lines if line))


def _is_no_text(node: etree._Element) -> bool:
    """Tell whether an element stands beside the text, or no reader sees it."""
    if not node.attrib:
        return False
    named = node.get("class")
    if named is not None and not _BESIDE.isdisjoint(named.split()):
        return True
    return (node.get("style") is not None or node.get("hidden") is not None) and is_hidden(node)
