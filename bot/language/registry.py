"""The languages that Readout has a pack for. A new one is a folder here and a line below."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from bot.language.pack import LanguagePack
from bot.text.quotation_marks import QuotationMarks

PACKS = {code: f"bot.language.{code}" for code in ("en", "de", "fr", "es")}
"""By ISO 639-1 code: the module whose `PACK` it is; imported when a text in that language is met."""

ANY = LanguagePack()
"""What holds in every language."""


def pack_of(language: str) -> LanguagePack:
    """Return the pack of a language by its code ("en", "en-GB"), or what holds in any where there is none."""
    module = PACKS.get(language.split("-", maxsplit=1)[0].lower())
    return ANY if module is None else _pack_in(module)


def packs() -> tuple[LanguagePack, ...]:
    """Return every pack: for what may be said in any language, such as a name that somebody asks for."""
    return tuple(map(_pack_in, PACKS.values()))


@cache
def _pack_in(module: str) -> LanguagePack:
    pack: LanguagePack = import_module(module).PACK
    return pack


@cache
def every_mark() -> QuotationMarks:
    """Return the quotation marks of every pack: for a text of which the language is not told."""
    return QuotationMarks.of_all(pack.quotation_marks for pack in packs())


def pack_of_line(line: str) -> LanguagePack:
    """Return the pack of the language most of whose small words stand in a line that somebody typed; English for none.

    A line is too short for the rules that tell an article's language, and is asked in one that there is a pack for.
    """
    first, *others = packs()
    return max((first, *others), key=lambda pack: _small_words(line, pack)) if others else first


def _small_words(line: str, pack: LanguagePack) -> int:
    return sum(word in pack.content.stopwords or word in pack.asked_with for word in pack.words.tokens(line))
