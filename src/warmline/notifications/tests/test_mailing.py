"""Whoever is away gets one mail that gathers what waits: never twice, never in quiet hours, at most one an hour."""

import email
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from warmline.commands.doctoring.mail import check_mail
from warmline.conversations import handover
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.lib import mail
from warmline.lib.mail_address import read_mail_settings
from warmline.lib.time import now
from warmline.notifications import mailing
from warmline.notifications.models import Digest, Kind, Notice, Wishes
from warmline.notifications.shifts import next_start
from warmline.staff.models import Person
from warmline.staff.presence import note_presence

pytestmark = pytest.mark.django_db
Work = Callable[..., int]


class Mailbox:
    """What an SMTP server on loopback took. answer: what it says instead, if anything."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer:
            return self.answer
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 Taken"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.answer.startswith("550"):
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    url, site = f"smtp://127.0.0.1:{port}", "https://desk.bakery.example"
    for name, value in read_mail_settings(url, "desk@bakery.example", site).items():
        setattr(settings, name, value)
    settings.SITE, settings.EMAIL_BACKEND = site, "django.core.mail.backends.smtp.EmailBackend"
    yield box
    controller.stop()


def give(customer: Customer, carol: Person, bob: Person) -> Talk:
    talk = open_talk(customer, "My secret illness")
    handover.take(talk.pk, carol)
    handover.reassign(talk.pk, carol, bob)
    return talk


def wait(work: Work) -> None:
    """A quarter of an hour, for plans and jobs alike."""
    Wishes.objects.update(mail_planned_at=now())
    work(minutes=16)


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_one_mail_gathers_what_waits_without_names_with_links_and_the_way_out(
    mailbox: Mailbox, dana: Customer, bob: Person, carol: Person, work: Work
) -> None:
    talk, other = give(dana, carol, bob), give(dana, carol, bob)
    talk.says("Hello?")
    work()
    assert mailbox.mails == [], "not before it has waited"
    wait(work)
    (message,) = mailbox.mails
    assert message["To"] == "bob@bakery.example" and message["From"] == "Corner Bakery <desk@bakery.example>"
    assert message["Subject"] == "2 things wait for you" and message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://desk.bakery.example/notifications/settings/>"
    for text in (text_of(message), text_of(message, "html")):
        assert f"https://desk.bakery.example{talk.path}" in text and other.path in text
        assert "A customer wrote in your conversation" in text and "/notifications/settings/" in text
        assert "Dana" not in text and "secret" not in text
    work(minutes=300)
    assert len(mailbox.mails) == 1, "nothing new, no mail"


def test_names_and_words_come_where_they_are_wanted_and_markup_stays_text(
    mailbox: Mailbox, dana: Customer, bob: Person, carol: Person, work: Work
) -> None:
    Customer.objects.update(name="<b>Dana</b>\r\nBcc: x@y.example")
    Wishes.objects.create(person=bob, shows_words=True)
    talk = give(dana, carol, bob)
    talk.says("Is there <i>parking</i>?")
    work()
    wait(work)
    (message,) = mailbox.mails
    assert "Is there <i>parking</i>?" in text_of(message)
    assert "&lt;i&gt;parking" in text_of(message, "html") and "<i>" not in text_of(message, "html")
    assert message["Bcc"] is None


def test_never_more_than_one_an_hour_and_the_next_gathers_what_came(
    mailbox: Mailbox, dana: Customer, bob: Person, carol: Person, work: Work
) -> None:
    talk = give(dana, carol, bob)
    work()
    wait(work)
    talk.says("Hello?")
    work()
    planned = Wishes.objects.get(person=bob).mail_planned_at
    assert planned is not None and planned >= Digest.objects.get().claimed_at + timedelta(hours=1)
    Digest.objects.update(claimed_at=now() - timedelta(minutes=61))
    Wishes.objects.update(mail_planned_at=now())
    mailing.send_due(bob.pk)
    assert len(mailbox.mails) == 2


def test_a_worker_that_dies_in_between_never_doubles_a_mail(
    mailbox: Mailbox, dana: Customer, bob: Person, carol: Person, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*args: object, **kwargs: object) -> None:
        mail.send_mail(*args, **kwargs)  # type: ignore[arg-type]
        raise Killed

    give(dana, carol, bob)
    work()
    Wishes.objects.update(mail_planned_at=now())
    monkeypatch.setattr(mailing, "send_mail", die)
    with pytest.raises(Killed):
        mailing.send_due(bob.pk)
    monkeypatch.undo()
    for _ in range(3):
        mailing.send_due(bob.pk)
    assert len(mailbox.mails) == 1
    digest = Digest.objects.get()
    assert digest.sent_at is None and digest.notices.count() == 1


def test_a_server_in_trouble_is_asked_again_and_a_refusal_is_not(
    mailbox: Mailbox, dana: Customer, bob: Person, carol: Person, work: Work
) -> None:
    give(dana, carol, bob)
    work()
    Wishes.objects.update(mail_planned_at=now())
    mailbox.answer = "451 Try later"
    with pytest.raises(mail.MailFailed):
        mailing.send_due(bob.pk)
    assert not Digest.objects.exists() and Notice.objects.filter(digest=None).count() == 1
    mailbox.answer = "550 Nobody of that name"
    mailing.send_due(bob.pk)
    assert not Digest.objects.exists() and Wishes.objects.get().mail_planned_at is None
    mailbox.answer = ""
    Wishes.objects.update(mail_planned_at=now())
    mailing.send_due(bob.pk)
    mailing.send_due(bob.pk)
    assert len(mailbox.mails) == 1


def test_whoever_is_here_or_wants_quiet_or_no_mail_gets_none(
    mailbox: Mailbox, dana: Customer, bob: Person, carol: Person, alice: Person, work: Work
) -> None:
    for person in (bob, carol, alice):
        Notice.objects.create(person=person, kind=Kind.CALLED, cause="called:1", made_at=now())
        Wishes.objects.create(person=person, mail_planned_at=now())
    note_presence(bob)
    Wishes.objects.filter(person=carol).update(quiet_from="00:00", quiet_until="23:59")
    Wishes.objects.filter(person=alice).update(mail="off")
    for person in (bob, carol, alice):
        mailing.send_due(person.pk)
    assert mailbox.mails == []
    planned = dict(Wishes.objects.values_list("person_id", "mail_planned_at"))
    assert planned[bob.pk] is not None and planned[carol.pk] is not None and planned[alice.pk] is None
    Notice.objects.filter(person=bob).update(seen_at=now())
    Wishes.objects.filter(person=bob).update(mail_planned_at=now())
    mailing.send_due(bob.pk)
    mailing.send_due(10_000)
    assert mailbox.mails == [] and Wishes.objects.get(person=bob).mail_planned_at is None


def test_once_a_day_is_when_the_day_begins(
    mailbox: Mailbox, dana: Customer, bob: Person, carol: Person, work: Work
) -> None:
    Wishes.objects.create(person=bob, mail="daily")
    give(dana, carol, bob)
    work()
    planned = Wishes.objects.get(person=bob).mail_planned_at
    start = next_start(now())
    assert planned is not None and abs(planned - start) <= timedelta(days=1)
    assert planned.minute == 0, "nine o'clock, as nobody has set hours"


def test_without_a_server_nothing_is_planned_and_the_page_says_so(
    dana: Customer, bob: Person, carol: Person, work: Work, settings: Any
) -> None:
    settings.EMAIL_HOST = ""
    give(dana, carol, bob)
    work()
    assert not Wishes.objects.exists() and list(check_mail()) == []
    assert "No mail server is set up" in signed_in(bob).get("/notifications/settings/").text


def test_the_doctor_asks_the_server(mailbox: Mailbox, settings: Any) -> None:
    assert list(check_mail()) == []
    settings.EMAIL_PORT = 1
    (finding,) = check_mail()
    assert finding.check == "mail" and "does not answer" in finding.problem


def test_settings_of_mail_die_on_nonsense() -> None:
    ok = ("desk@shop.example", "https://desk.shop.example")
    safe = read_mail_settings("smtps://bob:p%40ss@mail.example", *ok)
    assert (safe["EMAIL_PORT"], safe["EMAIL_USE_SSL"], safe["EMAIL_HOST_PASSWORD"]) == (465, True, "p@ss")
    started = read_mail_settings("smtp://mail.example", *ok)
    assert (started["EMAIL_PORT"], started["EMAIL_USE_TLS"]) == (587, True)
    assert read_mail_settings("smtp://relay.example:25?tls=no", *ok)["EMAIL_USE_TLS"] is False
    for url in ("mail.example", "http://mail.example", "smtp://", "smtp://a:99999", "smtp://a?tls=maybe"):
        with pytest.raises(ValueError, match="WARMLINE_SMTP_URL"):
            read_mail_settings(url, *ok)
    for sender, site in (
        ("", ok[1]),
        ("desk", ok[1]),
        ("a b@c", ok[1]),
        (ok[0], ""),
        (ok[0], "desk.example"),
    ):
        with pytest.raises(ValueError, match="WARMLINE"):
            read_mail_settings("smtp://mail.example", sender, site)
