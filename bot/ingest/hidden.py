"""Takes out of a page what its reader does not see: the oldest way to whisper to a machine."""

from __future__ import annotations

import re

from lxml import html as lxml_html

from bot.ingest.visible import is_smuggled

_WHITE = r"(?:#fff(?:fff)?(?:ff)?\b|white\b|rgba?\(\s*255\s*,\s*255\s*,\s*255\b[^)]*\)|transparent\b)"
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


def without_hidden(root: lxml_html.HtmlElement) -> None:
    """Remove what is hidden by an attribute or its own style; the page's frame stays, scripts may show that later.

    A white text stays where the page gives it or something around it a background.
    """
    doomed = [node for node in root.xpath("//*[@style or @hidden]") if node.tag not in _SHOWN_LATER and _hidden(node)]
    doomed += root.iter("template")
    for node in doomed:
        if node.getparent() is not None:
            node.drop_tree()
    for node in root.iter():
        if node.text and is_smuggled(node.text):
            node.text = None
        if node.tail and is_smuggled(node.tail):
            node.tail = None


def _hidden(node: lxml_html.HtmlElement) -> bool:
    if node.get("hidden") is not None and node.get("hidden", "").lower() != "until-found":
        return True
    style = node.get("style") or ""
    if _STYLE.search(style) or (_NO_ROOM.search(style) and _CUT_OFF.search(style)):
        return True
    return bool(_WHITE_TEXT.search(style)) and not _on_background(node)


def _on_background(node: lxml_html.HtmlElement) -> bool:
    around = [node, *node.iterancestors()]
    return any(_BACKGROUND.search(each.get("style") or "") or each.get("bgcolor") for each in around)
