"""Invented passages, each with honest sentences about it in another language, and with mistranslations of every kind.

Written before the checks across languages were: the table says what a second reader finds of each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.evidence.quotes.extraction import quotes
from bot.language.sentences import sentences
from bot.models import Citation, Statement

PUBLISHED = datetime(2026, 11, 20, 9, tzinfo=UTC)  # a Friday


@dataclass(frozen=True)
class Translated:
    """A passage, and what is told of it in the other language: `wrong` by kind. `speaker` is noted beside all of it."""

    text: str
    honest: tuple[str, ...]
    wrong: tuple[tuple[str, str], ...]
    speaker: str = ""
    glosses: tuple[str, ...] = ()
    """What a gloss says of its quotation, and rightly."""


ENGLISH = (
    Translated(
        "Dockers in the port of Larnholt ended a strike of eleven days on Tuesday after the harbour company offered a pay rise of 6.5 percent.",
        (
            "Die Hafenarbeiter von Larnholt beendeten am Dienstag ihren Streik, nachdem die Hafengesellschaft 6,5 Prozent mehr Lohn geboten hatte.",
        ),
        (
            (
                "order of time",
                "Die Hafenarbeiter von Larnholt beendeten am Dienstag ihren Streik, bevor die Hafengesellschaft mehr Lohn bot.",
            ),
            ("figure", "Die Hafengesellschaft bot den Hafenarbeitern von Larnholt 65 Prozent mehr Lohn."),
            ("weekday", "Die Hafenarbeiter von Larnholt beendeten ihren Streik am Mittwoch."),
        ),
    ),
    Translated(
        "The company, Nordkaj, will pay each of its 1,840 dockers a one-time sum of $1,200 in March. It did not agree to shorter shifts.",
        ("Nordkaj zahlt jedem seiner 1.840 Hafenarbeiter im März einmalig 1.200 Dollar.",),
        (
            ("negation dropped", "Die Firma Nordkaj stimmte kürzeren Schichten für ihre Hafenarbeiter zu."),
            ("figure exchanged", "Nordkaj zahlt jedem seiner 1.200 Hafenarbeiter im März einmalig 1.840 Dollar."),
        ),
    ),
    Translated(
        "Deputy Finance Minister Dora Quell said the state would lend the harbour 2.5 billion crowns. Her predecessor, Pavel Oster, had asked for 4 billion crowns.",
        (
            "Die stellvertretende Finanzministerin Dora Quell sagte, der Staat werde dem Hafen 2,5 Milliarden Kronen leihen.",
        ),
        (
            (
                "scale word",
                "Die stellvertretende Finanzministerin Dora Quell sagte, der Staat werde dem Hafen 2,5 Billionen Kronen leihen.",
            ),
            (
                "other man’s figure",
                "Die stellvertretende Finanzministerin Dora Quell sagte, der Staat werde dem Hafen 4 Milliarden Kronen leihen.",
            ),
            (
                "deputy dropped",
                "Finanzministerin Dora Quell sagte, der Staat werde dem Hafen 2,5 Milliarden Kronen leihen.",
            ),
        ),
    ),
    Translated(
        '"The water came faster than the sirens," said Ana Belic, a teacher in Ostra.',
        (
            "„The water came faster than the sirens“ (translated: Das Wasser kam schneller als die Sirenen), sagte Ana Belic, Lehrerin in Ostra.",
        ),
        (("quotation translated", "„Das Wasser kam schneller als die Sirenen“, sagte Ana Belic, Lehrerin in Ostra."),),
        "Ana Belic",
        ("Das Wasser kam schneller als die Sirenen",),
    ),
    Translated(
        "The dam above Ostra has not been damaged, engineer Marko Vidan said. He denied reports that water had been released from it at night.",
        ("Der Damm oberhalb von Ostra ist nach Angaben des Ingenieurs Marko Vidan nicht beschädigt worden.",),
        (
            (
                "negation dropped",
                "Der Damm oberhalb von Ostra ist nach Angaben des Ingenieurs Marko Vidan beschädigt worden.",
            ),
            (
                "denial turned",
                "Marko Vidan bestätigte Berichte, dass nachts Wasser aus dem Damm abgelassen worden sei.",
            ),
        ),
    ),
    Translated(
        "Prosecutors accuse the former mayor, Lena Brandt, of having taken bribes from the builder Hartmut Senk. The trial may open on March 3.",
        (
            "Die Staatsanwaltschaft wirft der früheren Bürgermeisterin Lena Brandt vor, vom Bauunternehmer Hartmut Senk Bestechungsgeld genommen zu haben.",
        ),
        (
            (
                "charge made a fact",
                "Die frühere Bürgermeisterin Lena Brandt hat vom Bauunternehmer Hartmut Senk Bestechungsgeld genommen.",
            ),
            ("modality", "Der Prozess gegen die frühere Bürgermeisterin Lena Brandt beginnt am 3. März."),
            (
                "former dropped",
                "Die Staatsanwaltschaft wirft der Bürgermeisterin Lena Brandt vor, Bestechungsgeld genommen zu haben.",
            ),
        ),
    ),
    Translated(
        "President Nikola Sertic said he would visit the region if the roads were opened. Opposition leader Vesna Kolar accused Sertic of ignoring a warning from April.",
        ("Präsident Nikola Sertic sagte, er werde die Region besuchen, falls die Straßen geöffnet würden.",),
        (
            ("condition dropped", "Präsident Nikola Sertic sagte, er werde die Region besuchen."),
            (
                "names turned about",
                "Präsident Nikola Sertic warf der Oppositionsführerin Vesna Kolar vor, eine Warnung vom April ignoriert zu haben.",
            ),
        ),
    ),
    Translated(
        "At least 23 people died in the floods, and some 5,000 had to leave their homes. Most of them are back.",
        ("Mindestens 23 Menschen kamen bei den Überschwemmungen ums Leben, rund 5.000 mussten ihre Häuser verlassen.",),
        (("most made all", "Alle der rund 5.000 Menschen, die ihre Häuser verlassen mussten, sind zurück."),),
    ),
    Translated(
        "The debt of Verania stands at 1.2 trillion crowns, a third of it abroad.",
        ("Die Schulden von Verania betragen 1,2 Billionen Kronen, ein Drittel davon im Ausland.",),
        (
            ("scale word", "Die Schulden von Verania betragen 1,2 Trillionen Kronen."),
            ("scale word", "Die Schulden von Verania betragen 1,2 Milliarden Kronen."),
        ),
    ),
    Translated(
        "Ministers of both countries will meet in Port Amrin on November 30, two days before the vote.",
        ("Die Minister beider Länder treffen sich am 30. November in Port Amrin, zwei Tage vor der Abstimmung.",),
        (
            (
                "date off by one",
                "Die Minister beider Länder treffen sich am 29. November in Port Amrin, zwei Tage vor der Abstimmung.",
            ),
        ),
    ),
)

GERMAN = (
    Translated(
        "Der Landtag von Sandmark hat am Donnerstag mit 61 zu 58 Stimmen beschlossen, das Kohlekraftwerk Brennfeld bis 2031 abzuschalten.",
        ("Sandmark’s parliament voted 61 to 58 on Thursday to shut down the Brennfeld coal plant by 2031.",),
        (
            (
                "by made from",
                "Sandmark’s parliament voted 61 to 58 on Thursday to keep the Brennfeld coal plant running until 2031 at least.",
            ),
            ("figure", "Sandmark’s parliament voted 68 to 51 on Thursday to shut down the Brennfeld coal plant."),
            ("name swapped", "Brennfeld’s parliament voted on Thursday to shut down the Sandmark coal plant by 2031."),
        ),
    ),
    Translated(
        "Der stellvertretende Wirtschaftsminister Jonas Reiter sagte, das Land werde 1,4 Milliarden Euro in neue Leitungen stecken. Der Betreiber Nordstrom hatte 3 Milliarden Euro verlangt.",
        ("Deputy Economy Minister Jonas Reiter said the state would put 1.4 billion euros into new lines.",),
        (
            (
                "scale word",
                "Deputy Economy Minister Jonas Reiter said the state would put 1.4 million euros into new lines.",
            ),
            (
                "other man’s figure",
                "Deputy Economy Minister Jonas Reiter said the state would put 3 billion euros into new lines.",
            ),
            (
                "deputy dropped",
                "Economy Minister Jonas Reiter said the state would put 1.4 billion euros into new lines.",
            ),
        ),
    ),
    Translated(
        "„Wir lassen niemanden im Dunkeln sitzen“, sagte Umweltministerin Ruth Amsel am Abend in Brennfeld.",
        (
            "“Wir lassen niemanden im Dunkeln sitzen” (translated: We leave nobody sitting in the dark), said Environment Minister Ruth Amsel in Brennfeld.",
        ),
        (
            (
                "quotation translated",
                "“We leave nobody sitting in the dark,” said Environment Minister Ruth Amsel in Brennfeld.",
            ),
        ),
        "Ruth Amsel",
        ("We leave nobody sitting in the dark",),
    ),
    Translated(
        "Die Gewerkschaft hat den Plan nicht unterschrieben. Ihr Vorsitzender Karl Maas bestritt, dass es geheime Gespräche mit dem Betreiber gegeben habe.",
        ("The union’s chairman, Karl Maas, denied that there had been secret talks with the operator.",),
        (
            ("negation dropped", "The union has signed the plan, and its chairman is Karl Maas."),
            (
                "denial turned",
                "The union’s chairman, Karl Maas, admitted that there had been secret talks with the operator.",
            ),
        ),
    ),
    Translated(
        "Die Polizei wirft dem ehemaligen Werksleiter Emil Varga vor, Messwerte gefälscht zu haben. Der Prozess könnte am 7. Mai beginnen.",
        ("Police accuse the plant’s former manager, Emil Varga, of having falsified readings.",),
        (
            ("charge made a fact", "The plant’s former manager, Emil Varga, falsified readings."),
            ("modality", "The trial of the plant’s former manager, Emil Varga, will begin on May 7."),
            ("date off by one", "The trial of the plant’s former manager, Emil Varga, could begin on May 8."),
        ),
    ),
    Translated(
        "Mindestens 12 Menschen wurden bei dem Brand verletzt, die meisten leicht. Rund 3.500 Anwohner mussten ihre Wohnungen verlassen.",
        (
            "At least 12 people were hurt in the fire, most of them slightly; some 3,500 residents had to leave their homes.",
        ),
        (
            ("bound turned", "At most 12 people were hurt in the fire."),
            ("hurt made dead", "At least 12 people died in the fire."),
        ),
    ),
    Translated(
        "Die Schulden des Landes liegen bei 1,1 Billionen Euro, ein Drittel davon bei Banken im Ausland.",
        ("The country’s debt stands at 1.1 trillion euros, a third of it with banks abroad.",),
        (
            ("scale word", "The country’s debt stands at 1.1 billion euros, a third of it with banks abroad."),
            ("part turned", "The country’s debt stands at 1.1 trillion euros, a quarter of it with banks abroad."),
        ),
    ),
    Translated(
        "Ministerpräsidentin Eva Lindner würde nur dann neu wählen lassen, wenn die Grünen die Koalition verlassen, sagte ihr Sprecher Paul Dorn.",
        (
            "Premier Eva Lindner would call an election only if the Greens left the coalition, her spokesman Paul Dorn said.",
        ),
        (("condition dropped", "Premier Eva Lindner will call an election, her spokesman Paul Dorn said."),),
    ),
    Translated(
        "Oppositionsführerin Hanna Voss warf Lindner vor, eine Warnung vom Februar verschwiegen zu haben.",
        ("Opposition leader Hanna Voss accused Lindner of having kept quiet about a warning from February.",),
        (
            (
                "names turned about",
                "Lindner accused opposition leader Hanna Voss of having kept quiet about a warning from February.",
            ),
            ("month", "Opposition leader Hanna Voss accused Lindner of having kept quiet about a warning from March."),
        ),
    ),
    Translated(
        "Die Verhandlungen werden am 2. Juni in Vellstadt fortgesetzt, drei Tage vor der Abstimmung.",
        ("The talks are to go on in Vellstadt on June 2, three days before the vote.",),
        (("order of time", "The talks are to go on in Vellstadt on June 2, three days after the vote."),),
    ),
)


def cited(language: str) -> tuple[Citation, ...]:
    """The passages of a language, each of an article of its own."""
    held = ENGLISH if language == "en" else GERMAN
    first = 100 if language == "en" else 200
    return tuple(
        Citation(
            first + n, 0, len(each.text), each.text, source=f"Outlet {n}", language=language, published_at=PUBLISHED
        )
        for n, each in enumerate(held)
    )


def said(citation: Citation) -> Iterator[Statement]:
    """What is said in a passage, as its article was read."""
    language = citation.language
    for quote in quotes(citation.text, sentences(citation.text, language), language):
        yield Statement(quote, citation)
