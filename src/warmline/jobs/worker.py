"""Who does the announced work? A worker, inside the web process or as a process of its own."""

import threading
from collections.abc import Mapping

from warmline.jobs.engines import engine
from warmline.jobs.listener import Listener


class Worker:
    def __init__(self, listeners: Mapping[str, Listener], threads: int = 1) -> None:
        self.listeners = dict(listeners)
        self.threads = threads

    def run(self, stop: threading.Event) -> None:
        """Works until `stop` is set and the jobs then running have ended."""
        engine().run(self.listeners, self.threads, stop)
