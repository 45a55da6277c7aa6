"""Say a message of the catalogue: its id and its values in, the words of a language out.

A message is a template with named fields, or one template for each plural form that its language tells apart, of which
the value `n` chooses. The forms are CLDR's: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import cast

SPOKEN = "en"
"""The language that is spoken where none is named."""

Message = str | Mapping[str, str]


def say(message: str, language: str = SPOKEN, /, **values: object) -> str:
    """Return the words of a message by its id; a KeyError tells of an id or a field that is missing."""
    template = _catalogue(language)[message]
    if not isinstance(template, str):
        form = _plural_form(language, cast(float, values["n"]))
        template = template.get(form) or template["other"]
    return template.format_map(values)


@lru_cache
def _catalogue(language: str) -> Mapping[str, Message]:
    return cast(Mapping[str, Message], import_module(f"bot.messages.{language}").MESSAGES)


def _plural_form(language: str, number: float) -> str:
    """Return which form a number takes: English has two, so that its rule needs no CLDR to be loaded."""
    if language == "en":
        return "one" if number == 1 else "other"
    from babel import Locale

    return str(Locale.parse(language).plural_form(number))
