"""English words as they are compared for a question: their stem, synonyms, derivations, and the forms of a name."""

from __future__ import annotations

import re

from bot.language.en.function_words import JOINERS
from bot.language.en.lexicon import NATIONS
from bot.language.en.number_words import CARDINALS, ORDINAL_ENDINGS, ORDINALS, TENS
from bot.language.en.synonyms import LIGHT, VERBS, synonyms
from bot.language.en.tokens import stem
from bot.language.word_matching import TOKEN, WordMatching

_ENDINGS = frozenset(
    """s es e ed d de ded des ding der ders ing ings er ers or ors r rs ion ions sion sions tion tions ation
    ations ment ments al
    ally ly y ies ied ian ians n an ans ish ese ic ical ity ive ant ent ance ence able ible ism ist ists ness
    ful less ship
    te ted tes ting ce cing ced t ts se sed ses sing nt""".split()
) | {""}
_ROMAN = "- - ii iii iv - vi vii viii ix - xi xii".split()
_AS_NUMBER = {
    word: str(value) for words in (CARDINALS, ORDINALS, _ROMAN) for value, word in enumerate(words) if word != "-"
} | {word: str(value) for word, value in TENS.items()}
_SPELLED = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"\b(?:United States(?: of America)?|U\.S\.A?\.?|USA?(?![\w’'-]))", "USA"),
        (r"\b(?:United Kingdom|U\.K\.|Great Britain)", "UK"),
        (r"\b(?:United Nations|U\.N\.)", "UN"),
        (r"\b(?:European Union|E\.U\.)", "EU"),
        (r"\b(?:came|comes?|coming)\s+(?:out\s+)?on\s+top\b|\bfinish(?:ed|es)?\s+on\s+top\b", "won"),
        *((rf"\bQ{number}\b", f"{word} quarter") for number, word in enumerate(ORDINALS[1:5], 1)),
    )
)
"""Countries and unions that texts spell out or shorten: one word for each, and never “us”. A “Q2” is two words, and
what is said of a winner in three is one."""

WORDS = WordMatching(
    stem=stem,
    synonyms=synonyms,
    one_word=NATIONS,
    verbs=VERBS,
    light=LIGHT,
    endings=_ENDINGS,
    numbers=_AS_NUMBER,
    ordinals=ORDINAL_ENDINGS,
    spelled=_SPELLED,
    joiners=JOINERS,
)

tokens, as_number, same, derived, alike = WORDS.tokens, WORDS.as_number, WORDS.same, WORDS.derived, WORDS.alike
united, acronyms, holds = WORDS.united, WORDS.acronyms, WORDS.holds
__all__ = ["TOKEN", "WORDS", "acronyms", "alike", "as_number", "derived", "holds", "same", "tokens", "united"]
