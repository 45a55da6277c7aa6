"""Bytes to text: the encoding that they are in, whatever they say."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,100}encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
# What browsers read these labels as (https://encoding.spec.whatwg.org/#names-and-labels).
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
_GUESS_BYTES = 50_000
_LETTERS_OF_MANY_BYTES = re.compile("[^\x00-\x7f\ufffd]")
_FEW_BROKEN = 3
"""Whole letters of many bytes for a broken one: in no other encoding are there so many by chance."""
# Left to itself, the guesser prefers the code pages of DOS and mainframes, which no page is in.
_ON_THE_WEB = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 koi8_r cp874 gb18030 big5 cp932 euc_jp cp949".split()
)


def decode(body: bytes, content_type: str = "") -> str:
    """Return the text of a page or a text file; what no encoding explains is replaced, never raised."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace")
    try:
        return body.decode("utf-8")  # what is valid UTF-8 by chance is as good as never something else
    except UnicodeDecodeError:
        return _declared(body, content_type) or _guessed(body)


def _wide(body: bytes) -> str:
    head = body[:400]
    if len(head) < 4 or b"\0" not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else ""


def _declared(body: bytes, content_type: str) -> str:
    inside = _DECLARED.search(body[:4096])
    header = _IN_HEADER.search(content_type)
    for label in (inside[1].decode("ascii", "replace") if inside else "", header[1] if header else ""):
        codec = _codec(label)
        if not codec or codec.startswith(("utf-16", "utf-32")):  # its own bytes would have shown that
            continue
        text = body.decode(codec, "replace")
        if text.count("\ufffd") <= len(text) / 200:
            return text
    return ""


def _codec(label: str) -> str:
    try:
        name = codecs.lookup(label).name if label else ""
        b"\xff".decode(name or "utf-8", "replace")  # `base64` and `idna` are codecs, but of no text
    except (LookupError, ValueError):
        return ""
    return "utf-8" if name == "utf-8" else _SUPERSETS.get(name, name)


def _guessed(body: bytes) -> str:
    if len(body) < 64 or body[:_GUESS_BYTES].count(0):
        return body.decode("utf-8", "replace")
    mostly = body.decode("utf-8", "replace")
    broken = mostly.count("\ufffd")
    whole = len(_LETTERS_OF_MANY_BYTES.findall(mostly))
    if broken <= len(mostly) / 1000 or _FEW_BROKEN * broken <= whole:
        return mostly
    from charset_normalizer import from_bytes

    best = from_bytes(body[:_GUESS_BYTES], cp_isolation=_ON_THE_WEB).best()
    return body.decode(best.encoding if best else "cp1252", "replace")
