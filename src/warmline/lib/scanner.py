"""How is a virus scanner named? Where clamd listens, or a command."""

import shlex

WRONG = "The scanner must be unix:/path or tcp:host:port of clamd, or a command such as “clamdscan --no-summary -”."


def check_scanner(where: str) -> str:
    """What is wrong with it, in one sentence; "" when it could be one, or when there is none."""
    kind, _, place = where.partition(":")
    if kind == "unix":
        return "" if place.startswith("/") else WRONG
    if kind == "tcp":
        host, _, port = place.removeprefix("//").rpartition(":")
        return "" if host and port.isascii() and port.isdigit() and int(port) < 65536 else WRONG
    try:
        return "" if not where or shlex.split(where) else WRONG
    except ValueError:
        return WRONG
