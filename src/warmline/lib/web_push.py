"""How is a note sealed for one browser, so that the push service between us cannot read it?

Encryption: RFC 8291 (Web Push) with RFC 8188 (aes128gcm). Who sends it: RFC 8292 (VAPID).
"""

import base64
import binascii
import json
import os
import struct
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE: Final = ec.SECP256R1()
#: Its order (SEC 2, secp256r1): private keys lie from 1 to one less.
ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RECORD_BYTES: Final = 4096
#: So much text fits into the one record that push services take (RFC 8291, section 4).
MOST_BYTES: Final = 3000
#: RFC 8292 allows a day; a stolen signature is of less use after half.
SIGNED_SECONDS: Final = 12 * 3600


class BadKeys(ValueError):
    """What a browser sent as its keys is none."""


@dataclass(frozen=True)
class Keys:
    """Of one browser: its public point (65 bytes) and its secret (16 bytes)."""

    public: bytes
    secret: bytes


def read_keys(public: str, secret: str) -> Keys:
    """From what the browser's subscription says in base64url. Raises BadKeys."""
    try:
        keys = Keys(unbase64(public), unbase64(secret))
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, keys.public)
    except (ValueError, binascii.Error) as error:
        raise BadKeys from error
    if len(keys.secret) != 16 or len(keys.public) != 65:
        raise BadKeys
    return keys


def signing_key(secret: str) -> ec.EllipticCurvePrivateKey:
    """The installation's own key, the same on each host that has the same secret."""
    seed = HKDF(hashes.SHA256(), 48, salt=None, info=b"warmline web push").derive(secret.encode())
    return ec.derive_private_key(int.from_bytes(seed) % (ORDER - 1) + 1, CURVE)


def public_point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def seal(
    text: bytes, keys: Keys, *, own: ec.EllipticCurvePrivateKey | None = None, salt: bytes | None = None
) -> bytes:
    """The body of the request. own and salt are made anew for each note; only a test gives them."""
    if len(text) > MOST_BYTES:
        raise ValueError("The note is too long for a push.")
    own, salt = own or ec.generate_private_key(CURVE), salt or os.urandom(16)
    point = public_point(own)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, keys.public))
    material = _hkdf(keys.secret, shared, b"WebPush: info\0" + keys.public + point, 32)
    key = _hkdf(salt, material, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _hkdf(salt, material, b"Content-Encoding: nonce\0", 12)
    head = salt + struct.pack("!IB", RECORD_BYTES, len(point)) + point
    return head + AESGCM(key).encrypt(nonce, text + b"\x02", None)


def _hkdf(salt: bytes, material: bytes, info: bytes, length: int) -> bytes:
    """One step of HKDF is enough for 32 bytes (RFC 5869)."""
    return _hmac(_hmac(salt, material), info + b"\x01")[:length]


def _hmac(key: bytes, text: bytes) -> bytes:
    mac = HMAC(key, hashes.SHA256())
    mac.update(text)
    return mac.finalize()


def sign(key: ec.EllipticCurvePrivateKey, endpoint: str, contact: str, now: float) -> str:
    """The Authorization header of one request. contact: mailto: or https: of whoever runs this installation."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(now) + SIGNED_SECONDS,
        "sub": contact,
    }
    signed = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(claims)}"
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    token = f"{signed}.{as_base64(r.to_bytes(32) + s.to_bytes(32))}"
    return f"vapid t={token}, k={as_base64(public_point(key))}"


def _json(value: object) -> str:
    return as_base64(json.dumps(value, separators=(",", ":")).encode())


def as_base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unbase64(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
