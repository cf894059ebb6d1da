"""Staff write what the bot and the help centre know; nothing they type can break or be lost."""

import pytest
from django.test import Client

from warmline.knowledge.index import find
from warmline.knowledge.models import Answer, Article, Phrase
from warmline.knowledge.saving import AnswerDraft, ArticleDraft, save_answer, save_article
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('x')</script>"
ARTICLE = {"title": "Returns", "category": "Buying", "body": "Within **30** days.", "is_published": "on"}
ANSWER = {
    "title": "Hours",
    "text": "8 to 18.",
    "phrases": "when are you open\nopen on sunday",
    "is_active": "on",
}


@pytest.fixture
def desk(bob: Person, client: Client) -> Client:
    client.force_login(bob)
    return client


@pytest.mark.parametrize(
    "path",
    [
        "/knowledge/",
        "/knowledge/new-answer/",
        "/knowledge/new-article/",
        "/knowledge/articles/returns/",
        "/knowledge/articles/returns/deletion/",
        "/knowledge/trial/?question=hours",
    ],
)
def test_a_stranger_is_led_to_the_login(client: Client, business: object, path: str) -> None:
    save_article(ArticleDraft("Returns", "Text"))
    for answer in (client.get(path), client.post(path, ARTICLE)):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/staff/login/")
    assert client.post("/knowledge/articles/returns/publication/", {"is_published": "0"}).status_code == 302
    assert client.post("/knowledge/preview/", {"body": "x"}).status_code == 302
    row = Article.objects.get()
    assert (row.title, row.body, row.is_published) == ("Returns", "Text", True)


def test_an_empty_knowledge_shows_the_first_three_steps(desk: Client) -> None:
    page = desk.get("/knowledge/").content.decode()
    assert "Three steps" in page
    assert "/knowledge/new-answer/" in page


def test_a_new_answer_is_given_by_the_bot_at_once(desk: Client, bob: Person) -> None:
    source = save_article(ArticleDraft("Opening", "We open at 8."))
    answer = desk.post("/knowledge/new-answer/", {**ANSWER, "article": source.slug})
    assert answer["Location"] == "/knowledge/answers/hours/"
    row = Answer.objects.get()
    assert (row.updated_by, row.article) == (bob.name, source)
    assert find("do you open on sunday?")[0].text == "8 to 18."
    assert b"open on sunday" in desk.get("/knowledge/answers/hours/").content


def test_a_new_article_stands_in_the_help_centre_at_once(desk: Client) -> None:
    assert desk.post("/knowledge/new-article/", ARTICLE)["Location"] == "/knowledge/articles/returns/"
    assert b"<strong>30</strong>" in desk.get("/help/articles/returns/").content
    desk.post("/knowledge/articles/returns/publication/", {"is_published": "0"})
    assert Client().get("/help/articles/returns/").status_code == 404
    assert find("returns") == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", " \n "),
        ("title", "x" * 161),
        ("title", "a\0b"),
        ("text", ""),
        ("text", "x" * 2001),
        ("phrases", "\n".join(f"phrase {n}" for n in range(201))),
        ("phrases", "x" * 501),
        ("article", "no-such-article"),
        ("action", "rm"),
    ],
)
def test_an_answer_that_does_not_fit_is_shown_again_and_not_stored(
    desk: Client, field: str, value: str
) -> None:
    answer = desk.post("/knowledge/new-answer/", {**ANSWER, field: value})
    assert answer.status_code == 422
    assert b"Not saved yet" in answer.content
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("title", "x" * 161), ("body", " "), ("body", "x" * 20_001), ("category", "x" * 81)],
)
def test_an_article_that_does_not_fit_is_shown_again_and_not_stored(
    desk: Client, field: str, value: str
) -> None:
    assert desk.post("/knowledge/new-article/", {**ARTICLE, field: value}).status_code == 422
    assert not Article.objects.exists()


