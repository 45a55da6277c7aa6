"""English: how a line shows whom it is put to, as the model of lines knows it."""

from bot.chat.commands.words import en_aimed, en_frames, en_ours, en_perhaps

PATTERNS = {
    "you": en_aimed.YOU,
    "to-you": en_aimed.TO_YOU,
    "we": en_aimed.WE,
    "us": en_aimed.US,
    "please": en_aimed.PLEASE,
    "of-ours": en_aimed.OF_OURS,
    "seeks": en_aimed.SEEKS,
    "of-news": en_aimed.OF_NEWS,
    "tells": en_aimed.TELLS,
    "past": en_aimed.PAST,
    "about": en_aimed.ABOUT,
    "for-us": en_frames.FOR_US,
    "ours": en_ours.OURS,
    "here": en_ours.HERE,
    "written": en_perhaps.WRITTEN,
    "measure": en_perhaps.MEASURE,
    "points-at": en_perhaps.POINTS_AT,
    "fails": en_perhaps.FAILS,
}
"""What in a line shows whom it is put to, by the name that the learnt weights have for it."""
