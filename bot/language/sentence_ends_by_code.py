"""What a stop does not end in languages without a pack of their own, by ISO 639-1 code: a pack brings its own.

The lists hold what news shortens before a name, a number or a noun; what stands at an end (“usw.”, “etc.”) is in none.
"""

from __future__ import annotations

import re
from functools import cache

from bot.language.sentence_ends import ABBREVIATIONS, NUMBERED, SentenceEnds
from bot.text.patterns import any_of

_SHORTENED = {
    "de": "abs abt allg bd bspw bzgl bzw ca chr dipl evtl frhr geb gebr gem ggf hl hr hrsg inkl insb jh jhdt kath "
    "lt max mind mio mrd mtl phil rd sog st str tel tsd univ vgl zit zzgl a b d h i j n o s u v z",
    "fr": "adj apr av ca cf ch col dr env ex gal me mgr mlle mm mme mr ms prof st ste vol art p pp tél bd",
    "es": "art av avda ca cap cf dr dra dn dña dto exc excma excmo fr gral ing izq lic ltda mons núm nº pág "
    "págs pdte prof profa prov pza sr sra sras sres srta sta sto tel ud uds vda a d p",
    "pt": "art av cap dr dra drs eng exma exmo gen cel maj cap núm pág págs prof profa sr sra sras srs srta sta "
    "sto tel a d p",
    "it": "art artt avv cap cav cfr col dott dr ecc en es fig gen geom ing lett mons n nn on op p pag pagg prof proff "
    "sen sig sigg sigra sottosegr ss v a d",
    "nl": "aug art bijv blz ca dhr dr drs fam gebr ing ir jhr jl jr kol lt max mevr min mr mw nl nr ong prof red "
    "resp sr st tel vgl wnd zgn d",
    "pl": "r art ark bp dr doc gen godz hab im inż jw kard kl ks kpt lic mec mgr mjr nr ok os pl płk pn pocz "
    "poł por pow prof prok przew pt red reż rozdz ryc św sygn tab tel tyt tys tzn tzw ul ur ust woj wyd "
    "zob zm o np",
    "cs": "č čl doc dr ing kol mgr mudr judr např odst prof por pplk resp roč sb sv tel tj tzv ul zák",
    "sk": "č čl doc dr ing mgr mudr judr napr odst prof resp roč sv tel tzv ul zák",
    "hu": "dr id ifj kb ld pl prof ún stb",
    "ro": "art dl dna dr ing jud lt nr pag prof sec str sf",
    "tr": "av bkz cad doç dr no örn prof sok sn vb yrd",
    "sv": "ca dr kl nr prof resp sk tel bl",
    "no": "ca dr kl nr prof tlf bl pst",
    "da": "ca dr kl nr prof tlf bl pct skt",
    "fi": "esim klo mm n nro ns prof puh ts tri",
    "ca": "art av dr dra núm pàg prof sr sra sta",
    "hr": "br dr ing mr npr prof str sv tj tzv ul",
    "ru": "акад англ вел гл гр гражд доц др ж им илл инж канд кв кн корп л латв мин млн млрд напр нем обл оз пер пл "
    "пос пр просп проф р рис род рим с сб св см ср ст стр тел тыс ул ум франц яз",
    "uk": "акад англ бл буд вул гл гр див доц ім інж кв м мал млн млрд н напр нім обл оз пл пор просп проф рис "
    "род с св см ст стор тел тис ур",
    "bg": "акад бул гр доц др инж кв м млн млрд обл пл проф с св см ст стр тел ул",
    "sr": "бр др инж мр нпр проф св стр тзв ул",
    "ar": "د م أ ص",
    "he": "עמ מס",
    "el": "αρ βλ δρ κ κα κκ λ π σελ τηλ χλμ",
}
_NUMBERED = {
    "de": "nr ziff art kap par",
    "fr": "no p pp art ch vol",
    "es": "art núm nº pág págs cap p tel",
    "pt": "art núm n nº pág págs cap p",
    "it": "art artt n nn pag pagg p cap",
    "nl": "art nr blz",
    "pl": "nr art ust godz ok pkt poz tab",
    "cs": "č čl odst",
    "uk": "ст рис стор",
    "ru": "ст рис стр",
}
"""Those that are none unless a number follows."""
_DETERMINED = any_of(
    "der die das den dem des am im vom zum zur ab bis seit beim ins ans jeder jeden jedem jede jedes "
    "dieser diesen diesem sein seine seinen seinem ihr ihre ihren ihrem".split()
)
_MONTHS = any_of("Jan Jän Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez Hornung".split())
_BEFORE_ORDINALS = {
    "de": re.compile(rf"\b(?i:{_DETERMINED})\s+(?:\d{{1,3}}\.\s?(?:/|bis|und|oder|,|–|-)\s?)?$"),
}
_AFTER_ORDINALS = {"de": re.compile(_MONTHS)}
_ERAS = {
    "es": re.compile(r"\b[ad]\.\s?(?:n\.\s?e|C)$|\b([A-Z])\1$"),
    "pt": re.compile(r"\b[ad]\.\s?C$"),
    "it": re.compile(r"\b[ad]\.\s?C$"),
    "fr": re.compile(r"\bap?[vr]r?\.\s+J\.-C$"),
    "de": re.compile(r"\b[vn]\.\s?(?:Chr|u\.\s?Z)$"),
    "pl": re.compile(r"\bn\.\s?e$|\d\s?r$"),
    "ru": re.compile(r"(?:\d(?:-[ех]е?)?|[IVX])\s?(?:гг?|вв?|ст)$|\bн\.\s?э$|\bт\.\s?[дп]$"),
    "uk": re.compile(r"(?:\d|[IVX])\s?(?:рр?|ст)$|\bн\.\s?е$|\bт\.\s?[дп]$"),
}


@cache
def ends_by_code(code: str) -> SentenceEnds:
    """Return how the sentences of a language without a pack end; what holds in any for one that is not known here."""
    shortened, numbered = _SHORTENED.get(code, ""), _NUMBERED.get(code, "")
    never = SentenceEnds()
    return SentenceEnds(
        abbreviations=ABBREVIATIONS.union(shortened.split()),
        numbered=NUMBERED.union(numbered.split()),
        before_ordinals=_BEFORE_ORDINALS.get(code, never.before_ordinals),
        after_ordinals=_AFTER_ORDINALS.get(code, never.after_ordinals),
        eras=_ERAS.get(code, never.eras),
    )
