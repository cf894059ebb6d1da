"""The business's own site proves who a customer is; nobody else can, and a wrong token is nobody's trouble."""

import base64
import hashlib
import hmac
import json
import textwrap
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from warmline.audit.models import Entry
from warmline.channels.identity import keys
from warmline.channels.identity.reading import BadIdentity, read
from warmline.channels.identity.visiting import MOST_USES, find_signed
from warmline.channels.line import Visitor
from warmline.channels.models import IdentityKey, SeenToken
from warmline.commerce.models import Order
from warmline.conversations.models import Conversation, Message
from warmline.customers.models import Customer
from warmline.lib.time import now
from warmline.line import visitors
from warmline.staff.models import Person
from warmline.vault.models import Secret

AT = 1_800_000_000


def part(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def sign(claims: object, secret: str, head: object = None) -> str:
    text = f"{part(head or {'alg': 'HS256', 'typ': 'JWT'})}.{part(claims)}"
    return f"{text}.{part(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())}"


def claims(**more: Any) -> dict[str, Any]:
    return {"sub": "17", "email": "dana@mail.example", "name": "Dana Whelan", "exp": AT + 600, **more}


def test_a_token_says_who_it_is_and_which_key_signed_it() -> None:
    two = {"old": "a" * 40, "new": "b" * 40}
    found = read(sign(claims(), "a" * 40), two, AT)
    assert (found.key, found.subject, found.email, found.name) == (
        "old",
        "17",
        "dana@mail.example",
        "Dana Whelan",
    )
    assert read(sign(claims(sub=17, iat=AT), "b" * 40), two, AT).key == "new"
    assert read(sign(claims(email_verified=False), "b" * 40), two, AT).email == ""


GOOD = sign(claims(), "key")


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b",
        "..",
        "é.é.é",
        "x" * 5000,
        GOOD[:-2],
        GOOD + "A",
        GOOD.replace(".", " ."),
        sign(claims(), "another"),
        sign(claims(), ""),
        f"{part({'alg': 'none'})}.{part(claims())}.",
        f"{part({'alg': 'none'})}.{part(claims())}.{GOOD.split('.')[2]}",
        sign(claims(), "key", {"alg": "HS512"}),
        sign(claims(), "key", {"alg": "HS256", "crit": ["exp"]}),
        sign(claims(), "key", [1]),
        sign([], "key"),
        sign(b"[" * 2000, "key"),
        sign(claims(exp=AT - 61), "key"),
        sign(claims(exp=AT + 90_000), "key"),
        sign(claims(exp=str(AT + 60)), "key"),
        sign(claims(exp=True), "key"),
        sign(claims(exp=1e300), "key"),
        sign(claims(iat=AT + 3000), "key"),
        sign(claims(iat=[]), "key"),
        sign(claims(sub=""), "key"),
        sign(claims(sub={}), "key"),
        sign(claims(sub="a\0b"), "key"),
        sign(claims(sub="x" * 300), "key"),
        sign(claims(email="nobody"), "key"),
        sign(claims(email=["a@b.example"]), "key"),
        sign(claims(name={"a": 1}), "key"),
    ],
)
def test_whatever_else_is_refused(token: str) -> None:
    with pytest.raises(BadIdentity):
        read(token, {"k1": "key", "k2": "other"}, AT)


@pytest.fixture
def secret(business: Any) -> str:
    return keys.make()[1]


def now_claims(**more: Any) -> dict[str, Any]:
    return claims(**{"exp": int(time.time()) + 600, **more})


def begun(token: str, **more: Any) -> Conversation:
    answer = visitors.begin(Visitor(identity=token, **more))
    held = Conversation.objects.get(pk=answer["id"])
    assert answer["identity"] == held.identity
    return held


