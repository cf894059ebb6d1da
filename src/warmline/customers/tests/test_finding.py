"""A visitor is who they say they are only as far as a name on a card; nothing is merged."""

import pytest

from warmline.customers.errors import BadEmail
from warmline.customers.finding import find_by_email, find_or_create
from warmline.customers.models import Customer

pytestmark = pytest.mark.django_db


def test_the_same_address_is_the_same_customer_however_it_is_written() -> None:
    dana = find_or_create("Dana@Mail.Example", "Dana Reed")
    assert find_or_create("  dana@mail.example ", "Somebody else") == dana
    dana.refresh_from_db()
    assert (dana.name, dana.email) == ("Dana Reed", "dana@mail.example")


def test_visitors_without_an_address_are_never_taken_for_each_other() -> None:
    one, other = find_or_create(name="Dana"), find_or_create(name="Dana")
    assert one != other
    assert one.email is other.email is None


@pytest.mark.parametrize(
    "email",
    [
        "dana",
        "@",
        "dana@",
        "a b@mail.example",
        "dana@mail.example\nbcc: x@y.example",
        "x" * 300 + "@mail.example",
        "\0@a.example",
    ],
)
def test_what_is_no_address_is_refused_and_stores_nobody(email: str) -> None:
    with pytest.raises(BadEmail):
        find_or_create(email, "Dana")
    assert find_by_email(email) is None
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("  Dana \n Reed\0 ", "Dana Reed"),
        ("x" * 5000, "x" * 120),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Ħelga Ørsted 李", "Ħelga Ørsted 李"),
        ("\u202egnp.exe", "gnp.exe"),
    ],
)
def test_a_name_becomes_one_line_that_fits(name: str, kept: str) -> None:
    assert find_or_create(name=name).name == kept
