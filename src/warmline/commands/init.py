"""How does an installation begin?"""

from argparse import Namespace

from django.conf import settings

from warmline.commands.migrating import migrate
from warmline.commands.parser import HOST, PORT
from warmline.commands.printing import print_json, print_lines
from warmline.staff.first_run import is_set_up


def run(options: Namespace) -> int:
    migrate()
    welcome = f"http://{HOST}:{PORT}/welcome/"
    if options.json:
        print_json({"data": str(settings.DATA), "is_set_up": is_set_up(), "welcome": welcome})
    elif is_set_up():
        print_lines(f"Ready in {settings.DATA}.", 'Start it with "warmline serve".')
    else:
        print_lines(
            f"Ready in {settings.DATA}.",
            f'Start it with "warmline serve", then open {welcome} to name your business and its owner.',
        )
    return 0
