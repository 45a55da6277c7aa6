"""What stands in front of an article is no article; what is not free is marked, and nothing is made up for it."""

from __future__ import annotations

import pytest
from newsstand import LONG, page

from bot.errors import InputError
from bot.ingest.pages.article_extraction import extract

CONSENT = """We value your privacy.
We and our 842 partners store cookies on your device and process personal data.
You can accept all cookies, reject all of them or set your preferences.
Some vendors rely on legitimate interest and do not ask for your consent.
Read our privacy policy to learn how partners use cookies."""
EINWILLIGUNG = """Wir verwenden Cookies und brauchen Ihre Einwilligung.
Unsere Partner zeigen Werbung, wenn Sie zustimmen.
Sie können alles akzeptieren oder ablehnen.
Mehr steht in der Erklärung zum Datenschutz."""
ABOUT_COOKIES = """The parliament of Vell voted on Tuesday to end cookie banners on public sites.
Minister Ada Falk said that nobody reads them. “They teach people to click away their rights,” she told reporters.
The law takes effect in May. Offices that still ask for consent then pay a fine of 500 crowns a day.
Shops and newspapers are not affected. The association of publishers called the vote a first step.
The opposition abstained. Its speaker said that the text had come too late to be read."""


CONSENTEMENT = """Vos choix concernant les cookies
Avec votre accord, nous et nos 150 partenaires utilisons des cookies pour accéder à des informations personnelles.
Vous pouvez retirer votre consentement ou refuser à tout moment."""


@pytest.mark.parametrize("text", [CONSENT, EINWILLIGUNG, CONSENTEMENT])
def test_a_cookie_wall_is_no_article(text: str) -> None:
    with pytest.raises(InputError, match="consent to cookies"):
        extract(page(text, title="Before you continue").encode())


SUBSCRIBE = """You have reached your limit of free articles.
Subscribe today for one crown a month to continue reading.
Already a subscriber? Log in to your account."""
ABONNIEREN = """Jetzt weiterlesen mit dem digitalen Zugang.
Der Zugang kostet vier Kronen und ist jederzeit kündbar.
Sie sind bereits Abonnent? Hier anmelden."""


@pytest.mark.parametrize("text", [SUBSCRIBE, ABONNIEREN])
def test_a_page_that_only_asks_to_be_paid_is_no_article(text: str) -> None:
    with pytest.raises(InputError, match="behind a paywall or a login"):
        extract(page(text, title="Vell Gazette").encode())


@pytest.mark.parametrize("text", [SUBSCRIBE, ABONNIEREN])
def test_what_is_free_of_a_page_is_read_without_what_it_asks_for(text: str) -> None:
    told = "The ferry to Orm was sold on Tuesday, the council of Vell said. The price is not known."
    assert extract(page(f"{told}\n{text}", title="Ferry to Orm sold").encode()).text == told


@pytest.mark.parametrize(
    "last",
    [
        "The Gazette will cost a crown more for subscribers from May.",
        "Until Friday passengers can sign in to the lounge with a ticket of the ferry.",
        "The sale gives Orm unlimited access to the pier.",
    ],
)
def test_the_last_line_of_an_article_may_speak_of_subscribers(last: str) -> None:
    told = (
        f"The ferry to Orm was sold on Tuesday, the council of Vell said. The price is not known.\nIt sails on.\n{last}"
    )
    assert extract(page(told, title="Ferry to Orm sold").encode()).text == told


def test_an_article_about_subscriptions_is_one() -> None:
    told = "Readers of the Gazette may cancel any time from May, a judge ruled.\nIt had refused until now to let them go.\nIt will appeal."
    assert extract(page(told, title="Judge frees readers").encode()).text == told


def test_an_article_about_cookies_is_one() -> None:
    assert "500 crowns" in extract(page(ABOUT_COOKIES, title="Parliament ends cookie banners").encode()).text


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        ("404 – Page not found", "The page that you asked for is not there. Go to the front page.", "error page"),
        ("503 Service Unavailable", "The server is busy at the moment. Come back in some minutes.", "error page"),
        (
            "Just a moment...",
            "Checking your browser before you proceed. Please enable JavaScript and cookies.",
            "robots",
        ),
        ("vell.example", "Please enable JS and disable any ad blocker", "robots"),
        ("vell.example", "Request unsuccessful. Incapsula incident ID: 12-34", "robots"),
        ("Oops! That page can’t be found.", "It looks like nothing was found at this location.", "error page"),
        ("vell.example", "Please verify you are human by completing the action below. This takes a moment.", "robots"),
    ],
)
def test_an_error_page_or_a_check_for_robots_is_no_article(title: str, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        extract(page(text, title=title).encode())


@pytest.mark.parametrize(
    "title", ["404 houses sold in Vell in one week", "Lost ring not found after search of harbour"]
)
def test_a_headline_that_looks_like_an_error_is_none(title: str) -> None:
    assert extract(page(LONG * 10, title=title).encode()).title == title


@pytest.mark.parametrize("told", ["false", '"False"', '"http://schema.org/False"'])
def test_a_page_that_is_not_free_says_so(told: str) -> None:
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","isAccessibleForFree":{told}}}</script>'
    assert extract(page(LONG * 4, head=head).encode()).paywalled
    assert not extract(page(LONG * 4, head=head.replace("alse", "rue")).encode()).paywalled


def test_a_page_that_is_not_free_at_all_is_a_line() -> None:
    head = '<meta property="article:content_tier" content="locked">'
    with pytest.raises(InputError, match="behind a paywall"):
        extract(f"<html><head>{head}</head><body><p>Log in.</p></body></html>".encode())
