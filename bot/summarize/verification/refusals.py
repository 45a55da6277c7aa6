"""What code knows to be wrong with a claim, a small check each: what is refused is never posted.

A check says what it found, or "" where the claim passes it. None asks whether the passage says the claim: what a claim
only puts together or words in another way is left to the proof, and to a reader.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.language.facts.named_days import NamedDay, days_around, named_days, week_around
from bot.language.registry import pack_of
from bot.language.tokens import plain
from bot.models import CITATION_CHARS
from bot.summarize.verification.across_languages import other_mouth
from bot.summarize.verification.attribution import given_to_another, misnoted, people_of, unprinted_quotation
from bot.summarize.verification.held_claim import HeldClaim
from bot.text.postable import trouble

_PAIR = 2
"""One is a pronoun too, and who is named beside another makes two."""
Check = Callable[[HeldClaim], str]


def out_of_form(held: HeldClaim) -> str:
    """Say what makes a sentence unfit to be posted: a link, a mention or markup; no words, no evidence, or too much."""
    claim, text = held.claim, held.claim.text.strip()
    if not any(char.isalpha() for char in text):
        return "it says nothing"
    if len(text) > CITATION_CHARS:
        return f"it is longer than {CITATION_CHARS} characters"
    if not claim.citations:
        return "it cites nothing"
    if any(len(citation.text) > CITATION_CHARS for citation in claim.citations):
        return f"it cites more than {CITATION_CHARS} characters at once"
    cited = " ".join(citation.text for citation in claim.citations)
    return trouble(text, cited) or trouble(claim.speaker or "", cited)


def unprinted_figure(held: HeldClaim) -> str:
    """Say which number the cited spans do not print, in any form: “half a million” is 500,000, in any language.

    “One”, “two” and a mere “millions” count nothing, and in a language whose numbers are not known nothing does.
    """
    theirs = pack_of(held.source.language).figures
    if not (theirs.known and held.figures.known):
        return ""
    printed = [each for citation in held.claim.citations for each in theirs.read(citation.text)]
    days = {day.day for day in named_days(held.claim.text, held.rules)}  # `unprinted_day` holds these
    for mine in held.figures.read(held.claim.text):
        counts = not mine.rough and not (mine.spelled and mine.value <= _PAIR) and mine.value not in days
        if counts and not any(mine.same(other) for other in printed):
            return f"“{mine.text}” is not in the passage"
    return ""


def other_unit(held: HeldClaim) -> str:
    """Say which number the cited spans print with another unit only: “340 miles” for “340 kilometres”."""
    found = held.source.rules.other_unit(held.line, held.lines) if held.one_language else ""
    return f"“{found}” has another unit in the passage" if found else ""


def unprinted_day(held: HeldClaim) -> str:
    """Say which day or month the cited spans neither print nor mean: by “Tuesday” they mean the article's."""
    theirs = held.source.rules
    if not (theirs.months and held.rules.months):
        return ""
    printed = {pair for citation in held.claim.citations for pair in days_around(citation.text, theirs)}
    weekdays = {day.weekday for citation in held.claim.citations for day in named_days(citation.text, theirs)}
    for day in named_days(held.unquoted, held.rules):
        is_printed = day.weekday in weekdays if day.weekday >= 0 else (day.month, day.day) in printed
        if not is_printed and not _is_meant(day, held):
            return f"“{day.text}” is not in the passage"
    return ""


def _is_meant(day: NamedDay, held: HeldClaim) -> bool:
    """Tell whether a passage may mean the day by “today” or “Tuesday”, as far as it is known when it came out."""
    rules = held.source.rules
    for citation in held.claim.citations:
        words = {plain(word.strip(".,;:!?")) for word in citation.text.split()}
        if words & (rules.days_from_now if day.weekday >= 0 else rules.days_from_now | rules.weekdays.keys()):
            published = citation.published_at
            if published is None or any(day.is_on(near) for near in week_around(published.date())):
                return True
    return False


def day_from_now(held: HeldClaim) -> str:
    """Say which “today” or “yesterday” the claim has: its reader's day is another than its article's."""
    words = [word.strip(".,;:!?()") for word in held.unquoted.split()]
    found = next((word for word in words if plain(word) in held.rules.days_from_now), "")
    return f"“{found}” is another day for who reads it" if found else ""


def time_from_now(held: HeldClaim) -> str:
    """Say which “this week” the claim has where its passage speaks of none."""
    theirs, text, cited = held.source.rules.spans_from_now, plain(held.unquoted), plain(held.cited)
    if not theirs or any(words in cited for words in theirs):
        return ""
    found = next((words for words in held.rules.spans_from_now if words in text), "")
    return f"“{found}” is not in the passage" if found else ""


def unprinted_name(held: HeldClaim) -> str:
    """Say which name the cited spans do not print, in any form or spelling."""
    if not held.one_language:
        return ""
    rules, lines = held.source.rules, held.lines
    meant = {
        *people_of(held.source.said, lines),
        *(stem for at in range(len(lines)) for stem in rules.meant(lines, at)),
    }
    found = rules.unprinted_name(held.line, lines, meant)
    return f"“{found}” is not in the passage" if found else ""


def unprinted_title(held: HeldClaim) -> str:
    """Say which title the cited spans do not print: “Minister” where they have “Deputy Minister”."""
    found = held.source.rules.unprinted_title(held.line, held.lines) if held.one_language else ""
    return f"the passage does not give the title “{found}”" if found else ""


def wrong_quotation(held: HeldClaim) -> str:
    """Say which words in quotation marks the cited spans do not print between such marks."""
    return unprinted_quotation(held.claim, held.source, held.statements)


def wrong_speaker(held: HeldClaim) -> str:
    """Say which quoted words, or which note beside the claim, name another than the one who speaks."""
    if not held.one_language:
        return other_mouth(held)
    return given_to_another(held.claim, held.source) or misnoted(held.claim, held.source)


CHECKS: tuple[Check, ...] = (
    wrong_quotation,
    wrong_speaker,
    unprinted_figure,
    other_unit,
    unprinted_day,
    day_from_now,
    time_from_now,
    unprinted_name,
    unprinted_title,
)
"""All but `out_of_form`, which also whole sentences of the source must pass."""
