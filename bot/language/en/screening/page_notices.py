"""What English pages and feeds say around an article and of themselves."""

from __future__ import annotations

from bot.language.page_notices import PageNotices

NOTICES = PageNotices(
    footers=(
        r"(?:read|see) (?:the )?(?:full |whole |rest of (?:the|this) )?(?:more|article|story|post)\b.{0,100}"
        r"|continue reading\b.{0,150}"
        r"|.{0,200}\bwas originally published in .{1,80} on Medium, where people are continuing the conversation\b.*"
        r"|(?:the|this) post .{1,200} (?:appeared first|first appeared) on .{1,100}"
        r"|submitted by\s+/?u/[\w-]+(?:\s+to\s+r/\w+)?|(?:\[link\]\s*)?\[comments\]"
        r"|(?:article|comments) url: \S+|points: \d+|# comments: \d+|(?:leave a )?comments?"
        r"|share this:?|subscribe now"
    ),
    after_the_end=(
        r"copyright\b|©|\(c\)|all rights reserved|you may also like|related (?:stories|articles|content|topics|news)"
        r"|(?:read|see) (?:more|also)\b|tags?\W*$|categories\W*$|share\b.{0,20}$|advertisement\W*$|sign up (?:for|to)\b"
        r"|subscribe (?:to|now)\b|follow us\b"
    ),
    consent=(
        r"cookies?|consent|gdpr|privacy|tracking|personal(?:ised|ized)? data|personali[sz]ed ads|third[- ]party"
        r"|legitimate interest|partners?|vendors?|preferences|accept(?: all)?|reject(?: all)?|opt[- ]out"
    ),
    cookies="cookie|consent",
    robots=(
        r"checking (?:your|if the site) \w+|verify(?:ing)? (?:that )?you(?:'re| are) (?:a )?human"
        r"|are you (?:a )?(?:human|robot)"
        r"|enable java ?script(?: and cookies)?|unusual (?:traffic|activity)|pardon our interruption"
        r"|complete the captcha"
        r"|enable js\b|disable (?:any|your) ad ?blocker|incapsula incident|request unsuccessful|you have been blocked"
        r"|review the security of your connection|automated (?:access|requests|queries)|press (?:&|and) hold"
        r"|ddos protection by|access (?:to this page )?(?:has been |is )?denied|not a robot"
    ),
    errors=(
        r"page (?:was |could )?(?:not|n.t) (?:be )?found|internal server error"
        r"|that page can.t be found|service (?:temporarily )?unavailable|bad gateway|gateway time-?out"
    ),
    offers=(
        r"^\W*(?:read on|read more|go on|carry on|continue)\b.{0,20}\bwith\b.{1,20}$|\bcancel (?:at )?any ?time\b"
        r"|^\W*(?:all|every|unlimited|full)\b.{0,30}\b(?:articles?|content|archive|access)\b.{0,30}$"
        r"|^\W*(?:fewer|less|no|without) (?:ads|adverts|advertis\w+)\W*$|^\W*ad[- ]free\b.{0,30}$"
        r"|\b(?:try|test|get|want)\b.{0,40}\b(?:for free|free of charge|without obligation|free trial)\b"
        r"|^\W*(?:choose|select|pick) (?:your|a) (?:plan|subscription|offer)\b"
        r"|\byou get (?:full |unlimited )?access to\b"
    ),
    failed_titles=(
        r"^\W*(?:[\w-]+\s+)?bridge returned error\b|^\W*(?:error|exception)\W{1,3}(?:\w+exception|curl|http error)\b"
        r"|^\W*(?:feed|rss) (?:generat\w+|fetch\w*|conver\w+) (?:error|failed)\b|\brsshub\b.*\berror\b"
    ),
    failed_texts=(
        r"\b(?:unable|not able|failed) to (?:receive|retrieve|fetch|load|download|get|parse)\b.{0,60}"
        r"\b(?:remote|website|web site|source|feed|full[- ]text|content)\b"
    ),
    maintainers=(
        r"\b(?:maintainer|open an issue|report (?:this|the) (?:issue|problem|bug)|github|stack ?trace"
        r"|this (?:bridge|route|feed)|full[- ]text content|(?:status )?code \d{3})\b"
    ),
    asks=(
        r"subscribe (?:now|today|to (?:read|continue|keep|get|unlock))"
        r"|(?:log|sign) in (?:to|or|if|below|with)|already (?:a (?:subscriber|member)|have an account|subscribed)"
        r"|to continue reading|(?:continue|keep) reading (?:with|for|by)"
        r"|read the full (?:article|story) (?:with|for|by)"
        r"|(?:reached|used) (?:all )?(?:of )?your (?:limit|free|last)|(?:free|remaining) articles?"
        r"|unlimited (?:digital )?access"
        r"|cancel any ?time|start (?:your|a) (?:free )?trial|(?:create|register for) (?:an?|your) (?:free )?account"
        r"|(?:for|reserved for) subscribers|unlock this (?:article|story)"
        r"|this (?:article|content|story) is (?:for (?:\w+ )?(?:subscribers|members)|only|exclusive\w*|reserved)"
    ),
)
