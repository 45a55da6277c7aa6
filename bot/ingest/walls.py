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
    r"|ddos protection by|access (?:to this page )?(?:has been |is )?denied|not a robot)\b",
    re.I,
)
_ROBOT_CHARS = 1500
_ERROR = re.compile(
    r"^\W*(?:error\W*)?(?:[45]\d\d)\b.{0,60}$|\b(?:page (?:was |could )?not (?:be )?found|internal server error"
    r"|service (?:temporarily )?unavailable|bad gateway|gateway time-?out|seite nicht gefunden|page introuvable"
    r"|página no encontrada|pagina non trovata|pagina niet gevonden)\b",
    re.I,
)
_ERROR_CHARS = 800


def wall(title: str, text: str) -> str:
    """Return why a page's text is no article, in words; "" where it may be one."""
    if len(text) < _ERROR_CHARS and _ERROR.search(title):
        return f"an error page that says it is none ({title[:60]}). Check the address"
    if len(text) < _ROBOT_CHARS and _ROBOT.search(f"{title}\n{text}"):
        return "a check for robots, not an article. Ask the site, or give another address of it"
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
