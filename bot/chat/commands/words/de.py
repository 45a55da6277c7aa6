"""What people type in German."""

from __future__ import annotations

from bot.chat.commands.words.typed_words import TypedWords, words

WORDS = TypedWords(
    greetings=r"hallo|moin|servus|guten (?:morgen|tag|abend)",
    thanks="danke|vielen dank|super|prima",
    little=words(
        "bitte nur nicht mehr auf um jeden jede jeder tag tage morgens abends mittags zu mir uns ich wir die das der den dem"
        " du ihr kannst könnt könnte könntest keine kein bis ab von vom im in am an für mit und oder aber ist sind es ein"
        " eine einen einem mal noch schon jetzt heute morgen immer nie wieder uhr hier diesem dieser diesen kanal woche"
        " wochen eigentlich doch einfach gern gerne möchte möchten will wollen hätte hätten lieber wie was wann wo welche"
        " welcher welches wer woher warum deine dein deinen eure euch dich sie man so zum zur aus bei viel weniger"
        " kann können machst macht mach machen sprichst redest deutsch englisch seid heißt nächste nächster nächsten nichts"
        " lange hört wieso weshalb gehts hilf alle alles monat anders verschieb anmelden lösch themen thema meldungen"
        " benachrichtigungen starten starte schlecht nervt nervig doof blöd falsch richtig stimmt kaputt mich dir diese"
        " dieses keinen euer unser zuviel vorstellen genauer nochmal bleib lass sowas wirklich welchen"
        " liest lest hast habt kommt kommen gibt geht bekomme bekommen stunde stunden bist ok guten hallo moin danke früh"
    ),
    ideas={
        "stop": words("stopp stoppe aufhören abbestellen abmelden genug schluss hör beenden aus raus"),
        "pause": words("pausiere pausieren pausier urlaub ruhe"),
        "resume": words("weiter weitermachen fortsetzen"),
        "remove": words("lösche löschen entferne entfernen streiche streichen"),
        "change": words("ändere ändern verschiebe verschieben stell stelle umstellen"),
        "short": words("kürzer kurz knapper kürzen"),
        "long": words("länger lang ausführlicher"),
        "days": words("werktags wochentags täglich wochenende wochenenden"),
        "source": words("quelle quellen zeitung zeitungen"),
        "schedule": words("zeitplan plan termine"),
        "language": words("schreib schreibe schreibt antworte sprache übersetze sprich"),
        "show": words("zeig zeige zeigen liste"),
        "briefing": words("nachrichten überblick zusammenfassung"),
        "help": words("hilfe befehle"),
        "undo": words("rückgängig zurück"),
        "early": words("früher"),
        "late": words("später"),
        "forget": words("vergiss"),
        "status": words("läufst läuft funktionierst da"),
        "send": words("schick schicke poste postet sende senden"),
        "add": words("hinzufügen füge"),
    },
    days={
        "montag": "monday", "montags": "monday", "dienstag": "tuesday", "dienstags": "tuesday", "mittwoch": "wednesday",
        "mittwochs": "wednesday", "donnerstag": "thursday", "donnerstags": "thursday", "freitag": "friday",
        "freitags": "friday", "samstag": "saturday", "samstags": "saturday", "sonntag": "sunday", "sonntags": "sunday",
        "werktags": "weekdays", "wochentags": "weekdays", "täglich": "daily", "wochenende": "weekends",
    },
    numbers={
        "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
        "elf": 11, "zwölf": 12,
    },
    frames={
        "mute": (
            r"^(?:bitte )?(?:keine?n?|weniger|nichts (?:mehr )?(?:über|zu|von)|ohne|schluss mit|lass) (?P<what>[^\s?]+(?: \S+)?)"
            r"(?: (?:mehr|bitte|weg|aus))*$"
        ),
        "follow": r"^(?:sag|gib|melde|melden|informier\w*|benachrichtig\w*)\b.*\b(?:wenn|über|zu|sobald) (?P<what>.+?)(?: (?:gibt|passiert|kommt))*$",
        "read": r"^(?:bitte )?(?:nimm|nehmt|füge?|lies|lest) (?:(?:auch|noch|bitte|die|den|das|der) )*(?P<what>\S+(?: \S+)?)(?: (?:auf|hinzu|dazu|mit|auch))+$",
    },
    before_hour=("um",),
    before_value=("auf",),
)  # fmt: skip
