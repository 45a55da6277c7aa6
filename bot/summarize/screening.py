"""Tells reporting from what talks to its reader or to a machine, and from the furniture of a page.

Text from outside is never an instruction (promise 3). The extractive writer repeats sentences, so it may choose only
those that report: nothing that gives orders, speaks of answers and prompts, names an address, or is no sentence.
Quoted words are the speaker's, and are left out of account where they are a part of a report.
"""

from __future__ import annotations

import re

from bot.evidence.marks import quoted
from bot.evidence.stopwords import STOPWORDS, words

_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.|\b(?:mailto|javascript|data):\S|[\w.+-]+@[\w-]+\.\w+|(?<![\w.])@\w{2,}|"
    r"\b[\w-]+\.(?:com|net|org|io|info|biz|co|ru|xyz|app|dev|gov|edu|link|site|online|top|click|invalid|example)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[<>{}|`\\^~]|\]\(|\[\[|\]\]|\*\*|__|#{2,}|={3,}|-{3,}|&#?\w+;")
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
_BLOB = re.compile(
    r"\b(?=\w*\d)[A-Za-z0-9+/=_-]{24,}|[A-Za-z0-9+/=]{40,}|(?:\b[0-9A-Fa-f]{2}\s+){6,}|"
    r"(?:\b[01]{6,8}\s+){3,}|(?:[.-]{1,6}\s+){6,}"
)
_MACHINE = re.compile(
    r"\b(?:your|the|this|its?)\s+(?:next\s+|final\s+|own\s+|entire\s+|whole\s+)?(?:response|reply|replies|"
    r"answer|answers|output|summary|completion|"
    r"prompt|instructions?|context window|system message)\b|\b(?:system|user|hidden|secret)\s+prompts?\b|"
    r"\b(?:previous|prior|above|earlier|preceding|following|all|any|these|those|further|"
    r"new)\s+(?:\w+\s+)?(?:instructions?|directives?|prompts?|commands?)\b|"
    r"\b(?:as|you are|you're|dear|hey|to the|to any|attention:?)\s+(?:an?\s+)?(?:helpful\s+)?(?:ai|"
    r"assistant|chatbot|language model|llm|model|bot|agent)s?\b|"
    r"\b(?:language model|llm|chatgpt|ai assistant|ai model|chatbot)s?\s+(?:must|should|will|reading|"
    r"processing|summari[sz]ing)\b|"
    r"\b(?:if|when|whenever)\s+(?:the\s+)?(?:users?|you|questioned|asked|anyone|someone|"
    r"prompted)\b[^.]{0,40}\b(?:asks?|asked|report|say|reply|respond|answer|summar)|"
    r"\bprint(?:s|ing)?\s+(?:exactly|the|only)\b|\b(?:ignore|disregard|forget|override|bypass)\s+(?:the|"
    r"all|any|every|everything|previous|prior|these|your|this|"
    r"negative|instructions)\b|\b(?:rot13|base64|leetspeak|pig latin)\b",
    re.IGNORECASE,
)  # fmt: skip
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
_NOUN_AFTER = frozenset(
    "of is are was were has have had will would and in on at by from for said says reports shows prices talks".split()
)
_LEAD_IN = re.compile(
    r"^(?:(?:please|also|now|then|next|first|finally|instead|always|never|kindly|just|so|and|but|"
    r"important|note|warning|attention|remember)\b[,:!]?\s+|"
    r"(?:in|within|at|before|after|for|throughout|while|when|if|as|to)\b[^,]{2,60},\s*|[\W_]+|do not\s+|"
    r"don[’']t\s+)+",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your|yours|yourself|you[’'](?:re|ve|ll|d))\b", re.IGNORECASE)
_FURNITURE = re.compile(
    r"^(?:by\s+(?:[A-Z][\w.’'-]*\s*){2,5}$|(?:photo|image|picture|video|caption|credit|source|sources|"
    r"advertisement|related|more|also|tags?|topics?|share|"
    r"listen|watch|live|updated?|published|posted|reporting|editing|writing|additional reporting|"
    r"correction|note|editor[’']s note)\s*(?:[:|©/–—-]|by\b))|"
    r"\b(?:getty images|ap photo|all rights reserved|copyright|©|read more|sign up|subscribe|newsletter|click here|"
    r"follow us|cookie|privacy policy|terms of (?:use|service)|continue reading|story continues|this "
    r"(?:story|article|page) (?:has been|was|will be)|"
    r"contributed to this (?:report|story|article)|for more (?:information|on this|stories|news))\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!…。！।؟۔][\"'”’»)\]]*$|[\"”»]$")
_LETTER = re.compile(r"[^\W\d_]")
FEWEST_WORDS = 5


def is_safe(text: str) -> bool:
    """Tell whether a sentence may be repeated at all: it holds no address, markup or blob, and gives no orders."""
    if _INVISIBLE.search(text) or _ADDRESS.search(text) or _MARKUP.search(text) or _BLOB.search(text):
        return False
    spoken = unquoted(text)
    return not (_MACHINE.search(spoken) or _MACHINE.search(text) or gives_orders(spoken)) and _is_words(text)


def is_reporting(text: str) -> bool:
    """Tell whether a sentence may carry a story: safe, whole, told of somebody and not to somebody."""
    line = " ".join(text.split())
    spoken = unquoted(line)
    return (
        is_safe(line)
        and not _FURNITURE.search(line)
        and not _YOU.search(spoken)
        and not spoken.rstrip("\"”»'’ ").endswith("?")
        and bool(_SENTENCE_END.search(line))
        and len(words(line)) >= FEWEST_WORDS
    )


def gives_orders(text: str) -> bool:
    """Tell whether a text, or a sentence in it, begins like an order: "Add …", "In the end, write …"."""
    return any(_is_order(part) for part in re.split(r"(?<=[.!?:;])\s+|\n+", text))


def _is_order(sentence: str) -> bool:
    bare = _LEAD_IN.sub("", sentence.strip())
    found = words(bare[:60])
    if not found or found[0].lower() not in _ORDERS:
        return False
    if bare is not sentence.strip() and not bare[:1].isupper() and bare == sentence.strip():
        return False
    following = found[1].lower() if len(found) > 1 else ""
    return following not in _NOUN_AFTER


def unquoted(text: str) -> str:
    """Return the text without what stands in quotation marks, unless that is nearly all of it."""
    spans = quoted(text)
    left, at = [], 0
    for start, end in spans:
        left.append(text[at:start])
        at = end
    left.append(text[at:])
    plain = " ".join(left)
    return plain if len(_LETTER.findall(plain)) >= 12 else text


def _is_words(text: str) -> bool:
    """Tell whether a text is mostly words: letters in words, not symbols, spelled-out letters or ciphers."""
    dense = [char for char in text if not char.isspace()]
    if not dense or sum(char.isalpha() for char in dense) < 0.6 * len(dense):
        return False
    found = words(text)
    return (
        sum(len(word) == 1 and word.isalpha() and word.lower() not in ("a", "i", "s", "t", "d") for word in found)
        <= 1 + len(found) // 4
    )


def is_of_language(text: str, english: bool) -> bool:
    """Tell whether a sentence is written like its article: an English one has English function words."""
    found = [word.lower() for word in words(text)]
    if not english or len(found) < 6:
        return True
    return sum(word in STOPWORDS for word in found) >= 0.12 * len(found)
