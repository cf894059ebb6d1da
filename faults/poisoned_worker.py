"""A worker that one message kills: whoever says POISON ends the process that wants to answer it, each time.

python faults/poisoned_worker.py worker --data DIR ...
"""

import os
import signal
import sys
from dataclasses import replace
from typing import Any

from warmline.cli import set_environment, set_up_django
from warmline.commands.parser import read_options

POISON = "This message kills its worker"


def main() -> int:
    options = read_options(sys.argv[1:])
    set_environment(options)
    set_up_django()
    # What is imported below needs the settings.
    from warmline import flow
    from warmline.commands import worker
    from warmline.conversations.models import Message

    respond = flow.LISTENERS["message recorded"]

    def die_of_it(**job: Any) -> None:
        said = Message.objects.filter(conversation_id=job["conversation"], number=job["number"])
        if any(POISON in message.text for message in said):
            os.kill(os.getpid(), signal.SIGKILL)
        respond.run(**job)

    listeners: Any = flow.LISTENERS
    listeners["message recorded"] = replace(respond, run=die_of_it)
    return worker.run(options)


if __name__ == "__main__":
    raise SystemExit(main())
