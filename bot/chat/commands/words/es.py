"""What people type in Spanish."""

from __future__ import annotations

from bot.chat.commands.words.typed_words import TypedWords, words

WORDS = TypedWords(
    greetings=r"hola|buenos d[ií]as",
    thanks="gracias",
    little=words("por favor solo sólo no más mas los las el cada día dia mañana a tus qué que me la"),
    desk=words("para pausa detente basta corto largo escribe fuentes laborables muestra horario"),
    about={"stop": words("pausa basta detente"), "sources": words("fuentes")},
    before_value=("en",),
)
