"""English for `Screening`: each rule is a module beside this one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.content_words import words
from bot.language.en.screening import background, kinds_of_item, orders, page_furniture, web_addresses, without_subject
from bot.language.en.stopwords import STOPWORDS
from bot.language.screening import Screening

_YOU = re.compile(r"\b(?:you|your|yours|yourself|you[’'](?:re|ve|ll|d))\b", re.IGNORECASE)
_ME = re.compile(r"(?:^\W*|\b[a-z]+,?\s|[—–(;:]\s?)I(?:[’'](?:m|ve|d|ll))?\s+[a-z]|\b[Mm]y\s+[a-z]")
"""Behind a name, “I” is a number: “Elizabeth I was …”."""
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|us)\b")
_FOREIGN = frozenset(
    """der das und ist nicht mit von den dem des ein eine einer für auf im zu wird les et une du dans pour pas sur avec
    sont cette el los las que una por para del como il che di della sono dei una per con nel os uma não em ao het een
    van niet och att det som är på av og ikke ja ei että w nie się jest na że ve bir bu""".split()
)
"""The commonest small words of other languages that are none in English."""
_VOWEL = re.compile("[aeiouyà-ÿ]")
_SILENT = 0.2


class EnglishScreening(Screening):
    """What English says to machines and to the readers of pages."""

    def speaks_to_machine(self, text: str) -> bool:
        """Tell whether a text speaks of prompts and replies, as one does that is meant for a language model."""
        return orders.speaks_to_machine(text)

    def orders_its_reader(self, text: str) -> bool:
        """Tell whether a text gives an order that no page has for its reader."""
        return orders.orders_its_reader(text)

    def spoils_its_passage(self, text: str) -> bool:
        """Tell whether a text gives an order with which no page sells what it is."""
        return orders.spoils_its_passage(text)

    def speaks_to_reader(self, text: str) -> bool:
        """Tell whether a text is told to “you”."""
        return bool(_YOU.search(text))

    def speaks_of_its_writer(self, text: str) -> bool:
        """Tell whether a sentence is its writer's of himself: “I”, “my”."""
        return bool(_ME.search(text))

    def looks_back(self, text: str) -> bool:
        """Tell whether a sentence begins by going back to an earlier time: “Four years ago, …”."""
        return background.looks_back(text)

    def begins_aside(self, text: str) -> bool:
        """Tell whether a sentence begins with what stands beside its news: “With fears growing, …”."""
        return background.begins_aside(text)

    def says_nothing_of_it(self, text: str) -> bool:
        """Tell whether a sentence only tells that somebody spoke: “broke his silence”."""
        return background.says_nothing_of_it(text)

    def speaks_for_its_readers(self, text: str) -> bool:
        """Tell whether a sentence counts its writer and readers together: “we”, “our country”."""
        return bool(_WE.search(text))

    def is_furniture(self, text: str) -> bool:
        """Tell whether a sentence is a call, a notice, a label or a credit."""
        return page_furniture.is_furniture(text)

    def lacks_its_subject(self, text: str) -> bool:
        """Tell whether a sentence begins with its verb."""
        return without_subject.lacks_its_subject(text)

    def tells_no_news(self, title: str) -> bool:
        """Tell whether an item says by its title that it is an episode, a horoscope or an advertisement."""
        return kinds_of_item.tells_no_news(title)

    def sends_away(self, text: str) -> bool:
        """Tell whether a text holds an address for its reader, or calls somebody by an account."""
        return web_addresses.sends_away(text)

    def is_in_language(self, text: str) -> bool:
        """Tell whether a sentence has English function words, as its article has.

        A headline has hardly any, so it is in doubt only where it holds more small words of other languages, letters
        of another script, or words that nobody could speak.
        """
        found = [word.lower() for word in words(text)]
        if len(found) < 6:
            return True
        own = sum(word in STOPWORDS for word in found)
        return own >= 0.12 * len(found) or not (own < sum(word in _FOREIGN for word in found) or _is_cipher(found))


SCREENING = EnglishScreening(
    single_letters=frozenset("aistd"),
    opinion_labels=frozenset(
        """opinion opinions op-ed oped editorial editorials comment commentary commentisfree column columns columnist
        columnists letters viewpoint""".split()
    ),
    title_stamps=(
        r"the latest|breaking(?: news)?|developing|urgent|just in|exclusive|watch(?: live)?|(?:live|latest) updates?"
        r"|live|updates?(?: \d+)?|as it happened"
    ),
    teasers="How|Why|What|Where|Who",
    read_on=(
        r"(?:and |but )?here(?:[’']s| is| are)|what (?:to|we|you) (?:know|expect|need|watch)"
        r"|what it (?:means|could mean)|this is (?:why|how|what)"
    ),
)


def _is_cipher(found: Sequence[str]) -> bool:
    """Tell whether many words have no vowel or no Latin letter."""
    long = [word for word in found if len(word) > 2 and not word.isdigit()]
    return sum(not _VOWEL.search(word) for word in long) > _SILENT * len(long)
