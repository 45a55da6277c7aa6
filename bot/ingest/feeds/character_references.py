"""References to characters that there are none of, which make a whole feed unreadable: mended before it is parsed.

Programs that count in UTF-16 write an emoji as two halves, each a reference of its own (https://www.w3.org/TR/xml/#charsets).
"""

from __future__ import annotations

import re

_REFERENCE = re.compile(rb"&#(?:[xX]0*([0-9A-Fa-f]{1,8})|0*([0-9]{1,10}));")
_HALF = re.compile(
    rb"&#(?:[xX]0*([dD][89abAB][0-9A-Fa-f]{2})|0*(5[56][0-9]{3}));&#(?:[xX]0*([dD][c-fC-F][0-9A-Fa-f]{2})|0*(5[67][0-9]{3}));"
)
_LAST = 0x10FFFF


def whole_characters(body: bytes) -> bytes:
    """Return a feed with split characters whole, and without references to what XML does not allow."""
    if b"&#" not in body:
        return body
    return _REFERENCE.sub(_allowed, _HALF.sub(_joined, body))


def _joined(match: re.Match[bytes]) -> bytes:
    high, low = _number(match[1], match[2]), _number(match[3], match[4])
    if 0xD800 <= high < 0xDC00 <= low < 0xE000:
        return b"&#%d;" % (0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
    return match[0]


def _allowed(match: re.Match[bytes]) -> bytes:
    number = _number(match[1], match[2])
    control = number < 0x20 and number not in (0x9, 0xA, 0xD)
    none = control or 0xD800 <= number < 0xE000 or number in (0xFFFE, 0xFFFF) or number > _LAST
    return b"" if none else match[0]


def _number(hexadecimal: bytes | None, decimal: bytes | None) -> int:
    return int(hexadecimal, 16) if hexadecimal else int(decimal or b"0")
