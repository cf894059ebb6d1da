"""Which queue carries the jobs? The one that fits the database."""

from functools import cache
from importlib import import_module

from django.db import connection

from warmline.jobs.engines.engine import Engine
from warmline.jobs.engines.lease import Lease


@cache
def engine() -> Engine:
    if connection.vendor != "postgresql":
        return Lease()
    # Loaded only where it is used: with its driver it takes 20 MB that a small installation needs for other things.
    carried: Engine = import_module("warmline.jobs.engines.procrastinate").Procrastinate()
    return carried
