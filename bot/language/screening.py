"""By what a language's sentences are known that do not report: a facet; what is not known is not there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Screening:
    """What a language says to machines and to the readers of pages."""

    single_letters: frozenset[str] = frozenset()
    """Letters that are words, or what is left of one behind an apostrophe."""
    opinion_labels: frozenset[str] = frozenset()
    """By what outlets label an item that is somebody's opinion, in its title or its address."""

    title_stamps: str = ""
    """What stands at an end of the title of a report that goes on: the alternatives of a regular expression."""
    teasers: str = ""
    """How a title begins that only makes curious, as its capitals are …"""
    read_on: str = ""
    """… and how what a title says to make its reader read on begins, in any case."""

    def speaks_to_machine(self, text: str) -> bool:
        """Tell whether a text speaks of prompts and replies, as one does that is meant for a language model."""
        del text
        return False

    def orders_its_reader(self, text: str) -> bool:
        """Tell whether a text gives an order that no page has for its reader."""
        del text
        return False

    def spoils_its_passage(self, text: str) -> bool:
        """Tell whether a text gives an order that makes what stands beside it suspect."""
        return self.orders_its_reader(text)

    def speaks_to_reader(self, text: str) -> bool:
        """Tell whether a text is told to somebody: “you”."""
        del text
        return False

    def speaks_of_its_writer(self, text: str) -> bool:
        """Tell whether a sentence is its writer's of himself: “I”."""
        del text
        return False

    def looks_back(self, text: str) -> bool:
        """Tell whether a sentence begins by going back to an earlier time: “Four years ago, …”."""
        del text
        return False

    def begins_aside(self, text: str) -> bool:
        """Tell whether a sentence begins with what stands beside its news: “With fears growing, …”."""
        del text
        return False

    def says_nothing_of_it(self, text: str) -> bool:
        """Tell whether a sentence only tells that somebody spoke: “broke his silence”."""
        del text
        return False

    def speaks_for_its_readers(self, text: str) -> bool:
        """Tell whether a sentence counts its writer and readers together: “we”, “our country”."""
        del text
        return False

    def is_furniture(self, text: str) -> bool:
        """Tell whether a sentence belongs to the page and not to the report."""
        del text
        return False

    def lacks_its_subject(self, text: str) -> bool:
        """Tell whether a sentence says of nobody by name what it says, as those of a column do that goes on so."""
        del text
        return False

    def tells_no_news(self, title: str) -> bool:
        """Tell whether an item says by its title that it is an episode, a horoscope or an advertisement."""
        del title
        return False

    def sends_away(self, text: str) -> bool:
        """Tell whether a text holds an address or an account that is not only named."""
        del text
        return False

    def is_in_language(self, text: str) -> bool:
        """Tell whether a sentence of an article in this language may be in it, too."""
        del text
        return True
