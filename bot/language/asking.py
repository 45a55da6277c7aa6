"""The words that a question begins with: of a few small words they say best in which language it is asked."""

from __future__ import annotations

from collections.abc import Mapping

INTERROGATIVES: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "who what when where why how which whom whose did does",
        "de": "wer was wann wo wohin woher warum wieso weshalb wie wieviel welche welcher welches welchen wem wen hat",
        "fr": "qui quoi quand où pourquoi comment combien quel quelle quels quelles lequel laquelle est-ce",
        "es": "qué quién quiénes cuándo dónde cuál cuáles cuánto cuánta cuántos cuántas cómo adónde",
        "it": "chi cosa quando dove perché quale quali quanto quanta quanti quante qual",
        "pt": "quem quando onde porquê qual quais quanto quanta quantos quantas aonde",
        "nl": "wie wat wanneer waar waarom hoe hoeveel welke welk waarheen",
        "pl": "kto kogo komu co czego kiedy gdzie dlaczego jak jaki jaka jakie jakim ile który która które którym czy",
        "cs": "kdo koho co kdy kde proč jak jaký jaká kolik který která které",
        "sv": "vem vad när var varför hur vilken vilket vilka",
        "da": "hvem hvad hvornår hvor hvorfor hvordan hvilken hvilket hvilke",
        "no": "hvem hva når hvor hvorfor hvordan hvilken hvilket hvilke",
        "ro": "cine ce când unde care cât câtă câți câte",
        "tr": "nerede neden nasıl hangi kaç niçin",
        "ru": "кто кого кому что чего когда где куда откуда почему зачем как какой какая какое какие каким сколько чей",
        "uk": "хто кого кому що чого коли де куди звідки чому як який яка яке які скільки чий",
        "ca": "què qui quan quin quina quins quines quant quants",
    }.items()
}
"""Lower case. What two languages share (quando, hvem) counts for both: the other words of the question decide."""
