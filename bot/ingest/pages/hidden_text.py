"""Takes out of a page what its reader does not see: the oldest way to whisper to a machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.text.visible import has_invisible, is_smuggled

if TYPE_CHECKING:
    from lxml import etree
    from lxml import html as lxml_html

_WHITE = r"(?:#fff(?:fff)?(?:ff)?\b|white\b|rgba?\(\s*255\s*,\s*255\s*,\s*255\b[^);]*\)|transparent\b)"
_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none"
    r"|visibility\s*:\s*(?:hidden|collapse)"
    r"|opacity\s*:\s*0(?:\.0\d*)?(?![.\d])"
    r"|font(?:-size)?\s*:\s*(?:[\w\s]*\s)?(?:[01](?:\.\d+)?(?:px|pt)?|0?\.[01]\d*r?em|0r?em|\d(?:\.\d+)?%)(?![\w.%])"
    r"|text-indent\s*:\s*-\d{3,}"
    r"|(?:left|top|right|margin-left|margin-top)\s*:\s*-\d{4,}px"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)"
    r"|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)"
    r"|transform\s*:\s*scale\(\s*0(?:\.0\d*)?\s*\))",
    re.I,
)
_WHITE_TEXT = re.compile(rf"(?:^|;)\s*color\s*:\s*{_WHITE}", re.I)
_BACKGROUND = re.compile(r"(?:^|[;\s])background(?:-color|-image)?\s*:\s*(?!none|transparent|inherit)", re.I)
_NO_ROOM = re.compile(r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)", re.I)
_CUT_OFF = re.compile(r"(?:^|;)\s*overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.I)
_SHOWN_LATER = ("html", "body", "main", "article")
_HIDES = tuple(
    f"{name}:{space}{value}"
    for name, value in (
        ("display", "none"), ("visibility", "hidden"), ("opacity", "0"), ("font-size", "0"), ("text-indent", "-"),
    )
    for space in ("", " ")
)  # fmt: skip
_NAMED = re.compile(r"\s*[a-z0-9]*([.#])([\w-]+)\s*", re.I)
_SHEET_CHARS = 200_000
_DOOMED = "readout-doomed"
_LARGEST_SHARE = 1 / 3
"""Of a page's text: what hides more of it in a style sheet is shown by a script later."""


def without_hidden(root: lxml_html.HtmlElement) -> None:
    """Remove what is hidden by an attribute or its own style; the page's frame stays, scripts may show that later.

    Scripts and styles go too: some sites print a text in them that no reader gets. A white text stays where the page
    gives it or something around it a background.
    """
    from lxml import etree

    names = _names_hidden(root)
    etree.strip_elements(root, "script", "style", with_tail=False)
    if names:
        _drop_named(root, names)
    doomed = [node for node in root.xpath("//*[@style or @hidden]") if node.tag not in _SHOWN_LATER and is_hidden(node)]
    _drop(root, [*doomed, *root.iter("template")])
    if not has_invisible(str(root.text_content())):
        return
    for node in root.iter():
        if node.text and is_smuggled(node.text):
            node.text = None
        if node.tail and is_smuggled(node.tail):
            node.tail = None


def _names_hidden(root: lxml_html.HtmlElement) -> set[str]:
    """Return the classes (`.name`) and ids (`#name`) that the page's own style sheets hide by a rule of their own."""
    sheets = "".join(node.text or "" for node in root.iter("style"))[:_SHEET_CHARS]
    found: set[str] = set()
    looked_at: set[int] = set()
    for at in _spots(sheets.lower()):
        opened, end = sheets.rfind("{", 0, at), sheets.find("}", at)
        if opened in looked_at or opened <= sheets.rfind("}", 0, at):  # a rule is read once, however often it hints
            continue
        looked_at.add(opened)
        rule, _, _ = sheets[opened + 1 : end if end >= 0 else None].partition("{")
        if _STYLE.search(rule):
            found.update(_named_before(sheets, opened))
    return found


def _named_before(sheets: str, opened: int) -> Iterator[str]:
    """Give the classes and ids that a rule is for, by the place of its opening brace."""
    start = max(sheets.rfind(mark, 0, opened) for mark in "{}") + 1
    named = (_NAMED.fullmatch(each) for each in sheets[start:opened].split(","))
    return (each[1] + each[2] for each in named if each)


def _spots(sheets: str) -> Iterator[int]:
    """Yield where a style sheet may hide something: a quick look before a close one."""
    for hint in _HIDES:
        at = sheets.find(hint)
        while at >= 0:
            yield at
            at = sheets.find(hint, at + len(hint))


def _drop_named(root: lxml_html.HtmlElement, names: set[str]) -> None:
    """Remove what bears one of the names, unless it is much of the page: a script shows that later."""
    used = names & {f".{each}" for each in " ".join(root.xpath("//@class")).split()}
    used |= names & {f"#{each}" for each in root.xpath("//@id")}
    if not used:
        return
    classes, ids = ({name[1:] for name in used if name[0] == sign} for sign in ".#")
    most = _LARGEST_SHARE * len(str(root.text_content()))
    bearing = [node for node in root.xpath("//*[@class]") if not classes.isdisjoint(node.get("class", "").split())]
    bearing += [node for node in root.xpath("//*[@id]") if node.get("id") in ids] if ids else []
    shown = (node for node in bearing if node.tag not in _SHOWN_LATER)
    _drop(root, [node for node in shown if len(str(node.text_content())) <= most])


def _drop(root: lxml_html.HtmlElement, doomed: Iterable[lxml_html.HtmlElement]) -> None:
    """Remove elements and keep what follows them: in one go, since one by one each copies the text of those before."""
    from lxml import etree

    for node in doomed:
        if node is not root:
            node.tag = _DOOMED
    etree.strip_elements(root, _DOOMED, with_tail=False)


def is_hidden(node: etree._Element) -> bool:
    """Tell whether an attribute or its own style hides an element from whoever reads it."""
    if node.get("hidden") is not None and node.get("hidden", "").lower() != "until-found":
        return True
    style = node.get("style") or ""
    if _STYLE.search(style) or (_NO_ROOM.search(style) and _CUT_OFF.search(style)):
        return True
    return bool(_WHITE_TEXT.search(style)) and not _on_background(node)


def _on_background(node: etree._Element) -> bool:
    around = [node, *node.iterancestors()]
    return any(_BACKGROUND.search(each.get("style") or "") or each.get("bgcolor") for each in around)
