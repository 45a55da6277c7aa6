"""The names of the months as feeds and pages print them beside English."""

from __future__ import annotations

import unicodedata

_NAMES = (
    "januar januari januára january janvier enero gennaio janeiro gener ianuarie január jänner stycznia styczeń ledna "
    "leden tammikuuta tammikuu ocak января январь януари січня січень ιανουαρίου ιανουάριος يناير ינואר जनवरी",
    "februar februari februára february février febrero febbraio fevereiro febrer februarie február lutego luty února "
    "únor helmikuuta helmikuu şubat февраля февраль февруари лютого лютий φεβρουαρίου φεβρουάριος فبراير פברואר फरवरी",
    "mar märz mrz mars marts maart maret march marzo março març martie március marec marca marzec března březen "
    "maaliskuuta maaliskuu mart марта март березня березень μαρτίου μάρτιος مارس מרץ मार्च",
    "april apríla avril abril aprile aprilie április kwietnia kwiecień dubna duben huhtikuuta huhtikuu nisan апреля "
    "апрель април квітня квітень απριλίου απρίλιος أبريل אפריל अप्रैल",
    "mai maj may maja máj mája mei mayo maggio maio maig május května květen toukokuuta toukokuu mayıs мая май травня "
    "травень μαΐου μάιος مايو מאי",
    "juni jún júna june juin junio giugno junho juny iunie június czerwca czerwiec června červen kesäkuuta kesäkuu "
    "haziran июня июнь юни червня червень ιουνίου ιούνιος يونيو יוני जून",
    "juli júl júla july juillet julio luglio julho juliol iulie július lipca lipiec července červenec heinäkuuta "
    "heinäkuu temmuz июля июль юли липня липень ιουλίου ιούλιος يوليو יולי जुलाई",
    "august augusti augustus augusta agustus août agosto agost augusztus sierpnia sierpień srpna srpen elokuuta elokuu "
    "ağustos августа август серпня серпень αυγούστου αύγουστος أغسطس אוגוסט अगस्त",
    "september septembra septembre septiembre setiembre settembre setembro setembre septembrie szeptember września "
    "wrzesień září syyskuuta syyskuu eylül сентября сентябрь септември вересня вересень σεπτεμβρίου σεπτέμβριος سبتمبر "
    "ספטמבר सितंबर",
    "oktober október októbra october octobre octubre ottobre outubro octombrie października październik října říjen "
    "lokakuuta lokakuu ekim октября октябрь октомври жовтня жовтень οκτωβρίου οκτώβριος أكتوبر אוקטובר अक्टूबर",
    "november novembra novembre noviembre novembro noiembrie listopada listopadu listopad marraskuuta marraskuu kasım "
    "ноября ноябрь ноември листопада νοεμβρίου νοέμβριος نوفمبر נובמבר नवंबर",
    "december decembra desember dezember décembre diciembre dicembre dezembro desembre decembrie grudnia grudzień "
    "prosince prosinec joulukuuta joulukuu aralık декабря декабрь декември грудня грудень δεκεμβρίου "
    "δεκέμβριος ديسمبر דצמבר दिसंबर",
)
_LEAST_LETTERS = 3
_NUMBERS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}


def month_of(word: str) -> int:
    """Return the number of the month that a word names, in full or cut short; 0 where it names none, or two."""
    folded = unicodedata.normalize("NFC", word).lower().rstrip(".")
    if len(folded) < _LEAST_LETTERS:
        return 0
    found = _NUMBERS.get(folded)
    if found:
        return found
    meant = {number for name, number in _NUMBERS.items() if name.startswith(folded)}
    return meant.pop() if len(meant) == 1 else 0
