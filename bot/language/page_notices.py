"""What pages and feeds say around an article and of themselves: a facet of a language.

Each kind is the alternatives of a regular expression, "" for none. A page is read for those of every pack: sites print
their notices in another language than their news.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotices:
    """The notices of a language, each kind without what stands around it."""

    footers: str = ""
    """Lines that programs put under an entry of a feed: links back, buttons."""
    after_the_end: str = ""
    """How a line begins that stands under an article."""
    consent: str = ""
    """Words of a page that asks for consent to cookies …"""
    cookies: str = ""
    """… and those without which a page is none of these."""
    robots: str = ""
    """What a check for robots says."""
    errors: str = ""
    """What an error page is called."""
    offers: str = ""
    """What a page offers to those who pay: whole lines, that mean it only beside others."""
    failed_titles: str = ""
    """What a program that makes feeds calls an item in which it reports that it failed …"""
    failed_texts: str = ""
    """… what such a report says of the site …"""
    maintainers: str = ""
    """… and by what it speaks to those who run the program."""
    asks: str = ""
    """What a page says to its reader, and never an article, to be paid or to learn who reads."""


def either(*alternatives: str) -> str:
    """Return the alternatives as one; for none, what never fits."""
    return "|".join(filter(None, alternatives)) or "(?!)"
