"""Every sentence of ours in every language: none missing, none left over, none with other gaps, none in English."""

import re

import pytest
from scripts.messages import LANGUAGES, Entry, compiled, in_python, in_template, po_path, read_po, sentences

from warmline.bot.wording import check_in_words, greeting_words, person_choice, something_else
from warmline.lib.languages import codes, say, say_count, say_percent, spoken
from warmline.replies.checking import check
from warmline.replies.guard import Outgoing, Withheld
from warmline.replies.guards.disclosure import GUARD
from warmline.understanding.reading_messages import read

GAP = re.compile(r"{\w*}|%\(\w+\)[sd]")
#: Words that no sentence of the other languages has; short ones that they share ("a", "on", "me") are left out.
ENGLISH = re.compile(
    r"\b(the|you|your|this|that|with|and|please|people|here|not|have|will|what|when|they|from|are|is|of|to)\b",
    re.IGNORECASE,
)
#: Written alike on purpose.
SAME = {"{weekday} {date}", "in {span}", "Label %(name)s", "Version %(number)s", "version %(number)s"}
#: A count before a word that two languages share; dates in Django's letters; what is typed as "is:open".
COUNTED_WORD = re.compile(r"(?:%\(\w+\)s|{\w+}|1) \w+")
DATE = re.compile(r"[DjlMFYHi ,:.]+")
TYPED = re.compile(r"\b(?:is|has|from|with):")
EVERY = sorted(LANGUAGES)


def test_the_catalogues_are_of_the_languages_of_the_product() -> None:
    assert set(codes()) == {"en", *LANGUAGES}


@pytest.mark.parametrize("language", EVERY)
def test_every_sentence_is_translated_and_none_is_left_over(language: str) -> None:
    known, wanted = read_po(po_path(language)), sentences()
    missing = [one.one for key, one in wanted.items() if key not in known or not all(known[key].said)]
    assert missing == [], "run: python scripts/messages.py collect, then translate"
    assert sorted(set(known) - set(wanted)) == [], "run: python scripts/messages.py collect"


@pytest.mark.parametrize("language", EVERY)
def test_a_translation_fills_the_same_gaps(language: str) -> None:
    assert [entry.one for entry in read_po(po_path(language)).values() if not fills_the_same(entry)] == []


def fills_the_same(entry: Entry) -> bool:
    """Of a plural the singular may leave the count out: "one person"."""
    wanted = set(GAP.findall(entry.one + entry.many))
    optional = set(GAP.findall(entry.many)) - set(GAP.findall(entry.one)) if entry.many else set()
    optional |= {"{count}", "%(count)s"} if entry.many else set()
    return all(wanted - optional <= set(GAP.findall(said)) <= wanted for said in entry.said)


@pytest.mark.parametrize("language", EVERY)
def test_no_english_is_left(language: str) -> None:
    left = [
        said
        for entry in read_po(po_path(language)).values()
        for said in entry.said
        if (said == entry.one and len(said.split()) > 1 and not is_alike_on_purpose(said))
        or ENGLISH.search(TYPED.sub(" ", GAP.sub(" ", said)))
    ]
    assert left == []


def is_alike_on_purpose(said: str) -> bool:
    return said in SAME or bool(DATE.fullmatch(said) or COUNTED_WORD.fullmatch(said))


@pytest.mark.parametrize("language", EVERY)
def test_what_is_compiled_agrees_with_what_is_written(language: str) -> None:
    packed = po_path(language).with_suffix(".mo").read_bytes()
    assert packed == compiled(language), "run: python scripts/messages.py compile"


@pytest.mark.parametrize(
    ("language", "its"),
    [("de", r"\bdu\b|\bdein"), ("fr", r"\btu\b|\bton\b|\btes\b"), ("es", r"\btú\b|\btus?\b")],
)
def test_customers_are_addressed_with_respect(language: str, its: str) -> None:
    """Sie, vous and usted, never du, tu and tú."""
    said = [said for entry in read_po(po_path(language)).values() for said in entry.said]
    assert [text for text in said if re.search(its, text, re.IGNORECASE)] == []


def test_sentences_are_found_where_they_stand() -> None:
    code = 'RULE = Verdict(to_customer=A if x else KIND[k])\nA = "First."\nKIND = {"k": "Second."}\nsay(l, "Third.")'
    assert {entry.one for entry in in_python(code)} == {"First.", "Second.", "Third."}
    html = (
        '{% translate "One" %}{% blocktranslate trimmed count n=x %}{{ n }} word\n{% plural %}{{ n }} words'
    )
    html += "{% endblocktranslate %}"
    assert [(entry.one, entry.many) for entry in in_template(html)] == [
        ("One", ""),
        ("%(n)s word", "%(n)s words"),
    ]


def test_a_language_that_we_do_not_speak_is_answered_in_english() -> None:
    assert [spoken(tag) for tag in ("de", "de-AT", "DE_ch", "", "nl", "deu", "e", "🙂")] == [
        *["de"] * 3,
        *["en"] * 5,
    ]
    assert say("nl", "Talk to a person") == "Talk to a person"


def test_what_others_wrote_is_said_as_it_is() -> None:
    assert say("de", "We close {early} on 100% of Sundays") == "We close {early} on 100% of Sundays"
    assert say("de", "") == ""


def test_counts_and_shares_are_said_as_the_language_does() -> None:
    one, many = "One person is here now.", "{count} people are here now."
    assert say_count("de", one, many, 1) == "Eine Person ist gerade da."
    assert say_count("fr", one, many, 2) == "2 personnes sont là."
    assert [say_percent(0.85, language) for language in ("en", "de")] == ["85%", "85\N{NO-BREAK SPACE}%"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", codes())
def test_the_buttons_are_understood_in_every_language(language: str) -> None:
    assert read(person_choice(language)["text"]).wish.value is True
    assert read(check_in_words(language).choices[0]["text"]).act.value == "yes"
    assert read(something_else(language)["text"]).act.value == "no"


@pytest.mark.django_db
@pytest.mark.parametrize("language", codes())
def test_the_bot_says_that_it_is_one_in_every_language(language: str) -> None:
    check(Outgoing("bot", "Crumb", greeting_words("Crumb", "", language), is_first=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "claim", ["Ich bin ein echter Mensch.", "Je suis une vraie personne.", "Soy una persona, de verdad."]
)
def test_the_bot_poses_as_a_person_in_no_language(claim: str) -> None:
    words = greeting_words("Crumb", claim, "de")
    with pytest.raises(Withheld):
        check(Outgoing("bot", "Crumb", words, is_first=True))
    assert GUARD.find_fault(Outgoing("bot", "Crumb", words))
