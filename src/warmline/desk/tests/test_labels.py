"""Labels on the desk: put on and taken off beside the conversation, shown in rows, a list and a filter of their own."""

from datetime import UTC
from uuid import uuid4

import pytest
from django.test import Client

from warmline.customers.models import Customer
from warmline.desk.inbox import read_page
from warmline.desk.lists import count_list, find_list, list_of
from warmline.desk.models import View
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.labels.keeping import make, merge
from warmline.labels.models import Label, Labelled
from warmline.labels.putting import put_on_named
from warmline.lib.time import now
from warmline.search.asking import understand
from warmline.search.finding import Asker, find_all
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


def queued(name: str, *labels: str, by: Person) -> Talk:
    talk = open_talk(Customer.objects.create(name=name), "Hello")
    talk.queue()
    for label in labels:
        put_on_named(talk.pk, label, by)
    return talk


def test_a_label_is_made_put_on_and_taken_off_beside_the_conversation(bob: Person, dana: Customer) -> None:
    talk, client = open_talk(dana, "Hello"), signed_in(bob)
    answer = client.post(talk.path + "labelling", {"words": "Gift <i>"})
    assert answer.headers["HX-Trigger"] == "desk:conversation"
    assert "Gift &lt;i&gt;" in answer.content.decode()
    label = Label.objects.get()
    page = client.get(talk.path).content.decode()
    assert f'name="off" value="{label.pk}"' in page
    client.post(talk.path + "labelling", {"off": label.pk, "words": "typed meanwhile"})
    assert not Labelled.objects.exists()
    client.post(talk.path + "labelling", {"on": label.pk})
    assert Labelled.objects.count() == 1
    assert 'aria-checked="true"' in client.get(talk.path + "labels").content.decode()


@pytest.mark.parametrize("fields", [{}, {"words": " "}, {"new": "x" * 5000}, {"on": "999"}, {"on": "9" * 40}])
def test_nonsense_is_answered_with_a_sentence(bob: Person, dana: Customer, fields: dict[str, str]) -> None:
    answer = signed_in(bob).post(open_talk(dana).path + "labelling", fields)
    assert answer.status_code == 422
    assert "labels-refusal" in answer.content.decode()


def test_rows_show_three_labels_and_how_many_more(bob: Person) -> None:
    queued("Dora", "a", "b", "c", "d", "e", by=bob)
    (row,) = read_page(find_list("queue", bob), bob).rows  # type: ignore[arg-type]
    assert ([str(label) for label in row.labels], row.more_labels) == (["a", "b", "c"], 2)
    html = signed_in(bob).get("/desk/?tab=queue").content.decode()
    assert "+2" in html


def test_a_label_is_a_list_of_the_inbox_and_a_filter_of_views(bob: Person) -> None:
    queued("Dora", "Refund", by=bob)
    queued("Emil", "Gift", by=bob)
    refund = Label.objects.get(name="Refund")
    view = View.objects.create(owner=bob, name="V", label=refund)
    for each in (find_list(f"label-{refund.pk}", bob), list_of(view)):
        assert each is not None
        assert [row.name for row in read_page(each, bob).rows] == ["Dora"]
        assert count_list(each, bob) == 1
    page = signed_in(bob).get(f"/desk/?tab=label-{refund.pk}").content.decode()
    assert "Dora" in page and "Emil" not in page


def test_after_a_merge_views_and_old_addresses_show_the_other_label(bob: Person) -> None:
    queued("Dora", "Refund", by=bob)
    queued("Emil", "Money", by=bob)
    source, target = make("Money", bob), make("Refund", bob)
    view = View.objects.create(owner=bob, name="V", label=source)
    merge(source.pk, target.pk, bob)
    view = View.objects.get()
    for each in (find_list(f"label-{source.pk}", bob), list_of(view)):
        assert each is not None
        assert sorted(row.name for row in read_page(each, bob).rows) == ["Dora", "Emil"]
    assert "labelled Refund" in signed_in(bob).get("/desk/views/").content.decode()


def test_a_view_is_saved_with_its_label(bob: Person) -> None:
    label = make("Refund", bob)
    signed_in(bob).post("/desk/views/", {"name": "Money", "label": label.pk})
    assert View.objects.get().label == label
    assert signed_in(bob).post("/desk/views/", {"name": "Money", "label": "9" * 30}).status_code == 400


@pytest.mark.parametrize("name", ["label-0", "label-x", "label-" + "9" * 40, "label-", "labels-1", "label-٣"])
def test_a_label_that_is_not_there_is_no_list(bob: Person, name: str) -> None:
    assert find_list(name, bob) is None
    assert signed_in(bob).get("/desk/", {"tab": name}).status_code == 200


def test_the_menu_counts_what_is_open(bob: Person) -> None:
    queued("Dora", "Refund", by=bob)
    html = signed_in(bob).get("/desk/label-menu").content.decode()
    assert f"tab=label-{Label.objects.get().pk}" in html
    assert ">1<" in html


def test_search_finds_by_label_also_by_a_merged_name(bob: Person) -> None:
    dora = queued("Dora", "Refund", by=bob)
    queued("Emil", by=bob)
    make("Money back", bob)
    merge(make("Money back", bob).pk, make("Refund", bob).pk, bob)
    for words in ("hello label:refund", 'hello label:"MONEY BACK"'):
        asker = Asker(bob, UTC, now())
        assert [hit.conversation.pk for hit in find_all(understand(words, now().date()), asker).hits] == [
            dora.pk
        ]


def test_charlie_labels_nothing(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "Hello")
    make("Refund", bob)
    for path in (talk.path + "labels", "/desk/label-menu"):
        assert Client().get(path).status_code == 302
    assert (
        Client(headers={"HX-Request": "true"}).post(talk.path + "labelling", {"new": "x"}).status_code == 401
    )
    assert not Labelled.objects.exists()
    assert signed_in(bob).post(f"/desk/conversations/{uuid4()}/labelling", {"new": "x"}).status_code == 404
    assert signed_in(bob).get(talk.path + "labelling").status_code == 405