def test_two_entries_with_one_title_are_refused(desk: Client) -> None:
    desk.post("/knowledge/new-answer/", ANSWER)
    answer = desk.post("/knowledge/new-answer/", {**ANSWER, "title": "hours", "phrases": ""})
    assert b"already an answer with this title" in answer.content
    assert desk.post("/knowledge/answers/hours/", {**ANSWER, "text": "9 to 17"}).status_code == 302


def test_words_that_stand_with_another_answer_are_refused(desk: Client) -> None:
    desk.post("/knowledge/new-answer/", ANSWER)
    answer = desk.post("/knowledge/new-answer/", {**ANSWER, "title": "Sunday", "phrases": "open on sunday"})
    assert "already stands with the answer “Hours”" in answer.content.decode()


def test_phrases_are_one_per_line_once_each(desk: Client) -> None:
    desk.post("/knowledge/new-answer/", {**ANSWER, "phrases": " a \r\n\r\nb\n a\n"})
    assert list(Phrase.objects.order_by("id").values_list("text", flat=True)) == ["a", "b"]
    desk.post("/knowledge/answers/hours/", {**ANSWER, "phrases": "b\nc"})
    assert list(Phrase.objects.order_by("id").values_list("text", flat=True)) == ["b", "c"]


def test_script_in_every_field_is_shown_as_text(desk: Client) -> None:
    source = save_article(ArticleDraft(SCRIPT, SCRIPT, SCRIPT))
    save_answer(AnswerDraft(SCRIPT, SCRIPT, (SCRIPT,), article=source.slug), by=SCRIPT)
    key = Answer.objects.get().key
    pages = [
        "/knowledge/",
        "/knowledge/?kind=articles",
        f"/knowledge/?q={SCRIPT}",
        f"/knowledge/answers/{key}/",
    ]
    pages += [f"/knowledge/articles/{source.slug}/", f"/knowledge/articles/{source.slug}/deletion/"]
    pages += [f"/knowledge/trial/?question={SCRIPT}", f"/knowledge/new-answer/?title={SCRIPT}"]
    pages += ["/help/", f"/help/articles/{source.slug}/", f"/help/search/?q={SCRIPT}", "/sitemap.xml"]
    for page in pages:
        answer = desk.get(page)
        assert answer.status_code == 200, page
        assert b"<script>alert" not in answer.content, page


def test_the_preview_is_cleaned_like_the_page(desk: Client) -> None:
    body = "# Hello\n\n<img src=x onerror=alert(1)> [go](javascript:alert(1)) **bold**"
    html = desk.post("/knowledge/preview/", {"body": body}).content.decode()
    assert "<h2>Hello</h2>" in html
    assert "<strong>bold</strong>" in html
    assert "<img" not in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Opening hours!", "opening-hours"),
        ("Café crème", "cafe-creme"),
        ("Доставка 24", "доставка-24"),
        ("配送について", "配送について"),
        ("الإرجاع", "الإرجاع"),
        ("🎉🎉", "article"),
        ("x" * 160, "x" * 80),
        ("../../etc/passwd", "etcpasswd"),
    ],
)
def test_a_title_in_any_script_gets_an_address_that_works(desk: Client, title: str, slug: str) -> None:
    answer = desk.post("/knowledge/new-article/", {**ARTICLE, "title": title})
    assert answer.status_code == 302
    assert Article.objects.get().slug == slug
    assert desk.get(answer["Location"]).status_code == 200
    assert Client().get(f"/help/articles/{slug}/").status_code == 200
    hit = find(title)[0] if find(title) else None
    assert hit is None or Client().get(hit.url).status_code == 200


def test_titles_that_give_the_same_address_are_told_apart(desk: Client) -> None:
    for title in ("Hours?", "Hours!", "Hours"):
        desk.post("/knowledge/new-article/", {**ARTICLE, "title": title})
    assert set(Article.objects.values_list("slug", flat=True)) == {"hours", "hours-2", "hours-3"}


