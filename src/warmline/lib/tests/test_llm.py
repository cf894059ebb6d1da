"""A language model's endpoint answers well, badly or not at all: one answer in time, or one word why not."""

import time
from collections.abc import Iterator

import pytest

from warmline.lib.breaker import Breaker
from warmline.lib.llm import Endpoint, ModelFailed, check_address, complete
from warmline.lib.tests.model_server import ModelServer, model_server

MESSAGES = [{"role": "user", "content": "Hello"}]


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as running:
        yield running


def ask(endpoint: Endpoint, seconds: float = 5) -> tuple[str, int]:
    answer = complete(endpoint, MESSAGES, most_tokens=50, seconds=seconds)
    return answer.text, answer.tokens


def test_an_answer_comes_with_what_it_cost(server: ModelServer) -> None:
    assert ask(server.endpoint) == ("Hello.", 123)
    assert server.asked[0]["model"] == "small-one"
    assert server.asked[0]["max_tokens"] == 50
    assert "tools" not in server.asked[0]
    assert server.keys == ["Bearer secret-key"]


def test_a_streamed_answer_is_put_together(server: ModelServer) -> None:
    server.how, server.text = "streaming", "Grüße aus der Bäckerei, mit 🥐 und Brot."
    text, tokens = ask(server.endpoint)
    assert text == server.text
    assert tokens > 0


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("slow", "slow"),
        ("dripping", "slow"),
        ("no_json", "broken"),
        ("list", "broken"),
        ("deep", "broken"),
        ("strange", "broken"),
        ("empty", "broken"),
        ("no_choices", "broken"),
        ("huge", "broken"),
        ("broken_stream", "broken"),
        ("busy", "busy"),
        ("failing", "refused"),
        ("forbidden", "refused"),
        ("moved", "refused"),
        ("hanging_up", "away"),
    ],
)
def test_whatever_goes_wrong_is_one_word_and_in_time(server: ModelServer, how: str, reason: str) -> None:
    server.how = how
    began = time.monotonic()
    with pytest.raises(ModelFailed) as failed:
        ask(server.endpoint, seconds=0.5 if reason == "slow" else 10)
    assert failed.value.reason == reason
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/v1", "http://no-such-host.invalid/v1", "https://127.0.0.1:1"]
)
def test_nobody_there_is_away(url: str) -> None:
    with pytest.raises(ModelFailed) as failed:
        ask(Endpoint(url, "m"), seconds=5)
    assert failed.value.reason in ("away", "slow")


@pytest.mark.parametrize(
    "url",
    ["", "localhost:11434", "ftp://x/v1", "file:///etc/passwd", "http://", "http://[", "https://u:p@x/v1"],
)
def test_an_address_that_cannot_be_asked_is_said(url: str) -> None:
    assert check_address(url)


def test_good_addresses_are_fine_and_the_key_is_never_shown() -> None:
    assert check_address("http://localhost:11434/v1") == ""
    assert check_address("https://api.example/v1") == ""
    assert "secret" not in repr(Endpoint("http://x", "m", "secret"))


def test_after_three_failures_it_is_left_alone_and_one_success_forgets_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from datetime import timedelta

    moment = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    breaker = Breaker(failures=3, rest=timedelta(minutes=1))
    for _ in range(2):
        breaker.note(is_well=False)
    breaker.note(is_well=True)
    for _ in range(2):
        breaker.note(is_well=False)
        assert breaker.is_closed()
    breaker.note(is_well=False)
    assert not breaker.is_closed()
    moment[0] += 61
    assert breaker.is_closed()
    breaker.note(is_well=False)
    assert not breaker.is_closed()
