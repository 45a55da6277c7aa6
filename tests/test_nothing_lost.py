"""What comes in is told as it stands there: small situations through the command line, as people meet them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli

NOW = "2026-03-06T12:00:00Z"
DAY = "Fri, 06 Mar 2026 05:00:00 GMT"


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("READOUT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("READOUT_NOW", NOW)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str) -> str:
    done = CliRunner().invoke(cli, list(args))
    assert done.exit_code in (0, 1), done.output
    return done.stdout


def told(at: Path, *articles: dict[str, str]) -> str:
    base = {"published_at": "2026-03-06T06:00:00Z", "source": "Ostwick Echo"}
    rows = [base | {"url": f"https://ostwick.example/{n}"} | article for n, article in enumerate(articles)]
    (at / "in.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    run("ingest", "in.jsonl")
    return " ".join(run("brief").split())


def entries(at: Path, *items: str, more: str = "", head: str = "") -> list[dict[str, str]]:
    (at / "feed.xml").write_text(rss(*items, more=more, head=head), "utf-8")
    shown: list[dict[str, str]] = json.loads(run("inspect", "--json", "feed.xml"))["entries"]
    return shown


def rss(*items: str, more: str = "", head: str = "") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"{more}><channel><title>Ostwick Echo</title>'
        f"<link>https://ostwick.example/</link><description>d</description>{head}{inner}</channel></rss>"
    )


def page(head: str, body: str) -> str:
    text = (
        "<p>The lighthouse of Ostwick is lit again after a year of dark, the coast guard said in a note on Thursday evening.</p>"
        "<p>Three masons spent the winter on the upper gallery, where the salt had eaten through the iron of the railing.</p>"
        "<p>The lamp shines as far as the reef off Dunmouth, nineteen miles away, and turns once in ten seconds as before.</p>"
        "<p>The repair cost 210,000 crowns, of which the harbour pays a half and the county the rest over four years.</p>"
    )
    return f'<!doctype html><html><head><meta charset="utf-8">{head}</head><body><main><article>{body.format(text=text)}</article></main></body></html>'


def article(at: Path, head: str, body: str) -> dict[str, str]:
    (at / "page.html").write_text(page(head, body), "utf-8")
    shown: dict[str, str] = json.loads(run("inspect", "--json", "page.html"))["article"]
    return shown


@contextmanager
def site(pages: dict[str, str | list[str]], headers: dict[str, str] | None = None) -> Iterator[str]:
    """Serve pages at a loopback port; a list is answered in turn, the last one stays."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            held = pages.get(self.path)
            body = (
                held.pop(0) if isinstance(held, list) and len(held) > 1 else held[0] if isinstance(held, list) else held
            )
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "application/xml" if (body or "").startswith("<?xml") else "text/html")
            for name, value in (headers or {}).items() if self.path == "/" else ():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_call_is_left_out_and_the_sentence_beside_it_told(at: Path) -> None:
    said = told(
        at,
        {
            "title": "Mayor quits",
            "text": "Mayor Ida Hale of Ostwick stepped down on Friday over the harbour loan. Get our morning letter by e-mail.",
        },
    )
    assert "Ida Hale of Ostwick stepped down" in said and "morning letter" not in said


def test_a_firm_with_a_site_s_name_and_its_privacy_policy_are_news(at: Path) -> None:
    said = told(
        at,
        {
            "title": "Shelter.io fined",
            "text": "Shelter.io was fined nine million crowns on Friday because its privacy policy and cookie notice misled tenants.",
        },
    )
    assert "Shelter.io was fined nine million crowns" in said


@pytest.mark.parametrize("text", ["Continue reading", "Lighthouse of Ostwick lit again after a year - Ostwick Echo"])
def test_an_item_of_a_headline_alone_is_told_by_it(at: Path, text: str) -> None:
    said = told(at, {"title": "Lighthouse of Ostwick lit again after a year", "text": text})
    assert "Lighthouse of Ostwick lit again after a year [1]" in said and "Continue reading" not in said


def test_what_cannot_be_told_is_counted_and_nothing_new_is_not_said(at: Path) -> None:
    said = told(at, {"title": "Your stars for Friday", "text": "Leo: stay at home. Virgo: a letter comes."})
    assert "Nothing new" not in said and "1 without a sentence that can be told" in said
    assert "Leo:" not in said