def test_a_signed_customer_is_known_by_their_account_and_sees_their_own_orders(
    secret: str, dana: Customer, work: Any
) -> None:
    at = now()
    Order.objects.create(number="BR-1042", customer=dana, status="baking", total_minor=100, placed_at=at)
    stranger = Customer.objects.create(name="Eve", email="eve@mail.example")
    Order.objects.create(number="BR-9999", customer=stranger, status="baking", total_minor=1, placed_at=at)
    held = begun(sign(now_claims(), secret), email="eve@mail.example")
    assert (held.customer, held.identity, held.is_proved) == (dana, "signed", True)
    for number, text in enumerate(("BR-1042", "BR-9999"), start=1):
        visitors.record(held.pk, f"c{number}", f"Where is my order {text}?")
        work()
    said = " ".join(Message.objects.filter(conversation=held, kind="bot").values_list("text", flat=True))
    assert "BR-1042" in said and "status" not in said.partition("BR-9999")[2]
    assert Conversation.objects.get(pk=held.pk).customer == dana
    # Another address later: the account tells who it is, and what is known stays.
    again = begun(sign(now_claims(email="other@mail.example", name="X"), secret))
    assert again.customer == dana and Customer.objects.get(pk=dana.pk).name == "Dana Whelan"


@pytest.mark.parametrize("wrong", ["", "nonsense", "foreign", "expired"])
def test_a_wrong_token_opens_the_chat_as_for_anybody(secret: str, dana: Customer, wrong: str) -> None:
    token = {
        "foreign": sign(now_claims(), "x" * 40),
        "expired": sign(now_claims(exp=int(time.time()) - 100), secret),
    }.get(wrong, wrong)
    held = begun(token)
    assert held.identity == "anonymous" and held.customer != dana
    assert begun(token, email="dana@mail.example").identity == "claimed"
    assert not SeenToken.objects.exists()


def test_a_token_that_was_copied_opens_a_few_conversations_and_no_more(secret: str) -> None:
    token = sign(now_claims(), secret)
    assert all(find_signed(token) for _ in range(MOST_USES))
    assert find_signed(token) is None
    assert find_signed(sign(now_claims(iat=time.time()), secret)) is not None
    stored = str(list(SeenToken.objects.values()))
    assert "dana" not in stored and token[:20] not in stored


def test_an_erased_customer_comes_back_as_somebody_new(secret: str) -> None:
    first = find_signed(sign(now_claims(email=""), secret))
    Customer.objects.filter(pk=first.pk).update(erased_at=now())  # type: ignore[union-attr]
    second = find_signed(sign(now_claims(email="", name="Dana"), secret))
    assert second is not None and second != first


def test_the_owner_exchanges_a_key_without_a_gap(client: Client, alice: Person, bob: Person) -> None:
    client.force_login(alice)
    secrets = []
    for _ in range(2):
        page = client.post("/identity/keys/").content.decode()
        secrets.append(page.partition('id="identity-secret">')[2].partition("<")[0])
    assert client.post("/identity/keys/").status_code == 302, "two at most"
    assert all(secret and secret not in client.get("/identity/").content.decode() for secret in secrets)
    assert not any(secret in str(list(Secret.objects.values())) for secret in secrets)
    assert all(find_signed(sign(now_claims(), secret)) for secret in secrets)
    old = IdentityKey.objects.order_by("pk").first()
    client.post(f"/identity/keys/{old.pk}/retirement/")  # type: ignore[union-attr]
    assert find_signed(sign(now_claims(sub="18"), secrets[0])) is None
    assert find_signed(sign(now_claims(sub="18"), secrets[1])) is not None
    acts = list(
        Entry.objects.filter(act__startswith="identity").order_by("number").values_list("act", flat=True)
    )
    assert acts == ["identity key made", "identity key made", "identity key retired"]
    client.force_login(bob)
    assert client.post("/identity/keys/").status_code == 403


def test_the_lines_of_the_documentation_sign_what_we_take() -> None:
    """Python's are run; those for Node and PHP build the same text and the same HMAC."""
    docs = Path(__file__).parents[4] / "docs" / "chat.md"
    lines = docs.read_text().partition("Python:\n\n")[2].partition("Node:")[0]
    scope: dict[str, Any] = {}
    exec(textwrap.dedent(lines), scope)  # noqa: S102 (our own documentation)
    user = SimpleNamespace(id=17, email="dana@mail.example", name="Zoë")
    found = read(scope["identity"](user, "the key"), {"k": "the key"}, time.time())
    assert (found.subject, found.email, found.name) == ("17", "dana@mail.example", "Zoë")
