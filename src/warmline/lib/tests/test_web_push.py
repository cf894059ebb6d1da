"""A note is sealed as RFC 8291 says, and signed as RFC 8292 says."""

import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from warmline.lib.web_push import (
    CURVE,
    MOST_BYTES,
    BadKeys,
    Keys,
    as_base64,
    public_point,
    read_keys,
    seal,
    sign,
    signing_key,
    unbase64,
)

#: RFC 8291, appendix A.
PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
OWN = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y"
    "l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_it_seals_the_example_of_the_standard() -> None:
    own = ec.derive_private_key(int.from_bytes(unbase64(OWN)), CURVE)
    text = b"When I grow up, I want to be a watermelon"
    assert as_base64(seal(text, read_keys(PUBLIC, SECRET), own=own, salt=unbase64(SALT))) == SEALED
    assert seal(text, read_keys(PUBLIC, SECRET)) != seal(text, read_keys(PUBLIC, SECRET))


def test_who_sends_it_can_be_checked_and_the_key_stays_that_of_the_installation() -> None:
    key = signing_key("the installation's secret")
    assert public_point(key) == public_point(signing_key("the installation's secret"))
    assert public_point(key) != public_point(signing_key("another secret"))
    header = sign(key, "https://push.example:8443/abc?d=1", "mailto:owner@bakery.example", 1_000_000)
    token, _, point = header.removeprefix("vapid t=").partition(", k=")
    signed, _, signature = token.rpartition(".")
    head, claims = (json.loads(unbase64(part)) for part in signed.split("."))
    assert head == {"typ": "JWT", "alg": "ES256"}
    assert claims == {
        "aud": "https://push.example:8443",
        "exp": 1_043_200,
        "sub": "mailto:owner@bakery.example",
    }
    raw = unbase64(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unbase64(point))
    public.verify(der, signed.encode(), ec.ECDSA(hashes.SHA256()))


@pytest.mark.parametrize(
    ("public", "secret"),
    [
        ("", ""),
        ("x", SECRET),
        (PUBLIC, ""),
        (PUBLIC, "AAAA"),
        (PUBLIC[:-4], SECRET),
        ("é" * 87, SECRET),
        (SECRET, PUBLIC),
    ],
)
def test_keys_that_are_none_are_refused(public: str, secret: str) -> None:
    with pytest.raises(BadKeys):
        read_keys(public, secret)


def test_a_note_that_fits_no_record_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        seal(b"x" * (MOST_BYTES + 1), Keys(unbase64(PUBLIC), unbase64(SECRET)))
