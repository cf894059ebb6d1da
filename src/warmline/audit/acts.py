"""Which acts are written down? A closed set, each with its words for the owner."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

ACTS: Final[Mapping[str, str]] = {
    "login": _("Signed in"),
    "login failed": _("Signing in failed"),
    "logout": _("Signed out"),
    "sessions ended": _("Signed out elsewhere"),
    "second step added": _("Second step added"),
    "second step removed": _("Second step removed"),
    "second step failed": _("Second step failed"),
    "second step reset": _("Second step taken off by an owner"),
    "second step required": _("Rule about the second step changed"),
    "recovery codes made": _("Recovery codes made"),
    "recovery code used": _("Recovery code used"),
    "person invited": _("Person invited"),
    "link made": _("Link to set a password made"),
    "password set": _("Password set"),
    "role changed": _("Role changed"),
    "person switched off": _("Account switched off"),
    "person switched on": _("Account switched on"),
    "installation begun": _("Business and owner made"),
    "business changed": _("Business details changed"),
    "rule changed": _("Rule changed"),
    "promise changed": _("Limit of the bot changed"),
    "service time changed": _("Service times changed"),
    "abilities changed": _("Languages and skills changed"),
    "knowledge changed": _("Knowledge changed"),
    "list imported": _("List brought in"),
    "customer exported": _("Customer's data exported"),
    "customer erased": _("Customer erased"),
    "identity key made": _("Key for signed customers made"),
    "identity key retired": _("Key for signed customers retired"),
    "backup made": _("Backup made"),
    "backup restored": _("Backup restored"),
    "secret exchanged": _("Installation's secret exchanged"),
    "log exported": _("This log exported"),
    "log shortened": _("Old entries of this log removed"),
}
