"""Is there a virus in it? Asked of the scanner that was named at the start: clamd on a socket, or a command."""

import shlex
import socket
import subprocess
from collections.abc import Iterable
from typing import Final

from django.conf import settings

#: For one file; clamd itself gives up after two minutes (chosen by us: well below).
SECONDS: Final = 60.0
#: Exit status of clamscan and clamdscan, which other scanners follow: https://docs.clamav.net/manual/Usage/Scanning.html
CLEAN, FOUND = 0, 1


class ScannerSilent(Exception):
    """The scanner does not answer, or not as one. The file stays held back."""


def has_scanner() -> bool:
    return bool(settings.SCANNER)


def is_clean(chunks: Iterable[bytes]) -> bool:
    """Asks about content. Raises ScannerSilent, and Missing as reading the chunks does."""
    address = settings.SCANNER
    if not address:
        # Another process was started with a scanner: what it wants looked at is not released unseen.
        raise ScannerSilent
    try:
        if address.startswith(("unix:", "tcp:")):
            return _ask_clamd(address, chunks)
        return _ask_command(shlex.split(address), chunks)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise ScannerSilent from error


def _ask_clamd(address: str, chunks: Iterable[bytes]) -> bool:
    """Pieces with their length, then a length of 0 (https://docs.clamav.net/manual/Usage/Scanning.html#clamd)."""
    with _connect(address) as line:
        line.sendall(b"zINSTREAM\0")
        for chunk in chunks:
            line.sendall(len(chunk).to_bytes(4, "big") + chunk)
        line.sendall(bytes(4))
        answer = _answer(line)
    if answer.endswith("OK"):
        return True
    if answer.endswith("FOUND"):
        return False
    raise ValueError("clamd")


def _connect(address: str) -> socket.socket:
    kind, _, place = address.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.removeprefix("//").rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _answer(line: socket.socket) -> str:
    told = b""
    while b"\0" not in told and len(told) < 4096:
        piece = line.recv(1024)
        if not piece:
            break
        told += piece
    return told.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _ask_command(command: list[str], chunks: Iterable[bytes]) -> bool:
    """The content comes by standard input; it says 0 for clean, 1 for found, anything else for trouble."""
    content = b"".join(chunks)
    done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    if done.returncode not in (CLEAN, FOUND):
        raise ValueError("scanner")
    return done.returncode == CLEAN
