"""The lab as it is used: from the command line, in a folder where nothing is installed."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("WARMLINE_")}
COMMAND = [sys.executable, "-m", "warmline.cli", "lab"]
DOCS = [
    {"id": "hours", "title": "Opening hours", "text": "We are open from 7 to 18, on Sundays from 8 to 12."},
    {"id": "rye", "question": "Do you bake rye bread?", "answer": "Every Tuesday and Friday."},
    {
        "id": "refund",
        "title": "Refunds",
        "body": "Bring it back within two days and you get your money back.",
    },
]

HOWS = ("Please tell me", "I want to know", "Quick question:", "Do you know", "hi", "Sorry,")
WHATS = (("when are you open", "hours"), ("can I get my money back", "refund"), ("do you bake rye", "rye"))


def lab(folder: Path, *arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=CLEAN, input=given, timeout=60, capture_output=True
    )


def written(folder: Path, name: str, *rows: Any) -> str:
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    (folder / name).write_text("\n".join(lines) + "\n")
    return name


def test_the_search_is_measured_and_bad_rows_are_named(tmp_path: Path) -> None:
    docs = written(tmp_path, "d.jsonl", *DOCS, DOCS[0], {"id": "empty"}, {"title": "x"}, "{")
    rows = ("query,doc", "when do you open,hours", "can I get my money back?,refund|rye", "x,none", ",rye")
    ended = lab(tmp_path, "search", "--docs", docs, "--queries", written(tmp_path, "q.csv", *rows), "--json")
    found = json.loads(ended.stdout)
    assert ended.returncode == 0
    assert (found["documents"], found["queries"]) == (3, 2)
    assert found["recall@1"] == found["recall@3"] == found["recall@5"] == found["mrr@10"] == 1
    assert found["ms_p99"] >= found["ms_p50"] > 0
    assert ended.stderr.decode().splitlines() == [
        "warmline: d.jsonl: line 7: not valid JSON",
        "warmline: d.jsonl: line 4: its id stands twice",
        "warmline: d.jsonl: line 5: neither title nor text",
        "warmline: d.jsonl: line 6: no id",
        "warmline: q.csv: line 4: its document is not there",
        "warmline: q.csv: line 5: no question",
    ]


def test_answers_and_moods_are_measured(tmp_path: Path) -> None:
    questions = [f"{how} {what},{label}" for what, label in WHATS for how in HOWS]
    train = written(tmp_path, "train.csv", "text,label", *questions)
    test = written(tmp_path, "test.csv", "text,label", "are you open now?,hours", "sing me a song,oos", "x")
    ended = lab(
        tmp_path, "answers", "--train", train, "--test", test, "--shots", "5", "--seed", "1", "--json"
    )
    assert json.loads(ended.stdout)["accuracy"] == 1, ended.stderr
    assert b"test.csv: line 4: 1 columns instead of 2" in ended.stderr
    moods = written(tmp_path, "moods.csv", "text,sentiment", "I love it!,positive", "I hate it,negative")
    ended = lab(tmp_path, "mood", "--test", moods, "--json")
    assert json.loads(ended.stdout)["sentiment"]["accuracy"] == 1, ended.stderr


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    assert lab(tmp_path, "read", given=b"hello\n").returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_for_people_each_figure_says_what_it_means(tmp_path: Path) -> None:
    docs = written(tmp_path, "d.jsonl", *DOCS)
    ended = lab(
        tmp_path, "search", "--docs", docs, "--queries", written(tmp_path, "q.csv", "text,id", "rye?,rye")
    )
    (line,) = (line for line in ended.stdout.decode().splitlines() if line.startswith("recall@1"))
    assert line.split()[1] == "1"
    assert line.endswith("So often the first document found is right.")


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "There is no file"), ("", "is empty"), ("a,b\n1,2\n", "query or text or question")],
)
def test_a_file_that_cannot_be_used_ends_with_one_sentence(
    content: str | None, words: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "q.csv").write_text(content)
    ended = lab(tmp_path, "search", "--docs", written(tmp_path, "d.jsonl", *DOCS), "--queries", "q.csv")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert words in ended.stderr.decode()
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["mood"],
        ["answers", "--train", "a", "--test", "b", "--target", "2"],
        ["read", "--docs", "x"],
    ],
)
def test_wrong_options_end_with_code_2(arguments: list[str], tmp_path: Path) -> None:
    ended = lab(tmp_path, *arguments)
    assert ended.returncode == 2
    assert b"usage: warmline" in ended.stderr


def test_readings_come_in_order_one_for_each_good_line(tmp_path: Path) -> None:
    given = [
        b"Can I talk to a person?",
        b"",
        b'{"text": "where is it", "history": [{"from": "customer", "text": "where is my parcel"}]}',
        b'{"text": "where is my parcel?", "history": [{"from": "user", "text": "where is my parcel"}]}',
        b"{bad",
        b'{"text": 3}',
        b'{"text": "x", "history": [{"from": "moon", "text": "x"}]}',
        b"caf\xe9",
        b"x" * 2_000_000,
        b'{"text": "\\ud83d"}',
        b"thanks",
    ]
    ended = lab(tmp_path, "read", given=b"\n".join(given))
    read = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 0
    assert [each["line"] for each in read] == [1, 2, 3, 4, 9, 10, 11]
    assert read[0]["wish"]["value"] is True
    assert read[3]["effort"]["value"] == 1
    assert ended.stderr.decode().splitlines() == [
        "warmline: line 5: not valid JSON",
        'warmline: line 6: no "text"',
        "warmline: line 7: turn 1 does not say who speaks (customer, bot, agent or system)",
        "warmline: line 8: not UTF-8",
    ]


def test_each_reading_is_given_at_once_and_an_interruption_is_quiet(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "read"],
        cwd=tmp_path,
        env=CLEAN,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdin and running.stdout and running.stderr
        for text in (b"hello\n", b"thanks\n"):
            running.stdin.write(text)
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["act"]["value"] != "question"
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == 130
        assert running.stderr.read() == b""


def test_a_reader_that_goes_away_is_no_trouble(tmp_path: Path) -> None:
    ended = subprocess.run(
        ["sh", "-c", f"yes hello | head -3000 | {' '.join(COMMAND)} read | head -1"],
        cwd=tmp_path,
        env=CLEAN,
        timeout=60,
        capture_output=True,
    )
    assert len(ended.stdout.splitlines()) == 1
    assert ended.stderr == b""
