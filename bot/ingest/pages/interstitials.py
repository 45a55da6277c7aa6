"""Pages that stand in front of an article: consent, robot checks, errors. Told by what a page's text is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.language.in_any_language import page_notices
from bot.language.page_notices import PageNotices, either
from bot.messages.catalogue import say

_SHORT = 4000
"""No wall says more than this many characters; an article about cookies may."""
_CONSENT = (
    r"einwilligung|zustimm\w+|datenschutz\w*|akzeptier\w+|ablehnen|werbung|consentement|vie privée|traceurs?|refuser"
    r"|consentimiento|privacidad|rechazar|aceptar|consenso|informativa|accetta\w*|rifiuta|toestemming|weigeren"
    r"|partenaires|partnern|socios|partnerzy|données personnelles|informations personnelles|personenbezogene\w*"
    r"|datos personales|dati personali|persoonsgegevens|danych osobowych|personuppgifter|vos choix"
    r"|zgod\w+|samtyck\w*|samtykke|evästee\w+|сookie|файл\w* cookie"
)
"""Here and below: what is said so in languages that have no pack."""
_COOKIES = "einwilligung|traceur|toestemming|samty[ck]k|zgod[ay]|evästee"
_CONSENT_SHARE = 0.6
_CONSENT_KINDS = 4
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_ROBOT_CHARS = 1500
_NUMBERED_ERROR = r"^\W*(?:error\W*)?(?:[45]\d\d)\b.{0,60}$"
_ERRORS = "seite nicht gefunden|page introuvable|página no encontrada|pagina non trovata|pagina niet gevonden"
_ERROR_CHARS = 800
_ASKS = (
    r"(?:jetzt|artikel) (?:weiterlesen|freischalten|abonnieren)|bereits (?:abonnent|registriert|kunde)\w*"
    r"|(?:jetzt|hier) anmelden|(?:nur )?für abonnenten|(?:jederzeit|monatlich) kündbar"
    r"|déjà abonné\w*|réservé\w* (?:à nos|aux) abonnés|abonnez-vous|pour lire la suite|sans engagement|connectez-vous"
    r"|ya (?:eres suscriptor|tienes (?:una )?cuenta)|suscríbete|inicia sesión|para seguir leyendo|para suscriptores"
    r"|sei già abbonato|abbonati|per continuare a leggere|accedi (?:per|o)|riservato agli abbonati"
    r"|al (?:abonnee|een account)|word abonnee|log in om|alleen voor abonnees"
)
_ASKS_CHARS = 1500
_ASKS_SHARE = 0.75
_ASKS_KINDS = 2
_ASKING_LINE = 250
_OFFER_LINES = 12
_OFFER_CHARS = 200
_PRICE = r"(?:[€$£]\s?\d+(?:[.,]\d\d)?|\d+(?:[.,]\d\d)?\s?(?:€|\$|£|zł|kr|euros?|eur|dollars?|pounds?))"
_OFFERS = (
    rf"{_PRICE}\s?(?:/|(?:a|an|per|pro|im|par|al|alla|por|per|na)\s?)(?:week|month|year|woche|monat|jahr|semaine|mois|an|mes|"
    r"mese|semana|settimana|maand|tydzień|miesiąc)\b|^\W*(?:weniger|moins de|menos|meno|minder) (?:werbung|publicité|"
    r"publicidad|pubblicità|advertenties)\W*$|^\W*(?:alle|tous les|todos los|tutti gli) (?:artikel|articles|"
    r"artículos|articoli)\b.{0,40}$"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """By what the pages are told that stand in front of an article."""

    consent: re.Pattern[str]
    cookies: re.Pattern[str]
    robots: re.Pattern[str]
    errors: re.Pattern[str]
    asks: re.Pattern[str]


def _told() -> _Told:
    return _compiled(page_notices())


@cache
def _compiled(of_packs: PageNotices) -> _Told:
    def whole(*said: str) -> str:
        return rf"\b(?:{either(*said)})\b"

    return _Told(
        re.compile(whole(of_packs.consent, _CONSENT), re.I),
        re.compile(either(of_packs.cookies, _COOKIES), re.I),
        re.compile(whole(of_packs.robots), re.I),
        re.compile(either(_NUMBERED_ERROR, whole(of_packs.errors, _ERRORS)), re.I),
        re.compile(whole(of_packs.asks, _ASKS), re.I),
    )


def wall(title: str, text: str, whole: str = "") -> str:
    """Return why a page's text is no article, in words; "" where it may be one.

    `whole` is the text with what stands under an article: a page may have nothing else.
    """
    if len(text) < _ERROR_CHARS and _told().errors.search(title):
        return say("reading.error_page", title=title[:60])
    if len(text) < _ROBOT_CHARS and _told().robots.search(f"{title}\n{text}"):
        return say("reading.robot_check")
    if len(whole) < _ASKS_CHARS and _asks_to_be_paid(whole):
        return say("reading.login")
    if len(text) < _SHORT and _asks_consent(text):
        return say("reading.consent")
    return ""


def _asks_consent(text: str) -> bool:
    if not _told().cookies.search(text):
        return False
    sentences = [part for part in _SENTENCE.split(text) if part.strip()]
    speaking = sum(bool(_told().consent.search(part)) for part in sentences)
    kinds = {match[0].lower() for match in _told().consent.finditer(text)}
    return len(kinds) >= _CONSENT_KINDS and speaking >= _CONSENT_SHARE * len(sentences)


def asks(line: str, *, after: bool = False) -> bool:
    """Tell whether a line of a page asks its reader to subscribe or to sign in.

    It begins a sentence with that, or asks in two ways: an article on subscriptions says in passing what one of them
    is like. A line that one stands `after` that asks needs less.
    """
    if len(line) > _ASKING_LINE:
        return False
    found = list(_told().asks.finditer(line))
    kinds = {match[0].lower() for match in found}
    return len(kinds) >= _ASKS_KINDS or any(after or _begins(line, match.start()) for match in found)


def offer_at(lines: Sequence[str]) -> int:
    """Return where the terms of a subscription begin behind a teaser; the number of lines where there are none.

    They ask their reader, give a price for a week or a month, and list what is got for it: most lines to the end do.
    """
    begin = max(1, len(lines) - _OFFER_LINES)
    begin = next((at + 1 for at in range(len(lines) - 1, begin - 1, -1) if len(lines[at]) > _ASKING_LINE), begin)
    offering = [_offers(line) for line in lines[begin:]]
    telling = [found or asks(line, after=True) for found, line in zip(offering, lines[begin:], strict=True)]
    for at in range(len(offering) - 1):
        told = sum(telling[at + 1 :])
        if offering[at] and told and 2 * (1 + told) >= len(offering) - at:
            return begin + at
    return len(lines)


def _offers(line: str) -> bool:
    return asks(line) or (len(line) <= _OFFER_CHARS and _offer(page_notices().offers).search(line) is not None)


@cache
def _offer(of_packs: str) -> re.Pattern[str]:
    return re.compile(either(of_packs, _OFFERS), re.I)


def _begins(line: str, start: int) -> bool:
    before = line[:start].rstrip(" -–—•*“\"'([¿¡")
    return not before or before[-1] in ".!?:"


def _asks_to_be_paid(text: str) -> bool:
    kinds = {match[0].lower() for match in _told().asks.finditer(text)}
    asking = sum(len(part) for part in _SENTENCE.split(text) if asks(part, after=True))
    return len(kinds) >= _ASKS_KINDS and asking >= _ASKS_SHARE * len(text)