@pytest.mark.parametrize(
    ("language", "text", "part"),
    [
        ("ja", "東町の灯台が一年ぶりに金曜日の夜から再び点灯した。修理には二億円かかった。", "再び点灯した"),
        ("zh", "奥斯特威克的灯塔在熄灭一年后于周五晚上重新点亮。维修花费了二十一万克朗。", "重新点亮"),
        (
            "ar",
            "أضيئت منارة أوستويك من جديد مساء الجمعة بعد عام من الظلام. وكلف الإصلاح مئتي ألف كرونة.",
            "أضيئت منارة",
        ),
        ("hi", "ओस्टविक का प्रकाशस्तंभ एक साल के बाद शुक्रवार शाम को फिर से जल उठा। मरम्मत पर दो लाख खर्च हुए।", "प्रकाशस्तंभ"),
        (
            "fa",
            "فانوس دریایی استویک پس از یک سال دوباره روشن می\u200cشود. هزینه تعمیر دویست هزار کرون بود.",
            "فانوس دریایی",
        ),
    ],
)
def test_a_story_is_told_and_found_in_every_script(at: Path, language: str, text: str, part: str) -> None:
    told(at, {"title": "Ostwick", "text": text, "language": language})
    (story,) = json.loads(run("brief", "--json"))["stories"]
    assert part in story["claims"][0]["text"]
    (found, *_) = json.loads(run("search", "--json", part))["results"]
    assert part in found["text"]


def test_a_search_engine_s_item_is_cited_by_its_publisher(at: Path) -> None:
    listed = '&lt;a href="https://n.example/x"&gt;Lighthouse lit again&lt;/a&gt; &lt;font&gt;Dunmouth Mail&lt;/font&gt;'
    items = (
        f"<title>Lighthouse lit again - Dunmouth Mail</title><link>https://n.example/x</link><pubDate>{DAY}</pubDate>"
    )
    (at / "feed.xml").write_text(
        rss(f"{items}<description>{listed}</description><source url='https://dunmouth.example'>Dunmouth Mail</source>"),
        "utf-8",
    )
    run("ingest", "feed.xml")
    (held,) = json.loads(run("stories", "--json"))["articles"]
    assert (held["title"], held["source"]) == ("Lighthouse lit again", "Dunmouth Mail")


def test_a_failure_of_the_program_that_makes_a_feed_is_no_news(at: Path) -> None:
    broken = (
        f"<title>Could not load Ostwick</title><link>https://b.example/1</link><pubDate>{DAY}</pubDate><description>"
        "This bridge was unable to fetch the content of the website. Please report this issue to its maintainer on GitHub.</description>"
    )
    (at / "feed.xml").write_text(rss(broken), "utf-8")
    run("ingest", "feed.xml")
    assert json.loads(run("brief", "--json"))["read"] == 0


def test_titles_dates_and_authors_of_entries_stand_as_printed(at: Path) -> None:
    (one, other) = entries(
        at,
        "<title><![CDATA[Why x<y and the <slot> tag matter]]></title><link>https://ostwick.example/1</link>"
        "<author>desk@ostwick.example (Odo Quill)</author><pubDate>07.02.2026 09:30</pubDate><description>d</description>",
        "<title>Lamp &#xD83D;&#xDE00; lit</title><link>https://ostwick.example/2</link><description>d</description>",
    )
    assert one["title"] == "Why x<y and the <slot> tag matter"
    assert (one["author"], one["published_at"]) == ("Odo Quill", "2026-02-07T09:30:00Z")
    assert other["title"] == "Lamp 😀 lit"


def test_dotted_dates_are_judged_by_the_others_of_their_feed(at: Path) -> None:
    (one, _) = entries(
        at,
        "<title>a</title><link>https://ostwick.example/1</link><pubDate>02.07.2026 09:30</pubDate>",
        "<title>b</title><link>https://ostwick.example/2</link><pubDate>01.28.2026 09:30</pubDate>",
    )
    assert one["published_at"].startswith("2026-02-07")


def test_a_byline_and_a_date_that_only_a_reader_sees_are_read(at: Path) -> None:
    found = article(
        at,
        "<title>Leuchtturm leuchtet wieder | Ostwick Echo</title>",
        "<h1>Leuchtturm leuchtet wieder</h1><div class='meta'>Von Odo Quill und Mia Sand</div><p>5. Februar 2026, 18.40 Uhr</p>{text}",
    )
    assert found["author"] == "Odo Quill und Mia Sand" and found["published_at"].startswith("2026-02-05T18:40")
    assert "Odo Quill" not in found["text"] and "Februar" not in found["text"]


