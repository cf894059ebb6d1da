"""How does the product call an address that somebody else named? One door: no private networks, no redirects, in time.

The address is resolved here and connected to as resolved, so that a name cannot point elsewhere a moment later.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from typing import Final
from urllib.parse import SplitResult, urlsplit

from warmline.lib.hanging_up import hung_up_after

#: Who answers more is not listened to.
MOST_BYTES: Final = 64_000
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
#: IPv4 in IPv6 clothes, of the network's own (RFC 8215) and of all (RFC 6052).
_NAT64_OWN: Final = ipaddress.ip_network("64:ff9b:1::/48")
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


class Unreachable(Exception):
    """Nobody answered in time, or nobody may be asked there. permanent: it will not change by itself."""

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        self.permanent = permanent
        super().__init__(reason)


def post(url: str, body: bytes, headers: Mapping[str, str], *, seconds: float, may_loop: bool = False) -> int:
    """The status of the answer; its body is read and dropped. Raises Unreachable.

    may_loop: this machine itself may be called, without TLS; for tests and trials.
    """
    parts = _read_address(url, may_loop=may_loop)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = _resolve(host, port, may_loop=may_loop)
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    try:
        return _exchange(parts, address, target, body, headers, seconds)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(type(error).__name__) from error


def _read_address(url: str, *, may_loop: bool) -> SplitResult:
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname) and parts.port != 0 and url.isascii() and url.isprintable()
    except ValueError as error:
        raise Unreachable("address", permanent=True) from error
    schemes = ("https", "http") if may_loop else ("https",)
    if not is_whole or parts.scheme not in schemes or parts.username or parts.password or " " in url:
        raise Unreachable("address", permanent=True)
    return parts


def _resolve(host: str, port: int, *, may_loop: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("name") from error
    addresses = [str(entry[4][0]) for entry in found]
    allowed = [each for each in addresses if is_allowed(each, may_loop=may_loop)]
    if len(allowed) < len(addresses) or not allowed:
        raise Unreachable("private address", permanent=True)
    return allowed[0]


def is_allowed(address: str, *, may_loop: bool = False) -> bool:
    """Is it out in the world? Neither this machine nor its networks, however the address is dressed up."""
    ip: Address = ipaddress.ip_address(address.partition("%")[0])
    if ip in _NAT64_OWN:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        in_nat64 = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
        ip = ip.ipv4_mapped or ip.sixtofour or in_nat64 or ip
    if may_loop and ip.is_loopback:
        return True
    return ip.is_global and not ip.is_multicast


def _exchange(
    parts: SplitResult, address: str, target: str, body: bytes, headers: Mapping[str, str], seconds: float
) -> int:
    connection = _Pinned(parts, address, seconds)
    with closing(connection), hung_up_after(seconds, lambda: connection.sock):
        connection.request("POST", target, body, dict(headers))
        with connection.getresponse() as response:
            response.read(MOST_BYTES)
            return response.status


class _Pinned(http.client.HTTPConnection):
    """Goes to the address that was looked at, and speaks TLS with the name that was asked for."""

    def __init__(self, parts: SplitResult, address: str, seconds: float) -> None:
        super().__init__(parts.hostname or "", parts.port, timeout=seconds)
        self._address = address
        self._is_safe = parts.scheme == "https"
        if self._is_safe and parts.port is None:
            self.port = 443

    def connect(self) -> None:
        raw = socket.create_connection((self._address, self.port), self.timeout)
        if self._is_safe:
            try:
                raw = ssl.create_default_context().wrap_socket(raw, server_hostname=self.host)
            except BaseException:
                raw.close()
                raise
        self.sock = raw
