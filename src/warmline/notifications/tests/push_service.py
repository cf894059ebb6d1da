"""A push service on loopback, and a browser that can read what it brought."""

import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from warmline.lib.web_push import CURVE, as_base64, public_point


class Browser:
    """Its keys, and how it reads a note (RFC 8291, section 3.4), written apart from what seals it."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(CURVE)
        self.secret = b"0123456789abcdef"

    @property
    def fields(self) -> dict[str, str]:
        return {"public": as_base64(public_point(self.key)), "secret": as_base64(self.secret)}

    def read(self, body: bytes) -> dict[str, str]:
        salt, point, sealed = body[:16], body[21:86], body[86:]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point))
        material = _derive(self.secret, shared, b"WebPush: info\0" + public_point(self.key) + point)
        key = _derive(salt, material, b"Content-Encoding: aes128gcm\0")[:16]
        nonce = _derive(salt, material, b"Content-Encoding: nonce\0")[:12]
        padded = AESGCM(key).decrypt(nonce, sealed, None)
        told: dict[str, str] = json.loads(padded.rstrip(b"\0")[:-1])
        return told


def _derive(salt: bytes, material: bytes, info: bytes) -> bytes:
    extracted = hmac.digest(salt, material, sha256)
    return hmac.digest(extracted, info + b"\x01", sha256)


class PushService(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 201
        self.got: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Any

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def push_service() -> Iterator[PushService]:
    service = PushService()
    threading.Thread(target=service.serve_forever, daemon=True).start()
    yield service
    service.shutdown()
    service.server_close()
