"""Tells reporting from what talks to a machine or gives its reader orders, in English."""

from __future__ import annotations

import re

from bot.language.content_words import words
from bot.language.en.function_words import FINITE_AUXILIARIES, PREPOSITIONS
from bot.language.en.screening.page_furniture import is_call
from bot.language.en.speech.speech_verbs import BE, HAVE
from bot.language.en.tokens import tokens
from bot.text.patterns import any_of

_ORDERS = frozenset(
    """add adopt alternate alter append apply arrange assume attach augment begin break change check choose
    claim click combine compare complete compose
    conclude confirm construct contact convert craft create define delete deliver describe disclose discard
    discuss disregard display do donate download draft
    embed emphasize emphasise encode encourage encrypt end enhance ensure enter establish exchange execute
    explain express extend fetch finish focus follow
    forget format generate get give group guide highlight identify ignore illustrate imagine immerse
    incorporate inject insert instruct integrate interpret
    introduce invert invite join jumble keep know learn let list look make mention merge mix modify navigate
    note notice obey offer omit open output outline
    override paint paraphrase pick place please plan pretend print produce prompt provide quote read
    rearrange recall recommend refer refuse register remember
    remind remove repeat rephrase replace reply report respond restate return reverse rewrite roleplay run
    say scramble search see select send share show shuffle
    sign simulate skip sort speak spell split start state stop stress submit subscribe substitute suggest
    summarise summarize swap switch take tell think
    throw translate transform tweet try turn type update upgrade use utilise utilize verify view visit watch
    weave work write""".split()
)
"""Verbs that begin an order. News seldom begins a sentence so; where it does, another sentence tells it as well."""
_ANSWERING = (_ORDERS & frozenset("report say reply respond summarise summarize print write".split())) | {"answer"}
_REPLY = (
    r"(?:next\s+|final\s+|own\s+|entire\s+|whole\s+)?(?:response|reply|replies|answers?|output|summary|completion|"
    r"prompt|instructions?)"
)
"""What a model is asked for, and what it is asked by."""
_MACHINE = re.compile(
    rf"\byour\s+{_REPLY}\b|\b(?:context window|system message)\b|"
    r"\b(?:system|user|hidden|secret)\s+prompts?\b|"
    r"\b(?:previous|prior|above|earlier|preceding|following|all|any|these|those|further|"
    r"new)\s+(?:\w+\s+)?(?:instructions?|directives?|prompts?|commands?)\b|"
    r"\b(?:as|you are|you're|dear|hey|to the|to any|attention:?)\s+(?:an?\s+)?(?:helpful\s+)?(?:ai|"
    r"assistant|chatbot|language model|llm|model|bot|agent)s?\b|"
    r"\b(?:language model|llm|chatgpt|ai assistant|ai model|chatbot)s?\s+(?:must|should|will|reading|"
    r"processing|summari[sz]ing)\b|"
    r"\b(?:if|when|whenever)\s+(?:the\s+)?(?:users?|you|anyone|someone)\b[^.]{0,40}\b(?:asks?|asked|report|say|reply|"
    r"respond|answer|summar)|"
    r"\b(?:if|when|whenever)\s+(?:questioned|asked|prompted)\b[^.,]{0,40},?\s*(?:simply\s+|only\s+|always\s+|then\s+)?"
    rf"{any_of(_ANSWERING)}\b|"
    r"\bprint(?:s|ing)?\s+(?:exactly|the|only)\b|"
    r"\b(?:ignore|disregard|forget|override|bypass)\s+(?:everything|previous|prior|your|instructions|(?:the|all|any|every|"
    r"these|this|negative)\s+(?:\w+\s+){0,3}(?:above|below|text|article|page|document|instructions?|directions|rules|"
    r"rest|data|info\w*|content|context|indicators?|prompts?|sources?|system|users?|questions?))\b|"
    r"\b(?:rot13|base64|leetspeak|pig latin)\b",
    re.IGNORECASE,
)  # fmt: skip
_THE_REPLY = re.compile(
    rf"\b(?:the|this|its?)\s+{_REPLY}\b",
    re.IGNORECASE,
)
_OUGHT = re.compile(r"\b(?:must|should|shall|ought|needs? to|ha(?:s|ve) to|always)\b", re.IGNORECASE)
"""What makes a word on a reply an order: a ministry’s answer may be late, “the answer must rhyme” is no news."""
_NOUN_AFTER = FINITE_AUXILIARIES | frozenset("of and in on at by from for said says reports shows prices talks".split())
_NOUNS = _ORDERS & frozenset("state work search exchange stress contact guide display view plan quote register".split())
"""Those that as often are the first word of a name for something."""
_REPORTED = frozenset("said reported announced showed told confirmed began found fell rose".split())
_SUBJECT = 8
_SETTING = (PREPOSITIONS & frozenset("in within at before after for throughout as to".split())) | {
    "while",
    "when",
    "if",
}
_LEAD_IN = re.compile(
    r"^(?:(?:please|also|now|then|next|first|finally|instead|always|never|kindly|just|so|and|but|"
    r"important|note|warning|attention|remember)\b[,:!]?\s+|"
    rf"{any_of(_SETTING)}\b[^,]{{2,60}},\s*|[\W_]+|do not\s+|"
    r"don[’']t\s+)+",
    re.IGNORECASE,
)


_SOLD = _ORDERS & frozenset("subscribe sign join register donate download upgrade visit watch read click try".split())
_SELLING = re.compile(
    rf"(?:please\s+|now\s+)?{any_of(_SOLD | {'enjoy'})}\b",
    re.IGNORECASE,
)
"""How a page begins to sell what it is, whatever it offers: the news beside that is its news."""


def speaks_to_machine(text: str) -> bool:
    """Tell whether a text speaks of prompts and replies, as one does that is meant for a language model."""
    return bool(_MACHINE.search(text) or (_THE_REPLY.search(text) and (_OUGHT.search(text) or gives_orders(text))))


def orders_its_reader(text: str) -> bool:
    """Tell whether a text gives an order that no page has for its reader, such as to watch a video."""
    return any(_is_order(part) and not is_call(part) for part in _parts(text))


def spoils_its_passage(text: str) -> bool:
    """Tell whether a text gives an order that makes what stands beside it suspect: none with which pages sell."""
    return any(_is_order(part) and not is_call(part) and not _SELLING.match(part.strip()) for part in _parts(text))


def gives_orders(text: str) -> bool:
    """Tell whether a text, or a sentence in it, begins like an order: "Add …", "In the end, write …"."""
    return any(map(_is_order, _parts(text)))


def _parts(text: str) -> list[str]:
    return re.split(r"(?<=[.!?:;])\s+|\n+", text)


def _is_order(sentence: str) -> bool:
    bare = _LEAD_IN.sub("", sentence.strip())
    found = words(bare[:60])
    if not found or found[0].lower() not in _ORDERS:
        return False
    following = found[1].lower() if len(found) > 1 else ""
    return following not in _NOUN_AFTER and not _is_noun(bare)


def _is_noun(bare: str) -> bool:
    """Tell whether what begins like an order is the first noun of a subject: “State media reported”, “Search teams
    found”, with nothing between it and its verb that an order would have."""
    line = tokens(bare[:80])[:_SUBJECT]
    verb = next((n for n, token in enumerate(line) if n and (token.low in BE | HAVE or token.low in _REPORTED)), 0)
    between = line[1:verb]
    return line[0].low in _NOUNS and bool(between) and all(token.content and not token.mark for token in between[:1])
