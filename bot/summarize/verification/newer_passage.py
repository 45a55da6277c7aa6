"""Finds the newest passage that a story holds on what a claim tells: it may have been taken back since."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clock import EPOCH
from bot.language.registry import pack_of
from bot.models import Citation, Claim
from bot.summarize.verification.cited_language import language_of

ON_THE_MATTER = 2
"""Words of meaning that a passage shares with a claim, at least …"""
SHARE = 0.25
"""… and the share of the claim's words that they are."""


def newer_passage(claim: Claim, held: Sequence[Citation], language: str = "") -> Citation | None:
    """Return the newest passage of another article on the matter of a claim, later than all that it cites; or None.

    `language` is the claim's, "" where it is its passages': in another one, its matter is told by their words.
    """
    theirs = language_of(claim.citations)
    rules, translated = pack_of(theirs).claims, bool(language) and language != theirs
    matter = " ".join(item.text for item in claim.citations) if translated else claim.text
    words = {token.stem for token in rules.tokens(matter) if token.content and not token.mark}
    cited = {item.revision_id for item in claim.citations}
    since = max((item.published_at or EPOCH for item in claim.citations), default=EPOCH)

    def on_the_matter(item: Citation) -> bool:
        shared = words & {token.stem for token in rules.tokens(item.text) if token.content}
        return len(shared) >= max(ON_THE_MATTER, SHARE * len(words))

    later = [item for item in held if item.published_at and item.published_at > since]
    found = [item for item in later if item.revision_id not in cited and on_the_matter(item)]
    return max(found, key=lambda item: item.published_at or EPOCH, default=None)
