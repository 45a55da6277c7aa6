"""What English words mean to the desk: each idea with the words that stand for it, and phrases that do."""

from __future__ import annotations

import re

from bot.chat.commands.words.typed_words import words

LITTLE = words(
    "a an the without reset scratch this that these those it its it's it'll them they they're they'd one ones i i'm im i'd i'll i've we we're"
    " we'd we'll we've us me my mine our ours myself ourselves you you're u your yours ur r y yourself please plz pls"
    " plse kindly thx tnx can can't could couldn't would wouldn't will won't shall should shouldn't may might must want"
    " wants wanted wanna like likes liked love loved loves need needs needed prefer rather be been being is isn't are"
    " aren't am do does don't dont doesn't did didn't done not no nope yes yep yeah yea so too very way just only also"
    " and or but nor to at for from in on of by with as if when if till til until into onto than then there here over"
    " right now again longer any some all both every each per most least less fewer much many few still already always"
    " never ever later soon today today's tonight tomorrow's morning evening afternoon night lunch lunchtime noon"
    " midday midnight day days week weeks weekend weekends month months hour hours minute minutes half quarter past"
    " before after once twice time times first second third fourth last next new newest old other others another"
    " instead well bit little lot lots back off up down out ahead let let's lets hey hi hello oh oops ok okay alright"
    " sorry um uh hmm ah good nice better best bot readout everyone everybody someone somebody team guys folks friend"
    " friends friendly colleague colleagues people person anyone anybody what what's whats which where when how why who"
    " because since while though have haven't has hasn't had get gets getting got gotten go goes gone going be about"
    " around say says said know knows knew sure able possible perhaps maybe really actually honestly quite pretty"
    " kind sort thing things stuff something anything everything nothing someone way whole entire full come comes came"
    " coming expect expected think thought talk told hear heard mean meant means help helps wondering"
    " wonder wish hope hoping use used using try tried trying look looks looking found feel feels seem seems make makes"
    " work works o'clock oclock clock am pm a.m p.m sharp exactly o january february march april june july august"
    " september october november december public holiday holidays thanks thank thankful grateful appreciated cheers"
    " mind minding idea problem possible currently current moment sometime sometimes usually normally whenever whatever"
    " anyway btw fyi asap lol haha fine enough own same different different such else even plus nobody none neither"
    " either early late easy great glad happy busy away home office vacation weekday workday working awake bed sleep"
    " where's when's how's who's why's there's that's here's i'd've doing let me"
    " one two three four five six seven eight nine ten eleven twelve couple several dozen zero single"
    " was were wasn't weren't upon yet put took takes take taken give gives given gave keep keeps kept except everyday"
    " joke jokes lost sup brb wbu meet adding embed embedding background words sounds store stores fantastic wow ugh oops"
    " hear explain introduce yourself asked crash crashed configured configuration set sets plan"
    " far long it'd her his its they've ain't gonna gotta lemme gimme cannot more forward plenty read reads reading rather"
    " happened happen happens tomorrow yesterday yesterday's thats theres wheres hows whos lets awake moving meeting"
    " meetings week's month's weekend's year years date dates daytime breakfast dinner bedtime afterwards"
    " bother bothers bothering care cares interested interesting enjoy enjoyed wait waiting seriously"
    " god omg wtf ffs damn hell stupid shit fucking bloody goodness dear mate buddy dude kids wife husband boss"
    " members member user users human machine computer program app service number numbers line lines regular regularly"
    " calm simple simply easier hard harder difficult reason reasons impossible understood understand agree agreed decided"
    " decide point points part parts top main biggest key major important latest hiya howdy heya yo"
    " receive received receiving delivered delivering arrive arrives arrived appear appears land lands full fully partly"
    " mostly mainly carry carries cover covers between during except usual original previous default replace swap reset"
    " group community readers reader scroll scrolling phone mobile screen attention noise noisy overwhelming clutter"
    " annoyed angry tired hate hates dislike fix fixed check confirm exist exists inside outside"
)
"""Words of any wish: alone they make none."""

