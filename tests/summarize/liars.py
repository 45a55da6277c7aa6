"""Lies that change one plain word: a verb, an adverb, a unit, a bound, a quantifier, a link; and links in disguise."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from bot.models import Claim
from bot.text.postable import cleaned
from tests.summarize.newsroom import Told, honest

NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
ORDINALS = "first second third fourth fifth sixth".split()
SWAPS = {
    "unit": "percent/percentage points, percent/per mille, million/billion, billion/million, days/weeks, weeks/days, "
    "years/months, months/years, minutes/hours, hours/minutes, dollars/euros, euros/dollars, marks/dollars, "
    "aircraft/helicopters, soldiers/officers, helicopters/trucks, families/villages, ships/lorries",
    "bound": "about/exactly, about/more than, more than/at most, More than/At most, More than/Exactly, at least/at most, "
    "nearly/more than",
    "quantifier": "some/all, most/all, None/Most, each/some, every/one, two of/all of, both/neither, several/dozens of, "
    "many/few",
    "link": "after/before, before/after, since/until, above/below, against/for, from/to, if/because, with/without",
    "verb": "offered/withdrew, reached/left, found/lost, visited/avoided, promised/forgot, accused/praised, "
    "accused/convicted, denied/confirmed, raised/announced, ended/joined, killed/frightened, sentenced/invited, "
    "presented/hid, won/bought, signed/burned, warned/joked, asked/thanked, beat/met",
    "speech": "said/admitted, said/lied, said/joked, said/denied, said/feared",
}
ADVERBS = "illegally secretly reluctantly falsely".split()
ADJECTIVES = "corrupt alleged former disgraced".split()
VERBS = re.compile(
    r"\b(?:said|ended|offered|asked|raised|voted|rose|promised|sent|reached|accused|won|signed|beat|told)\b"
)
NOUNS = re.compile(
    r"\b(?:mayor|minister|company|union|bank|airline|government|treaty|strike|vaccine|teacher|court|lawyer)\b"
)
DISGUISED = (
    "＠everyone", "@\u200beveryone", "@ everyone", "<\u200b@123>", "＜@123＞", "https\u200b://evil.example/x", "ｈttps://evil.example",
    "evil\u3002com", "evil\u2024com", "evil．com", "evil.\u200bcom", "evil[.]com", "𝗲𝘃𝗶𝗹.𝗰𝗼𝗺", "пример.рф", "a@b.example", "//evil.example/x",
    "tel:+123456", "[a](https://evil.example)", "<!channel>", "t.me/evil", "www\u200b.evil", "# big",
)  # fmt: skip


def plain_lies(article: Told, seed: int = 0) -> Iterator[tuple[str, Claim]]:
    """Yield lies of each kind, made of the honest sentences; none is a sentence of the article or an honest one."""
    chance = random.Random(seed)
    true = {_bare(text) for text in article.honest}
    for claim in honest(article):
        for kind, text in (*_changed(claim.text, chance), *_added(claim.text, chance)):
            if _bare(text) not in true and _bare(text) not in _bare(article.text):
                yield kind, Claim(cleaned(text), claim.citations, "model")


def disguised(article: Told) -> Iterator[tuple[str, Claim]]:
    """Yield honest sentences with a live link or mention in them."""
    for number, claim in enumerate(honest(article)):
        for mark in DISGUISED[number % 3 :: 3]:
            yield "disguise", Claim(cleaned(f"{mark} {claim.text}"), claim.citations, "model")
            yield "disguise", Claim(cleaned(f"{claim.text.rstrip('.')} {mark}."), claim.citations, "model")


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _changed(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    outside = re.sub(r'"[^"]*"', lambda match: "\0" * len(match.group()), text)
    for kind, pairs in SWAPS.items():
        for pair in pairs.split(", "):
            yield from _swapped(kind, text, outside, *pair.split("/"))
    for words in (NUMBER_WORDS, ORDINALS):
        for word in words:
            yield from _swapped("number word", text, outside, word, chance.choice([w for w in words if w != word]))


def _swapped(kind: str, text: str, outside: str, old: str, new: str) -> Iterator[tuple[str, str]]:
    match = re.search(rf"\b{re.escape(old)}\b", outside)
    if match:
        yield kind, text[: match.start()] + new + text[match.end() :]


def _added(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    for kind, pattern, words in (("adverb", VERBS, ADVERBS), ("adjective", NOUNS, ADJECTIVES)):
        match = pattern.search(re.sub(r'"[^"]*"', lambda quoted: "\0" * len(quoted.group()), text))
        if match:
            yield kind, f"{text[: match.start()]}{chance.choice(words)} {text[match.start() :]}"
