"""What is a file really, how may it be called, and what is left of a picture?"""

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from warmline.files.errors import FileRefused
from warmline.files.kinds import KINDS, kind_of
from warmline.files.names import LONGEST, clean_name, disposition
from warmline.files.pictures import LONGEST_SIDE, redraw

PNG, JPEG, TEXT, PDF = KINDS["png"], KINDS["jpeg"], KINDS["text"], KINDS["pdf"]


def picture(
    kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: object
) -> bytes:
    """A picture with points of its own."""
    drawn = Image.new(mode, size, 90)
    out = io.BytesIO()
    drawn.save(out, kind, **options)
    return out.getvalue()


def refused(content: bytes) -> int:
    with pytest.raises(FileRefused) as error:
        kind_of(content)
    return error.value.status


def test_the_kind_is_told_by_the_content_alone() -> None:
    for kind, name in (("PNG", "png"), ("JPEG", "jpeg"), ("GIF", "gif"), ("WEBP", "webp")):
        assert kind_of(picture(kind)).key == name
    assert kind_of(b"%PDF-1.7\n%\xe2\xe3").key == "pdf"
    for text in (
        b"Order 5, please <3",
        "Grüße\r\n\tfrom Zoë".encode(),
        "a;b\n1;ü".encode("cp1252"),
        b"1 < 2",
    ):
        assert kind_of(text).key == "text"


def test_what_could_run_or_is_nothing_that_we_know_is_refused() -> None:
    for content in (
        b"<!DOCTYPE html><p>hi",
        b"\xef\xbb\xbf  <html>",
        b"  <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><x/>",
        b"Hello < script >alert(1)</script>",
        b"MZ\x90\x00\x03",
        b"PK\x03\x04\x14\x00\x00",
        b"\x7fELF\x02",
        b"\x00" * 50,
    ):
        assert refused(content) == 415, content
    assert refused(b"") == 422


def test_ten_megabytes_of_spaces_are_looked_at_in_a_moment() -> None:
    assert kind_of(b" " * 10_000_000 + b"x").key == "text"
    assert kind_of(b"< " * 5_000_000).key == "text"


@pytest.mark.parametrize(
    ("given_name", "kind", "kept"),
    [
        ("holiday.png", PNG, "holiday.png"),
        ("holiday.PNG", JPEG, "holiday.jpg"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("C:\\Users\\Dana\\bill.pdf", PDF, "bill.pdf"),
        ("good.png\0.html", PNG, "html.png"),
        ("cod\u202egnp.exe", PDF, "codgnp.exe.pdf"),
        ("...", PNG, "file.png"),
        ("", PDF, "file.pdf"),
        (".png", PNG, "png.png"),
        ('a<b>:"|?*.png', PNG, "a_b______.png"),
        ("Bild\n\t 1 ü.jpeg", JPEG, "Bild 1 ü.jpeg"),
        ("notes.csv", TEXT, "notes.csv"),
        ("evil.png", TEXT, "evil.txt"),
        ("CON.", TEXT, "CON.txt"),
    ],
)
def test_a_name_is_one_true_line(given_name: str, kind: object, kept: str) -> None:
    assert clean_name(given_name, kind) == kept  # type: ignore[arg-type]


@given(st.text(max_size=400))
def test_no_name_leads_astray_or_breaks_a_header(name: str) -> None:
    kept = clean_name(name, PNG)
    assert kept.endswith(".png") and 4 < len(kept) <= LONGEST
    assert not set(kept) & set('/\\\0\r\n\u202e<>:"|?*') and kept == kept.strip()
    header = disposition(kept, is_shown=False)
    header.encode("ascii")
    assert header.count('"') == 2 and "\n" not in header


def redrawn(content: bytes, kind: str, folder: Path) -> tuple[Image.Image, bytes]:
    source, target = folder / "source", folder / "target"
    source.write_bytes(content)
    told = redraw(source, KINDS[kind], target)
    kept = target.read_bytes()
    opened = Image.open(io.BytesIO(kept))
    assert opened.size == (told.width, told.height) and opened.format == told.kind.key.upper()
    return opened, kept


def test_a_photo_loses_where_it_was_taken_and_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Phone of Dana"
    exif.get_ifd(0x8825)[2] = (53.0, 20.0, 59.0)
    told = picture("JPEG", (60, 20), exif=exif, comment=b"my street")
    assert b"Phone of Dana" in told
    kept, content = redrawn(told, "jpeg", tmp_path)
    assert kept.size == (20, 60)
    assert not kept.getexif() and b"Phone" not in content and b"street" not in content


def test_what_hangs_behind_or_inside_a_picture_is_gone(tmp_path: Path) -> None:
    text = b"tEXtComment\0<script>alert(1)</script>"
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    png = picture()
    polyglot = png[:33] + chunk + png[33:] + b"<html><script>alert(2)</script>PK\x05\x06"
    _, content = redrawn(polyglot, "png", tmp_path)
    assert b"script" not in content and content.endswith(b"IEND\xaeB`\x82")
    _, content = redrawn(picture("GIF", comment=b"<script>"), "gif", tmp_path)
    assert content.startswith(b"\x89PNG") and b"script" not in content


def test_pictures_of_every_make_are_drawn_and_large_ones_made_smaller(tmp_path: Path) -> None:
    for mode, kind in (
        ("CMYK", "JPEG"),
        ("L", "JPEG"),
        ("I;16", "PNG"),
        ("LA", "PNG"),
        ("P", "PNG"),
        ("1", "PNG"),
    ):
        redrawn(picture(kind, mode=mode), kind.lower(), tmp_path)
    assert redrawn(picture("WEBP"), "webp", tmp_path)[0].format == "JPEG"
    assert redrawn(picture("WEBP", mode="RGBA"), "webp", tmp_path)[0].format == "PNG"
    assert max(redrawn(picture("JPEG", (8000, 500)), "jpeg", tmp_path)[0].size) <= LONGEST_SIDE


def png_that_claims(width: int, height: int) -> bytes:
    """A picture of a few bytes that would fill the memory."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 1000)
    parts = [
        struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each)) for each in (head, data)
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + b"\0\0\0\0IEND\xaeB`\x82"


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (png_that_claims(6000, 6000), "png", 413),
        (png_that_claims(60_000, 60_000), "png", 413),
        (png_that_claims(2_000_000_000, 2_000_000_000), "png", 413),
        (png_that_claims(0, 0), "png", 415),
        (picture()[:60], "png", 415),
        (picture("JPEG", (400, 400))[:300], "jpeg", 415),
        (b"\xff\xd8\xff\xe0<script>", "jpeg", 415),
        (b"RIFF\xff\xff\xff\xffWEBPVP8 ", "webp", 415),
        (b"GIF89a" + b"\xff" * 40, "gif", 415),
    ],
)
def test_bombs_and_ruins_are_refused(content: bytes, kind: str, status: int, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as error:
        redrawn(content, kind, tmp_path)
    assert error.value.status == status
