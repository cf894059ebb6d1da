"""Is the log of acts whole, and how do old entries go when they must?"""

from argparse import Namespace
from datetime import UTC, datetime, time

from warmline.audit.chain import find_break
from warmline.audit.models import Entry
from warmline.audit.shortening import forget_before
from warmline.commands.migrating import database_answers, missing_migrations
from warmline.commands.printing import print_json, print_lines
from warmline.commands.trouble import Trouble, WrongUse
from warmline.lib.time import now


def run(options: Namespace) -> int:
    with database_answers():
        if missing_migrations():
            raise Trouble('The tables do not fit this version yet. Run "warmline init" first.')
        broken = find_break()
        if options.forget_before and broken:
            raise Trouble("The log is not whole: nothing of it is removed before somebody has looked.")
        removed = forget_before(_moment(options.forget_before)) if options.forget_before else 0
        count = Entry.objects.count()
    if options.json:
        print_json({"is_whole": broken is None, "entries": count, "removed": removed})
    elif broken:
        print_lines(f"The log is not as it was written: entry {broken.number} {broken.why}.")
    else:
        if removed:
            print_lines(f"{removed} entries were removed; the log says so.")
        print_lines(f"The log is whole: {count} entries.")
    return 1 if broken else 0


def _moment(text: str) -> datetime:
    try:
        moment = datetime.combine(datetime.fromisoformat(text).date(), time(), UTC)
    except ValueError:
        raise WrongUse(f"{text} is not a day. Write it as 2027-01-31.") from None
    if moment > now():
        raise WrongUse("That day has not come yet.")
    return moment
