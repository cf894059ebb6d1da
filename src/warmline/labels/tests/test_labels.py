"""How are labels made, put on, merged and put away?"""

from uuid import uuid4

import pytest

from warmline.conversations.errors import UnknownConversation
from warmline.conversations.models import Conversation
from warmline.customers.models import Customer
from warmline.desk.tests.talk import open_talk, signed_in
from warmline.labels.choosing import counted_labels, find_choices
from warmline.labels.errors import LabelRefused
from warmline.labels.keeping import MOST_LABELS, archive, change, make, merge, restore
from warmline.labels.models import Label, Labelled, LabelMerge
from warmline.labels.naming import check_name, fold
from warmline.labels.parting import part
from warmline.labels.putting import MOST_ON_ONE, labels_of, put_on, put_on_named, take_off
from warmline.lib.time import now
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db
PAGE = "/desk/labels/"


def many(count: int) -> list[Label]:
    rows = [Label(name=f"L{n}", key=f"l{n}", hue=1, made_at=now()) for n in range(count)]
    return Label.objects.bulk_create(rows)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Late\t delivery ", "Late delivery"),
        ("\u202eevil\u200b\0", "evil"),
        ("ＶＩＰ", "VIP"),
        ("👩\u200d🍳 kitchen", "👩\u200d🍳 kitchen"),
        ("<b>x</b>", "<b>x</b>"),
        ("x" * 30, "x" * 30),
    ],
)
def test_a_name_is_kept_without_what_nobody_sees(typed: str, name: str) -> None:
    assert check_name(typed) == name


@pytest.mark.parametrize(
    "typed", ["", " ", "\0", "\u200b\u202e", "\u200d", "x" * 31, "x" * 100_000, 'a "b"', "ﷺ" * 9]
)
def test_what_can_be_no_name_is_refused_with_a_word(typed: str, bob: Person) -> None:
    with pytest.raises(LabelRefused):
        make(typed, bob)


def test_a_label_of_the_same_name_is_made_once_whatever_its_capitals(bob: Person) -> None:
    first = make("Straße", bob)
    assert make("STRASSE", bob) == first
    assert make("strasse ", bob) == first
    assert Label.objects.count() == 1
    assert len(fold("ΐ" * 30)) == 90


def test_each_new_label_gets_the_hue_used_least(bob: Person) -> None:
    assert [make(f"n{number}", bob).hue for number in range(9)] == [1, 2, 3, 4, 5, 6, 7, 8, 1]


def test_a_label_is_put_on_once_however_often_and_taken_off(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "Hello")
    label = put_on_named(talk.pk, "Refund", bob)
    put_on(talk.pk, label.pk, bob)
    put_on_named(talk.pk, "refund", bob)
    assert labels_of([talk.pk]) == {talk.pk: (label,)}
    assert Labelled.objects.get().person == bob
    take_off(talk.pk, label.pk)
    take_off(talk.pk, label.pk)
    assert labels_of([talk.pk]) == {}


def test_what_is_not_there_is_not_put_on_anything(bob: Person, dana: Customer) -> None:
    with pytest.raises(LabelRefused):
        put_on(open_talk(dana).pk, 4711, bob)
    with pytest.raises(UnknownConversation):
        put_on_named(uuid4(), "Refund", bob)
    assert not Label.objects.exists()


def test_there_are_bounds(bob: Person, dana: Customer) -> None:
    talk, labels = open_talk(dana), many(MOST_LABELS)
    for label in labels[:MOST_ON_ONE]:
        put_on(talk.pk, label.pk, bob)
    put_on(talk.pk, labels[0].pk, bob)
    with pytest.raises(LabelRefused, match="take one off"):
        put_on(talk.pk, labels[-1].pk, bob)
    with pytest.raises(LabelRefused, match="put one away"):
        make("One more", bob)


def test_merging_moves_what_it_stood_on_and_its_name_means_the_other(bob: Person, dana: Customer) -> None:
    one, both = open_talk(dana), open_talk(dana)
    source, target, older = make("Refnd", bob), make("Refund", bob), make("Money back", bob)
    merge(older.pk, source.pk, bob)
    put_on(one.pk, source.pk, bob)
    put_on(both.pk, source.pk, bob)
    put_on(both.pk, target.pk, bob)
    merge(source.pk, target.pk, bob)
    assert labels_of([one.pk, both.pk]) == {one.pk: (target,), both.pk: (target,)}
    assert make("refnd", bob) == make("money back", bob) == target
    assert [each.label for each in counted_labels()] == [target]
    with pytest.raises(LabelRefused, match="not there"):
        put_on(one.pk, source.pk, bob)
    with pytest.raises(LabelRefused, match="not there"):
        merge(source.pk, target.pk, bob)
    with pytest.raises(LabelRefused, match="another"):
        merge(target.pk, target.pk, bob)


def test_a_label_put_away_is_not_offered_stays_where_it_was_and_comes_back(
    bob: Person, dana: Customer
) -> None:
    talk, other = open_talk(dana), open_talk(dana)
    label = put_on_named(talk.pk, "Refund", bob)
    archive(label.pk, bob)
    assert labels_of([talk.pk]) == {talk.pk: (label,)}
    assert not find_choices("ref", other.pk).found
    assert [each.is_on for each in find_choices("ref", talk.pk).found] == [True]
    restore(label.pk)
    assert find_choices("ref", other.pk).found
    archive(label.pk, bob)
    assert make("refund", bob).archived_at is None
    with pytest.raises(LabelRefused, match="put away"):
        archive(label.pk, bob)
        merge(make("Other", bob).pk, label.pk, bob)


