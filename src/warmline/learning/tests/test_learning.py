"""What staff teach is learned within seconds if it makes nothing worse, and any version can be put back."""

import pytest

from warmline.conversations.models import Kind, Message
from warmline.decisions.models import Promise
from warmline.decisions.protocol import current_protocol
from warmline.gaps.tests.asking import Work, ask, last
from warmline.knowledge.index import current_index, find
from warmline.knowledge.models import Answer, Passage, Phrase
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.learning.errors import NoSuchVersion, NothingToLearn
from warmline.learning.models import Example, Version
from warmline.learning.teaching import accept, confirm, doubt, teach, withdraw
from warmline.learning.versions import forget_erased, restore

pytestmark = pytest.mark.django_db

ODD = "my rucksack strap went ping"
REPAIRS = "We mend bags and straps for free, for ever."


@pytest.fixture(autouse=True)
def knowledge(business: object) -> None:
    hours = ("when do you open", "are you open on sunday", "what time do you close", "opening times")
    delivery = ("do you deliver", "what does delivery cost", "can you bring it to my house", "delivery time")
    save_answer(AnswerDraft("Opening hours", "From 7 to 6.", hours, key="hours"))
    save_answer(AnswerDraft("Delivery", "Anywhere in Dublin.", delivery, key="delivery"))
    save_answer(AnswerDraft("Repairs", REPAIRS, ("can you mend my bag", "repair a bag"), key="repairs"))


def asked(work: Work, text: str) -> Message:
    chat = ask(work, text)
    return Message.objects.filter(conversation=chat, kind=Kind.CUSTOMER).latest("number")


def answer(key: str) -> Answer:
    return Answer.objects.get(key=key)


def test_what_bob_teaches_is_the_answer_to_the_next_customer(work: Work) -> None:
    message = asked(work, ODD)
    example = teach(message, answer("repairs"), "Bob Nolan")
    assert example.state == "waiting"
    work()
    example.refresh_from_db()
    live = Version.objects.get(status="live")
    assert (example.state, live.examples, live.comparison["is_no_worse"]) == ("learned", [example.pk], True)
    assert Phrase.objects.get(origin="learned").text == ODD
    assert last(ask(work, "My rucksack strap went ping!")).text == REPAIRS


def test_taught_again_it_replaces_and_taken_back_it_is_forgotten(work: Work) -> None:
    message = asked(work, ODD)
    teach(message, answer("hours"), "Bob Nolan")
    example = teach(message, answer("repairs"), "Carol Quinn")
    work()
    assert Example.objects.count() == 1
    assert Phrase.objects.get(origin="learned").answer.key == "repairs"
    withdraw(example, "Carol Quinn")
    work()
    assert not Phrase.objects.filter(origin="learned").exists()
    assert Version.objects.get(status="live").examples == []


def test_no_answer_is_right_teaches_no_phrase_but_counts_as_evidence(work: Work) -> None:
    teach(asked(work, "do you sell unicorns"), None, "Bob Nolan")
    work()
    assert not Phrase.objects.filter(origin="learned").exists()
    assert Version.objects.get(status="live").report["questions"] == 1


def test_none_of_our_answers_keeps_the_next_customer_from_the_wrong_one(work: Work) -> None:
    """Until it is taken back; what was answered rightly before still is."""
    strange = "do you deliver to the moon base"
    before = find(strange)[0].confidence
    message = asked(work, strange)
    example = teach(message, None, "Bob Nolan")
    work()
    assert before > 0.3
    assert find(strange)[0].confidence < 0.15
    assert find("Do you deliver to the moon base?")[0].confidence < 0.15
    assert last(ask(work, strange)).text != "Anywhere in Dublin."
    assert find("do you deliver")[0].confidence > 0.9
    withdraw(example, "Bob Nolan")
    work()
    assert find(strange)[0].confidence == pytest.approx(before, abs=1e-4)


def test_what_none_of_our_answers_fits_is_forgotten_when_the_customer_is_erased(work: Work) -> None:
    message = asked(work, "do you sell unicorns")
    teach(message, None, "Bob Nolan")
    work()
    assert current_index().unanswerable.texts == ("do you sell unicorns",)
    message.conversation.delete()
    forget_erased()
    assert current_index().unanswerable.texts == ()
    assert not Passage.objects.filter(text="do you sell unicorns").exists()


