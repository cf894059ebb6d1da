"""How do hosts with a network of their own stand on one machine? Each in a namespace, a cable in front and one behind.

The front cable leads to the visitors, the one behind to database and Redis; each can be pulled by itself.
"""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass


def may_have_networks() -> bool:
    """Whether we have the right (root) and the means (iproute2, namespaces)."""
    try:
        run("ip netns add wl-probe")
        run("ip netns del wl-probe")
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def run(line: str) -> None:
    subprocess.run(line.split(), check=True, capture_output=True)


@dataclass(frozen=True)
class Cable:
    """What the two ends are called, and their addresses."""

    outside: str
    near: str
    far: str

    def pull(self) -> None:
        run(f"ip link set {self.outside} down")

    def plug(self) -> None:
        run(f"ip link set {self.outside} up")


@dataclass(frozen=True)
class Host:
    number: int

    @property
    def name(self) -> str:
        return f"wl-host{self.number}"

    @property
    def within(self) -> Sequence[str]:
        """What stands before a command to run it there."""
        return ("ip", "netns", "exec", self.name)

    @property
    def front(self) -> Cable:
        return Cable(f"wlf{self.number}", f"10.77.{self.number}.1", f"10.77.{self.number}.2")

    @property
    def behind(self) -> Cable:
        return Cable(f"wlb{self.number}", f"10.78.{self.number}.1", f"10.78.{self.number}.2")


@contextmanager
def hosts(count: int) -> Iterator[list[Host]]:
    made = [Host(number) for number in range(1, count + 1)]
    try:
        for host in made:
            build(host)
        yield made
    finally:
        for host in made:
            # Its ends of the cables go with it.
            subprocess.run(["ip", "netns", "del", host.name], check=False, capture_output=True)


def build(host: Host) -> None:
    run(f"ip netns add {host.name}")
    run(f"ip -n {host.name} link set lo up")
    for place, cable in enumerate((host.front, host.behind)):
        inside = f"eth{place}"
        run(f"ip link add {cable.outside} type veth peer name {inside} netns {host.name}")
        run(f"ip addr add {cable.near}/30 dev {cable.outside}")
        run(f"ip link set {cable.outside} up")
        run(f"ip -n {host.name} addr add {cable.far}/30 dev {inside}")
        run(f"ip -n {host.name} link set {inside} up")
