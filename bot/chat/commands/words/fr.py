"""What people type in French."""

from __future__ import annotations

from bot.chat.commands.words.typed_words import TypedWords, words

WORDS = TypedWords(
    greetings="bonjour|bonsoir|salut",
    thanks="merci",
    little=words("s'il te vous plaît plait seulement pas plus en le la les tu peux pouvez me nous tous jours matin à"),
    desk=words("arrête arrete arrêtez stoppe court courte long longue écris écrire ecrire quotidien montre horaire"),
    about={"stop": words("arrête arrete arrêtez")},
    shorter="plus court",
    before_hour=("à",),
    before_value=("en",),
)
