"""Whose words come in (promise 1): an outlet's are those that come from it, all others those of whoever sent them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.language.detection import decided
from bot.language.sentences import split
from bot.models import Article, Provenance, Source, Voucher
from bot.store.visibility import UNLINKED
from bot.text.sites import site_of
from bot.text.urls import canonical
from bot.text.visible import letters_of

FEWEST_WORDS = 5
"""Words of a sentence below which it says nothing of its own."""
ALL_OUTLETS = "*"
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends articles in: a source, and the address that they were served from in the end ("" for no web address).

    Where a source is asked and where it leads on to are two things: an honest site may send everybody anywhere.
    """

    source: Source
    served_from: str = ""
    named_by: frozenset[str] = frozenset()
    """Sites whose pages were found to name the source as their feed, beside those that it knows of."""

    @property
    def site(self) -> str:
        """Return where the sender is at home: a site, or what its source is called."""
        source = self.source
        return self._site or source.title or source.url.rstrip("/").rpartition("/")[2]

    @property
    def _site(self) -> str:
        return site_of(self.served_from or self.source.address)

    def key(self, article: Article) -> str:
        """Return what tells the sender of an article from all others: through one door may come what many say."""
        return self._site or f"{self.source.url} {article.source}"

    def voucher(self, url: str) -> Voucher | None:
        """Return how it is known that the sender speaks for the outlet at an address; None where it is not."""
        site = site_of(url)
        if not site:
            return None
        outlets = self.source.outlet.split()
        if ALL_OUTLETS in outlets or site in map(site_named, outlets):
            return "operator"
        if site == self._site:
            return "site"
        return "feed" if site in self.named_by or site in self.source.named_by.split() else None

    def whose(self, article: Article) -> Provenance:
        """Return whose words an article is that the sender brings; what has no link is nobody else's."""
        if not article.url or article.url.startswith(UNLINKED):
            return Provenance("site", self.site)
        known_by = self.voucher(article.url)
        if known_by is None:
            return Provenance("sender", self.site, self.key(article))
        return Provenance(known_by, site_of(article.url))

    def is_named(self, feeds: Iterable[str]) -> bool:
        """Tell whether the sender is one of the feeds that a page names."""
        source = self.source
        mine = {_address(each) for each in (source.url, source.address, self.served_from)} - {""}
        return any(_address(each) in mine for each in feeds)


def site_named(host: str) -> str:
    """Return the site of a host as somebody writes it: `www.vell.example`, `medium.com/@ann`, or an address in full."""
    return site_of(host if "://" in host else f"https://{host}")


def _address(url: str) -> str:
    return canonical(url).partition("://")[2].removeprefix("www.").rstrip("/")


def says_itself(article: Article, page: Collection[str]) -> bool:
    """Tell whether an entry says anything in its own words: a sentence that the page does not print that it links to.

    `page` is all that the page says, of itself too. What is no sentence is a link's words, or counts comments.
    """
    printed = letters_of("\n".join(page))
    sentences = split(article.text, decided(article.text, article.language)) or (article.text,)
    return any(
        len(_WORD.findall(each)) >= FEWEST_WORDS
        and _SENTENCE_END.search(each.strip())
        and letters_of(each) not in printed
        for each in sentences
    )
