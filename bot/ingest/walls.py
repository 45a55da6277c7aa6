"""Pages that stand in front of an article: consent, robot checks, errors. Told by what a page's text is made of."""

from __future__ import annotations

import re

_SHORT = 4000
"""No wall says more than this many characters; an article about cookies may."""
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|gdpr|privacy|tracking|personal(?:ised|ized)? data|personali[sz]ed ads|third[- ]party"
    r"|legitimate interest|partners?|vendors?|preferences|accept(?: all)?|reject(?: all)?|opt[- ]out"
    r"|einwilligung|zustimm\w+|datenschutz\w*|akzeptier\w+|ablehnen|werbung|consentement|vie privée|traceurs?|refuser"
    r"|consentimiento|privacidad|rechazar|aceptar|consenso|informativa|accetta\w*|rifiuta|toestemming|weigeren"
    r"|partenaires|partnern|socios|partnerzy|données personnelles|informations personnelles|personenbezogene\w*"
    r"|datos personales|dati personali|persoonsgegevens|danych osobowych|personuppgifter|vos choix"
    r"|zgod\w+|samtyck\w*|samtykke|evästee\w+|сookie|файл\w* cookie)\b",
    re.I,
)
_COOKIE = re.compile(r"cookie|consent|einwilligung|traceur|toestemming|samty[ck]k|zgod[ay]|evästee", re.I)
_CONSENT_SHARE = 0.6
_CONSENT_KINDS = 4
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_ROBOT = re.compile(
    r"\b(?:checking (?:your|if the site) \w+|verify(?:ing)? (?:that )?you(?:'re| are) (?:a )?human"
    r"|are you (?:a )?(?:human|robot)"
    r"|enable java ?script(?: and cookies)?|unusual (?:traffic|activity)|pardon our interruption|complete the captcha"
    r"|enable js\b|disable (?:any|your) ad ?blocker|incapsula incident|request unsuccessful|you have been blocked"
    r"|review the security of your connection|automated (?:access|requests|queries)|press (?:&|and) hold"
    r"|ddos protection by|access (?:to this page )?(?:has been |is )?denied|not a robot)\b",
    re.I,
)
_ROBOT_CHARS = 1500
_ERROR = re.compile(
    r"^\W*(?:error\W*)?(?:[45]\d\d)\b.{0,60}$|\b(?:page (?:was |could )?(?:not|n.t) (?:be )?found|internal server error"
    r"|that page can.t be found|service (?:temporarily )?unavailable|bad gateway|gateway time-?out"
    r"|seite nicht gefunden|page introuvable"
    r"|página no encontrada|pagina non trovata|pagina niet gevonden)\b",
    re.I,
)
_ERROR_CHARS = 800
# What a page says to its reader, and never an article, to be paid or to learn who reads.
_ASKS = re.compile(
    r"\b(?:subscribe (?:now|today|to (?:read|continue|keep|get|unlock))"
    r"|(?:log|sign) in (?:to|or|if|below|with)|already (?:a (?:subscriber|member)|have an account|subscribed)"
    r"|to continue reading|(?:continue|keep) reading (?:with|for|by)|read the full (?:article|story) (?:with|for|by)"
    r"|(?:reached|used) (?:all )?(?:of )?your (?:limit|free|last)|(?:free|remaining) articles?"
    r"|unlimited (?:digital )?access"
    r"|cancel any ?time|start (?:your|a) (?:free )?trial|(?:create|register for) (?:an?|your) (?:free )?account"
    r"|(?:for|reserved for) subscribers|unlock this (?:article|story)"
    r"|this (?:article|content|story) is (?:for (?:\w+ )?(?:subscribers|members)|only|exclusive\w*|reserved)"
    r"|(?:jetzt|artikel) (?:weiterlesen|freischalten|abonnieren)|bereits (?:abonnent|registriert|kunde)\w*"
    r"|(?:jetzt|hier) anmelden|(?:nur )?für abonnenten|(?:jederzeit|monatlich) kündbar"
    r"|déjà abonné\w*|réservé\w* (?:à nos|aux) abonnés|abonnez-vous|pour lire la suite|sans engagement|connectez-vous"
    r"|ya (?:eres suscriptor|tienes (?:una )?cuenta)|suscríbete|inicia sesión|para seguir leyendo|para suscriptores"
    r"|sei già abbonato|abbonati|per continuare a leggere|accedi (?:per|o)|riservato agli abbonati"
    r"|al (?:abonnee|een account)|word abonnee|log in om|alleen voor abonnees)\b",
    re.I,
)
_ASKS_CHARS = 1500
_ASKS_SHARE = 0.75
_ASKS_KINDS = 2
_ASKING_LINE = 250


def wall(title: str, text: str, whole: str = "") -> str:
    """Return why a page's text is no article, in words; "" where it may be one.

    `whole` is the text with what stands under an article: a page may have nothing else.
    """
    if len(text) < _ERROR_CHARS and _ERROR.search(title):
        return f"an error page that says it is none ({title[:60]}). Check the address"
    if len(text) < _ROBOT_CHARS and _ROBOT.search(f"{title}\n{text}"):
        return "a check for robots, not an article. Ask the site, or give another address of it"
    if len(whole) < _ASKS_CHARS and _asks_to_be_paid(whole):
        return "behind a paywall or a login: it asks to subscribe or sign in. Give the address of the site's feed"
    if len(text) < _SHORT and _asks_consent(text):
        return "a page that asks for consent to cookies, not an article. Give the address of the site's feed"
    return ""


def _asks_consent(text: str) -> bool:
    if not _COOKIE.search(text):
        return False
    sentences = [part for part in _SENTENCE.split(text) if part.strip()]
    speaking = sum(bool(_CONSENT.search(part)) for part in sentences)
    kinds = {match[0].lower() for match in _CONSENT.finditer(text)}
    return len(kinds) >= _CONSENT_KINDS and speaking >= _CONSENT_SHARE * len(sentences)


def asks(line: str, *, after: bool = False) -> bool:
    """Tell whether a line of a page asks its reader to subscribe or to sign in.

    It begins a sentence with that, or asks in two ways: an article on subscriptions says in passing what one of them
    is like. A line that one stands `after` that asks needs less.
    """
    if len(line) > _ASKING_LINE:
        return False
    found = list(_ASKS.finditer(line))
    kinds = {match[0].lower() for match in found}
    return len(kinds) >= _ASKS_KINDS or any(after or _begins(line, match.start()) for match in found)


def _begins(line: str, start: int) -> bool:
    before = line[:start].rstrip(" -–—•*“\"'([¿¡")
    return not before or before[-1] in ".!?:"


def _asks_to_be_paid(text: str) -> bool:
    kinds = {match[0].lower() for match in _ASKS.finditer(text)}
    asking = sum(len(part) for part in _SENTENCE.split(text) if asks(part, after=True))
    return len(kinds) >= _ASKS_KINDS and asking >= _ASKS_SHARE * len(text)
