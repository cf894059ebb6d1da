"""What does `warmline serve` do?"""

from argparse import Namespace

from warmline.commands.migrating import migrate
from warmline.commands.printing import print_json, print_lines
from warmline.commands.serving import bind, serve
from warmline.staff.first_run import is_set_up, setup_path


def run(options: Namespace) -> int:
    listener = bind(options.host, options.port)
    migrate()
    return serve(options, listener, lambda address: _tell(address, options.json))


def _tell(address: str, as_json: bool) -> None:
    welcome = "" if is_set_up() else f"{address}{setup_path()}"
    if as_json:
        addresses = {"site": f"{address}/", "desk": f"{address}/desk/", "help": f"{address}/help/"}
        print_json({**addresses, **({"welcome": welcome} if welcome else {})})
    elif welcome:
        print_lines("To name your business and its owner, open", welcome, "Press Ctrl+C to stop.")
    else:
        print_lines(f"Desk         {address}/desk/", f"Help centre  {address}/help/", "Press Ctrl+C to stop.")