IDEAS: dict[str, frozenset[str]] = {
    "stop": words("stop stops stopped stopping cease quit halt unsubscribe unsubscribed opt silence"),
    "pause": words("pause paused pausing snooze hold suspend suspended shh shhh shush hush quiet break rest"),
    "resume": words(
        "resume resumed resuming restart restarting reactivate unpause unsnooze continue carry wake return unsuspend"
    ),
    "remove": words(
        "remove removed delete deleted cancel cancelled canceled unschedule scrap kick rm del ditch lose discard kill"
    ),
    "change": words(
        "change changed changing changes move moved set setting switch switched push pushed bring shift shifted turn"
        " edit adjust update reschedule postpone delay convert configure modify"
    ),
    "show": words("show shows list lists see display view print which tell remind"),
    "add": words("add added adding include included subscribe plug take"),
    "start": words("start starts started starting begin begins create setup arrange deliver have launch enable"),
    "send": words("send sends sending sent post posts posted posting publish share deliver drop write mail"),
    "alert": words(
        "alert alerts alerted alerting ping pings pinged pinging notifying notify notification notifications notified warn warning"
    ),
    "follow": words("follow following follows followed watch track monitor"),
    "unfollow": words("unfollow"),
    "mute": words(
        "mute muted muting hide skip ignore exclude block filter omit avoid ban leave drop dropped spare cut"
    ),
    "unmute": words("unmute unhide unblock"),
    "undo": words("undo revert restore rollback"),
    "forget": words("forget erase wipe purge gdpr"),
    "data": words("data privacy history messages"),
    "briefing": words(
        "briefing briefings brief briefs digest digests roundup roundups rundown summary summaries edition recap"
        " newsletter bulletin"
    ),
    "news": words("news headlines headline stories story update updates articles article items item topics topic"),
    "schedule": words("schedule schedules scheduled scheduling timetable calendar subscription subscriptions"),
    "source": words(
        "source sources feed feeds rss site sites website websites outlet outlets newspaper newspapers paper papers"
        " publisher publishers blog blogs magazine magazines publication publications"
    ),
    "channel": words("channel channels thread threads room server workspace"),
    "settings": words("settings setup options option preferences preference config configuration"),
    "help": words("help commands command manual instructions guide"),
    "status": words("status running alive broken down online offline stuck working health uptime dead asleep crashed"),
    "short": words("short shorter shorten brief briefer concise compact smaller shrink trim condense bullet bullets"),
    "long": words("long longer lengthier fuller detailed detail details extended expand bigger depth"),
    "early": words("earlier sooner"),
    "late": words("later"),
    "language": words("language languages translate translated translation speak"),
    "zone": words("timezone timezones zone zones"),
    "often": words("hourly often frequently frequency interval"),
    "days": words("weekdays workdays weekends daily weekly"),
    "preview": words("preview previews sample example test testing tests demo trial"),
    "cost": words(
        "cost costs price pricing pay paid pays free premium owe fee fees charge charges tokens spend spent expensive"
    ),
    "version": words("version release"),
    "bad": words(
        "wrong meh boo yawn lame trash junk crappy dull mistake mistakes error errors incorrect duplicate boring spam spammy spamming annoying useless garbage rubbish terrible awful bad outdated stale"
        " repetitive nonsense crap mess pointless unreadable"
    ),
    "manner": words(
        "tone formal informal format style emoji emojis bold tag tags threads mention admins admin permission permissions"
        " reactions images pictures links link bullets color colour font name rename role roles"
    ),
}
"""Each idea with its words. A word may stand for several."""

PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (idea, re.compile(pattern))
    for idea, pattern in (
        ("status", r"^(?:hey |hi )?(?:you|u|you're|bot) (?:still )?(?:there|up|awake|alive|ok|okay|on)\b|\bset up (?:correctly|right|properly|ok)\b|\beverything (?:ok|okay|fine|set|working|alright)\b"),
        ("late", r"\btoo early\b"),
        ("early", r"\btoo late\b"),
        ("bad", r"\bnot (?:very |that |so )?(?:helpful|good|useful|great|what i asked)\b|\bno good\b|\balready (?:posted|said|sent|told|had|saw|seen)\b|\b(?:twice|same story) again\b|\b(?:doesn't|don't) work\b"),
        ("start", r"\bset (?:\w+ ){0,2}up\b|\bsign (?:me|us) up\b"),
        ("undo", r"\b(?:never ?mind|nvm|scratch that|my (?:mistake|bad)|put (?:it|that|things|everything) back"
                 r"|(?:take|took) (?:it|that) back|change (?:it|that) back|(?:as|how|like) (?:it was|before)"
                 r"|was a mistake|didn't mean (?:that|to|it)|back to (?:how|what) it was|step back)\b"),
        ("remove", r"\b(?:get )?rid of\b|\bdo away with\b"),
        ("short", r"\btoo? (?:long|much|wordy|detailed)\b|\b(?:bit|way) (?:too )?much\b|\bwall of text\b|\btl;?dr\b"
                  r"|\b(?:in half|half (?:as long|the (?:size|length)))\b|\b(?:less|too (?:much|many)|fewer) (?:text|detail|words?)\b"
                  r"|\b(?:max(?:imum)?|at most|no more than) \d+(?! ?(?:am|pm|[:.]\d))\b|\b\d+ (?:max|tops|at most)\b|\b(?:fewer|less) (?:words|stories|items|headlines|news|articles)\b|\b(?:just|only) (?:the )?headlines\b"
                  r"|\b(?:only|just|max(?:imum)?|at most)? ?(?:\d+|a few|one|two|three|four|five) (?:headlines|stories|items|bullets|lines|sentences)\b"),
        ("long", r"\bmore (?:detail|details|depth|text|stories|storys|items|news|context|words|information|info|headlines|articles)\b"
                 r"|\btoo (?:short|brief|thin)\b|\bmake it longer\b"),
        ("resume", r"\b(?:carry|keep) on\b|\b(?:start|begin|post|come|go|send|turn|switch|be) (?:\w+ ){0,3}(?:again|back)\b"
                   r"|\bon again\b|\b(?:turn|switch|put) (?:\w+ ){0,3}(?:back )?on\b|\bpick up again\b|\bback to normal\b|\bback (?:from|on)\b"
                   r"|(?<!till )(?<!until )(?<!when )(?<!til )\b(?:we're|we are|i'm|i am) back\b|\b(?:break|holidays?|vacation|pause|silence) (?:is|are) over\b"),
        ("stop", r"\b(?:turn|switch|shut) (?:\w+ ){0,3}off\b|\boff\b|\bno more\b|\bno (?:briefings?|posts?|updates)(?=[.,!]|$)|\b(?:that's|it's|had) enough\b|\benough (?:already|now|of (?:it|this|that))\b"
                 r"|\b(?:sign|opt|take|count) (?:me|us) (?:out|off)\b|\btake (?:me|us) off\b|\bshut up\b|\bgo away\b|\bget (?:out|lost)\b"
                 r"|\b(?:don't|do not|dont) (?:want|need|like|send|post|write|bother|message|share)\b|\bfed up\b|\bsick of\b"
                 r"|\b(?:leave (?:me|us) alone)\b|\bnot (?:post|send) (?:here|in here|anything)\b|^enough$"),
        ("pause", r"\bhold (?:fire|off|it|on|back)\b|\btake a (?:break|rest|week off|day off)\b|\bgive it a rest\b"
                  r"|\bon (?:holiday|vacation|leave|a break)\b|\b(?:are|am|be|is|we're|i'm) (?:away|off|out)\b"
                  r"|\bskip (?:today|tomorrow|it|one|this|the next|next)\b|\bleave out (?:today|tomorrow)\b"
                  r"|\bnot (?:today|tomorrow|this week|next week|tonight)\b"),
        ("alert", r"\blet (?:me|us) know\b|\bkeep (?:me|us) (?:posted|informed|updated|in the loop)\b|\bkeep an eye on\b"
                  r"|\bgive (?:me|us) a (?:shout|ping|heads[- ]up)\b|\b(?:breaking|push)(?: news)? (?:alerts?|notifications?)\b|\bheads[- ]up\b"),
        ("schedule", r"\bwhen (?:is|are|does|do|will|can|should|was|am)\b|\bhow often\b|\b(?:what|which) (?:times?|hours?|days?)\b|\bwhat's (?:on|next|planned)\b"),
        ("help", r"\bhow (?:do|does|can|could|should|would|to)\b|\bwhat (?:can|do) (?:you|i|we|one) (?:do|say|type|ask|know|offer|understand)\b"
                 r"|\bwhat (?:are|is) (?:you|this bot|this|your job) (?:for|able)\b|\bwhat else\b|\bwhat\b.*\byou can do\b|\bwhere (?:do|can|could|should) (?:i|we)\b"),
        ("who", r"\bwho (?:are|r) (?:you|u)\b|\bwhat (?:are|r) (?:you|u)\b|\bwhat's your name\b|\byour name\b|\b(?:are|r) (?:you|u) (?:a |an )?(?:bot|robot|human|real|person|ai|machine|chatgpt|gpt|claude|an llm)\b"
                r"|\bwho (?:made|built|runs|wrote|owns|created|is behind) (?:you|this|u|this bot)\b|\b(?:is|r|are) (?:this|you|u|it) (?:a |an )?(?:chatgpt|gpt|claude|gemini|copilot|ai|bot|llm)\b|\bmak(?:e|ing) (?:this|that|it|things|stuff|all)(?: stuff| of this)? up\b|\bwhat model\b|\bwhich (?:model|llm|ai)\b"),
        ("preview", r"\bhow (?:it|that|this|they)(?:'s| is| are)? (?:going to|gonna|will|would) look\b|\bwhat (?:it|that|this|a briefing) (?:will|would|looks?)(?: look)? like\b|\blook like\b|\bbefore (?:it|they) (?:goes|go|is|gets?) (?:out|posted|sent)\b|\bsee (?:the )?next (?:briefing|post|digest|one)\b|\btest run\b|\bdry run\b"),
        ("sourcewords", r"\b(?:where|from where) (?:do|does|did|are|is|'s)?(?: \w+)*? (?:you|your|u|ur|this|the|all|it) ?(?:get|getting|take|taking|pull|read|find|have|got|news|stories|come|information|info|headlines|briefings?)?\b.*\b(?:from|get|come|news|read)\b|\bwhere (?:\w+ ){0,4}(?:you|your|u) (?:\w+ )*(?:from|get)\b|\bwhat (?:do|does|are) (?:you|u|this bot|it) read(?:ing)?\b|\bwho do you read\b"),
        ("add", r"\bas (?:a|an|another|one more|new)? ?(?:a )?(?:new |extra |another )?(?:source|feed)\b"),
    )
)  # fmt: skip
"""Phrases, and the idea that each stands for; they are looked for in a line that is mended and in small letters."""

