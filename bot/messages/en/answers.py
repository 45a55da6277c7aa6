"""Answers, what is said in place of one, and lists of what is held."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- no question
    "answers.no_question": "There is no question in that. Ask one, like: what did the minister say about the budget?",
    "answers.too_long": "That is {length} characters long. Ask in at most {most}",
    "answers.no_question_in_words": "I couldn't find a question in that. Ask one in words",
    "answers.name_speaker": "Name who speaks, or about what, like: quotes the minister about the budget",
    "answers.name_words": "Name what to look for, like: search harbour strike",
    "answers.no_length_of_time": "{text!r} is no length of time. Give one like 90m, 24h or 7d",
    # ---- nothing is held
    "answers.nothing_on_that": "I couldn't find anything on that in your sources.",
    "answers.nobody_says_that": "I couldn't find anybody who says that in your sources.",
    "answers.no_statement": "I couldn't find anybody saying anything{matter} in your sources",
    "answers.says_nothing": "I couldn't find anything that {speaker} says{whom}{about} in your sources",
    # A part of answers.no_statement and answers.says_nothing, as answers.to is.
    "answers.about": " about {about}",
    "answers.to": " to {whom}",
    "answers.nothing_says_so": "I couldn't find that in your sources",
    "answers.nearest_do_not": "I couldn't find that in your sources: the closest passages don't say",
    # typed: words with a slip, as they were asked; read: the words of the news that they were taken for
    "answers.read_as": "I took “{typed}” for “{read}”",
    # part: one of several questions of a line, or some of them with quotation marks between
    "answers.part_not_found": "I couldn't find an answer to “{part}” in your sources",
    "answers.nearest": "Closest: ",
    # ---- what was posted is wrong
    "answers.posted_not_held": "What that message said is not held any more: it cannot be taken back here",
    "answers.reported_wrong": "Thank you. Those who look after this see that somebody finds it wrong.",
    "answers.which_is_wrong": "Which sentence is wrong? It is struck out for everybody here, and not told again:",
    "answers.is_taken_back": "Taken back: “{claim}”. The message is being changed.",
    "answers.taken_back_before": "“{claim}” was taken back before.",
    "answers.taken_back": "What I had to say on that was taken back as wrong",
    "answers.no_such_name": "Nothing in your sources is by or about “{name}”. Did you mean {near}?",
    # Below an answer that tells something else than the question takes for granted.
    "answers.other_premise": "Your sources tell it otherwise than your question takes it",
    # ---- who said what
    # name: what was asked for; names: all people of that name but the last
    "answers.ambiguous": "{name} may be {names} or {last}: each is told apart",
    # Before what somebody said: in their words, or in those of the article.
    "answers.quoted": "quoted",
    "answers.reported": "reported",
    # Behind words that stand as they were printed, in another language: what they mean. Never in quotation marks.
    "answers.gloss": " (translated: {text})",
    # Parts of the line above a passage: who printed it, and when.
    "answers.told_by": " (told by {via})",
    # ---- stories
    "answers.no_stories": "No stories of the last days.",
    "answers.which_story": "Which story is meant? `stories` lists them",
    # What stands in backquotes is typed, here and elsewhere.
    "answers.story_not_held": "that story is not held any more. `stories` lists those that are",
    "answers.no_such_story": "no story is called {name!r}. `stories` lists those that are held",
    "answers.less_of_it": "You will see less like “{title}” here, and nothing more of it.",
    "answers.later_here": (
        "“{title}” and stories like it will come last here. It is left out once several people ask for that,"
        " or somebody who manages this channel."
    ),
    "answers.step_at": " · {day}, {at:%H:%M} UTC{carried}{credited}",
    "answers.also_in": ", also in {outlets}",
    "answers.credits": ", credits {outlets}",
    "answers.more_sentences": "… and {n} more sentences",
    "answers.nothing_new": "nothing new",
    "answers.changed": "changed {day}, {at:%H:%M} UTC:",
    # Before what an article said and says now; the spaces keep the two in line.
    "answers.was": "was  ",
    "answers.is": "is  ",
    "answers.gone": "gone  ",
    "answers.copy_of": " · a copy of {source}'s",
    # ---- suggestions
    "answers.suggestion": "What did {name} say?",
}
