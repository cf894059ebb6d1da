"""How does a secret lie in the database so that who reads the database alone learns nothing?

AES-256-GCM under a key derived from the installation's secret (HKDF-SHA-256, RFC 5869), one key for each purpose.
"""

import base64
import binascii
import os
from collections.abc import Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION: Final = "s1"
#: Of a nonce for GCM (NIST SP 800-38D, section 8.2).
NONCE_BYTES: Final = 12


class CannotUnseal(Exception):
    """Sealed under another installation's secret, or changed since."""


def seal(plain: str, secret: str, purpose: str) -> str:
    """Text such as "s1.<sign of the secret>.<base64>"; the same plain text looks different each time."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_key(secret, purpose)).encrypt(nonce, plain.encode(), None)
    return f"{VERSION}.{sign_of(secret)}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, secrets: Sequence[str], purpose: str) -> str:
    """Tries the one of the secrets that it names. Raises CannotUnseal."""
    version, _, rest = sealed.partition(".")
    sign, _, body = rest.partition(".")
    for secret in secrets:
        if version == VERSION and sign == sign_of(secret):
            return _open(body, secret, purpose)
    raise CannotUnseal


def sign_of(secret: str) -> str:
    """Names a secret without telling it: 16 hexadecimal digits."""
    return HKDF(hashes.SHA256(), 8, salt=None, info=b"warmline sign").derive(secret.encode()).hex()


def _key(secret: str, purpose: str) -> bytes:
    info = f"warmline sealed {purpose}".encode()
    return HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(secret.encode())


def _open(body: str, secret: str, purpose: str) -> str:
    try:
        raw = base64.b64decode(body, altchars=b"-_", validate=True)
        return AESGCM(_key(secret, purpose)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], None).decode()
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise CannotUnseal from error