def test_two_labels_never_have_the_same_name(bob: Person) -> None:
    one, other = make("One", bob), make("Other", bob)
    with pytest.raises(LabelRefused, match="already"):
        change(other.pk, "ONE", 3)
    assert change(one.pk, "one", 3).hue == 3
    with pytest.raises(LabelRefused, match="colours"):
        change(one.pk, "one", 9)


def test_choices_begin_with_what_was_typed_and_offer_a_new_one_at_the_end(
    bob: Person, dana: Customer
) -> None:
    talk = open_talk(dana)
    for name in ("No refund", "Refund", "Gift"):
        make(name, bob)
    found = find_choices("ref", talk.pk)
    assert [str(each.label) for each in found.found] == ["Refund", "No refund"]
    assert found.new == "ref"
    assert find_choices("REFUND", talk.pk).new == ""
    put_on_named(talk.pk, "Refund", bob)
    assert [str(each.label) for each in find_choices("", talk.pk).found] == ["Refund", "Gift", "No refund"]
    assert find_choices("%_' OR 1=1 --", talk.pk).found == ()


def test_only_open_conversations_are_counted(bob: Person, dana: Customer) -> None:
    talks = [open_talk(dana, "Hello") for _ in range(3)]
    for talk in talks:
        put_on_named(talk.pk, "Refund", bob)
    Conversation.objects.filter(pk=talks[0].pk).update(holder="closed")
    assert [(str(each.label), each.count) for each in counted_labels()] == [("Refund", 2)]


def test_labels_go_with_their_conversation(bob: Person, dana: Customer) -> None:
    """What is erased takes its labels along; the words of the team stay."""
    talk = open_talk(dana)
    put_on_named(talk.pk, "Refund", bob)
    Conversation.objects.filter(pk=talk.pk).delete()
    assert not Labelled.objects.exists()
    assert Label.objects.exists()


def test_the_page_makes_changes_merges_and_puts_away(bob: Person, dana: Customer) -> None:
    client = signed_in(bob)
    client.post(PAGE, {"name": "VIP <b>", "hue": "4"})
    vip = Label.objects.get()
    put_on(open_talk(dana, "Hello").pk, vip.pk, bob)
    html = client.get(PAGE).content.decode()
    assert "VIP &lt;b&gt;" in html
    assert "1 open" in html
    client.post(f"{PAGE}{vip.pk}/", {"name": "Regular", "hue": "5"})
    vip.refresh_from_db()
    assert (vip.name, vip.hue) == ("Regular", 5)
    other = make("Other", bob)
    client.post(f"{PAGE}{vip.pk}/archiving")
    client.post(f"{PAGE}{vip.pk}/archiving", {"act": "restore"})
    client.post(f"{PAGE}{other.pk}/union", {"label": vip.pk})
    other.refresh_from_db()
    assert other.merged_into == vip
    assert client.get(f"{PAGE}{other.pk}/").status_code == 404
    assert client.post(f"{PAGE}{vip.pk}/union", {"label": "nonsense"}).status_code == 302


def test_a_merge_can_be_taken_back_for_a_day(bob: Person, dana: Customer) -> None:
    one, other, older = make("Refund", bob), make("Money back", bob), make("Cash", bob)
    both, only = open_talk(dana, "Hello"), open_talk(dana, "Hi")
    merge(older.pk, one.pk, bob)
    for talk, label in ((both, one), (both, other), (only, one)):
        put_on(talk.pk, label.pk, bob)
    merge(one.pk, other.pk, bob)
    assert {each.name for each in labels_of([only.pk])[only.pk]} == {"Money back"}
    later = open_talk(dana, "Later")
    put_on(later.pk, other.pk, bob)
    client = signed_in(bob)
    assert "was merged into" in client.get(PAGE).content.decode()
    row = LabelMerge.objects.latest("pk")
    for _ in range(2):  # twice is once
        assert client.post(f"{PAGE}merges/{row.pk}/parting").status_code == 302
    found = {
        pk: {each.name for each in labels} for pk, labels in labels_of([both.pk, only.pk, later.pk]).items()
    }
    assert found == {both.pk: {"Refund", "Money back"}, only.pk: {"Refund"}, later.pk: {"Money back"}}
    one.refresh_from_db()
    older.refresh_from_db()
    assert (one.merged_into, one.archived_at, older.merged_into) == (None, None, one)
    LabelMerge.objects.update(undone_at=None)
    with pytest.raises(LabelRefused):
        part(row.pk)


@pytest.mark.parametrize(
    "fields",
    [{}, {"name": "x"}, {"name": "x", "hue": "9"}, {"name": " ", "hue": "1"}, {"name": 'a"b', "hue": "1"}],
)
def test_nonsense_on_the_page_is_refused_with_a_word(bob: Person, fields: dict[str, str]) -> None:
    response = signed_in(bob).post(PAGE, fields)
    assert response.status_code == 400
    assert "field-error" in response.content.decode()
    assert not Label.objects.exists()


def test_strangers_get_nothing(client: object, bob: Person) -> None:
    label = make("Refund", bob)
    for path in (PAGE, f"{PAGE}{label.pk}/"):
        assert client.get(path).status_code == 302  # type: ignore[attr-defined]
    for path in (PAGE, f"{PAGE}{label.pk}/", f"{PAGE}{label.pk}/union", f"{PAGE}{label.pk}/archiving"):
        answer = client.post(path, {"name": "Mine", "hue": "1"})  # type: ignore[attr-defined]
        assert answer.url.startswith("/staff/login/")
    label.refresh_from_db()
    assert (Label.objects.count(), label.name, label.archived_at) == (1, "Refund", None)
