"""Is the process that works on a job still alive?"""

import os
import socket
from functools import cache
from pathlib import Path


@cache
def _host() -> str:
    return socket.gethostname()[:40].replace(":", "-")


def myself() -> str:
    """Host, process id and when that process started: a later process of the same id is another one."""
    return f"{_host()}:{os.getpid()}:{_start(os.getpid())}"


def is_gone(owner: str) -> bool:
    """True only if the owner surely no longer runs; of another host nothing is known."""
    host, _, identity = owner.partition(":")
    pid, _, start = identity.partition(":")
    if host != _host() or not pid.isdigit():
        return False
    return not _is_running(int(pid)) or start != _start(int(pid))


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _start(pid: int) -> str:
    """Clock ticks from boot to the start of the process, where the system tells (Linux, man 5 proc)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]
