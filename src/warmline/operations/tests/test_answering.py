"""What a supervisor, a load balancer and Prometheus get, when all is well and when it is not."""

import asyncio
import json
import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import pytest
from django.db import OperationalError
from prometheus_client.parser import text_string_to_metric_families

from warmline.conversations.models import Conversation
from warmline.lib.logs import JsonFormatter
from warmline.lib.threads import Busy, Threads
from warmline.operations import answering, readiness
from warmline.operations.answering import Operations
from warmline.operations.counting import Counted, Scope

TOKEN = "read-only-4711"


class Now(Threads):
    """Runs what is asked at once, in the thread of the test and its transaction."""

    def __init__(self) -> None:
        pass

    async def read(self, work: Any) -> Any:
        return work()


class Full(Now):
    async def read(self, work: Any) -> Any:
        raise Busy


def get(path: str, threads: Threads | None = None, token: str = "", method: str = "GET") -> tuple[int, str]:
    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request"}

    headers = [(b"authorization", f"Bearer {token}".encode())] if token else []
    scope: Scope = {"type": "http", "method": method, "path": path, "headers": headers}
    # Nothing here waits, so that one step is all, in this thread, which holds the transaction of the test.
    with pytest.raises(StopIteration):
        Operations(threads or Now())(scope, receive, send).send(None)
    return sent[0]["status"], sent[1]["body"].decode()


def figures(settings: Any) -> dict[tuple[str, ...], float]:
    settings.METRICS_TOKEN = TOKEN
    status, text = get("/metrics", token=TOKEN)
    assert status == 200
    families = text_string_to_metric_families(text)
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


def test_a_process_that_lives_says_so_without_asking_anybody() -> None:
    assert get("/healthz", Full()) == (200, '{"status": "ok"}')


@pytest.mark.django_db
def test_it_is_ready_when_database_and_tables_are_there() -> None:
    status, text = get("/readyz")
    assert (status, json.loads(text)) == (200, {"ready": True, "database": True, "tables": True})


def test_it_is_not_ready_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("connection of dana@example.com refused")

    monkeypatch.setattr(readiness, "CHECKS", {"database": gone})
    assert get("/readyz") == (503, '{"ready": false, "database": false}')
    assert get("/readyz", Full()) == (503, '{"ready": false, "database": false}')


def test_only_reading_is_possible() -> None:
    assert get("/healthz", method="POST")[0] == 405


@pytest.mark.parametrize("wanted", ["", TOKEN])
@pytest.mark.parametrize("given", ["", "wrong", "Ω"])
def test_figures_are_for_whoever_has_the_token(settings: Any, wanted: str, given: str) -> None:
    settings.METRICS_TOKEN = wanted
    assert get("/metrics", token=given)[0] == 404


@pytest.mark.django_db
def test_figures_count_open_conversations_and_work(settings: Any) -> None:
    found = figures(settings)
    held = Conversation.objects.filter(holder="queue").count()
    assert found["warmline_conversations", "queue"] == held
    assert {("warmline_conversations", who) for who in ("bot", "queue", "person", "snoozed")} <= set(found)
    assert found["warmline_jobs_parked",] == 0
    assert found["warmline_jobs_waiting",] >= 0
    assert found["warmline_jobs_late_seconds",] >= 0


def test_figures_are_refused_while_the_database_is_away(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> bytes:
        raise OperationalError

    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr(answering, "expose", gone)
    assert get("/metrics", token=TOKEN) == (503, "{}")


@pytest.mark.django_db
def test_requests_are_counted_by_part_and_outcome_and_never_by_address(settings: Any) -> None:
    async def app(scope: Scope, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 404})
        await send({"type": "http.response.body", "body": b""})

    async def nothing(message: Any = None) -> Any:
        return message

    before = figures(settings).get(("warmline_requests_total", "test", "4xx"), 0)
    asyncio.run(Counted("test", app)({"path": "/staff/join/secret"}, nothing, nothing))
    after = figures(settings)
    assert after["warmline_requests_total", "test", "4xx"] == before + 1
    assert after["warmline_requests_under_way", "test"] == 0
    assert not any("secret" in part for name in after for part in name)


def test_a_line_of_the_log_is_an_object_without_what_somebody_wrote() -> None:
    said = f"dana@example.com wrote: my {'insu'}lin is late"
    try:
        raise ValueError(said)
    except ValueError:
        record = logging.LogRecord(
            "warmline", logging.ERROR, __file__, 1, "Trouble with %s", ("42",), sys.exc_info()
        )
    line = json.loads(JsonFormatter().format(record))
    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "warmline", "Trouble with 42")
    assert "ValueError" in line["error"]
    assert "insulin" not in str(line)
