"""Languages as people name them, to the codes that articles carry: “German”, “Deutsch”, “de” and “de-AT” are `de`.

The names are CLDR's, by Babel: https://cldr.unicode.org/
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import lru_cache

from bot.errors import UsageError
from bot.messages.catalogue import say

LONGEST = 40
"""Characters of a name that is looked up."""
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


def code_of(name: str) -> str:
    """Return the ISO 639-1 code of a language by its code, its English name or its own; "" where none is known."""
    wanted = _folded(name)
    if not wanted or len(wanted) > LONGEST:
        return ""
    return _code_of_tag(wanted) or _english().get(wanted) or _own().get(wanted, "")


def name_of(code: str) -> str:
    """Return the English name of a language by its code; the code itself where none is known."""
    return _name(code) if code and code in _codes() else code


def check_language(name: str) -> str:
    """Return the code of a language that is named, "" for no name; a UsageError suggests one where it is not known."""
    if not name.strip():
        return ""
    if code := code_of(name):
        return code
    near = near_language(name)
    fix = say("errors.did_you_mean_so", near=near) if near else say("errors.write_language")
    raise UsageError(say("errors.unknown_language", name=name.strip()[:LONGEST], fix=fix))


def near_language(name: str) -> str:
    """Return the English name of the language that a word which is none comes nearest to; "" where none is near."""
    wanted = _folded(name)[:LONGEST]
    near = difflib.get_close_matches(wanted, [*_english(), *_own()], 1, 0.75)
    return _name(_english().get(near[0]) or _own()[near[0]]) if near else ""


def _folded(name: str) -> str:
    """Return a name as it is compared: in small letters, without accents, with single spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def _code_of_tag(tag: str) -> str:
    """Return the code of a language tag such as en-GB, or of three letters; "" where it names no language."""
    found = _TAG.fullmatch(tag)
    code = _aliases().get(found[1], found[1]) if found else ""
    return code if code in _codes() else ""


@lru_cache(1)
def _aliases() -> dict[str, str]:
    """Return the codes of languages by their other codes."""
    from babel import core

    aliases = {other: str(code) for other, code in core.get_global("language_aliases").items()}
    core._global_data = None  # 1.6 MB, of which this is wanted; it is read again where more is
    return aliases


def _name(code: str) -> str:
    from babel import Locale

    return str(Locale("en").languages[code])


@lru_cache(1)
def _codes() -> frozenset[str]:
    return frozenset(code for code in _english().values())


@lru_cache(1)
def _english() -> dict[str, str]:
    """Return the code of each language, and of its kinds (“Brazilian Portuguese”), by its English name."""
    from babel import Locale

    names = sorted(Locale("en").languages.items(), key=lambda item: -len(item[0]))  # the plain code has the last word
    return {_folded(name): code[:2] for code, name in names if code[2:3] in ("", "_")}


@lru_cache(1)
def _own() -> dict[str, str]:
    """Return the code of each language by its own name. It takes half a second, once."""
    from babel import localedata

    named: dict[str, str] = {}
    for code in sorted(_codes() & set(localedata.locale_identifiers())):
        held = localedata.load(code, merge_inherited=False)
        named[_folded(held.get("languages", {}).get(code, ""))] = code
        localedata._cache.pop(code, None)  # 0.4 MB each, of which one name is wanted
    named.pop("", None)
    return named
