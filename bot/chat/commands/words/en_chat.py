"""Words of chats: slang, what one feels about messages, how they look, and what one does with them. None is of news."""

from __future__ import annotations

from bot.chat.commands.words.typed_words import words

CHAT = words(
    "telling talking speaking chatting chatter messaging yell yelling scream screaming nag nagging nags buzz buzzing"
    " beep beeping interrupt interrupts interrupting distract distracts distracting distraction overload overloaded"
    " overloading clog clogging clogged cluttered confuse confuses crazy ridiculous nuts silly weirdly"
    " bruh bro bros fam peeps ppl pal pals m8 mates sup botty bloke lads guy gals gud tho thru cuz cos coz bc idk dunno"
    " imo imho rn ngl tbh lmk hmu ikr k kk okey okie mkay yup yah nah naw ta cya ttyl gtg bbl welp meh eh huh duh aha oi"
    " aye smh fyi pfft gosh jeez geez blimey darn dang heck crap suck sucks sucked lmao rofl xd"
    " end ends ending beginning bottom max mins header headings title titles font fonts sizes bigger smaller wording"
    " phrasing sentence sentences quote url urls hyperlink hyperlinks thumbnail thumbnails pic pics picture attachment"
    " attachments smiley smileys gif gifs sticker stickers layout spacing clickable readable unreadable legible"
    " fortnightly biweekly nightly midweek noonish teatime tea eod cob sleepy asleep wakes commuting"
    " tweak tweaks tweaked tweaking tune customise customize customized customised personalise personalize personalized"
    " import imports export exports api gdpr compliant unsub overview daylight saving savings afk paywall paywalled fake"
    " responsible admin's compliance catchy title friendlier tone intro footer header table tables column columns"
    " you've you'll you'd you're u've y'all"
    " button buttons press pressing refresh reload reloading bracket brackets footnote footnotes menu menus tick checkbox"
    " dropdown toggle click clicking clicks tap popup pop-up eli5 accident accidentally balance balanced weight"
    " seen saw began begun gave spoken spoke forgot forgotten chose tz"
    " restrict restricted narrow broaden widen bump crank ramp dial fiddle"
    " worse worst nicer cleaner clearer neater prettier simpler smarter louder quieter prompt"
    " intern newbie newbies newcomers rookie tester integrate integrated integration webhook login subscriber"
    " subscribers tier billing invoice refund licence sysadmin owner owners superuser role"
    " hallucinate hallucinating hallucination invent inventing accuracy inaccurate unreliable trustworthy typo typos"
    " annoy annoys irritating irritates irritated frustrating frustrated disappointed disappointing thrilled fab fabulous"
    " terrific neat legit nicely appreciate appreciates curious bored excited lovingly"
    " glance glancing skim skimming browse browsing peek forward forwarding pin pinned pinning unpin react reacting"
    " collapse collapsed spoiler spoilers summarise summarize summarising bookmark bookmarks inbox unread mention mentions"
    " tagging tagged ping-pong shh zip scram begone bugger freaking fricking flipping dumb idiot moron genius legend"
    " champ sweetie darling honey dearest sir madam ma'am"
)
