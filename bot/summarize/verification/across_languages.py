"""What code can hold of a claim against passages in another language: values, quoted words, who spoke them, names.

Their words cannot be compared. Figures and days have a value in both, a quotation stands as it was printed, and a name
is looked for as the other press may spell it: one that is found must be where the second reader points; one that is
not is left to the reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.language.names_across import may_be_one_name
from bot.language.registry import every_mark, pack_of
from bot.language.tokens import plain
from bot.models import Claim
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.cited_statements import CitedQuote
from bot.summarize.verification.held_claim import HeldClaim
from bot.summarize.verification.typography import even

LEAST_LETTERS = 3


def other_mouth(held: HeldClaim) -> str:
    """Say which quoted words a claim notes as another's whom the passage names too, and who speaks them there."""
    speaker = held.claim.speaker or ""
    for words in quoted_words(held.claim.text):
        holders = [item for item in held.source.said if item.holds(words) and item.names]
        if not holders or not speaker or any(_bears(speaker, item) for item in holders):
            continue
        if any(_bears(speaker, item) for item in held.source.said) or _printed(speaker, held):
            return f"“{words}” is said by {holders[0].who}, not by {speaker}"
    return ""


def quoted_words(text: str) -> Iterator[str]:
    """Yield what stands in quotation marks, with one kind of each mark and none at its ends."""
    for start, end in every_mark().quoted(text):
        if words := even(text[start:end]).strip(" ,.;:!?"):
            yield words


def _bears(name: str, item: CitedQuote) -> bool:
    known = (*item.names, item.quote.via or "")
    return item.by(name) or any(may_be_one_name(_last(name), _last(other)) for other in known if other)


def _printed(name: str, held: HeldClaim) -> bool:
    """Tell whether the passages print a full name that ends so: a single word may be an office."""
    names = pack_of(held.source.language).names
    full = (names.core(held.cited[start:end]) for start, end in names.spans(held.cited))
    return any(may_be_one_name(_last(name), _last(each)) for each in full if len(each.split()) > 1)


def _last(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1] if name.split() else ""


def unheld(claim: Claim, stretches: Sequence[str], language: str) -> str:
    """Say which figure of a claim in another language, or name that its passages print, no stretch has; or ""."""
    return _unheld_figure(claim, stretches, language) or _unheld_name(claim, stretches)


def _unheld_figure(claim: Claim, stretches: Sequence[str], language: str) -> str:
    ours, theirs = pack_of(language).figures, pack_of(language_of(claim.citations)).figures
    if not (ours.known and theirs.known):
        return ""
    printed = [figure for text in stretches for figure in theirs.read(even(text))]
    for figure in ours.read(even(claim.text)):
        if not figure.spelled and not any(figure.same(other) for other in printed):
            return f"the words that say it do not have its “{figure.text}”"
    return ""


def _unheld_name(claim: Claim, stretches: Sequence[str]) -> str:
    """Only names that the passages print can be looked for: in German every noun has a capital."""
    printed = [word for item in claim.citations for word in _capitalised(item.text)]
    told = [word for text in stretches for word in _words(text)]
    for word in _capitalised(claim.text):
        is_name = any(may_be_one_name(word, other) for other in printed)
        if is_name and not any(may_be_one_name(word, other) for other in told):
            return f"the words that say it do not have its “{word}”"
    return ""


def _capitalised(text: str) -> list[str]:
    return [word for word in _words(text) if word[:1].isupper() and len(plain(word)) >= LEAST_LETTERS]


def _words(text: str) -> list[str]:
    return [word.strip(".,;:!?()[]„“”‚‘’\"'«»–—") for word in text.replace("’s ", " ").replace("'s ", " ").split()]
