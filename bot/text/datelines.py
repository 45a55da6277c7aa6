"""Where a news text stands: the place, day and agency that print puts in front of a report's first sentence."""

from __future__ import annotations

import re

_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,}(?:\s[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3}"
"""A town in capitals …"""
_TOWN = r"[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+){0,3}"
"""… which may stand in small letters where an agency is named: “Kyiv (Reuters) - ” …"""
_AROUND = r"(?:,\s[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)?(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?"
"""… the state or land that it lies in, and the day."""
_AGENCY = r"\s\([A-Z][\w.&/ ]{1,24}\)"
_SIGN = r"(?:\s(?:—|–|―|--?)\s|\s(?:—|―|--)|(?:—|―|--)\s|—)(?=[\"“„«‘'\dA-ZÀ-ÞΑ-ΩА-Я])"
"""A dash with white space beside it, and the beginning of a sentence behind it: “COVID-19” and “AFL-CIO” are words."""
_UNPARTED = r"\s\([A-Z]{2,5}\)(?=[\"“„«‘'A-ZÀ-Þ])"
"""An agency that the page had in a line of its own, and its text has not: “Kyiv (CNN)President …”."""
_DASH = re.compile(r"\s(?:—|–|―|--?)\s|—")
"""A second one: “NASA - America's agency - said …” has a clause between two …"""
_CLAUSE = 8
"""… of fewer words than a report has in front of a dash of its own."""
_DATELINE = re.compile(
    rf"{_PLACE}(?P<around>{_AROUND}(?:{_AGENCY})?){_SIGN}|{_TOWN}{_AROUND}(?:{_AGENCY}{_SIGN}|{_UNPARTED})"
)


def after_dateline(text: str) -> int:
    """Return where a report begins behind its dateline, “HEMPSTEAD, N.Y., Sept. 26 (UPI) — ”; 0 where it has none."""
    match = _DATELINE.match(text)
    return match.end() if match and (match["around"] != "" or _is_report(text[match.end() :])) else 0


def _is_report(text: str) -> bool:
    """Tell whether what stands behind a name and a dash is a report, and no clause that another dash ends."""
    before, *more = _DASH.split(text)
    return len(more) % 2 == 0 or len(before.split()) >= _CLAUSE
