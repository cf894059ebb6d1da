"""A worker process for tests: its one job says that it has begun, and does not end before it is killed."""

import sys
import threading
import time
from pathlib import Path

import django

django.setup()

from warmline.jobs.engines import lease, procrastinate  # noqa: E402
from warmline.jobs.engines.engine import Engine  # noqa: E402
from warmline.jobs.listener import Listener  # noqa: E402

ENGINES: dict[str, type[Engine]] = {"Lease": lease.Lease, "Procrastinate": procrastinate.Procrastinate}


def begin(file: str) -> None:
    Path(file).write_text("begun")
    time.sleep(600)


ENGINES[sys.argv[1]]().run({"test.hang": Listener(begin)}, 1, threading.Event())