SLIPS = {
    "ti": "it", "si": "is", "fo": "of", "ot": "to", "adn": "and", "taht": "that", "nxt": "next", "payed": "paid",
    "y": "why", "u": "you", "ur": "your", "r": "are", "wen": "when", "wat": "what", "wht": "what", "wats": "what's",
    "wich": "which", "wot": "what", "evning": "evening", "evry": "every", "evrey": "every", "shedule": "schedule",
    "scedule": "schedule", "schedle": "schedule", "skedule": "schedule", "breif": "brief", "brefing": "briefing",
    "breifings": "briefings", "breifing": "briefing", "sorces": "sources", "souces": "sources", "weekdyas": "weekdays",
    "wekdays": "weekdays", "pse": "please", "plaese": "please", "stpo": "stop", "tommorow": "tomorrow",
    "tomorow": "tomorrow", "tmrw": "tomorrow", "tmr": "tomorrow", "untill": "until", "til": "until", "hte": "the",
    "teh": "the", "dose": "does", "mor": "more", "les": "less", "folow": "follow", "anymor": "anymore", "giv": "give",
    "gimme": "give", "wanna": "want", "storys": "stories", "agian": "again", "insted": "instead", "latr": "later",
    "stil": "still", "wel": "well", "runing": "running", "alrt": "alert", "notfy": "notify", "evenin": "evening",
    "mrning": "morning", "reed": "read", "alow": "allow", "befor": "before", "nite": "night", "hav": "have",
    "dont": "don't", "cant": "can't", "doesnt": "doesn't", "wont": "won't", "im": "i'm", "ive": "i've", "pls": "please",
    "plz": "please", "yuo": "you", "evn": "even", "chanel": "channel", "gud": "good", "mornin": "morning", "thats": "that's", "mesages": "messages", "langauge": "language",
    "languge": "language", "shorted": "shorter", "hrs": "hours", "hr": "hour", "min": "minutes", "mins": "minutes",
    "un-hide": "unhide", "un-mute": "unmute", "un-pause": "unpause", "un-block": "unblock", "poss": "possible", "smth": "something", "sth": "something", "wk": "week", "wks": "weeks", "yday": "yesterday",
    "b4": "before", "w": "with", "wkly": "weekly", "msgs": "messages", "msg": "message", "pic": "picture",
    "posible": "possible", "earler": "earlier", "earlyer": "earlier", "whats": "what's", "mroe": "more", "wot's": "what's",
    "whoops": "oops", "ooops": "oops", "hellooo": "hello", "abt": "about", "coz": "because", "2day": "today",
    "2moro": "tomorrow", "tomorrows": "tomorrow's", "todays": "today's", "yesterdays": "yesterday's",
}  # fmt: skip
"""What people write for words that are too short to be known again, or that a slip makes of several."""
FIRST_SLIPS = {"ad": "add", "sho": "show", "les": "less", "mut": "mute", "lst": "list", "rmv": "remove", "sto": "stop"}
"""The same, where they stand first."""

