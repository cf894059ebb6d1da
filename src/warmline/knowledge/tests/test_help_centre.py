"""Everybody can read the help centre, find a way to a person on each page, and nothing that is not theirs."""

from datetime import time

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from warmline.calendar.models import OpeningHours
from warmline.knowledge.models import Article
from warmline.knowledge.saving import AnswerDraft, ArticleDraft, publish, save_answer, save_article
from warmline.staff.models import Person
from warmline.web.models import Business

pytestmark = pytest.mark.django_db

TABLE = "## Costs\n\n| a | b |\n|---|---:|\n| 1 | 2 |\n\n- one\n- two"


@pytest.fixture(autouse=True)
def _articles(business: Business) -> None:
    business.email, business.phone = "hello@bakery.example", "+353 1 555 0100"
    business.save()
    OpeningHours.objects.create(weekday=0, opens=time(8), closes=time(18))
    save_article(ArticleDraft("Delivery times", "We deliver **every** morning.\n\n" + TABLE, "Delivery"))
    save_article(ArticleDraft("Delivery costs", "It costs 3 euro.", "Delivery"))
    save_article(ArticleDraft("Allergens", "Ask us about nuts.", ""))
    save_answer(AnswerDraft("Cost", "3 euro.", ("what does delivery cost",), article="delivery-costs"))


