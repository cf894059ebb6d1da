"""How does a worker process run?"""

import signal
import threading
from argparse import Namespace

from warmline.commands.migrating import migrate
from warmline.commands.printing import print_json, print_lines
from warmline.flow import LISTENERS
from warmline.jobs.worker import Worker
from warmline.lib import live
from warmline.line.warming import warm_up


def run(options: Namespace) -> int:
    migrate()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    live.start()
    warm_up()
    if options.json:
        print_json({"worker": "ready", "threads": options.threads})
    else:
        print_lines("Working. Press Ctrl+C to stop.")
    Worker(LISTENERS, options.threads).run(stop)
    live.stop()
    return 0
