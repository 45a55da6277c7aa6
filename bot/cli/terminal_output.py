"""How results look on a terminal: nouns to a few plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.clock import iso
from bot.desk.sources.source_health import health
from bot.language_names import name_of
from bot.models import Changed, Channel, Citation, Hit, Source, Statement, Story, Subscription, Timeline, told_by

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHOWN_OF_ARTICLE = ("title", "author", "published_at", "language")


def _where(citation: Citation) -> str:
    return " · ".join(part for part in (citation.source, citation.title, citation.url) if part)


def _day(citation: Citation) -> str:
    """Return the day of a citation, to put before a line; nothing where it is not known."""
    return f"{citation.published_at:%Y-%m-%d} " if citation.published_at else ""


def statement(value: Statement) -> str:
    """Return who said what, quotation and report told apart, and where it stands, with all outlets that carried it."""
    quote = value.quote
    who = quote.speaker or quote.speaker_as_written or "unnamed"
    via = f" (told by {quote.via})" if quote.via else ""
    how = "reported" if quote.kind == "indirect" else "quoted"
    said = " ".join(" … ".join(quote.text[s - quote.start : e - quote.start] for s, e in quote.spans).split())
    also = f"\n    also: {', '.join(value.outlets[1:])}" if len(value.outlets) > 1 else ""
    how += " (found by the model)" if quote.found_by == "model" else ""
    return f"{_day(value.citation)}{who}{via} {how}: {said}\n    {_where(value.citation)}{also}"


def hit(value: Hit) -> str:
    """Return a passage with its score."""
    return f"{value.score:7.3f}  {' '.join(value.citation.text.split())}\n         {_where(value.citation)}"


def story(value: Story) -> str:
    """Return a story and its articles, copies marked."""
    lines = [f"{value.id}  {value.title}"]
    for item in value.articles:
        copy = f"  (copy of {item.duplicate_of})" if item.duplicate_of else ""
        lines.append(f"    {item.source or item.url}: {item.title}{copy}")
    return "\n".join(lines)


def developed(value: Timeline) -> str:
    """Return a story and what each of its articles added, with where that stands."""
    lines = [f"{value.story.id}  {value.story.title}  ({told_by(len(value.sources), value.voices)})"]
    for step in value.steps:
        carried = f" (also in {', '.join(step.carried)})" if step.carried else ""
        credited = f" (credits {', '.join(step.credits)})" if step.credits else ""
        lines.append(f"{step.at:%Y-%m-%d %H:%M} UTC  {step.source}: {step.title}{carried}{credited}")
        lines += [f"    + {' '.join(item.text.split())}" for item in step.added] or ["    nothing new"]
        lines += [f"    + {step.more} more sentences"] if step.more else []
        lines += _changed(step.changed) if step.changed else []
        lines.append(f"    {step.url}")
    return "\n".join(lines)


def _changed(value: Changed) -> Iterator[str]:
    yield f"    changed {value.at:%Y-%m-%d %H:%M} UTC"
    for was, now in value.different:
        yield f"    was   {' '.join(was.text.split())}"
        yield f"    is    {' '.join(now.text.split())}"
    yield from (f"    gone  {' '.join(each.text.split())}" for each in value.gone)


def source(value: Source, now: datetime) -> str:
    """Return a source with its health in words."""
    topic = f" [{value.topic}]" if value.topic else ""
    read_at = f" (read at {value.feed_url})" if value.feed_url else ""
    return f"{value.id}  {value.url}{read_at}{topic}  {health(value, now)}"


def source_json(value: Source, now: datetime) -> dict[str, Any]:
    """Return a source as JSON."""
    return {
        "id": value.id,
        "url": value.url,
        "kind": value.kind,
        "title": value.title,
        "topic": value.topic,
        "state": value.state,
        "failures": value.failures,
        "problem": value.problem,
        "last_ok_at": iso(value.last_ok_at),
        "next_poll_at": iso(value.next_poll_at),
        "feed_url": value.address,
        "failing_since": iso(value.failing_since),
        "interval_s": value.interval_s,
        "health": health(value, now),
        "outlet": value.outlet,
        "named_by": value.named_by,
    }


_THEN = "with the next start, or `readout config reload`"


def going() -> str:
    """Return what stands behind what the settings file says no longer, or says otherwise."""
    return f" · not so in the settings file: it goes {_THEN}"


def coming_source(value: Source) -> str:
    """Return a source that the settings file names, and no start has brought in yet."""
    topic = f" [{value.topic}]" if value.topic else ""
    return f"-  {value.url}{topic}  in the settings file: it comes {_THEN}"


def coming_subscription(value: Subscription) -> str:
    """Return a subscription that the settings file names, and no start has brought in yet."""
    days = ",".join(_DAYS[day] for day in value.days)
    topic = f" about {value.topic}" if value.topic else ""
    how = f"{value.length}{_languages(value)}"
    return f"-  {value.at} {value.zone} {days}{topic}, {how}  in the settings file: it comes {_THEN}"


def channel(value: Channel) -> str:
    """Return a channel in a line."""
    problem = f": {value.problem}" if value.problem else ""
    return f"{value.name}  {value.platform} {value.platform_id}  {value.state}{problem}"


def channel_json(value: Channel) -> dict[str, Any]:
    """Return a channel as JSON."""
    return {
        "name": value.name,
        "platform": value.platform,
        "id": value.platform_id,
        "server": value.server,
        "kind": value.kind,
        "thread": value.thread,
        "state": value.state,
        "problem": value.problem,
        "language": value.language,
    }


def subscription(value: Subscription) -> str:
    """Return a subscription in a line."""
    days = ",".join(_DAYS[day] for day in value.days)
    topic = f" about {value.topic}" if value.topic else ""
    origin = ", from the settings" if value.entry else ""
    upcoming = iso(value.next_slot_at) or "never"
    problem = f": {value.problem}" if value.problem else ""
    how = f"{value.length}{_languages(value)}{origin}"
    return f"{value.id}  {value.at} {value.zone} {days}{topic}, {how}; next {upcoming}{problem}"


def _languages(value: Subscription) -> str:
    reads = f", in {name_of(value.language)}" if value.language else ""
    return reads + (f", only {name_of(value.only_language)} articles" if value.only_language else "")


def subscription_json(value: Subscription) -> dict[str, Any]:
    """Return a subscription as JSON."""
    return {
        "id": value.id,
        "channel": value.channel_id,
        "at": value.at,
        "zone": value.zone,
        "days": [_DAYS[day] for day in value.days],
        "topic": value.topic,
        "language": value.language,
        "only_language": value.only_language,
        "length": value.length,
        "state": value.state,
        "next_slot_at": iso(value.next_slot_at),
        "configured": bool(value.entry),
        "problem": value.problem,
    }


def inspected(value: dict[str, Any]) -> str:
    """Return what was understood of an input."""
    lines = [f"{value['path']}: {value['kind']}" + (f" ({value['reason']})" if value.get("reason") else "")]
    if feed := value.get("feed"):
        lines.append(f"  {feed.get('title') or feed.get('link') or ''}")
    lines += [f"  {entry.get('published_at') or '-':20}  {entry.get('title')}" for entry in value.get("entries", ())]
    if article := value.get("article"):
        lines += [f"  {key}: {article[key]}" for key in _SHOWN_OF_ARTICLE if article.get(key)]
        lines += ["", article["text"]]
    for item in value.get("quotes", ()):
        who = item["speaker"] or item["speaker_as_written"] or "unnamed"
        lines.append(f"  {who} [{item['kind']}]: {' '.join(item['text'].split())}")
    return "\n".join(lines)
