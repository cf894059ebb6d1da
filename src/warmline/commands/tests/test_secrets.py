"""Secrets lie sealed, are exchanged as a whole or not at all, and whoever is locked out gets back in."""

from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client

from warmline.audit import guard
from warmline.audit.chain import find_break
from warmline.audit.models import Entry
from warmline.audit.recording import record
from warmline.commands import audit, rotate_secret, unlock
from warmline.commands.doctoring.audit import check_log, check_secrets
from warmline.commands.trouble import Trouble, WrongUse
from warmline.lib.sealing import CannotUnseal, seal, unseal
from warmline.notifications.pushing import application_key
from warmline.staff.models import Person
from warmline.vault.keeping import BEFORE, kept
from warmline.vault.models import Secret


@pytest.fixture(autouse=True)
def installation(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    (tmp_path / "secret").write_text(settings.SECRET_KEY)
    return tmp_path


def test_what_is_sealed_tells_nothing_and_opens_only_unchanged() -> None:
    one, other = seal("my key", "s", "a"), seal("my key", "s", "a")
    assert one != other and "my key" not in one
    assert unseal(one, ["t", "s"], "a") == "my key"
    changed = one[:-4] + ("AAAA" if one[-4:] != "AAAA" else "BBBB")
    for sealed, secrets, purpose in (
        (one, ["t"], "a"),
        (one, ["s"], "b"),
        (changed, ["s"], "a"),
        ("", ["s"], "a"),
        ("s1.x", ["s"], "a"),
        (one.rpartition(".")[0] + ".é", ["s"], "a"),
    ):
        with pytest.raises(CannotUnseal):
            unseal(sealed, secrets, purpose)


def test_the_secret_is_exchanged_and_everything_opens_under_the_new_one(
    alice: Person, installation: Path, settings: Any
) -> None:
    client = Client()
    client.force_login(alice)
    client.get("/desk/")
    TOTP.activate(alice, "JBSWY3DPEHPK3PXP")
    was, push = kept("mine"), application_key()
    record("login")
    old = settings.SECRET_KEY
    assert rotate_secret.rotate() >= 4
    new = (installation / "secret").read_text()
    assert new != old and not (installation / BEFORE).exists()
    assert (installation / "secret").stat().st_mode & 0o077 == 0
    settings.SECRET_KEY = new
    assert kept("mine") == was and application_key() == push
    assert Authenticator.objects.get().wrap().validate_code is not None
    assert unseal(Authenticator.objects.get().data["secret"], [new], "second step") == "JBSWY3DPEHPK3PXP"
    assert all(row.sealed.split(".")[1] not in old for row in Secret.objects.all())
    assert client.get("/desk/").status_code == 302, "everybody signs in again"
    assert find_break() is None and list(check_log()) == list(check_secrets()) == []


def test_an_exchange_that_breaks_off_leaves_everything_readable(
    alice: Person, installation: Path, settings: Any, monkeypatch: Any
) -> None:
    was, old = kept("mine"), settings.SECRET_KEY

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(rotate_secret, "record", fail)
    with pytest.raises(RuntimeError):
        rotate_secret.rotate()
    settings.SECRET_KEY = (installation / "secret").read_text()  # as after a start
    assert old != settings.SECRET_KEY and kept("mine") == was
    monkeypatch.undo()
    settings.DATA = installation
    rotate_secret.rotate()
    assert kept("mine") == was and not (installation / BEFORE).exists()


def test_the_doctor_finds_a_foreign_secret_a_changed_log_and_missing_guards(
    alice: Person, installation: Path, settings: Any
) -> None:
    record("login")
    guard.lift()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET name = 'Bob'")
    assert [found.check for found in check_log()] == ["audit guard", "audit"]
    guard.put_up()
    with pytest.raises(Trouble):
        audit.run(Namespace(json=True, forget_before="2026-01-01"))
    assert audit.run(Namespace(json=True, forget_before="")) == 1
    settings.SECRET_KEY = "of another installation"
    (installation / "secret").write_text(settings.SECRET_KEY)
    assert [found.check for found in check_secrets()] == ["secret"]


def test_the_log_is_shortened_only_up_to_a_day_that_has_been(alice: Person) -> None:
    record("login")
    for day in ("tomorrow", "2999-01-01"):
        with pytest.raises(WrongUse):
            audit.run(Namespace(json=True, forget_before=day))
    assert audit.run(Namespace(json=True, forget_before="2020-01-01")) == 0
    assert Entry.objects.count() == 1


def test_who_runs_the_server_lets_a_locked_out_owner_in(alice: Person) -> None:
    TOTP.activate(alice, "JBSWY3DPEHPK3PXP")
    with pytest.raises(Trouble):
        unlock.run(Namespace(json=True, email="nobody@mail.example"))
    for _ in range(2):
        assert unlock.run(Namespace(json=True, email="Alice@Bakery.example")) == 0
    assert not Authenticator.objects.exists()
    assert list(Entry.objects.values_list("act", flat=True)) == ["second step reset"]