@pytest.mark.parametrize(
    "path",
    [
        "/help/",
        "/help/search/",
        "/help/search/?q=delivery",
        "/help/search/?q=zzzz",
        "/help/categories/delivery/",
        "/help/articles/delivery-times/",
    ],
)
def test_each_page_says_how_to_reach_a_person(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert "Talk to us" in page
    assert "Monday" in page
    assert "8:00 to 18:00" in page
    assert "mailto:hello@bakery.example" in page
    assert "tel:+35315550100" in page
    assert "/static/widget/loader.js" in page
    assert 'name="description"' in page
    assert 'rel="canonical" href="http://testserver/help/' in page


def test_an_article_is_shown_with_headings_lists_and_tables(client: Client) -> None:
    page = client.get("/help/articles/delivery-times/").content.decode()
    assert "<h1>Delivery times</h1>" in page
    assert "<h3>Costs</h3>" in page
    assert "<th>a</th>" in page
    assert "<li>one</li>" in page
    assert 'content="We deliver every morning. Costs' in page
    assert "Delivery costs" in page.split("Related articles")[1]
    assert "style=" not in page


def test_articles_stand_by_category_and_those_without_one_come_last(client: Client) -> None:
    page = client.get("/help/").content.decode()
    assert (
        page.index(">Delivery</a>")
        < page.index("Delivery costs")
        < page.index(">More</a>")
        < page.index("Allergens")
    )
    assert b"Allergens" in client.get("/help/categories/more/").content


def test_search_finds_by_meaning_by_half_a_word_and_by_the_text(client: Client) -> None:
    assert b"Delivery costs" in client.get("/help/search/?q=how much is delivery").content
    assert b"Allergens" in client.get("/help/search/?q=allerg").content
    assert b"Allergens" in client.get("/help/search/?q=nuts").content


def test_hits_alone_come_while_typing(client: Client) -> None:
    page = client.get("/help/search/?q=allergens", headers={"HX-Request": "true"}).content
    assert b"Allergens" in page
    assert b"<html" not in page
    assert client.get("/help/search/?q=", headers={"HX-Request": "true"}).content.strip() == b""


@pytest.mark.parametrize(
    "question", ["%00", "x" * 5000, "%F0%9F%98%80", "<script>alert(1)</script>", "'; --", "%25", "%ff"]
)
def test_any_search_is_answered(client: Client, question: str) -> None:
    answer = client.get(f"/help/search/?q={question}")
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("path", ["/help/articles/none/", "/help/categories/none/", "/help/articles/%00/"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_draft_is_for_staff_alone_and_not_for_search_engines(client: Client, bob: Person) -> None:
    publish(Article.objects.get(slug="allergens"), False)
    for path in ("/help/", "/help/search/?q=allergens", "/sitemap.xml"):
        assert b"/help/articles/allergens/" not in client.get(path).content
    assert client.get("/help/articles/allergens/").status_code == 404
    client.force_login(bob)
    page = client.get("/help/articles/allergens/").content
    assert b"not published" in page
    assert b'content="noindex"' in page


def test_an_unchanged_page_is_not_sent_twice(client: Client) -> None:
    first = client.get("/help/articles/allergens/")
    again = client.get("/help/articles/allergens/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    save_article(ArticleDraft("Allergens", "New text."), article=Article.objects.get(slug="allergens"))
    assert (
        client.get("/help/articles/allergens/", headers={"If-None-Match": first["ETag"]}).status_code == 200
    )


def test_a_page_takes_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/help/search/?q=warm the index")
    for path in ("/help/", "/help/articles/delivery-times/", "/help/search/?q=delivery"):
        with django_assert_max_num_queries(9):
            client.get(path)


def test_the_sitemap_lists_what_is_public(client: Client) -> None:
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    assert b"<loc>http://testserver/help/articles/allergens/</loc>" in answer.content
    assert b"Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content


@pytest.mark.parametrize(
    "body", ["[" * 10_000, ">" * 20_000, "*a " * 10_000, "|" * 10_000, "# " * 20_000, "- " * 20_000]
)
def test_markdown_made_to_be_slow_is_shown_all_the_same(client: Client, body: str) -> None:
    Article.objects.filter(slug="allergens").update(body=body)
    assert client.get("/help/articles/allergens/").status_code == 200


def test_nobody_can_write_to_it(client: Client) -> None:
    for path in ("/help/", "/help/search/", "/help/articles/allergens/", "/sitemap.xml"):
        assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    ("asked", "accepted", "code", "words"),
    [
        (
            "",
            "de-AT,de;q=0.9,en;q=0.5",
            "de",
            ("Wie können wir Ihnen helfen?", "Montag", "8:00 bis 18:00 Uhr"),
        ),
        ("fr", "de", "fr", ("Comment pouvons-nous vous aider ?", "lundi", "8:00 à 18:00")),
        ("es", "", "es", ("¿En qué podemos ayudarle?", "lunes", "de 8:00 a 18:00")),
        ("xx", "nl, pt;q=0.5", "en", ("How can we help you?", "Monday", "8:00 to 18:00")),
        ("", "*;q=1,\x00;;q=,de\udce9", "en", ("How can we help you?",)),
    ],
)
def test_it_is_read_in_the_language_that_was_asked_for_or_the_browser_prefers(
    client: Client, asked: str, accepted: str, code: str, words: tuple[str, ...]
) -> None:
    answer = client.get("/help/", {"lang": asked} if asked else {}, headers={"accept-language": accepted})
    page = answer.content.decode()
    assert f'<html lang="{code}">' in page
    assert all(word in page for word in words)
    assert answer.headers["Content-Language"] == code
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in answer.headers["Vary"].split(",")}


def test_the_chosen_language_is_remembered_and_each_page_names_all_of_them(client: Client) -> None:
    client.get("/help/?lang=de")
    page = client.get("/help/search/?q=delivery").content.decode()
    assert '<html lang="de">' in page
    assert 'href="/help/search/?q=delivery&amp;lang=fr" lang="fr" hreflang="fr"' in page
    for code in ("en", "de", "fr", "es"):
        assert f'rel="alternate" hreflang="{code}" href="http://testserver/help/search/' in page
    assert 'hreflang="x-default" href="http://testserver/help/search/"' in page


def test_without_a_wish_it_is_in_the_language_of_the_business(client: Client, business: Business) -> None:
    Business.objects.update(language="fr")
    assert '<html lang="fr">' in client.get("/help/").content.decode()


def test_what_the_business_wrote_keeps_its_language_and_its_address(client: Client) -> None:
    page = client.get("/help/articles/allergens/?lang=de").content.decode()
    assert '<article class="help-article" lang="en">' in page
    assert "Weiteres" in page and 'href="/help/categories/more/"' in page
    assert client.get("/help/categories/more/?lang=es").status_code == 200


def test_a_page_that_is_kept_in_one_language_is_not_taken_for_another(client: Client) -> None:
    tag = client.get("/help/?lang=de").headers["ETag"]
    assert client.get("/help/?lang=fr", headers={"if-none-match": tag}).status_code == 200
    assert client.get("/help/?lang=de", headers={"if-none-match": tag}).status_code == 304
