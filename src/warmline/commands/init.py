"""How does an installation begin?"""

from argparse import Namespace

from django.conf import settings

from warmline.commands.migrating import migrate
from warmline.commands.parser import HOST, PORT
from warmline.commands.printing import print_json, print_lines
from warmline.staff.first_run import is_set_up, setup_path


def run(options: Namespace) -> int:
    migrate()
    welcome = "" if is_set_up() else f"http://{HOST}:{PORT}{setup_path()}"
    if options.json:
        print_json({"data": str(settings.DATA), "is_set_up": not welcome, "welcome": welcome})
    elif not welcome:
        print_lines(f"Ready in {settings.DATA}.", 'Start it with "warmline serve".')
    else:
        print_lines(
            f"Ready in {settings.DATA}.",
            'Start it with "warmline serve", then open this address to name your business and its owner:',
            welcome,
        )
    return 0
