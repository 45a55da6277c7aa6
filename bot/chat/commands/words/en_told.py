"""By what English tells of something and orders nothing: what is so, was done, or is done by somebody else."""

from __future__ import annotations

import re

from bot.chat.commands.words.typed_words import words

THEIRS = re.compile(
    r"\b(?:press|white house|police|media|intelligence|security|pentagon|kremlin|downing street|emergency|defen[cs]e|military"
    r"|army|nato|state department|ministry|government|court|tv|staff|work) (?:briefings?|digests?|bulletins?|summar(?:y|ies))\b"
    r"|^(?:an? |the )?(?:stop|halt|pause|break|change|return|start|end|move)s? (?:to|in|of) (?:the )?(?:briefings?|digests?|schedule|posts?|alerts?)\b"
    r"|\b(?:briefings?|digests?) (?:get|getting|set) |\bthe press(?:es)?\b|\bstop press\b|^(?:update|breaking|live|exclusive|report)\s*:|^updates? (?:at|on|from)\b",
    re.IGNORECASE,
)
"""Briefings that others hold, and headlines that begin with a word of ours."""
_OURS = r"(?:briefings?|digests?|alerts?|updates?|summar(?:y|ies)|newsletters?|roundups?|posts?)"
OF_OURS = re.compile(
    rf"\b(?:was|were|been|got|am|are|is) (?:told|asked|ordered|forced|advised|supposed|made) to\b"
    rf"|^(?:the |our |all |some |more )?(?:\w+ )?{_OURS} (?:now|no longer|soon) "
    rf"|^(?:\w+ )?{_OURS} (?:\w+ )?(?:than|as) (?:ever|expected|planned|usual|before|last)\b"
    rf"|\b(?:can|could|may|might|would|should|must) (?:the|our|my|your|these|all)?(?: \w+)? ?{_OURS} (?:\w+ )?be (?:\w+ed|undone|sent|held|cut)\b",
    re.IGNORECASE,
)
"""What is said of the desk's own things as of anybody's: “briefings now on weekdays”, “could the briefing be cancelled”."""
STATES = words(
    "is are was were has had been being isn't aren't wasn't weren't hasn't hadn't will won't gets got did does didn't doesn't wants wanted there's"
)
"""Verbs that say what is so, will be, or was."""
WAS = words("was were has had is are")
DOES = words(
    "stops pauses cancels removes resumes ends moves starts begins returns continues changes switches suspends deletes"
    " drops restarts sends shifts undoes reverts"
)
"""Acts as somebody else does them."""
DONE = words("undone extended delayed postponed called ended turned")
"""Acts that are over, beside those that end as most do: “cancelled”."""
ACTS = words(
    "stop pause resume remove cancel delete change move undo end start begin restart return continue suspend switch shift mute"
    " drop delay halt cease"
)
"""Acts that may be an order, or what those who are named before do: “briefings resume on Monday”."""
ALSO_THINGS = words(
    "pause stop break rest silence change move hold end start restart return post update delay undo mute follow schedule alert"
)
"""Orders that are names of things as well: “the pause ends”."""
OTHERS = words("they he she people nobody workers users to can could may might must shall")
"""After which an act is not ordered."""
WANTS = words("want need have get let keep make please i'd we'd")
"""Words that begin a wish, beside orders."""
BEFORE_WHEN = words(
    "on at from after before during until till in every each for when while if as because since once unless"
)
"""Words that begin what says when something is to be."""
ARTICLES = words("a an the")
HALTS = words("pause stop break rest silence halt")
"""Acts that are named as things behind an article: “a pause until Monday”."""
JOINS = words("when while if because as since that which it once unless what how")
"""Words behind which an order may tell of something: “stop when the holiday is over”."""
FALLS_SHORT = re.compile(
    r"^(?:(?:it|this|that|these|those|they|(?:(?:the|this|these|those|today's) )?(?:briefings?|digests?|posts?|summary|summaries))"
    r" (?:is|are|was|were|has been) (?:\w+ )?too|(?:\w+ )?(?:too|much too|way too))\b"
    r"|^.* (?:is|are) (?:enough|plenty|fine|ok|okay|better|best|great|good|perfect)$",
    re.IGNORECASE,
)
"""What is said of a briefing that should be another: “the briefing is too long”."""
OTHER_LENGTHS = re.compile(
    r"\b(?:short|shorter|long|longer|bigger|smaller|compact|extended|more) (?:work|working|days?|nights?|weeks?|hours?|months?|years?|holidays?"
    r"|breaks?|meetings?|weekends?|lines?|sentences?|terms?|lives|trips?|queues?|delays?|news)\b",
    re.IGNORECASE,
)
"""What is shorter or longer, and is no briefing."""
TAKEN_BACK = words(
    "undo revert restore rollback latest change changes changed mute muted mutes follow follows followed source sources briefing"
    " briefings schedule schedules settings alerts alert removed deleted added paused stopped moved switched"
)
"""Words of what is taken back, beside those of any request."""
CALLS = words("oops yes please thanks pls always this its is was")
"""Words before an order that end as names of several do."""
ALERT_THAT_IS = re.compile(r"(?:an? |the |some )?(?:\w+ )?(?:alerts?|warnings?) .*\w\wed", re.IGNORECASE)
"""“Alerts for Kyiv lifted”."""
