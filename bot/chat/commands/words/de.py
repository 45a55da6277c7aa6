"""What people type in German."""

from __future__ import annotations

from bot.chat.commands.words.typed_words import TypedWords, words

WORDS = TypedWords(
    greetings=r"hallo|moin|servus|guten (?:morgen|tag|abend)",
    thanks="danke",
    little=words(
        "bitte nur nicht mehr auf um jeden tag morgens abends zu mir uns die das der den du ihr kannst könnt keine"
    ),
    desk=words(
        "stopp pausiere pausieren aufhören kürzer länger werktags wochentags täglich quellen zeitplan welche schreib"
        " schreibe zeig zeige"
    ),
    about={"stop": words("stopp pausiere"), "sources": words("quellen")},
    shorter=r"\bkürzer\b",
    longer=r"\blänger\b",
    before_hour=("um",),
    before_value=("auf",),
)
