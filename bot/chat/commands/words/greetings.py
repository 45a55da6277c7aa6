"""The languages in which the desk is greeted and thanked, and is asked for nothing else that it knows."""

from __future__ import annotations

from bot.chat.commands.words.typed_words import TypedWords

GREETINGS = (
    TypedWords(greetings="ciao|buongiorno", thanks="grazie"),  # Italian
    TypedWords(greetings="ol[aá]|bom dia", thanks="obrigad[oa]"),  # Portuguese
    TypedWords(greetings="hej"),  # Swedish and Danish
    TypedWords(greetings="cze[sś][cć]|dzie[nń] dobry"),  # Polish
    TypedWords(greetings="merhaba"),  # Turkish
    TypedWords(greetings="привет|здравствуйте|добрый (?:день|вечер)", thanks="спасибо"),  # Russian
    TypedWords(greetings="你好"),  # Chinese
    TypedWords(greetings="こんにちは"),  # Japanese
    TypedWords(greetings="안녕하세요"),  # Korean
    TypedWords(greetings="مرحبا"),  # Arabic
)
