"""Files of labelled texts as people have them: each good row is read, each bad one is named."""

import gzip
from pathlib import Path

import pytest

from warmline.lab.errors import LabTrouble
from warmline.lab.tables import any_column, name_skipped, read_lines, read_table


def table(folder: Path, content: str | bytes, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_table_is_read_by_its_header_whatever_the_order_the_mark_and_the_case(tmp_path: Path) -> None:
    path = table(tmp_path, '\ufeffLabel, Text \r\nhours,When?\r\n\r\nfees,"How, much\nis it?"\r\n')
    read = read_table(path, ("text", "label"))
    assert read.rows == [{"label": "hours", "text": "When?"}, {"label": "fees", "text": "How, much\nis it?"}]
    assert read.skipped == []


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_tables_of_other_spreadsheets_are_read(delimiter: str, tmp_path: Path) -> None:
    path = table(tmp_path, f"text{delimiter}label\nWhen, please?{delimiter}hours\n")
    assert read_table(path, ("text", "label")).rows == [{"text": "When, please?", "label": "hours"}]


def test_a_gzipped_table_is_read(tmp_path: Path) -> None:
    path = table(tmp_path, gzip.compress(b"text,label\na,b\n"), "t.csv.gz")
    assert read_table(path, ("text",)).rows == [{"text": "a", "label": "b"}]


def test_bad_rows_are_named_by_line_and_cost_no_other_row(tmp_path: Path) -> None:
    rows = [
        b"text,label",
        b"good,a",
        b"one",
        b'5" pizza,b',
        b'"open,c',
        b"caf\xe9,d",
        b"nul\0s,e",
        b'"shut",f',
        b"x,y,z",
    ]
    read = read_table(table(tmp_path, b"\n".join(rows) + b"\n"), ("text", "label"))
    assert [row["label"] for row in read.rows] == ["a", "b", "e", "f"]
    assert read.skipped == [
        "line 3: 1 columns instead of 2",
        "line 5: quotes that do not match, or a field that is too long",
        "line 6: not UTF-8",
        "line 9: 3 columns instead of 2",
    ]


def test_a_quote_left_open_at_the_start_of_a_long_file_loses_one_row(tmp_path: Path) -> None:
    path = table(tmp_path, 'text,label\n"open,a\n' + "fine,b\n" * 3000)
    read = read_table(path, ("text", "label"))
    assert len(read.rows) == 3000
    assert len(read.skipped) == 1


def test_a_field_of_a_million_characters_is_read(tmp_path: Path) -> None:
    path = table(tmp_path, f"text,label\n{'x' * 1_000_000},a\n")
    assert len(read_table(path, ("text", "label")).rows[0]["text"]) == 1_000_000


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("e.csv", b"", "is empty"),
        ("e.csv", b"\n\n", "is empty"),
        ("e.csv", b"text,label\n", "no row that can be read"),
        ("e.csv", b"text,label\nx\n", "line 2: 1 columns"),
        ("e.csv", b"phrase,intent\na,b\n", "must name the columns text, label"),
        ("e.csv", "text,label\na,b\n".encode("utf-16"), "in UTF-8"),
        ("e.csv.gz", b"text,label\n", "no whole gzip file"),
        ("e.csv.gz", gzip.compress(b"text,label\na,b\n" * 99, mtime=0)[:-9], "no whole gzip file"),
    ],
)
def test_a_file_that_is_no_table_says_what_to_do(
    name: str, content: bytes, words: str, tmp_path: Path
) -> None:
    with pytest.raises(LabTrouble, match=words):
        read_table(table(tmp_path, content, name), ("text", "label"))


def test_no_file_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(LabTrouble, match="There is no file"):
        read_table(tmp_path / "none.csv", ("text",))
    with pytest.raises(LabTrouble, match="is a folder"):
        read_lines(tmp_path)


def test_lines_of_json_are_read_and_bad_ones_named(tmp_path: Path) -> None:
    path = table(tmp_path, b'{"a": 1}\n\nnonsense\n[1]\n' + b"[" * 100_000 + b'\n{"b": "\xe9"}\n{"b": 2}')
    read = read_lines(path)
    assert read.rows == [{"a": 1}, {"b": 2}]
    assert read.skipped == [
        "line 3: not valid JSON",
        "line 4: no JSON object {...}",
        "line 5: not valid JSON",
        "line 6: not UTF-8",
    ]


def test_a_report_names_twenty_bad_rows_and_counts_the_rest() -> None:
    report = name_skipped(Path("t.csv"), [f"line {number}: x" for number in range(50)])
    assert len(report) == 21
    assert report[-1] == "t.csv: 50 rows in all could not be read and are left out"


def test_the_first_column_that_says_something_is_taken() -> None:
    assert any_column({"query": "", "text": "a"}, "query", "text", "question") == "a"
    assert any_column({}, "query") == ""
