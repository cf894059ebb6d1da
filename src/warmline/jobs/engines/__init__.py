"""Which queue carries the jobs? The one that fits the database."""

from functools import cache

from warmline.jobs.engines.engine import Engine
from warmline.jobs.engines.lease import Lease


@cache
def engine() -> Engine:
    return Lease()
