"""Is the chat served light, to every site, and only again when it changed?"""

import gzip

from warmline.channels.widget.serving import FOLDER, PATH, WidgetFiles, pack, read_assets

LOADER_BUDGET_BYTES = 5_000
WHOLE_BUDGET_BYTES = 25_000


def test_loader_and_whole_chat_stay_within_their_budget() -> None:
    assets = read_assets()
    assert len(assets["loader.js"].packed) <= LOADER_BUDGET_BYTES
    assert sum(len(asset.packed) for asset in assets.values()) <= WHOLE_BUDGET_BYTES


def test_comment_lines_are_left_out_and_code_is_not() -> None:
    source = b'// why\n\n  /** {a, b} */\nconst a = "http://x.example"; // kept\n/** first\nb();\n'
    assert pack(source).plain == b'const a = "http://x.example"; // kept\n/** first\nb();\n'


def test_a_browser_that_has_the_file_is_not_sent_it_again() -> None:
    files = WidgetFiles()
    status, headers, body = files.answer(PATH + "loader.js", {b"accept-encoding": b"gzip, br"})
    assert status == 200
    assert gzip.decompress(body) == files.assets["loader.js"].plain
    assert dict(headers)[b"access-control-allow-origin"] == b"*"
    tag = dict(headers)[b"etag"]
    assert files.answer(PATH + "loader.js", {b"if-none-match": tag})[0] == 304


def test_nothing_but_the_files_of_the_widget_is_served() -> None:
    for path in ("../serving.py", "", "missing.js", "/etc/passwd"):
        assert WidgetFiles().answer(PATH + path, {})[0] == 404


def test_no_file_asks_a_third_party_for_anything() -> None:
    for path in FOLDER.glob("*.js"):
        code = pack(path.read_bytes()).plain.decode().replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in code, path.name
