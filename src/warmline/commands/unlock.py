"""How does somebody get back in whose second step is lost, when no owner can help?"""

from argparse import Namespace

from warmline.commands.migrating import database_answers, missing_migrations
from warmline.commands.printing import print_json, print_lines
from warmline.commands.trouble import Trouble
from warmline.staff.models import Person
from warmline.staff.second_step import reset


def run(options: Namespace) -> int:
    with database_answers():
        if missing_migrations():
            raise Trouble('The tables do not fit this version yet. Run "warmline init" first.')
        person = Person.objects.filter(email__iexact=options.email.replace("\0", "")).first()
        if person is None:
            raise Trouble("Nobody here signs in with this address.")
        had = reset(person)
    if options.json:
        print_json({"had_second_step": had})
    elif had:
        print_lines(f"{person.name} signs in with the password alone now. The log of acts says so.")
    else:
        print_lines(f"{person.name} has no second step: nothing was changed.")
    return 0
