"""Which uploads become a logo, and what is left of them?"""

import struct
from typing import Any
from zlib import compress, crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from warmline.staff.models import Person
from warmline.web.brand import brand_of
from warmline.web.forms import BusinessForm
from warmline.web.models import Business, Logo
from warmline.web.pictures import LARGEST_BYTES, PNG, BadPicture, read_picture


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))


def png(width: int = 2, height: int = 2, extra: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = compress(b"".join(b"\0" + b"\xb4\x53\x2a" * 2 for _ in range(2)))
    return PNG + chunk(b"IHDR", header) + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg(width: int = 40, height: int = 30, extra: bytes = b"") -> bytes:
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\x34\x56"
    return b"\xff\xd8" + b"\xff\xe0\x00\x04JF" + extra + frame + scan + b"\xff\xd9"


def test_a_picture_is_kept_with_its_size() -> None:
    assert read_picture(png()).content == png()
    shown = read_picture(jpeg())
    assert (shown.kind, shown.width, shown.height, shown.content) == ("jpeg", 40, 30, jpeg())


def test_where_it_was_taken_and_what_hangs_behind_it_goes() -> None:
    secret = b"taken at 14 Weir Lane"
    assert read_picture(png(extra=chunk(b"tEXt", secret)) + b"<script>").content == png()
    comment = b"\xff\xe1" + struct.pack(">H", 2 + len(secret)) + secret
    assert read_picture(jpeg(extra=comment) + b"<script>").content == jpeg()


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (b"", "PNG or JPEG"),
        (b"GIF89a", "PNG or JPEG"),
        (b"<html><script>alert(1)</script>", "PNG or JPEG"),
        (b"<?xml version='1.0'?><SVG onload='alert(1)'/>", "SVG"),
        (png()[:-20], "damaged"),
        (PNG, "damaged"),
        (png().replace(b"IDAT", b"IDAX"), "damaged"),
        (jpeg()[:-4], "damaged"),
        (b"\xff\xd8\xff\xe0\x00\x00", "damaged"),
        (png(width=5000), "pixels"),
        (png(width=0), "pixels"),
        (b"\xff\xd8\xff\xda\x00\x02\xff\xd9", "pixels"),
        (png() + b"x" * LARGEST_BYTES, "larger"),
    ],
)
def test_anything_else_is_refused_with_what_would_do(upload: bytes, words: str) -> None:
    with pytest.raises(BadPicture, match=words):
        read_picture(upload)


@given(st.binary(max_size=400), st.sampled_from([b"", PNG, b"\xff\xd8\xff", png()[:40], jpeg()[:20]]))
def test_no_upload_breaks_the_reader(rest: bytes, start: bytes) -> None:
    try:
        assert read_picture(start + rest).width > 0
    except BadPicture as bad:
        assert str(bad)


def form_of(business: Business, upload: bytes | None, **more: str) -> BusinessForm:
    known = {"name": "Corner Bakery", "timezone": "UTC", "currency": "EUR", "language": "en"}
    data = {**known, "bot_name": "Crumb", "brand_color": "#0b6e4f", **more}
    files: MultiValueDict[str, UploadedFile[Any]] = MultiValueDict()
    if upload:
        files["picture"] = SimpleUploadedFile("../logo.svg", upload)
    form = BusinessForm(data, files, instance=business)
    assert form.is_valid(), form.errors
    return form


def test_the_owner_gives_a_logo_changes_it_and_takes_it_away(business: Business, client: Client) -> None:
    assert "logo" not in brand_of(business)
    form_of(business, png()).save()
    first = brand_of(Business.objects.get())["logo"]
    answer = client.get(first)
    assert answer.content == png()
    assert answer.headers["Content-Type"] == "image/png"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert first in client.get("/help/").content.decode()
    form_of(business, jpeg()).save()
    form_of(business, None).save()
    assert client.get(first).status_code == 404
    assert brand_of(Business.objects.get())["logo"].endswith(".jpeg")
    form_of(business, None, without_logo="on").save()
    assert Business.objects.get().logo is None and not Logo.objects.exists()


def test_a_bad_logo_says_why_and_the_old_one_stays(business: Business, client: Client, alice: Person) -> None:
    form_of(business, png()).save()
    client.force_login(alice)
    page = client.get("/business/").context["form"]
    data = {name: page[name].value() or "" for name in page.fields if name not in ("picture", "without_logo")}
    answer = client.post("/business/", {**data, "picture": SimpleUploadedFile("logo.png", b"<svg/>")})
    assert answer.status_code == 422 and "SVG" in answer.content.decode()
    assert Business.objects.get().logo_id


def test_charlie_finds_no_other_files(client: Client, db: None) -> None:
    for name in ("../secret", "x", "a" * 300, "%2e%2e%2fsecret"):
        assert client.get(f"/logo/{name}").status_code == 404
