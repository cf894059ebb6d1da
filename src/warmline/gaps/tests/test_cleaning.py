"""What never gets into an article: names, addresses, numbers of a case, small talk and promises."""

from datetime import UTC, datetime

import pytest

from warmline.gaps.cleaning import Known, clean, mask, names_in
from warmline.knowledge.tidying import Vocabulary, vocabulary
from warmline.lib import encoder
from warmline.playbooks.generating import generate
from warmline.playbooks.history import History, PastConversation
from warmline.playbooks.playbook import Playbook
from warmline.playbooks.reading import playbook_names, read_playbook

WORDS = frozenset(["we", "repair", "bicycles", "in", "the", "workshop", "bread", "sourdough", "card"])
KNOWN = Known(
    names=names_in(["Bob Nolan", "Dana Whelan", "José Núñez", "Rose Baker"]),
    own=("hello@bakery.example", "+353 1 555 0100", "12 Mill Street", "Corner Bakery"),
    knows=lambda word: word in WORDS,
)


def kept(text: str) -> tuple[str, ...]:
    return clean(text, KNOWN).sentences


@pytest.mark.parametrize(
    "text",
    [
        "Hi Dana, Bob here.",
        "Hello, this is Bob from the bakery.",
        "Good morning!",
        "Thanks for waiting.",
        "Let me check that for you.",
        "I'll ask the bakers and write to you by Friday.",
        "One moment please, bear with me.",
        "Is there anything else I can help you with?",
        "Have a lovely day and take care!",
        "You're welcome.",
        "I am so sorry about that.",
        "Do you mean the sourdough?",
        "",
        "   \n ",
        "👍",
    ],
)
def test_small_talk_and_promises_are_left_out(text: str) -> None:
    assert clean(text, KNOWN) == clean("", KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "The address we have is dana@mail.example for you.",
        "Please call her on +353 87 123 4567 about it.",
        "Please call 087 123 4567 about it.",
        "Your order BR-1042 has left the house.",
        "Your order #4711 has left the house.",
        "The parcel 00340434161094 is on the van.",
        "It goes to 14 Harbour Road this morning.",
        "The account is IE29 AIBK 9311 5212 3456 78 as always.",
        "See https://tracking.example/a?who=dana for that one.",
        "Our colleague Siobhan brings it around noon.",
        "We told Dana that it is ready.",
        "The order of José is on the shelf.",
        "We told dana whelan that it is ready.",
    ],
)
def test_a_sentence_about_somebody_or_one_case_is_left_out_and_counted(text: str) -> None:
    cleaned = clean(text, KNOWN)
    assert cleaned.sentences == ()
    assert cleaned.personal == 1


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hi Dana, we repair bicycles on Mondays.", "We repair bicycles on Mondays."),
        ("Dana, we repair bicycles.", "We repair bicycles."),
        ("We repair bicycles in the workshop, Dana.", "We repair bicycles in the workshop."),
        ("A repair costs €12.50 and takes 3 days.", "A repair costs €12.50 and takes 3 days."),
        ("We open at 07:30 on 24 December 2026.", "We open at 07:30 on 24 December 2026."),
        ("Write to hello@bakery.example for that.", "Write to hello@bakery.example for that."),
        ("You can call us on +353 1 555 0100.", "You can call us on +353 1 555 0100."),
        ("We send it with DHL or by bike.", "We send it with DHL or by bike."),
        ("I'm afraid we do not repair those.", "I'm afraid we do not repair those."),
    ],
)
def test_what_helps_everybody_stays_without_the_name(text: str, left: str) -> None:
    assert kept(text) == (left,)


def test_each_sentence_of_a_reply_is_looked_at_by_itself() -> None:
    cleaned = clean(
        "Hi Dana, Bob here.\nWe repair bicycles. Your order BR-1042 is ready! Thanks a lot.", KNOWN
    )
    assert cleaned.sentences == ("We repair bicycles.",)
    assert cleaned.personal == 1


def test_a_huge_or_odd_reply_takes_no_time_and_breaks_nothing() -> None:
    for text in ("a" * 100_000, "1 " * 50_000, "A b. " * 20_000, "<b>" * 9_000, "((((" * 5_000, "@" * 9_000):
        clean(text, KNOWN)


@pytest.mark.parametrize("name", playbook_names())
def test_of_hundreds_of_made_up_replies_no_name_address_or_number_gets_through(name: str) -> None:
    playbook = read_playbook(name)
    history = generate(playbook, now=datetime(2026, 11, 25, 12, tzinfo=UTC))
    words = vocabulary(texts_of(playbook), encoder.common_words())
    numbers = {each for order in history.orders for each in (order.number, order.tracking) if each}
    kept, leaked = 0, []
    for past in history.conversations:
        people = [person.name for person in playbook.staff] + customer_of(past, history)[:1]
        secrets = {*names_in(people), *customer_of(past, history)[1:], *numbers, *playbook.people.streets}
        for sentence in sentences_of(past, playbook, people, words):
            kept += 1
            parts = {*names_in([sentence]), *sentence.split()}
            leaked += [
                sentence for secret in secrets if secret in parts or (" " in secret and secret in sentence)
            ]
    assert kept > 80
    assert leaked == []


def texts_of(playbook: Playbook) -> list[str]:
    articles = [f"{article.title} {article.body}" for article in playbook.articles]
    return [
        *articles,
        *(answer.text for answer in playbook.answers),
        *(each.name for each in playbook.products),
    ]


def customer_of(past: PastConversation, history: History) -> list[str]:
    if past.customer is None:
        return []
    customer = history.customers[past.customer]
    return [customer.name, customer.email, customer.phone]


def sentences_of(
    past: PastConversation, playbook: Playbook, people: list[str], words: Vocabulary
) -> list[str]:
    own = (playbook.business.name, playbook.business.email, playbook.business.phone)
    known = Known(names_in(people), own, words.knows)
    replies = [line.text for line in past.lines if line.kind == "person"]
    return [sentence for reply in replies for sentence in clean(reply, known).sentences]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("My order BR-1042 is late", "My order … is late"),
        ("Write to dana@mail.example or +353 1 555 9999", "Write to … or …"),
        ("dear Dana Whelan, we repair bicycles", "dear …, we repair bicycles"),
        ("See https://evil.example/?token=1 please", "See … please"),
        ("dana@mail.example. We repair bicycles.", "… We repair bicycles."),
        ("", ""),
        ("😀", "😀"),
    ],
)
def test_a_masked_text_keeps_what_is_said_and_hides_of_whom(text: str, shown: str) -> None:
    assert mask(text, KNOWN) == shown


def test_a_huge_text_is_masked_as_far_as_a_message_reaches() -> None:
    assert len(mask("we repair 12345678 bicycles. " * 10_000, KNOWN)) <= 4000
