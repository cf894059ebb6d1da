"""Which commands and options are there?"""

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from warmline import __version__
from warmline.lab.parser import EXAMPLES, add_measures

DATA = "warmline-data"
DEMO_DATA = "warmline-demo"
HOST = "127.0.0.1"
PORT = 8080

EPILOG = """examples:
  warmline demo                      see it with a made-up business, nothing to set up
  warmline init && warmline serve    start your own
  warmline doctor                    find out what is wrong

Exit codes: 0 all is well, 1 found trouble, 2 wrong use.
"""


def read_options(arguments: Sequence[str] | None = None) -> Namespace:
    return parser().parse_args(arguments)


def parser() -> ArgumentParser:
    top = ArgumentParser(
        prog="warmline",
        description="Customer service: automation takes the routine, people keep the moments that matter.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"warmline {__version__}")
    commands = top.add_subparsers(dest="command", metavar="command", required=True)
    for add in (
        _add_demo,
        _add_init,
        _add_serve,
        _add_worker,
        _add_backup,
        _add_restore,
        _add_doctor,
        _add_audit,
        _add_rotate_secret,
        _add_unlock,
        _add_lab,
    ):
        add(commands)
    return top


def _add_demo(commands: Any) -> None:
    command = _command(
        commands,
        "demo",
        "Start with a made-up business, its past and logins; asks nothing, keeps what you do.",
        "warmline demo\nwarmline demo --playbook bakery --data /tmp/bakery --port 9000",
        data=DEMO_DATA,
    )
    command.add_argument(
        "--playbook", metavar="NAME", help="which business: bakery or online-shop (default: bakery)"
    )
    _add_address(command)
    _add_model(command)


def _add_init(commands: Any) -> None:
    _command(
        commands,
        "init",
        "Make the data folder, its secret and the tables; may be repeated at any time.",
        "warmline init\nwarmline init --data /srv/warmline --database postgresql://warmline@localhost/warmline",
    )


def _add_serve(commands: Any) -> None:
    command = _command(
        commands,
        "serve",
        "Serve the site, the desk and the bot, and do the background work.",
        "warmline serve\nwarmline serve --host 0.0.0.0 --port 80\nwarmline serve --no-worker --redis redis://localhost",
    )
    _add_address(command)
    _add_model(command)
    _add_scanner(command)
    command.add_argument(
        "--no-worker", action="store_true", help='leave the background work to "warmline worker" processes'
    )
    command.add_argument(
        "--proxy",
        metavar="ADDRESS",
        help="believe what the proxy at this address says about the visitor's address (X-Forwarded-For)",
    )


def _add_worker(commands: Any) -> None:
    command = _command(
        commands,
        "worker",
        "Do the background work in a process of its own, on this or another host.",
        "warmline worker\nwarmline worker --threads 4 --database postgresql://warmline@db/warmline",
        needs_installation=True,
    )
    command.add_argument("--threads", type=_count, default=1, help="jobs done at the same time (default: 1)")
    _add_model(command)
    _add_scanner(command)


def _add_backup(commands: Any) -> None:
    command = _command(
        commands,
        "backup",
        "Write everything to one file, also while serving; it fits SQLite and PostgreSQL alike.",
        "warmline backup warmline-2027-01-31.zip",
        needs_installation=True,
    )
    command.add_argument("file", help="where to write it; an existing file is refused")


def _add_restore(commands: Any) -> None:
    command = _command(
        commands,
        "restore",
        "Read a backup into an empty database; a damaged file changes nothing.",
        "warmline restore warmline-2027-01-31.zip\n"
        "warmline restore warmline-2027-01-31.zip --database postgresql://warmline@localhost/warmline",
    )
    command.add_argument("file", help='a file made by "warmline backup"')
    command.add_argument(
        "--replace", action="store_true", help="first remove everything the database holds now"
    )


def _add_doctor(commands: Any) -> None:
    command = _command(
        commands,
        "doctor",
        "Say what is wrong with this installation, and what to do about it.",
        "warmline doctor\nwarmline doctor --json",
        needs_installation=True,
    )
    _add_address(command)
    _add_model(command)
    _add_scanner(command)


def _add_audit(commands: Any) -> None:
    command = _command(
        commands,
        "audit",
        "Say whether the log of acts is whole; remove old entries of it.",
        "warmline audit\nwarmline audit --forget-before 2025-01-01",
        needs_installation=True,
    )
    command.add_argument(
        "--forget-before",
        metavar="DAY",
        help="remove entries from before this day; the log says that they went",
    )


def _add_rotate_secret(commands: Any) -> None:
    command = _command(
        commands,
        "rotate-secret",
        "Exchange the installation's secret and seal anew what it protects; everybody signs in again.",
        "warmline rotate-secret",
        needs_installation=True,
    )
    # The module of a command has a name of Python.
    command.set_defaults(module="rotate_secret")


def _add_unlock(commands: Any) -> None:
    command = _command(
        commands,
        "unlock",
        "Take the second step off an account whose telephone and codes are lost.",
        "warmline unlock alice@bakery.example",
        needs_installation=True,
    )
    command.add_argument("email", help="the address that the person signs in with")


def _add_lab(commands: Any) -> None:
    command = _command(
        commands,
        "lab",
        "Measure the bot on your own files of questions and conversations; needs no installation.",
        EXAMPLES,
    )
    add_measures(command)


def _command(
    commands: Any,
    name: str,
    does: str,
    examples: str,
    data: str = DATA,
    needs_installation: bool = False,
) -> ArgumentParser:
    indented = "\n".join(f"  {line}" for line in examples.split("\n"))
    command: ArgumentParser = commands.add_parser(
        name,
        help=does,
        description=does,
        epilog=f"examples:\n{indented}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(data_default=data, needs_installation=needs_installation)
    command.add_argument("--data", metavar="DIR", help=f"the folder of the installation (default: ./{data})")
    command.add_argument(
        "--database",
        metavar="URL",
        help="postgresql://user:password@host/name (default: a file in the data folder)",
    )
    command.add_argument(
        "--redis", metavar="URL", help="redis://host:port/0, for live updates of several processes"
    )
    command.add_argument("--json", action="store_true", help="print results as JSON, for programs")
    return command


def _add_address(command: ArgumentParser) -> None:
    command.add_argument("--host", default=HOST, help=f"address to listen on (default: {HOST})")
    command.add_argument("--port", type=_port, default=PORT, help=f"port to listen on (default: {PORT})")


def _add_model(command: ArgumentParser) -> None:
    command.add_argument(
        "--llm",
        metavar="URL",
        help="a language model for drafts at the desk, such as http://localhost:11434/v1",
    )
    command.add_argument(
        "--llm-model", metavar="NAME", help="its name there; its key is read from WARMLINE_LLM_KEY"
    )


def _add_scanner(command: ArgumentParser) -> None:
    command.add_argument(
        "--scanner",
        metavar="WHERE",
        help="look for viruses in what is sent: unix:/path or tcp:host:port of clamd, or a command that reads a file "
        "and exits with 1 if it found something",
    )


def _port(text: str) -> int:
    if not (text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text} is no port; ports are numbers up to 65535")
    return int(text)


def _count(text: str) -> int:
    if not (text.isdigit() and 1 <= int(text) <= 64):
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 64")
    return int(text)
