"""Is what surrounds the product in order: folder, disk, port, Redis, encoder?"""

import hashlib
import re
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import redis
from django.conf import settings

from warmline.commands.doctoring.finding import Finding
from warmline.commands.presence import served_at
from warmline.lib import encoder

#: Below it, a busy week or a backup may fill the disk (chosen by us).
LEAST_FREE_BYTES = 500_000_000


def check_data_folder() -> Iterator[Finding]:
    try:
        with tempfile.TemporaryFile(dir=settings.DATA):
            return
    except OSError as error:
        yield Finding(
            "data folder",
            f"The data folder {settings.DATA} cannot be written: {error.strerror}.",
            "Give the user that runs Warmline the right to write there.",
        )


def check_disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA).free
    if free < LEAST_FREE_BYTES:
        yield Finding(
            "disk",
            f"The disk of the data folder is nearly full: {free // 1_000_000} MB are left.",
            "Make room, or move the data folder to a larger disk.",
        )


def check_redis() -> Iterator[Finding]:
    if not settings.REDIS_URL:
        return
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=3, socket_timeout=3).ping()
    except (redis.RedisError, ValueError, OSError) as error:
        yield Finding(
            "redis",
            f"Redis does not answer ({type(error).__name__}): pages of other processes update late.",
            "Start Redis, correct --redis, or leave it away: then the database carries live updates.",
        )


def check_encoder() -> Iterator[Finding]:
    folder = Path(encoder.__file__).parent / "models" / "minilm"
    for name, expected in _expected_hashes(folder):
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError:
            found = ""
        if found != expected:
            state = "was changed" if found else "is missing"
            yield Finding(
                "encoder",
                f"The file {name} of the language model {state}: the bot cannot understand questions.",
                "Install Warmline again.",
            )


def _expected_hashes(folder: Path) -> list[tuple[str, str]]:
    """The model card names them."""
    try:
        card = (folder / "README.md").read_text()
    except OSError:
        card = ""
    named = re.findall(r"`([\w.]+)` sha256 \| `([0-9a-f]{64})`", card)
    return named or [("README.md", "")]


def check_port(host: str, port: int) -> Iterator[Finding]:
    if served_at():
        return
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            yield Finding(
                "port",
                f"Warmline cannot listen on {host} port {port}: {error.strerror or error}.",
                'Stop the other program, or choose another port: "warmline serve --port 8081".',
            )
