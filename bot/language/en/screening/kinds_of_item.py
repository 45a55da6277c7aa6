"""What an English item says of itself by its title: that it is to be heard, played or bought, and is no report.

The kind stands at one of the ends, as a label. Within a sentence it is what the report is about: “Court bans podcast”.
"""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"""^\W*(?:podcasts?|quiz|crossword|sudoku|horoscopes?|sponsored(?:\s+(?:content|post))?|advertisement|advertorial|
    paid\s+(?:post|content)|partner\s+content)\s*[:|]|
    (?:[:|–—]|\s-)\s*(?:the\s+)?(?:podcast|quiz|crossword|sponsored|advertorial|horoscope)\W*$|
    [(\[]\s*(?:sponsored|advertorial|advertisement|ad|paid(?:\s+post)?|promoted|promotion|partner\s+content|podcast|quiz)\s*[)\]]\W*$|
    (?:^|[\W_])(?:episode|ep\.?)\s*\#?\d+\W*(?:$|[:–—-])|
    ^(?:your|the|today[’']s|this\s+week[’']s|daily|weekly)\s+(?:stars|horoscopes?)\b|\bhoroscopes?\s+(?:for|today)\b|
    ^(?:your|today[’']s|the\s+(?:daily|weekly|friday|saturday|sunday))\s+(?:\w+\s+)?(?:quiz|crossword|sudoku|horoscope)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def tells_no_news(title: str) -> bool:
    """Tell whether a title labels its item as an episode, a game, a horoscope or an advertisement."""
    return _LABEL.search(title) is not None
