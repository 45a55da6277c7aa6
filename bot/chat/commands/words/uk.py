"""What people type in Ukrainian."""

from __future__ import annotations

from bot.chat.commands.words.typed_words import TypedWords, words

WORDS = TypedWords(
    greetings="привіт|вітаю|доброго дня|добрий (?:день|ранок|вечір)",
    thanks="дякую",
    little=words("будь ласка тільки не більше мені нам це о щодня що які ти"),
    desk=words("стоп зупини зупинись досить пауза коротше довше щобудня джерела розклад пиши покажи"),
    about={"stop": words("стоп зупини зупинись досить пауза"), "sources": words("джерела")},
    shorter="коротше",
    longer="довше",
)
