"""Which queue carries the jobs? The one that fits the database."""

from functools import cache

from django.db import connection

from warmline.jobs.engines.engine import Engine
from warmline.jobs.engines.lease import Lease
from warmline.jobs.engines.procrastinate import Procrastinate


@cache
def engine() -> Engine:
    return Procrastinate() if connection.vendor == "postgresql" else Lease()