def test_a_title_keeps_its_dash_and_loses_the_site(at: Path) -> None:
    head = '<title>Lit again – a year on – Ostwick Echo</title><meta property="og:site_name" content="Ostwick Echo">'
    assert article(at, head, "<h1>Echo of Ostwick</h1>{text}")["title"] == "Lit again – a year on"


def test_what_a_subscription_costs_is_none_of_the_text(at: Path) -> None:
    offer = "<h3>Carry on with Echo Plus</h3><p>Only $4.20 a month for all of it.</p><ul><li>Unlimited access to the archive</li><li>No ads</li></ul>"
    found = article(at, "<title>Lit again</title>", "<h1>Lit again</h1>{text}" + offer)
    assert found["text"].endswith("four years.")


@pytest.mark.parametrize("named", ["footer", "header", "usual"])
def test_a_feed_is_found_wherever_its_site_names_it(at: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    item = f"<title>Lamp lit</title><link>https://ostwick.example/1</link><description>The lamp of Ostwick was lit on Friday.</description><pubDate>{DAY}</pubDate>"
    where = {"footer": "/all/index.xml", "header": "/news/all.xml", "usual": "/rss.xml"}[named]
    foot = f"<a rel='alternate' type='application/atom+xml' href='{where}'>Feed</a>" if named == "footer" else ""
    headers = {"Link": f'<{where}>; rel="alternate"; type="application/rss+xml"'} if named == "header" else {}
    with site(
        {"/": f"<html><body><p>Welcome to the harbour of Ostwick.</p>{foot}</body></html>", where: rss(item)}, headers
    ) as root:
        monkeypatch.setenv("READOUT_ALLOW_ORIGINS", root)
        assert f"{root}{where}" in run("sources", "add", f"{root}/")


def test_an_entry_that_moves_under_its_id_replaces_what_it_corrects(at: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "boats sank off Ostwick in the storm of Thursday night, the coast guard said. Their crews reached the shore of Dunmouth in rafts."
    item = "<title>{0} boats sink</title><link>https://ostwick.example/{0}-boats</link><guid isPermaLink='false'>n7</guid><pubDate>{1}</pubDate><description>{0} {2}</description>"
    feeds = [rss(item.format(number, DAY, said)) for number in ("Two", "Four")]
    with site({"/feed.xml": [feeds[0], feeds[0], feeds[1]]}) as root:
        monkeypatch.setenv("READOUT_ALLOW_ORIGINS", root)
        monkeypatch.setenv("READOUT_NOW", "2026-03-06T04:00:00Z")
        run("sources", "add", f"{root}/feed.xml")
        monkeypatch.setenv("READOUT_NOW", "2026-03-06T06:00:00Z")
        run("poll")
        monkeypatch.setenv("READOUT_NOW", "2026-03-06T11:00:00Z")
        run("poll")
    monkeypatch.setenv("READOUT_NOW", NOW)
    shown = run("brief", "--json")
    assert "Four boats sank" in shown and "Two boats sank" not in shown and json.loads(shown)["read"] == 1


def test_the_newest_of_a_very_long_feed_are_read_though_it_prints_the_oldest_first(at: Path) -> None:
    days = [f"{2010 + n // 336}-{n % 336 // 28 + 1:02d}-{n % 28 + 1:02d}T00:00:00Z" for n in range(2100)]
    found = entries(
        at,
        *(
            f"<title>Day {n}</title><link>https://ostwick.example/{n}</link><pubDate>{day}</pubDate>"
            for n, day in enumerate(days)
        ),
    )
    assert len(found) == 2000 and {"Day 2099"} <= {entry["title"] for entry in found}


def test_a_session_s_number_makes_no_other_article(at: Path) -> None:
    text = "The lamp of Ostwick was lit on Friday after a year of dark."
    for number in ("8f14e45fceea167a5a36dedd4bea2543", "c9f0f895fb98ab9159f51fd0297e236d"):
        told(at, {"title": "Lamp lit", "text": text, "url": f"https://ostwick.example/lamp?sid={number}"})
    assert len(json.loads(run("stories", "--json"))["articles"]) == 1
