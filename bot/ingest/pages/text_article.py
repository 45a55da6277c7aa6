"""A plain-text article: its paragraphs kept, a title where there truly is one, what wraps it left out."""

from __future__ import annotations

import re

from bot.errors import InputError
from bot.language.detection import language
from bot.messages.catalogue import say
from bot.models import Article
from bot.text.visible import visible

# Republishing plug-ins leave these around the text that they copy; they are never the article's own words.
_WRAPPER = re.compile(r"\W*(?:\[/?ad_\d+\]|source link|rel|top channel)\W*$", re.I)
_AD_MARK = re.compile(r"\[/?ad_\d+\]", re.I)
_GLUED = re.compile(r"(?<=[.!?…”\"’»)])\s*(?:\[/?ad_\d+\]|[Ss]ource link|rel|top channel)$")
_SENTENCE_END = re.compile(r"[.!?…:;,。！？।؟][\"”’»)\]]*$")
_STARTS_AS_TITLE = re.compile(r"[^\W_]|[“\"‘'«„¿¡(]")
_TITLE_CHARS = 150
_WRAPPED_FROM, _WRAPPED_TO = 40, 100
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")


def read_text(text: str, *, source: str = "") -> Article:
    """Return the article of a decoded text file; an InputError where there is nothing to read in it."""
    sample = text[:20_000]
    if len(_CONTROL.findall(sample)) > len(sample) / 50:
        raise InputError(say("reading.binary"))
    body = without_wrapper(visible(text))
    if not re.search(r"\w", body):
        raise InputError(say("reading.empty"))
    title, body = _title(unwrapped(body))
    return Article(text=body, title=title, source=source, language=language(body))


def without_wrapper(text: str) -> str:
    """Return a text without the marks that republishing leaves at its start and end, or glued to its last word."""
    lines = [_AD_MARK.sub("", line).strip() if _AD_MARK.search(line) else line for line in text.split("\n")]
    while lines and (not lines[0].strip() or _AD_MARK.fullmatch(lines[0].strip())):
        del lines[0]
    while lines:
        last = lines[-1].rstrip()
        if not last or _WRAPPER.match(last):
            del lines[-1]
        elif _GLUED.search(last):
            lines[-1] = _GLUED.sub("", last)
        else:
            break
    return "\n".join(lines)


def unwrapped(text: str) -> str:
    """Return a text whose lines were broken at a fixed width with each paragraph on one line; others as they are."""
    return "\n\n".join(_joined(block) for block in re.split(r"\n\s*\n", text)) if _is_wrapped(text) else text


def _is_wrapped(text: str) -> bool:
    inner = [line for block in re.split(r"\n\s*\n", text) for line in block.split("\n")[:-1]]
    if len(inner) < 3:
        return False
    even = sum(_WRAPPED_FROM <= len(line) <= _WRAPPED_TO for line in inner)
    broken = sum(not _SENTENCE_END.search(line) for line in inner)
    return even > 0.8 * len(inner) and broken > 0.6 * len(inner)


def _joined(block: str) -> str:
    return " ".join(line.strip() for line in block.split("\n"))


def _title(text: str) -> tuple[str, str]:
    """Return the title line, if the text has one, and the text after it."""
    first, newline, rest = text.partition("\n")
    following = next((line for line in rest.split("\n") if line.strip()), "")
    if not (newline and following and _STARTS_AS_TITLE.match(first)) or len(first) > _TITLE_CHARS:
        return "", text
    if _SENTENCE_END.search(first.rstrip()) and not first.rstrip().endswith("?"):
        return "", text
    # Below a headline stands a paragraph: something longer, or set off by an empty line, that ends as sentences do.
    set_off = rest.startswith("\n")
    if not _SENTENCE_END.search(following.rstrip()) or not (set_off or len(following) > 1.5 * len(first)):
        return "", text
    return first.strip(), rest.strip("\n")
