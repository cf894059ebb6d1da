"""The trial of a question says what the bot would do for a customer now: careful while nothing is promised."""

import pytest
from django.test import Client

from warmline.decisions.case import Protocol
from warmline.decisions.models import Promise
from warmline.decisions.protocol import current_protocol
from warmline.decisions.trying import judged
from warmline.knowledge.index import Found
from warmline.lib.time import now
from warmline.staff.models import Person


def found(confidence: float) -> Found:
    return Found("answer", "hours", "Hours", "8 to 18.", "", confidence)


def does(confidence: float, protocol: Protocol) -> str:
    return str(judged(found(confidence), protocol)["does"])


def test_the_careful_limit_holds_while_nothing_is_promised() -> None:
    careful = Protocol(answer_at=0.55, careful_at=0.75, ask_back_at=0.2)
    assert [does(sure, careful) for sure in (0.8, 0.6, 0.1)] == ["answer", "unsure", "no"]
    assert does(0.6, Protocol(answer_at=0.55, careful_at=0.0, ask_back_at=0.2)) == "answer"


@pytest.mark.django_db
def test_a_promise_ends_the_care_and_sets_its_own_limit() -> None:
    assert does(0.7, current_protocol()) == "unsure"
    Promise.objects.update_or_create(pk=1, defaults={"threshold": 0.65, "target": 0.98, "at": now()})
    assert does(0.7, current_protocol()) == "answer"
    assert does(0.6, current_protocol()) == "unsure"


@pytest.mark.django_db
def test_strangers_try_nothing(client: Client, bob: Person) -> None:
    assert client.get("/knowledge/trial/?question=hours").status_code in (302, 403, 404)
    client.force_login(bob)
    assert client.get("/knowledge/trial/?question=" + "x" * 9000).status_code == 200