def test_the_second_of_two_editors_is_stopped_and_keeps_every_word(desk: Client, alice: Person) -> None:
    article = save_article(ArticleDraft("Returns", "Old text"))
    seen_at = article.updated_at.isoformat()
    save_article(ArticleDraft("Returns", "Alice's text"), alice.name, article)
    answer = desk.post("/knowledge/articles/returns/", {**ARTICLE, "body": "Bob's text", "seen_at": seen_at})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Alice Byrne saved this while you were writing" in page
    assert "Alice&#x27;s text" in page
    assert "Bob&#x27;s text" in page
    article.refresh_from_db()
    assert article.body == "Alice's text"
    # The page carries what it showed, so a second "Save" is a choice and not an accident.
    again = {**ARTICLE, "body": "Bob's text", "seen_at": article.updated_at.isoformat()}
    assert article.updated_at.isoformat() in page
    assert desk.post("/knowledge/articles/returns/", again).status_code == 302
    article.refresh_from_db()
    assert article.body == "Bob's text"


def test_a_refused_form_does_not_forget_what_its_editor_had_seen(desk: Client) -> None:
    article = save_article(ArticleDraft("Returns", "Old text"))
    seen_at = article.updated_at.isoformat()
    save_article(ArticleDraft("Returns", "New text"), "Alice", article)
    refused = desk.post("/knowledge/articles/returns/", {**ARTICLE, "body": "", "seen_at": seen_at})
    assert seen_at in refused.content.decode()


def test_what_was_written_while_somebody_deleted_the_entry_is_kept(desk: Client) -> None:
    answer = desk.post("/knowledge/articles/gone/", {**ARTICLE, "seen_at": "2026-01-01T00:00:00+00:00"})
    assert answer.status_code == 409
    assert b"Within **30** days." in answer.content
    assert desk.get("/knowledge/articles/gone/").status_code == 404


@pytest.mark.parametrize("seen_at", ["nonsense", "2026-13-45T99:99", ""])
def test_a_broken_stamp_does_not_stop_anybody(desk: Client, seen_at: str) -> None:
    save_article(ArticleDraft("Returns", "Old"))
    assert desk.post("/knowledge/articles/returns/", {**ARTICLE, "seen_at": seen_at}).status_code == 302


def test_deleting_asks_first(desk: Client) -> None:
    save_article(ArticleDraft("Returns", "Old"))
    assert b"Delete for good" in desk.get("/knowledge/articles/returns/deletion/").content
    assert Article.objects.exists()
    assert desk.post("/knowledge/articles/returns/deletion/").status_code == 302
    assert not Article.objects.exists()
    assert desk.post("/knowledge/articles/returns/deletion/").status_code == 404


def test_the_list_finds_by_phrase_and_shows_what_is_off(desk: Client) -> None:
    desk.post("/knowledge/new-answer/", ANSWER)
    save_answer(AnswerDraft("Parking", "Behind the house.", is_active=False))
    assert b"Hours" in desk.get("/knowledge/?q=SUNDAY").content
    assert b"Nothing fits" in desk.get("/knowledge/?q=zebra").content
    off = desk.get("/knowledge/?state=off").content
    assert b"Parking" in off
    assert b"8 to 18." not in off
    assert desk.get("/knowledge/?page=999&state=x&kind=y&q=%00").status_code == 200


def test_the_trial_shows_answer_sureness_and_source(desk: Client) -> None:
    source = save_article(ArticleDraft("Opening", "We open at 8."))
    desk.post("/knowledge/new-answer/", {**ANSWER, "article": source.slug})
    page = desk.get("/knowledge/trial/?question=when are you open").content.decode()
    assert "8 to 18." in page
    assert "% sure" in page
    assert "/help/articles/opening/" in page
    fragment = desk.get("/knowledge/trial/?question=open", headers={"HX-Request": "true"}).content
    assert b"<html" not in fragment
    assert desk.get("/knowledge/trial/", headers={"HX-Request": "true"}).content.strip() == b""
