"""Items in which a program that makes feeds for sites without one reports that it failed: no news of any outlet."""

from __future__ import annotations

import re
from functools import cache

from bot.ingest.pages.html_text import text_of, title_text
from bot.language.in_any_language import page_notices
from bot.language.page_notices import either

_LONGEST = 4000


@cache
def _told(of_packs: str) -> re.Pattern[str]:
    return re.compile(either(of_packs), re.IGNORECASE)


def is_failure(title: str, summary: str) -> bool:
    """Tell whether an entry is such a report: by its title, or by what failed and whom it tells to mend it.

    That a bank's pages answer with an error is news; it is told to its readers.
    """
    notices = page_notices()
    if _told(notices.failed_titles).search(title_text(title)):
        return True
    if len(summary) > _LONGEST or not _told(notices.failed_texts).search(summary):
        return False
    return _told(notices.maintainers).search(text_of(summary)) is not None
