"""The doctor names what is wrong and nothing else."""

import shutil
import socket
import sqlite3
from collections import namedtuple
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from warmline.calendar.models import OpeningHours
from warmline.commands.doctor import examine
from warmline.commands.doctoring import places, storage
from warmline.commands.presence import served_at, serving
from warmline.conversations.models import Conversation, Episode, Message
from warmline.customers.models import Customer
from warmline.jobs.engines import engine
from warmline.jobs.models import Job
from warmline.knowledge.models import Article
from warmline.lib import encoder
from warmline.lib.tests.model_server import model_server
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.web.models import Business

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def healthy(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    Business.objects.create(pk=1, name="Bäckerei Morgenrot")
    Person.objects.create_user("alice@example.com", "warm bread at six", name="Alice", role="owner")
    OpeningHours.objects.create(weekday=0, opens=time(6), closes=time(18))
    Article.objects.create(slug="hours", title="Hours", body="From six to six.")


def checks() -> list[str]:
    return [finding.check for finding in examine()]


def test_a_healthy_installation_has_no_findings() -> None:
    assert examine() == []


def test_every_finding_says_what_to_do() -> None:
    Business.objects.all().delete()
    Person.objects.all().delete()
    OpeningHours.objects.all().delete()
    Article.objects.all().delete()
    findings = examine()
    assert [finding.check for finding in findings] == ["owner", "people", "hours", "knowledge"]
    assert all(finding.problem.endswith(".") and finding.remedy.endswith(".") for finding in findings)


def test_an_installation_without_an_active_owner() -> None:
    Person.objects.update(role="agent")
    assert checks() == ["owner"]


def test_people_who_were_invited_and_have_not_joined_do_not_count() -> None:
    person = Person.objects.get()
    person.set_unusable_password()
    person.save()
    assert checks() == ["people"]


def test_parked_jobs_are_named() -> None:
    Job.objects.create(name="message recorded", failed_at=now(), error="ValueError", attempts=3)
    (finding,) = examine()
    assert finding.check == "parked jobs"
    assert "message recorded" in finding.problem


def test_jobs_that_wait_too_long_and_only_those() -> None:
    engine().put("silence", "", now() + timedelta(hours=1), {})
    assert checks() == []
    engine().put("silence", "", now() - timedelta(minutes=2), {})
    assert checks() == ["overdue jobs"]


def test_a_clock_behind_the_newest_message() -> None:
    at = now() + timedelta(hours=2)
    customer = Customer.objects.create(name="Dana")
    conversation = Conversation.objects.create(customer=customer, opened_at=at, last_message_at=at)
    episode = Episode.objects.create(conversation=conversation, ordinal=1, opened_at=at)
    Message.objects.create(
        conversation=conversation, episode=episode, number=1, kind="customer", text="Hi", at=at
    )
    assert checks() == ["clock"]


def test_a_database_whose_clock_is_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "now", lambda: now() + timedelta(minutes=20))
    assert checks() == (["database clock"] if connection.vendor == "postgresql" else [])


def test_missing_migrations() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'feedback'")
    try:
        assert checks() == ["tables"]
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied)"
                " VALUES ('feedback', '0001_initial', '2026-01-01 00:00:00+00')"
            )


def test_a_database_file_that_another_program_holds() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a PostgreSQL database has no such lock")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        (finding,) = examine()
        assert "Another program" in finding.problem
    finally:
        other.close()
        connection.close()


def test_redis_that_does_not_answer(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert checks() == ["redis"]


def test_a_disk_nearly_full(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(10**9, 10**9 - 10**6, 10**6))
    (finding,) = examine()
    assert "1 MB are left" in finding.problem


def test_a_data_folder_that_has_gone(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "gone"
    assert list(places.check_data_folder())


def test_an_encoder_that_was_changed_or_lost(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = Path(encoder.__file__).parent / "models" / "minilm"
    folder = tmp_path / "models" / "minilm"
    folder.mkdir(parents=True)
    (folder / "README.md").write_text((real / "README.md").read_text())
    (folder / "tokenizer.json").write_text("{}")
    monkeypatch.setattr(encoder, "__file__", str(tmp_path / "encoder.py"))
    problems = [finding.problem for finding in places.check_encoder()]
    assert [("is missing" in text, "was changed" in text) for text in problems] == [
        (True, False),
        (False, True),
    ]


def test_a_port_that_is_taken_by_another_program_and_not_by_us() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        (finding,) = places.check_port("127.0.0.1", port)
        assert str(port) in finding.problem
        with serving(f"http://127.0.0.1:{port}"):
            assert served_at() == f"http://127.0.0.1:{port}"
            assert list(places.check_port("127.0.0.1", port)) == []
    assert served_at() == ""


def test_a_language_model_that_does_not_answer_is_named(settings: Any) -> None:
    settings.LLM_URL, settings.LLM_MODEL, settings.LLM_KEY = "http://127.0.0.1:1/v1", "small", "secret"
    assert checks() == ["model"]
    with model_server() as running:
        settings.LLM_URL = running.endpoint.url
        assert checks() == []
        running.how = "forbidden"
        assert "WARMLINE_LLM_KEY" in examine()[0].remedy
        assert "secret" not in str(examine())