def test_a_customers_tap_silences_no_answer(work: Work) -> None:
    message = asked(work, "do you deliver to the moon base")
    doubt(message, answer("delivery"))
    work()
    assert current_index().unanswerable.texts == ()


def test_what_contradicts_the_knowledge_waits_for_a_second_look(work: Work) -> None:
    example = teach(asked(work, "when do you open?"), answer("delivery"), "Bob Nolan")
    work()
    example.refresh_from_db()
    assert example.state == "flagged"
    assert "Opening hours" in example.because
    assert not Phrase.objects.filter(origin="learned").exists()
    accept(example, "Alice Byrne")
    work()
    example.refresh_from_db()
    assert example.state in ("learned", "refused")


def test_two_people_who_teach_different_answers_to_the_same_words_are_both_asked_to_look(work: Work) -> None:
    one = teach(asked(work, ODD), answer("repairs"), "Bob Nolan")
    other = teach(asked(work, "my rucksack strap went ping!"), answer("delivery"), "Carol Quinn")
    work()
    states = set(Example.objects.filter(pk__in=[one.pk, other.pk]).values_list("state", flat=True))
    assert "flagged" in states


def test_a_poisoned_batch_changes_nothing(work: Work) -> None:
    """Somebody teaches that every other question about hours is about delivery, in words of their own."""
    wrong = [
        "which hours are you open",
        "opening hours on sunday",
        "are you open now",
        "what are the times you close",
        "open on saturday",
        "when are you closing",
        "till what time open",
        "hours of opening today",
    ]
    messages = [asked(work, text) for text in wrong]
    for message in messages:
        teach(message, answer("delivery"), "Mallory")
    work()
    assert not Example.objects.filter(state="learned").exists()
    assert Version.objects.get(status="refused").comparison["is_no_worse"] is False
    assert last(ask(work, "when do you open")).text == "From 7 to 6."


def test_an_earlier_version_is_put_back_as_a_version_of_its_own(work: Work) -> None:
    teach(asked(work, ODD), answer("repairs"), "Bob Nolan")
    work()
    first = Version.objects.get(status="live").number
    teach(asked(work, "the buckle of my satchel fell off"), answer("repairs"), "Bob Nolan")
    work()
    assert Phrase.objects.filter(origin="learned").count() == 2
    restored = restore(first, "Alice Byrne")
    assert Phrase.objects.get(origin="learned").text == ODD
    assert (restored.by, restored.status, restored.number) == ("Alice Byrne", "live", first + 2)
    with pytest.raises(NoSuchVersion):
        restore(99, "Alice Byrne")


def test_a_customers_click_never_overrules_a_person(work: Work) -> None:
    message = asked(work, ODD)
    teach(message, answer("repairs"), "Bob Nolan")
    doubt(message, answer("repairs"))
    confirm(message, answer("hours"))
    example = Example.objects.get()
    assert (example.origin, example.answer, example.is_right) == ("correction", answer("repairs"), True)


@pytest.mark.parametrize("text", ["🎂🎂", "x" * 501])
def test_what_has_no_words_or_too_many_teaches_nothing(work: Work, text: str) -> None:
    with pytest.raises(NothingToLearn):
        teach(asked(work, text), answer("hours"), "Bob Nolan")


def test_only_a_customers_words_teach(work: Work) -> None:
    message = asked(work, ODD)
    greeting = Message.objects.filter(conversation=message.conversation_id, kind=Kind.BOT).first()
    assert greeting
    with pytest.raises(NothingToLearn):
        teach(greeting, answer("hours"), "Bob Nolan")


def test_an_erased_message_takes_its_example_along(work: Work) -> None:
    message = asked(work, ODD)
    teach(message, answer("repairs"), "Bob Nolan")
    work()
    message.conversation.delete()
    assert not Example.objects.exists()


def test_the_promise_raises_how_sure_the_bot_must_be_and_never_lowers_it(business: object) -> None:
    from warmline.lib.time import now

    assert current_protocol().answer_at == 0.55
    promise = Promise.objects.create(pk=1, threshold=0.8, target=0.98, at=now())
    assert current_protocol().answer_at == 0.8
    promise.threshold = 0.1
    promise.save()
    assert current_protocol().answer_at == 0.55
    promise.threshold = None
    promise.save()
    assert current_protocol().answer_at == 0.55
