"""Which faults happen between hosts that have networks of their own?"""

import asyncio

from faults.installation import Installation
from faults.scenes import Scene
from faults.visiting import Crowd


async def cut_from_database(made: Installation, crowd: Crowd) -> str:
    """The host still hears its visitors, but neither database nor Redis hear it."""
    for host in made.hosts:
        host.behind.pull()
        await asyncio.sleep(20)
        host.behind.plug()
        await asyncio.sleep(3)
    return f"{len(made.hosts)} × 20 s"


async def cut_off(made: Installation, crowd: Crowd) -> str:
    """Nobody hears the host, and it comes back; its streams resume at the other one meanwhile."""
    for host in made.hosts:
        for cable in (host.front, host.behind):
            cable.pull()
        await asyncio.sleep(20)
        for cable in (host.front, host.behind):
            cable.plug()
        await asyncio.sleep(3)
    return f"{len(made.hosts)} × 20 s"


async def flap(made: Installation, crowd: Crowd) -> str:
    """A bad plug: short cuts, one after the other."""
    for _ in range(8):
        for host in made.hosts:
            host.behind.pull()
            await asyncio.sleep(0.7)
            host.behind.plug()
            await asyncio.sleep(0.7)
    return f"{8 * len(made.hosts)} × 0.7 s"


SCENES = (
    Scene("network cut between one host and the database", cut_from_database),
    Scene("one host cut off from everybody, and back", cut_off),
    Scene("network to the database that comes and goes", flap),
)