NO_SLIPS = words(
    " mayor mayors president minister ministers senator election elections dutch resolved resolve resolves science sciences taxes wars sport sports money tanks tank deal deals sticks"
    " storm storms talks talked thames monde times line lines lane lanes"
    "strike strikes strip stock shop ship ships step steps chop cause causes causing clause course courses hour hourly"
    " sort port ports cost lost host past pest paste poster posters boast coast grief chief chance change chances"
    " charge love moved mover movie list lift lost fest feet fed need seed deed weed sent tent bent rent spent seen"
    " shot shut shoe snow slow shore short sharp quite quit quits alter alters altar hollow fellow fallow allow flow"
    " died hire hired hired slip slim drip crop prop grow drown brown blow star stars state states stale stay stare"
    " store stores sour court force forces muse cute lute more move role rule mate date dates rate late data dada add"
    " ads read real lead bread dead reading road ready feel fuel feud mail main male rail fail mall maul sail tail page"
    " war ward warm worn warn earn turnip turner born burn torn tune ruin mount month mouth north fourth forth"
    " paused passed parse purse nurse curse tours yours fours pours resumes consume presume remote remover unmoved"
    " cancer channel canal panel deleted relate elected detect defeated stopped topped shipped chopped dropped"
    " wreck check cheque chick brick track trick tract watched match catch hatch patch witch which wish fish dish"
    " edit audit credit exit unit visit limit addict verdict topic tropic topics tonic public republic outfit"
    " hold held hole bold sold gold cold told fold world would quiet quick resort report restart rest best test text"
    " next nest west east vote votes note notes code codes mode modes house horse nurse sets sheet street sweet"
    " brief belief relief grieve bricks breach beach reach each march starch search skill spill bill kill kills skin"
    " kick pick sick thick stick stock clock block black attack blocked blood flood floods school schools pool tool"
    " language luggage passage message messages massage image damage manage village voyage teenager"
    " fire wire hire tired alert alerts alive olive arrive drive live lives give given size prize rise raise rose"
    " course source sources sauce soccer socket pocket rocket rockets market planet planes plane plan plans plant plants"
    " paper papers pages paid said raid rain pain gain train trains trial trails train strain brain drain"
    " daily diary dairy weekly weakly hourly shortly brave bravely earlier barrier carrier career server serve severe"
    " seven eleven never level lever fever over oven even event events sever seventh seventy five fire nine mine line"
    " ten tin men hen pen den one ore ole two tow too top six sex fix mix three there tree free eight night right"
    " eighty sixty noon moon soon book noun morning mourning warning evening opening night might light sight"
    " sunday monday holiday birthday today toddy lunch launch launched bunch punch weekend weekday"
    " ceased leased creased ceasefire quits halts halted hall haul hail salt malt"
    " feed feeds fees bees blog blogs logs dogs site sites size kites bites cite cites rites"
    " starting staring string strong sting stating sparing sending ending bending lending spending posting hosting"
    " costing boasting roasting shooting showing snowing owing knowing growing"
    " bring being boeing king ring string spring being bing sing wing writing waiting wanting warring"
    " shift shirt swift drift gift lift shaft draft switch stitch swiss sketch push bush rush pus bus tush"
    " boring boxing bombing bearing hearing caring daring sharing"
    " share shared shares shire shore shave scare spare square stare care mass mess miss moss loss less lesson lesser"
    " fewer sewer newer power tower lower former format formal normal informal minimal animal"
    " version aversion mission session tension pension passion person prison reason season"
    " admin admins admit admits adman options nation motion notion auction action actions"
    " follow follows fellows hollows followed watch watches mute mutes muted mutiny duty"
    " hide hides tide side sides ride rides bride wide wider skip skips ships chips tips trips clips"
    " exclude include includes excluded include conclude concluded ignore ignored ignores adore signore"
    " wrong young strong song long along belong lung tongue hang"
    " terrible horrible terrible awful lawful useful useless rubbish spam span scam slam swam stamp"
    " working walking running cunning gunning ruling broken spoken token tokens joke broke woken"
    " stuck struck truck trucks stack sticks online outline offline decline mainline"
    " taken takes token wakes lakes makes cakes talks walks tasks masks asks marks"
    " summer summit summary summaries salary primary editor edition addition audition"
    " translate translated translator transit transport transfer"
    " detail details retail prevail concise precise compact impact contact contract contrast"
    " preview previews review reviews interview interviews previous previously sample simple samples"
    " wiped wipe pipe ripe swipe forget forgot forged forge erase erased crease phase phrase praise"
    " resumed assumed revert reverse revered convert concert expert desert dessert"
    " undoing undue under unable uncle until unit units unite united"
    " outlets outlet outset output outlook ballot"
)
"""Words that look like a slip in a word of ours and are none."""
