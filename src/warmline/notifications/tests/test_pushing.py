"""A device is told what its person wants it to show; one that is gone is forgotten; trouble stays quiet."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from warmline.conversations import handover
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.lib.time import now
from warmline.notifications.devices import MOST, name_of
from warmline.notifications.models import Device, Notice, Wishes
from warmline.notifications.pushing import PushFailed, push_notice
from warmline.notifications.tests.push_service import Browser, PushService, push_service
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db
Work = Callable[..., int]


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    settings.MAY_CALL_LOOPBACK = True
    with push_service() as listening:
        yield listening


@pytest.fixture
def browser(service: PushService, bob: Person) -> Browser:
    found = Browser()
    fields = {"endpoint": f"{service.url}/bobs-phone", **found.fields}
    agent = "Mozilla/5.0 (Android 15; Mobile) Firefox/140.0"
    client = signed_in(bob)
    for _ in range(2):
        assert client.post("/notifications/devices", fields, headers={"User-Agent": agent}).status_code == 201
    assert Device.objects.get(person=bob).name == "Firefox on Android"
    return found


def give(customer: Customer, carol: Person, bob: Person) -> Talk:
    talk = open_talk(customer, "My secret illness")
    handover.take(talk.pk, carol)
    handover.reassign(talk.pk, carol, bob)
    return talk


def test_a_device_hears_without_names_or_words_until_its_person_wants_them(
    service: PushService, browser: Browser, dana: Customer, bob: Person, carol: Person, work: Work
) -> None:
    talk = give(dana, carol, bob)
    work()
    (path, headers, body) = service.got[0]
    assert path == "/bobs-phone" and headers["Content-Encoding"] == "aes128gcm" and headers["TTL"] == "3600"
    assert headers["Authorization"].startswith("vapid t=") and len(headers["Topic"]) <= 32
    assert b"conversations" not in body, "sealed"
    note = {"title": "A conversation was given to you", "text": "", "path": talk.path, "tag": str(talk.pk)}
    assert browser.read(body) == note
    Wishes.objects.create(person=bob, shows_words=True)
    talk.says("My secret illness is worse")
    work()
    told = browser.read(service.got[-1][2])
    assert told["title"] == "Dana Whelan: Wrote again" and told["text"] == "My secret illness is worse"
    talk.says("and worse")
    work()
    assert len(service.got) == 2, "the same news within a minute comes once"


def test_a_device_that_is_gone_is_forgotten_and_trouble_ends_quietly(
    service: PushService, browser: Browser, dana: Customer, bob: Person, carol: Person, work: Work
) -> None:
    service.status = 503
    give(dana, carol, bob)
    with pytest.raises(PushFailed):
        work()
    device, notice = Device.objects.get(), Notice.objects.get(person=bob)
    Notice.objects.update(made_at=now() - timedelta(minutes=6))
    push_notice(notice.pk, device.pk)
    assert len(service.got) == 1, "too late to be news; it stands in the page"
    Notice.objects.update(made_at=now(), seen_at=now())
    push_notice(notice.pk, device.pk)
    assert len(service.got) == 1, "seen"
    Notice.objects.update(seen_at=None)
    service.status = 410
    push_notice(notice.pk, device.pk)
    push_notice(notice.pk, device.pk)
    assert len(service.got) == 2 and not Device.objects.exists()


def test_quiet_hours_keep_devices_quiet(
    service: PushService, browser: Browser, dana: Customer, bob: Person, carol: Person, work: Work
) -> None:
    Wishes.objects.create(person=bob, quiet_from="00:00", quiet_until="23:59")
    give(dana, carol, bob)
    work()
    assert service.got == [] and Notice.objects.filter(person=bob).count() == 1


def test_a_trial_says_what_came_of_it_and_a_device_is_its_persons_alone(
    service: PushService, browser: Browser, bob: Person, carol: Person
) -> None:
    device = Device.objects.get()
    path = f"/notifications/devices/{device.pk}"
    for act in ("trial", "removal"):
        signed_in(carol).post(f"{path}/{act}")
    assert service.got == [] and Device.objects.exists()
    client = signed_in(bob)
    assert client.post(f"{path}/trial").status_code == 200
    assert browser.read(service.got[0][2])["title"] == "This is how it looks"
    service.status = 500
    assert client.post(f"{path}/trial").status_code == 502
    client.post(f"{path}/removal")
    assert not Device.objects.exists()


def test_what_no_browser_sends_is_refused_and_nobody_keeps_endless_devices(
    service: PushService, bob: Person, settings: Any
) -> None:
    client, good = signed_in(bob), Browser().fields
    for number in range(MOST + 2):
        client.post("/notifications/devices", {"endpoint": f"{service.url}/{number}", **good})
    assert Device.objects.count() == MOST
    settings.MAY_CALL_LOOPBACK = False
    for endpoint in (
        "",
        "x",
        f"{service.url}/",
        "https://a b/",
        f"https://push.example/{'x' * 900}",
        "https://[",
        "\x00",
    ):
        answer = client.post("/notifications/devices", {"endpoint": endpoint, **good})
        assert answer.status_code == 422 and answer.json()["problem"]
    bad = {"endpoint": "https://push.example/1", "public": "AAAA", "secret": "BBBB"}
    assert client.post("/notifications/devices", bad).status_code == 422
    assert Device.objects.count() == MOST
    Device.objects.update(endpoint="https://10.0.0.1/x")
    give_to = Device.objects.first()
    assert (
        give_to is not None and client.post(f"/notifications/devices/{give_to.pk}/trial").status_code == 502
    )
    assert Device.objects.count() == MOST - 1, "a private address is never asked, and forgotten"


def test_a_device_is_named_as_far_as_the_browser_says() -> None:
    assert name_of("") == "A browser"
    assert (
        name_of("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140 Safari/537.36 Edg/140")
        == "Edge on Windows"
    )
