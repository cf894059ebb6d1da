"""What does `warmline demo` do?"""

from argparse import Namespace
from typing import Any

from warmline.commands.migrating import migrate
from warmline.commands.printing import print_json, print_lines, show_progress
from warmline.commands.serving import PORTS_TRIED, bind, serve
from warmline.commands.trouble import Trouble, WrongUse
from warmline.lib.time import now
from warmline.playbooks.errors import PlaybookError
from warmline.playbooks.loading import load_playbook
from warmline.staff.demo_logins import DEMO_PASSWORD
from warmline.staff.models import Person
from warmline.web.models import Business

PLAYBOOK = "bakery"


def run(options: Namespace) -> int:
    listener = bind(options.host, options.port, tries=PORTS_TRIED)
    migrate()
    _fill(options.playbook, options.json)
    return serve(options, listener, lambda address: _tell(address, options.json))


def _fill(playbook: str | None, as_json: bool) -> None:
    business = Business.objects.first()
    if business:
        _check_fits(business, playbook)
        return
    if not as_json:
        print_lines("Making up a business with its past; this happens once.")
    try:
        load_playbook(playbook or PLAYBOOK, now(), show_progress)
    except PlaybookError as error:
        raise WrongUse(str(error)) from error


def _check_fits(business: Business, playbook: str | None) -> None:
    if not business.is_demo:
        raise Trouble("This data folder holds a real business, not a demo. Choose another with --data.")
    if playbook and playbook.replace("_", "-") != business.playbook.replace("_", "-"):
        raise WrongUse(
            f"This data folder already holds the demo {business.playbook}. Choose another with --data."
        )


def _tell(address: str, as_json: bool) -> None:
    result = addresses_and_logins(address)
    if as_json:
        print_json(result)
        return
    logins = [result["owner"], *result["agents"]]
    print_lines(
        f"Visit as a customer   {result['site']}",
        f"Work at the desk      {result['desk']}",
        f"Read the help centre  {result['help']}",
        f"See every decision    {result['decisions']}",
        "",
        "Logins of this demo (made up, shown on its login page too):",
        *_columns(logins),
        "",
        "Press Ctrl+C to stop; start it again and everything is still there.",
    )


def _columns(logins: list[dict[str, str]]) -> list[str]:
    """One line for each: role, name, e-mail address and password, each below the other."""
    parts = ("role", "name", "email", "password")
    widths = {part: max(len(login[part]) for login in logins) for part in parts}
    return ["  " + "  ".join(login[part].ljust(widths[part]) for part in parts).rstrip() for login in logins]


def addresses_and_logins(address: str) -> dict[str, Any]:
    people = Person.objects.filter(is_active=True).order_by("pk")
    return {
        "site": f"{address}/shop/",
        "desk": f"{address}/desk/",
        "help": f"{address}/help/",
        "decisions": f"{address}/decisions/",
        "agents": [_login(person) for person in people if not person.is_owner],
        "owner": next((_login(person) for person in people if person.is_owner), None),
    }


def _login(person: Person) -> dict[str, str]:
    role = "owner" if person.is_owner else "agent"
    return {"email": person.email, "password": DEMO_PASSWORD, "name": person.name, "role": role}
