"""Does a list come in as a whole or not at all, twice without doubles, with each wrong row named?"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from warmline.calendar.models import Appointment
from warmline.commerce.models import Invoice, Membership, Points
from warmline.customers.models import Customer, OtherEmail, Preference
from warmline.imports.bringing_in import bring_in, kinds
from warmline.imports.cells import BadCell, Place, amount, day
from warmline.imports.errors import ListRefused
from warmline.imports.models import Upload
from warmline.lib.time import now
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db

INVOICES = """E-Mail;Name;Number;Amount;Issued;Due;Paid;Colour
DANA@mail.example;;R-1;1.204,50;2.11.2026;16.11.2026;;red
dana@mail.example;;R-2;12;2026-10-01;2026-10-15;2026-10-09;
new@mail.example;Noor Haddad;R-3;"7,30";2026-11-03;;;
"""

Send = Callable[..., Any]


@pytest.fixture
def send(client: Client, alice: Person) -> Send:
    client.force_login(alice)

    def run(kind: str, content: str | bytes, name: str = "list.csv") -> Any:
        raw = content.encode() if isinstance(content, str) else content
        return client.post("/imports/", {"kind": kind, "file": SimpleUploadedFile(name, raw)}, follow=True)

    return run


def bring(client: Client) -> str:
    upload = Upload.objects.filter(done_at=None).latest("pk")
    return client.post(f"/imports/{upload.pk}/", {"act": "bring"}, follow=True).content.decode()


def test_looked_through_first_then_brought_in_and_again_without_doubles(
    send: Send, client: Client, dana: Customer
) -> None:
    seen = send("invoices", INVOICES).content.decode()
    assert "3 new, 0 changed, 0 as before" in seen and "One customer is not known yet" in seen
    assert "<code>colour</code>" in seen and not Invoice.objects.exists()
    assert "Brought in: 3 new" in bring(client)
    first = Invoice.objects.get(number="R-1")
    assert (first.customer, first.amount_minor, first.due_on, first.paid_on) == (
        dana,
        120450,
        date(2026, 11, 16),
        None,
    )
    assert [each.number for each in dana.invoices.all()] == ["R-1", "R-2"]
    assert Customer.objects.get(email="new@mail.example").name == "Noor Haddad"
    seen = send("invoices", INVOICES.replace(";16.11.2026;;", ";16.11.2026;17.11.2026;")).content.decode()
    assert "0 new, 1 changed, 2 as before" in seen
    bring(client)
    assert Invoice.objects.count() == 3 and Invoice.objects.get(number="R-1").paid_on == date(2026, 11, 17)
    assert Customer.objects.count() == 2
    assert not Upload.objects.exclude(content="").exists()


def test_every_wrong_row_is_named_and_nothing_comes_in(send: Send, client: Client, dana: Customer) -> None:
    other = Customer.objects.create(name="Eve", email="eve@mail.example")
    Invoice.objects.create(number="R-9", customer=other, amount_minor=1, issued_on=date(2026, 1, 1))
    rows = (
        "dana@mail.example,R-1,12.50,2026-11-02",
        "nobody,R-2,12.50,2026-11-02",
        "dana@mail.example,R-3,1.204,2026-11-02",
        "dana@mail.example,R-4,-5,05/06/2026",
        "dana@mail.example,R-1,12.50,2026-11-02",
        "dana@mail.example,R-9,12.50,2026-11-02",
        "dana@mail.example,,12.50,2026-02-30",
    )
    seen = send("invoices", "\n".join(("email,number,amount,issued", *rows))).content.decode()
    for words in (
        "Row 3:</span> email “nobody” is no e-mail address",
        "Row 4:</span> amount “1.204” may mean two amounts",
        "Row 5:</span> issued “05/06/2026” is no day",
        "Row 6:</span> says again what row 2 says",
        "Row 7:</span> “R-9” belongs to another customer",
        "Row 8:</span> number is empty",
    ):
        assert words in seen, words
    assert 'data-wl="import-bring"' not in seen
    assert "nothing was brought in" in bring(client)
    assert Invoice.objects.count() == 1


def test_points_add_up_and_nobody_spends_what_they_have_not(
    send: Send, client: Client, dana: Customer
) -> None:
    head = "email,reference,points,kind,date,origin,tier\n"
    good = head + (
        "dana@mail.example,P-1,50,earned,2026-11-01,Order B-1,Gold\n"
        "dana@mail.example,P-2,20,spent,2026-11-02,Voucher,Gold\n"
    )
    send("loyalty", good)
    bring(client)
    assert [row.points for row in dana.points.all()] == [-20, 50]
    assert Membership.objects.get(customer=dana).tier == "Gold"
    send("loyalty", good)
    bring(client)
    assert Points.objects.count() == 2
    seen = send("loyalty", head + "dana@mail.example,P-3,31,spent,2026-11-03,,\n").content.decode()
    assert "Dana Whelan would have -1 points" in seen
    assert (
        "is none of earned"
        in send("loyalty", head + "dana@mail.example,P-4,1,won,2026-11-03,,\n").content.decode()
    )
    assert (
        "no whole number"
        in send("loyalty", head + "dana@mail.example,P-4,0,spent,2026-11-03,,\n").content.decode()
    )


def test_appointments_are_in_the_time_of_the_business_and_preferences_stand_once(
    send: Send, client: Client, dana: Customer
) -> None:
    OtherEmail.objects.create(customer=dana, email="d@old.example")
    send(
        "appointments",
        "email\treference\ttitle\tstarts\tstatus\nd@old.example\tA-1\tCake tasting\t2026-07-01 15:30\tno-show\n",
    )
    bring(client)
    row = Appointment.objects.get()
    assert (row.customer, row.status) == (dana, "missed")
    assert row.starts_at == datetime(2026, 7, 1, 14, 30, tzinfo=UTC)  # Dublin in summer
    for value in ("Nuts", "Nuts, sesame"):
        send("preferences", f'email,preference,value\ndana@mail.example,Allergies,"{value}"\n')
        bring(client)
    assert [str(each) for each in Preference.objects.all()] == ["Allergies: Nuts, sesame"]
    page = client.get(f"/customers/{dana.pk}/").content.decode()
    assert "Nuts, sesame" in page and "Cake tasting" in page


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("email,preference,value\n", "no row beneath"),
        ("email,value\na@b.example,x\n", "lacks “preference”"),
        ('email,preference,value\na@b.example,"open,x\n', "quotation mark"),
        ("email,preference,value\na@b.example,x,y,z\n", "more cells"),
        (b"PK\x03\x04\x00\x00", "no CSV"),
        (b"x" * 2_000_001, "2 MB"),
    ],
)
def test_what_is_no_list_says_so(send: Send, content: Any, why: str) -> None:
    answer = send("preferences", content)
    assert answer.status_code in (413, 422) and why in answer.content.decode()
    assert not Upload.objects.exists()


def test_hostile_cells_stay_words(send: Send, client: Client, dana: Customer) -> None:
    latin = "email;preference;value\ndana@mail.example;Größe;<script>=1+1\n".encode("cp1252")
    send("preferences", latin, name="../<b>.csv")
    bring(client)
    assert str(Preference.objects.get()) == "Größe: <script>=1+1"
    assert "<script>=1" not in client.get(f"/customers/{dana.pk}/").content.decode()


def test_twice_at_once_comes_in_once(dana: Customer, alice: Person) -> None:
    upload = Upload.objects.create(kind="invoices", content=INVOICES, person=alice, at=now())
    bring_in(upload.pk)
    with pytest.raises(ListRefused, match="already"):
        bring_in(upload.pk)


def test_samples_can_be_brought_in_as_they_are(send: Send, client: Client, alice: Person) -> None:
    for key in kinds():
        sample = client.get(f"/imports/{key}.csv").content
        assert " new, 0 changed, 0 as before" in send(key, sample).content.decode(), key
        bring(client)
    assert client.get("/imports/none.csv").status_code == 404


def test_nobody_but_the_owner(client: Client, bob: Person) -> None:
    for path in ("/imports/", "/imports/1/", "/imports/invoices.csv"):
        client.logout()
        assert client.get(path).status_code == 302
        client.force_login(bob)
        assert client.get(path).status_code == 403
    assert client.post("/imports/", {"kind": "invoices"}).status_code == 403


def test_cells() -> None:
    place = Place("Europe/Dublin", "EUR")
    for written, minor in (
        ("12.50", 1250),
        ("€ 1,204.50", 120450),
        ("1'204.50", 120450),
        ("12,5", 1250),
        ("0", 0),
    ):
        assert amount(written, place) == minor
    for wrong in ("", "1.2.3", "abc", "12.505", "99999999999", "1,204"):
        with pytest.raises(BadCell):
            amount(wrong, place)
    assert day("24 Dec 2026", place) == day("24.12.2026", place) == date(2026, 12, 24)
